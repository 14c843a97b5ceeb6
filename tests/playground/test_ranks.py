"""Administrators made and unmade by people."""

import pytest

from bot.playground.refusals import NotPossibleError
from tests.playground.heard import heard, lines, statuses

pytestmark = pytest.mark.asyncio


@pytest.fixture
def people(world):
    return [world.add_person(name) for name in ("Omar", "Hana", "Sami")]


@pytest.fixture
def group(world, amina, people):
    group = world.add_group("Circle", amina)
    for person in people:
        amina.at(group).add(person)
    return group


async def test_the_bot_becomes_an_administrator_and_a_member_again(world, amina, group):
    here = amina.at(group)
    here.add_bot()
    world.updates.drop_all()
    here.promote(world.bot.id, can_invite_users=True, can_pin_messages=False)
    here.promote(world.bot.id, can_invite_users=True)
    here.demote(world.bot.id)
    (_, up), (_, down) = await heard(world)

    assert statuses(up) == ("member", "administrator")
    assert up["new_chat_member"]["can_invite_users"] is True
    assert up["new_chat_member"]["can_manage_chat"] is True
    assert up["new_chat_member"]["can_pin_messages"] is False
    assert statuses(down) == ("administrator", "member")


async def test_promoting_the_bot_brings_it_into_a_supergroup(world, amina, group):
    amina.at(group).promote(world.bot.id, can_invite_users=True)
    updates = await heard(world)

    assert lines(updates) == ["my_chat_member", "message: new_chat_members"]
    assert statuses(updates[0][1]) == ("left", "administrator")


async def test_a_person_becomes_an_administrator(world, amina, group, people):
    here = amina.at(group)
    here.promote(world.bot.id)
    world.updates.allow(["chat_member"])
    world.updates.drop_all()
    here.promote(people[0], can_invite_users=True)
    ((_, member),) = await heard(world)

    assert statuses(member) == ("member", "administrator")
    assert member["new_chat_member"]["can_be_edited"] is False
    assert people[0].at(group).create_invite().startswith("https://t.me/+")


async def test_an_administrator_gives_only_what_they_have_and_edits_only_whom_they_promoted(
    world, amina, group, people
):
    omar, hana, sami = people
    with pytest.raises(NotPossibleError, match="not among this person's rights"):
        omar.at(group).promote(hana)
    amina.at(group).promote(omar, can_promote_members=True, can_invite_users=True)
    with pytest.raises(NotPossibleError, match="Pin messages"):
        omar.at(group).promote(hana, can_pin_messages=True)
    omar.at(group).promote(hana, can_invite_users=True)
    amina.at(group).promote(sami, can_restrict_members=True)
    with pytest.raises(NotPossibleError, match="who promoted"):
        omar.at(group).demote(sami)
    with pytest.raises(NotPossibleError, match="not among this person's rights"):
        sami.at(group).remove(hana)
    with pytest.raises(NotPossibleError, match="creator"):
        omar.at(group).demote(amina)
    omar.at(group).demote(hana)
    assert group.membership(hana.id).status == "member"


async def test_who_may_remove_removes_members_but_not_the_creator_or_themselves(
    world, amina, group, people
):
    omar, hana, _ = people
    with pytest.raises(NotPossibleError, match="Restrict and remove people"):
        omar.at(group).remove(hana)
    amina.at(group).promote(omar, can_restrict_members=True)
    omar.at(group).remove(hana)
    for refused in (amina, omar, hana):
        with pytest.raises(NotPossibleError):
            omar.at(group).remove(refused)


async def test_rights_that_there_are_not_are_refused(world, amina, group, people):
    for name in ("can_fly", "is_anonymous"):
        with pytest.raises(NotPossibleError):
            amina.at(group).promote(people[0], **{name: True})
    with pytest.raises(NotPossibleError):
        amina.at(group).promote(12345)
    people[0].delete_account()
    with pytest.raises(NotPossibleError):
        amina.at(group).promote(people[0])


async def test_a_basic_groups_administrators_all_have_the_same_rights(world, amina, people):
    group = world.add_group("Small", amina, kind="group")
    amina.at(group).promote(world.bot.id, can_invite_users=True)
    updates = await heard(world)

    assert lines(updates) == ["my_chat_member", "message: new_chat_members", "my_chat_member"]
    assert group.membership(world.bot.id).may("can_pin_messages")
    assert not group.membership(world.bot.id).may("can_promote_members")
    amina.at(group).promote(people[0])
    with pytest.raises(NotPossibleError):
        people[0].at(group).promote(people[1])
