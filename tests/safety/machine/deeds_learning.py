"""What people do about what and when they learn: goals, slots, sittings, check-ins."""

from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import Select, select

from bot.checkins import actions as checkin_actions
from bot.checkins import actions_weekly
from bot.checkins import store as checkin_store
from bot.checkins.records import Asked, Learned
from bot.checkins.rules import takes_answers
from bot.checkins.tables import weeklies
from bot.circles import store as circle_store
from bot.circles.records import Circle
from bot.goals import actions as goal_actions
from bot.goals import store as goal_store
from bot.goals.records import Goal, GoalDraft, GoalState, Reach
from bot.goals.tables import goals
from bot.nudges import actions_silence, actions_snooze
from bot.nudges import rules as nudge_rules
from bot.nudges.tables import nudge_turns
from bot.people.records import Person
from bot.reading.records import Mode
from bot.sittings import actions as sitting_actions
from bot.sittings import store as sitting_store
from bot.sittings import store_ahead
from bot.sittings.records import Kept, Reason, Refusal, Sitting, State
from bot.sittings.tables import sittings
from bot.slots import actions as slot_actions
from bot.slots.records import Slot, SlotDraft, Timing
from bot.slots.tables import slots
from bot.work import Work
from tests.safety.machine.deeds import deed, event, said
from tests.safety.machine.town import Nobody, Town, pick

_STARTS = (time(19), time(7, 30), time(2, 30), time(23, 45), time(0, 30), time(12))
_DAYS = (frozenset(range(7)), frozenset({0, 2, 4}), frozenset({6}), frozenset({4, 5}))
_MINUTES = (30, 10, 180, 5, 45)
_DAY = timedelta(days=1)


async def _theirs(town: Town, work: Work, query: Select[Any], which: int) -> tuple[Person, Any]:
    """One row with a `person_id` of somebody who can act, and that person."""
    acting = {person.id: person for person in await town.everybody(work)}
    rows = [row for row in await work.conn.execute(query) if row.person_id in acting]
    row = pick(rows, which)
    return acting[row.person_id], row


# Goals ---------------------------------------------------------------------------------------------


