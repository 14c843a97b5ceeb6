"""Into a group and out of it by a person's own deeds, and what the bot is told of it."""

import pytest

from bot.playground.groups.invites import invite_hash, make_link
from bot.playground.groups.joining import remove
from bot.playground.refusals import NotPossibleError
from tests.playground.heard import heard, lines, statuses

pytestmark = pytest.mark.asyncio

ALL_KINDS = ["message", "my_chat_member", "chat_member", "chat_join_request"]


@pytest.fixture
def omar(world):
    return world.add_person("Omar")


@pytest.fixture
def group(world, amina):
    """Amina's supergroup without the bot."""
    return world.add_group("Circle", amina)


@pytest.fixture
def watched(world, amina, group):
    """The same with the bot as an administrator that asked for everything."""
    amina.at(group).promote(world.bot.id, can_invite_users=True)
    world.updates.allow(ALL_KINDS)
    world.updates.drop_all()
    return group


async def test_the_bot_is_added_by_hand(world, amina, group):
    amina.at(group).add_bot()
    (member_kind, member), (kind, message) = await heard(world)

    assert (member_kind, statuses(member)) == ("my_chat_member", ("left", "member"))
    assert member["from"]["id"] == amina.id
    assert member["chat"] == {"id": group.id, "type": "supergroup", "title": "Circle"}
    assert kind == "message"
    assert message["new_chat_members"] == [world.bot.to_user()]
    assert message["from"]["id"] == amina.id
    with pytest.raises(NotPossibleError, match="already"):
        amina.at(group).add_bot()


async def test_a_bot_that_joins_no_groups_is_not_added(world, amina, group):
    world.bot.switches["can_join_groups"] = False
    with pytest.raises(NotPossibleError):
        amina.at(group).add_bot()
    assert await heard(world) == []


async def test_a_group_without_the_bot_is_silent(world, amina, group, omar):
    here = amina.at(group)
    here.add(omar)
    omar.at(group).send("/start")
    omar.at(group).leave()

    assert await heard(world) == []


async def test_somebody_is_added_by_hand(world, amina, watched, omar):
    amina.at(watched).add(omar)
    (_, member), (_, message) = await heard(world)

    assert statuses(member) == ("left", "member")
    assert (member["from"]["id"], member["new_chat_member"]["user"]["id"]) == (amina.id, omar.id)
    assert [each["id"] for each in message["new_chat_members"]] == [omar.id]
    assert message["from"]["id"] == amina.id


async def test_only_an_administrator_hears_chat_member_and_only_if_it_asked(world, amina, omar):
    group = world.add_group("Circle", amina)
    here = amina.at(group)
    here.add_bot()
    world.updates.allow(ALL_KINDS)
    world.updates.drop_all()
    here.add(omar)
    assert lines(await heard(world)) == ["message: new_chat_members"]

    here.promote(world.bot.id)
    omar.at(group).leave()
    assert lines(await heard(world)) == [
        "my_chat_member",
        "chat_member",
        "message: left_chat_member",
    ]
    world.updates.allow([])
    here.add(omar)
    assert lines(await heard(world)) == ["message: new_chat_members"]


async def test_members_add_people_only_where_they_may(world, amina, watched, omar):
    hana = world.add_person("Hana")
    with pytest.raises(NotPossibleError):
        omar.at(watched).add(hana)
    amina.at(watched).add(omar)
    omar.at(watched).add(hana)
    watched.permissions -= {"can_invite_users"}
    with pytest.raises(NotPossibleError, match="Invite people"):
        omar.at(watched).add(world.add_person("Sami"))
    with pytest.raises(NotPossibleError, match="nobody"):
        amina.at(watched).add(12345)


async def test_somebody_leaves_and_returns_by_hand(world, amina, watched, omar):
    amina.at(watched).add(omar)
    world.updates.drop_all()
    omar.at(watched).leave()
    (_, member), (_, message) = await heard(world)

    assert statuses(member) == ("member", "left")
    assert member["from"]["id"] == omar.id
    assert message["left_chat_member"]["id"] == message["from"]["id"] == omar.id
    with pytest.raises(NotPossibleError):
        omar.at(watched).leave()
    with pytest.raises(NotPossibleError):
        omar.at(watched).send("still here")
    amina.at(watched).add(omar)
    assert omar.at(watched).send("back").text == "back"


