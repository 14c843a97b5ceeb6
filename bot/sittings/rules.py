"""What is decided about sittings. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.people.records import Person
from bot.reading.records import Mode
from bot.sittings.records import (
    Held,
    Kept,
    Reason,
    Refusal,
    Sitting,
    State,
    Target,
    Week,
)
from bot.slots.records import Occurrence, Slot
from bot.slots.rules_instants import instant_of

CLOSES_AFTER_MIDNIGHT: Final = timedelta(hours=12)  # noon: the whole next morning to answer
# Who learns late in the evening may begin after midnight: up to then it is still that day's sitting.
STARTS_AFTER_MIDNIGHT: Final = timedelta(hours=3)
FURTHEST_MOVE: Final = timedelta(days=7)  # beyond it lies the slot's own next week
# One nudge of a slot in any 8 hours, so a sitting is not moved next to another.
APART: Final = timedelta(hours=8)
EVENING: Final = time(20, 0)  # the button "this evening"
# What has happened stays to be seen, whatever becomes of its slot.
LASTING: Final = frozenset(set(State) - {State.PLANNED, State.SKIPPED})
IN_A_ROW: Final = 3  # the same reason three times may be more than chance
PARTLY_COUNTS: Final = 2  # partly kept counts for half of its minutes


def untouched(slot: Slot, occurrence: Occurrence) -> Sitting:
    """A slot's sitting that nobody has touched yet."""
    return Sitting(
        id=None,
        slot_id=slot.id,
        person_id=slot.person_id,
        on=occurrence.on,
        at=occurrence.at,
        moved_at=None,
        moved_zone=None,
        minutes=slot.minutes,
        mode=slot.mode,
        goal_id=slot.goal_id,
        state=State.PLANNED,
        nudged_at=None,
        screen_key="",
        snoozes=0,
        snoozed_until=None,
        started_at=None,
        check_at=None,
        closes_at=None,
        answered_at=None,
        kept=None,
        reason=None,
    )


def planned(slot: Slot, occurrence: Occurrence, row: Sitting | None) -> Sitting:
    """The sitting of an occurrence: its row, with the present plan where nothing has happened yet."""
    if row is None:
        return untouched(slot, occurrence)
    if row.state not in {State.PLANNED, State.SKIPPED}:
        return row
    return replace(
        row, at=occurrence.at, minutes=slot.minutes, mode=slot.mode, goal_id=slot.goal_id
    )


# A sitting's day ---------------------------------------------------------------------------------


def midnight_after(on: date, zone: ZoneInfo) -> datetime:
    """The instant at which the local date `on` ends, UTC.

    Where clocks change at midnight it is the first instant of the next date.
    """
    end = instant_of(time(0), zone, on + timedelta(days=1))
    if end is None:  # a zone that left the next date out
        return datetime.combine(on + timedelta(days=2), time(0), tzinfo=zone).astimezone(UTC)
    return end


def day_of(sitting: Sitting, zone: ZoneInfo) -> date:
    """The local date on which it begins: its own, unless it was moved to another day.

    Or unless the end of its own day was left out (Nuuk, 23:30): then it begins with the next one.
    """
    if sitting.moved_at is not None:
        return sitting.moved_at.astimezone(zone).date()
    begins_next_day = sitting.at == midnight_after(sitting.on, zone)
    return sitting.on + timedelta(days=1) if begins_next_day else sitting.on


def closes_at(day: date, zone: ZoneInfo) -> datetime:
    """Until when a sitting of that day may be answered."""
    return midnight_after(day, zone) + CLOSES_AFTER_MIDNIGHT


# What may be done --------------------------------------------------------------------------------


def refuse_start(sitting: Sitting, zone: ZoneInfo, *, now: datetime) -> Refusal | None:
    """Why it cannot be started now; a skipped or expired one can, for its day is not over."""
    if sitting.state is State.STARTED:
        return Refusal.STARTED
    if sitting.state is State.ANSWERED:
        return Refusal.ANSWERED
    last_start = midnight_after(day_of(sitting, zone), zone) + STARTS_AFTER_MIDNIGHT
    if sitting.state is State.MISSED or now >= last_start:
        return Refusal.OVER
    return None


def refuse_skip(sitting: Sitting, zone: ZoneInfo, *, now: datetime) -> Refusal | None:
    """Why it cannot be skipped; until its day is over it can."""
    if sitting.state is State.STARTED:
        return Refusal.STARTED
    if sitting.state is State.ANSWERED:
        return Refusal.ANSWERED
    if sitting.state is State.MISSED or now >= midnight_after(day_of(sitting, zone), zone):
        return Refusal.OVER
    return None


