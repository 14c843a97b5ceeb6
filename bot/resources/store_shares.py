"""What circles see of resources, and how their members hear of it."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.circles.records import CircleId, MemberId
from bot.circles.tables import circles, members
from bot.resources.records import Hears, ResourceId, Shared
from bot.resources.store_seen import list_shares, shares_query
from bot.resources.tables import (
    link_settings,
    link_weeks,
    resource_shares,
    resources,
)

# Reading --------------------------------------------------------------------------------------------


async def find_seen_by(
    conn: AsyncConnection, resource_id: int, *, person_id: int, circle_id: int | None = None
) -> Shared | None:
    """The resource as an open circle sees it that the person is in; the first such, or that circle."""
    reader = members.alias("reader")
    query = (
        shares_query()
        .join(reader, reader.c.circle_id == resource_shares.c.circle_id)
        .join(circles, circles.c.id == resource_shares.c.circle_id)
        .where(
            resources.c.id == resource_id,
            reader.c.person_id == person_id,
            reader.c.left_at.is_(None),
            circles.c.archived_at.is_(None),
        )
        .order_by(resource_shares.c.shared_at, resource_shares.c.circle_id)
    )
    if circle_id is not None:
        query = query.where(resource_shares.c.circle_id == circle_id)
    return next(iter(await list_shares(conn, query)), None)


async def find_in_circle(conn: AsyncConnection, circle_id: int, *, key: str) -> Shared | None:
    """Who of the circle's present members shares that link."""
    query = shares_query().where(
        resource_shares.c.circle_id == circle_id, resource_shares.c.key == key
    )
    return next(iter(await list_shares(conn, query)), None)


async def list_shares_of(conn: AsyncConnection, resource_id: int) -> list[Shared]:
    """The circles that see one resource, the one that saw it first first."""
    query = (
        shares_query()
        .where(resources.c.id == resource_id)
        .order_by(resource_shares.c.shared_at, resource_shares.c.circle_id)
    )
    return await list_shares(conn, query)


async def list_shares_by(conn: AsyncConnection, person_id: int) -> list[Shared]:
    """What somebody shares, in all their circles."""
    query = shares_query().where(resources.c.person_id == person_id).order_by(resources.c.id)
    return await list_shares(conn, query)


async def list_batch(conn: AsyncConnection, member_id: int, *, batch: int) -> list[Shared]:
    """What one member shares and is told together, oldest first."""
    query = (
        shares_query()
        .where(resource_shares.c.member_id == member_id, resource_shares.c.batch == batch)
        .order_by(resource_shares.c.shared_at, resources.c.id)
    )
    return await list_shares(conn, query)


async def find_batch(
    conn: AsyncConnection, *, resource_id: int, member_id: int
) -> tuple[bool, int | None]:
    """Whether a stay shares a resource, and the batch that it is told in (None: alone)."""
    query = select(resource_shares.c.batch).where(
        resource_shares.c.resource_id == resource_id, resource_shares.c.member_id == member_id
    )
    row = (await conn.execute(query)).first()
    return row is not None, row.batch if row else None


async def has_shared_since(conn: AsyncConnection, member_id: int, *, since: datetime) -> bool:
    """Whether that member shares something that came at `since` or later."""
    query = select(resource_shares.c.resource_id).where(
        resource_shares.c.member_id == member_id, resource_shares.c.shared_at >= since
    )
    return (await conn.execute(query.limit(1))).first() is not None


# Writing --------------------------------------------------------------------------------------------


async def share(
    conn: AsyncConnection,
    *,
    resource_id: ResourceId,
    key: str,
    member_id: MemberId,
    circle_id: CircleId,
    batch: int | None,
    now: datetime,
) -> bool:
    """Let the circle of that stay see the resource; False: somebody there shares that link already."""
    left = select(members.c.id).where(
        members.c.circle_id == circle_id,
        (members.c.left_at.is_not(None)) | (members.c.person_id.is_(None)),
    )
    # Whoever shared it first has left: a new share takes its place.
    await conn.execute(
        delete(resource_shares).where(
            resource_shares.c.circle_id == circle_id,
            resource_shares.c.key == key,
            resource_shares.c.member_id.in_(left),
        )
    )
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = (
        dialect.insert(resource_shares)
        .values(
            resource_id=resource_id,
            member_id=member_id,
            circle_id=circle_id,
            key=key,
            shared_at=now,
            batch=batch,
        )
        .on_conflict_do_nothing()
        .returning(resource_shares.c.resource_id)
    )
    return (await conn.execute(statement)).first() is not None


