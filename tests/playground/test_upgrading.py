"""A basic group becomes a supergroup."""

import pytest

from bot.playground.refusals import NotPossibleError
from tests.playground.heard import heard, lines, statuses

pytestmark = pytest.mark.asyncio


@pytest.fixture
def small(world, amina):
    group = world.add_group("Small", amina, kind="group")
    amina.at(group).add(world.add_person("Omar"))
    amina.at(group).add_bot()
    world.updates.drop_all()
    return group


async def test_the_bot_is_told_by_two_messages_and_its_new_membership(world, amina, small):
    new = amina.at(small).upgrade()
    updates = await heard(world)

    assert lines(updates) == [
        "my_chat_member",
        "message: migrate_to_chat_id",
        "message: migrate_from_chat_id",
    ]
    (_, member), (_, to), (_, origin) = updates
    assert (member["chat"]["id"], statuses(member)) == (new.id, ("left", "member"))
    assert (to["chat"]["id"], to["migrate_to_chat_id"]) == (small.id, new.id)
    assert (origin["chat"]["id"], origin["migrate_from_chat_id"]) == (new.id, small.id)
    assert new.id < -(10**12)
    assert (new.type, new.title, small.upgraded_to) == ("supergroup", "Small", new.id)


async def test_everybody_moves_and_writes_in_the_new_one_only(world, amina, small, bot):
    omar = world.players[1]
    link = amina.at(small).create_invite()
    new = amina.at(small).upgrade()

    assert amina.at(new).send("here").text == "here"
    assert omar.at(new).send("here, too").text == "here, too"
    assert new.membership(amina.id).status == "creator"
    with pytest.raises(NotPossibleError, match="has become a supergroup"):
        omar.at(small).send("nobody reads this")
    with pytest.raises(NotPossibleError):
        amina.at(small).add(world.add_person("Hana"))
    hana = world.add_person("Hana")
    hana.join(link)
    assert new.membership(hana.id).is_in
    assert len(small.messages) == 4


async def test_the_old_id_answers_with_the_new_one(world, amina, small, bot):
    new = amina.at(small).upgrade()
    answer = await bot.call("sendMessage", chat_id=small.id, text="x")

    assert answer == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: group chat was upgraded to a supergroup chat",
        "parameters": {"migrate_to_chat_id": new.id},
    }
    await bot.ok("sendMessage", chat_id=new.id, text="x")
    assert amina.at(new).last.text == "x"


async def test_a_group_is_upgraded_once_and_by_its_creator(world, amina, small):
    with pytest.raises(NotPossibleError, match="creator"):
        world.players[1].at(small).upgrade()
    new = amina.at(small).upgrade()
    for group in (small, new):
        with pytest.raises(NotPossibleError, match="Only a basic group"):
            amina.at(group).upgrade()


async def test_a_group_without_the_bot_is_upgraded_in_silence(world, amina):
    group = world.add_group("Small", amina, kind="group")
    amina.at(group).upgrade()

    assert await heard(world) == []
