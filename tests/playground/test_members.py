from datetime import timedelta

import pytest

from bot.playground.groups.group import Membership, Status
from bot.playground.groups.right_names import ADMIN_RIGHTS, DEFAULT_PERMISSIONS, PERMISSIONS
from tests.playground.seated import ALL, seat, seat_bot, seated, told

pytestmark = pytest.mark.asyncio

NO_RIGHT = "Bad Request: not enough rights to restrict/unrestrict chat member"
ADMIN = "Bad Request: user is an administrator of the chat"
MUTED = {"permissions": {"can_send_messages": False}}


@pytest.fixture
def omar(world):
    return world.add_person("Omar")


@pytest.fixture
def group(world, amina, omar):
    return seated(world, amina, omar)


def at(world, **later: int) -> int:
    """A moment of the world as Unix time, `later` than now."""
    return int((world.clock.now() + timedelta(**later)).timestamp())


async def status(bot, group, player):
    member = await bot.ok("getChatMember", chat_id=group.id, user_id=player.id)
    return member["status"]


async def test_a_group_is_described(bot, world, group, amina):
    group.description = "We read together"
    info = await bot.ok("getChat", chat_id=group.id)

    assert (info["type"], info["title"]) == ("supergroup", "Readers")
    assert info["description"] == "We read together"
    assert info["permissions"] == {name: name in DEFAULT_PERMISSIONS for name in PERMISSIONS}
    assert info["invite_link"] == (await bot.ok("getChat", chat_id=group.id))["invite_link"]
    assert "pinned_message" not in info
    seat_bot(world, group)
    assert "invite_link" not in await bot.ok("getChat", chat_id=group.id)
    stranger = world.add_group("Strangers", amina)
    assert await bot.refused("getChat", chat_id=stranger.id) == "Bad Request: chat not found"


async def test_a_basic_group_can_be_asked_about_after_the_bot_left(bot, world, amina):
    group = seated(world, amina, kind="group")
    await bot.ok("leaveChat", chat_id=group.id)

    assert (await bot.ok("getChat", chat_id=group.id))["title"] == "Readers"
    assert (await bot.ok("getChatMember", chat_id=group.id, user_id=world.bot.id))[
        "status"
    ] == "left"
    away = "Forbidden: bot is not a member of the group chat"
    assert await bot.refused("getChatMember", chat_id=group.id, user_id=amina.id) == away
    assert await bot.refused("getChatMemberCount", chat_id=group.id) == away
    assert await bot.ok("leaveChat", chat_id=group.id)


async def test_everybody_is_what_they_are(bot, world, group, amina, omar):
    stranger = world.add_person("Layla")
    call = {"chat_id": group.id}
    creator = await bot.ok("getChatMember", **call, user_id=amina.id)
    assert creator == {
        "user": amina.person.to_user(),
        "status": "creator",
        "is_anonymous": False,
    }
    own = await bot.ok("getChatMember", **call, user_id=world.bot.id)
    assert (own["status"], own["can_restrict_members"]) == ("administrator", True)
    assert await status(bot, group, omar) == "member"
    assert await bot.refused("getChatMember", **call, user_id=stranger.id) == (
        "Bad Request: PARTICIPANT_ID_INVALID"
    )
    stranger.start()
    assert await status(bot, group, stranger) == "left"
    assert await bot.refused("getChatMember", **call, user_id=0) == (
        "Bad Request: invalid user_id specified"
    )

    admins = await bot.ok("getChatAdministrators", **call)
    assert [each["user"]["id"] for each in admins] == [amina.id, world.bot.id]
    assert await bot.ok("getChatMemberCount", **call) == 3
    assert await bot.ok("getChatMemberCount", chat_id=amina.id) == 2
    assert await bot.refused("getChatAdministrators", chat_id=amina.id) == (
        "Bad Request: there are no administrators in the private chat"
    )