async def test_who_left_sees_nothing_of_what_comes_after(world, amina, watched, omar):
    amina.at(watched).add(omar)
    amina.at(watched).send("while you are here")
    omar.at(watched).leave()
    amina.at(watched).send("after you left")

    assert omar.at(watched).messages[-1].service
    assert "after you left" not in [each.text for each in omar.at(watched).messages]
    assert omar.at(watched).unread == 0
    stranger = world.add_person("Sami")
    assert stranger.at(watched).messages == []


async def test_a_creator_who_leaves_stays_creator(world, amina, watched, omar):
    amina.at(watched).add(omar)
    link = amina.at(watched).create_invite()
    world.updates.drop_all()
    amina.at(watched).leave()
    assert watched.membership(amina.id).status == "creator"
    with pytest.raises(NotPossibleError):
        amina.at(watched).add(world.add_person("Sami"))

    amina.join(link)
    assert amina.at(watched).add(world.add_person("Sami"))


async def test_who_was_removed_stays_out_until_an_administrator_adds_them(
    world, amina, watched, omar
):
    here = amina.at(watched)
    here.add(omar)
    link = here.create_invite()
    world.updates.drop_all()
    here.remove(omar)
    (_, member), (_, message) = await heard(world)

    assert statuses(member) == ("member", "kicked")
    assert member["new_chat_member"]["until_date"] == 0
    assert (message["from"]["id"], message["left_chat_member"]["id"]) == (amina.id, omar.id)
    with pytest.raises(NotPossibleError, match="removed"):
        omar.join(link)
    hana = world.add_person("Hana")
    here.add(hana)
    with pytest.raises(NotPossibleError, match="removed"):
        hana.at(watched).add(omar)
    here.add(omar)
    assert watched.membership(omar.id).status == "member"


async def test_a_ban_that_ends_lets_them_return(world, amina, watched, omar):
    link = amina.at(watched).create_invite()
    omar.join(link)
    until = world.clock.now().replace(hour=10)
    remove(world, watched, omar.id, actor_id=amina.id, until=until)
    with pytest.raises(NotPossibleError):
        omar.join(link)
    world.clock.advance(hours=2)
    assert watched.membership(omar.id).status == "left"
    omar.join(link)


async def test_in_a_basic_group_who_was_removed_may_return(world, amina, omar):
    group = world.add_group("Small", amina, kind="group")
    amina.at(group).add(omar)
    link = amina.at(group).create_invite()
    amina.at(group).remove(omar)

    assert group.membership(omar.id).status == "left"
    omar.join(link)
    assert group.membership(omar.id).status == "member"


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("supergroup", ["my_chat_member"]),
        ("group", ["my_chat_member", "message: left_chat_member"]),
    ],
)
async def test_the_bot_is_removed(world, amina, bot, kind, told):
    group = world.add_group("Circle", amina, kind=kind)
    amina.at(group).add_bot()
    world.updates.drop_all()
    amina.at(group).remove_bot()
    updates = await heard(world)

    assert lines(updates) == told
    assert statuses(updates[0][1]) == ("member", "kicked")
    refused = await bot.refused("sendMessage", chat_id=group.id, text="x")
    assert refused == f"Forbidden: bot was kicked from the {kind} chat"


async def test_a_plain_link_lets_in_at_once(world, amina, watched, omar):
    link = amina.at(watched).create_invite()
    for url in (link, link.replace("/+", "/joinchat/"), f"tg://join?invite={invite_hash(link)}"):
        assert omar.open_link(url)
        (_, member), (_, message) = await heard(world)
        assert statuses(member) == ("left", "member")
        assert member["from"]["id"] == omar.id
        assert member["invite_link"]["creator"]["id"] == amina.id
        assert "via_join_request" not in member
        assert [each["id"] for each in message["new_chat_members"]] == [message["from"]["id"]]
        omar.at(watched).leave()
        world.updates.drop_all()
    with pytest.raises(NotPossibleError, match="no such invite link"):
        omar.join("https://t.me/+nothing")
    with pytest.raises(NotPossibleError):
        omar.open_link("https://example.org/+abc")


