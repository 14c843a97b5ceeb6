"""What is decided about check-ins. Pure."""

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.checkins.records import Proposal, Weekly, WeeklySettings, WeeklyTurn
from bot.people.records import Person
from bot.sittings.records import Reason
from bot.slots.records import SHORTEST_MINUTES, Occurrence
from bot.slots.rules_instants import instant_of

WINDOW: Final = timedelta(hours=48)  # two days: one of them is free for most
REMINDS_AFTER: Final = WINDOW * 8 / 10  # at 80 % of the window
OPENS_LATE: Final = WINDOW / 2  # after half of the window this week is left out
LATE_COUNTS: Final = timedelta(hours=24)  # after the window; then the next one takes the answers
SHORTEST_GAP: Final = timedelta(days=4)  # between two weeks that are asked, when the day was moved
DAYS_A_WEEK: Final = 7
_STEP: Final = 5  # minutes: lengths are offered in round numbers
_TICK: Final = timedelta(microseconds=1)


# The week ----------------------------------------------------------------------------------------


def next_weekly(settings: WeeklySettings, zone: ZoneInfo, *, after: datetime) -> Occurrence:
    """The first opening after `after`: its instant, and the local date it is keyed by."""
    on = after.astimezone(zone).date() - timedelta(days=1)
    while True:
        if on.weekday() == settings.weekday:
            at = instant_of(settings.at, zone, on)
            if at is not None and at > after:
                return Occurrence(at, on)
        on += timedelta(days=1)


def reckon(settings: WeeklySettings, zone: str, *, now: datetime) -> Occurrence:
    """The next opening of somebody whose turn is new or out of date; this minute's still counts."""
    this_minute = now.replace(second=0, microsecond=0) - _TICK
    return next_weekly(settings, ZoneInfo(zone), after=this_minute)


def by_this_table(turn: WeeklyTurn) -> Occurrence | None:
    """Where a turn lies by the present table of zones; None: it is there."""
    at = instant_of(turn.at, ZoneInfo(turn.zone), turn.next_on)
    return None if at is None or at == turn.next_at else Occurrence(at, turn.next_on)


def may_ask(
    person: Person, settings: WeeklySettings, *, learns: bool, due_at: datetime, now: datetime
) -> bool:
    """Whether the weekly questions go out.

    Args:
        person: to whom.
        settings: theirs.
        learns: whether they have a slot or an active goal.
        due_at: when they were to go out.
        now: the moment; after an outage they open late, or not at all.
    """
    is_paused = person.paused_until is not None and now < person.paused_until
    return (
        settings.is_on
        and learns
        and person.is_reachable
        and not is_paused
        and now - due_at <= OPENS_LATE
    )


def takes_answers(weekly: Weekly, *, now: datetime) -> bool:
    """Whether answers still count for that week."""
    return now < weekly.closes_at + LATE_COUNTS


def shown_until(closes_at: datetime) -> datetime:
    """When the buttons under the questions go: answers do not count any more."""
    return closes_at + LATE_COUNTS


def is_long_ago(since: date, *, today: date) -> bool:
    """Whether a weekday's name would not say which day is meant."""
    return (today - since).days >= DAYS_A_WEEK


# After a sitting ----------------------------------------------------------------------------------


def propose(reason: Reason, *, minutes: int) -> Proposal:
    """What may help when the same reason comes again and again."""
    shorter = shorter_than(minutes)
    match reason:
        case Reason.TIME | Reason.OTHER:
            return Proposal(may_move=True, minutes=shorter)
        case Reason.ENERGY | Reason.FORGOT:
            return Proposal(may_move=True, minutes=None)
        case Reason.TOO_HARD:
            # What is too hard for an hour may go for twenty minutes; where it is short already, another time.
            return Proposal(may_move=shorter is None, minutes=shorter)


def shorter_than(minutes: int) -> int | None:
    """About two thirds of a length, in round numbers; None: it cannot be shorter."""
    shorter = max(SHORTEST_MINUTES, minutes * 2 // 3 // _STEP * _STEP)
    return shorter if shorter < minutes else None
