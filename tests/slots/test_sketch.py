"""What is asked after what was typed."""

from datetime import time

import pytest

from bot.reading.records import Mode
from bot.reading.slot_text import read_clock, read_slot
from bot.slots.records import Sketch
from bot.slots.rules_sketch import (
    answered,
    draft_of,
    from_json,
    merged,
    merged_clock,
    next_step,
    sketch_of,
    skipped,
    to_json,
    typed_in_one_line,
    with_days,
)
from tests.support.slots import make_slot


def typed(line: str, *, today: int = 1) -> Sketch:
    return typed_in_one_line(merged(Sketch(), read_slot(line, today=today)))


@pytest.mark.parametrize(
    ("line", "step"),
    [
        pytest.param("Mon Wed 19:00 45m listen", "echo", id="everything is there"),
        pytest.param("Mon 19:00", "echo", id="what is usual is not asked"),
        pytest.param("Mon Wed", "hour", id="no time"),
        pytest.param("19:00 45m", "days", id="no days"),
        pytest.param("Mon 7:30", "ask", id="morning or evening"),
        pytest.param("الجمعه 7:30", "ask", id="Arabic, morning or evening"),
        pytest.param("كل اثنين وأربعاء ٧ مساءً ٤٥ د استماع", "echo", id="Arabic, everything"),
        pytest.param("السبت ١٢ بالليل", "ask", id="which night"),
        pytest.param("every other day 20:00", "days", id="a rhythm without days"),
        pytest.param("Mon evening", "hour", id="a part of the day without an hour"),
        pytest.param("Mon 19:00 300m", "length", id="a length out of bounds"),
        pytest.param("Mon 19:00 in the car", "mode", id="a place proposes a mode"),
    ],
)
def test_a_typed_line_is_followed_by_what_it_left_open(line: str, step: str) -> None:
    assert next_step(typed(line), has_goals=True) == step


def test_by_buttons_everything_is_asked_in_order() -> None:
    sketch, asked = Sketch(), []
    for _ in range(9):
        step = next_step(sketch, has_goals=True)
        asked.append(step)
        match step:
            case "days":
                sketch = with_days(sketch, frozenset({0, 2}))
            case "hour":
                sketch = merged_clock(sketch, read_clock("19:00"))
            case "echo":
                break
            case _:
                sketch = skipped(sketch, step)

    assert asked == ["days", "hour", "length", "place", "energy", "mode", "goal", "echo"]
    assert draft_of(sketch).timing.minutes == 30


def test_the_goal_is_asked_only_where_there_is_one() -> None:
    sketch = Sketch(days=frozenset({0}), start=time(19), told=frozenset({"length", "place",
                    "energy", "mode"}))  # fmt: skip
    assert next_step(sketch, has_goals=False) == "echo"
    assert next_step(sketch, has_goals=True) == "goal"


def test_an_answer_settles_the_question_and_what_hangs_on_it() -> None:
    sketch = typed("Thursday 1 at night")
    after, before = sketch.asks[0].choices

    assert (answered(sketch, after).days, answered(sketch, after).start) == (
        frozenset({4}),
        time(1),
    )
    assert answered(sketch, before).days == {3}
    assert next_step(answered(sketch, after), has_goals=False) == "echo"


def test_a_night_typed_alone_is_put_on_the_days_that_are_picked_later() -> None:
    sketch = merged(Sketch(), read_slot("1 at night"))
    assert next_step(sketch, has_goals=False) == "days"

    picked = with_days(sketch, frozenset({3}))

    assert next_step(picked, has_goals=False) == "ask"
    assert {answered(picked, choice).days for choice in picked.asks[0].choices} == {
        frozenset({3}),
        frozenset({4}),
    }


def test_a_later_line_corrects_what_it_names_and_leaves_the_rest() -> None:
    sketch = merged(typed("Mon Wed 19:00 45m listen"), read_slot("20:30"))

    assert sketch.start == time(20, 30)
    assert (sketch.days, sketch.minutes, sketch.mode) == (frozenset({0, 2}), 45, Mode.LISTEN)


def test_midnight_is_a_time_and_not_nothing() -> None:
    sketch = merged(typed("Mon 19:00"), read_slot("0:00"))
    assert sketch.start == time(0) or sketch.asks


@pytest.mark.parametrize("line", ["Mon 7:30 banana", "السبت ١٢ بالليل", "tomorrow 8am", ""])
def test_a_sketch_survives_the_row_it_is_kept_in(line: str) -> None:
    sketch = merged(Sketch(), read_slot(line, today=1))
    kept = from_json(to_json(sketch))

    assert replace_ahead(kept) == replace_ahead(sketch)


def replace_ahead(sketch: Sketch) -> object:
    """Without how far ahead a choice lies, which is only known while the line is read."""
    return to_json(sketch)


def test_a_kept_slot_is_changed_without_further_questions() -> None:
    assert next_step(sketch_of(make_slot()), has_goals=True) == "echo"
