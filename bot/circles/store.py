"""The circles' rows."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.circles import store_log
from bot.circles.records import (
    Circle,
    CircleId,
    Member,
    MemberId,
    Role,
    Roll,
)
from bot.circles.tables import circles, members, removals
from bot.errors import NotForYou
from bot.people.tables import people


def circle_record(row: Row[*tuple[Any, ...]]) -> Circle:
    """A circle from a row that holds all columns of `circles`."""
    return Circle(**{name: row._mapping[name] for name in circles.c.keys()})  # noqa: SLF001, SIM118


def member_record(row: Row[*tuple[Any, ...]]) -> Member:
    """A member from a row that holds all columns of `members`."""
    values = {name: row._mapping[name] for name in members.c.keys()}  # noqa: SLF001, SIM118
    return Member(**{**values, "role": Role(values["role"])})


# Reading -----------------------------------------------------------------------------------------


async def get_circle(conn: AsyncConnection, circle_id: int) -> Circle:
    """The circle with that id.

    Raises:
        NotForYou: there is none.
    """
    row = (await conn.execute(select(circles).where(circles.c.id == circle_id))).first()
    if row is None:
        raise NotForYou
    return circle_record(row)


async def lock_circle(conn: AsyncConnection, circle_id: int) -> Circle:
    """The circle, locked until the transaction ends: first of all in what changes who is in it.

    Raises:
        NotForYou: there is none.
    """
    query = select(circles).where(circles.c.id == circle_id).with_for_update()
    row = (await conn.execute(query)).first()
    if row is None:
        raise NotForYou
    return circle_record(row)


async def get_roll(conn: AsyncConnection, circle_id: int) -> Roll:
    """The circle with everybody who is in it, longest-standing first."""
    circle = await get_circle(conn, circle_id)
    query = (
        select(members)
        .where(
            members.c.circle_id == circle_id,
            members.c.left_at.is_(None),
            members.c.person_id.is_not(None),
        )
        .order_by(members.c.joined_at, members.c.id)
    )
    return Roll(circle, tuple(member_record(row) for row in await conn.execute(query)))


async def find_stay(conn: AsyncConnection, *, circle_id: int, person_id: int) -> Member | None:
    """That person's present stay in a circle."""
    query = select(members).where(
        members.c.circle_id == circle_id,
        members.c.person_id == person_id,
        members.c.left_at.is_(None),
    )
    row = (await conn.execute(query)).first()
    return member_record(row) if row else None


async def get_member(conn: AsyncConnection, member_id: int) -> Member:
    """The stay with that id, ended or not; an erased one counts as absent.

    Raises:
        NotForYou: there is none.
    """
    query = select(members).where(members.c.id == member_id, members.c.person_id.is_not(None))
    row = (await conn.execute(query)).first()
    if row is None:
        raise NotForYou
    return member_record(row)


async def list_circles_of(conn: AsyncConnection, person_id: int) -> list[tuple[Circle, Member]]:
    """The open circles somebody is in, oldest first, each with their stay."""
    query = (
        select(members)
        .join(circles, circles.c.id == members.c.circle_id)
        .where(
            members.c.person_id == person_id,
            members.c.left_at.is_(None),
            circles.c.archived_at.is_(None),
        )
        .order_by(members.c.joined_at, members.c.id)
    )
    stays = [member_record(row) for row in await conn.execute(query)]
    ids = [stay.circle_id for stay in stays]
    found = await conn.execute(select(circles).where(circles.c.id.in_(ids)))
    by_id = {row.id: circle_record(row) for row in found}
    return [(by_id[stay.circle_id], stay) for stay in stays]


async def list_stays(conn: AsyncConnection, person_id: int) -> list[tuple[Circle, Member]]:
    """Every stay of somebody, past and present, oldest first, each with its circle."""
    query = (
        select(members)
        .where(members.c.person_id == person_id)
        .order_by(members.c.joined_at, members.c.id)
    )
    stays = [member_record(row) for row in await conn.execute(query)]
    ids = {stay.circle_id for stay in stays}
    found = await conn.execute(select(circles).where(circles.c.id.in_(ids)))
    by_id = {row.id: circle_record(row) for row in found}
    return [(by_id[stay.circle_id], stay) for stay in stays]


