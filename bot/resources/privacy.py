"""A person's links: what is given to them, and how they go."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.circles import store as circle_store
from bot.resources import actions_telling, store, store_shares, store_thanks
from bot.resources.actions_weekly import WEEKLY
from bot.work import Work


async def export(conn: AsyncConnection, person_id: int) -> Mapping[str, Any]:
    """Every link of the person's, who sees it, and what they said thanks for; nothing of others."""
    seen: dict[int, list[int]] = {}
    for shared in await store_shares.list_shares_by(conn, person_id):
        seen.setdefault(shared.resource.id, []).append(shared.circle_id)
    return {
        "links": [
            {
                "url": resource.url,
                "site": resource.site,
                "title": resource.title,
                "mode": resource.mode.value if resource.mode else None,
                "minutes": resource.minutes,
                "goal_id": resource.goal_id,
                "why": resource.why,
                "tags": list(resource.tags),
                "saved_from_a_fellow_member": resource.saved_from is not None,
                "came_at": resource.created_at.isoformat(),
                "shared_with_circles": seen.get(resource.id, []),
            }
            for resource in await store.list_all(conn, person_id)
        ],
        "thanks": [
            {"url": url, "at": at.isoformat()}
            for _, _, url, at in await store_thanks.list_thanked_by(conn, person_id)
        ],
        "hears_of_links": [
            {"circle": name, "hears": hears.value}
            for name, hears in await store_shares.list_hears_of(conn, person_id)
        ],
    }


async def erase(work: Work, person_id: int) -> None:
    """Remove the links, and what about them and their thanks still waits to be sent to others."""
    thanked = await store_thanks.list_thanked_by(work.conn, person_id)
    await store.lock_for_erasure(work.conn, person_id, others=[each[0] for each in thanked])
    for shared in await store_shares.list_shares_by(work.conn, person_id):
        await actions_telling.unshare(work, shared)
    # Lists that wait for the morning may name them.
    for circle, _ in await circle_store.list_stays(work.conn, person_id):
        await work.outbox.withdraw(kind=WEEKLY, about=str(circle.id))
    for resource in await store.list_all(work.conn, person_id):
        await actions_telling.withdraw_thanks(work, resource.id)
    await store_thanks.remove_thanks_by(work.conn, person_id)
    for resource_id, owner_id, _, _ in thanked:
        if owner_id != person_id:
            await actions_telling.tell_thanks(work, resource_id, only_planned=True)
    await store_shares.remove_settings(work.conn, person_id)
    await store.remove_all(work.conn, person_id)
