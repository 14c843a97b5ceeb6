"""The resources' rows."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotForYou
from bot.goals.records import GoalId
from bot.people.records import PersonId
from bot.people.tables import people
from bot.reading.links import Link
from bot.reading.records import Mode
from bot.resources.records import Lookup, Resource, ResourceId
from bot.resources.tables import (
    resource_hours,
    resource_shares,
    resource_tags,
    resource_thanks,
    resources,
)


def resource_record(row: Row[*tuple[Any, ...]], tags: Sequence[str] = ()) -> Resource:
    """A resource from a row that holds all columns of `resources`."""
    return Resource(
        id=ResourceId(row.id),
        person_id=PersonId(row.person_id),
        key=row.key,
        url=row.url,
        site=row.site,
        title=row.title,
        mode=None if row.mode is None else Mode(row.mode),
        minutes=row.minutes,
        goal_id=None if row.goal_id is None else GoalId(row.goal_id),
        why=row.why,
        tags=tuple(tags),
        saved_from=None if row.saved_from is None else ResourceId(row.saved_from),
        lookup=Lookup(row.lookup),
        created_at=row.created_at,
        answer_at=row.answer_at,
    )


# Reading --------------------------------------------------------------------------------------------


async def with_tags(
    conn: AsyncConnection, rows: Iterable[Row[*tuple[Any, ...]]]
) -> dict[int, Resource]:
    """Resources by id, from rows that hold all columns of `resources`, in their order."""
    found = list(rows)
    tags: dict[int, list[str]] = {}
    query = (
        select(resource_tags)
        .where(resource_tags.c.resource_id.in_([row.id for row in found]))
        .order_by(resource_tags.c.tag)
    )
    for row in await conn.execute(query):
        tags.setdefault(row.resource_id, []).append(row.tag)
    return {row.id: resource_record(row, tags.get(row.id, ())) for row in found}


async def get_resource(conn: AsyncConnection, resource_id: int) -> Resource:
    """The resource with that id.

    Raises:
        NotForYou: there is none.
    """
    found = await with_tags(
        conn, await conn.execute(select(resources).where(resources.c.id == resource_id))
    )
    for resource in found.values():
        return resource
    raise NotForYou


async def find_by_key(conn: AsyncConnection, person_id: int, key: str) -> Resource | None:
    """Somebody's resource by its key, a removed one included."""
    query = select(resources).where(resources.c.person_id == person_id, resources.c.key == key)
    found = await with_tags(conn, await conn.execute(query))
    return next(iter(found.values()), None)


async def list_resources(
    conn: AsyncConnection, ids: Collection[int]
) -> Mapping[ResourceId, Resource]:
    """Resources by id, removed ones included."""
    query = select(resources).where(resources.c.id.in_(sorted(ids)))
    found = await with_tags(conn, await conn.execute(query))
    return {resource.id: resource for resource in found.values()}