async def test_of_another_administrators_link_the_bot_sees_a_half(world, amina, watched, omar):
    link = amina.at(watched).create_invite()
    own = make_link(watched, world.bot.id, name="ours")
    omar.join(link)
    world.add_person("Hana").join(own.url)
    links = [
        payload["invite_link"] for kind, payload in await heard(world) if kind == "chat_member"
    ]

    assert [each["invite_link"].endswith("...") for each in links] == [True, False]
    assert link.startswith(links[0]["invite_link"].removesuffix("..."))
    assert (links[1]["invite_link"], links[1]["name"]) == (own.url, "ours")


async def test_a_link_ends_by_time_by_number_and_by_hand(world, amina, watched):
    people = [world.add_person(str(number)) for number in range(4)]
    for_two = make_link(watched, amina.id, member_limit=2)
    people[0].join(for_two.url)
    people[1].join(for_two.url)
    with pytest.raises(NotPossibleError, match="used up"):
        people[2].join(for_two.url)
    people[1].at(watched).leave()
    people[2].join(for_two.url)

    short = make_link(watched, amina.id, expires_at=world.clock.now().replace(hour=10))
    people[1].join(short.url)
    world.clock.advance(hours=1)
    with pytest.raises(NotPossibleError, match="expired"):
        people[3].join(short.url)
    short.expires_at = None
    short.is_revoked = True
    with pytest.raises(NotPossibleError, match="expired"):
        people[3].join(short.url)


async def test_who_is_inside_does_not_join_again(world, amina, watched, omar):
    link = amina.at(watched).create_invite()
    omar.join(link)
    with pytest.raises(NotPossibleError, match="already"):
        omar.join(link)


async def test_only_administrators_make_links_and_answer_requests(world, amina, watched, omar):
    amina.at(watched).add(omar)
    with pytest.raises(NotPossibleError, match="administrators"):
        omar.at(watched).create_invite()
    with pytest.raises(NotPossibleError, match="administrators"):
        omar.at(watched).approve(amina)
    with pytest.raises(NotPossibleError, match="in a group"):
        amina.create_invite()


async def test_a_request_waits_at_the_door(world, amina, watched, omar):
    link = amina.at(watched).create_invite(request=True)
    assert omar.join(link) is None
    ((kind, request),) = await heard(world)

    assert kind == "chat_join_request"
    assert request["from"]["id"] == request["user_chat_id"] == omar.id
    assert request["chat"]["id"] == watched.id
    assert request["date"] == int(world.clock.now().timestamp())
    assert request["invite_link"]["creates_join_request"] is True
    assert request["invite_link"]["pending_join_request_count"] == 1
    assert not watched.membership(omar.id).is_in
    assert omar.join(link) is None
    assert await heard(world) == []


async def test_a_request_is_approved_by_a_person(world, amina, watched, omar):
    link = amina.at(watched).create_invite(request=True)
    omar.join(link)
    world.updates.drop_all()
    amina.at(watched).approve(omar)
    (_, member), (_, message) = await heard(world)

    assert statuses(member) == ("left", "member")
    assert member["via_join_request"] is True
    assert (member["from"]["id"], message["from"]["id"]) == (amina.id, omar.id)
    assert [each["id"] for each in message["new_chat_members"]] == [omar.id]
    assert watched.requests == {}
    with pytest.raises(NotPossibleError, match="waits"):
        amina.at(watched).approve(omar)


async def test_a_request_is_declined_and_made_again(world, amina, watched, omar):
    link = amina.at(watched).create_invite(request=True)
    omar.join(link)
    world.updates.drop_all()
    amina.at(watched).decline(omar)
    assert await heard(world) == []
    assert not watched.membership(omar.id).is_in

    omar.join(link)
    assert lines(await heard(world)) == ["chat_join_request"]


async def test_only_a_bot_that_may_invite_hears_of_requests(world, amina, omar):
    group = world.add_group("Circle", amina)
    amina.at(group).promote(world.bot.id, can_delete_messages=True)
    world.updates.drop_all()
    omar.join(amina.at(group).create_invite(request=True))

    assert await heard(world) == []
    assert world.requesters == {}


