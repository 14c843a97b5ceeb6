"""A person's ties: what is given to them, and how they go."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.acquaintances import actions, store, store_rounds
from bot.circles import store as circle_store
from bot.work import Work


async def export(conn: AsyncConnection, person_id: int) -> Mapping[str, Any]:
    """Their ties, without the names at the other end: those are the others' own."""
    names = {
        circle.id: circle.name for circle, _ in await circle_store.list_stays(conn, person_id)
    }
    return {
        "ties": [
            {
                "circle": names[tie.circle_id],
                "depth": tie.depth.value,
                "vouched": tie.vouched,
                "since": tie.since.isoformat(),
            }
            for tie in await store.list_ties_of_person(conn, person_id)
        ]
    }


async def erase(work: Work, person_id: int) -> None:
    """Remove every tie, claim and question of theirs; the others are asked where one is left alone.

    Called before the stays themselves end, so it says which ones will.
    """
    stays = await circle_store.list_stays(work.conn, person_id)
    for circle, member in sorted(stays, key=lambda stay: stay[0].id):
        if member.left_at is None and circle.is_open:
            await actions.settle(work, circle.id, leaving=[member.id])
    ids = [member.id for _, member in stays]
    await store.end_ties_of(work.conn, ids)
    await store_rounds.forget(work.conn, ids)
