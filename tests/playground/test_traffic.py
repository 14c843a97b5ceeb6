"""What passes between the bot and its Telegram, in one order, for people who look."""

import asyncio
import json
import shlex
import shutil
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from bot.playground import tasks
from bot.playground.curl import curl_of
from bot.playground.line.ledger import Call
from bot.playground.line.traffic import KEPT
from bot.playground.line.updates import Update
from bot.playground.server import PlaygroundServer, serve
from tests.playground.conftest import BASE, KEY, png

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HEADERS = {"origin": BASE, "x-halqa-key": KEY}


def call(number=1, **fields):
    usual = {
        "number": number,
        "method": "getMe",
        "parameters": {},
        "status": 200,
        "answer": {"ok": True, "result": True},
        "accepted": True,
        "at": NOW,
    }
    return Call(**{**usual, **fields})


@pytest.fixture
def shown(client):
    async def ask(after=0):
        answer = await client.get("/api/traffic", params={"after": after}, headers=HEADERS)
        assert answer.status_code == 200, answer.text
        return answer.json()["items"]

    return ask


@pytest.mark.asyncio
async def test_calls_and_updates_stand_in_the_order_in_which_they_passed(world, amina, bot, shown):
    amina.send("hello")
    fetched = await bot.ok("getUpdates")
    await bot.ok("sendMessage", chat_id=amina.id, text="hi")
    items = await shown()

    assert [(item["number"], item["kind"], item["name"]) for item in items] == [
        (1, "call", "getUpdates"),
        (2, "update", "message"),
        (3, "call", "sendMessage"),
    ]
    assert [item["chat_id"] for item in items] == [None, amina.id, amina.id]
    update, sent = items[1:]
    assert (update["payload"], update["via"], update["status"]) == (fetched[0], "poll", None)
    assert sent["parameters"] == {"chat_id": amina.id, "text": "hi"}
    assert sent["answer"]["result"]["text"] == "hi"
    assert (sent["status"], sent["time"]) == (200, "2026-03-02T09:00:00+00:00")
    assert sent["took_ms"] >= 0
    assert await shown(after=2) == [sent]


@pytest.mark.asyncio
async def test_a_poll_that_brought_nothing_is_not_shown(bot, shown):
    await bot.ok("getUpdates")

    assert await shown() == []


@pytest.mark.asyncio
async def test_a_press_and_its_answer_are_shown_where_they_happened(amina, bot, shown):
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    await bot.ok("sendMessage", chat_id=amina.id, text="x", reply_markup=markup)
    pressed = amina.press(amina.last, "Go")
    await bot.ok("getUpdates")
    await bot.ok("answerCallbackQuery", callback_query_id=pressed)
    items = await shown()

    assert [(item["name"], item["chat_id"]) for item in items[-2:]] == [
        ("callback_query", amina.id),
        ("answerCallbackQuery", amina.id),
    ]


@pytest.mark.asyncio
async def test_what_was_no_call_at_all_is_shown_but_is_not_in_the_ledger(world, client, shown):
    await client.get(f"/bot{world.token}/sendFoo")
    await client.get("/bot1000:wrong/getMe")
    await client.post(
        f"/bot{world.token}/getMe", content="{", headers={"content-type": "application/json"}
    )
    await client.get(f"/file/bot{world.token}/documents/missing.txt")

    assert [(item["name"], item["status"]) for item in await shown()] == [
        ("sendFoo", 404),
        ("getMe", 401),
        ("getMe", 400),
        ("file", 404),
    ]
    assert "wrong" not in json.dumps(await shown())
    assert len(world.ledger) == 0


@pytest.mark.asyncio
async def test_a_file_is_shown_by_name_and_size(world, amina, client, shown):
    await client.post(
        f"/bot{world.token}/sendDocument",
        data={"chat_id": amina.id},
        files={"document": ("a.txt", b"secret words")},
    )
    path = f"/file/bot{world.token}/{amina.last.document.path}"
    assert (await client.get(path)).content == b"secret words"
    items = await shown()

    assert items[0]["parameters"]["document"] == {"file_name": "a.txt", "size": 12}
    assert items[1]["answer"] == {"file_name": "a.txt", "size": 12}
    assert "secret words" not in json.dumps(items)


@pytest.mark.asyncio
async def test_a_text_in_a_form_stays_a_text_though_it_looks_like_a_number(
    world, amina, client, shown
):
    form = {"chat_id": str(amina.id), "text": "123", "disable_notification": "true"}
    await client.post(f"/bot{world.token}/sendMessage", data=form)

    assert (await shown())[0]["parameters"] == {
        "chat_id": amina.id,
        "text": "123",
        "disable_notification": True,
    }


@pytest.mark.asyncio
async def test_an_endless_text_is_cut_and_half_a_surrogate_breaks_nothing(
    world, amina, client, shown
):
    for text in ("x" * 100_000, "\ud800"):
        body = json.dumps({"chat_id": amina.id, "text": text})
        await client.post(
            f"/bot{world.token}/sendMessage",
            content=body,
            headers={"content-type": "application/json"},
        )
    long, half = await shown()

    assert long["parameters"]["text"].endswith("… (100000 characters)")
    assert len(long["parameters"]["text"]) < 10_000
    assert long["curl"] is None
    assert half["parameters"]["text"] == "\ud800"