async def list_removals(conn: AsyncConnection, person_id: int) -> list[tuple[str, datetime]]:
    """The names of the circles that somebody was removed from, and when."""
    query = (
        select(circles.c.name, removals.c.at)
        .join(circles, circles.c.id == removals.c.circle_id)
        .where(removals.c.person_id == person_id)
        .order_by(removals.c.at)
    )
    return [(row.name, row.at) for row in await conn.execute(query)]


async def list_stays_of_gone(
    conn: AsyncConnection, *, before: datetime, limit: int
) -> list[Member]:
    """Present stays of people whose Telegram account was deleted at `before` or earlier."""
    query = (
        select(members)
        .join(people, people.c.id == members.c.person_id)
        .where(members.c.left_at.is_(None), people.c.gone_at <= before)
        .order_by(members.c.circle_id, members.c.id)
        .limit(limit)
    )
    return [member_record(row) for row in await conn.execute(query)]


async def first_gone_at(conn: AsyncConnection) -> datetime | None:
    """When the first account that still has a stay was deleted."""
    query = (
        select(func.min(people.c.gone_at))
        .select_from(members.join(people, people.c.id == members.c.person_id))
        .where(members.c.left_at.is_(None))
    )
    first: datetime | None = (await conn.execute(query)).scalar_one()
    return first


async def find_removal(
    conn: AsyncConnection, *, circle_id: int, person_id: int
) -> datetime | None:
    """When that person was removed from the circle; None: never, or they were let in again."""
    query = select(removals.c.at).where(
        removals.c.circle_id == circle_id, removals.c.person_id == person_id
    )
    removed_at: datetime | None = (await conn.execute(query)).scalar_one_or_none()
    return removed_at


async def count_hosted_by(conn: AsyncConnection, person_id: int) -> int:
    """How many open circles somebody hosts."""
    query = (
        select(func.count())
        .select_from(members.join(circles, circles.c.id == members.c.circle_id))
        .where(
            members.c.person_id == person_id,
            members.c.left_at.is_(None),
            members.c.role == Role.HOST,
            circles.c.archived_at.is_(None),
        )
    )
    return int((await conn.execute(query)).scalar_one())


async def list_host_ids(conn: AsyncConnection) -> list[int]:
    """Everybody who hosts an open circle."""
    query = (
        select(members.c.person_id)
        .join(circles, circles.c.id == members.c.circle_id)
        .where(
            members.c.person_id.is_not(None),
            members.c.left_at.is_(None),
            members.c.role == Role.HOST,
            circles.c.archived_at.is_(None),
        )
        .distinct()
        .order_by(members.c.person_id)
    )
    return list((await conn.execute(query)).scalars())


async def count_circles_of(conn: AsyncConnection, person_id: int) -> int:
    """How many open circles somebody is in."""
    query = (
        select(func.count())
        .select_from(members.join(circles, circles.c.id == members.c.circle_id))
        .where(
            members.c.person_id == person_id,
            members.c.left_at.is_(None),
            circles.c.archived_at.is_(None),
        )
    )
    return int((await conn.execute(query)).scalar_one())


# Writing -----------------------------------------------------------------------------------------


async def create_circle(conn: AsyncConnection, **values: Any) -> Circle:  # noqa: ANN401 - columns of several types
    """A new circle without members; `values` are its columns."""
    statement = insert(circles).values(members=0, **values).returning(circles)
    return circle_record((await conn.execute(statement)).one())


async def take_seat(conn: AsyncConnection, circle_id: int) -> bool:
    """Count one more member, if a seat is free and the circle open; the truth about the last seat."""
    statement = (
        update(circles)
        .where(
            circles.c.id == circle_id,
            circles.c.members < circles.c.seats,
            circles.c.archived_at.is_(None),
        )
        .values(members=circles.c.members + 1, changes=circles.c.changes + 1)
    )
    return (await conn.execute(statement)).rowcount == 1


