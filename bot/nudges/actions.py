"""What happens to nudges, one transaction each."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.goals import store as goal_store
from bot.goals.records import GoalState
from bot.nudges import (
    actions_outage,
    actions_proposals,
    actions_silence,
    messages,
    messages_silence,
    rules,
    store,
)
from bot.nudges.records import About, Cause, Turn, Verdict
from bot.outbox import store as outbox_store
from bot.outbox.records import State as Sending
from bot.people import store as people_store
from bot.people.records import Person
from bot.sittings import actions as sitting_actions
from bot.sittings import rules as sitting_rules
from bot.sittings import store as sitting_store
from bot.sittings.records import Sitting, State
from bot.slots import store as slot_store
from bot.slots.records import LONGEST_LEAD_MINUTES, Occurrence, Slot
from bot.slots.rules_instants import TABLE, next_occurrence
from bot.work import Work

BATCH: Final = 10  # nudges of one transaction: who presses meanwhile waits a quarter of a second
MOVED_BATCH: Final = 500  # most of what lies within the longest lead is not due yet
STALE_BATCH: Final = 200  # turns reckoned in one transaction
# Nudges that went out, may have, or still may.
COUNTED: Final = frozenset({Sending.PLANNED, Sending.SENDING, Sending.SENT, Sending.UNKNOWN})
LAPSE_LOOKS_BACK: Final = timedelta(days=2)  # after a message ended: it is seen within seconds


# Turns -------------------------------------------------------------------------------------------


async def check_turns(work: Work) -> int:
    """Once a minute: reckon the turns anew that slots or zones have moved; how many."""
    moved = await _follow_table(work)
    if await store.is_checked(work.conn, "nudges", now=work.now):
        return moved
    for sitting in await sitting_store.list_out_of_zone(work.conn, limit=STALE_BATCH):
        person = await people_store.get_person(work.conn, sitting.person_id)
        await sitting_actions.follow_zone(work, sitting, person)
    stale = await store.list_stale(work.conn, limit=STALE_BATCH)
    for found in stale:
        await _reckon(work, found.slot, found.zone, found.turn)
    if len(stale) < STALE_BATCH:
        await store.mark_checked(work.conn, "nudges", now=work.now)
    return len(stale) + moved


async def _follow_table(work: Work) -> int:
    """After an update of the table of zones: put every next nudge where it lies now; how many moved."""
    if await store.is_by_table(work.conn, "nudges", table=TABLE):
        return 0
    moved = 0
    for slot, turn in await store.list_turns(work.conn):
        following = rules.by_this_table(slot, turn)
        if following is not None:
            await store.put_turn(work.conn, slot, turn.zone, following)
            moved += 1
    await store.mark_table(work.conn, "nudges", table=TABLE, now=work.now)
    return moved


async def _reckon(work: Work, slot: Slot, zone: str | None, turn: Turn | None) -> None:
    following = rules.reckon(slot, zone, turn, now=work.now)
    await store.put_turn(work.conn, slot, zone, following)
    if turn is not None and turn.changed_at != slot.changed_at and turn.asked_on is not None:
        # They moved the slot by themselves: that answers the question.
        await actions_silence.answer_question(work, slot, from_zone=zone)


# Nudges ------------------------------------------------------------------------------------------


async def plan_due(work: Work) -> int:
    """Plan every nudge whose turn has come; how many turns were taken.

    Running twice is harmless: a sitting leaves `planned` only once, its key holds the slot's own date, and
    the turn moves on in the same transaction. After an outage each turn goes through the dates it missed.
    """
    turns = await store.due_turns(work.conn, at=work.now, limit=BATCH)
    for turn in turns:
        await _take_turn(work, turn)
    return len(turns)


async def _take_turn(work: Work, turn: Turn) -> None:
    slot = await slot_store.get_slot(work.conn, turn.slot_id)
    person = await people_store.get_person(work.conn, slot.person_id)
    if slot.ended_at is not None or person.zone is None:
        await store.put_turn(work.conn, slot, person.zone, None)
        return
    if rules.is_out_of_date(slot, person.zone, turn):
        await _reckon(work, slot, person.zone, turn)
        return
    if turn.next_on is None or turn.next_start_at is None:
        await store.put_turn(work.conn, slot, person.zone, None)
        return
    occurrence = Occurrence(turn.next_start_at, turn.next_on)
    if work.now - occurrence.at < rules.LONGEST_CATCH_UP:
        row = await sitting_store.find_sitting(work.conn, slot_id=slot.id, on=occurrence.on)
        sitting = sitting_rules.planned(slot, occurrence, row)
        if sitting.moved_at is None:  # a moved one has its own time
            await _nudge(work, person, slot, turn, sitting)
    after = max(occurrence.at, work.now - rules.LONGEST_CATCH_UP)
    following = next_occurrence(slot, ZoneInfo(person.zone), after=after)
    await store.put_turn(work.conn, slot, person.zone, following)


async def plan_moved(work: Work) -> int:
    """Plan the nudges of sittings that were moved; how many were dealt with."""
    longest_lead = timedelta(minutes=LONGEST_LEAD_MINUTES)
    moved = await sitting_store.due_moved(
        work.conn, until=work.now + longest_lead, limit=MOVED_BATCH
    )
    done = 0
    for sitting in moved:
        slot = await slot_store.get_slot(work.conn, sitting.slot_id)
        if sitting_rules.nudge_at(sitting, slot) > work.now:
            continue
        person = await people_store.get_person(work.conn, sitting.person_id)
        turn = await store.find_turn(work.conn, slot.id)
        done += 1
        if await _nudge(work, person, slot, turn, sitting) is Verdict.PASS:
            await sitting_store.change(
                work.conn, sitting.row_id, among={State.PLANNED}, state=State.EXPIRED
            )
    return done


async def _nudge(
    work: Work, person: Person, slot: Slot, turn: Turn | None, sitting: Sitting
) -> Verdict:
    """Judge one sitting whose nudge is due, and do it."""
    zone = person.reader.tz
    settings = work.settings.nudges
    lateness = timedelta(minutes=settings.lateness_minutes)
    slots = await slot_store.list_slots(work.conn, person.id)
    expires = rules.expires_at(
        sitting,
        slot,
        lateness=lateness,
        next_start=rules.next_start(
            slots, zone, after=sitting.starts_at, within=lateness, but=slot
        ),
        quiet=person.quiet,
        zone=zone,
    )
    if turn is not None:
        turn = await actions_silence.as_asked(work, turn)
    most = settings.unanswered_in_a_row
    latest = await sitting_store.list_latest(work.conn, slot.id, among=rules.COUNTED, limit=most)
    nudged = await store.list_nudged(
        work.conn, person.id, since=work.now - rules.LOOKS_BACK, among=COUNTED
    )
    verdict = rules.judge(
        sitting,
        slot,
        person,
        turn,
        expires=expires,
        unanswered=rules.are_unanswered(latest, turn, most=most),
        is_crowded=rules.is_crowded(nudged, zone, slots=len(slots), now=work.now),
        now=work.now,
    )
    match verdict:
        case Verdict.NUDGE:
            await _send(work, person, slot, sitting, expires=expires)
        case Verdict.ASK:
            await _ask(work, person, slot, sitting)
        case Verdict.EXPIRE:
            row = await sitting_store.touch(work.conn, sitting)
            await sitting_store.change(
                work.conn, row.row_id, among={State.PLANNED}, state=State.EXPIRED
            )
            nudge_at = sitting_rules.nudge_at(sitting, slot)
            await actions_outage.tell(work, person, Cause.NUDGE, since=nudge_at)
        case Verdict.PASS:
            pass
    return verdict


async def _send(
    work: Work, person: Person, slot: Slot, sitting: Sitting, *, expires: datetime
) -> None:
    row = await sitting_store.touch(work.conn, sitting)
    key = f"nudge:{slot.id}:{sitting.on.isoformat()}"
    nudged = await sitting_store.change(
        work.conn,
        row.row_id,
        among={State.PLANNED},
        state=State.NUDGED,
        at=sitting.at,
        nudged_at=work.now,
        screen_key=key,
    )
    if nudged is None:
        return
    await take_older_buttons(work, person, but=nudged)
    await store.change_turn(work.conn, slot.id, nudged_at=work.now, asked_on=None)
    say = work.say_to(person.reader)
    about = await about_of(work, person, slot)
    entry = await actions_proposals.propose(work, person, nudged)
    outgoing = messages.nudge(say, person, nudged, about, at=work.now, now=work.now, entry=entry)
    await work.outbox.add(
        outgoing, kind="nudge", key=key, about=str(nudged.row_id), expires_at=expires
    )


async def take_older_buttons(work: Work, person: Person, *, but: Sitting) -> None:
    """When a newer nudge goes out the older one's buttons go, where its message is known."""
    for older in await sitting_store.list_with_screen(work.conn, person.id):
        if older.id == but.id:
            continue
        shown = await outbox_store.find_delivery(work.conn, key=older.screen_key)
        if shown is None or shown.message_id is not None:
            if shown is not None:
                await work.outbox.unbutton(chat_id=person.chat_id, of=older.screen_key)
            await sitting_store.change(
                work.conn, older.row_id, among={State.NUDGED}, screen_key=""
            )