@pytest.mark.parametrize("after", ["x", "-1", "٣", "9" * 40])
@pytest.mark.asyncio
async def test_a_number_that_is_none_is_refused(client, after):
    answer = await client.get("/api/traffic", params={"after": after}, headers=HEADERS)

    assert answer.status_code == 400
    assert answer.json()["error"]


def test_the_newest_are_kept_and_numbers_go_on(world):
    for number in range(KEPT + 5):
        world.traffic.note_call(call(number), took_ms=1.0)

    assert len(world.traffic) == KEPT
    assert next(iter(world.traffic)).number == 6
    assert [passed.number for passed in world.traffic.after(0, limit=2)] == [6, 7]
    assert [passed.number for passed in world.traffic.after(KEPT + 3)] == [KEPT + 4, KEPT + 5]
    assert world.traffic.after(KEPT + 5) == []


def test_an_update_that_a_webhook_took_says_so(world, amina):
    update = Update(7, "my_chat_member", {"chat": {"id": amina.id}}, NOW)
    world.traffic.note_update(update, via="webhook", status=503, took_ms=12.34)
    (passed,) = world.traffic

    assert passed.to_page() == {
        "number": 1,
        "time": "2026-03-02T09:00:00+00:00",
        "chat_id": amina.id,
        "status": 503,
        "took_ms": 12.3,
        "via": "webhook",
        "kind": "update",
        "name": "my_chat_member",
        "payload": {"update_id": 7, "my_chat_member": {"chat": {"id": amina.id}}},
    }


@pytest.mark.asyncio
async def test_what_passes_is_told_as_it_happens(world, amina, bot):

    async def listen():
        return [event async for event in world.events.listen()]

    listening = tasks.start(listen(), name="listen")
    await asyncio.sleep(0)  # it begins
    amina.send("hello")
    await bot.ok("getUpdates")
    world.events.close()
    told = await listening

    assert [event for event in told if event["kind"] in {"call", "update"}] == [
        {"kind": "call", "person": None, "chat": None, "number": 1},
        {"kind": "update", "person": amina.id, "chat": amina.id, "number": 2},
    ]


# --- as a command line ------------------------------------------------------------------------------

HARD = 'It\'s "quoted" $HOME `id` \\ !\n<b>مرحبًا</b> @file %0A'


@pytest_asyncio.fixture
async def server(world) -> AsyncIterator[PlaygroundServer]:
    async with serve(world, page_key=KEY) as running:
        yield running


@pytest.mark.asyncio
async def test_a_copied_call_works_when_it_is_pasted(world, amina, server, tmp_path):
    """Three ways of asking; each copied from the page's JSON and run by a shell as it stands."""
    if shutil.which("curl") is None:
        pytest.skip("curl is missing")
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "it's"}]]}
    address = f"{server.url}/bot{world.token}"
    async with httpx.AsyncClient() as client:
        sent = {"chat_id": amina.id, "text": HARD, "reply_markup": markup}
        await client.post(f"{address}/sendMessage", json=sent)
        form = {
            "chat_id": amina.id,
            "caption": "@no.txt; it's",
            "reply_markup": json.dumps(markup),
        }
        file = {"photo": ("it's; c.png", png())}
        await client.post(f"{address}/sendPhoto", data=form, files=file)
        await client.get(f"{address}/getMe")
        items = (
            await client.get(f"{server.url}/api/traffic", headers={"x-halqa-key": KEY})
        ).json()
    (tmp_path / "it's; c.png").write_bytes(png())
    before = list(amina.received)
    for item in items["items"]:
        done = await _run(item["curl"], tmp_path)
        assert json.loads(done)["ok"], (item["curl"], done)

    again = amina.received[len(before) :]
    assert [(m.text, m.entities, m.labels, bool(m.photo)) for m in again] == [
        (m.text, m.entities, m.labels, bool(m.photo)) for m in before
    ]
    assert again[0].text == HARD


async def _run(command: str, folder: Path) -> str:
    running = await asyncio.create_subprocess_exec(
        "/bin/sh", "-c", command, cwd=folder, stdout=PIPE, stderr=PIPE
    )
    out, complaints = await running.communicate()
    assert running.returncode == 0, complaints
    return out.decode()


def test_a_command_has_its_json_on_several_lines_in_one_quoted_word():
    command = curl_of("sendMessage", {"chat_id": 5, "text": HARD}, address=f"{BASE}/bot1000:x")
    assert command is not None
    words = shlex.split(command)

    assert words[:3] == ["curl", "-sS", f"{BASE}/bot1000:x/sendMessage"]
    assert json.loads(words[-1]) == {"chat_id": 5, "text": HARD}
    assert len(words[-1].splitlines()) == 4
    assert "مرحبًا" in command
