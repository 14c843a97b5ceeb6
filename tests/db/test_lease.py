"""Who leads, on both engines: one at a time, and each with a higher fence than any before."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text, update

from bot.db.engine import Database
from bot.db.lease import LEASE_SECONDS, MARGIN_SECONDS, Lease, leadership
from bot.errors import LeadershipLost

pytestmark = pytest.mark.asyncio
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Hands:
    """A machine's clock."""

    def __init__(self, wall: datetime = NOON) -> None:
        self.wall = wall
        self.seconds = 0.0

    def now(self) -> datetime:
        return self.wall

    def monotonic(self) -> float:
        return self.seconds


def leads(lease: Lease) -> bool:
    """Whether that process is sure that it leads."""
    return lease.is_held


async def expires(db: Database) -> None:
    """The lease runs out, by the database's clock; nobody tells its holder."""
    async with db.begin() as conn:
        await conn.execute(update(leadership).values(expires_at=NOON - timedelta(days=365)))


async def fence_of(db: Database) -> int:
    async with db.begin() as conn:
        return int((await conn.execute(select(leadership.c.fence))).scalar_one())


async def test_every_leader_has_a_higher_fence(db: Database) -> None:
    fences = []
    for _ in range(3):
        lease = Lease(db, Hands())
        assert await lease.take()
        assert leads(lease)
        fences.append(lease.fence)
        await lease.release()
        assert not leads(lease)
    assert fences == sorted(set(fences))


async def test_a_lease_is_not_trusted_to_its_last_second(db: Database) -> None:
    hands = Hands()
    lease = Lease(db, hands)
    assert await lease.take()
    hands.seconds = LEASE_SECONDS - MARGIN_SECONDS - 0.1
    assert leads(lease)
    hands.seconds = LEASE_SECONDS - MARGIN_SECONDS
    assert not leads(lease), "nobody else can lead yet, and this one does not any more"
    assert await lease.renew(seen_at=None, heard_at=None)
    assert leads(lease)


async def test_what_was_seen_and_heard_is_handed_on(db: Database) -> None:
    first = Lease(db, Hands())
    await first.take()
    await first.renew(seen_at=NOON, heard_at=NOON - timedelta(minutes=1))
    await first.renew(seen_at=None, heard_at=None)
    await first.release()
    second = Lease(db, Hands())
    await second.take()
    assert (second.seen_at, second.heard_at) == (NOON, NOON - timedelta(minutes=1))


async def test_who_was_overtaken_finds_out_at_every_door(db: Database) -> None:
    old, new = Lease(db, Hands()), Lease(db, Hands())
    assert await old.take()
    await expires(db)
    assert await new.take()

    assert leads(old), "its own clock knows nothing of it"
    async with db.begin() as conn:
        with pytest.raises(LeadershipLost):
            await old.check(conn)
    assert not leads(old)
    assert not await old.renew(seen_at=NOON, heard_at=NOON)
    await old.release()
    async with db.begin() as conn:
        await new.check(conn)
    assert await new.renew(seen_at=None, heard_at=None), "the old one's leaving took nothing away"


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_on_postgresql_nobody_leads_beside_a_leader_whatever_their_clocks_show(
    db: Database,
) -> None:
    first = Lease(db, Hands())
    assert await first.take()
    for wall in (NOON - timedelta(days=900), NOON + timedelta(days=900)):
        assert not await Lease(db, Hands(wall)).take()
    async with db.begin() as conn:
        statement = text("update leadership set expires_at = clock_timestamp() - interval '1 s'")
        await conn.execute(statement)
    assert await Lease(db, Hands()).take()
    assert await fence_of(db) == first.fence + 1
