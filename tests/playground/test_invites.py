from datetime import timedelta

import pytest

from bot.playground.groups.group import Membership, Status
from bot.playground.refusals import NotPossibleError
from tests.playground.seated import ALL, seat_bot, seated, told

pytestmark = pytest.mark.asyncio

NO_LINKS = "Bad Request: not enough rights to manage chat invite link"


@pytest.fixture
def omar(world):
    return world.add_person("Omar")


@pytest.fixture
def group(world, amina):
    return seated(world, amina)


async def test_a_link_lets_people_in_who_are_named_to_the_bot_with_it(bot, world, group, omar):
    link = await bot.ok("createChatInviteLink", chat_id=group.id, name=" Spring \n term ")
    assert link == {
        "invite_link": link["invite_link"],
        "creator": world.bot.to_user(),
        "creates_join_request": False,
        "is_primary": False,
        "is_revoked": False,
        "name": "Spring term",
    }
    omar.join(link["invite_link"])
    change = (await told(bot))[0]["chat_member"]
    assert change["invite_link"]["invite_link"] == link["invite_link"]
    assert change["new_chat_member"]["status"] == "member"


async def test_a_link_ends_by_the_worlds_clock_and_holds_only_so_many(bot, world, group, omar):
    layla = world.add_person("Layla")
    until = int((world.clock.now() + timedelta(minutes=5)).timestamp())
    link = await bot.ok(
        "createChatInviteLink", chat_id=group.id, expire_date=until, member_limit=1
    )
    assert (link["expire_date"], link["member_limit"]) == (until, 1)
    omar.join(link["invite_link"])
    with pytest.raises(NotPossibleError, match="used up"):
        layla.join(link["invite_link"])
    omar.at(group).leave()
    world.clock.advance(minutes=5)
    with pytest.raises(NotPossibleError, match="expired"):
        layla.join(link["invite_link"])


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ({"expire_date": 1000}, "EXPIRE_DATE_INVALID"),
        ({"expire_date": 2**31}, "EXPIRE_DATE_INVALID"),
        ({"member_limit": 100_000}, "USAGE_LIMIT_INVALID"),
        (
            {"member_limit": 1, "creates_join_request": True},
            "member limit can't be specified for links requiring administrator approval",
        ),
    ],
)
async def test_bad_links_are_refused(bot, group, parameters, refusal):
    link = await bot.ok("createChatInviteLink", chat_id=group.id)
    call = {"chat_id": group.id, **parameters}
    assert await bot.refused("createChatInviteLink", **call) == f"Bad Request: {refusal}"
    call["invite_link"] = link["invite_link"]
    assert await bot.refused("editChatInviteLink", **call) == f"Bad Request: {refusal}"


async def test_a_long_name_is_cut_and_no_limit_is_none(bot, group):
    link = await bot.ok(
        "createChatInviteLink", chat_id=group.id, name="x" * 40, member_limit=0, expire_date=0
    )
    assert link["name"] == "x" * 32
    assert not {"member_limit", "expire_date"} & set(link)


async def test_an_edit_says_all_that_a_link_is(bot, group):
    link = await bot.ok("createChatInviteLink", chat_id=group.id, name="a", member_limit=5)
    url = link["invite_link"]
    edited = await bot.ok(
        "editChatInviteLink", chat_id=group.id, invite_link=url, creates_join_request=True
    )
    assert edited["creates_join_request"] is True
    assert not {"name", "member_limit"} & set(edited)


async def test_a_revoked_link_leads_nowhere(bot, group, omar):
    link = await bot.ok("createChatInviteLink", chat_id=group.id)
    call = {"chat_id": group.id, "invite_link": link["invite_link"]}
    revoked = await bot.ok("revokeChatInviteLink", **call)

    assert revoked == {**link, "is_revoked": True}
    with pytest.raises(NotPossibleError, match="expired"):
        omar.join(link["invite_link"])
    for method in ("revokeChatInviteLink", "editChatInviteLink"):
        assert await bot.refused(method, **call) == "Bad Request: INVITE_HASH_EXPIRED"


async def test_the_primary_link_has_always_a_successor(bot, group):
    first = await bot.ok("exportChatInviteLink", chat_id=group.id)
    second = await bot.ok("exportChatInviteLink", chat_id=group.id)
    assert first != second
    call = {"chat_id": group.id}
    assert await bot.refused("revokeChatInviteLink", **call, invite_link=first) == (
        "Bad Request: INVITE_HASH_EXPIRED"
    )
    assert await bot.refused("editChatInviteLink", **call, invite_link=second) == (
        "Bad Request: CHAT_INVITE_PERMANENT"
    )
    revoked = await bot.ok("revokeChatInviteLink", **call, invite_link=second)
    assert (revoked["is_primary"], revoked["is_revoked"]) == (True, True)
    info = await bot.ok("getChat", **call)
    assert info["invite_link"] not in {first, second}


