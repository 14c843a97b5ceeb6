"""Groups over the page's JSON API."""

import base64
import json

import httpx
import pytest

from bot.playground.sentences import groups
from bot.playground.server import serve
from tests.playground.conftest import BASE, KEY, png
from tests.playground.heard import heard, lines
from tests.playground.said import in_both

pytestmark = pytest.mark.asyncio

HEADERS = {"origin": BASE, "x-halqa-key": KEY}


@pytest.fixture
def page(client, amina, omar):
    class Page:
        me, him = f"/people/{amina.id}", f"/people/{omar.id}"

        async def get(self, path, status=200, **query):
            answer = await client.get(f"/api{path}", params=query, headers=HEADERS)
            assert answer.status_code == status, answer.text
            return answer.json()

        async def post(self, path, status=200, **fields):
            answer = await client.post(f"/api{path}", json=fields, headers=HEADERS)
            assert answer.status_code == status, answer.text
            return answer.json()

    return Page()


@pytest.fixture
def omar(world):
    return world.add_person("Omar", "Said")


@pytest.fixture
def group(world, amina, omar):
    group = world.add_group("Circle", amina)
    amina.at(group).add(omar)
    amina.at(group).add_bot()
    world.updates.drop_all()
    return group


async def lines_of(page, path, chat_id):
    chat = await page.get(f"{path}/chat", chat_id=chat_id)
    return [message["service"] for message in chat["messages"] if message["service"]]


async def test_a_group_is_made_and_filled_from_the_page(page, world, amina, omar):
    made = await page.post("/groups", title="Circle", creator_id=amina.id, type="supergroup")
    chat = {"chat_id": made["id"]}
    await page.post(f"{page.me}/add", **chat, person_id=omar.id)
    await page.post(f"{page.me}/add-bot", **chat)
    await page.post(
        f"{page.me}/promote", **chat, person_id=world.bot.id, rights={"can_pin_messages": True}
    )
    await page.post(f"{page.me}/promote", **chat, person_id=omar.id, rights={})
    await page.post(f"{page.me}/demote", **chat, person_id=omar.id)
    url = (await page.post(f"{page.me}/invite", **chat, request=True))["url"]
    sami = world.add_person("Sami")
    assert await page.post(f"/people/{sami.id}/join", url=url) == {"waiting": True}
    state = await page.get("/state")

    assert state["groups"] == [
        {
            "id": made["id"],
            "title": "Circle",
            "type": "supergroup",
            "is_forum": False,
            "members": [
                {"id": amina.id, "name": "Amina Khalil", "is_bot": False, "status": "creator"},
                {"id": omar.id, "name": "Omar Said", "is_bot": False, "status": "member"},
                {
                    "id": 1000,
                    "name": "Halqa",
                    "is_bot": True,
                    "status": "administrator",
                    "rights": ["can_manage_chat", "can_pin_messages"],
                },
            ],
            "topics": [],
            "requests": [{"person_id": sami.id}],
            "links": [{"url": url, "request": True, "by_bot": False, "revoked": False}],
            "upgraded_to": None,
        }
    ]
    await page.post(f"{page.me}/decline", **chat, person_id=sami.id)
    await page.post(f"/people/{sami.id}/open", url=url)
    await page.post(f"{page.me}/approve", **chat, person_id=sami.id)
    await page.post(f"{page.me}/remove", **chat, person_id=omar.id)
    await page.post(f"/people/{sami.id}/leave", **chat)
    await page.post(f"{page.me}/remove-bot", **chat)

    assert await lines_of(page, page.me, made["id"]) == [
        {"kind": "group_created", "title": "Circle", "by": "Amina Khalil"},
        {"kind": "members_added", "by": "Amina Khalil", "names": ["Omar Said"]},
        {"kind": "members_added", "by": "Amina Khalil", "names": ["Halqa"]},
        {"kind": "joined_by_request", "name": "Sami"},
        {"kind": "member_left", "name": "Omar Said", "by": "Amina Khalil"},
        {"kind": "member_left", "name": "Sami", "by": None},
        {"kind": "member_left", "name": "Halqa", "by": "Amina Khalil"},
    ]
    (group,) = (await page.get("/state"))["groups"]
    assert [each["status"] for each in group["members"]] == ["creator", "kicked", "kicked", "left"]
    assert "•" not in str([person["chats"] for person in (await page.get("/state"))["people"]])


