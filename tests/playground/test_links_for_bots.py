"""What a bot is told of links: typed, passed on from another chat, in a caption; and of a file that is a list."""

from typing import Any

import httpx
import pytest

from bot.playground.phone.player import Player
from bot.playground.world import World
from tests.playground.conftest import Caller

pytestmark = pytest.mark.asyncio

TEXT = "See http://blog.example/posts/a?b=1, and مدونة http://mudawwana.example/ 🌙 https://xn--mgbh0fb.example/ي"


async def heard(bot: Caller) -> list[dict[str, Any]]:
    return [update["message"] for update in await bot.ok("getUpdates")]


def links(message: dict[str, Any], *, field: str = "text") -> list[str]:
    """What the bot cuts out, counting as Telegram counts: UTF-16 units."""
    units = message[field].encode("utf-16-le")
    entities = message.get("entities" if field == "text" else "caption_entities", [])
    return [
        units[2 * each["offset"] : 2 * (each["offset"] + each["length"])].decode("utf-16-le")
        for each in entities
        if each["type"] == "url"
    ]


WANTED = ["http://blog.example/posts/a?b=1", "http://mudawwana.example/",
          "https://xn--mgbh0fb.example/ي"]  # fmt: skip


async def test_links_that_are_typed_are_found_in_texts_and_captions(
    bot: Caller, amina: Player
) -> None:
    amina.send(TEXT)
    amina.send_document(b"x", caption=TEXT)
    typed, attached = await heard(bot)
    assert links(typed) == WANTED
    assert links(attached, field="caption") == WANTED


async def test_what_is_passed_on_keeps_its_links_and_says_that_it_was(
    bot: Caller, amina: Player, world: World
) -> None:
    omar = world.add_person("Omar")
    group = world.add_group("Maps", omar)
    omar.at(group).add(amina)
    said = omar.at(group).send(TEXT)
    amina.at(group).forward(said)
    world.updates.drop_all()
    amina.at(group).forward(said)
    (passed_on,) = await heard(bot)
    assert passed_on["chat"]["id"] == amina.id
    assert links(passed_on) == WANTED
    assert passed_on["forward_origin"]["sender_user"]["id"] == omar.id


async def test_links_behind_words_are_passed_on_too(bot: Caller, amina: Player) -> None:
    entity = {"type": "text_link", "offset": 0, "length": 4, "url": "http://blog.example/"}
    _ = await bot.ok("sendMessage", chat_id=amina.id, text="Here", entities=[entity])
    amina.forward(amina.last)
    (passed_on,) = await heard(bot)
    assert passed_on["entities"] == [entity]


async def test_a_list_of_feeds_is_attached_and_fetched(
    bot: Caller, amina: Player, client: httpx.AsyncClient, world: World
) -> None:
    opml = (await client.get("/web/web.example/feeds.opml")).content
    amina.send_document(opml, "feeds.opml", mime_type="text/x-opml")
    (message,) = await heard(bot)
    document = message["document"]
    assert (document["file_name"], document["file_size"]) == ("feeds.opml", len(opml))
    path = (await bot.ok("getFile", file_id=document["file_id"]))["file_path"]
    fetched = await client.get(f"/file/bot{world.token}/{path}")
    assert fetched.content == opml
