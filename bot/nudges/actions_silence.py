"""The answers to the gentle question that follows silence, one transaction each."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.nudges import rules, store
from bot.nudges.records import Silence, Turn
from bot.outbox import store as outbox_store
from bot.outbox.records import State as Sending
from bot.people.records import Person
from bot.sittings import rules as sitting_rules
from bot.sittings import store as sitting_store
from bot.slots import store as slot_store
from bot.slots.records import Slot, SlotId, Timing
from bot.work import Work

NEVER_SENT: Final = frozenset({Sending.EXPIRED, Sending.CANCELLED, Sending.FAILED})


def question_key(slot_id: SlotId, on: date) -> str:
    """The key of the gentle question that was put in place of that date's nudge."""
    return f"unanswered:{slot_id}:{on.isoformat()}"


async def as_asked(work: Work, turn: Turn) -> Turn:
    """The turn, its question open only if it went out: silence must not follow from one that never did."""
    if turn.asked_on is None:
        return turn
    key = question_key(turn.slot_id, turn.asked_on)
    asked = await outbox_store.find_delivery(work.conn, key=key)
    is_lost = asked is not None and asked.state in NEVER_SENT
    return replace(turn, asked_on=None) if is_lost else turn


async def answer_question(work: Work, slot: Slot, *, from_zone: str | None) -> None:
    """The slot's gentle question is answered: from today on its nudges count anew."""
    today = work.now.astimezone(ZoneInfo(from_zone or "UTC")).date()
    await store.change_turn(work.conn, slot.id, asked_on=None, fresh_from=today, rests_until=None)


async def hear(work: Work, person: Person, slot: Slot) -> None:
    """Any press under the question is an answer; what to change may be chosen later."""
    today = work.now.astimezone(person.reader.tz).date()
    await store.change_turn(work.conn, slot.id, asked_on=None, fresh_from=today)


async def keep(work: Work, person: Person, slot: Slot) -> None:
    """Go on as before."""
    await answer_question(work, slot, from_zone=person.zone)


async def wake(work: Work, person: Person, slot: Slot) -> None:
    """End the silence from another screen than the question's, which gives up its buttons."""
    turn = await store.find_turn(work.conn, slot.id)
    if turn is not None and turn.asked_on is not None:
        await work.outbox.unbutton(chat_id=person.chat_id, of=question_key(slot.id, turn.asked_on))
    await keep(work, person, slot)


async def rest(work: Work, person: Person, slot: Slot, *, days: int) -> datetime:
    """Be silent about the slot for some days; the moment from which nudges come again."""
    today = work.now.astimezone(person.reader.tz).date()
    back_on = today + timedelta(days=days)
    await store.change_turn(
        work.conn, slot.id, asked_on=None, fresh_from=today, rests_until=back_on
    )
    return sitting_rules.midnight_after(back_on - timedelta(days=1), person.reader.tz)


async def move_slot(work: Work, person: Person, slot: Slot, *, start: time) -> Slot:
    """Let the slot begin at another time from now on."""
    timing = Timing(days=slot.days, start=start, minutes=slot.minutes)
    return await retime(work, person, slot, timing)


async def drop_day(work: Work, person: Person, slot: Slot, *, day: int) -> Slot:
    """Take one weekday out of the slot; its last one stays."""
    days = slot.days - {day}
    if not days:
        return slot
    return await retime(
        work, person, slot, Timing(days=days, start=slot.start, minutes=slot.minutes)
    )


async def retime(work: Work, person: Person, slot: Slot, timing: Timing) -> Slot:
    """Give a slot another timing, which also answers its question."""
    draft = replace(slot.draft, timing=timing)
    changed = await slot_store.change_slot(work.conn, slot, draft, now=work.now)
    await answer_question(work, changed, from_zone=person.zone)
    return changed


async def find_silence(work: Work, person: Person, slot: Slot) -> Silence | None:
    """Why the slot is not nudged now; None: it is."""
    turn = await store.find_turn(work.conn, slot.id)
    if turn is None:
        return None
    today = work.now.astimezone(person.reader.tz).date()
    if turn.rests_until is not None and today < turn.rests_until:
        return Silence(slot=slot, until=turn.rests_until, is_asked=False)
    most = work.settings.nudges.unanswered_in_a_row
    latest = await sitting_store.list_latest(work.conn, slot.id, among=rules.COUNTED, limit=most)
    if not rules.are_unanswered(latest, turn, most=most):
        return None
    asked = await as_asked(work, turn)
    return Silence(slot=slot, until=None, is_asked=asked.asked_on is not None)


async def list_silent(work: Work, person: Person) -> dict[SlotId, Silence]:
    """The person's slots that are not nudged for now, and why."""
    slots = await slot_store.list_slots(work.conn, person.id)
    found = [await find_silence(work, person, slot) for slot in slots]
    return {silence.slot.id: silence for silence in found if silence is not None}
