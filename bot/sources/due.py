"""Whether what was planned about sources is still wanted when it is sent."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox.records import Delivery
from bot.sources import actions_asking, store_asks, store_shares


async def is_question_wanted(conn: AsyncConnection, delivery: Delivery, now: datetime) -> bool:
    """Whether asker and reader are still in the open circle, and the goal is worked on."""
    del now
    member_id, goal_id = actions_asking.read_about(delivery.about)
    return await store_asks.is_wanted(
        conn, member_id=member_id, goal_id=goal_id, chat_id=delivery.chat_id
    )


async def is_answer_wanted(conn: AsyncConnection, delivery: Delivery, now: datetime) -> bool:
    """Whether a circle still shows the community to whoever asked for it."""
    del now
    return await store_shares.is_seen_in_chat(conn, int(delivery.about), chat_id=delivery.chat_id)
