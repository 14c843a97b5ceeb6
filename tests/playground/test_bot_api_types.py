"""The world against the Bot API's own description, where a copy of it lies at hand."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from bot.playground.line.updates import UPDATE_KINDS
from bot.playground.methods.names import METHOD_NAMES
from bot.playground.methods.parameters import Kind
from bot.playground.methods.played import PLAYED
from tests.playground.conftest import png
from tests.playground.walk_in_groups import walk_in_groups
from tests.playground.walk_in_private import walk_in_private
from tests.playground.walk_of_people import walk_of_people

DESCRIPTION = Path(os.environ.get("BOT_API_JSON") or "bot-api-10.1.json")
pytestmark = pytest.mark.skipif(
    not DESCRIPTION.is_file(),
    reason="needs the Bot API 10.1 as JSON; say where it is in BOT_API_JSON",
)
PLAIN: dict[str, type | tuple[type, ...]] = {
    "Integer": int,
    "String": str,
    "Boolean": bool,
    "Float": (int, float),
}
KINDS = {
    Kind.INTEGER: {"Integer"},
    Kind.FLOAT: {"Float"},
    Kind.TEXT: {"String"},
    Kind.FLAG: {"Boolean"},
    Kind.CHAT: {"Integer", "String"},
    Kind.FILE: {"InputFile", "String"},
}


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(DESCRIPTION.read_text())
    return loaded


def fewest(found: list[list[str]]) -> list[str]:
    return min(found, key=len)


def faults_in(value: object, kind: str, types: dict[str, Any], where: str) -> list[str]:
    """What is wrong with `value` as a `kind`, each with the path to it."""
    if kind.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{where}: no array"]
        inner = kind.removeprefix("Array of ")
        return [fault for each in value for fault in faults_in(each, inner, types, f"{where}[]")]
    if kind in PLAIN:
        is_right = isinstance(value, PLAIN[kind]) and (kind == "Boolean") == isinstance(
            value, bool
        )
        return [] if is_right else [f"{where}: {value!r} is no {kind}"]
    subtypes = types[kind].get("subtypes") or []
    if subtypes:
        found = [faults_in(value, each, types, where) for each in subtypes]
        return fewest(found)
    return faults_in_object(value, kind, types, where)


def faults_in_object(value: object, kind: str, types: dict[str, Any], where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where}: {value!r} is no {kind}"]
    fields = {field["name"]: field for field in types[kind].get("fields") or []}
    faults = [f"{where}: {kind} has no field {name}" for name in value if name not in fields]
    for name, field in fields.items():
        if name not in value:
            faults += [f"{where}: {kind} needs {name}"] if field["required"] else []
            continue
        found = [faults_in(value[name], each, types, f"{where}.{name}") for each in field["types"]]
        faults += fewest(found)
    return faults


def test_the_checker_finds_what_is_wrong(described):
    types = described["types"]
    good = {"id": 5, "type": "private", "first_name": "A"}

    assert faults_in(good, "Chat", types, "chat") == []
    assert faults_in({**good, "id": "5"}, "Chat", types, "chat") == ["chat.id: '5' is no Integer"]
    assert faults_in({**good, "age": 5}, "Chat", types, "chat") == ["chat: Chat has no field age"]
    assert faults_in({"id": 5}, "Chat", types, "chat") == ["chat: Chat needs type"]


def test_all_methods_and_kinds_of_update_are_known(described):
    assert set(described["methods"]) == METHOD_NAMES
    fields = [field["name"] for field in described["types"]["Update"]["fields"]]
    assert fields == ["update_id", *UPDATE_KINDS]


@pytest.mark.parametrize("method", PLAYED.values(), ids=lambda method: method.name)
def test_parameters_are_those_of_the_bot_api(described, method):
    fields = {
        field["name"]: field for field in described["methods"][method.name].get("fields", [])
    }

    assert set(method.parameters) == set(fields)
    for name, parameter in method.parameters.items():
        types = set(fields[name]["types"])
        if parameter.kind is not Kind.REFUSED:
            assert parameter.required == fields[name]["required"], name
        if parameter.kind is Kind.LIST:
            assert all(each.startswith("Array of ") for each in types), name
        elif parameter.kind is Kind.OBJECT:
            assert not types & set(PLAIN), name
        elif parameter.kind in KINDS:
            assert types <= KINDS[parameter.kind], name


async def walk(bot, world, client):
    """A bit of everything; returns each result with its method and all updates."""
    results: list[tuple[str, Any]] = []
    amina, omar = world.add_person("Amina", "Khalil", "amina_k", "ar"), world.add_person("Omar")
    amina.start("j_x")
    omar.start()
    world.enforce_rates = False

    async def call(method: str, **parameters: Any) -> Any:
        result = await bot.ok(method, **parameters)
        results.append((method, result))
        return result

    async def upload(method: str, name: str) -> None:
        answer = await client.post(
            f"/bot{world.token}/{method}",
            data={"chat_id": amina.id, "caption": "<b>c</b>", "parse_mode": "HTML"},
            files={name: (f"{name}.png", png())},
        )
        results.append((method, answer.json()["result"]))

    chat = {"chat_id": amina.id}
    everything = (
        "<b>a</b><i>b</i><u>c</u><s>d</s><tg-spoiler>e</tg-spoiler><code>f</code>"
        '<pre><code class="language-py">g</code></pre><blockquote>h</blockquote>'
        f'<a href="https://example.org">i</a><a href="tg://user?id={omar.id}">j</a>'
        '<tg-emoji emoji-id="5">😀</tg-emoji><tg-time unix="5" format="r">k</tg-time> @amina_k #x'
    )
    buttons = {
        "inline_keyboard": [
            [
                {"text": "a", "callback_data": "a", "style": "primary"},
                {"text": "b", "url": "https://example.org"},
                {"text": "c", "copy_text": {"text": "c"}},
                {"text": "d", "switch_inline_query": "d"},
            ]
        ]
    }
    users = {"request_id": 1, "request_name": True, "request_username": True}
    keyboard = [
        [{"text": "x", "request_users": users}],
        [{"text": "y", "request_location": True}],
        [{"text": "z", "request_contact": True}],
    ]
    said = amina.send("hello /x")
    await call(
        "sendMessage",
        **chat,
        text=everything,
        parse_mode="HTML",
        reply_markup=buttons,
        reply_parameters={"message_id": said.message_id},
        link_preview_options={"is_disabled": True},
        protect_content=True,
        message_effect_id="1",
    )
    amina.press(amina.last, "a")
    shown = {**chat, "message_id": amina.last.message_id}
    await call("editMessageText", **shown, text="y", reply_markup=buttons)
    await call("editMessageReplyMarkup", **shown)
    await call("sendMessage", **chat, text="?", reply_markup={"keyboard": keyboard})
    amina.pick_users([omar])
    amina.share_location(1, 2)
    amina.share_contact()
    await upload("sendPhoto", "photo")
    await call("editMessageCaption", **chat, message_id=amina.last.message_id, caption="x")
    await upload("sendDocument", "document")
    await call("getFile", file_id=amina.last.document.file_id)
    amina.send_photo(png(), "c")
    amina.send_document(b"x")
    amina.edit(said.message_id, "changed")
    amina.press_raw(12345, "forged")
    await call("deleteMessage", **shown)
    await call("deleteMessages", **chat, message_ids=[said.message_id])
    await call("sendChatAction", **chat, action="typing")
    await call("setMyCommands", commands=[{"command": "x", "description": "X"}])
    for method in (
        "getMe",
        "getMyCommands",
        "getMyName",
        "getMyDescription",
        "getMyShortDescription",
        "getChatMenuButton",
        "getWebhookInfo",
        "deleteWebhook",
        "setMyName",
        "setMyDescription",
        "setMyShortDescription",
        "setChatMenuButton",
        "deleteMyCommands",
    ):
        await call(method)
    await call("getChat", **chat)
    await call("getChatMember", **chat, user_id=amina.id)
    await call("getUserProfilePhotos", user_id=amina.id)
    amina.block()
    amina.unblock()
    press = amina.press_raw(1, "x")
    await call("answerCallbackQuery", callback_query_id=press)
    await call("getUpdates")
    await walk_in_groups(call, world, amina, omar)
    await walk_in_private(call, world, amina, omar)
    return results


@pytest.mark.asyncio
async def test_every_answer_and_update_has_the_described_fields(described, bot, world, client):
    results = await walk(bot, world, client)
    faults = []
    for method, result in results:
        kinds = described["methods"][method]["returns"]
        found = [faults_in(result, kind, described["types"], method) for kind in kinds]
        faults += fewest(found)

    assert faults == []
    assert {method for method, _ in results} == {method.name for method in PLAYED.values()}


@pytest.mark.asyncio
async def test_every_update_of_what_people_do_in_groups_has_the_described_fields(
    described, bot, world
):
    updates = await walk_of_people(bot, world)

    assert faults_in(updates, "Array of Update", described["types"], "updates") == []
    brought = {name for update in updates for name in {**update, **update.get("message", {})}}
    assert brought >= {
        *("my_chat_member", "chat_member", "chat_join_request", "callback_query"),
        *("edited_message", "new_chat_members", "left_chat_member", "chat_shared"),
        *("migrate_to_chat_id", "migrate_from_chat_id", "forward_origin", "location", "contact"),
        *("forum_topic_created", "forum_topic_closed", "forum_topic_reopened"),
    }