async def unshare(conn: AsyncConnection, *, resource_id: int, member_id: int) -> bool:
    """Let the circle of that stay see it no longer; False: it did not."""
    statement = delete(resource_shares).where(
        resource_shares.c.resource_id == resource_id, resource_shares.c.member_id == member_id
    )
    return (await conn.execute(statement)).rowcount > 0


async def unshare_all(conn: AsyncConnection, resource_id: int) -> None:
    """Let no circle see it, those of ended stays included."""
    await conn.execute(delete(resource_shares).where(resource_shares.c.resource_id == resource_id))


# How members hear -----------------------------------------------------------------------------------


async def list_hears(
    conn: AsyncConnection, member_ids: Collection[int]
) -> Mapping[MemberId, Hears]:
    """How each of these stays hears of links; at once where nothing was set."""
    query = select(link_settings).where(link_settings.c.member_id.in_(sorted(member_ids)))
    chosen = {row.member_id: Hears(row.hears) for row in await conn.execute(query)}
    return {MemberId(each): chosen.get(each, Hears.AT_ONCE) for each in member_ids}


async def put_hears(conn: AsyncConnection, member_id: int, hears: Hears) -> None:
    """Let a stay hear of links so."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(link_settings).values(member_id=member_id, hears=hears)
    await conn.execute(
        statement.on_conflict_do_update(index_elements=["member_id"], set_={"hears": hears})
    )


async def list_hears_of(conn: AsyncConnection, person_id: int) -> list[tuple[str, Hears]]:
    """What somebody set, with the names of the circles (export)."""
    query = (
        select(circles.c.name, link_settings.c.hears)
        .join(members, members.c.id == link_settings.c.member_id)
        .join(circles, circles.c.id == members.c.circle_id)
        .where(members.c.person_id == person_id)
        .order_by(members.c.id)
    )
    return [(row.name, Hears(row.hears)) for row in await conn.execute(query)]


async def remove_settings(conn: AsyncConnection, person_id: int) -> None:
    """Remove how somebody hears of links (erasure)."""
    theirs = select(members.c.id).where(members.c.person_id == person_id)
    await conn.execute(delete(link_settings).where(link_settings.c.member_id.in_(theirs)))


# Weeks ----------------------------------------------------------------------------------------------


async def begin_week(
    conn: AsyncConnection, circle_id: CircleId, *, zone: str, next_at: datetime
) -> None:
    """See to it that a circle's links are told once a week from now on."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(link_weeks).values(
        circle_id=circle_id, zone=zone, told_at=None, next_at=next_at
    )
    await conn.execute(statement.on_conflict_do_nothing())


async def list_due_weeks(
    conn: AsyncConnection, *, at: datetime, limit: int
) -> list[tuple[CircleId, str, datetime | None, datetime]]:
    """Circles whose week is over at `at`: id, zone, until when they were told, when it was due."""
    query = (
        select(link_weeks)
        .where(link_weeks.c.next_at <= at)
        .order_by(link_weeks.c.next_at, link_weeks.c.circle_id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [
        (CircleId(row.circle_id), row.zone, row.told_at, row.next_at)
        for row in await conn.execute(query)
    ]


async def put_week(
    conn: AsyncConnection, circle_id: CircleId, *, told_at: datetime | None, next_at: datetime
) -> None:
    """Until when a circle was told, and when it is next."""
    await conn.execute(
        link_weeks.update()
        .where(link_weeks.c.circle_id == circle_id)
        .values(told_at=told_at, next_at=next_at)
    )


async def end_weeks(conn: AsyncConnection, circle_id: CircleId) -> None:
    """The circle is closed."""
    await conn.execute(delete(link_weeks).where(link_weeks.c.circle_id == circle_id))


async def next_week_at(conn: AsyncConnection) -> datetime | None:
    """When the next circle's week is over."""
    at: datetime | None = (await conn.execute(select(func.min(link_weeks.c.next_at)))).scalar_one()
    return at