async def test_for_five_minutes_the_bot_may_write_to_who_asked(world, amina, watched, omar, bot):
    refused = "Forbidden: bot can't initiate conversation with a user"
    assert await bot.refused("sendMessage", chat_id=omar.id, text="x") == refused
    omar.join(amina.at(watched).create_invite(request=True))
    await bot.ok("sendMessage", chat_id=omar.id, text="Who are you?")
    world.clock.advance(minutes=5)
    await bot.ok("sendMessage", chat_id=omar.id, text="Hello?")
    world.clock.advance(seconds=1)

    assert await bot.refused("sendMessage", chat_id=omar.id, text="x") == refused
    assert [message.text for message in omar.messages] == ["Who are you?", "Hello?"]
    assert not omar.person.started
    omar.send("I am Omar")
    await bot.ok("sendMessage", chat_id=omar.id, text="Welcome")


@pytest.mark.parametrize("answer", ["approve", "decline"])
async def test_once_the_request_is_answered_the_bot_may_write_no_more(
    amina, watched, omar, bot, answer
):
    omar.join(amina.at(watched).create_invite(request=True))
    await bot.ok("sendMessage", chat_id=omar.id, text="Who are you?")
    getattr(amina.at(watched), answer)(omar)

    refused = await bot.refused("sendMessage", chat_id=omar.id, text="x")
    assert refused == "Forbidden: bot can't initiate conversation with a user"


async def test_nobody_who_blocked_the_bot_is_written_to_after_asking(
    world, amina, watched, omar, bot
):
    omar.start()
    omar.block()
    omar.join(amina.at(watched).create_invite(request=True))

    refused = await bot.refused("sendMessage", chat_id=omar.id, text="x")
    assert refused == "Forbidden: bot was blocked by the user"


async def test_a_deleted_account_can_do_nothing_and_is_not_added(world, amina, watched, omar):
    link = amina.at(watched).create_invite(request=True)
    omar.join(link)
    omar.delete_account()
    with pytest.raises(NotPossibleError, match="gone"):
        amina.at(watched).approve(omar)
    with pytest.raises(NotPossibleError, match="gone"):
        omar.join(link)
    hana = world.add_person("Hana")
    amina.at(watched).add(hana)
    hana.delete_account()
    with pytest.raises(NotPossibleError, match="gone"):
        hana.at(watched).send("x")
    with pytest.raises(NotPossibleError, match="gone"):
        hana.at(watched).leave()
    assert amina.at(watched).remove(hana)


async def test_who_blocked_the_bot_still_meets_it_in_a_group(world, amina, watched, omar, bot):
    amina.at(watched).add(omar)
    omar.block()
    world.updates.drop_all()
    omar.at(watched).send("hello all")
    assert lines(await heard(world)) == ["message: text"]
    await bot.ok("sendMessage", chat_id=watched.id, text="hello Omar")
    assert omar.at(watched).last.text == "hello Omar"


async def test_a_startgroup_link_adds_the_bot_and_starts_it(world, amina, group):
    said = amina.open_link("https://t.me/halqa_bot?startgroup=g_K7", group)
    assert said.text == "/start@halqa_bot g_K7"
    updates = await heard(world)
    assert lines(updates) == ["my_chat_member", "message: new_chat_members", "message: text"]
    assert updates[2][1]["chat"]["id"] == group.id

    assert amina.at(group).open_link("t.me/halqa_bot?startgroup=again").text.endswith("again")
    assert lines(await heard(world)) == ["message: text"]
    with pytest.raises(NotPossibleError, match="choose the group"):
        amina.open_link("https://t.me/halqa_bot?startgroup=x")
    with pytest.raises(NotPossibleError, match="start parameter"):
        amina.open_link("https://t.me/halqa_bot?startgroup=two words", group)


async def test_a_startgroup_link_may_ask_for_rights(world, amina, group):
    url = "https://t.me/halqa_bot?startgroup&admin=invite_users+restrict_members+nonsense"
    assert amina.open_link(url, group) is None

    assert group.membership(world.bot.id).rights == {
        "can_manage_chat",
        "can_invite_users",
        "can_restrict_members",
    }
    updates = await heard(world)
    assert statuses(updates[0][1]) == ("left", "administrator")
