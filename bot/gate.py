"""The one gate for every message that the bot starts by itself.

It runs once, when the message is about to be sent, on the kind that the message's slice registered
and on where its recipient stands. Pure: the dispatcher loads, this decides.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, Protocol, TypeAlias
from zoneinfo import ZoneInfo

# Held until somebody who blocked the bot is back: no clock says when; their return lets it go.
WHEN_REACHABLE: Final = datetime(9998, 1, 1, tzinfo=UTC)


class Gate(StrEnum):
    """What is asked before a message that the bot starts by itself."""

    NONE = "none"  # replies: asked for
    QUIET = "quiet"  # waits for quiet hours only
    NUDGE = "nudge"  # passes quiet hours and budget, counts toward the budget
    FULL = "full"  # obeys quiet hours and budget, and counts


class Gated(Protocol):
    """What the gate must know of a kind of message."""

    @property
    def gate(self) -> Gate:
        """What is asked."""
        ...

    @property
    def pausable(self) -> bool:
        """Whether `/pause` stops it."""
        ...

    @property
    def awaits_return(self) -> bool:
        """Whether it is kept for somebody who blocked the bot."""
        ...


@dataclass(frozen=True, slots=True)
class QuietHours:
    """A local wall-clock span that may cross midnight; equal ends mean none."""

    starts: time
    ends: time

    def covers(self, at: time) -> bool:
        """Whether `at` lies inside; the end itself does not."""
        if self.starts <= self.ends:
            return self.starts <= at < self.ends
        return at >= self.starts or at < self.ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a recipient stands.

    Attributes:
        is_reachable: whether the bot may write to them.
        is_gone: whether their account was deleted: they do not come back.
        paused_until: the bot is silent before this moment; None: not paused.
        zone: an IANA name.
        quiet: their quiet hours.
        days_off: weekdays (Monday 0) on which nothing is started.
        budget: messages a local day.
    """

    is_reachable: bool
    paused_until: datetime | None
    zone: str
    quiet: QuietHours
    days_off: frozenset[int]
    budget: int
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class Go:
    """Send it."""


@dataclass(frozen=True, slots=True)
class Hold:
    """Not before `until`."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Drop:
    """Never, and why."""

    reason: str


Verdict: TypeAlias = Go | Hold | Drop


def pass_gate(kind: Gated, standing: Standing, *, sent_today: int, now: datetime) -> Verdict:
    """Whether a message of `kind` may go out at `now`.

    Args:
        kind: as registered.
        standing: the recipient's.
        sent_today: budgeted messages they got on their local date.
        now: an aware moment.
    """
    if kind.gate is Gate.NONE:
        return Go()
    if not standing.is_reachable:
        waits = kind.awaits_return and not standing.is_gone
        return Hold(WHEN_REACHABLE) if waits else Drop("unreachable")
    if kind.pausable and standing.paused_until is not None and now < standing.paused_until:
        return Drop("paused") if kind.gate is Gate.NUDGE else Hold(standing.paused_until)
    if kind.gate is Gate.NUDGE:
        return Go()
    zone = ZoneInfo(standing.zone)
    waits_until = after_quiet_hours(now, standing.quiet, zone)
    if waits_until > now:
        return Hold(waits_until)
    if kind.gate is Gate.FULL:
        local = now.astimezone(zone)
        if local.weekday() in standing.days_off or sent_today >= standing.budget:
            return Hold(_next_morning(local.date(), standing.quiet, zone))
    return Go()


def after_quiet_hours(at: datetime, quiet: QuietHours, zone: ZoneInfo) -> datetime:
    """`at`, or the end of the quiet hours that cover it.

    Args:
        at: the moment wanted (aware).
        quiet: the span.
        zone: where the person lives. On a night when clocks change, the end is still the
            wall-clock end: 07:00 stays 07:00.

    Returns:
        An aware UTC moment, never before `at`.
    """
    local = at.astimezone(zone)
    if not quiet.covers(local.time()):
        return at
    wakes_on = local.date()
    if local.time() >= quiet.ends:  # still before midnight
        wakes_on += timedelta(days=1)
    wakes_at = datetime.combine(wakes_on, quiet.ends, tzinfo=zone).astimezone(UTC)
    if wakes_at <= at:  # that hour comes twice tonight, and it is the second one
        wakes_at = datetime.combine(wakes_on, quiet.ends.replace(fold=1), tzinfo=zone).astimezone(
            UTC
        )
    return max(at, wakes_at)


def _next_morning(today: date, quiet: QuietHours, zone: ZoneInfo) -> datetime:
    """When the next local day's quiet hours are over."""
    morning = quiet.ends if quiet.starts > quiet.ends else time(0)
    tomorrow = datetime.combine(today + timedelta(days=1), morning, tzinfo=zone)
    return after_quiet_hours(tomorrow.astimezone(UTC), quiet, zone)
