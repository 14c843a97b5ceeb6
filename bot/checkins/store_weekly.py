"""The rows of the weekly check-ins."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Row, Time, delete, func, literal, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.checkins.records import Asked, Weekly, WeeklyId, WeeklySettings, WeeklyTurn
from bot.checkins.tables import checkin_settings, weeklies, weekly_turns
from bot.circles.records import CircleId
from bot.errors import NotForYou
from bot.people.records import PersonId
from bot.people.tables import people
from bot.slots.records import Occurrence

_USUAL: Final = WeeklySettings()
_MESSAGES: Final = {
    Asked.LEARNED: weeklies.c.learned_message_id,
    Asked.STUCK: weeklies.c.stuck_message_id,
    Asked.FOCUS: weeklies.c.focus_message_id,
}


def _weekly(row: Row[*tuple[Any, ...]]) -> Weekly:
    return Weekly(
        id=WeeklyId(row.id),
        person_id=PersonId(row.person_id),
        on=row.opens_on,
        opened_at=row.opened_at,
        closes_at=row.closes_at,
        asked_at=row.asked_at,
        remind_at=row.remind_at,
        shown_until=row.shown_until,
        answered_at=row.answered_at,
        answered_on=row.answered_on,
        learned=row.learned,
        stuck=row.stuck,
        focus=row.focus,
        circle_id=CircleId(row.circle_id) if row.circle_id is not None else None,
    )


def _turn(row: Row[*tuple[Any, ...]]) -> WeeklyTurn:
    return WeeklyTurn(
        person_id=PersonId(row.person_id),
        zone=row.zone,
        weekday=row.weekday,
        at=row.at,
        next_on=row.next_on,
        next_at=row.next_at,
    )


# Settings ----------------------------------------------------------------------------------------


async def get_settings(conn: AsyncConnection, person_id: int) -> WeeklySettings:
    """When somebody wants to be asked; the usual, unless they said otherwise."""
    query = select(checkin_settings).where(checkin_settings.c.person_id == person_id)
    row = (await conn.execute(query)).first()
    return WeeklySettings(weekday=row.weekday, at=row.at, is_on=row.is_on) if row else _USUAL


async def put_settings(conn: AsyncConnection, person_id: int, settings: WeeklySettings) -> None:
    """Keep when somebody wants to be asked."""
    values = {"weekday": settings.weekday, "at": settings.at, "is_on": settings.is_on}
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(checkin_settings).values(person_id=person_id, **values)
    await conn.execute(statement.on_conflict_do_update(index_elements=["person_id"], set_=values))


# Turns -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Stale:
    """Somebody whose turn must be reckoned anew."""

    person_id: PersonId
    zone: str
    settings: WeeklySettings


async def list_stale(conn: AsyncConnection, *, limit: int) -> list[Stale]:
    """People with a zone who have no turn, or whose zone or settings differ from their turn's."""
    weekday = func.coalesce(checkin_settings.c.weekday, _USUAL.weekday)
    at = func.coalesce(checkin_settings.c.at, literal(_USUAL.at, Time))
    query = (
        select(people.c.id, people.c.zone, weekday, at)
        .outerjoin(checkin_settings, checkin_settings.c.person_id == people.c.id)
        .outerjoin(weekly_turns, weekly_turns.c.person_id == people.c.id)
        .where(
            people.c.zone.is_not(None),
            or_(
                weekly_turns.c.person_id.is_(None),
                weekly_turns.c.zone != people.c.zone,
                weekly_turns.c.weekday != weekday,
                weekly_turns.c.at != at,
            ),
        )
        .order_by(people.c.id)
        .limit(limit)
    )
    return [
        Stale(PersonId(person_id), zone, WeeklySettings(weekday=wanted, at=clock))
        for person_id, zone, wanted, clock in await conn.execute(query)
    ]


async def put_turn(
    conn: AsyncConnection,
    person_id: int,
    *,
    zone: str,
    settings: WeeklySettings,
    occurrence: Occurrence,
) -> None:
    """Let somebody's next weekly check-in open at `occurrence`."""
    values = {
        "zone": zone,
        "weekday": settings.weekday,
        "at": settings.at,
        "next_on": occurrence.on,
        "next_at": occurrence.at,
    }
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(weekly_turns).values(person_id=person_id, **values)
    await conn.execute(statement.on_conflict_do_update(index_elements=["person_id"], set_=values))


async def due_turns(conn: AsyncConnection, *, at: datetime, limit: int) -> list[WeeklyTurn]:
    """Turns that are due at `at`, oldest first."""
    query = (
        select(weekly_turns)
        .where(weekly_turns.c.next_at <= at)
        .order_by(weekly_turns.c.next_at, weekly_turns.c.person_id)
        .limit(limit)
    )
    return [_turn(row) for row in await conn.execute(query)]


async def list_turns(conn: AsyncConnection) -> list[WeeklyTurn]:
    """Everybody's."""
    query = select(weekly_turns).order_by(weekly_turns.c.person_id)
    return [_turn(row) for row in await conn.execute(query)]


async def next_turn_at(conn: AsyncConnection) -> datetime | None:
    """When the next one opens."""
    at: datetime | None = (
        await conn.execute(select(func.min(weekly_turns.c.next_at)))
    ).scalar_one()
    return at


# Weekly check-ins --------------------------------------------------------------------------------


