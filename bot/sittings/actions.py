"""What happens to sittings, one transaction each."""

from datetime import date, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.errors import NotForYou
from bot.outbox import store as outbox_store
from bot.outbox.records import State as Sending
from bot.people.records import Person
from bot.sittings import rules, store, store_ahead
from bot.sittings.records import Kept, Reason, Refusal, Sitting, State, Target
from bot.slots import store as slot_store
from bot.slots.records import Slot
from bot.slots.rules_instants import instant_of
from bot.work import Work

BATCH: Final = 100  # rows of one run
LOOKS_AHEAD: Final = timedelta(days=15)  # a weekly slot comes in it at least once
ANY: Final = frozenset(State)


# Doors -------------------------------------------------------------------------------------------


async def own_slot(work: Work, person: Person, slot_id: int) -> Slot:
    """The person's slot, removed or not.

    Raises:
        NotForYou: there is none, or it is somebody else's.
    """
    slot = await slot_store.get_slot(work.conn, slot_id)
    if slot.person_id != person.id:
        raise NotForYou
    return slot


async def own_sitting(work: Work, person: Person, sitting_id: int) -> Sitting:
    """The person's sitting by its row.

    Raises:
        NotForYou: there is none, or it is somebody else's.
    """
    sitting = await store.get_sitting(work.conn, sitting_id)
    if sitting.person_id != person.id:
        raise NotForYou
    return sitting


async def own_sitting_on(work: Work, person: Person, slot_id: int, on: date) -> Sitting:
    """The person's sitting by slot and date, touched or not.

    Raises:
        NotForYou: the slot is not theirs, or has no sitting on that date (any more).
    """
    slot = await own_slot(work, person, slot_id)
    sitting = await store_ahead.sitting_on(work.conn, person, slot, on)
    if sitting is None:
        raise NotForYou
    return sitting


# Before it begins --------------------------------------------------------------------------------


async def skip(work: Work, person: Person, sitting: Sitting) -> Sitting | Refusal:
    """Leave one sitting out; neutral. Skipping it again changes nothing."""
    if (refusal := rules.refuse_skip(sitting, _zone(person), now=work.now)) is not None:
        return refusal
    row = await store.touch(work.conn, sitting)
    among = {State.PLANNED, State.NUDGED, State.SKIPPED, State.EXPIRED}
    changed = await store.change(
        work.conn, row.row_id, among=among, state=State.SKIPPED, snoozed_until=None
    )
    return changed or _now_refused(await store.get_sitting(work.conn, row.row_id))


async def unskip(work: Work, person: Person, sitting: Sitting) -> Sitting | Refusal:
    """Take a skip back: as it was before, while it lies ahead; after that it can still be started."""
    if sitting.state in {State.PLANNED, State.NUDGED}:
        return sitting  # a second tap
    if sitting.state is not State.SKIPPED or sitting.id is None:
        return _now_refused(sitting)
    if rules.refuse_skip(sitting, _zone(person), now=work.now) is not None:
        return Refusal.OVER
    back = State.PLANNED if sitting.nudged_at is None else State.NUDGED
    changed = await store.change(work.conn, sitting.id, among={State.SKIPPED}, state=back)
    return changed or _now_refused(await store.get_sitting(work.conn, sitting.id))


async def skip_next(work: Work, person: Person, slot: Slot) -> Sitting | Refusal:
    """Skip the slot's next sitting that is not skipped yet."""
    coming = await store_ahead.upcoming(
        work.conn, person, now=work.now, until=work.now + LOOKS_AHEAD
    )
    for ahead in coming:
        if ahead.slot.id == slot.id and ahead.sitting.state is State.PLANNED:
            return await skip(work, person, ahead.sitting)
    return Refusal.NOT_PLANNED


async def free_moves(work: Work, person: Person, sitting: Sitting) -> dict[str, Target]:
    """The buttons of "move" that would not be refused."""
    zone = _zone(person)
    slot = await own_slot(work, person, sitting.slot_id)
    free: dict[str, Target] = {}
    for name, target in rules.move_choices(sitting, zone, now=work.now).items():
        at = instant_of(target.start, zone, target.on)
        if at is None or target in free.values():
            continue
        others = await store_ahead.starts_around(work.conn, person, slot, at=at, but=sitting.on)
        if rules.refuse_move(sitting, at, others=others, now=work.now) is None:
            free[name] = target
    return free


async def move(
    work: Work, person: Person, sitting: Sitting, slot: Slot, target: Target
) -> Sitting | Refusal:
    """Let one sitting begin at another time, once; its series stays as it is."""
    zone = _zone(person)
    at = instant_of(target.start, zone, target.on)
    if at is None:
        return Refusal.IN_THE_PAST
    others = await store_ahead.starts_around(work.conn, person, slot, at=at, but=sitting.on)
    if (refusal := rules.refuse_move(sitting, at, others=others, now=work.now)) is not None:
        return refusal
    row = await store.touch(work.conn, sitting)
    changed = await store.change(
        work.conn,
        row.row_id,
        among={State.PLANNED, State.SKIPPED},
        state=State.PLANNED,
        moved_at=at,
        moved_zone=person.zone,
    )
    return changed or _now_refused(await store.get_sitting(work.conn, row.row_id))


