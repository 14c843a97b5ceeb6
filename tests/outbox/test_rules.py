from datetime import UTC, datetime, timedelta

import pytest

from bot.gate import WHEN_REACHABLE
from bot.outbox.records import (
    Busy,
    Class,
    Gone,
    Missing,
    Moved,
    NotSent,
    Refused,
    Rejected,
    SendOutcome,
    Sent,
    State,
    Unknown,
)
from bot.outbox.rules import (
    Again,
    Bucket,
    Finish,
    Follow,
    Next,
    after,
    after_death,
    wait_without_connection,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
EVERY_CLASS = list(Class)


def settle(
    outcome: SendOutcome,
    cls: Class,
    *,
    attempt: int = 1,
    planned_at: datetime = NOON,
) -> Next:
    return after(outcome, cls=cls, attempt=attempt, planned_at=planned_at, now=NOON)


@pytest.mark.parametrize("cls", EVERY_CLASS)
@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        pytest.param(Sent(7), Finish(State.SENT, message_id=7), id="sent"),
        pytest.param(
            Busy(timedelta(seconds=9)),
            Again(NOON + timedelta(seconds=9), is_attempt=False, reason="429"),
            id="limited: as long as Telegram says, and it counts for nothing",
        ),
        pytest.param(
            NotSent("no connection"),
            Again(NOON + timedelta(seconds=1), is_attempt=False, reason="no connection"),
            id="surely not sent: again, and it counts for nothing",
        ),
        pytest.param(Moved(-100), Follow(-100), id="moved: followed"),
        pytest.param(
            Gone("forbidden", is_final=False), Finish(State.FAILED, "forbidden"), id="blocked"
        ),
        pytest.param(
            Missing(), Finish(State.FAILED, "message to edit not found"), id="nothing to edit"
        ),
        pytest.param(Rejected("too long"), Finish(State.FAILED, "too long"), id="our mistake"),
        pytest.param(
            Refused(), Again(NOON + MINUTE, is_attempt=False, reason="401"), id="token refused"
        ),
    ],
)
def test_what_telegram_said_clearly_means_the_same_for_every_class(
    outcome: SendOutcome, expected: Next, cls: Class
) -> None:
    assert settle(outcome, cls) == expected


@pytest.mark.parametrize(
    ("cls", "attempt", "expected"),
    [
        pytest.param(Class.A, 1, Finish(State.UNKNOWN, "reset"), id="A is never sent again"),
        pytest.param(
            Class.B, 1, Again(NOON + MINUTE, is_attempt=True, reason="reset"), id="B once more"
        ),
        pytest.param(Class.B, 2, Finish(State.UNKNOWN, "reset"), id="B never a third time"),
        pytest.param(Class.C, 1, Finish(State.UNKNOWN, "reset"), id="C: the next screen tells"),
        pytest.param(
            Class.D, 4, Again(NOON + MINUTE, is_attempt=True, reason="reset"), id="D is harmless"
        ),
        pytest.param(Class.D, 5, Finish(State.FAILED, "reset"), id="D not for ever"),
    ],
)
def test_what_nobody_knows_depends_on_the_class(cls: Class, attempt: int, expected: Next) -> None:
    assert settle(Unknown("reset"), cls, attempt=attempt) == expected
    died = after_death(cls=cls, attempt=attempt, now=NOON)
    assert type(died) is type(expected), "our own death is an answer that nobody knows"


def test_what_awaits_a_return_is_kept_when_telegram_says_that_they_blocked_the_bot() -> None:
    def kept(*, is_final: bool) -> Next:
        outcome = Gone("forbidden", is_final=is_final)
        return after(outcome, cls=Class.B, attempt=1, planned_at=NOON, now=NOON,
                     awaits_return=True)  # fmt: skip

    assert kept(is_final=False) == Again(WHEN_REACHABLE, is_attempt=False, reason="forbidden")
    assert kept(is_final=True) == Finish(State.FAILED, "forbidden")


def test_a_reply_that_is_older_than_two_minutes_is_not_worth_sending() -> None:
    planned_at = NOON - timedelta(minutes=2, seconds=1)
    assert settle(NotSent("x"), Class.C, planned_at=planned_at) == Finish(State.EXPIRED, "x")
    assert isinstance(settle(NotSent("x"), Class.B, planned_at=planned_at), Again)
    assert isinstance(settle(NotSent("x"), Class.C, planned_at=NOON - 2 * MINUTE), Again)


def test_without_a_connection_the_pause_doubles_up_to_a_minute() -> None:
    pauses = [wait_without_connection(n).total_seconds() for n in (0, 1, 2, 3, 5, 6, 7, 5_000)]
    assert pauses == [1, 2, 4, 8, 32, 60, 60, 60]


def test_a_bucket_lets_a_burst_pass_and_then_its_rate() -> None:
    bucket = Bucket(rate=1.0, burst=3, at=100.0)
    for _ in range(3):
        assert bucket.wait(100.0) == 0
        bucket.take(100.0)
    assert bucket.wait(100.0) == pytest.approx(1.0)
    assert bucket.wait(100.5) == pytest.approx(0.5)
    assert bucket.wait(99.0) > 0, "a clock that goes back gives nothing away"
    assert bucket.wait(103.0) == 0
    assert bucket.is_full
