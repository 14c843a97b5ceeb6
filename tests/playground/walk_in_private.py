"""A walk through what a bot may do with the messages of a private chat."""

from collections.abc import Awaitable, Callable
from typing import Any

from bot.playground.phone.player import Player
from bot.playground.world import World
from tests.playground.conftest import png


async def walk_in_private(
    call: Callable[..., Awaitable[Any]], world: World, amina: Player, omar: Player
) -> None:
    """Forward, copy, show a place and a card, react, change a picture, take a webhook, and leave."""
    chat, theirs = {"chat_id": amina.id}, {"chat_id": omar.id}
    photo = amina.send_photo(png(), "of Amina")
    said = amina.send("hello @omar")
    for message in (photo, said):
        named = {"from_chat_id": amina.id, "message_id": message.message_id}
        await call("forwardMessage", **theirs, **named, protect_content=True)
        await call("copyMessage", **theirs, **named, caption="*again*", parse_mode="MarkdownV2")
    await call(
        "forwardMessage", **chat, from_chat_id=omar.id, message_id=omar.send("x").message_id
    )
    await call("sendLocation", **chat, latitude=30.04, longitude=31.24, horizontal_accuracy=10.5)
    card = {"phone_number": omar.person.phone_number, "first_name": "Omar", "last_name": "S"}
    await call("sendContact", **chat, **card, vcard="BEGIN:VCARD")
    thumb = [{"type": "emoji", "emoji": "👍"}]
    await call("setMessageReaction", **chat, message_id=said.message_id, reaction=thumb)
    await call("sendMessage", **chat, text="soon a picture")
    media = {"type": "photo", "media": photo.photo.file_id if photo.photo else "", "caption": "x"}
    shown = {**chat, "message_id": amina.last.message_id}
    await call("editMessageMedia", **shown, media=media)
    await call("setWebhook", url="")
    await call("setWebhook", url="http://127.0.0.1:1/", ip_address="127.0.0.1")
    await call("getWebhookInfo")
    await call("deleteWebhook", drop_pending_updates=True)
    world.clock.advance(minutes=10)
    await call("close")
    await call("logOut")
