import asyncio
import json

import httpx
import pytest

from bot.playground import tasks
from bot.playground.refusals import SceneIsLoadedError
from bot.playground.sentences import chats
from bot.playground.sentences.page import SCENE_IS_COMING
from bot.playground.server import create_app, serve
from tests.playground.conftest import BASE, KEY, png
from tests.playground.said import in_both

pytestmark = pytest.mark.asyncio

HEADERS = {"origin": BASE, "x-halqa-key": KEY}


@pytest.fixture
def page(client):
    class Page:
        async def get(self, path, status=200):
            answer = await client.get(f"/api{path}", headers=HEADERS)
            assert answer.status_code == status, answer.text
            return answer.json()

        async def post(self, path, status=200, **fields):
            answer = await client.post(f"/api{path}", json=fields, headers=HEADERS)
            assert answer.status_code == status, answer.text
            return answer.json()

    return Page()


async def test_the_state_of_the_world(page, amina, bot):
    await bot.ok("sendMessage", chat_id=amina.id, text="hello")
    state = await page.get("/state")

    assert state == {
        "now": "2026-03-02T09:00:00+00:00",
        "rate": 0.0,
        "bot": {"id": 1000, "username": "halqa_bot", "name": "Halqa"},
        "people": [
            {
                "id": amina.id,
                "first_name": "Amina",
                "last_name": "Khalil",
                "username": "amina_k",
                "language_code": "ar",
                "blocked": False,
                "deleted": False,
                "unread": 1,
                "last_text": "hello",
                "chats": [
                    {
                        "id": amina.id,
                        "type": "private",
                        "title": "Halqa",
                        "status": "member",
                        "unread": 1,
                        "last_text": "hello",
                    }
                ],
                "zone": None,
                "local_time": None,
            }
        ],
        "groups": [],
        "busy": False,
        "scenes": [],
        "loaded": [],
        "other_bot": False,
        "loading": None,
        "beginnings": 0,
        "focus": [],
    }
    amina.send("x")
    assert (await page.get("/state"))["busy"] is True


async def test_a_chat_as_the_page_shows_it(page, amina, bot, world, client):
    await bot.ok("setMyCommands", commands=[{"command": "today", "description": "Today"}])
    await bot.ok(
        "sendMessage",
        chat_id=amina.id,
        text="<b>hi</b>",
        parse_mode="HTML",
        reply_markup={
            "inline_keyboard": [
                [
                    {"text": "Go", "callback_data": "go"},
                    {"text": "Copy", "copy_text": {"text": "K7Q2"}},
                ]
            ]
        },
    )
    users = {"request_id": 1, "max_quantity": 2, "request_name": True}
    await bot.ok(
        "sendMessage",
        chat_id=amina.id,
        text="whom?",
        reply_markup={
            "keyboard": [[{"text": "Choose", "request_users": users}], ["Skip"]],
            "input_field_placeholder": "People",
        },
    )
    await client.post(
        f"/bot{world.token}/sendPhoto",
        data={"chat_id": amina.id, "caption": "c"},
        files={"photo": png()},
    )
    await bot.ok("sendChatAction", chat_id=amina.id, action="typing")
    chat = await page.get(f"/people/{amina.id}/chat")
    _, hello, _, photo = chat["messages"]

    assert hello == {
        "message_id": 2,
        "from_bot": True,
        "sender": {"id": 1000, "name": "Halqa", "is_bot": True},
        "thread_id": None,
        "date": "2026-03-02T09:00:00+00:00",
        "edited": False,
        "text": "hi",
        "entities": [{"type": "bold", "offset": 0, "length": 2}],
        "photo": None,
        "document": None,
        "inline_keyboard": [
            [{"text": "Go", "callback_data": "go"}, {"text": "Copy", "copy_text": "K7Q2"}]
        ],
        "reply_to": None,
        "forwarded_from": None,
        "contact": None,
        "location": None,
        "protected": False,
        "reaction": "",
        "service": None,
    }
    assert (photo["photo"], photo["text"]) == (amina.last.photo.file_id, "c")
    button = chat["reply_keyboard"]["keyboard"][0][0]
    assert (button["text"], button["request_users"]["max_quantity"]) == ("Choose", 2)
    assert chat["reply_keyboard"]["keyboard"][1] == [{"text": "Skip"}]
    assert chat["reply_keyboard"]["placeholder"] == "People"
    assert chat["commands"] == [{"command": "today", "description": "Today"}]
    assert (chat["blocked"], chat["typing"]) == (False, True)


