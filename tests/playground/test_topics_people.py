"""A forum's topics, as people make and use them."""

import pytest

from bot.playground.refusals import NotPossibleError
from tests.playground.heard import heard

pytestmark = pytest.mark.asyncio


@pytest.fixture
def omar(world):
    return world.add_person("Omar")


@pytest.fixture
def forum(world, amina, omar):
    group = world.add_group("Circle", amina, forum=True)
    amina.at(group).add(omar)
    amina.at(group).promote(world.bot.id)
    world.updates.drop_all()
    return group


async def test_a_topic_is_numbered_after_the_message_that_makes_it(world, amina, forum):
    thread_id = amina.at(forum).create_topic("Recitation")
    ((_, message),) = await heard(world)

    assert message["message_id"] == message["message_thread_id"] == thread_id
    assert message["is_topic_message"] is True
    assert message["forum_topic_created"] == {"name": "Recitation", "icon_color": 0x6FB9F0}
    assert message["chat"]["is_forum"] is True
    assert "reply_to_message" not in message


async def test_what_is_written_in_a_topic_carries_its_number(world, amina, omar, forum, bot):
    thread_id = amina.at(forum).create_topic("Recitation")
    world.updates.drop_all()
    omar.at(forum).send("in it", thread_id=thread_id)
    answered = omar.at(forum).send("in the general one")
    omar.at(forum).send("also", thread_id=1)
    omar.at(forum).send_location(30, 31, thread_id=thread_id)
    inside, general, also, placed = [message for _, message in await heard(world)]

    assert inside["message_thread_id"] == placed["message_thread_id"] == thread_id
    # In a topic, what answers nothing else answers the line that made the topic.
    assert inside["reply_to_message"]["forum_topic_created"]["name"] == "Recitation"
    assert "message_thread_id" not in general
    assert "message_thread_id" not in also
    assert "reply_to_message" not in general
    with pytest.raises(NotPossibleError, match="no such topic"):
        omar.at(forum).send("x", thread_id=12345)
    with pytest.raises(NotPossibleError, match="no topics"):
        omar.send("x", thread_id=thread_id)
    assert answered.thread_id is None


async def test_an_answer_stays_in_the_topic_of_what_it_answers(world, amina, omar, forum):
    thread_id = amina.at(forum).create_topic("Recitation")
    said = amina.at(forum).send("question", thread_id=thread_id)

    assert omar.at(forum).send("answer", said.message_id).thread_id == thread_id


async def test_in_a_closed_topic_only_administrators_and_its_maker_write(
    world, amina, omar, forum
):
    forum.permissions |= {"can_manage_topics"}
    hana = world.add_person("Hana")
    amina.at(forum).add(hana)
    thread_id = omar.at(forum).create_topic("Omar's")
    world.updates.drop_all()
    amina.at(forum).close_topic(thread_id)
    ((_, message),) = await heard(world)
    assert (message["forum_topic_closed"], message["message_thread_id"]) == ({}, thread_id)

    with pytest.raises(NotPossibleError, match="closed"):
        hana.at(forum).send("x", thread_id=thread_id)
    assert not hana.at(forum).can_write(thread_id)
    assert hana.at(forum).can_write()
    omar.at(forum).send("mine", thread_id=thread_id)
    amina.at(forum).send("administrator", thread_id=thread_id)
    with pytest.raises(NotPossibleError, match="Nothing changes"):
        amina.at(forum).close_topic(thread_id)
    omar.at(forum).reopen_topic(thread_id)
    hana.at(forum).send("x", thread_id=thread_id)


async def test_the_general_topic_is_closed_too(world, amina, omar, forum):
    amina.at(forum).close_topic(1)
    with pytest.raises(NotPossibleError, match="closed"):
        omar.at(forum).send("x")
    amina.at(forum).reopen_topic(1)
    omar.at(forum).send("x")


async def test_only_who_may_manages_topics(world, amina, omar, forum):
    with pytest.raises(NotPossibleError, match="not allowed"):
        omar.at(forum).create_topic("x")
    thread_id = amina.at(forum).create_topic("Amina's")
    with pytest.raises(NotPossibleError, match="not theirs"):
        omar.at(forum).close_topic(thread_id)
    amina.at(forum).promote(omar, can_manage_topics=True)
    omar.at(forum).close_topic(thread_id)
    for name in ("", "  ", "x" * 129):
        with pytest.raises(NotPossibleError, match="1-128"):
            omar.at(forum).create_topic(name)


async def test_only_a_forum_has_topics(world, amina):
    group = world.add_group("Circle", amina)
    with pytest.raises(NotPossibleError, match="no topics"):
        amina.at(group).create_topic("x")
    with pytest.raises(NotPossibleError, match="Only supergroups"):
        world.add_group("Small", amina, kind="group", forum=True)