async def get_weekly(conn: AsyncConnection, weekly_id: int) -> Weekly:
    """The weekly check-in with that id.

    Raises:
        NotForYou: there is none.
    """
    row = (await conn.execute(select(weeklies).where(weeklies.c.id == weekly_id))).first()
    if row is None:
        raise NotForYou
    return _weekly(row)


async def find_weekly(conn: AsyncConnection, person_id: int, *, on: date) -> Weekly | None:
    """Somebody's weekly check-in that opens on that date."""
    query = select(weeklies).where(weeklies.c.person_id == person_id, weeklies.c.opens_on == on)
    row = (await conn.execute(query)).first()
    return _weekly(row) if row else None


async def list_weeklies(
    conn: AsyncConnection, person_id: int, *, limit: int | None = None
) -> list[Weekly]:
    """Somebody's weekly check-ins, newest first."""
    query = (
        select(weeklies)
        .where(weeklies.c.person_id == person_id)
        .order_by(weeklies.c.opens_on.desc())
        .limit(limit)
    )
    return [_weekly(row) for row in await conn.execute(query)]


async def list_shared_weeklies(
    conn: AsyncConnection, circle_id: int, *, since: datetime
) -> list[Weekly]:
    """Weekly check-ins whose lesson was shared with a circle since then, oldest first."""
    query = (
        select(weeklies)
        .where(weeklies.c.circle_id == circle_id, weeklies.c.answered_at >= since)
        .order_by(weeklies.c.answered_at, weeklies.c.id)
    )
    return [_weekly(row) for row in await conn.execute(query)]


async def put_weekly(
    conn: AsyncConnection, person_id: int, *, on: date, closes_at: datetime, now: datetime
) -> Weekly:
    """The check-in of that date: made now, or the one that is there."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(weeklies).values(
        person_id=person_id, opens_on=on, opened_at=now, closes_at=closes_at
    )
    await conn.execute(statement.on_conflict_do_nothing(index_elements=["person_id", "opens_on"]))
    found = await find_weekly(conn, person_id, on=on)
    if found is None:
        raise NotForYou
    return found


async def change_weekly(conn: AsyncConnection, weekly_id: int, **values: Any) -> None:  # noqa: ANN401 - columns of several types
    """Set columns of one weekly check-in."""
    await conn.execute(update(weeklies).where(weeklies.c.id == weekly_id).values(**values))


async def keep_answer(
    conn: AsyncConnection, weekly_id: int, asked: Asked, *, text: str, message_id: int | None
) -> None:
    """Keep one answer and the message that holds it."""
    values: dict[str, Any] = {asked.value: text, _MESSAGES[asked].name: message_id}
    await change_weekly(conn, weekly_id, **values)


async def share(conn: AsyncConnection, weekly_id: int, *, circle_id: int) -> bool:
    """Share what was learned with a circle, once; False: it was shared before."""
    statement = (
        update(weeklies)
        .where(weeklies.c.id == weekly_id, weeklies.c.circle_id.is_(None))
        .values(circle_id=circle_id)
    )
    return (await conn.execute(statement)).rowcount == 1


async def find_answer_by_message(
    conn: AsyncConnection, person_id: int, *, message_id: int
) -> tuple[Weekly, Asked] | None:
    """The weekly answer that a message of theirs holds."""
    for asked, column in _MESSAGES.items():
        query = select(weeklies).where(weeklies.c.person_id == person_id, column == message_id)
        row = (await conn.execute(query)).first()
        if row is not None:
            return _weekly(row), asked
    return None


async def due_reminders(conn: AsyncConnection, *, at: datetime, limit: int) -> list[Weekly]:
    """Weekly check-ins whose reminder is due at `at`."""
    query = (
        select(weeklies)
        .where(weeklies.c.remind_at <= at)
        .order_by(weeklies.c.remind_at, weeklies.c.id)
        .limit(limit)
    )
    return [_weekly(row) for row in await conn.execute(query)]


async def next_reminder_at(conn: AsyncConnection) -> datetime | None:
    """When the next reminder is due."""
    at: datetime | None = (await conn.execute(select(func.min(weeklies.c.remind_at)))).scalar_one()
    return at


async def due_closings(conn: AsyncConnection, *, at: datetime, limit: int) -> list[Weekly]:
    """Weekly check-ins whose buttons go by `at`."""
    query = (
        select(weeklies)
        .where(weeklies.c.shown_until <= at)
        .order_by(weeklies.c.shown_until, weeklies.c.id)
        .limit(limit)
    )
    return [_weekly(row) for row in await conn.execute(query)]


async def list_shown(conn: AsyncConnection, person_id: int) -> list[Weekly]:
    """Somebody's weekly check-ins whose questions still have buttons."""
    query = select(weeklies).where(
        weeklies.c.person_id == person_id, weeklies.c.shown_until.is_not(None)
    )
    return [_weekly(row) for row in await conn.execute(query)]


async def next_closing_at(conn: AsyncConnection) -> datetime | None:
    """When the next buttons go."""
    at: datetime | None = (
        await conn.execute(select(func.min(weeklies.c.shown_until)))
    ).scalar_one()
    return at


async def remove_all(conn: AsyncConnection, person_id: int) -> None:
    """Remove somebody's weekly check-ins, settings and turn (erasure)."""
    for table in (weeklies, checkin_settings, weekly_turns):
        await conn.execute(delete(table).where(table.c.person_id == person_id))
