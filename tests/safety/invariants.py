"""What must always be true, asked of the database alone.

    assert await broken(conn) == []

The questions stand in `invariants_circles`, `…_doors`, `…_learning`, `…_links`, `…_feeds` and `…_boxes`.
A number in a sentence (I-1 …) names the promise, so that a failing run can be talked about.
"""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from tests.safety import invariants_boxes as boxes
from tests.safety import invariants_circles as circles
from tests.safety import invariants_doors as doors
from tests.safety import invariants_feeds as feeds
from tests.safety import invariants_learning as learning
from tests.safety import invariants_links as links
from tests.safety.findings import answers
from tests.safety.invariants_boxes import traces

__all__ = ["broken", "traces"]

_ALWAYS = (
    *circles.ALWAYS,
    *doors.ALWAYS,
    *learning.ALWAYS,
    *links.ALWAYS,
    *feeds.ALWAYS,
    *boxes.ALWAYS,
)
_AT_REST = (*doors.AT_REST, *learning.AT_REST, *boxes.AT_REST)
LONGEST_CALL = timedelta(minutes=2)  # a call that began in time may end a little later


async def broken(
    conn: AsyncConnection,
    *,
    now: datetime | None = None,
    is_at_rest: bool = False,
    is_tidy: bool = False,
    everyone_was_admitted: bool = False,
    per_week_never_fell: bool = False,
    longest_call: timedelta = LONGEST_CALL,
) -> list[str]:
    """Sentences that say what is broken; none: all is well.

    Args:
        conn: a connection, inside a transaction or not.
        now: the clock's present; needed for what follows it.
        is_at_rest: the bot has done all that it can do at `now` (updates handled, jobs run, sent).
        is_tidy: and the janitor has been there.
        everyone_was_admitted: nobody was put into a circle past its door (as some test makers do).
        per_week_never_fell: nobody ever said that they want fewer offers than before.
        longest_call: how long after its end a message may have gone out: how long a call may last.
    """
    asks = [*_ALWAYS]
    if is_at_rest:
        asks += _AT_REST
    if everyone_was_admitted:
        asks.append(doors.stays_without_admission)
        if is_at_rest:
            asks.append(doors.known_by_nobody_and_not_asked)
    found = [
        *await answers(conn, asks),
        *await doors.known_when_admitted(conn),
        *await learning.nudges(conn),
        *await learning.late_answers(conn),
        *await feeds.offers(conn, per_week_never_fell=per_week_never_fell),
        *await boxes.sent_too_late(conn, grace=longest_call),
    ]
    if now is not None and is_at_rest:
        found += await boxes.overdue(conn, now)
    if now is not None and is_tidy:
        found += await boxes.kept_too_long(conn, now)
        found += await feeds.kept_too_long(conn, now)
    return found
