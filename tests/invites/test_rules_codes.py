"""Codes: made, shown, and read however they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.invites.rules_codes import (
    CODE_BITS,
    LENGTH,
    SYMBOLS,
    code_of,
    is_plainly_a_code,
    link_to,
    new_code,
    read_code,
    shown,
)

BITS = st.integers(min_value=0, max_value=2**CODE_BITS - 1)
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
CODE = "K7Q2M9XPRD4T"


@given(bits=BITS)
def test_a_code_has_twelve_symbols_and_stands_for_its_bits(bits: int) -> None:
    code = code_of(bits)

    assert len(code) == LENGTH
    assert set(code) <= set(SYMBOLS)
    value = 0
    for symbol in code:
        value = value * 32 + SYMBOLS.index(symbol)
    assert value == bits


@given(bits=BITS, lower=st.booleans(), arabic=st.booleans(), oh=st.booleans(), ell=st.booleans())
def test_a_code_is_read_however_it_is_typed(
    bits: int, lower: bool, arabic: bool, oh: bool, ell: bool
) -> None:
    code = code_of(bits)
    typed = shown(code)
    if oh:
        typed = typed.replace("0", "O")
    if ell:
        typed = typed.replace("1", "L")
    if lower:
        typed = typed.lower()
    if arabic:
        typed = typed.translate(ARABIC_DIGITS)

    assert read_code(typed) == code


@given(bits=BITS)
def test_a_code_is_taken_out_of_its_link(bits: int) -> None:
    code = code_of(bits)

    assert read_code(link_to("halqa_bot", code)) == code
    assert read_code(f"join us: {link_to('halqa_bot', code)} see you") == code


@given(text=st.text(max_size=80))
def test_reading_never_fails_and_gives_a_code_or_nothing(text: str) -> None:
    code = read_code(text)

    assert code is None or (len(code) == LENGTH and set(code) <= set(SYMBOLS))


@pytest.mark.parametrize(
    "typed",
    [
        "K7Q2-M9XP-RD4T",
        "k7q2 m9xp rd4t",
        "k7q2m9xprd4t",
        "K7Q2–M9XP—RD4T",
        "K7Q2_M9XP_RD4T",
        "  K7Q2-M9XP-RD4T\n",
        "\u2068K7Q2-M9XP-RD4T\u2069",
        "K7Q2\u200f-M9XP\u200b-RD4T",
        "K٧Q٢-M٩XP-RD٤T",
        "Ｋ７Ｑ２-Ｍ９ＸＰ-ＲＤ４Ｔ",
        "j_K7Q2M9XPRD4T",
        "https://t.me/halqa_bot?start=j_K7Q2M9XPRD4T",
        "t.me/halqa_bot?start=j_k7q2m9xprd4t",
        "The code: K7Q2-M9XP-RD4T",
        "رمز الدعوة: K7Q2-M9XP-RD4T",
    ],
)
def test_forgiving_reader(typed: str) -> None:
    assert read_code(typed) == CODE


@pytest.mark.parametrize(
    "typed",
    ["", "hello", "K7Q2-M9XP-RD4", "K7Q2-M9XP-RD4TT", "K7Q2-M9XP-RD4U", "https://t.me/halqa_bot"],
)
def test_what_is_no_code(typed: str) -> None:
    assert read_code(typed) is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("K7Q2-M9XP-RD4T", True),
        ("k7q2-m9xp-rd4t", True),
        ("look: https://t.me/halqa_bot?start=j_K7Q2M9XPRD4T", True),
        ("what is that", False),
        ("meet at the station", False),
        ("K7Q2M9XPRD4T", False),
    ],
)
def test_only_what_is_plainly_a_code_opens_the_door_unasked(typed: str, expected: bool) -> None:
    assert is_plainly_a_code(typed) is expected


def test_a_new_code_is_never_taken_for_a_word() -> None:
    letters = int("A" * 15, 16)  # twelve times the symbol N
    draws = iter([letters, letters, 1])

    assert code_of(letters).isalpha()
    assert new_code(lambda _: next(draws)) == code_of(1)
