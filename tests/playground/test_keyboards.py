import pytest

from bot.playground.keyboards import (
    ForcedReply,
    InlineKeyboard,
    KeyboardRemoval,
    ReplyKeyboard,
    parse_markup,
)
from bot.playground.refusals import ApiError

GO = {"text": "Go", "callback_data": "go"}


def inline(*buttons: object, rows: object = None) -> dict[str, object]:
    return {"inline_keyboard": rows if rows is not None else [list(buttons)]}


def reply(*buttons: object, **fields: object) -> dict[str, object]:
    return {"keyboard": [list(buttons)], **fields}


def users(**fields: object) -> dict[str, object]:
    return {"text": "Pick", "request_users": {"request_id": 1, **fields}}


@pytest.mark.parametrize(
    "button",
    [
        GO,
        {"text": "Go", "callback_data": "ض" * 32},
        {"text": "Web", "url": "https://example.org/?a=1"},
        {"text": "Web", "url": "t.me/share/url?url=x"},
        {"text": "Person", "url": "tg://user?id=5"},
        {"text": "Copy", "copy_text": {"text": "x" * 256}},
        {"text": "Share", "switch_inline_query": ""},
        {"text": "Red", "callback_data": "x", "style": "danger"},
    ],
)
def test_a_good_inline_button_passes(button):
    markup = parse_markup(inline(button))
    assert isinstance(markup, InlineKeyboard)


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "x"}, "Text buttons are unallowed in the inline keyboard"),
        ({"text": "x", "callback_data": ""}, "Text buttons are unallowed"),
        ({"text": "", "callback_data": "x"}, "text must be non-empty"),
        ({"text": "\u200b", "callback_data": "x"}, "text must be non-empty"),
        ({"callback_data": "x"}, 'can\'t find field "text"'),
        ({"text": 5, "callback_data": "x"}, "must be of type String"),
        ({"text": "x", "callback_data": "x" * 65}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": "ض" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": "x", "url": "https://example.org"}, "exactly one action"),
        ({"text": "x", "url": "no address"}, "is invalid"),
        ({"text": "x", "url": "javascript:alert(1)"}, "is invalid"),
        ({"text": "x", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "callback_data": "x", "color": "red"}, "unknown field color"),
        ({"text": "x", "callback_data": "x", "style": "pink"}, "BUTTON_STYLE_INVALID"),
        ({"text": "x", "web_app": {"url": "https://example.org"}}, "not offered"),
        ("Go", "object expected"),
    ],
)
def test_a_bad_inline_button_is_refused(button, reason):
    with pytest.raises(ApiError, match=reason):
        parse_markup(inline(button))


@pytest.mark.parametrize(
    ("rows", "passes"),
    [
        ([[GO] * 8], True),
        ([[GO] * 9], False),
        ([[GO] * 5] * 20, True),
        ([[GO] * 5] * 20 + [[GO]], False),
    ],
)
def test_an_inline_keyboard_has_a_hundred_buttons_eight_a_row(rows, passes):
    if passes:
        assert parse_markup(inline(rows=rows)) is not None
    else:
        with pytest.raises(ApiError, match="reply markup is too long"):
            parse_markup(inline(rows=rows))


def test_an_empty_inline_keyboard_is_none():
    assert parse_markup(inline(rows=[])) is None
    assert parse_markup(inline(rows=[[]])) is None


@pytest.mark.parametrize(
    "markup",
    [
        reply("Skip"),
        reply({"text": "Skip"}, resize_keyboard=True, one_time_keyboard=True, is_persistent=True),
        reply("x", input_field_placeholder="x" * 64),
        reply(users(max_quantity=10, request_name=True, request_username=True)),
        reply(users(request_id=-(2**31)), {"text": "x", "request_users": {"request_id": 2}}),
        reply({"text": "Here", "request_location": True}),
        reply({"text": "Me", "request_contact": True}),
    ],
)
def test_a_good_reply_keyboard_passes(markup):
    assert isinstance(parse_markup(markup), ReplyKeyboard)


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (reply(""), "text must be non-empty"),
        (reply("x", input_field_placeholder=""), "1-64 characters"),
        (reply("x", input_field_placeholder="x" * 65), "1-64 characters"),
        (reply("x", resize_keyboard="yes"), "must be of type Boolean"),
        (reply("x", resize=True), "unknown field resize"),
        (reply(users(max_quantity=0)), "between 1 and 10"),
        (reply(users(max_quantity=11)), "between 1 and 10"),
        (reply(users(request_id=2**31)), "32-bit"),
        (reply(users(request_id="1")), "must be of type Number"),
        (reply(users(), users()), "unique"),
        (reply(users(request_names=True)), "unknown field request_names"),
        (reply({**users(), "request_location": True}), "only one of"),
        (reply({"text": "x", "web_app": {}}), "not offered"),
        ({"keyboard": []}, "at least one button"),
        ({"keyboard": "x"}, "must be of type Array"),
        ({"keyboard": ["x"]}, "Array of Array"),
        ({"remove_keyboard": False}, "must be True"),
        ({"force_reply": False}, "must be True"),
        ({"buttons": []}, "object expected as reply markup"),
    ],
)
def test_a_bad_reply_keyboard_is_refused(markup, reason):
    with pytest.raises(ApiError, match=reason):
        parse_markup(markup)


def test_the_other_kinds_of_markup_are_read():
    assert parse_markup({"remove_keyboard": True}) == KeyboardRemoval()
    assert parse_markup({"force_reply": True}) == ForcedReply()
    assert parse_markup(None) is None


def test_an_edit_takes_inline_keyboards_only():
    assert parse_markup(inline(GO), inline_only=True) is not None
    with pytest.raises(ApiError, match="inline keyboard"):
        parse_markup(reply("x"), inline_only=True)