async def test_everybodys_chats_are_listed_with_what_is_unread(page, amina, omar, group, bot):
    await bot.ok("sendMessage", chat_id=group.id, text="hello all")
    people = (await page.get("/state"))["people"]
    private, circle = people[1]["chats"]

    assert private == {
        "id": omar.id,
        "type": "private",
        "title": "Halqa",
        "status": "member",
        "unread": 0,
        "last_text": "",
    }
    assert circle == {
        "id": group.id,
        "type": "supergroup",
        "title": "Circle",
        "status": "member",
        "unread": 3,
        "last_text": "hello all",
    }
    await page.post(f"{page.him}/read", chat_id=group.id)
    assert (await page.get("/state"))["people"][1]["chats"][1]["unread"] == 0
    amina.at(group).remove(omar)
    amina.at(group).send("after")
    gone = (await page.get("/state"))["people"][1]["chats"][1]
    assert (gone["status"], gone["last_text"]) == ("kicked", "➖ Omar Said")
    chat = await page.get(f"{page.him}/chat", chat_id=group.id)
    assert (chat["status"], chat["can_write"]) == ("kicked", False)
    assert chat["messages"][-1]["service"]["kind"] == "member_left"


async def test_a_group_chat_as_the_page_shows_it(page, amina, omar, group):
    said = await page.post(f"{page.him}/send", text="hello", chat_id=group.id)
    await page.post(f"{page.me}/send", text="hi", chat_id=group.id, reply_to=said["message_id"])
    await page.post(
        f"{page.him}/edit", text="hello!", chat_id=group.id, message_id=said["message_id"]
    )
    chat = await page.get(f"{page.me}/chat", chat_id=group.id)

    head = {name: chat[name] for name in ("chat_id", "type", "title", "status", "can_write")}
    assert head == {
        "chat_id": group.id,
        "type": "supergroup",
        "title": "Circle",
        "status": "creator",
        "can_write": True,
    }
    assert (chat["topics"], chat["earlier"]) == ([], False)
    hello, answer = chat["messages"][-2:]
    assert hello["sender"] == {"id": omar.id, "name": "Omar Said", "is_bot": False}
    assert (hello["text"], hello["edited"], answer["reply_to"]) == (
        "hello!",
        True,
        said["message_id"],
    )
    private = await page.get(f"{page.me}/chat")
    assert (private["chat_id"], private["type"]) == (amina.id, "private")
    assert private == await page.get(f"{page.me}/chat", chat_id=amina.id)


async def test_a_button_in_a_group_is_pressed_by_whoever_is_played(page, world, group, bot):
    markup = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
    sent = await bot.ok("sendMessage", chat_id=group.id, text="?", reply_markup=markup)
    for path in (page.me, page.him):
        await page.post(
            f"{path}/press", chat_id=group.id, message_id=sent["message_id"], data="go"
        )
    presses = [payload["from"]["id"] for _, payload in await heard(world)]

    assert presses == list(world.people)


async def test_forwards_places_and_cards(page, amina, omar, group):
    said = omar.at(group).send("wise")
    await page.post(
        f"{page.me}/forward", message_id=said.message_id, from_chat_id=group.id, chat_id=amina.id
    )
    await page.post(f"{page.me}/send-location", latitude=30.5, longitude=31)
    await page.post(f"{page.me}/send-contact", person_id=omar.id, chat_id=group.id)
    await page.post(
        f"{page.me}/forward", message_id=amina.messages[-1].message_id, chat_id=group.id
    )
    forwarded, placed = (await page.get(f"{page.me}/chat"))["messages"][-2:]
    card, again = (await page.get(f"{page.me}/chat", chat_id=group.id))["messages"][-2:]

    assert (forwarded["text"], forwarded["forwarded_from"]) == ("wise", "Omar Said")
    assert placed["location"] == again["location"] == {"latitude": 30.5, "longitude": 31}
    assert again["forwarded_from"] == "Amina Khalil"
    assert card["contact"] == {"name": "Omar Said", "phone": omar.person.phone_number}
    assert card["service"] is None


async def test_a_file_is_uploaded(page, amina, group):
    picture = base64.b64encode(png()).decode()
    await page.post(
        f"{page.me}/upload",
        name="p.png",
        content=picture,
        as_photo=True,
        caption="look",
        chat_id=group.id,
    )
    await page.post(
        f"{page.me}/upload", name="../ملف.pdf", mime_type="application/pdf", content="eA=="
    )
    photo, document = amina.at(group).messages[-1], amina.messages[-1]

    assert (photo.photo.content, photo.text) == (png(), "look")
    assert (document.document.content, document.document.name) == (b"x", ".._ملف.pdf")
    assert document.document.mime_type == "application/pdf"
    for fields in (
        {"name": "x", "content": "???"},
        {"name": "x", "content": ""},
        {"name": "x" * 300, "content": "eA=="},
        {"name": "x.png", "content": "eA==", "as_photo": True},
        {"content": "eA=="},
    ):
        assert (await page.post(f"{page.me}/upload", status=400, **fields))["error"]


