from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.outbox.pacing import Pacing
from bot.outbox.rules import SENDS_AFTER_OUTAGE, SENDS_PER_SECOND

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
WAITED = NOON - MINUTE


@pytest.fixture
def pacing() -> Pacing:
    return Pacing(0.0)


def sent_in(pacing: Pacing, second: int) -> int:
    """How many chats could be written to within that second, asked ten times."""
    return sum(
        pacing.has_token(1_000 * second + number, is_message=True, at=second + tenth / 10)
        for tenth in range(10)
        for number in range(100 * tenth, 100 * tenth + 30)
    )


def test_after_an_outage_the_pace_begins_at_five_a_second_and_rises_to_the_usual(
    pacing: Pacing,
) -> None:
    pacing.come_back(100.0, now=NOON)
    sent = [sent_in(pacing, second) for second in range(100, 130)]
    assert sent[0] <= SENDS_AFTER_OUTAGE + 1
    assert all(later - earlier <= 2 for earlier, later in pairwise(sent))
    assert sent[-1] == SENDS_PER_SECOND


def test_an_outage_that_will_end_then_is_waited_for_at_the_gentle_pace(pacing: Pacing) -> None:
    pacing.come_back(3_700.0, now=NOON)
    assert sent_in(pacing, 3_700) <= SENDS_AFTER_OUTAGE + 1


def test_a_group_gets_twenty_messages_a_minute(pacing: Pacing) -> None:
    sent = [pacing.has_token(-1001, is_message=True, at=second) for second in range(60)]
    assert 20 <= sum(sent) <= 40, "a burst of twenty, then one in three seconds"
    later = [pacing.has_token(-1001, is_message=True, at=second) for second in range(60, 120)]
    assert sum(later) == 20


def test_what_waited_for_one_person_comes_one_a_minute(pacing: Pacing) -> None:
    pacing.come_back(0.0, now=NOON)
    assert pacing.turn_of(7, due_at=WAITED, now=NOON) is None
    assert pacing.turn_of(7, due_at=WAITED, now=NOON) is None, "no token: it is still its turn"
    pacing.took_turn(7, due_at=WAITED, now=NOON)
    turns = [pacing.turn_of(7, due_at=WAITED, now=NOON) for _ in range(3)]
    assert turns == [NOON + MINUTE, NOON + 2 * MINUTE, NOON + 3 * MINUTE]
    assert pacing.turn_of(8, due_at=WAITED, now=NOON) is None, "to each person"
    assert pacing.turn_of(7, due_at=NOON, now=NOON) is None, "what is new does not wait"


def test_while_all_is_well_nothing_takes_turns(pacing: Pacing) -> None:
    pacing.took_turn(7, due_at=WAITED, now=NOON)
    assert pacing.turn_of(7, due_at=WAITED, now=NOON) is None
