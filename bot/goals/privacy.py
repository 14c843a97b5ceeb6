"""A person's goals: what is given to them, and how they go."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.goals import actions, store
from bot.work import Work


async def export(conn: AsyncConnection, person_id: int) -> Mapping[str, Any]:
    """Every goal the person ever set, with its history and who sees it."""
    goals = []
    for goal in await store.list_goals(conn, person_id):
        changes = await store.list_changes(conn, goal.id)
        goals.append(
            {
                "field": goal.field,
                "focus": goal.focus,
                "why": goal.why,
                "measure": goal.measure,
                "horizon": goal.horizon_on.isoformat() if goal.horizon_on else None,
                "whom": goal.whom,
                "state": goal.state.value,
                "set_at": goal.created_at.isoformat(),
                "reach": goal.reach.name.lower() if goal.reach is not None else None,
                "shared_with_circles": await store.list_circles_shared_with(conn, goal.id),
                "history": [
                    {"at": c.at.isoformat(), "what": c.happened.value, "detail": c.detail}
                    for c in changes
                ],
            }
        )
    return {"goals": goals}


async def erase(work: Work, person_id: int) -> None:
    """Remove the goals, and what about them still waits to be sent to others."""
    for goal in await store.list_goals(work.conn, person_id):
        await work.outbox.withdraw(kind=actions.CHEER, about=str(goal.id))
    await store.remove_all(work.conn, person_id)
