"""What lies ahead of somebody, computed from what every slice plans."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.checkins import actions_weekly, store_weekly
from bot.checkins.rules import WINDOW
from bot.errors import NotForYou
from bot.goals import rules as goal_rules
from bot.goals import store as goal_store
from bot.goals.records import Goal
from bot.home.records import Ahead, Fate, Why
from bot.nudges import actions_silence
from bot.nudges.records import Silence
from bot.outbox import store as outbox_store
from bot.outbox.records import KERNEL_KINDS
from bot.people.records import Person
from bot.sittings import actions as sitting_actions
from bot.sittings import store_ahead
from bot.sittings.records import Coming, Held, Sitting
from bot.slots.actions import slot_as_owner
from bot.slots.records import SlotId
from bot.work import Work

LOOKS_AHEAD: Final = timedelta(days=7)  # a week: further plans change
_REPLIES: Final = frozenset(kind.name for kind in KERNEL_KINDS)
_FATES: Final[Mapping[Held | None, Fate]] = {
    None: Fate.COMES,
    Held.SKIPPED: Fate.SKIPPED,
    Held.DAY_OFF: Fate.DAY_OFF,
    Held.PAUSED: Fate.PAUSED,
}


async def foresee(
    work: Work,
    person: Person,
    *,
    pausable: Collection[str],
    silent: Mapping[SlotId, Silence],
) -> list[Ahead]:
    """Every message of the next days that can be foreseen, soonest first.

    Args:
        work: the transaction.
        person: whose.
        pausable: kinds of messages that may be skipped; others are decisions about oneself.
        silent: their slots that are not nudged for now.
    """
    until = work.now + LOOKS_AHEAD
    goals = await goal_store.list_active(work.conn, person.id)
    titles: dict[int, str] = {goal.id: goal.title for goal in goals}
    coming = await store_ahead.upcoming(work.conn, person, now=work.now, until=until)
    found = _nudges(coming, titles, silent)
    found += [each for goal in goals for each in _horizon(goal, person, now=work.now, until=until)]
    found += await _weekly(work, person, until=until)
    found += await _waiting(work, person, until=until, pausable=pausable)
    return sorted(found, key=lambda ahead: (ahead.at, ahead.why))


def _nudges(
    coming: list[Coming], titles: Mapping[int, str], silent: Mapping[SlotId, Silence]
) -> list[Ahead]:
    """The nudges; where a slot's were not answered one question comes, and then none."""
    asked = {slot_id for slot_id, silence in silent.items() if silence.is_asked}
    found = []
    for each in coming:
        ahead = _nudge(each, titles.get(each.slot.goal_id or 0, ""))
        silence = silent.get(each.slot.id)
        if silence is not None and ahead.fate is Fate.COMES and silence.holds(each.sitting):
            if silence.until is not None:
                ahead = replace(ahead, fate=Fate.RESTS)
            elif each.slot.id in asked:
                ahead = replace(ahead, fate=Fate.SILENT)
            else:
                ahead = replace(ahead, why=Why.QUESTION)
                asked.add(each.slot.id)
        found.append(ahead)
    return found


def _nudge(coming: Coming, title: str) -> Ahead:
    return Ahead(
        at=coming.nudge_at,
        why=Why.NUDGE,
        about=title,
        fate=_FATES[coming.held],
        arg=f"n.{coming.sitting.arg}",
    )


def _horizon(goal: Goal, person: Person, *, now: datetime, until: datetime) -> list[Ahead]:
    if goal.horizon_on is None or goal.quoted_on == goal.horizon_on:
        return []
    at = goal_rules.quoted_at(goal.horizon_on, person.reader.tz)
    if not now < at <= until:
        return []
    return [Ahead(at=at, why=Why.HORIZON, about=goal.title, arg=f"h.{goal.id}")]


