"""Who said thanks for what."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.circles.tables import circles, members
from bot.people.records import PersonId
from bot.people.tables import people
from bot.resources.records import ResourceId
from bot.resources.tables import resource_thanks, resources


async def thank(
    conn: AsyncConnection, resource_id: ResourceId, *, member_id: int, now: datetime
) -> bool:
    """Keep one stay's thanks; False: they were said before."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = (
        dialect.insert(resource_thanks)
        .values(resource_id=resource_id, member_id=member_id, thanked_at=now)
        .on_conflict_do_nothing()
        .returning(resource_thanks.c.resource_id)
    )
    return (await conn.execute(statement)).first() is not None


async def list_names(conn: AsyncConnection, resource_id: int) -> list[str]:
    """The names of those who said thanks for a resource, the first first; each person once."""
    query = (
        select(people.c.id, people.c.name)
        .join(members, members.c.person_id == people.c.id)
        .join(resource_thanks, resource_thanks.c.member_id == members.c.id)
        .where(resource_thanks.c.resource_id == resource_id)
        .order_by(resource_thanks.c.thanked_at, people.c.id)
    )
    return list({row.id: row.name for row in await conn.execute(query)}.values())


async def list_thanked_by(
    conn: AsyncConnection, person_id: int
) -> list[tuple[ResourceId, PersonId, str, datetime]]:
    """What somebody said thanks for: resource, whose, its address, when; oldest first."""
    query = (
        select(
            resources.c.id, resources.c.person_id, resources.c.url, resource_thanks.c.thanked_at
        )
        .join(resource_thanks, resource_thanks.c.resource_id == resources.c.id)
        .join(members, members.c.id == resource_thanks.c.member_id)
        .where(members.c.person_id == person_id)
        .order_by(resource_thanks.c.thanked_at, resources.c.id)
    )
    return [
        (ResourceId(row.id), PersonId(row.person_id), row.url, row.thanked_at)
        for row in await conn.execute(query)
    ]


async def list_thankers(
    conn: AsyncConnection, person_id: int, keys: Collection[str]
) -> Mapping[str, tuple[PersonId, ...]]:
    """By key: the person's present fellow members who said thanks for a resource with it.

    Whoever shared it counts for nothing, and neither does the person. Keys without thanks are absent.
    """
    mine, fellow = members.alias("mine"), members.alias("fellow")
    query = (
        select(resources.c.key, fellow.c.person_id)
        .join(resource_thanks, resource_thanks.c.resource_id == resources.c.id)
        .join(fellow, fellow.c.id == resource_thanks.c.member_id)
        .join(mine, mine.c.circle_id == fellow.c.circle_id)
        .join(circles, circles.c.id == fellow.c.circle_id)
        .where(
            resources.c.key.in_(sorted(keys)),
            mine.c.person_id == person_id,
            mine.c.left_at.is_(None),
            fellow.c.left_at.is_(None),
            fellow.c.person_id.is_not(None),
            fellow.c.person_id != person_id,
            circles.c.archived_at.is_(None),
        )
        .distinct()
        .order_by(resources.c.key, fellow.c.person_id)
    )
    found: dict[str, list[PersonId]] = {}
    for row in await conn.execute(query):
        found.setdefault(row.key, []).append(PersonId(row.person_id))
    return {key: tuple(thankers) for key, thankers in found.items()}


async def remove_thanks_by(conn: AsyncConnection, person_id: int) -> None:
    """Remove somebody's thanks (erasure)."""
    theirs = select(members.c.id).where(members.c.person_id == person_id)
    await conn.execute(delete(resource_thanks).where(resource_thanks.c.member_id.in_(theirs)))