async def add_member(
    conn: AsyncConnection,
    *,
    circle_id: int,
    person_id: int,
    role: Role,
    is_opener: bool,
    helps_with: str,
    now: datetime,
) -> Member:
    """A new stay; its seat must have been taken in this transaction."""
    statement = (
        insert(members)
        .values(
            circle_id=circle_id,
            person_id=person_id,
            role=role,
            joined_at=now,
            is_opener=is_opener,
            helps_with=helps_with,
            is_muted=False,
        )
        .returning(members)
    )
    return member_record((await conn.execute(statement)).one())


async def end_stay(conn: AsyncConnection, member: Member, *, now: datetime) -> bool:
    """End a stay and free its seat; False when it had ended."""
    statement = (
        update(members)
        .where(members.c.id == member.id, members.c.left_at.is_(None))
        .values(left_at=now, role=Role.MEMBER)
    )
    if (await conn.execute(statement)).rowcount != 1:
        return False
    await conn.execute(
        update(circles)
        .where(circles.c.id == member.circle_id)
        .values(members=circles.c.members - 1, changes=circles.c.changes + 1)
    )
    return True


async def change_member(conn: AsyncConnection, member_id: MemberId, **values: Any) -> None:  # noqa: ANN401 - columns of several types
    """Set columns of one stay."""
    await conn.execute(update(members).where(members.c.id == member_id).values(**values))
    if "role" in values:
        where = select(members.c.circle_id).where(members.c.id == member_id).scalar_subquery()
        await conn.execute(
            update(circles).where(circles.c.id == where).values(changes=circles.c.changes + 1)
        )


async def change_circle(conn: AsyncConnection, circle_id: CircleId, **values: Any) -> None:  # noqa: ANN401 - columns of several types
    """Set columns of one circle."""
    await conn.execute(
        update(circles)
        .where(circles.c.id == circle_id)
        .values(**values, changes=circles.c.changes + 1)
    )


async def archive(
    conn: AsyncConnection, circle_id: CircleId, *, now: datetime, is_deleted: bool = False
) -> bool:
    """Close a circle and end every stay in it; False when it was closed before.

    `is_deleted`: its texts go too, once nobody needs its name any more (`forget_texts`).
    """
    statement = (
        update(circles)
        .where(circles.c.id == circle_id, circles.c.archived_at.is_(None))
        .values(
            archived_at=now,
            members=0,
            changes=circles.c.changes + 1,
            forget_at=now if is_deleted else None,
        )
    )
    if (await conn.execute(statement)).rowcount != 1:
        return False
    await conn.execute(
        update(members)
        .where(members.c.circle_id == circle_id, members.c.left_at.is_(None))
        .values(left_at=now, role=Role.MEMBER)
    )
    return True


async def record_removal(
    conn: AsyncConnection, *, circle_id: int, person_id: int, now: datetime
) -> None:
    """Remember that somebody was removed."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(removals).values(circle_id=circle_id, person_id=person_id, at=now)
    await conn.execute(
        statement.on_conflict_do_update(
            index_elements=["circle_id", "person_id"], set_={"at": now}
        )
    )


async def forgive_removal(conn: AsyncConnection, *, circle_id: int, person_id: int) -> None:
    """A host let them in again."""
    await conn.execute(
        delete(removals).where(
            removals.c.circle_id == circle_id, removals.c.person_id == person_id
        )
    )


async def unname(conn: AsyncConnection, person_id: int) -> None:
    """Take a person's name out of ended stays, removals and logs (erasure)."""
    await conn.execute(delete(removals).where(removals.c.person_id == person_id))
    await store_log.unname(conn, person_id)
    await conn.execute(
        update(members)
        .where(members.c.person_id == person_id)
        .values(person_id=None, helps_with="")
    )


async def forget_texts(conn: AsyncConnection, circle_id: CircleId) -> None:
    """Remove all that was written about a closed circle and in it; the rows stay for the counts."""
    await conn.execute(delete(removals).where(removals.c.circle_id == circle_id))
    await conn.execute(
        update(circles)
        .where(circles.c.id == circle_id)
        .values(name="", field="", focus="", forget_at=None)
    )
    await conn.execute(
        update(members).where(members.c.circle_id == circle_id).values(helps_with="")
    )
