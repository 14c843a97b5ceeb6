"""The ties' rows."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.acquaintances.records import Claim, Depth, Tie
from bot.acquaintances.tables import claims, ties, untied
from bot.circles.records import CircleId, MemberId
from bot.circles.tables import members


def _record(row: Row[*tuple[Any, ...]]) -> Tie:
    values = dict(row._mapping)  # noqa: SLF001 - the public name of a row's columns
    return Tie(**{**values, "depth": Depth(values["depth"])})


# Ties --------------------------------------------------------------------------------------------


async def put_tie(
    conn: AsyncConnection,
    *,
    circle_id: CircleId,
    one: MemberId,
    other: MemberId,
    depth: Depth,
    vouched: bool,
    now: datetime,
) -> None:
    """Confirm a tie between two stays; one that is there already stays as it is.

    Whoever was known to have no tie has one now.
    """
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(ties).values(
        first=min(one, other),
        second=max(one, other),
        circle_id=circle_id,
        depth=depth,
        vouched=vouched,
        since=now,
    )
    await conn.execute(statement.on_conflict_do_nothing())
    await conn.execute(delete(untied).where(untied.c.member_id.in_([one, other])))


async def list_ties(conn: AsyncConnection, circle_id: int) -> list[Tie]:
    """All ties of a circle whose both ends are still there, oldest first."""
    first, second = members.alias("first_end"), members.alias("second_end")
    query = (
        select(ties)
        .join(first, first.c.id == ties.c.first)
        .join(second, second.c.id == ties.c.second)
        .where(
            ties.c.circle_id == circle_id,
            first.c.left_at.is_(None),
            second.c.left_at.is_(None),
        )
        .order_by(ties.c.since, ties.c.first, ties.c.second)
    )
    return [_record(row) for row in await conn.execute(query)]


async def list_ties_of_person(conn: AsyncConnection, person_id: int) -> list[Tie]:
    """Every tie of every stay of somebody, oldest first."""
    own = select(members.c.id).where(members.c.person_id == person_id)
    query = (
        select(ties)
        .where(or_(ties.c.first.in_(own), ties.c.second.in_(own)))
        .order_by(ties.c.since, ties.c.first, ties.c.second)
    )
    return [_record(row) for row in await conn.execute(query)]


async def list_ends(conn: AsyncConnection, circle_id: int) -> set[MemberId]:
    """Every stay that has a tie or a claim in a circle, ended or not."""
    own = select(members.c.id).where(members.c.circle_id == circle_id)
    tied = select(ties.c.first, ties.c.second).where(ties.c.circle_id == circle_id)
    said = select(claims.c.by_member_id, claims.c.about_member_id).where(
        claims.c.by_member_id.in_(own)
    )
    ends: set[MemberId] = set()
    for query in (tied, said):
        for one, other in await conn.execute(query):
            ends |= {MemberId(one), MemberId(other)}
    return ends


async def list_circles_with_ended_ties(conn: AsyncConnection, *, limit: int) -> list[CircleId]:
    """Circles that still hold a tie of a stay that has ended."""
    ended = (
        select(members.c.id)
        .where(members.c.id.in_([ties.c.first, ties.c.second]), members.c.left_at.is_not(None))
        .exists()
    )
    query = select(ties.c.circle_id).where(ended).distinct().order_by(ties.c.circle_id)
    return [CircleId(row.circle_id) for row in await conn.execute(query.limit(limit))]


async def end_ties_of(conn: AsyncConnection, member_ids: Iterable[int]) -> None:
    """Remove every tie and claim of some stays."""
    ids = sorted(set(member_ids))
    await conn.execute(delete(ties).where(or_(ties.c.first.in_(ids), ties.c.second.in_(ids))))
    await conn.execute(
        delete(claims).where(
            or_(claims.c.by_member_id.in_(ids), claims.c.about_member_id.in_(ids))
        )
    )


# Claims ------------------------------------------------------------------------------------------


async def put_claim(
    conn: AsyncConnection, *, by: MemberId, about: MemberId, depth: Depth, now: datetime
) -> None:
    """Keep one side's word; a second word takes the place of the first."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(claims).values(
        by_member_id=by, about_member_id=about, depth=depth, at=now
    )
    await conn.execute(
        statement.on_conflict_do_update(
            index_elements=["by_member_id", "about_member_id"], set_={"depth": depth, "at": now}
        )
    )


async def find_claim(conn: AsyncConnection, *, by: MemberId, about: MemberId) -> Claim | None:
    """One side's word about the other."""
    query = select(claims.c.depth).where(
        claims.c.by_member_id == by, claims.c.about_member_id == about
    )
    row = (await conn.execute(query)).first()
    return Claim(by=by, about=about, depth=Depth(row.depth)) if row else None


async def list_claims_by(conn: AsyncConnection, member_id: MemberId) -> list[Claim]:
    """What one member has said of others and they have not (yet) said of them."""
    query = (
        select(claims.c.about_member_id, claims.c.depth)
        .where(claims.c.by_member_id == member_id)
        .order_by(claims.c.about_member_id)
    )
    return [
        Claim(by=member_id, about=MemberId(row.about_member_id), depth=Depth(row.depth))
        for row in await conn.execute(query)
    ]


async def drop_claim(conn: AsyncConnection, *, by: MemberId, about: MemberId) -> None:
    """Take one side's word back."""
    await conn.execute(
        delete(claims).where(claims.c.by_member_id == by, claims.c.about_member_id == about)
    )


async def drop_claims_between(conn: AsyncConnection, one: MemberId, other: MemberId) -> None:
    """Both have said so: their words are a tie now."""
    pair = [one, other]
    await conn.execute(
        delete(claims).where(claims.c.by_member_id.in_(pair), claims.c.about_member_id.in_(pair))
    )
