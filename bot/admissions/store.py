"""The admissions' rows."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.admissions.records import UNDECIDED, WAITING, Admission, State
from bot.admissions.tables import admissions, is_waiting
from bot.circles.records import CircleId
from bot.circles.tables import circles, removals
from bot.errors import NotForYou
from bot.people.records import PersonId
from bot.people.tables import people


def _record(row: Row[*tuple[Any, ...]]) -> Admission:
    values = dict(row._mapping)  # noqa: SLF001 - the public name of a row's columns
    return Admission(**{**values, "state": State(values["state"])})


# Reading -----------------------------------------------------------------------------------------


async def get_admission(conn: AsyncConnection, admission_id: int) -> Admission:
    """The admission with that id, decided or not.

    Raises:
        NotForYou: there is none.
    """
    query = select(admissions).where(admissions.c.id == admission_id)
    row = (await conn.execute(query)).first()
    if row is None:
        raise NotForYou
    return _record(row)


async def find_waiting(
    conn: AsyncConnection, *, circle_id: int, person_id: int
) -> Admission | None:
    """That person's admission to a circle, while they wait."""
    query = select(admissions).where(
        admissions.c.circle_id == circle_id,
        admissions.c.person_id == person_id,
        admissions.c.state.in_(sorted(WAITING)),
    )
    row = (await conn.execute(query)).first()
    return _record(row) if row else None


async def list_of(conn: AsyncConnection, person_id: int) -> list[Admission]:
    """Every admission of one newcomer, oldest first."""
    query = select(admissions).where(admissions.c.person_id == person_id).order_by(admissions.c.id)
    return [_record(row) for row in await conn.execute(query)]


async def list_undecided(conn: AsyncConnection, circle_id: CircleId) -> list[Admission]:
    """A circle's undecided admissions, oldest first."""
    query = (
        select(admissions)
        .where(admissions.c.circle_id == circle_id, admissions.c.state.in_(sorted(UNDECIDED)))
        .order_by(admissions.c.id)
    )
    return [_record(row) for row in await conn.execute(query)]


async def count_undecided(conn: AsyncConnection, circle_id: CircleId) -> int:
    """How many admissions of a circle are undecided."""
    query = select(func.count()).where(
        admissions.c.circle_id == circle_id, admissions.c.state.in_(sorted(UNDECIDED))
    )
    return int((await conn.execute(query)).scalar_one())


async def count_tries(
    conn: AsyncConnection, *, circle_id: int, person_id: int, since: datetime
) -> int:
    """How often somebody knocked at a circle after `since`."""
    query = select(func.count()).where(
        admissions.c.circle_id == circle_id,
        admissions.c.person_id == person_id,
        admissions.c.opened_at > since,
    )
    return int((await conn.execute(query)).scalar_one())


async def list_due(conn: AsyncConnection, *, at: datetime, limit: int) -> list[Admission]:
    """Admissions whose moment has come, or whose circle has changed since the last look."""
    query = (
        select(admissions)
        .join(circles, circles.c.id == admissions.c.circle_id)
        .where(
            is_waiting,
            (admissions.c.look_at <= at) | (circles.c.changes != admissions.c.seen_changes),
        )
        .order_by(admissions.c.look_at, admissions.c.id)
        .limit(limit)
    )
    return [_record(row) for row in await conn.execute(query)]


async def next_look_at(conn: AsyncConnection) -> datetime | None:
    """The next moment at which time alone changes something."""
    query = select(func.min(admissions.c.look_at)).where(is_waiting)
    earliest: datetime | None = (await conn.execute(query)).scalar_one()
    return earliest


async def list_forgettable(conn: AsyncConnection, *, limit: int) -> list[CircleId]:
    """Deleted circles whose texts are still there, and at whose door nobody waits any more."""
    waits = select(admissions.c.id).where(admissions.c.circle_id == circles.c.id, is_waiting)
    query = (
        select(circles.c.id)
        .where(circles.c.forget_at.is_not(None), ~waits.exists())
        .order_by(circles.c.id)
        .limit(limit)
    )
    return [CircleId(number) for number in (await conn.execute(query)).scalars()]


async def removed_names(conn: AsyncConnection, circle_id: CircleId) -> list[str]:
    """Full names of people who were removed from a circle."""
    query = (
        select(people.c.full_name)
        .join(removals, removals.c.person_id == people.c.id)
        .where(removals.c.circle_id == circle_id)
        .order_by(people.c.id)
    )
    return list((await conn.execute(query)).scalars())


# The line ----------------------------------------------------------------------------------------


async def count_offers(conn: AsyncConnection, circle_id: CircleId) -> int:
    """How many free seats of a circle are kept for somebody in line."""
    query = select(func.count()).where(
        admissions.c.circle_id == circle_id,
        admissions.c.state == State.LINE,
        admissions.c.offered_until.is_not(None),
    )
    return int((await conn.execute(query)).scalar_one())


async def next_in_line(conn: AsyncConnection) -> Admission | None:
    """Who waits longest for a seat in an open circle that has one which is kept for nobody."""
    query = (
        select(admissions)
        .join(circles, circles.c.id == admissions.c.circle_id)
        .where(
            admissions.c.state == State.LINE,
            admissions.c.offered_until.is_(None),
            circles.c.archived_at.is_(None),
            circles.c.members
            + select(func.count())
            .select_from(_offered)
            .where(
                _offered.c.circle_id == circles.c.id,
                _offered.c.state == State.LINE,
                _offered.c.offered_until.is_not(None),
            )
            .scalar_subquery()
            < circles.c.seats,
        )
        .order_by(admissions.c.line_since, admissions.c.id)
        .limit(1)
    )
    row = (await conn.execute(query)).first()
    return _record(row) if row else None


_offered = admissions.alias("offered")


# Writing -----------------------------------------------------------------------------------------


async def create(conn: AsyncConnection, **values: Any) -> Admission:  # noqa: ANN401 - columns of several types
    """A new admission."""
    statement = insert(admissions).values(**values).returning(admissions)
    return _record((await conn.execute(statement)).one())


async def change(conn: AsyncConnection, admission: Admission, **values: Any) -> Admission | None:  # noqa: ANN401 - columns of several types
    """Set columns, by compare-and-set on the state; None when somebody else moved it."""
    statement = (
        update(admissions)
        .where(admissions.c.id == admission.id, admissions.c.state == admission.state)
        .values(**values)
        .returning(admissions)
    )
    row = (await conn.execute(statement)).first()
    return _record(row) if row else None


async def unname(conn: AsyncConnection, person_id: PersonId | int) -> None:
    """Take a newcomer and their words out of every admission (erasure)."""
    await conn.execute(
        update(admissions)
        .where(admissions.c.person_id == person_id)
        .values(person_id=None, introduction="", helps_with="")
    )


async def list_circle_ids_of(conn: AsyncConnection, person_id: int) -> list[CircleId]:
    """Every circle at whose door somebody has knocked."""
    query = select(admissions.c.circle_id).where(admissions.c.person_id == person_id).distinct()
    return [CircleId(number) for number in (await conn.execute(query)).scalars()]
