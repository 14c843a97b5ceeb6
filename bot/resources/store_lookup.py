"""What is being found out about links: leases, moments, screens."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.people.records import PersonId
from bot.resources.records import Lookup, Resource, ResourceId
from bot.resources.store import with_tags
from bot.resources.tables import resources


@dataclass(frozen=True, slots=True)
class Screen:
    """Where news of resources are shown; several on one screen are a list.

    Attributes:
        key: the delivery that shows it.
        person_id: to whom.
        resources: what is on it.
    """

    key: str
    person_id: PersonId
    resources: tuple[Resource, ...]


# The errand -----------------------------------------------------------------------------------------


async def list_due(
    conn: AsyncConnection, *, at: datetime, limit: int
) -> list[tuple[ResourceId, str, int]]:
    """Pages to be asked at `at`, oldest first: id, address, how often they were asked."""
    query = (
        select(resources.c.id, resources.c.url, resources.c.lookup_tries)
        .where(resources.c.lookup == Lookup.WAITING, resources.c.lookup_at <= at)
        .order_by(resources.c.lookup_at, resources.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [(ResourceId(r.id), r.url, r.lookup_tries) for r in await conn.execute(query)]


async def lease(conn: AsyncConnection, resource_id: ResourceId, *, until: datetime) -> None:
    """One more try; nobody else begins one before `until`."""
    await conn.execute(
        update(resources)
        .where(resources.c.id == resource_id)
        .values(lookup_at=until, lookup_tries=resources.c.lookup_tries + 1)
    )


async def next_due_at(conn: AsyncConnection) -> datetime | None:
    """When the next page is to be asked, leased ones included."""
    query = select(func.min(resources.c.lookup_at)).where(resources.c.lookup == Lookup.WAITING)
    at: datetime | None = (await conn.execute(query)).scalar_one()
    return at


async def settle_not_found(conn: AsyncConnection, resource_id: ResourceId) -> None:
    """Nothing was found out; the person is asked at their moment, not now."""
    await conn.execute(
        update(resources)
        .where(resources.c.id == resource_id, resources.c.lookup == Lookup.WAITING)
        .values(lookup=Lookup.NOT_FOUND, lookup_at=None)
    )


async def lock_waiting(conn: AsyncConnection, resource_id: ResourceId) -> Resource | None:
    """The resource while its page is asked, locked; None: it was settled before, or it is gone."""
    query = (
        select(resources)
        .where(resources.c.id == resource_id, resources.c.lookup == Lookup.WAITING)
        .with_for_update()
    )
    found = await with_tags(conn, await conn.execute(query))
    return next(iter(found.values()), None)


# The answer -----------------------------------------------------------------------------------------


async def list_to_answer(conn: AsyncConnection, *, at: datetime, limit: int) -> list[ResourceId]:
    """Resources whose person has waited long enough at `at`."""
    query = (
        select(resources.c.id)
        .where(resources.c.answer_at <= at)
        .order_by(resources.c.answer_at, resources.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [ResourceId(found) for found in await conn.scalars(query)]


async def wait_no_longer(conn: AsyncConnection, ids: Collection[ResourceId]) -> None:
    """Their persons are asked now."""
    await conn.execute(
        update(resources).where(resources.c.id.in_(sorted(ids))).values(answer_at=None)
    )


async def next_answer_at(conn: AsyncConnection) -> datetime | None:
    """When the next person is asked."""
    at: datetime | None = (
        await conn.execute(select(func.min(resources.c.answer_at)))
    ).scalar_one()
    return at


# Screens --------------------------------------------------------------------------------------------


async def put_screen(conn: AsyncConnection, ids: Collection[ResourceId], *, key: str) -> None:
    """News of these are shown by the delivery `key` from now on; empty: nowhere."""
    await conn.execute(
        update(resources).where(resources.c.id.in_(sorted(ids))).values(screen_key=key)
    )


async def find_screen(conn: AsyncConnection, resource_id: ResourceId) -> Screen | None:
    """The screen that shows a resource's news; None: there is none any more."""
    mine = select(resources.c.person_id, resources.c.screen_key).where(
        resources.c.id == resource_id
    )
    row = (await conn.execute(mine)).first()
    if row is None or not row.screen_key:
        return None
    query = (
        select(resources)
        .where(
            resources.c.person_id == row.person_id,
            resources.c.screen_key == row.screen_key,
            resources.c.removed_at.is_(None),
        )
        .order_by(resources.c.id)
    )
    found = await with_tags(conn, await conn.execute(query))
    return Screen(row.screen_key, PersonId(row.person_id), tuple(found.values()))


async def forget_screens(conn: AsyncConnection, resource_id: ResourceId) -> None:
    """What a resource was shown on shows something else now, for all that was on it."""
    screen = await find_screen(conn, resource_id)
    if screen is not None:
        await put_screen(conn, [resource.id for resource in screen.resources], key="")
