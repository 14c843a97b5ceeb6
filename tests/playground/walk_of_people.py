"""A bit of everything that people do in and with groups, for the updates that come of it."""

from typing import Any

from bot.playground.groups.right_names import ADMIN_RIGHTS
from bot.playground.phone.player import Player
from bot.playground.world import World
from tests.playground.conftest import Caller, png

ALL_KINDS = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]


async def walk_of_people(bot: Caller, world: World) -> list[dict[str, Any]]:
    """Returns every update, of which there are all that groups can bring about by people."""
    world.enforce_rates = False
    world.updates.allow([*ALL_KINDS, "chat_join_request"])
    amina, omar = world.add_person("Amina", "Khalil", "amina_k", "ar"), world.add_person("Omar")
    amina.start()
    await _choose(bot, world, amina)
    forum = world.add_group("Forum", amina, forum=True)
    here, there = amina.at(forum), omar.at(forum)
    here.promote(world.bot.id, can_invite_users=True, can_restrict_members=True)
    omar.join(here.create_invite())
    there.leave()
    omar.join(here.create_invite(request=True))
    here.approve(omar)
    here.promote(omar, can_manage_topics=True)
    thread_id = there.create_topic("Recitation")
    said = there.send("hello @amina_k", thread_id=thread_id)
    there.edit(said.message_id, "hello")
    there.send_photo(png(), "c", thread_id=thread_id)
    there.send_document(b"x")
    there.send_location(30, 31)
    there.send_contact(amina)
    there.forward(said)
    buttons = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    await bot.ok("sendMessage", chat_id=forum.id, text="?", reply_markup=buttons)
    there.press(there.last, "Go")
    there.close_topic(thread_id)
    there.reopen_topic(thread_id)
    here.demote(omar)
    here.remove(omar)
    omar.delete_account()
    here.forward(said)
    here.add(world.add_person("Hana"))
    here.remove_bot()
    small = world.add_group("Small", amina, kind="group")
    amina.open_link("https://t.me/halqa_bot?startgroup=x", small)
    amina.at(small).upgrade()
    lone = world.add_group("Alone", amina, kind="group")
    amina.at(lone).add_bot()
    amina.at(lone).remove_bot()
    updates: list[dict[str, Any]] = await bot.ok("getUpdates")
    return updates


async def _choose(bot: Caller, world: World, amina: Player) -> None:
    rights = {name: name == "can_invite_users" for name in ADMIN_RIGHTS}
    request = {
        "request_id": 1,
        "chat_is_channel": False,
        "user_administrator_rights": rights,
        "bot_administrator_rights": rights,
        "request_title": True,
    }
    markup = {"keyboard": [[{"text": "Choose", "request_chat": request}]]}
    await bot.ok("sendMessage", chat_id=amina.id, text="?", reply_markup=markup)
    amina.pick_chat(world.add_group("Chosen", amina))
