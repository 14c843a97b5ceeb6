"""The invites' rows."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.acquaintances.records import Depth
from bot.circles.records import CircleId, Member, MemberId
from bot.circles.store import member_record
from bot.circles.tables import circles, members
from bot.errors import NotForYou
from bot.invites.records import Invite, InviteId, Kind
from bot.invites.rules import NAMES_ARE_KEPT_FOR, WARNED_BEFORE
from bot.invites.tables import invites, wrong_codes

_COLUMNS = tuple(column for column in invites.c if column.name != "code_hash")


def _record(row: Row[*tuple[Any, ...]]) -> Invite:
    values = dict(row._mapping)  # noqa: SLF001 - the public name of a row's columns
    depth = values["depth"]
    return Invite(
        **{**values, "kind": Kind(values["kind"]), "depth": Depth(depth) if depth else None}
    )


# Reading -----------------------------------------------------------------------------------------


async def find_by_hash(conn: AsyncConnection, code_hash: bytes) -> Invite | None:
    """The invite whose code has that hash, dead or alive."""
    row = (await conn.execute(select(*_COLUMNS).where(invites.c.code_hash == code_hash))).first()
    return _record(row) if row else None


async def get_invite(conn: AsyncConnection, invite_id: int) -> Invite:
    """The invite with that id, dead or alive.

    Raises:
        NotForYou: there is none.
    """
    row = (await conn.execute(select(*_COLUMNS).where(invites.c.id == invite_id))).first()
    if row is None:
        raise NotForYou
    return _record(row)


async def find_inviter(conn: AsyncConnection, invite: Invite) -> Member | None:
    """The stay of whoever made it, while it lasts."""
    query = select(members).where(
        members.c.id == invite.member_id,
        members.c.left_at.is_(None),
        members.c.person_id.is_not(None),
    )
    row = (await conn.execute(query)).first()
    return member_record(row) if row else None


def _is_live(now: datetime) -> ColumnElement[bool]:
    """An invite that somebody can still use; the codes of ended stays and circles are dead."""
    return and_(
        invites.c.revoked_at.is_(None),
        invites.c.expires_at > now,
        invites.c.used < invites.c.uses,
        select(members.c.id)
        .join(circles, circles.c.id == members.c.circle_id)
        .where(
            members.c.id == invites.c.member_id,
            members.c.left_at.is_(None),
            circles.c.archived_at.is_(None),
        )
        .exists(),
    )


async def count_live(conn: AsyncConnection, member_id: MemberId, *, now: datetime) -> int:
    """How many live invites one stay has."""
    query = select(func.count()).where(invites.c.member_id == member_id, _is_live(now))
    return int((await conn.execute(query)).scalar_one())


async def list_live(
    conn: AsyncConnection,
    *,
    now: datetime,
    member_id: MemberId | None = None,
    circle_id: CircleId | None = None,
) -> list[Invite]:
    """Live invites of one stay or of a whole circle, oldest first."""
    query = select(*_COLUMNS).where(_is_live(now)).order_by(invites.c.created_at, invites.c.id)
    if member_id is not None:
        query = query.where(invites.c.member_id == member_id)
    if circle_id is not None:
        query = query.where(invites.c.circle_id == circle_id)
    return [_record(row) for row in await conn.execute(query)]


async def list_ending(conn: AsyncConnection, *, at: datetime, limit: int) -> list[Invite]:
    """Live invites that end within a day of `at` and of which the inviter was not told."""
    query = (
        select(*_COLUMNS)
        .where(
            _is_live(at), invites.c.warned_at.is_(None), invites.c.expires_at <= at + WARNED_BEFORE
        )
        .order_by(invites.c.expires_at, invites.c.id)
        .limit(limit)
    )
    return [_record(row) for row in await conn.execute(query)]


async def next_end(conn: AsyncConnection, *, after: datetime) -> datetime | None:
    """When the next live, unwarned invite ends."""
    query = select(func.min(invites.c.expires_at)).where(
        _is_live(after), invites.c.warned_at.is_(None)
    )
    ends: datetime | None = (await conn.execute(query)).scalar_one()
    return ends


async def list_made_by(conn: AsyncConnection, person_id: int) -> list[Invite]:
    """Every invite somebody made in any of their stays, oldest first."""
    query = (
        select(*_COLUMNS)
        .join(members, members.c.id == invites.c.member_id)
        .where(members.c.person_id == person_id)
        .order_by(invites.c.created_at, invites.c.id)
    )
    return [_record(row) for row in await conn.execute(query)]


# Writing -----------------------------------------------------------------------------------------


async def create(conn: AsyncConnection, *, code_hash: bytes, **values: Any) -> Invite:  # noqa: ANN401 - columns of several types
    """A new invite."""
    statement = insert(invites).values(code_hash=code_hash, used=0, **values).returning(*_COLUMNS)
    return _record((await conn.execute(statement)).one())


async def revoke(conn: AsyncConnection, invite_id: InviteId, *, now: datetime) -> bool:
    """Take it back; whom it was for is forgotten. False when it was taken back before."""
    statement = (
        update(invites)
        .where(invites.c.id == invite_id, invites.c.revoked_at.is_(None))
        .values(revoked_at=now, for_name=None, for_telegram_id=None)
    )
    return (await conn.execute(statement)).rowcount == 1


async def reserve_use(conn: AsyncConnection, invite_id: InviteId, *, now: datetime) -> bool:
    """Count one more use, if there is one left; the truth about the last one."""
    statement = (
        update(invites)
        .where(
            invites.c.id == invite_id,
            invites.c.used < invites.c.uses,
            invites.c.revoked_at.is_(None),
            invites.c.expires_at > now,
        )
        .values(used=invites.c.used + 1)
    )
    return (await conn.execute(statement)).rowcount == 1


async def give_back_use(conn: AsyncConnection, invite_id: InviteId) -> None:
    """A knock ended without a seat."""
    await conn.execute(
        update(invites)
        .where(invites.c.id == invite_id, invites.c.used > 0)
        .values(used=invites.c.used - 1)
    )


async def mark_warned(conn: AsyncConnection, invite_id: InviteId, *, now: datetime) -> None:
    """The inviter heard that it ends."""
    await conn.execute(update(invites).where(invites.c.id == invite_id).values(warned_at=now))


async def forget_guests(conn: AsyncConnection, *, now: datetime) -> int:
    """Forget whom long-ended invites were for; how many."""
    statement = (
        update(invites)
        .where(
            invites.c.expires_at <= now - NAMES_ARE_KEPT_FOR,
            invites.c.for_telegram_id.is_not(None),
        )
        .values(for_name=None, for_telegram_id=None)
    )
    return (await conn.execute(statement)).rowcount


async def forget_guest(conn: AsyncConnection, telegram_id: int) -> None:
    """Forget one guest everywhere, and what they typed wrong (erasure)."""
    await conn.execute(
        update(invites)
        .where(invites.c.for_telegram_id == telegram_id)
        .values(for_name=None, for_telegram_id=None)
    )
    await conn.execute(delete(wrong_codes).where(wrong_codes.c.telegram_id == telegram_id))


# Wrong codes -------------------------------------------------------------------------------------


async def count_wrong(
    conn: AsyncConnection, *, since: datetime, telegram_id: int | None = None
) -> int:
    """Wrong codes after `since`: one person's, or everybody's."""
    query = select(func.count()).where(wrong_codes.c.at > since)
    if telegram_id is not None:
        query = query.where(wrong_codes.c.telegram_id == telegram_id)
    return int((await conn.execute(query)).scalar_one())


async def add_wrong(conn: AsyncConnection, *, telegram_id: int, now: datetime) -> None:
    """One more wrong code."""
    await conn.execute(insert(wrong_codes).values(telegram_id=telegram_id, at=now))


async def forget_wrong(conn: AsyncConnection, *, before: datetime) -> int:
    """Forget what counts no longer; how many."""
    return (await conn.execute(delete(wrong_codes).where(wrong_codes.c.at <= before))).rowcount
