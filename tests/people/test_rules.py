import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.people.rules import LONGEST_NAME, shown_name

ID = 7_200_000_019


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        pytest.param("Amina", "Khalil", ("Amina", "Amina Khalil"), id="both"),
        pytest.param("Amina", None, ("Amina", "Amina"), id="first only"),
        pytest.param("\u200b", "Khalil", ("Khalil", "Khalil"), id="an invisible first name"),
        pytest.param("A\nmina\u202e", "", ("A mina", "A mina"), id="what steers is taken out"),
        pytest.param("\u200d\u202e", None, ("·2013", "·2013"), id="nothing to be seen"),
        pytest.param("\u3164\u2800", "\u115f", ("·2013", "·2013"), id="blank letters"),
        pytest.param("🙂", None, ("🙂", "🙂"), id="an emoji is a name"),
        pytest.param("<b>", None, ("<b>", "<b>"), id="kept as typed; escaped where it is shown"),
    ],
)
def test_the_name_that_is_shown(first: str, last: str | None, expected: tuple[str, str]) -> None:
    assert shown_name(first, last, telegram_id=ID & ~0xFFFF | 0x2013) == expected


@settings(deadline=None)  # the machine may be busy
@given(st.text(), st.none() | st.text())
def test_a_name_is_never_empty_and_never_fills_a_screen(first: str, last: str | None) -> None:
    short, full = shown_name(first, last, telegram_id=ID)
    assert 1 <= len(short) <= LONGEST_NAME
    assert 1 <= len(full) <= 2 * LONGEST_NAME
    assert "\n" not in short + full


def test_two_people_without_a_visible_name_are_told_apart() -> None:
    names = {shown_name("\u200b", None, telegram_id=number)[0] for number in (1, 2, 3)}
    assert len(names) == 3