async def test_the_bot_leaves_and_hears_of_it(bot, world, group, amina):
    assert await bot.ok("leaveChat", chat_id=group.id)

    updates = await told(bot)
    assert [list(update) for update in updates] == [["my_chat_member"]]
    assert updates[0]["my_chat_member"]["new_chat_member"]["status"] == "left"
    assert amina.at(group).messages[-1].service == {"left_chat_member": world.bot.to_user()}
    assert await bot.refused("leaveChat", chat_id=group.id) == (
        "Forbidden: bot is not a member of the supergroup chat"
    )
    assert await bot.refused("leaveChat", chat_id=amina.id) == (
        "Bad Request: can't leave private chats"
    )


async def test_a_ban_takes_a_member_out_and_ends_by_the_worlds_clock(bot, world, group, omar):
    member = {"chat_id": group.id, "user_id": omar.id}
    until = at(world, seconds=60)
    assert await bot.ok("banChatMember", **member, until_date=until)

    banned = await bot.ok("getChatMember", **member)
    assert (banned["status"], banned["until_date"]) == ("kicked", until)
    updates = await told(bot)
    change = updates[0]["chat_member"]
    assert change["from"]["id"] == world.bot.id
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == (
        "member",
        "kicked",
    )
    assert updates[1]["message"]["left_chat_member"]["id"] == omar.id
    assert await bot.ok("banChatMember", **member, until_date=until)
    assert await told(bot) == [], "it was so already"
    world.clock.advance(seconds=60)
    assert await status(bot, group, omar) == "left"


@pytest.mark.parametrize("later", [{"seconds": 29}, {"days": 367}, {"seconds": -5}])
async def test_a_ban_that_is_too_short_or_too_long_is_for_ever(bot, world, group, omar, later):
    member = {"chat_id": group.id, "user_id": omar.id}
    await bot.ok("banChatMember", **member, until_date=at(world, **later))

    assert (await bot.ok("getChatMember", **member))["until_date"] == 0


async def test_who_cannot_be_banned_or_restricted(bot, world, group, amina, omar):
    layla = world.add_person("Layla")
    seat(group, layla)
    group.change(layla.id, status=Status.ADMINISTRATOR, promoted_by=amina.id)
    owner, own, admin = (
        {"chat_id": group.id, "user_id": each} for each in (amina.id, world.bot.id, layla.id)
    )
    for method, more in (("banChatMember", {}), ("restrictChatMember", MUTED)):
        assert await bot.refused(method, **owner, **more) == (
            "Bad Request: can't remove chat owner"
        )
        assert await bot.refused(method, **own, **more) == "Bad Request: can't restrict self"
        assert await bot.refused(method, **admin, **more) == ADMIN
        refusal = await bot.refused(method, chat_id=group.id, user_id=5, **more)
        assert refusal == "Bad Request: PARTICIPANT_ID_INVALID"
    assert await bot.refused("unbanChatMember", **admin) == ADMIN
    everything = dict.fromkeys(PERMISSIONS, True)
    assert await bot.refused("restrictChatMember", **own, permissions=everything) == (
        "Bad Request: can't unrestrict self"
    )
    assert await bot.refused("banChatMember", chat_id=amina.id, user_id=omar.id) == (
        "Bad Request: can't ban members in private chats"
    )


async def test_without_the_right_nobody_is_banned_restricted_or_let_in(bot, world, group, omar):
    member = {"chat_id": group.id, "user_id": omar.id}
    for rights in ((), ("can_promote_members", "can_delete_messages")):
        seat_bot(world, group, *rights)
        assert await bot.refused("banChatMember", **member) == NO_RIGHT
        assert await bot.refused("unbanChatMember", **member) == NO_RIGHT
        assert await bot.refused("restrictChatMember", **member, **MUTED) == NO_RIGHT
        assert await bot.ok("unbanChatMember", **member, only_if_banned=True)
    group.set_membership(Membership(user_id=omar.id, status=Status.KICKED, is_inside=False))
    assert await bot.refused("unbanChatMember", **member, only_if_banned=True) == NO_RIGHT


async def test_the_end_of_a_ban_lets_nobody_in(bot, group, omar):
    member = {"chat_id": group.id, "user_id": omar.id}
    await bot.ok("banChatMember", **member)
    await told(bot)
    assert await bot.ok("unbanChatMember", **member, only_if_banned=True)

    assert await status(bot, group, omar) == "left"
    (update,) = await told(bot)
    assert update["chat_member"]["new_chat_member"]["status"] == "left"


