"""A person's sources: what is given to them, and how they go."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.goals import store as goal_store
from bot.sources import store, store_asks, store_shares
from bot.sources.actions import FOUND
from bot.sources.actions_asking import ASK
from bot.work import Work


async def export(conn: AsyncConnection, person_id: int) -> Mapping[str, Any]:
    """Every source of the person, which goals it serves and who sees it; and what they asked."""
    goals = {goal.id: goal.title for goal in await goal_store.list_goals(conn, person_id)}
    found = []
    for source in await store.list_sources(conn, person_id):
        served = await store.list_goal_ids(conn, source.id)
        found.append(
            {
                "kind": source.kind.value,
                "title": source.title,
                "site": source.site,
                "handle": source.handle,
                "url": source.url,
                "note": source.note,
                "tags": list(source.tags),
                "goals": [goals[goal_id] for goal_id in served if goal_id in goals],
                "shared_with_circles": await store_shares.list_circles_shared_with(
                    conn, source.id
                ),
                "is_saved_from_a_member": source.saved_from is not None,
                "added_at": source.created_at.isoformat(),
            }
        )
    asks = [
        {"circle": circle, "field": field, "at": at.isoformat()}
        for circle, field, at in await store_asks.list_all(conn, person_id)
    ]
    return {"sources": found, "asked_for_communities": asks}


async def erase(work: Work, person_id: int) -> None:
    """Remove the sources, and what about them still waits to be sent; what others saved stays theirs."""
    ids = [source.id for source in await store.list_sources(work.conn, person_id)]
    for source_id in ids:
        await work.outbox.withdraw(kind=FOUND, about=str(source_id))
    for about in await store_asks.list_abouts(work.conn, person_id):
        await work.outbox.withdraw(kind=ASK, about=about)
    await store_asks.remove_all(work.conn, person_id)
    await store.remove(work.conn, ids)
    await store.unname(work.conn, person_id)
