from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.inbox.pump import Unparsable
from bot.telegram.fields import LARGEST_ID
from bot.telegram.incoming import ALLOWED_UPDATES
from bot.telegram.understood import SERVICE_FIELDS, Ignored, understand
from tests.safety.updates.described import described

AMINA: dict[str, Any] = {"id": 7, "is_bot": False, "first_name": "Amina"}
CHAT: dict[str, Any] = {"id": 7, "type": "private"}


def message(**fields: Any) -> dict[str, Any]:
    return {
        "update_id": 1,
        "message": {"message_id": 5, "date": 9, "chat": CHAT, "from": AMINA, **fields},
    }


def read(**fields: Any) -> dict[str, Any]:
    understood = understand(message(**fields))
    assert not isinstance(understood, Ignored)
    found: dict[str, Any] = understood["message"]
    return found


def test_what_is_not_used_is_left_aside() -> None:
    kept = read(text="hello", photo="broken", dice=7, a_field_of_tomorrow=[], via_bot={"id": "x"})
    assert kept == {"message_id": 5, "date": 9, "chat": CHAT, "from": AMINA, "text": "hello"}


def test_half_a_character_and_nul_go_nowhere_but_the_rest_of_the_text_does() -> None:
    kept = read(text="a\x00b \ud83d c \ud83d\udc4d", **{"from": {**AMINA, "last_name": "\udc00"}})
    assert kept["text"] == "ab \ufffd c \U0001f44d"
    assert kept["from"]["last_name"] == "\ufffd"


@pytest.mark.parametrize(
    ("marks", "is_command"),
    [
        ([{"type": "bot_command", "offset": 0, "length": 6}], True),
        ([{"type": "bot_command", "offset": 0, "length": 99}], False),
        ([{"type": "bot_command", "offset": 0, "length": "6"}], False),
        ([{"type": "bot_command", "offset": 1, "length": 5}], False),
        ([{"type": "bold", "offset": 0, "length": 6}], False),
        ([7], False),
        ([], False),
    ],
)
def test_only_a_command_at_the_beginning_is_read_of_the_marks(
    marks: list[Any], *, is_command: bool
) -> None:
    assert ("entities" in read(text="/start x", entities=marks)) is is_command


def test_links_are_read_where_telegram_found_them_and_where_they_hide() -> None:
    text = "👍 example.com and here"
    plain = {"type": "url", "offset": 3, "length": 11}
    hidden = {"type": "text_link", "offset": 19, "length": 4, "url": "https://example.org/\x00a"}
    others = [{"type": "bold", "offset": 0, "length": 2}, {"type": "text_mention", "user": {}}]
    kept = read(text=text, entities=[*others, plain, hidden])
    assert kept["entities"] == [plain, {**hidden, "url": "https://example.org/a"}]
    under = read(caption=text, caption_entities=[plain], photo="whatever")
    assert (under["caption"], under["caption_entities"]) == (text, [plain])


@pytest.mark.parametrize(
    "mark",
    [
        {"type": "url", "offset": 0, "length": 99},
        {"type": "url", "offset": -1, "length": 2},
        {"type": "url", "offset": True, "length": 2},
        {"type": "url", "offset": 0, "length": 0},
        {"type": "text_link", "offset": 0, "length": 2},
        {"type": "text_link", "offset": 0, "length": 2, "url": ""},
        {"type": "text_link", "offset": 0, "length": 2, "url": 7},
        {"type": "text_link", "offset": 0, "length": 2, "url": "https://x.org/" + "x" * 3000},
        {"type": ["url"], "offset": 0, "length": 2},
    ],
)
def test_a_link_that_is_none_is_left_aside_and_the_text_is_read(mark: dict[str, Any]) -> None:
    assert read(text="words", entities=[mark])["text"] == "words"
    assert "entities" not in read(text="words", entities=[mark])


def test_of_what_was_forwarded_only_that_it_was_is_kept() -> None:
    origin = {"type": "user", "date": 9, "sender_user": {**AMINA, "first_name": "Quirinia"}}
    kept = read(text="words", forward_origin=origin, via_bot=AMINA)
    assert kept["forward_origin"]["type"] == "hidden_user"
    assert "Quirinia" not in str(kept)


def test_a_file_is_read_by_its_id_name_and_size_and_a_broken_one_is_none() -> None:
    file = {"file_id": "abc", "file_unique_id": "u", "file_size": 9, "file_name": "a\n b.opml"}
    assert read(document=file)["document"] == {
        "file_id": "abc", "file_unique_id": "-", "file_size": 9, "file_name": "a b.opml",
    }  # fmt: skip
    for broken in (7, {}, {"file_id": 7}, {"file_id": ""}, {"file_id": "x" * 999}):
        assert "document" not in read(text="words", document=broken)
    odd = {"file_id": "abc", "file_size": -1, "file_name": 7, "mime_type": [], "thumbnail": 3}
    assert read(document=odd)["document"] == {"file_id": "abc", "file_unique_id": "-"}


def test_people_picked_and_places_shared_are_read() -> None:
    picked = {"request_id": 1, "users": [{"user_id": 8, "first_name": "Omar", "username": "o m"}]}
    assert read(users_shared=picked)["users_shared"]["users"] == [
        {"user_id": 8, "first_name": "Omar"}
    ]
    assert read(location={"latitude": 30, "longitude": 31.2, "heading": "?"})["location"] == {
        "latitude": 30.0,
        "longitude": 31.2,
    }


@pytest.mark.parametrize("number", [0, -7, LARGEST_ID + 1, 2**64, True, 7.0, "7", None, [7]])
def test_a_number_that_is_none_is_not_believed(number: object) -> None:
    with pytest.raises(Unparsable):
        understand(message(chat={**CHAT, "id": number}, text="x"))


@pytest.mark.parametrize("degrees", [True, "31", 91, float("nan"), float("inf"), None])
def test_a_place_that_is_none_is_not_believed(degrees: object) -> None:
    with pytest.raises(Unparsable):
        understand(message(location={"latitude": degrees, "longitude": 31}))


@pytest.mark.parametrize("field", sorted(SERVICE_FIELDS))
def test_what_telegram_writes_itself_is_no_message_of_a_person(field: str) -> None:
    assert understand(message(**{field: {}})) == Ignored("service message")
    assert field in described()["Message"], "Telegram has such a field"


def test_each_kind_that_is_asked_for_is_read() -> None:
    for kind in ALLOWED_UPDATES:
        with pytest.raises(Unparsable):
            understand({"update_id": 1, kind: 7})


def test_a_block_and_its_end_are_read() -> None:
    for status, is_blocked in (("kicked", True), ("member", False), ("of tomorrow", False)):
        body = {"chat": CHAT, "from": AMINA, "date": 9, "new_chat_member": {"status": status}}
        understood = understand({"update_id": 1, "my_chat_member": body})
        assert isinstance(understood, dict)
        now = understood["my_chat_member"]["new_chat_member"]["status"]
        assert (now == "kicked") is is_blocked


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
FIELDS = [
    "message_id", "date", "chat", "from", "text", "entities", "users_shared", "location",
    "caption", "caption_entities", "forward_origin", "document",
]  # fmt: skip


@given(st.dictionaries(st.sampled_from(FIELDS), json_values, max_size=4))
def test_whatever_a_field_holds_it_is_read_ignored_or_set_aside(fields: dict[str, Any]) -> None:
    try:
        understood = understand(message(**fields))
    except Unparsable:
        return
    if not isinstance(understood, Ignored):
        assert understood["message"]["chat"]["id"] == understood["message"]["from"]["id"]
