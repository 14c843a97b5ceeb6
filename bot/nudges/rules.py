"""What is decided about nudges. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.gate import QuietHours
from bot.nudges.records import Refusal, Turn, Verdict
from bot.people.records import Person
from bot.sittings import rules as sitting_rules
from bot.sittings.records import NEUTRAL, Sitting, State
from bot.slots.records import Occurrence, Slot
from bot.slots.rules_instants import next_occurrence, occurrences

APART: Final = timedelta(
    hours=8
)  # one nudge of a slot in any 8 hours, however often the zone changes
A_DAY: Final = timedelta(
    hours=24
)  # and slots + 1 in any 24 hours: the one more is the 23-hour day
COUNTED: Final = frozenset(set(State) - NEUTRAL) | {State.SKIPPED}  # a skip is an answer
SNOOZES: Final = (15, 60)  # minutes
LONGEST_CATCH_UP: Final = timedelta(days=14)  # what expired longer ago is not written down
MORNING: Final = time(8, 0)
EVENING: Final = time(20, 0)
_TICK: Final = timedelta(microseconds=1)


# Turns -------------------------------------------------------------------------------------------


def reckon(slot: Slot, zone: str | None, turn: Turn | None, *, now: datetime) -> Occurrence | None:
    """The next sitting of a slot whose turn is new or out of date.

    After a change of the slot: the first one that lies after the change, so that nothing is lost when we were
    not there. After a change of zone: the first that is not past, for what has become past is not sent.
    """
    if zone is None or slot.ended_at is not None:
        return None
    this_minute = now.replace(second=0, microsecond=0) - _TICK
    if turn is None or (turn.changed_at != slot.changed_at and turn.zone == zone):
        after = slot.changed_at
    else:
        after = max(this_minute, slot.changed_at)
    return next_occurrence(slot, ZoneInfo(zone), after=after)


def is_out_of_date(slot: Slot, zone: str | None, turn: Turn) -> bool:
    """Whether the slot or the person's zone changed since the turn was reckoned."""
    return (
        turn.zone != (zone or "")
        or turn.changed_at != slot.changed_at
        or turn.lead_minutes != slot.lead_minutes
    )


# One nudge ---------------------------------------------------------------------------------------


def expires_at(
    sitting: Sitting,
    slot: Slot,
    *,
    lateness: timedelta,
    next_start: datetime | None,
    quiet: QuietHours,
    zone: ZoneInfo,
) -> datetime:
    """Until when the nudge is worth sending.

    Never past the start of the person's next slot, nor into quiet hours unless the sitting itself lies in
    them; but with a lead at least until the sitting begins.
    """
    nudge_at = sitting_rules.nudge_at(sitting, slot)
    begins = sitting.starts_at
    last = max(nudge_at + lateness, begins)
    if next_start is not None:
        last = min(last, next_start)
    local = begins.astimezone(zone)
    if quiet.starts != quiet.ends and not quiet.covers(local.time()):
        minutes = (quiet.starts.hour - local.hour) * 60 + quiet.starts.minute - local.minute
        last = min(last, begins + timedelta(minutes=minutes % (24 * 60)))
    return max(last, nudge_at + _TICK)


def judge(
    sitting: Sitting,
    slot: Slot,
    person: Person,
    turn: Turn | None,
    *,
    expires: datetime,
    unanswered: bool,
    nudges_in_a_day: int,
    slots: int,
    now: datetime,
) -> Verdict:
    """What becomes of a sitting whose nudge is due now.

    Args:
        sitting: which.
        slot: of what.
        person: whose.
        turn: the slot's.
        expires: until when the nudge is worth sending.
        unanswered: whether the slot's last nudges were not answered, as many as ask the question.
        nudges_in_a_day: what the person got in the last 24 hours.
        slots: how many slots they have.
        now: the moment.
    """
    nudge_at = sitting_rules.nudge_at(sitting, slot)
    if sitting.state is not State.PLANNED or slot.ended_at is not None:
        return Verdict.PASS
    if not person.is_reachable or sitting_rules.held(sitting, person, nudge_at=nudge_at):
        return Verdict.PASS
    if turn is not None and is_silent(turn, sitting.on, unanswered=unanswered):
        return Verdict.PASS
    if now >= expires:
        return Verdict.EXPIRE
    last = turn.nudged_at if turn else None
    if (last is not None and now - last < APART) or nudges_in_a_day > slots:
        return Verdict.PASS
    return Verdict.ASK if unanswered and sitting.moved_at is None else Verdict.NUDGE


def is_silent(turn: Turn, on: date, *, unanswered: bool) -> bool:
    """Whether the slot waits for the answer to its question, or rests."""
    if turn.rests_until is not None and on < turn.rests_until:
        return True
    return turn.asked_on is not None and unanswered


def are_unanswered(newest_first: Sequence[Sitting], turn: Turn | None, *, most: int) -> bool:
    """Whether the slot's last `most` nudges stand unanswered; any press is an answer."""
    fresh_from = turn.fresh_from if turn else None
    counted = [s for s in newest_first if fresh_from is None or s.on >= fresh_from][:most]
    return len(counted) == most and all(sitting.state is State.NUDGED for sitting in counted)


def next_start(
    slots: Iterable[Slot], zone: ZoneInfo, *, after: datetime, within: timedelta, but: Slot
) -> datetime | None:
    """When the person's next other slot begins; None: none does within that time."""
    found = [
        occurrence.at
        for slot in slots
        if slot.id != but.id
        for occurrence in occurrences(slot, zone, after=after, until=after + within)
    ]
    return min(found, default=None)


# Snoozes -----------------------------------------------------------------------------------------


def snoozes_offered(sitting: Sitting, zone: ZoneInfo, *, at: datetime) -> tuple[int, ...]:
    """Which snoozes (minutes) a nudge at `at` offers: those that end before local midnight."""
    midnight = sitting_rules.midnight_after(sitting_rules.day_of(sitting, zone), zone)
    return tuple(n for n in SNOOZES if at + timedelta(minutes=n) < midnight)


def refuse_snooze(
    sitting: Sitting, zone: ZoneInfo, *, minutes: int, now: datetime
) -> Refusal | None:
    """Why the nudge is not put off by `minutes` from now."""
    match sitting.state:
        case State.STARTED:
            return Refusal.STARTED
        case State.ANSWERED:
            return Refusal.ANSWERED
        case State.MISSED:
            return Refusal.OVER
        case _:
            midnight = sitting_rules.midnight_after(sitting_rules.day_of(sitting, zone), zone)
            if now >= midnight:
                return Refusal.OVER
            is_past = now + timedelta(minutes=minutes) >= midnight
            return Refusal.PAST_MIDNIGHT if is_past else None


# Another time of day ------------------------------------------------------------------------------


def other_times(start: time) -> tuple[time, ...]:
    """What is offered instead of `start`: an hour around it, and the usual quiet ends of a day."""
    around = {time((start.hour + shift) % 24, start.minute) for shift in (-2, -1, 1, 2)}
    return tuple(sorted((around | {MORNING, EVENING}) - {start}))