async def _ask(work: Work, person: Person, slot: Slot, sitting: Sitting) -> None:
    """The one gentle question; then silence for this slot until it is answered."""
    await store.change_turn(work.conn, slot.id, asked_on=sitting.on)
    say = work.say_to(person.reader)
    await work.outbox.add(
        messages_silence.unanswered(say, person, slot),
        kind="unanswered",
        key=actions_silence.question_key(slot.id, sitting.on),
        about=str(slot.id),
    )


async def about_of(work: Work, person: Person, slot: Slot) -> About:
    """What a nudge of the slot talks about: its goal, or what the person works on."""
    active = await goal_store.list_active(work.conn, person.id)
    chosen = [goal for goal in active if slot.goal_id is None or goal.id == slot.goal_id]
    if len(chosen) == 1 and chosen[0].state is GoalState.ACTIVE:
        return About(field=chosen[0].field, focus=chosen[0].focus)
    return About(fields=tuple(goal.field for goal in chosen))


# What was not sent -------------------------------------------------------------------------------


async def lapse(work: Work) -> int:
    """Sittings whose nudge the outbox let go are neutral; how many."""
    lapsed = await store.list_lapsed(work.conn, since=work.now - LAPSE_LOOKS_BACK, limit=BATCH)
    for sitting, ended in lapsed:
        await sitting_store.change(
            work.conn,
            sitting.row_id,
            among={State.NUDGED},
            state=State.EXPIRED,
            screen_key="",
            snoozed_until=None,
        )
        turn = await store.find_turn(work.conn, sitting.slot_id)
        if turn is not None and turn.nudged_at == sitting.nudged_at:
            # It holds back no other: nothing was sent.
            await store.change_turn(work.conn, sitting.slot_id, nudged_at=None)
        if ended is Sending.EXPIRED:
            person = await people_store.get_person(work.conn, sitting.person_id)
            nudged_at = sitting.nudged_at or work.now
            await actions_outage.tell(work, person, Cause.NUDGE, since=nudged_at)
    return len(lapsed)
