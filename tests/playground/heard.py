"""What the bot was told, taken from the queue."""

from typing import Any

from bot.playground.world import World


async def heard(world: World) -> list[tuple[str, Any]]:
    """Kind and content of every update that waits; none waits afterwards."""
    waiting = await world.updates.fetch(offset=0, limit=100, timeout_s=0)
    world.updates.drop_all()
    return [(update.kind, update.payload) for update in waiting]


def lines(updates: list[tuple[str, Any]]) -> list[str]:
    """The kinds, and of messages what is in them beside who wrote it where and when."""
    frame = {"message_id", "from", "chat", "date", "entities"}
    return [
        f"{kind}: {', '.join(sorted(set(payload) - frame))}" if kind == "message" else kind
        for kind, payload in updates
    ]


def statuses(payload: dict[str, Any]) -> tuple[str, str]:
    """What somebody was and is, in a ChatMemberUpdated."""
    return payload["old_chat_member"]["status"], payload["new_chat_member"]["status"]