async def test_an_unban_takes_a_member_out_unless_it_is_told_not_to(bot, group, omar):
    member = {"chat_id": group.id, "user_id": omar.id}
    assert await bot.ok("unbanChatMember", **member, only_if_banned=True)
    assert await status(bot, group, omar) == "member"
    assert await bot.ok("unbanChatMember", **member)

    assert await status(bot, group, omar) == "left"
    statuses = [
        update["chat_member"]["new_chat_member"]["status"]
        for update in await told(bot)
        if "chat_member" in update
    ]
    assert statuses == ["kicked", "left"]


async def test_a_restriction_lasts_until_its_end(bot, world, group, omar):
    member = {"chat_id": group.id, "user_id": omar.id}
    await bot.ok("restrictChatMember", **member, **MUTED, until_date=at(world, seconds=600))

    restricted = await bot.ok("getChatMember", **member)
    assert (restricted["status"], restricted["is_member"]) == ("restricted", True)
    assert not any(restricted[name] for name in PERMISSIONS)
    with pytest.raises(Exception, match="not allowed"):
        omar.at(group).send("may I?")
    (update,) = await told(bot)
    assert update["chat_member"]["new_chat_member"] == restricted
    world.clock.advance(minutes=10)
    assert await status(bot, group, omar) == "member"
    omar.at(group).send("now I may")


async def test_all_permissions_lift_a_restriction(bot, group, omar):
    member = {"chat_id": group.id, "user_id": omar.id}
    await bot.ok("restrictChatMember", **member, **MUTED)
    assert await bot.ok(
        "restrictChatMember", **member, permissions=dict.fromkeys(PERMISSIONS, True)
    )
    assert await status(bot, group, omar) == "member"


@pytest.mark.parametrize(
    ("given", "alone", "expected"),
    [
        (
            {"can_add_web_page_previews": True},
            False,
            {
                "can_send_messages",
                "can_send_photos",
                "can_send_documents",
                "can_react_to_messages",
            },
        ),
        ({"can_send_polls": True}, False, {"can_send_polls", "can_send_messages"}),
        ({"can_send_polls": True}, True, {"can_send_polls"}),
        (
            {"can_pin_messages": True},
            False,
            {"can_pin_messages", "can_edit_tag", "can_manage_topics"},
        ),
        ({"can_send_messages": True}, False, {"can_send_messages", "can_react_to_messages"}),
    ],
)
async def test_permissions_imply_others_unless_they_stand_alone(  # noqa: PLR0917 - a table
    bot, group, omar, given, alone, expected
):
    call = {"permissions": given, "use_independent_chat_permissions": alone}
    await bot.ok("setChatPermissions", chat_id=group.id, **call)
    assert expected <= group.permissions
    if alone:
        assert group.permissions == expected


async def test_group_permissions_are_the_administrators_to_set(bot, world, group, amina):
    call = {"permissions": {"can_send_messages": True}}
    assert await bot.refused("setChatPermissions", chat_id=amina.id, **call) == (
        "Bad Request: can't change private chat permissions"
    )
    seat_bot(world, group, "can_pin_messages")
    assert await bot.refused("setChatPermissions", chat_id=group.id, **call) == (
        "Bad Request: not enough rights to change chat permissions"
    )
    unknown = {"permissions": {"can_fly": True}}
    assert "unknown field can_fly" in await bot.refused(
        "setChatPermissions", chat_id=group.id, **unknown
    )


@pytest.mark.parametrize(
    ("method", "more", "refusal"),
    [
        ("restrictChatMember", MUTED, "method is available only for supergroups"),
        (
            "setChatAdministratorCustomTitle",
            {"custom_title": "x"},
            "method is available only for supergroups",
        ),
        (
            "promoteChatMember",
            {"can_pin_messages": True},
            "method is available for supergroup and channel chats only",
        ),
        (
            "unbanChatMember",
            {},
            "method is available for supergroup and channel chats only",
        ),
    ],
)
async def test_what_only_supergroups_have(bot, world, amina, omar, method, more, refusal):  # noqa: PLR0917 - a table
    basic = seated(world, amina, omar, kind="group")
    for chat_id in (basic.id, amina.id):
        said = await bot.refused(method, chat_id=chat_id, user_id=omar.id, **more)
        assert said == f"Bad Request: {refusal}"