async def test_people_are_played_from_the_page(page, bot, world):
    person = await page.post("/people", first_name="ليلى", username="layla", language_code="ar")
    path = f"/people/{person['id']}"
    layla = world.player(person["id"])
    await page.post(f"{path}/send", text="hello")
    said = (await page.post(f"{path}/open", url="https://t.me/halqa_bot?start=j_1"))["message_id"]
    await page.post(f"{path}/send", text="again", reply_to=said)
    await page.post(f"{path}/edit", message_id=said, text="changed")
    assert [message.text for message in layla.messages] == ["hello", "changed", "again"]

    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    await bot.ok("sendMessage", chat_id=layla.id, text="x", reply_markup=markup)
    assert layla.unread == 1
    await page.post(f"{path}/read")
    assert layla.unread == 0
    pressed = await page.post(f"{path}/press", message_id=layla.last.message_id, data="go")
    await bot.ok("answerCallbackQuery", callback_query_id=pressed["callback_id"], text="ok")

    await page.post(f"{path}/block")
    assert layla.person.blocked
    refused = await page.post(f"{path}/send", status=400, text="x")
    assert refused == in_both(chats.BOT_IS_BLOCKED)
    await page.post(f"{path}/unblock")
    await page.post(f"{path}/delete")
    assert layla.person.deleted


async def test_pickers_and_places_from_the_page(page, amina, bot, world):
    omar = world.add_person("Omar")
    keyboard = [
        [{"text": "Choose", "request_users": {"request_id": 1, "request_name": True}}],
        [{"text": "Here", "request_location": True}],
        ["Skip"],
    ]
    await bot.ok(
        "sendMessage",
        chat_id=amina.id,
        text="?",
        reply_markup={"keyboard": keyboard, "one_time_keyboard": True},
    )
    path = f"/people/{amina.id}"
    await page.post(f"{path}/share-users", request_id=1, user_ids=[omar.id])
    amina.show_keyboard()
    await page.post(f"{path}/location", latitude=30.04, longitude=31)
    amina.show_keyboard()
    await page.post(f"{path}/send", text="Skip")
    assert amina.reply_keyboard is None

    chat = await page.get(f"{path}/chat")
    assert [message["service"] for message in chat["messages"][-3:]] == [
        {"kind": "users_shared", "names": ["Omar"]},
        None,
        None,
    ]
    assert chat["messages"][-2]["location"] == {"latitude": 30.04, "longitude": 31}


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/people", {}, 400),
        ("/people", {"first_name": " "}, 400),
        ("/people", {"first_name": "x", "username": "a b"}, 400),
        ("/people", {"first_name": "x", "username": "AMINA_K"}, 400),
        ("/people", {"first_name": "x", "username": "Halqa_bot"}, 400),
        ("/people", {"first_name": "x", "language_code": "arabic!"}, 400),
        ("/people", {"first_name": "x", "is_admin": True}, 400),
        ("/people/5/send", {"text": "x"}, 404),
        ("/people/me/press", {"message_id": 1, "data": "x"}, 400),
        ("/people/me/press", {"message_id": 1}, 400),
        ("/people/me/location", {"latitude": "x", "longitude": 1}, 400),
        ("/people/me/open", {"url": "https://example.org"}, 400),
        ("/people/me/fly", {}, 404),
        ("/clock", {}, 400),
        ("/clock", {"advance_seconds": -1}, 400),
        ("/clock", {"advance_seconds": 1e12}, 400),
        ("/clock", {"rate": True}, 400),
        ("/scene", {"name": "cast"}, 404),
    ],
)
async def test_what_cannot_be_done_is_said(amina, client, path, fields, status):
    answer = await client.post(
        f"/api{path.replace('/me/', f'/{amina.id}/')}", json=fields, headers=HEADERS
    )
    assert answer.status_code == status


async def test_time_moves_from_the_page(page, world):
    moved = await page.post("/clock", advance_seconds=90)
    assert moved == {"now": "2026-03-02T09:01:30+00:00"}
    assert await page.post("/clock", to="next") == {
        "now": moved["now"],
        "next": None,
        "said": [],
    }
    await page.post("/clock", rate=60)
    assert world.clock.rate == 60


async def test_the_ledger_is_read_from_a_number_on(page, bot, amina):
    await bot.ok("getMe")
    await bot.ok("sendMessage", chat_id=amina.id, text="x")
    calls = (await page.get("/ledger?after=1"))["calls"]

    assert [(call["number"], call["method"], call["status"]) for call in calls] == [
        (2, "sendMessage", 200)
    ]
    assert calls[0]["parameters"] == {"chat_id": amina.id, "text": "x"}
    assert calls[0]["answer"]["result"]["text"] == "x"
    assert await page.get("/ledger?after=x", status=400)


