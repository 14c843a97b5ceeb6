"""Snoozes: deliveries of their own, asked for by the person."""

from datetime import datetime, timedelta

from bot.nudges import actions, actions_outage, actions_proposals, messages, rules
from bot.nudges.records import Cause, Refusal
from bot.people import store as people_store
from bot.people.records import Person
from bot.sittings import actions as sitting_actions
from bot.sittings import rules as sitting_rules
from bot.sittings import store as sitting_store
from bot.sittings.records import Sitting, State
from bot.slots import store as slot_store
from bot.slots.records import Slot
from bot.work import Work


async def snooze(
    work: Work, person: Person, sitting: Sitting, *, minutes: int
) -> Sitting | Refusal:
    """Put the nudge off by `minutes` from now; the series does not move."""
    refusal = rules.refuse_snooze(sitting, person.reader.tz, minutes=minutes, now=work.now)
    if refusal is not None:
        return refusal
    row = await sitting_store.touch(work.conn, sitting)
    changed = await sitting_store.change(
        work.conn,
        row.row_id,
        among={State.NUDGED, State.SKIPPED, State.EXPIRED},
        state=State.NUDGED,
        nudged_at=sitting.nudged_at or work.now,
        snoozes=sitting.snoozes + 1,
        snoozed_until=work.now + timedelta(minutes=minutes),
    )
    return changed or Refusal.OVER


async def plan_snoozes(work: Work) -> int:
    """Plan the nudges that were put off till now; how many."""
    due = await sitting_store.due_snoozes(work.conn, at=work.now, limit=actions.BATCH)
    lateness = timedelta(minutes=work.settings.nudges.lateness_minutes)
    for sitting in due:
        until = sitting.snoozed_until or work.now
        slot = await slot_store.get_slot(work.conn, sitting.slot_id)
        person = await people_store.get_person(work.conn, sitting.person_id)
        midnight = sitting_rules.midnight_after(
            until.astimezone(person.reader.tz).date(), person.reader.tz
        )
        expires = min(until + lateness, midnight)
        is_wanted = sitting.state is State.NUDGED and slot.ended_at is None
        if is_wanted and work.now < expires:
            await _send_snooze(work, person, slot, sitting, expires=expires)
            continue
        state = State.EXPIRED if sitting.state is State.NUDGED else sitting.state
        await sitting_store.change(
            work.conn, sitting.row_id, among={sitting.state}, state=state, snoozed_until=None
        )
        if is_wanted:
            await actions_outage.tell(work, person, Cause.NUDGE, since=until)
    return len(due)


async def _send_snooze(
    work: Work, person: Person, slot: Slot, sitting: Sitting, *, expires: datetime
) -> None:
    key = f"snooze:{slot.id}:{sitting.on.isoformat()}:{sitting.snoozes}"
    await sitting_actions.let_go_of_screen(work, person, sitting, over=None)
    nudged = await sitting_store.change(
        work.conn, sitting.row_id, among={State.NUDGED}, snoozed_until=None, screen_key=key
    )
    if nudged is None:
        return
    await actions.take_older_buttons(work, person, but=nudged)
    say = work.say_to(person.reader)
    about = await actions.about_of(work, person, slot)
    entry = await actions_proposals.propose(work, person, nudged)
    outgoing = messages.nudge(say, person, nudged, about, at=work.now, now=work.now, entry=entry)
    await work.outbox.add(
        outgoing, kind="snooze", key=key, about=str(nudged.row_id), expires_at=expires
    )
