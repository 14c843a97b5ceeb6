"""Nudges keep nothing of a person's own: only when the next one is due."""

from bot.nudges import store, store_proposals
from bot.work import Work


async def erase(work: Work, person_id: int) -> None:
    """Remove the turns of their slots, and what was proposed for their sittings."""
    await store_proposals.remove_all(work.conn, person_id)
    await store.remove_all(work.conn, person_id)