async def follow_zone(work: Work, sitting: Sitting, person: Person) -> None:
    """Keep a moved sitting at its wall clock in the person's new zone; what is past there is let go."""
    if sitting.moved_at is None or sitting.moved_zone is None or person.zone is None:
        return
    local = sitting.moved_at.astimezone(ZoneInfo(sitting.moved_zone))
    at = instant_of(local.time(), _zone(person), local.date()) or sitting.moved_at
    this_minute = work.now.replace(second=0, microsecond=0)
    is_past = at != sitting.moved_at and at < this_minute and sitting.state is State.PLANNED
    await store.change(
        work.conn,
        sitting.row_id,
        among={sitting.state},
        moved_at=at,
        moved_zone=person.zone,
        state=State.EXPIRED if is_past else sitting.state,
    )


# From the start to the answer ---------------------------------------------------------------------


async def start(work: Work, person: Person, sitting: Sitting) -> Sitting | Refusal:
    """Begin now: the check-in comes when its minutes have passed."""
    zone = _zone(person)
    if (refusal := rules.refuse_start(sitting, zone, now=work.now)) is not None:
        return refusal
    row = await store.touch(work.conn, sitting)
    changed = await store.change(
        work.conn,
        row.row_id,
        among={State.PLANNED, State.NUDGED, State.SKIPPED, State.EXPIRED},
        state=State.STARTED,
        started_at=work.now,
        check_at=work.now + timedelta(minutes=sitting.minutes),
        closes_at=rules.closes_at(rules.day_of(sitting, zone), zone),
        snoozed_until=None,
    )
    return changed or _now_refused(await store.get_sitting(work.conn, row.row_id))


async def answer(work: Work, sitting: Sitting, kept: Kept) -> Sitting | Refusal:
    """Answer the check-in: its date is fixed from now on. A second answer does not replace the first."""
    if (refusal := rules.refuse_answer(sitting, now=work.now)) is not None:
        return refusal
    changed = await store.change(
        work.conn,
        sitting.row_id,
        among={State.STARTED},
        state=State.ANSWERED,
        kept=kept,
        answered_at=work.now,
        check_at=None,
    )
    return changed or Refusal.ANSWERED


async def give_reason(work: Work, sitting: Sitting, reason: Reason) -> Sitting:
    """Keep why it was not this time."""
    changed = await store.change(work.conn, sitting.row_id, among={State.ANSWERED}, reason=reason)
    return changed or sitting


async def close_missed(work: Work) -> int:
    """Close started sittings that nobody answered in time; how many.

    One whose check-in never went out (a pause, an outage) is neutral: nobody was asked.
    """
    due = await store.due_closings(work.conn, at=work.now, limit=BATCH)
    for sitting in due:
        state = State.MISSED if await _was_asked(work, sitting) else State.EXPIRED
        await store.change(
            work.conn, sitting.row_id, among={State.STARTED}, state=state, check_at=None
        )
    return len(due)


async def _was_asked(work: Work, sitting: Sitting) -> bool:
    if sitting.check_at is not None:
        return False
    asked = await outbox_store.find_delivery(work.conn, key=sitting.screen_key)
    return asked is None or asked.state in {Sending.SENT, Sending.UNKNOWN}


# The screens that show it -------------------------------------------------------------------------


async def let_go_of_screen(
    work: Work, person: Person, sitting: Sitting, *, over: int | None
) -> None:
    """Take the buttons from the sitting's newest screen, unless that is the one pressed (`over`)."""
    if sitting.id is None or not sitting.screen_key:
        return
    shown = await outbox_store.find_delivery(work.conn, key=sitting.screen_key)
    if shown is not None and (over is None or shown.message_id != over):
        await work.outbox.unbutton(chat_id=person.chat_id, of=sitting.screen_key)
    await store.change(work.conn, sitting.id, among=ANY, screen_key="")


async def is_second_tap(
    work: Work, sitting: Sitting | None, refusal: Refusal, *, over: int | None
) -> bool:
    """Whether the pressed message already shows what the first tap did: then it stays as it is."""
    if sitting is None or over is None or not sitting.screen_key:
        return False
    if refusal not in {Refusal.STARTED, Refusal.ANSWERED}:
        return False
    shown = await outbox_store.find_delivery(work.conn, key=sitting.screen_key)
    return shown is not None and over in {shown.message_id, (shown.payload or {}).get("edits")}


async def set_screen(work: Work, sitting: Sitting, *, key: str) -> None:
    """Remember which delivery shows the sitting's newest buttons."""
    await store.change(work.conn, sitting.row_id, among=ANY, screen_key=key)


def _zone(person: Person) -> ZoneInfo:
    return ZoneInfo(person.zone or "UTC")


def _now_refused(sitting: Sitting) -> Refusal:
    """What a race was lost to."""
    match sitting.state:
        case State.STARTED:
            return Refusal.STARTED
        case State.ANSWERED:
            return Refusal.ANSWERED
        case _:
            return Refusal.OVER