async def _weekly(work: Work, person: Person, *, until: datetime) -> list[Ahead]:
    settings = await store_weekly.get_settings(work.conn, person.id)
    if person.zone is None or not settings.is_on or not await actions_weekly.learns(work, person):
        return []
    opening = await actions_weekly.next_opening(work, person)
    if opening.at > until:
        return []
    row = await store_weekly.find_weekly(work.conn, person.id, on=opening.on)
    fate = Fate.COMES
    if row is not None and row.answered_at is not None:
        if row.has_answers:
            return []  # answered early
        fate = Fate.SKIPPED
    elif person.paused_until is not None and opening.at < person.paused_until:
        fate = Fate.PAUSED
    return [Ahead(at=opening.at, why=Why.WEEKLY, fate=fate, arg=f"c.{opening.on.isoformat()}")]


async def _waiting(
    work: Work, person: Person, *, until: datetime, pausable: Collection[str]
) -> list[Ahead]:
    return [
        Ahead(
            at=delivery.due_at,
            why=Why.WAITS,
            arg=f"w.{delivery.id}" if delivery.kind in pausable else None,
        )
        for delivery in await outbox_store.list_planned(work.conn, chat_id=person.chat_id)
        if delivery.kind not in _REPLIES and work.now < delivery.due_at <= until
    ]


async def skip(work: Work, person: Person, arg: str, *, pausable: Collection[str]) -> None:
    """Leave out one message that was foreseen; what is over or gone already stays as it is.

    Raises:
        NotForYou: it is not theirs.
    """
    what, _, which = arg.partition(".")
    match what:
        case "n":
            await sitting_actions.skip(work, person, await _sitting(work, person, which))
        case "h":
            goal = await goal_store.get_goal(work.conn, int(which))
            if goal.person_id != person.id:
                raise NotForYou
            if goal.horizon_on is not None:
                await goal_store.mark_quoted(work.conn, goal.id, horizon_on=goal.horizon_on)
        case "c":
            await _skip_weekly(work, person, date.fromisoformat(which))
        case "w":
            for delivery in await outbox_store.list_planned(work.conn, chat_id=person.chat_id):
                if delivery.id == int(which) and delivery.kind in pausable:
                    await work.outbox.withdraw(key=delivery.key)


async def wake(work: Work, person: Person, slot_id: int) -> None:
    """Let a slot's nudges come again.

    Raises:
        NotForYou: it is not theirs, or was removed.
    """
    await actions_silence.wake(work, person, await slot_as_owner(work, person, slot_id))


async def _skip_weekly(work: Work, person: Person, on: date) -> None:
    """Put one weekly check-in aside before it is asked; it may still be answered."""
    opening = await actions_weekly.next_opening(work, person)
    if opening.on != on:
        return
    weekly = await store_weekly.put_weekly(
        work.conn, person.id, on=on, closes_at=opening.at + WINDOW, now=work.now
    )
    await actions_weekly.settle(work, person, weekly)


async def take_back(work: Work, person: Person, arg: str) -> None:
    """Take a skip back: of a sitting, or of the weekly check-in."""
    what, _, which = arg.partition(".")
    if what == "n":
        await sitting_actions.unskip(work, person, await _sitting(work, person, which))
    if what == "c":
        on = date.fromisoformat(which)
        weekly = await store_weekly.find_weekly(work.conn, person.id, on=on)
        if weekly is not None and weekly.asked_at is None and not weekly.has_answers:
            await store_weekly.change_weekly(
                work.conn, weekly.id, answered_at=None, answered_on=None
            )


async def _sitting(work: Work, person: Person, arg: str) -> Sitting:
    slot_id, _, on = arg.partition(".")
    return await sitting_actions.own_sitting_on(work, person, int(slot_id), date.fromisoformat(on))


def local_dates(ahead: list[Ahead], zone: ZoneInfo) -> dict[date, list[Ahead]]:
    """What lies ahead by local date, in order."""
    days: dict[date, list[Ahead]] = {}
    for each in ahead:
        days.setdefault(each.at.astimezone(zone).date(), []).append(each)
    return days