async def test_topics_from_the_page(page, world, amina, omar):
    made = await page.post("/groups", title="Forum", creator_id=amina.id, is_forum=True)
    chat = {"chat_id": made["id"]}
    await page.post(f"{page.me}/add", **chat, person_id=omar.id)
    thread = await page.post(f"{page.me}/topic", **chat, name="Recitation")
    await page.post(f"{page.him}/send", **chat, **thread, text="in it")
    await page.post(f"{page.him}/send", **chat, text="outside")
    await page.post(f"{page.me}/close-topic", **chat, **thread)
    refused = await page.post(f"{page.him}/send", status=400, **chat, **thread, text="late")
    inside = await page.get(f"{page.him}/chat", **chat, **thread)
    general = await page.get(f"{page.him}/chat", **chat, thread_id=1)

    assert refused == in_both(groups.TOPIC_IS_CLOSED)
    assert [(each["text"], each["thread_id"]) for each in inside["messages"]] == [
        ("", thread["thread_id"]),
        ("in it", thread["thread_id"]),
        ("", thread["thread_id"]),
    ]
    assert [each["text"] for each in general["messages"]] == ["", "", "outside"]
    assert (inside["can_write"], general["can_write"]) == (False, True)
    topics = [{"id": thread["thread_id"], "name": "Recitation", "closed": True}]
    assert inside["topics"] == topics
    assert (await page.get("/state"))["groups"][0]["topics"] == topics
    await page.post(f"{page.me}/reopen-topic", **chat, **thread)
    kinds = [line["kind"] for line in await lines_of(page, page.me, made["id"])]
    assert kinds[-3:] == ["topic_created", "topic_closed", "topic_reopened"]


async def test_a_basic_group_is_upgraded_from_the_page(page, world, amina):
    made = await page.post("/groups", title="Small", creator_id=amina.id, type="group")
    new = await page.post(f"{page.me}/upgrade", chat_id=made["id"])
    old, after = (await page.get("/state"))["groups"]

    assert (old["upgraded_to"], after["id"], after["type"]) == (new["id"], new["id"], "supergroup")
    assert not (await page.get(f"{page.me}/chat", chat_id=old["id"]))["can_write"]
    assert [line["kind"] for line in await lines_of(page, page.me, new["id"])] == ["upgraded"]


async def test_a_group_is_chosen_for_the_bot(page, world, amina, bot, group):
    request = {"request_id": 7, "chat_is_channel": False}
    markup = {"keyboard": [[{"text": "Choose", "request_chat": request}]]}
    await bot.ok("sendMessage", chat_id=amina.id, text="?", reply_markup=markup)
    keyboard = (await page.get(f"{page.me}/chat"))["reply_keyboard"]["keyboard"]
    assert keyboard == [[{"text": "Choose", "request_chat": request}]]
    await page.post(f"{page.me}/share-chat", request_id=7, chat_id=group.id)

    assert lines(await heard(world)) == ["message: chat_shared"]
    line = (await page.get(f"{page.me}/chat"))["messages"][-1]["service"]
    assert line == {"kind": "chat_shared", "title": "Circle"}


