"""Nudges keep nothing of a person's own: only when the next one is due."""

from bot.nudges import store
from bot.work import Work


async def erase(work: Work, person_id: int) -> None:
    """Remove the turns of their slots."""
    await store.remove_all(work.conn, person_id)