async def test_what_happens_is_told_as_it_happens(world, amina, bot):
    async with serve(world) as server, httpx.AsyncClient(base_url=server.url) as client:
        path = f"/api/events?key={server.page_key}"
        async with client.stream("GET", path) as events:
            lines = events.aiter_lines()
            assert (await anext(lines)).startswith(":")
            assert events.headers["content-type"].startswith("text/event-stream")
            markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
            await bot.ok("sendMessage", chat_id=amina.id, text="x", reply_markup=markup)
            press = amina.press(amina.last, "Go")
            await bot.ok("answerCallbackQuery", callback_query_id=press, text="ok")
            seen: list[dict[str, object]] = []
            while len(seen) < 5:
                line = await anext(lines)
                if line.startswith("data: "):
                    seen.append(json.loads(line.removeprefix("data: ")))
    assert [event["kind"] for event in seen] == [
        "message",
        "call",
        "press",
        "callback_answer",
        "call",
    ]
    assert seen[3] == {
        "kind": "callback_answer",
        "person": amina.id,
        "chat": amina.id,
        "callback_id": press,
        "text": "ok",
        "alert": False,
    }


class Wound:
    """Controls of somebody who knows a bot: a scene, a zone, one thing that is due."""

    def __init__(self, world):
        self.world = world
        self.here = []

    async def advance(self, seconds):
        self.world.clock.advance(seconds=seconds)

    async def to_next(self):
        self.world.clock.advance(hours=1)
        return "nudge"

    async def load_scene(self, name):
        if name in self.here:
            raise SceneIsLoadedError(SCENE_IS_COMING)
        self.here.append(name)

    def scenes(self):
        return ["cast"]

    def loaded(self):
        return self.here

    def loading(self):
        return None

    def focus(self):
        return list(self.world.people)[:1]

    def zone_of(self, person_id):
        return "Africa/Cairo" if person_id in self.world.people else None


async def test_time_and_scenes_are_left_to_who_knows_the_bot(world, amina):
    controls = Wound(world)
    app = create_app(world, page_key=KEY, controls=controls)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url=BASE, headers=HEADERS) as client:
        moved = (await client.post("/api/clock", json={"to": "next"})).json()
        assert moved == {"now": "2026-03-02T10:00:00+00:00", "next": "nudge", "said": []}
        assert (await client.post("/api/scene", json={"name": "cast"})).status_code == 200
        assert (await client.post("/api/scene", json={"name": "other"})).status_code == 404
        state = (await client.get("/api/state")).json()

    assert controls.here == ["cast"]
    assert (state["scenes"], state["loaded"]) == (["cast"], ["cast"])
    assert (state["loading"], state["focus"]) == (None, [amina.id])
    assert state["people"][0]["zone"] == "Africa/Cairo"
    assert state["people"][0]["local_time"] == "2026-03-02T12:00:00+02:00"


async def test_a_scene_is_loaded_once_and_the_page_hears_of_it(world):
    app = create_app(world, page_key=KEY, controls=Wound(world))
    transport = httpx.ASGITransport(app)
    told = tasks.start(anext(world.events.listen()), name="told")
    await asyncio.sleep(0)
    async with httpx.AsyncClient(transport=transport, base_url=BASE, headers=HEADERS) as client:
        assert (await client.get("/api/state")).json()["loaded"] == []
        assert (await client.post("/api/scene", json={"name": "cast"})).status_code == 200
        again = await client.post("/api/scene", json={"name": "cast"})

    assert (again.status_code, again.json()) == (409, in_both(SCENE_IS_COMING))
    assert await told == {"kind": "scene", "person": None, "name": "cast"}


async def test_pictures_and_files_in_a_chat(page, client, amina):
    amina.send_photo(png())
    amina.send_document(b"x", "ملف.txt")
    assert (await page.get("/state"))["people"][0]["last_text"] == "📎 ملف.txt"
    photo, document = (await page.get(f"/people/{amina.id}/chat"))["messages"][-2:]

    assert document["document"] == {
        "file_id": amina.messages[-1].document.file_id,
        "file_name": "ملف.txt",
        "mime_type": "text/plain",
        "size": 1,
    }
    shown = await client.get(f"/api/files/{photo['photo']}", params={"key": KEY})
    assert (shown.content, shown.headers["content-type"]) == (png(), "image/png")
    missing = await client.get("/api/files/x", params={"key": KEY})
    assert missing.status_code == 404


async def test_a_contact_from_the_page(page, amina, bot):
    markup = {"keyboard": [[{"text": "Me", "request_contact": True}]]}
    await bot.ok("sendMessage", chat_id=amina.id, text="?", reply_markup=markup)
    await page.post(f"/people/{amina.id}/contact")

    assert (await page.get("/state"))["people"][0]["last_text"].startswith("📞 ")


async def test_a_body_that_is_no_json_is_refused(client):
    headers = {**HEADERS, "content-type": "application/json"}
    for body in ("{", "[]", '"x"', "[" * 20_000):
        answer = await client.post("/api/people", content=body, headers=headers)
        assert answer.status_code == 400
