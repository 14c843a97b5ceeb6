"""What happens to the weekly check-ins, one transaction each."""

from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from bot.checkins import actions_sharing, messages_weekly, rules, store_weekly
from bot.checkins.records import (
    LONGEST_TEXT,
    Asked,
    Weekly,
    WeeklySettings,
    WeeklyTurn,
)
from bot.circles.records import Circle
from bot.errors import NotForYou
from bot.goals import store as goal_store
from bot.nudges import store as nudge_store
from bot.outbox import store as outbox_store
from bot.people import store as people_store
from bot.people.records import Person
from bot.slots import store as slot_store
from bot.slots.records import Occurrence
from bot.slots.rules_instants import TABLE
from bot.work import Work

BATCH: Final = 10  # check-ins of one transaction: who presses meanwhile waits for it
STALE_BATCH: Final = 200  # turns reckoned in one transaction
CHECKS: Final = "checkins"  # the name under which the comparison of turns is remembered


# When --------------------------------------------------------------------------------------------


async def check_turns(work: Work) -> int:
    """Once a minute: reckon anew when the weekly check-in opens, where zone or settings moved it."""
    moved = await _follow_table(work)
    if await nudge_store.is_checked(work.conn, CHECKS, now=work.now):
        return moved
    stale = await store_weekly.list_stale(work.conn, limit=STALE_BATCH)
    for found in stale:
        following = rules.reckon(found.settings, found.zone, now=work.now)
        await store_weekly.put_turn(
            work.conn,
            found.person_id,
            zone=found.zone,
            settings=found.settings,
            occurrence=following,
        )
    if len(stale) < STALE_BATCH:
        await nudge_store.mark_checked(work.conn, CHECKS, now=work.now)
    return len(stale) + moved


async def _follow_table(work: Work) -> int:
    """After an update of the table of zones: open every week when its clock says so; how many moved."""
    if await nudge_store.is_by_table(work.conn, CHECKS, table=TABLE):
        return 0
    moved = 0
    for turn in await store_weekly.list_turns(work.conn):
        following = rules.by_this_table(turn)
        if following is not None:
            await store_weekly.put_turn(
                work.conn,
                turn.person_id,
                zone=turn.zone,
                settings=WeeklySettings(weekday=turn.weekday, at=turn.at),
                occurrence=following,
            )
            moved += 1
    await nudge_store.mark_table(work.conn, CHECKS, table=TABLE, now=work.now)
    return moved


async def set_weekly(
    work: Work,
    person: Person,
    *,
    weekday: int | None = None,
    at: time | None = None,
    is_on: bool | None = None,
) -> WeeklySettings:
    """Change when somebody is asked, or whether; what is None stays."""
    present = await store_weekly.get_settings(work.conn, person.id)
    wanted = WeeklySettings(
        weekday=present.weekday if weekday is None else weekday,
        at=present.at if at is None else at.replace(second=0, microsecond=0),
        is_on=present.is_on if is_on is None else is_on,
    )
    await store_weekly.put_settings(work.conn, person.id, wanted)
    return wanted


async def learns(work: Work, person: Person) -> bool:
    """Whether they have a slot or an active goal: only then there is something to ask about."""
    if await slot_store.list_slots(work.conn, person.id):
        return True
    return bool(await goal_store.list_active(work.conn, person.id))


# Asking ------------------------------------------------------------------------------------------


async def ask_due(work: Work) -> int:
    """Send the questions to everybody whose week has come; how many turns were taken."""
    turns = await store_weekly.due_turns(work.conn, at=work.now, limit=BATCH)
    for turn in turns:
        await _take_turn(work, turn)
    return len(turns)


async def _take_turn(work: Work, turn: WeeklyTurn) -> None:
    person = await people_store.get_person(work.conn, turn.person_id)
    settings = await store_weekly.get_settings(work.conn, person.id)
    zone = person.zone or turn.zone
    is_current = zone == turn.zone and (settings.weekday, settings.at) == (turn.weekday, turn.at)
    if is_current:
        may_ask = rules.may_ask(
            person,
            settings,
            learns=await learns(work, person),
            due_at=turn.next_at,
            now=work.now,
        )
        if may_ask:
            await _open(work, person, turn.next_on)
        following = rules.next_weekly(settings, ZoneInfo(zone), after=turn.next_at)
    else:
        following = rules.reckon(settings, zone, now=work.now)
    await store_weekly.put_turn(
        work.conn, person.id, zone=zone, settings=settings, occurrence=following
    )


async def _open(work: Work, person: Person, on: date) -> None:
    """Ask now; after an outage the window begins now and closes later."""
    for last in await store_weekly.list_weeklies(work.conn, person.id, limit=1):
        if last.asked_at is not None and on - last.on < rules.SHORTEST_GAP:
            return  # they moved their day: one a week
    since = await last_answered_on(work, person, before=on)
    closes_at = work.now + rules.WINDOW
    weekly = await store_weekly.put_weekly(
        work.conn, person.id, on=on, closes_at=closes_at, now=work.now
    )
    if weekly.answered_at is not None or weekly.asked_at is not None:
        return  # answered early
    for older in await store_weekly.list_shown(work.conn, person.id):
        await _let_go_of_buttons(work, person, older)
    await store_weekly.change_weekly(
        work.conn,
        weekly.id,
        opened_at=work.now,
        closes_at=closes_at,
        asked_at=work.now,
        remind_at=work.now + rules.REMINDS_AFTER,
        shown_until=rules.shown_until(closes_at),
    )
    await work.outbox.add(
        messages_weekly.invitation(work.say_to(person.reader), person, weekly, since=since),
        kind="weekly",
        key=_invitation_key(weekly),
        about=str(weekly.id),
    )