async def test_links_are_opened(page, world, amina):
    made = await page.post("/groups", title="Circle", creator_id=amina.id)
    url = "https://t.me/halqa_bot?startgroup=g"
    assert await page.post(f"{page.me}/open", status=400, url=url)
    await page.post(f"{page.me}/open", url=url, chat_id=made["id"])
    link = (await page.post(f"{page.me}/invite", chat_id=made["id"]))["url"]
    opened = await page.post(f"{page.him}/open", url=link)
    assert opened["message_id"]
    assert opened["chat_id"] == made["id"]

    kinds = [line["kind"] for line in await lines_of(page, page.him, made["id"])]
    assert kinds == ["group_created", "members_added", "joined_by_link"]


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [
        ("/groups", {"title": " ", "creator_id": "me"}, 400),
        ("/groups", {"title": "x" * 129, "creator_id": "me"}, 400),
        ("/groups", {"title": "x", "creator_id": 5}, 404),
        ("/groups", {"title": "x", "creator_id": "me", "type": "channel"}, 400),
        ("/groups", {"title": "x", "creator_id": "me", "type": "group", "is_forum": True}, 400),
        ("me/send", {"text": "x", "chat_id": -5}, 404),
        ("me/send", {"text": "x", "chat_id": "group", "thread_id": 99}, 400),
        ("me/send", {"text": "x", "thread_id": 99}, 400),
        ("me/leave", {}, 400),
        ("me/leave", {"chat_id": "me"}, 404),
        ("me/leave", {"chat_id": "group", "really": True}, 400),
        ("me/add", {"chat_id": "group", "person_id": 5}, 404),
        ("me/add", {"chat_id": "group", "person_id": "omar"}, 400),
        ("me/promote", {"chat_id": "group", "person_id": "omar", "rights": {"user": True}}, 400),
        ("me/promote", {"chat_id": "group", "person_id": "omar", "rights": {"self": True}}, 400),
        ("me/promote", {"chat_id": "group", "person_id": "omar", "rights": []}, 400),
        ("me/promote", {"chat_id": "group", "person_id": "omar"}, 400),
        ("me/topic", {"chat_id": "group", "name": "x"}, 400),
        ("me/close-topic", {"chat_id": "group", "thread_id": 5}, 400),
        ("me/approve", {"chat_id": "group", "person_id": "omar"}, 400),
        ("me/join", {"url": "https://t.me/+x"}, 400),
        ("me/forward", {"message_id": 99, "chat_id": "group"}, 400),
        ("me/share-chat", {"request_id": 1, "chat_id": "group"}, 400),
        ("me/send-contact", {"person_id": 5}, 404),
        ("me/send-location", {"latitude": 1, "longitude": "x"}, 400),
        ("me/upgrade", {"chat_id": "group"}, 400),
    ],
    ids=str,
)
async def test_what_cannot_be_done_in_a_group_is_said(page, group, path, fields, status):
    amina_id, omar_id = (int(each.rpartition("/")[2]) for each in (page.me, page.him))
    names = {"me": amina_id, "omar": omar_id, "group": group.id}
    filled = {
        name: names.get(value, value) if isinstance(value, str) else value
        for name, value in fields.items()
    }
    answer = await page.post(path.replace("me/", f"{page.me}/"), status=status, **filled)

    assert answer["error"]


@pytest.mark.parametrize("query", [{"chat_id": "x"}, {"before": "x"}, {"thread_id": ""}], ids=str)
async def test_a_number_in_the_address_is_a_number(page, query):
    await page.get(f"{page.me}/chat", status=400, **query)


async def test_nobody_reads_a_group_they_never_were_in(page, world, group):
    stranger = world.add_person("Sami")
    chat = await page.get(f"/people/{stranger.id}/chat", chat_id=group.id)

    assert (chat["messages"], chat["can_write"], chat["status"]) == ([], False, "left")
    await page.get(f"/people/{stranger.id}/chat", status=404, chat_id=-5)


async def test_what_happens_in_a_group_is_told_with_its_id_and_nobodys(world, amina, omar, group):
    async with serve(world) as server, httpx.AsyncClient(base_url=server.url) as client:
        path = f"/api/events?key={server.page_key}"
        async with client.stream("GET", path) as events:
            lines = events.aiter_lines()
            assert (await anext(lines)).startswith(":")
            headers = {"origin": server.url, "x-halqa-key": server.page_key}
            for deed, fields in (
                ("send", {"text": "x"}),
                ("read", {}),
                ("leave", {}),
            ):
                await client.post(
                    f"/api/people/{omar.id}/{deed}",
                    json={"chat_id": group.id, **fields},
                    headers=headers,
                )
            amina.send("private")
            seen: list[tuple[object, object, object]] = []
            while len(seen) < 5:
                line = await anext(lines)
                if line.startswith("data: "):
                    event = json.loads(line.removeprefix("data: "))
                    if event["kind"] not in {"update", "call"}:
                        seen.append((event["kind"], event["person"], event["chat"]))
    assert seen == [
        ("message", None, group.id),
        ("person", omar.id, group.id),
        ("members", None, group.id),
        ("message", None, group.id),
        ("message", amina.id, amina.id),
    ]


async def test_a_long_chat_comes_in_parts(page, world, amina):
    for number in range(700):
        amina.send(str(number))
    latest = await page.get(f"{page.me}/chat")
    first = latest["messages"][0]["message_id"]
    middle = await page.get(f"{page.me}/chat", before=first)
    oldest = await page.get(f"{page.me}/chat", before=middle["messages"][0]["message_id"])
    parts = [latest, middle, oldest]

    assert [len(part["messages"]) for part in parts] == [300, 300, 101]
    assert [part["earlier"] for part in parts] == [True, True, False]
    texts = [each["text"] for part in reversed(parts) for each in part["messages"]]
    assert texts == ["/start", *map(str, range(700))]