async def list_mine(
    conn: AsyncConnection, person_id: int, *, limit: int | None = None, offset: int = 0
) -> list[Resource]:
    """What somebody has and did not remove, newest first."""
    query = (
        select(resources)
        .where(resources.c.person_id == person_id, resources.c.removed_at.is_(None))
        .order_by(resources.c.created_at.desc(), resources.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return list((await with_tags(conn, await conn.execute(query))).values())


async def list_all(conn: AsyncConnection, person_id: int) -> list[Resource]:
    """Every row of somebody's, oldest first (export)."""
    query = select(resources).where(resources.c.person_id == person_id).order_by(resources.c.id)
    return list((await with_tags(conn, await conn.execute(query))).values())


async def count_mine(conn: AsyncConnection, person_id: int) -> int:
    """How many somebody has and did not remove."""
    query = (
        select(func.count())
        .select_from(resources)
        .where(resources.c.person_id == person_id, resources.c.removed_at.is_(None))
    )
    return int((await conn.execute(query)).scalar_one())


# Writing --------------------------------------------------------------------------------------------


async def lock_resources_of(conn: AsyncConnection, person_id: int) -> None:
    """Keep two transactions from both adding the last one that somebody may have."""
    await conn.execute(select(people.c.id).where(people.c.id == person_id).with_for_update())


async def hold_resource(conn: AsyncConnection, resource_id: int) -> None:
    """Let it not go until the transaction ends: rows that refer to it are about to be written."""
    query = select(resources.c.id).where(resources.c.id == resource_id)
    await conn.execute(query.with_for_update(read=True, key_share=True))


async def lock_for_erasure(
    conn: AsyncConnection, person_id: int, *, others: Collection[int]
) -> None:
    """All rows that an erasure changes, in one order: two at once must not wait for one another."""
    theirs = select(resources.c.id).where(resources.c.person_id == person_id)
    query = (
        select(resources.c.id)
        .where(
            (resources.c.person_id == person_id)
            | resources.c.saved_from.in_(theirs)
            | resources.c.id.in_(sorted(others))
        )
        .order_by(resources.c.id)
        .with_for_update()
    )
    await conn.execute(query)


async def lock_resource(conn: AsyncConnection, resource_id: int) -> None:
    """Of two who change what is said of it at once, let the second see what the first did."""
    await conn.execute(
        select(resources.c.id).where(resources.c.id == resource_id).with_for_update(key_share=True)
    )


async def add_resource(
    conn: AsyncConnection,
    *,
    person_id: int,
    link: Link,
    now: datetime,
    site: str,
    title: str = "",
    mode: Mode | None = None,
    minutes: int | None = None,
    goal_id: int | None = None,
    why: str = "",
    tags: Sequence[str] = (),
    saved_from: ResourceId | None = None,
    lookup: Lookup = Lookup.NONE,
    answer_at: datetime | None = None,
) -> Resource:
    """A new resource; `lookup` WAITING: its page is asked from now on."""
    statement = (
        insert(resources)
        .values(
            person_id=person_id,
            key=link.key,
            url=link.url,
            site=site,
            title=title,
            mode=mode,
            minutes=minutes,
            goal_id=goal_id,
            why=why,
            saved_from=saved_from,
            lookup=lookup,
            lookup_at=now if lookup is Lookup.WAITING else None,
            lookup_tries=0,
            answer_at=answer_at,
            screen_key="",
            created_at=now,
        )
        .returning(resources.c.id)
    )
    resource_id = ResourceId((await conn.execute(statement)).scalar_one())
    await put_tags(conn, resource_id, tags)
    return await get_resource(conn, resource_id)


async def change_resource(
    conn: AsyncConnection,
    resource_id: ResourceId,
    **values: Any,  # noqa: ANN401 - columns of several types
) -> None:
    """Set columns of one resource."""
    await conn.execute(update(resources).where(resources.c.id == resource_id).values(**values))


async def put_tags(conn: AsyncConnection, resource_id: ResourceId, tags: Sequence[str]) -> None:
    """These tags and no others."""
    await conn.execute(delete(resource_tags).where(resource_tags.c.resource_id == resource_id))
    for tag in tags:
        await conn.execute(insert(resource_tags).values(resource_id=resource_id, tag=tag))


async def remove(conn: AsyncConnection, resource_id: ResourceId, *, now: datetime) -> None:
    """Take one away: its row too, unless something of the person's still tells of it.

    What circles see of it must have been taken back.
    """
    await put_tags(conn, resource_id, ())
    await conn.execute(delete(resource_thanks).where(resource_thanks.c.resource_id == resource_id))
    await conn.execute(
        update(resources).where(resources.c.saved_from == resource_id).values(saved_from=None)
    )
    try:
        async with conn.begin_nested():
            await conn.execute(delete(resources).where(resources.c.id == resource_id))
    except IntegrityError:  # it stands on their queue: the slices above are not known here
        await change_resource(
            conn, resource_id, removed_at=now, why="", goal_id=None, screen_key="",
            lookup=Lookup.NONE, lookup_at=None, answer_at=None,
        )  # fmt: skip


async def is_removed(conn: AsyncConnection, resource_id: ResourceId) -> bool:
    """Whether its person took it away although the row is still there."""
    query = select(resources.c.removed_at).where(resources.c.id == resource_id)
    return (await conn.execute(query)).scalar_one_or_none() is not None


async def remove_all(conn: AsyncConnection, person_id: int) -> None:
    """Remove everything about a person's resources (erasure); copies of them stay, as nobody's."""
    theirs = select(resources.c.id).where(resources.c.person_id == person_id)
    for table in (resource_tags, resource_thanks, resource_shares):
        await conn.execute(table.delete().where(table.c.resource_id.in_(theirs)))
    await conn.execute(
        update(resources).where(resources.c.saved_from.in_(theirs)).values(saved_from=None)
    )
    await conn.execute(delete(resources).where(resources.c.person_id == person_id))
    await conn.execute(delete(resource_hours).where(resource_hours.c.person_id == person_id))


# How many in an hour --------------------------------------------------------------------------------


async def count_within_hour(conn: AsyncConnection, person_id: int, *, since: datetime) -> int:
    """How many new links somebody brought in the hour that began after `since`."""
    query = select(resource_hours.c.links).where(
        resource_hours.c.person_id == person_id, resource_hours.c.began_at > since
    )
    return (await conn.execute(query)).scalar_one_or_none() or 0


async def count_one_more(
    conn: AsyncConnection, person_id: int, *, since: datetime, now: datetime
) -> None:
    """Count a new link; an hour that began at `since` or earlier is over.

    The person's row must be locked.
    """
    counted = await count_within_hour(conn, person_id, since=since)
    if counted:
        values: dict[str, Any] = {"links": counted + 1}
    else:
        values = {"began_at": now, "links": 1}
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    first = dialect.insert(resource_hours).values(person_id=person_id, began_at=now, links=1)
    await conn.execute(first.on_conflict_do_update(index_elements=["person_id"], set_=values))
