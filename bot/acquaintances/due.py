"""What the clock triggers for ties, and who a question is still for when it is sent."""

from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.acquaintances import actions, rules, store, store_rounds
from bot.circles import store as circle_store
from bot.circles.records import Member, MemberId
from bot.errors import NotForYou
from bot.outbox.records import Delivery
from bot.work import Work

BATCH: Final = 20  # circles or members in one transaction


async def settle_ended(work: Work) -> int:
    """Let the ties of ended stays go, and ask about those who are left without any; how many circles.

    Leaving knows nothing of ties: this finds by query what it left behind.
    """
    circles = await store.list_circles_with_ended_ties(work.conn, limit=BATCH)
    for circle_id in circles:  # in the order of their ids, as they are locked everywhere
        await actions.settle(work, circle_id)
    return len(circles)


async def next_ended_at(_conn: AsyncConnection, _after: datetime) -> datetime | None:
    """Never foreseen: it follows at once when somebody leaves."""
    return None


async def tell_hosts(work: Work) -> int:
    """Tell hosts of members without a tie for two weeks; how many such members."""
    since = work.now - rules.HOST_HEARS_AFTER
    rows = await store_rounds.due_untied(work.conn, since=since, limit=BATCH)
    for row in sorted(rows, key=lambda row: row.circle_id):
        await actions.tell_hosts(work, row.member_id)
    return len(rows)


async def next_host_at(conn: AsyncConnection, _after: datetime) -> datetime | None:
    """When the next hosts hear."""
    since = await store_rounds.first_untied_since(conn)
    return since + rules.HOST_HEARS_AFTER if since is not None else None


async def ask_rounds(work: Work) -> int:
    """Ask members of two months whom else they have come to know; how many were looked at."""
    joined_by = work.now - rules.ROUND_AFTER
    due = await store_rounds.due_rounds(work.conn, joined_by=joined_by, limit=BATCH)
    for member in sorted(due, key=lambda member: member.circle_id):
        await actions.ask_round(work, member)
    return len(due)


async def next_round_at(conn: AsyncConnection, after: datetime) -> datetime | None:
    """When somebody next has been there for two months."""
    joined_at = await store_rounds.next_joining_after(conn, after - rules.ROUND_AFTER)
    return joined_at + rules.ROUND_AFTER if joined_at is not None else None


# Audiences ---------------------------------------------------------------------------------------


async def is_question_open(conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    """Whether the asked stay (`<asked>.<about>`) goes on, and the one it is about (0: several) too.

    A tie that came up meanwhile has answered it.
    """
    asked_id, _, about_id = delivery.about.partition(".")
    asked = await _present(conn, int(asked_id))
    if asked is None or not int(about_id):
        return asked is not None
    about = await _present(conn, int(about_id))
    ties = await store.list_ties(conn, asked.circle_id)
    return about is not None and about.id not in rules.known_to(asked.id, ties)


async def are_both_there(conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    """Whether both stays (`<told>.<other>`) go on."""
    told_id, _, other_id = delivery.about.partition(".")
    return (
        await _present(conn, int(told_id)) is not None
        and await _present(conn, int(other_id)) is not None
    )


async def should_host_hear(conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    """Whether `<host>.<untied>` are still a host and a member without a tie."""
    host_id, _, untied_id = delivery.about.partition(".")
    host = await _present(conn, int(host_id))
    if host is None or not host.is_host or await _present(conn, int(untied_id)) is None:
        return False
    return await store_rounds.find_untied(conn, int(untied_id)) is not None


async def _present(conn: AsyncConnection, member_id: int) -> Member | None:
    try:
        member = await circle_store.get_member(conn, MemberId(member_id))
    except NotForYou:
        return None
    return member if member.left_at is None else None