def _invitation_key(weekly: Weekly) -> str:
    return f"weekly:{weekly.person_id}:{weekly.on.isoformat()}"


def _reminder_key(weekly: Weekly) -> str:
    return f"weekly_reminder:{weekly.person_id}:{weekly.on.isoformat()}"


async def remind_due(work: Work) -> int:
    """Remind once, of what nobody has answered; how many were looked at."""
    due = await store_weekly.due_reminders(work.conn, at=work.now, limit=BATCH)
    for weekly in due:
        await store_weekly.change_weekly(work.conn, weekly.id, remind_at=None)
        if weekly.answered_at is not None or work.now >= weekly.closes_at:
            continue
        person = await people_store.get_person(work.conn, weekly.person_id)
        await work.outbox.unbutton(chat_id=person.chat_id, of=_invitation_key(weekly))
        await work.outbox.add(
            messages_weekly.reminder(work.say_to(person.reader), person, weekly),
            kind="weekly_reminder",
            key=_reminder_key(weekly),
            about=str(weekly.id),
            expires_at=weekly.closes_at,
        )
    return len(due)


async def close_due(work: Work) -> int:
    """Take the buttons from questions whose week is over; how many weeks."""
    due = await store_weekly.due_closings(work.conn, at=work.now, limit=BATCH)
    for weekly in due:
        person = await people_store.get_person(work.conn, weekly.person_id)
        await _let_go_of_buttons(work, person, weekly)
    return len(due)


async def _let_go_of_buttons(work: Work, person: Person, weekly: Weekly) -> None:
    """The invitation lost its own when the reminder came."""
    await store_weekly.change_weekly(work.conn, weekly.id, shown_until=None)
    for key in (_reminder_key(weekly), _invitation_key(weekly)):
        shown = await outbox_store.find_delivery(work.conn, key=key)
        if shown is not None and shown.message_id is not None:
            await work.outbox.unbutton(chat_id=person.chat_id, of=key)
            return


# Answering ---------------------------------------------------------------------------------------


async def own_weekly(work: Work, person: Person, weekly_id: int) -> Weekly:
    """The person's weekly check-in.

    Raises:
        NotForYou: there is none, or it is somebody else's.
    """
    weekly = await store_weekly.get_weekly(work.conn, weekly_id)
    if weekly.person_id != person.id:
        raise NotForYou
    return weekly


async def present_weekly(work: Work, person: Person) -> Weekly:
    """The one that `/checkin` answers: the newest while its answers count, else the next one, early."""
    for weekly in await store_weekly.list_weeklies(work.conn, person.id, limit=1):
        if rules.takes_answers(weekly, now=work.now):
            return weekly
    following = await next_opening(work, person)
    return await store_weekly.put_weekly(
        work.conn,
        person.id,
        on=following.on,
        closes_at=following.at + rules.WINDOW,
        now=work.now,
    )


async def next_opening(work: Work, person: Person) -> Occurrence:
    """When somebody's next weekly check-in opens."""
    settings = await store_weekly.get_settings(work.conn, person.id)
    return rules.next_weekly(settings, person.reader.tz, after=work.now)


async def keep_answer(
    work: Work,
    person: Person,
    weekly: Weekly,
    asked: Asked,
    *,
    text: str,
    message_id: int | None,
) -> bool:
    """Keep one answer, in the fellow members' chats too; False: it is too long, or empty."""
    if not text.strip() or len(text) > LONGEST_TEXT:
        return False
    await store_weekly.keep_answer(work.conn, weekly.id, asked, text=text, message_id=message_id)
    await settle(work, person, weekly)
    if asked is Asked.LEARNED and weekly.circle_id is not None:
        circle_id = weekly.circle_id
        await actions_sharing.correct(work, person, circle_id, about=weekly.about, text=text)
    return True


async def correct(work: Work, person: Person, message_id: int, *, text: str) -> bool | None:
    """Correct the answer that a message holds; False: too long, or empty; None: it holds none."""
    found = await store_weekly.find_answer_by_message(work.conn, person.id, message_id=message_id)
    if found is None:
        return None
    weekly, asked = found
    return await keep_answer(work, person, weekly, asked, text=text, message_id=message_id)


async def settle(work: Work, person: Person, weekly: Weekly) -> Weekly:
    """The week is answered (or put aside): its date is fixed, and nobody is reminded."""
    if weekly.answered_at is None:
        await store_weekly.change_weekly(
            work.conn,
            weekly.id,
            answered_at=work.now,
            answered_on=_today(work.now, person),
            remind_at=None,
        )
    return await store_weekly.get_weekly(work.conn, weekly.id)


async def share(work: Work, person: Person, weekly: Weekly, circle: Circle) -> None:
    """Share what was learned with a circle, once: the fellow members see it at once."""
    if not await store_weekly.share(work.conn, weekly.id, circle_id=circle.id):
        return
    about = weekly.about
    await actions_sharing.tell(work, person, circle, about=about, text=weekly.learned)


async def last_answered_on(work: Work, person: Person, *, before: date) -> date | None:
    """When the weekly questions were answered last, for the wording of the next ones."""
    for weekly in await store_weekly.list_weeklies(work.conn, person.id, limit=20):
        if weekly.on < before and weekly.answered_on is not None and weekly.has_answers:
            return weekly.answered_on
    return None


def _today(now: datetime, person: Person) -> date:
    return now.astimezone(person.reader.tz).date()