async def test_a_basic_group_knows_no_bans(bot, world, amina, omar):
    group = seated(world, amina, omar, kind="group", rights=())
    member = {"chat_id": group.id, "user_id": omar.id}
    assert await bot.refused("banChatMember", **member) == "Bad Request: CHAT_ADMIN_REQUIRED"
    seat_bot(world, group, *ALL)
    assert await bot.refused("banChatMember", chat_id=group.id, user_id=amina.id) == ADMIN
    assert await bot.ok("banChatMember", **member, revoke_messages=True)

    assert await status(bot, group, omar) == "left"
    assert await bot.refused("banChatMember", **member) == "Bad Request: USER_NOT_PARTICIPANT"
    assert await bot.ok("banChatMember", chat_id=group.id, user_id=world.bot.id)
    assert not group.membership(world.bot.id).is_in


async def test_a_member_is_promoted_and_made_plain_again(bot, world, group, omar):
    member = {"chat_id": group.id, "user_id": omar.id}
    await bot.ok("promoteChatMember", **member, can_pin_messages=True, can_post_messages=True)
    (update,) = await told(bot)
    promoted = update["chat_member"]["new_chat_member"]
    assert promoted["status"] == "administrator"
    assert promoted["can_be_edited"] is True
    assert {name for name in ADMIN_RIGHTS if promoted[name]} == {
        "can_manage_chat",
        "can_pin_messages",
    }
    assert await bot.ok("setChatAdministratorCustomTitle", **member, custom_title="Librarian")
    assert (await bot.ok("getChatMember", **member))["custom_title"] == "Librarian"
    await bot.ok("promoteChatMember", **member, can_invite_users=True)
    renewed = await bot.ok("getChatMember", **member)
    assert (renewed["custom_title"], renewed["can_pin_messages"]) == ("Librarian", False)
    await bot.ok("promoteChatMember", **member, can_invite_users=False)
    assert await status(bot, group, omar) == "member"
    assert await bot.ok("promoteChatMember", **member)


async def test_a_bot_promotes_by_its_rights_only(bot, world, group, amina, omar):
    layla, stranger = world.add_person("Layla"), world.add_person("Nura")
    seat(group, layla)
    stranger.start()
    group.change(layla.id, status=Status.ADMINISTRATOR, promoted_by=amina.id)

    async def refusal(user_id: int, **rights: bool):
        said = await bot.refused("promoteChatMember", chat_id=group.id, user_id=user_id, **rights)
        return said.removeprefix("Bad Request: ")

    pin = {"can_pin_messages": True}
    assert await refusal(amina.id, **pin) == "can't remove chat owner"
    assert await refusal(world.bot.id, **pin) == "can't promote self"
    assert "not offered" in await refusal(world.bot.id)
    assert await refusal(layla.id, **pin) == "CHAT_ADMIN_REQUIRED"
    assert await refusal(layla.id) == "CHAT_ADMIN_REQUIRED"
    assert await refusal(stranger.id, **pin) == "USER_NOT_PARTICIPANT"
    assert await refusal(stranger.id) == "bots can't add new chat members"
    assert "not offered" in await refusal(omar.id, is_anonymous=True)
    seat_bot(world, group, "can_promote_members")
    assert await refusal(omar.id, **pin) == "RIGHT_FORBIDDEN"
    seat_bot(world, group, "can_pin_messages")
    assert await refusal(omar.id, **pin) == "not enough rights"
    assert await refusal(layla.id) == "not enough rights"
    group.set_membership(Membership(user_id=omar.id, status=Status.KICKED, is_inside=False))
    seat_bot(world, group, *ALL)
    assert await refusal(omar.id, **pin) == "USER_KICKED"


