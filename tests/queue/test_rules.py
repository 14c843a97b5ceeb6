"""What a sitting is offered: the rule, example by example, and what holds for any list."""

from collections.abc import Mapping
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.goals.records import GoalId
from bot.queue.records import Entry, EntryState
from bot.queue.rules import fits_mode, propose
from bot.reading.records import Mode
from tests.queue.making import TODAY, entry


def offered(
    entries: list[Entry],
    *,
    mode: Mode | None = Mode.READ,
    minutes: int = 20,
    goal: int | None = None,
    active: tuple[int, ...] = (1, 2),
    thanked: Mapping[str, int] | None = None,
) -> int | None:
    found = propose(
        entries,
        mode=mode,
        minutes=minutes,
        goal_id=None if goal is None else GoalId(goal),
        active={GoalId(number) for number in active},
        thanked=thanked,
        today=TODAY,
    )
    return None if found is None else int(found.id)


def test_the_order_by_hand_decides_where_nothing_else_does() -> None:
    assert offered([entry(1, position=5), entry(2, position=3), entry(3, position=4)]) == 2
    assert offered([]) is None


def test_the_mode_must_fit_and_an_unknown_one_does() -> None:
    assert offered([entry(1, mode=Mode.LISTEN), entry(2, mode=Mode.WATCH)]) is None
    assert offered([entry(1, mode=Mode.LISTEN), entry(2, mode=None)]) == 2
    assert offered([entry(1, mode=Mode.LISTEN)], mode=None) == 1


def test_what_is_known_to_fit_comes_before_what_nobody_knows_and_that_before_what_is_longer() -> (
    None
):
    longer, unknown, fits = entry(1, minutes=90), entry(2, minutes=None), entry(3, minutes=20)
    assert offered([longer, unknown, fits]) == 3
    assert offered([longer, unknown]) == 2
    assert offered([longer]) == 1, "for want of anything else, it is begun"


def test_what_was_begun_is_gone_on_with_however_long_it_is() -> None:
    begun = entry(9, minutes=90, state=EntryState.STARTED)
    assert offered([entry(1, minutes=5), begun]) == 9


def test_a_discussion_is_not_taken_in_parts() -> None:
    assert offered([entry(1, mode=Mode.DISCUSS, minutes=60)], mode=Mode.DISCUSS) is None
    assert offered([entry(1, mode=Mode.DISCUSS, minutes=20)], mode=Mode.DISCUSS) == 1


def test_the_goal_of_the_sitting_comes_first_then_none_then_another() -> None:
    other, none, own = entry(1, goal=2), entry(2), entry(3, goal=1)
    assert offered([other, none, own], goal=1) == 3
    assert offered([other, none], goal=1) == 2
    assert offered([other], goal=1) == 1
    assert offered([other, none, own]) == 1, "a sitting for any goal follows the list"


def test_the_goal_comes_before_what_was_begun_for_another_one() -> None:
    begun = entry(1, goal=2, state=EntryState.STARTED)
    assert offered([begun, entry(2, goal=1)], goal=1) == 2


def test_a_goal_that_was_let_go_is_as_none() -> None:
    gone, other = entry(2, goal=7), entry(1, goal=2)
    assert offered([other, gone], goal=1) == 2
    assert offered([gone, entry(3)]) == 3, "what is worked on comes before what is not"


def test_what_fellow_members_thanked_for_comes_before_the_order_by_hand() -> None:
    entries = [entry(1), entry(2), entry(3)]
    assert offered(entries, thanked={"k2": 1, "k3": 2}) == 3
    assert offered([*entries, entry(4, state=EntryState.STARTED)], thanked={"k3": 2}) == 4


def test_what_was_put_off_waits_for_its_date_and_comes_on_it() -> None:
    assert offered([entry(1, later_on=TODAY + timedelta(days=1))]) is None
    assert offered([entry(1, later_on=TODAY)]) == 1


@pytest.mark.parametrize("state", [EntryState.DONE, EntryState.DROPPED])
def test_what_has_ended_is_not_offered(state: EntryState) -> None:
    assert offered([entry(1, state=state)]) is None


# Whatever the list ---------------------------------------------------------------------------------

MODES = st.one_of(st.none(), st.sampled_from(list(Mode)))
GOALS = st.one_of(st.none(), st.integers(1, 4))


@st.composite
def lists(draw: st.DrawFn) -> list[Entry]:
    numbers = draw(st.lists(st.integers(1, 40), unique=True, max_size=12))
    return [
        entry(
            number,
            mode=draw(MODES),
            minutes=draw(st.one_of(st.none(), st.integers(1, 200))),
            goal=draw(GOALS),
            state=draw(st.sampled_from(list(EntryState))),
            position=draw(st.integers(-5, 5)),
            later_on=draw(
                st.one_of(st.none(), st.integers(-2, 2).map(lambda n: TODAY + timedelta(days=n)))
            ),
            refused=draw(st.booleans()),
        )
        for number in numbers
    ]


THANKS = st.dictionaries(st.integers(1, 40).map(lambda n: f"k{n}"), st.integers(0, 5))


@given(lists(), MODES, st.integers(10, 180), GOALS, THANKS)
def test_never_a_refused_one_nor_a_wrong_mode_nor_one_whose_time_has_not_come(
    entries: list[Entry], mode: Mode | None, minutes: int, goal: int | None, thanks: dict[str, int]
) -> None:
    refused = {each.id for each in entries[::2]}
    found = propose(
        entries, mode=mode, minutes=minutes, goal_id=None if goal is None else GoalId(goal),
        active={GoalId(1), GoalId(2)}, thanked=thanks, refused=refused, today=TODAY,
    )  # fmt: skip
    if found is not None:
        assert found.id not in refused
        assert found.refused_at is None
        assert found.is_open
        assert fits_mode(found.resource.mode, mode)
        assert found.later_on is None or found.later_on <= TODAY


@given(lists(), MODES, st.integers(10, 180), THANKS, st.randoms())
def test_the_order_in_which_a_list_is_read_changes_nothing(
    entries: list[Entry], mode: Mode | None, minutes: int, thanks: dict[str, int], random: Random
) -> None:
    first = offered(entries, mode=mode, minutes=minutes, goal=1, thanked=thanks)
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert offered(shuffled, mode=mode, minutes=minutes, goal=1, thanked=thanks) == first


@given(lists(), MODES, st.integers(10, 180), THANKS, st.integers(1, 40))
def test_more_thanks_never_cost_a_place(
    entries: list[Entry], mode: Mode | None, minutes: int, thanks: dict[str, int], number: int
) -> None:
    before = offered(entries, mode=mode, minutes=minutes, goal=1, thanked=thanks)
    more = {**thanks, f"k{number}": thanks.get(f"k{number}", 0) + 1}
    after = offered(entries, mode=mode, minutes=minutes, goal=1, thanked=more)
    assert after in {before, number}, "either it is as before, or what was thanked for"


@given(lists(), MODES, st.integers(10, 180))
def test_something_is_offered_as_long_as_anything_fits_the_mode_and_can_be_taken_in_parts(
    entries: list[Entry], mode: Mode | None, minutes: int
) -> None:
    fitting = [
        each for each in entries
        if each.is_open and each.refused_at is None
        and (each.later_on is None or each.later_on <= TODAY)
        and fits_mode(each.resource.mode, mode) and each.resource.mode is not Mode.DISCUSS
    ]  # fmt: skip
    if fitting:
        assert offered(entries, mode=mode, minutes=minutes) is not None
