"""What circles see of their members' links."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.circles.records import CircleId, MemberId
from bot.circles.tables import members
from bot.people.records import PersonId
from bot.resources.records import Shared
from bot.resources.store import with_tags
from bot.resources.tables import resource_shares, resource_thanks, resources

_THANKS: Final = "thanks"  # the column's name in what `shares_query` finds


def shares_query() -> Select[Any]:
    """What present members share, each row with all columns of `resources`."""
    thanked = members.alias("thanked")
    thanks = (
        select(func.count())
        .select_from(resource_thanks.join(thanked, thanked.c.id == resource_thanks.c.member_id))
        .where(
            resource_thanks.c.resource_id == resources.c.id,
            thanked.c.circle_id == resource_shares.c.circle_id,
        )
        .scalar_subquery()
    )
    return (
        select(
            resources,
            resource_shares.c.circle_id,
            resource_shares.c.member_id,
            resource_shares.c.shared_at,
            thanks.label(_THANKS),
        )
        .join(resource_shares, resource_shares.c.resource_id == resources.c.id)
        .join(members, members.c.id == resource_shares.c.member_id)
        .where(members.c.left_at.is_(None), members.c.person_id.is_not(None))
    )


async def list_shares(conn: AsyncConnection, query: Select[Any]) -> list[Shared]:
    """What a `shares_query` finds, in its order."""
    rows = list(await conn.execute(query))
    found = await with_tags(conn, rows)
    return [
        Shared(
            resource=found[row.id],
            circle_id=CircleId(row.circle_id),
            member_id=MemberId(row.member_id),
            person_id=PersonId(row.person_id),
            shared_at=row.shared_at,
            thanks=row.thanks,
        )
        for row in rows
    ]


async def list_shared_in(
    conn: AsyncConnection,
    circle_id: int,
    since: datetime | None = None,
    *,
    limit: int | None = None,
    offset: int = 0,
) -> list[Shared]:
    """What the circle's present members share with it, newest first.

    Args:
        conn: the transaction.
        circle_id: where.
        since: only what was shared after it; None: all.
        limit: at most so many; None: all.
        offset: so many newer ones are left out.
    """
    query = shares_query().where(resource_shares.c.circle_id == circle_id)
    if since is not None:
        query = query.where(resource_shares.c.shared_at > since)
    newest = (resource_shares.c.shared_at.desc(), resources.c.id.desc())
    return await list_shares(conn, query.order_by(*newest).limit(limit).offset(offset))


async def count_shared_in(conn: AsyncConnection, circle_id: int) -> int:
    """How many links the circle's present members share with it."""
    query = shares_query().where(resource_shares.c.circle_id == circle_id)
    counted = query.with_only_columns(func.count(), maintain_column_froms=True)
    return int((await conn.execute(counted)).scalar_one())