async def test_titles_are_for_administrators_whom_the_bot_promoted(bot, world, group, amina, omar):
    layla = world.add_person("Layla")
    seat(group, layla)
    group.change(layla.id, status=Status.ADMINISTRATOR, promoted_by=amina.id)

    async def refusal(user_id: int, title: str = "x"):
        said = await bot.refused(
            "setChatAdministratorCustomTitle",
            chat_id=group.id,
            user_id=user_id,
            custom_title=title,
        )
        return said.removeprefix("Bad Request: ")

    assert await refusal(amina.id) == "only creator can edit their custom title"
    assert await refusal(omar.id) == "user is not an administrator"
    for untouchable in (layla.id, world.bot.id):
        assert await refusal(untouchable) == "not enough rights to change custom title of the user"
    await bot.ok("promoteChatMember", chat_id=group.id, user_id=omar.id, can_pin_messages=True)
    assert await refusal(omar.id, "x" * 17) == "ADMIN_RANK_INVALID"
    assert await refusal(omar.id, "boss 👑") == "ADMIN_RANK_EMOJI_NOT_ALLOWED"
    seat_bot(world, group, "can_pin_messages")
    assert await refusal(omar.id) == "not enough rights"


async def test_permissions_free_an_administrator_only_for_who_may_promote(bot, world, group, omar):
    member = {"chat_id": group.id, "user_id": omar.id}
    everything = {"permissions": dict.fromkeys(PERMISSIONS, True)}
    await bot.ok("promoteChatMember", **member, can_pin_messages=True)
    seat_bot(world, group, "can_restrict_members")
    assert await bot.refused("restrictChatMember", **member, **everything) == (
        "Bad Request: not enough rights"
    )
    seat_bot(world, group, *ALL)
    await bot.ok("restrictChatMember", **member, **everything)
    assert await status(bot, group, omar) == "member"
    await bot.ok("restrictChatMember", **member, **MUTED)
    await bot.ok("promoteChatMember", **member)
    assert await status(bot, group, omar) == "member", "no rights free a restricted member"


async def test_the_rights_that_the_bot_asks_for_are_kept(bot):
    none = await bot.ok("getMyDefaultAdministratorRights")
    assert none == dict.fromkeys(ADMIN_RIGHTS, False)
    await bot.ok("setMyDefaultAdministratorRights", rights={"can_pin_messages": True})
    rights = await bot.ok("getMyDefaultAdministratorRights")
    assert [name for name in rights if rights[name]] == ["can_manage_chat", "can_pin_messages"]
    await bot.ok("setMyDefaultAdministratorRights")
    assert await bot.ok("getMyDefaultAdministratorRights") == none
    for method in ("setMyDefaultAdministratorRights", "getMyDefaultAdministratorRights"):
        assert "not offered" in await bot.refused(method, for_channels=True)


async def test_an_unban_ends_the_restriction_of_who_is_outside(bot, group, omar):
    member = {"chat_id": group.id, "user_id": omar.id}
    await bot.ok("restrictChatMember", **member, **MUTED)
    omar.at(group).leave()
    outside = await bot.ok("getChatMember", **member)
    assert (outside["status"], outside["is_member"]) == ("restricted", False)
    await told(bot)
    await bot.ok("unbanChatMember", **member)
    (update,) = await told(bot)
    assert update["chat_member"]["new_chat_member"]["status"] == "left"


async def test_a_banned_person_is_restricted_in_the_bans_place(bot, group, omar):
    member = {"chat_id": group.id, "user_id": omar.id}
    await bot.ok("banChatMember", **member)
    await bot.ok("restrictChatMember", **member, **MUTED)
    outside = await bot.ok("getChatMember", **member)
    assert (outside["status"], outside["is_member"]) == ("restricted", False)


async def test_somebody_seen_in_a_group_can_be_asked_about_but_not_written_to(bot, group, omar):
    assert (await bot.ok("getChat", chat_id=omar.id))["first_name"] == "Omar"
    assert (await bot.ok("getUserProfilePhotos", user_id=omar.id))["total_count"] == 0
    assert await bot.refused("getUserProfilePhotos", user_id=5) == "Bad Request: user not found"
    assert await bot.refused("sendMessage", chat_id=omar.id, text="x") == (
        "Forbidden: bot can't initiate conversation with a user"
    )
