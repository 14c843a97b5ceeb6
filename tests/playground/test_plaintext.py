import pytest

from bot.playground.refusals import ApiError
from bot.playground.text.formatted import plain
from bot.playground.text.plaintext import clean, is_blank, utf16_length


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        pytest.param("  \n hello \t\n", "hello", id="trimmed at both ends"),
        pytest.param("a\u202eb\u2066c\u2069", "ab\u2066c\u2069", id="overrides go, isolates stay"),
        pytest.param("a\u2028b\u2029c", "abc", id="line and paragraph separators go"),
        pytest.param("a\0b\rc", "abc", id="NUL and carriage return go"),
        pytest.param("a\tb\x07c", "a b c", id="control characters become spaces"),
        pytest.param("a\u200e\u200fb", "a\u200c\u200fb", id="of two direction marks the first"),
        pytest.param("a\u200eb", "a\u200eb", id="a single direction mark stays"),
        pytest.param("a\n\nb", "a\n\nb", id="inner lines stay"),
        pytest.param("سَلام", "سَلام", id="Arabic marks stay"),
    ],
)
def test_text_is_kept_as_telegram_keeps_it(given, kept):
    assert clean(given).text == kept


def test_half_a_surrogate_pair_is_no_text():
    with pytest.raises(ApiError, match="UTF-8"):
        clean("a\ud83d")


def test_length_counts_utf16_units():
    assert utf16_length("aس😀") == 4


@pytest.mark.parametrize("text", ["", "\u200b", "\u00a0\u200d", "\u2060"])
def test_invisible_text_is_empty(text):
    assert is_blank(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start j_x", [("bot_command", "/start")]),
        ("/start@halqa_bot x", [("bot_command", "/start@halqa_bot")]),
        ("see (/help).", [("bot_command", "/help")]),
        ("1/2 and a/b", []),
        ("hello @amina_k!", [("mention", "@amina_k")]),
        ("me@example.org", [("email", "me@example.org")]),
        ("go to https://example.org/a?b=c.", [("url", "https://example.org/a?b=c")]),
        ("example.com/x, yes", [("url", "example.com/x")]),
        ("t.me/halqa_bot?start=j_1", [("url", "t.me/halqa_bot?start=j_1")]),
        ("#python و #تعلم", [("hashtag", "#python"), ("hashtag", "#تعلم")]),
        ("#1 is no tag", []),
        ("\u2068https://example.org\u2069", [("url", "https://example.org")]),
        ("file.txt and e.g. this", []),
    ],
)
def test_telegram_finds_things_by_itself(text, found):
    content = plain(text)
    units = content.text.encode("utf-16-le")
    seen = [
        (each.type, units[each.offset * 2 : (each.offset + each.length) * 2].decode("utf-16-le"))
        for each in content.entities
    ]
    assert seen == found


def test_offsets_count_utf16_units():
    (command,) = plain("😀 /go").entities
    assert (command.offset, command.length) == (3, 3)