def refuse_move(
    sitting: Sitting, to: datetime, *, others: Iterable[datetime], now: datetime
) -> Refusal | None:
    """Why it cannot begin at `to` instead.

    Args:
        sitting: which.
        to: an aware moment.
        others: when the slot's other sittings around `to` begin.
        now: an aware moment.
    """
    if sitting.state is State.STARTED:
        return Refusal.STARTED
    if sitting.state is State.ANSWERED:
        return Refusal.ANSWERED
    if sitting.state not in {State.PLANNED, State.SKIPPED}:
        return Refusal.OVER  # it was nudged: a snooze puts it off
    if to <= now:
        return Refusal.IN_THE_PAST
    if to - now > FURTHEST_MOVE and to - sitting.at > FURTHEST_MOVE:
        return Refusal.TOO_FAR
    if any(abs(other - to) < APART for other in others):
        return Refusal.TOO_CLOSE
    return None


def refuse_answer(sitting: Sitting, *, now: datetime) -> Refusal | None:
    """Why its check-in cannot be answered."""
    if sitting.state is State.ANSWERED:
        return Refusal.ANSWERED
    if sitting.state is not State.STARTED or sitting.closes_at is None:
        return Refusal.OVER
    return Refusal.OVER if now >= sitting.closes_at else None


# Moving ------------------------------------------------------------------------------------------


def move_choices(sitting: Sitting, zone: ZoneInfo, *, now: datetime) -> dict[str, Target]:
    """The buttons of "move": by name, only those that lie ahead."""
    start = max(sitting.starts_at, now)
    local = start.astimezone(zone)
    day = day_of(sitting, zone)
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    moved = {hours: (start + timedelta(hours=hours)).astimezone(zone) for hours in (1, 2)}
    choices = {
        "plus1": Target(moved[1].date(), _whole(moved[1])),
        "plus2": Target(moved[2].date(), _whole(moved[2])),
        "evening": Target(day, EVENING),
        "tomorrow": Target(max(tomorrow, day + timedelta(days=1)), _whole(local)),
    }
    return {
        name: target
        for name, target in choices.items()
        if (at := instant_of(target.start, zone, target.on)) is not None
        and at > now
        and at != sitting.starts_at
    }


def _whole(local: datetime) -> time:
    """The wall clock without seconds: a nudge comes at a whole minute."""
    return time(local.hour, local.minute)


# What holds a nudge back -------------------------------------------------------------------------


def held(sitting: Sitting, person: Person, *, nudge_at: datetime) -> Held | None:
    """Why a planned sitting's nudge does not come; a sitting moved by hand ignores days off."""
    if sitting.state is State.SKIPPED:
        return Held.SKIPPED
    if person.paused_until is not None and nudge_at < person.paused_until:
        return Held.PAUSED
    if sitting.moved_at is None and sitting.on.weekday() in person.days_off:
        return Held.DAY_OFF
    return None


def nudge_at(sitting: Sitting, slot: Slot) -> datetime:
    """When its nudge comes: the slot's lead before it begins, or when a snooze ends."""
    return sitting.snoozed_until or sitting.starts_at - timedelta(minutes=slot.lead_minutes)


# Looking back ------------------------------------------------------------------------------------


def summary(starts_on: date, rows: Iterable[Sitting], *, ahead: int) -> Week:
    """A week in numbers.

    Args:
        starts_on: its first date.
        rows: the sittings of its dates that have a row.
        ahead: how many sittings are still to come in it.
    """
    kept = counted = 0
    minutes: defaultdict[Mode | None, int] = defaultdict(int)
    for sitting in rows:
        counted += sitting.state in {State.NUDGED, State.STARTED, State.ANSWERED, State.MISSED}
        if sitting.kept is Kept.DONE:
            minutes[sitting.mode] += sitting.minutes
        elif sitting.kept is Kept.PARTLY:
            minutes[sitting.mode] += sitting.minutes // PARTLY_COUNTS
        kept += sitting.kept in {Kept.DONE, Kept.PARTLY}
    return Week(starts_on=starts_on, kept=kept, planned=counted + ahead, minutes=dict(minutes))


def same_reason_in_a_row(newest_first: Sequence[Sitting]) -> Reason | None:
    """The reason that a slot's last answers share, each time it was given three times more."""
    streak = 0
    reason = newest_first[0].reason if newest_first else None
    for sitting in newest_first:
        if reason is None or sitting.reason is not reason:
            break
        streak += 1
    return reason if streak and streak % IN_A_ROW == 0 else None
