"""The sources' rows, and what belongs to one source: its tags and goals."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import NotForYou
from bot.goals.records import GoalId
from bot.people.records import PersonId
from bot.people.tables import people
from bot.sources.records import Source, SourceDraft, SourceId, SourceKind
from bot.sources.tables import source_goals, source_shares, source_tags, sources


def _record(row: Row[*tuple[Any, ...]], tags: Sequence[str]) -> Source:
    return Source(
        id=SourceId(row.id),
        person_id=PersonId(row.person_id),
        kind=SourceKind(row.kind),
        title=row.title,
        key=row.key,
        site=row.site,
        handle=row.handle,
        url=row.url,
        note=row.note,
        tags=tuple(tags),
        saved_from=None if row.saved_from is None else PersonId(row.saved_from),
        created_at=row.created_at,
    )


async def records(conn: AsyncConnection, rows: Sequence[Row[Any]]) -> list[Source]:
    """Sources from rows that hold all columns of `sources`, with their tags."""
    tags: dict[int, list[str]] = {}
    if rows:
        query = (
            select(source_tags)
            .where(source_tags.c.source_id.in_([row.id for row in rows]))
            .order_by(source_tags.c.tag)
        )
        for tag in await conn.execute(query):
            tags.setdefault(tag.source_id, []).append(tag.tag)
    return [_record(row, tags.get(row.id, ())) for row in rows]


# Reading -----------------------------------------------------------------------------------------


async def get_source(conn: AsyncConnection, source_id: int) -> Source:
    """The source with that id.

    Raises:
        NotForYou: there is none.
    """
    rows = (await conn.execute(select(sources).where(sources.c.id == source_id))).all()
    if not rows:
        raise NotForYou
    return (await records(conn, rows))[0]


async def lock_people(conn: AsyncConnection, ids: Collection[int]) -> None:
    """Who saves, and whose it is, in one order: neither goes meanwhile, and no two wait for one another."""
    query = select(people.c.id).where(people.c.id.in_(sorted(ids))).order_by(people.c.id)
    await conn.execute(query.with_for_update())


async def find_by_key(conn: AsyncConnection, person_id: int, key: str) -> Source | None:
    """Somebody's source by what it is."""
    query = select(sources).where(sources.c.person_id == person_id, sources.c.key == key)
    found = await records(conn, (await conn.execute(query)).all())
    return found[0] if found else None


async def list_sources(
    conn: AsyncConnection, person_id: int, *, kind: SourceKind | None = None
) -> list[Source]:
    """Somebody's sources, oldest first."""
    query = select(sources).where(sources.c.person_id == person_id).order_by(sources.c.id)
    if kind is not None:
        query = query.where(sources.c.kind == kind.value)
    return await records(conn, (await conn.execute(query)).all())


async def list_for_goal(conn: AsyncConnection, goal_id: int) -> list[Source]:
    """What a goal is learned from, oldest first."""
    query = (
        select(sources)
        .join(source_goals, source_goals.c.source_id == sources.c.id)
        .where(source_goals.c.goal_id == goal_id)
        .order_by(sources.c.id)
    )
    return await records(conn, (await conn.execute(query)).all())


async def count_by_goal(conn: AsyncConnection, person_id: int) -> dict[GoalId, int]:
    """How many sources serve each goal of somebody; goals with none are left out."""
    query = (
        select(source_goals.c.goal_id, func.count())
        .join(sources, sources.c.id == source_goals.c.source_id)
        .where(sources.c.person_id == person_id)
        .group_by(source_goals.c.goal_id)
    )
    return {GoalId(row[0]): int(row[1]) for row in await conn.execute(query)}


async def list_goal_ids(conn: AsyncConnection, source_id: int) -> list[GoalId]:
    """Which goals a source serves."""
    query = (
        select(source_goals.c.goal_id)
        .where(source_goals.c.source_id == source_id)
        .order_by(source_goals.c.goal_id)
    )
    return [GoalId(goal_id) for goal_id in await conn.scalars(query)]


async def count_sources(conn: AsyncConnection, person_id: int) -> int:
    """How many somebody has."""
    query = select(func.count()).select_from(sources).where(sources.c.person_id == person_id)
    return int((await conn.execute(query)).scalar_one())


# Writing -----------------------------------------------------------------------------------------


async def add_source(
    conn: AsyncConnection,
    *,
    person_id: int,
    draft: SourceDraft,
    saved_from: PersonId | None,
    now: datetime,
) -> Source | None:
    """A new source; None where they have it already."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = (
        dialect.insert(sources)
        .values(
            person_id=person_id,
            kind=draft.kind.value,
            title=draft.title,
            key=draft.key,
            site=draft.site,
            handle=draft.handle,
            url=draft.url,
            note="",
            saved_from=saved_from,
            created_at=now,
        )
        .on_conflict_do_nothing()
        .returning(sources)
    )
    row = (await conn.execute(statement)).first()
    return None if row is None else _record(row, ())


async def change(conn: AsyncConnection, source_id: int, **values: Any) -> None:  # noqa: ANN401 - columns of several types
    """Set columns of one source."""
    await conn.execute(update(sources).where(sources.c.id == source_id).values(**values))


async def set_tags(conn: AsyncConnection, source_id: int, tags: Iterable[str]) -> None:
    """Put these tags in place of what there was."""
    await conn.execute(delete(source_tags).where(source_tags.c.source_id == source_id))
    for tag in dict.fromkeys(tags):
        await conn.execute(insert(source_tags).values(source_id=source_id, tag=tag))


async def attach(conn: AsyncConnection, *, source_id: int, goal_id: int) -> None:
    """Let a source serve a goal."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(source_goals).values(source_id=source_id, goal_id=goal_id)
    await conn.execute(statement.on_conflict_do_nothing())


async def detach(conn: AsyncConnection, *, source_id: int, goal_id: int) -> None:
    """Let a source serve a goal no longer."""
    await conn.execute(
        delete(source_goals).where(
            source_goals.c.source_id == source_id, source_goals.c.goal_id == goal_id
        )
    )


async def remove(conn: AsyncConnection, source_ids: Sequence[int]) -> None:
    """Remove sources with all that belongs to them."""
    for table in (source_tags, source_goals, source_shares):
        await conn.execute(delete(table).where(table.c.source_id.in_(source_ids)))
    await conn.execute(delete(sources).where(sources.c.id.in_(source_ids)))


async def unname(conn: AsyncConnection, person_id: int) -> None:
    """What others saved from somebody stays theirs, from nobody (erasure)."""
    await conn.execute(
        update(sources).where(sources.c.saved_from == person_id).values(saved_from=None)
    )