async def test_a_bot_works_with_its_own_links_only(bot, group, amina, omar):
    others = amina.at(group).create_invite()
    call = {"chat_id": group.id}
    for url, refusal in (
        (others, "CHAT_ADMIN_REQUIRED"),
        ("https://t.me/+nothing", "INVITE_HASH_EXPIRED"),
        ("https://example.org", "INVITE_HASH_EXPIRED"),
        ("", "invite link must be non-empty"),
    ):
        said = await bot.refused("revokeChatInviteLink", **call, invite_link=url)
        assert said == f"Bad Request: {refusal}"
    omar.join(others)
    seen = (await told(bot))[0]["chat_member"]["invite_link"]["invite_link"]
    assert seen != others
    assert seen.startswith("https://t.me/+")


async def test_links_are_made_by_administrators_who_may_invite(bot, world, group, amina):
    link = await bot.ok("createChatInviteLink", chat_id=group.id)
    seat_bot(world, group, "can_pin_messages")
    call = {"chat_id": group.id}
    assert await bot.refused("exportChatInviteLink", **call) == NO_LINKS
    assert await bot.refused("createChatInviteLink", **call) == NO_LINKS
    call["invite_link"] = link["invite_link"]
    assert await bot.refused("editChatInviteLink", **call) == NO_LINKS
    assert await bot.refused("revokeChatInviteLink", **call) == NO_LINKS
    assert await bot.refused("exportChatInviteLink", chat_id=amina.id) == (
        "Bad Request: can't invite members to a private chat"
    )


async def test_who_asks_at_the_door_is_let_in_by_the_bot(bot, world, group, omar):
    link = await bot.ok("createChatInviteLink", chat_id=group.id, creates_join_request=True)
    assert omar.join(link["invite_link"]) is None
    asked = (await told(bot))[0]["chat_join_request"]
    assert (asked["from"]["id"], asked["user_chat_id"]) == (omar.id, omar.id)
    assert asked["invite_link"]["pending_join_request_count"] == 1
    await bot.ok("sendMessage", chat_id=omar.id, text="Welcome, one moment")

    caller = {"chat_id": group.id, "user_id": omar.id}
    assert await bot.ok("approveChatJoinRequest", **caller)
    change = (await told(bot))[0]["chat_member"]
    assert change["via_join_request"] is True
    assert (await bot.ok("getChatMember", **caller))["status"] == "member"
    assert await bot.refused("approveChatJoinRequest", **caller) == (
        "Bad Request: USER_ALREADY_PARTICIPANT"
    )


async def test_who_is_sent_away_may_ask_again(bot, group, omar):
    link = await bot.ok("createChatInviteLink", chat_id=group.id, creates_join_request=True)
    caller = {"chat_id": group.id, "user_id": omar.id}
    omar.join(link["invite_link"])
    assert await bot.ok("declineChatJoinRequest", **caller)
    for method in ("approveChatJoinRequest", "declineChatJoinRequest"):
        assert await bot.refused(method, **caller) == "Bad Request: HIDE_REQUESTER_MISSING"
    omar.join(link["invite_link"])
    assert await bot.ok("approveChatJoinRequest", **caller)


async def test_requests_are_answered_by_administrators_who_may_invite(
    bot, world, group, amina, omar
):
    layla = world.add_person("Layla")
    layla.start()
    for method in ("approveChatJoinRequest", "declineChatJoinRequest"):

        async def refusal(user_id: int, chat_id: int = group.id, method: str = method):
            return await bot.refused(method, chat_id=chat_id, user_id=user_id)

        seat_bot(world, group, *ALL)
        assert await refusal(layla.id) == "Bad Request: HIDE_REQUESTER_MISSING"
        assert await refusal(12345) == "Bad Request: USER_ID_INVALID"
        assert (
            await refusal(layla.id, amina.id) == "Bad Request: the chat can't have join requests"
        )
        seat_bot(world, group, "can_pin_messages")
        assert await refusal(layla.id) == (
            "Bad Request: not enough rights to manage chat join requests"
        )
    seat_bot(world, group, *ALL)
    group.set_membership(Membership(user_id=omar.id, status=Status.LEFT, is_inside=False))
    omar.delete_account()
    assert await bot.refused("approveChatJoinRequest", chat_id=group.id, user_id=omar.id) == (
        "Forbidden: user is deactivated"
    )
