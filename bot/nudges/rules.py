"""What is decided about nudges. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.gate import QuietHours
from bot.nudges.records import Nudged, Refusal, Turn, Verdict
from bot.people.records import Person
from bot.sittings import rules as sitting_rules
from bot.sittings.records import NEUTRAL, Sitting, State
from bot.slots.records import Occurrence, Slot, SlotId
from bot.slots.rules_instants import instant_of, next_occurrence, occurrences

APART: Final = timedelta(
    hours=8
)  # one nudge of a slot in any 8 hours, however often the zone changes
A_DAY: Final = timedelta(hours=24)  # and, for somebody who travels, slots + 1 in any 24 hours
LOOKS_BACK: Final = timedelta(hours=26)  # a nudge goes out up to two hours after it is planned
COUNTED: Final = frozenset(set(State) - NEUTRAL) | {State.SKIPPED}  # a skip is an answer
SNOOZES: Final = (15, 60)  # minutes
LONGEST_CATCH_UP: Final = timedelta(days=14)  # what expired longer ago is not written down
MORNING: Final = time(8, 0)
EVENING: Final = time(20, 0)
_TICK: Final = timedelta(microseconds=1)
_ONE_DATE: Final = timedelta(days=1)


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


def by_this_table(slot: Slot, turn: Turn) -> Occurrence | None:
    """Where a turn lies by the present table of zones; None: it is there, or reckoned anew anyway.

    A country that changes its clocks changes when a date's slot begins, not which date is next.
    """
    if turn.next_on is None or turn.next_start_at is None or turn.changed_at != slot.changed_at:
        return None
    at = instant_of(slot.start, ZoneInfo(turn.zone), turn.next_on)
    if at is None:
        return next_occurrence(slot, ZoneInfo(turn.zone), after=turn.next_start_at)
    return None if at == turn.next_start_at else Occurrence(at, turn.next_on)


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
        day = local.date() if local.time() < quiet.starts else local.date() + _ONE_DATE
        falls_quiet = instant_of(quiet.starts, zone, day)
        if falls_quiet is not None and falls_quiet > begins:
            last = min(last, falls_quiet)
    return max(last, nudge_at + _TICK)


def judge(
    sitting: Sitting,
    slot: Slot,
    person: Person,
    turn: Turn | None,
    *,
    expires: datetime,
    unanswered: bool,
    is_crowded: bool,
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
        is_crowded: whether the person, travelling, had enough nudges for a day.
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
    if (last is not None and now - last < APART) or is_crowded:
        return Verdict.PASS
    return Verdict.ASK if unanswered and sitting.moved_at is None else Verdict.NUDGE


def is_too_soon(slot_id: SlotId, nudged: Iterable[Nudged], *, now: datetime) -> bool:
    """Whether the slot's last nudge went out less than 8 hours ago."""
    return any(each.slot_id == slot_id and now - each.sent_at < APART for each in nudged)


def is_crowded(nudged: Iterable[Nudged], zone: ZoneInfo, *, slots: int, now: datetime) -> bool:
    """Whether somebody who travels had a nudge for each slot, and one more, in the last 24 hours.

    Who stays where they are is never crowded: a date has one nudge of each slot, and what brings two dates
    closer (a day of 23 hours, a slot that is moved to an earlier hour) must not cost any.
    """
    lately = [each for each in nudged if now - each.sent_at < A_DAY]
    return len(lately) > slots and any(_lies_elsewhere(each, zone) for each in lately)


def _lies_elsewhere(nudged: Nudged, zone: ZoneInfo) -> bool:
    """Whether the sitting lay where `zone` does not put it: it was nudged in another zone."""
    if nudged.is_moved or nudged.changed_at > nudged.sent_at:
        return False
    return instant_of(nudged.start, zone, nudged.on) != nudged.at


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
        case State.MISSED | State.PLANNED:  # over, or never nudged: there is nothing to put off
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
