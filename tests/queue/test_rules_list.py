"""What is seen of a list, and what a typed line means."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.queue import rules_list
from bot.queue.records import EntryState, Later, Shelf, View
from bot.reading.records import Mode
from tests.queue.making import TODAY, entry


@pytest.mark.parametrize(
    ("line", "mode", "minutes"),
    [
        ("20 listen", Mode.LISTEN, 20),
        ("listen 20", Mode.LISTEN, 20),
        ("٢٠ استماع", Mode.LISTEN, 20),
        ("٢٠ دقيقة قراءة", Mode.READ, 20),
        ("45m watch", Mode.WATCH, 45),
        ("half an hour", None, 30),
        ("ربع ساعة", None, 15),
        ("15", None, 15),
        ("read", Mode.READ, None),
        ("قراءة", Mode.READ, None),
    ],
)
def test_minutes_and_mode_are_read_in_both_languages(
    line: str, mode: Mode | None, minutes: int | None
) -> None:
    assert rules_list.read_view(line) == View(mode=mode, minutes=minutes)


@pytest.mark.parametrize(
    "line", ["statistics", "python 3", "الإحصاء", "reading list", "Monday 20 read", "20000", ""]
)
def test_anything_else_is_looked_for(line: str) -> None:
    assert rules_list.read_view(line) is None


def test_a_search_finds_all_its_words_in_any_spelling_open_ones_first() -> None:
    done = entry(1, title="الإحصاء للجميع", state=EntryState.DONE)
    here = entry(2, title="مقدمة في الاحصاء", tags=("بيانات",))
    noted = entry(3, title="Bayes", note="Statistics, chapter 3", site="tanta.example")
    everything = [done, here, noted]
    assert rules_list.search(everything, "إحصاء") == [here, done]
    assert rules_list.search(everything, "STATISTICS bayes") == [noted]
    assert rules_list.search(everything, "#بيانات") == [here]
    assert rules_list.search(everything, "tanta") == [noted]
    assert rules_list.search(everything, "nothing of it") == []
    assert rules_list.search(everything, "  ") == []


def test_a_view_narrows_by_mode_and_by_what_is_known_to_be_short_enough() -> None:
    short, long = entry(1, minutes=10), entry(2, minutes=60)
    unknown, heard = entry(3, minutes=None), entry(4, mode=Mode.LISTEN)
    later = entry(5, later_on=TODAY + timedelta(days=1))
    everything = [short, long, unknown, heard, later]
    seen = rules_list.seen
    assert seen(everything, View(), today=TODAY) == [short, long, unknown, heard]
    assert seen(everything, View(mode=Mode.READ, minutes=20), today=TODAY) == [short]
    assert seen(everything, View(shelf=Shelf.LATER), today=TODAY) == [later]
    assert rules_list.by_mode([short, long, heard]) == {Mode.LISTEN: 1, Mode.READ: 2}


@given(st.integers(0, 70), st.integers(-3, 99))
def test_every_entry_stands_on_exactly_one_page_and_there_is_no_page_beyond(
    count: int, page: int
) -> None:
    found = [entry(number) for number in range(1, count + 1)]
    pages = rules_list.pages_of(count)
    shown = [each for n in range(1, pages + 1) for each in rules_list.page_of(found, n)[1]]
    assert shown == found
    number, here = rules_list.page_of(found, page)
    assert 1 <= number <= pages
    assert len(here) <= rules_list.PAGE


@given(
    st.builds(
        View,
        shelf=st.just(Shelf.OPEN),
        mode=st.one_of(st.none(), st.sampled_from(list(Mode))),
        minutes=st.one_of(st.none(), st.integers(1, 1440)),
        page=st.integers(1, 63),
    )
    | st.builds(View, shelf=st.sampled_from(list(Shelf)), page=st.integers(1, 63))
)
def test_a_view_comes_back_from_its_button(view: View) -> None:
    assert View.from_arg(view.arg) == view
    assert len(f"999999999.month.{view.arg}") <= 30, "beside an id and a word it fits a button"


@given(st.text(max_size=20))
def test_what_is_no_view_is_the_whole_list(arg: str) -> None:
    assert View.from_arg(arg).page >= 1


def test_it_is_put_off_by_the_calendar() -> None:
    assert rules_list.later_on(Later.DAY, today=date(2026, 12, 31)) == date(2027, 1, 1)
    assert rules_list.later_on(Later.WEEK, today=TODAY) == date(2026, 12, 1)
    assert rules_list.later_on(Later.MONTH, today=date(2027, 1, 31)) == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("minutes", "around"),
    [(12, (5, 12, 20)), (60, (30, 60, 90)), (1, (1, 5, 6)), (None, (10, 20, 45))],
)
def test_the_lengths_that_are_offered_lie_around_the_known_one(
    minutes: int | None, around: tuple[int, ...]
) -> None:
    assert rules_list.lengths_around(minutes) == around


@given(st.integers(1, 1440))
def test_the_known_length_is_always_among_them(minutes: int) -> None:
    around = rules_list.lengths_around(minutes)
    assert minutes in around
    assert all(1 <= each <= 1440 for each in around)
