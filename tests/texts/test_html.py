import re
import unicodedata
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.texts import Html, lines, paragraphs
from bot.texts.html import clean, escaped, isolated, one_line, utf16_length

STEERING = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u061c\ufeff]")
nasty = st.text(
    st.characters()
    | st.sampled_from("\u202e\u2066\u200d\u0651\u064e\u0301\ud83d\udc4d\x00\r\n\t <&")
)


@settings(deadline=None)  # the machine may be busy
@given(nasty)
def test_whatever_is_typed_becomes_text_without_anything_that_steers(text: str) -> None:
    cleaned = clean(text)

    assert not STEERING.search(cleaned)
    assert not any(
        unicodedata.category(c) in {"Cc", "Cs", "Co", "Cn"} and c != "\n"
        for c in cleaned
        if ord(c) not in range(0x1F000, 0x1FC00)  # emoji that this Python does not know yet
    )
    cleaned.encode("utf-8")
    assert "\n\n\n" not in cleaned
    assert cleaned == cleaned.strip()
    assert "\n" not in one_line(text)


@settings(deadline=None)  # the machine may be busy
@given(nasty)
def test_a_tower_of_marks_is_cut_down(text: str) -> None:
    run = 0
    for character in clean(text):
        category = unicodedata.category(character)
        run = run + 1 if category in {"Mn", "Me"} else 0 if category != "Cf" else run
        assert run <= 4


@settings(deadline=None)  # the machine may be busy
@given(nasty)
def test_nothing_typed_becomes_markup(text: str) -> None:
    shown = escaped(clean(text))
    assert "<" not in shown
    assert unescape(shown) == clean(text) or "&" in clean(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        pytest.param("Amina", "Amina", id="plain"),
        pytest.param("  a  \r\nb\r", "a  \nb", id="line ends"),
        pytest.param("a\n\n\n\nb", "a\n\nb", id="no holes"),
        pytest.param("abc\u202egnp.exe", "abcgnp.exe", id="override"),
        pytest.param("Ami\u200dna\u200c", "Amina", id="joiners that join nothing"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="Persian needs one"),
        pytest.param("م\u200d\u200d\u200cن", "م\u200dن", id="one joiner at a time"),
        pytest.param("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥", id="emoji are joined"),
        pytest.param("Sara \U0001fae9", "Sara \U0001fae9", id="an emoji of this year"),
        pytest.param("\u3164\u2800\u115f\u034f", "", id="letters that nobody sees"),
        pytest.param("a\u2800b", "a b", id="Braille's space"),
        pytest.param("a\x00\x07b\x1b", "ab", id="controls"),
        pytest.param("\ud83d\udc4d", "\U0001f44d", id="a pair of surrogates is one sign"),
        pytest.param("a\ud83db", "a\ufffdb", id="half a pair is not"),
        pytest.param("مُحَمَّد", unicodedata.normalize("NFC", "مُحَمَّد"), id="vowel marks stay"),
        pytest.param("e\u0301", "\u00e9", id="composed"),
        pytest.param("a" + "\u0310" * 50, "a" + "\u0310" * 4, id="zalgo"),
        pytest.param("a" + "\u0310\u200d" * 50, "a" + "\u0310" * 4, id="zalgo in between joiners"),
        pytest.param("\U0001f468\u200d\U0001f469", "\U0001f468\u200d\U0001f469", id="joined"),
        pytest.param("\u0645\u06cc\u200c\u0631\u0648\u0645", "\u0645\u06cc\u200c\u0631\u0648\u0645",
                     id="Persian needs its non-joiner"),
        pytest.param("a\u2028b\u2029c\td", "a b c d", id="other separators"),
        pytest.param("", "", id="nothing"),
    ],
)  # fmt: skip
def test_clean(typed: str, kept: str) -> None:
    assert clean(typed) == kept


def test_names_have_one_line_and_single_spaces() -> None:
    assert one_line(" Amina \n  bint\tOmar ") == "Amina bint Omar"


def test_telegram_counts_in_utf16() -> None:
    assert [utf16_length(text) for text in ("a", "ع", "👍", "\ud83d")] == [1, 1, 2, 1]


def test_an_isolated_value_has_its_marks_around_it() -> None:
    assert isolated("x") == "\u2068x\u2069"


def test_lines_and_paragraphs_leave_no_gaps() -> None:
    assert lines("a", None, "", "b") == "a\nb"
    assert paragraphs(Html("a"), None, "b") == "a\n\nb"
