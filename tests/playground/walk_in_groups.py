"""A bit of everything that the Bot API has for groups; the conformance test looks at all that it answers."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.playground.groups.right_names import PERMISSIONS
from bot.playground.phone.player import Player
from bot.playground.world import World
from tests.playground.seated import seated

Call = Callable[..., Awaitable[Any]]
KINDS = ["message", "edited_message", "chat_member", "my_chat_member", "chat_join_request"]


async def walk_in_groups(call: Call, world: World, amina: Player, omar: Player) -> None:
    """Call every method about groups, by `call`, and let people do theirs."""
    layla, nura = world.add_person("Layla"), world.add_person("Nura")
    group = seated(world, amina, omar, forum=True)
    await call("getUpdates", allowed_updates=KINDS)
    world.updates.drop_all()
    here = {"chat_id": group.id}
    await _lead(call, group.id, omar)
    await _invite(call, group.id, layla, nura)
    await _pin(call, group.id, amina, group)
    await _discuss(call, group.id, amina, group)
    await call("getUpdates")
    world.updates.drop_all()
    await call("getChat", **here)
    await call("leaveChat", **here)
    basic = seated(world, amina, omar, kind="group")
    omar.at(basic).leave()
    amina.at(basic).upgrade()
    await call("getChat", chat_id=basic.id)
    await call("getUpdates")
    world.updates.drop_all()


async def _lead(call: Call, chat_id: int, omar: Player) -> None:
    here, member = {"chat_id": chat_id}, {"chat_id": chat_id, "user_id": omar.id}
    some = {"can_send_messages": True}
    await call("getChatMember", **member)
    await call("getChatMemberCount", **here)
    await call("promoteChatMember", **member, can_pin_messages=True)
    await call("setChatAdministratorCustomTitle", **member, custom_title="Librarian")
    await call("getChatAdministrators", **here)
    await call("restrictChatMember", **member, permissions=some)
    await call("getChatMember", **member)
    await call("restrictChatMember", **member, permissions=dict.fromkeys(PERMISSIONS, True))
    await call("setChatPermissions", **here, permissions=some)
    await call("setChatTitle", **here, title="Night readers")
    await call("setChatDescription", **here, description="We read")
    await call("banChatMember", **member)
    await call("getChatMember", **member)
    await call("unbanChatMember", **member)
    await call("setMyDefaultAdministratorRights", rights={"can_pin_messages": True})
    await call("getMyDefaultAdministratorRights")


async def _invite(call: Call, chat_id: int, layla: Player, nura: Player) -> None:
    here = {"chat_id": chat_id}
    await call("exportChatInviteLink", **here)
    link = await call("createChatInviteLink", **here, name="x", member_limit=5)
    layla.join(link["invite_link"])
    url = {"invite_link": link["invite_link"]}
    await call("editChatInviteLink", **here, **url, creates_join_request=True)
    for method in ("declineChatJoinRequest", "approveChatJoinRequest"):
        nura.join(link["invite_link"])
        await call(method, **here, user_id=nura.id)
    await call("revokeChatInviteLink", **here, **url)


async def _pin(call: Call, chat_id: int, amina: Player, group: Any) -> None:
    here = {"chat_id": chat_id}
    said = amina.at(group).send("/x").message_id
    await call("pinChatMessage", **here, message_id=said)
    await call("getChat", **here)
    await call("unpinChatMessage", **here)
    await call("unpinAllChatMessages", **here)
    await call("unpinAllGeneralForumTopicMessages", **here)


async def _discuss(call: Call, chat_id: int, amina: Player, group: Any) -> None:
    here = {"chat_id": chat_id}
    topic = await call("createForumTopic", **here, name="Tajwid", icon_custom_emoji_id="5")
    thread = {"message_thread_id": topic["message_thread_id"]}
    await call("sendMessage", **here, **thread, text="x")
    amina.at(group).send("/x", thread_id=topic["message_thread_id"])
    await call("sendChatAction", **here, **thread, action="typing")
    await call("editForumTopic", **here, **thread, name="Fiqh")
    await call("closeForumTopic", **here, **thread)
    await call("reopenForumTopic", **here, **thread)
    await call("unpinAllForumTopicMessages", **here, **thread)
    await call("closeGeneralForumTopic", **here)
    await call("reopenGeneralForumTopic", **here)
    await call("deleteForumTopic", **here, **thread)