@deed
async def sets_a_goal(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person = await town.somebody(work, a)
    today = work.now.astimezone(person.reader.tz).date()
    mark = town.soul_of(person).mark
    draft = GoalDraft(
        field="Statistics",
        focus=f"Medians {mark}",
        why=f"Work {mark}" if c % 2 else "",
        horizon_on=today + timedelta(days=1 + b % 20) if c % 3 else None,
    )
    return await goal_actions.set_goal(work, person, draft)


async def _a_goal(town: Town, work: Work, a: int, *states: GoalState) -> tuple[Person, Goal]:
    query = select(goals.c.id, goals.c.person_id).order_by(goals.c.id)
    if states:
        query = query.where(goals.c.state.in_(states))
    person, row = await _theirs(town, work, query, a)
    return person, await goal_store.get_goal(work.conn, row.id)


@deed
async def changes_a_goal(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, goal = await _a_goal(town, work, a)
    if c % 8 == 7:
        person = await town.somebody(work, b)  # perhaps not theirs
    match c % 3:
        case 0:
            return await goal_actions.set_state(work, person, goal.id, pick(list(GoalState), b))
        case 1:
            focus = f"Means {town.soul_of(person).mark}"
            return await goal_actions.change_focus(work, person, goal.id, focus)
        case _:
            today = work.now.astimezone(person.reader.tz).date()
            on = today + timedelta(days=b % 9) if b % 4 else None
            return await goal_actions.change_horizon(work, person, goal.id, on)


@deed
async def shares_a_goal(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, goal = await _a_goal(town, work, a)
    if c % 3 == 0:
        return await goal_actions.share_with_all(work, person, goal.id, is_shared=bool(b % 3))
    mine = await circle_store.list_circles_of(work.conn, person.id)
    circle = pick(mine, b)[0]
    return await goal_actions.share_with(work, person, goal.id, circle.id, is_shared=bool(c % 2))


@deed
async def says_how_far_they_got(town: Town, work: Work, a: int, b: int, c: int) -> object:
    query = (
        select(goals.c.id, goals.c.person_id)
        .where(goals.c.quoted_on.is_not(None))
        .order_by(goals.c.id)
    )
    person, row = await _theirs(town, work, query, a)
    goal = await goal_store.get_goal(work.conn, row.id)
    on = goal.quoted_on or date(2026, 1, 1)
    if c % 3 == 0:
        return await goal_actions.extend(work, person, goal.id, horizon_on=on)
    return await goal_actions.answer_quote(
        work, person, goal.id, horizon_on=on, reach=pick(list(Reach), b)
    )


@deed
async def celebrates(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, goal = await _a_goal(town, work, a, GoalState.ACHIEVED, GoalState.ACTIVE)
    if goal.is_active:
        await goal_actions.set_state(work, person, goal.id, GoalState.ACHIEVED)
    return "told" if await goal_actions.celebrate(work, person, goal.id) else None


# Slots ---------------------------------------------------------------------------------------------


async def _a_slot(town: Town, work: Work, a: int) -> tuple[Person, Slot]:
    query = select(slots.c.id, slots.c.person_id).where(slots.c.ended_at.is_(None))
    person, row = await _theirs(town, work, query.order_by(slots.c.id), a)
    return person, await slot_actions.slot_as_owner(work, person, row.id)


def _draft(b: int, c: int, start: time) -> SlotDraft:
    timing = Timing(days=_DAYS[c % len(_DAYS)], start=start, minutes=_MINUTES[b % len(_MINUTES)])
    return SlotDraft(timing=timing, mode=Mode.LISTEN if b % 2 else None)


@deed
async def makes_a_slot(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person = await town.somebody(work, a)
    start = _STARTS[b % len(_STARTS)]
    if c % 2:  # soon
        soon = work.now.astimezone(person.reader.tz) + timedelta(minutes=10 + b)
        start = time(soon.hour, soon.minute)
    return await slot_actions.keep_slot(work, person, _draft(b, c, start))


@deed
async def changes_a_slot(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, slot = await _a_slot(town, work, a)
    match c % 4:
        case 0:
            return await slot_actions.remove_slot(work, person, slot.id)
        case 1:
            return await slot_actions.set_lead(work, person, slot.id, minutes=(b * 15) % 75 % 61)
        case 2:
            draft = _draft(b, c // 4, _STARTS[b % len(_STARTS)])
            return await slot_actions.keep_slot(work, person, draft, slot_id=slot.id)
        case _:
            other = await town.somebody(work, b)
            return await slot_actions.remove_slot(work, other, slot.id)


# Sittings ------------------------------------------------------------------------------------------


async def _a_sitting(
    town: Town, work: Work, a: int, b: int, *states: State
) -> tuple[Person, Sitting]:
    """A touched sitting in one of those states, newest first; else today's or tomorrow's of a slot."""
    query = (
        select(sittings.c.id, sittings.c.person_id)
        .where(sittings.c.state.in_(states))
        .order_by(sittings.c.nudged_at.is_(None), sittings.c.nudged_at.desc(), sittings.c.id)
    )
    try:
        person, row = await _theirs(town, work, query.limit(1 + b % 4), a)
        return person, await sitting_store.get_sitting(work.conn, row.id)
    except Nobody:
        person, slot = await _a_slot(town, work, a)
        on = work.now.astimezone(person.reader.tz).date() + (b % 2) * _DAY
        return person, await sitting_actions.own_sitting_on(work, person, slot.id, on)


@deed
async def begins_a_sitting(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, sitting = await _a_sitting(
        town, work, a, b, *((State.NUDGED,) if c % 4 else tuple(State))
    )
    return await sitting_actions.start(work, person, sitting)


@deed
async def skips_a_sitting(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, sitting = await _a_sitting(town, work, a, b, State.NUDGED, State.PLANNED)
    match c % 3:
        case 0:
            slot = await sitting_actions.own_slot(work, person, sitting.slot_id)
            return await sitting_actions.skip_next(work, person, slot)
        case _:
            return await sitting_actions.skip(work, person, sitting)


@deed
async def takes_a_skip_back(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, sitting = await _a_sitting(town, work, a, b, State.SKIPPED)
    return await sitting_actions.unskip(work, person, sitting)


@deed
async def moves_a_sitting(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, slot = await _a_slot(town, work, a)
    coming = await store_ahead.upcoming(
        work.conn, person, now=work.now, until=work.now + timedelta(days=3)
    )
    ahead = pick([each for each in coming if each.slot.id == slot.id], b)
    targets = await sitting_actions.free_moves(work, person, ahead.sitting)
    if not targets:
        return Refusal.TOO_CLOSE
    target = targets[pick(sorted(targets), c)]
    return await sitting_actions.move(work, person, ahead.sitting, slot, target)


@deed
async def snoozes(town: Town, work: Work, a: int, b: int, c: int) -> object:
    states = (State.NUDGED,) if c % 4 else (State.SKIPPED, State.EXPIRED, State.STARTED)
    person, sitting = await _a_sitting(town, work, a, b, *states)
    minutes = nudge_rules.SNOOZES[c % 2]
    return await actions_snooze.snooze(work, person, sitting, minutes=minutes)


@deed
async def answers_a_checkin(town: Town, work: Work, a: int, b: int, c: int) -> object:
    states = (State.STARTED,) if c % 4 else tuple(State)
    person, sitting = await _a_sitting(town, work, a, b, *states)
    if sitting.id is None:
        raise Nobody
    return await checkin_actions.answer(work, person, sitting, pick(list(Kept), b + c), over=None)


@event
async def has_a_sitting(town: Town, a: int, b: int, c: int) -> str:
    """From the nudge to what was learned, with time passing between."""
    async with town.work() as work:
        person, slot = await _a_slot(town, work, a)
        coming = await store_ahead.upcoming(
            work.conn, person, now=work.now, until=work.now + timedelta(days=2)
        )
        ahead = pick([each for each in coming if each.slot.id == slot.id], 0)
    await town.wait_until(max(ahead.nudge_at, town.clock.now()), stops=3)
    async with town.work() as work:
        sitting = await sitting_actions.own_sitting_on(work, person, slot.id, ahead.sitting.on)
        outcome = await sitting_actions.start(work, person, sitting)
        if isinstance(outcome, Refusal):
            return said(outcome)
    await town.wait_until(town.clock.now() + timedelta(minutes=ahead.sitting.minutes), stops=2)
    async with town.work() as work:
        sitting = await sitting_actions.own_sitting(work, person, outcome.row_id)
        kept = pick(list(Kept), b)
        answered = await checkin_actions.answer(work, person, sitting, kept, over=None)
        if isinstance(answered, Refusal):
            return said(answered)
        if c % 2 and kept is not Kept.NOT_THIS_TIME:
            text = f"That a median is kind {town.soul_of(person).mark}"
            lesson = await checkin_actions.keep_learned(
                work, answered, text=text, message_id=1_000 + b
            )
            if lesson is not None and c % 4 == 3:
                circle = await _own_circle(work, person, a)
                await checkin_actions.share(work, person, lesson, circle)
                return "shared"
    return kept.value


@deed
async def says_why_not(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, sitting = await _a_sitting(town, work, a, b, State.ANSWERED)
    if sitting.kept is not Kept.NOT_THIS_TIME or sitting.reason is not None:
        raise Nobody
    slot, proposal = await checkin_actions.give_reason(work, sitting, pick(list(Reason), c))
    if proposal is not None and proposal.minutes is not None and slot.ended_at is None:
        await checkin_actions.shorten(work, person, slot, minutes=proposal.minutes)
        return "shorter"
    return True


@deed
async def writes_what_they_learned(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, sitting = await _a_sitting(town, work, a, b, State.ANSWERED)
    if sitting.state is not State.ANSWERED:
        raise Nobody
    text = f"That a median is kind {town.soul_of(person).mark}"
    return await checkin_actions.keep_learned(
        work, sitting, text=text * (200 if c % 8 == 7 else 1), message_id=1_000 + b
    )


async def _a_lesson(town: Town, work: Work, a: int, b: int) -> tuple[Person, Learned]:
    person, sitting = await _a_sitting(town, work, a, b, State.ANSWERED)
    lesson = await checkin_store.find_learned(work.conn, sitting.id or 0)
    if lesson is None:
        raise Nobody
    return person, lesson


@deed
async def shares_what_they_learned(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, lesson = await _a_lesson(town, work, a, b)
    await checkin_actions.share(work, person, lesson, await _own_circle(work, person, c))
    return True


async def _own_circle(work: Work, person: Person, which: int) -> Circle:
    return pick(await circle_store.list_circles_of(work.conn, person.id), which)[0]


@deed
async def corrects_what_they_learned(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, lesson = await _a_lesson(town, work, a, b)
    text = f"That a mean is not {town.soul_of(person).mark}"
    return await checkin_actions.correct(work, person, lesson, text=text)


# Silence -------------------------------------------------------------------------------------------


@deed
async def answers_after_silence(town: Town, work: Work, a: int, b: int, c: int) -> object:
    query = select(slots.c.id, slots.c.person_id).where(slots.c.ended_at.is_(None))
    if c % 3:
        asked = select(nudge_turns.c.slot_id).where(nudge_turns.c.asked_on.is_not(None))
        query = query.where(slots.c.id.in_(asked))
    person, row = await _theirs(town, work, query.order_by(slots.c.id), a)
    slot = await slot_actions.slot_as_owner(work, person, row.id)
    match b % 5:
        case 0:
            await actions_silence.keep(work, person, slot)
        case 1:
            await actions_silence.move_slot(work, person, slot, start=_STARTS[c % len(_STARTS)])
        case 2:
            await actions_silence.drop_day(work, person, slot, day=min(slot.days))
        case 3:
            await actions_silence.rest(work, person, slot, days=1 + c % 7)
        case _:
            await actions_silence.wake(work, person, slot)
    return ("keep", "move", "fewer", "rest", "wake")[b % 5]


# The week ------------------------------------------------------------------------------------------


@deed
async def chooses_their_weekly_hour(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person = await town.somebody(work, a)
    return await actions_weekly.set_weekly(
        work, person, weekday=b % 7, at=_STARTS[c % len(_STARTS)], is_on=c % 8 != 7
    )


@deed
async def answers_the_week(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person = await town.somebody(work, a)
    if not await actions_weekly.learns(work, person):
        raise Nobody
    weekly = await actions_weekly.present_weekly(work, person)
    if not takes_answers(weekly, now=work.now):
        return "closed"
    if c % 8 == 7:
        await actions_weekly.settle(work, person, weekly)
        return "put aside"
    asked = pick(list(Asked), b)
    text = f"Sums {town.soul_of(person).mark}"
    return await actions_weekly.keep_answer(
        work, person, weekly, asked, text=text, message_id=2_000 + b % 4
    )


@deed
async def shares_the_week(town: Town, work: Work, a: int, b: int, c: int) -> object:
    query = select(weeklies.c.person_id).where(weeklies.c.learned != "").order_by(weeklies.c.id)
    person, _ = await _theirs(town, work, query, a)
    weekly = await actions_weekly.present_weekly(work, person)
    if not weekly.learned:
        raise Nobody
    await actions_weekly.share(work, person, weekly, await _own_circle(work, person, b))
    return True


@deed
async def corrects_the_week(town: Town, work: Work, a: int, b: int, c: int) -> object:
    message = weeklies.c.learned_message_id
    query = select(weeklies.c.person_id, message).where(message.is_not(None))
    person, row = await _theirs(town, work, query.order_by(weeklies.c.id), a)
    number = row.learned_message_id if c % 4 else 2_000 + b % 4
    text = f"Differences {town.soul_of(person).mark}"
    return await actions_weekly.correct(work, person, number, text=text)
