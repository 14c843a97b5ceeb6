"""A person's own data: what is given to them, and how it goes."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue import store as dialogue_store
from bot.inbox import store as inbox_store
from bot.outbox import store as outbox_store
from bot.outbox import store_names
from bot.people import store
from bot.work import Work


async def export(conn: AsyncConnection, person_id: int) -> Mapping[str, Any]:
    """What is stored about the person themselves."""
    person = await store.get_person(conn, person_id)
    return {
        "telegram_id": person.telegram_id,
        "name": person.full_name,
        "username": person.username,
        "language": person.language,
        "digits": person.digits.value,
        "zone": person.zone,
        "quiet_hours": [person.quiet.starts.isoformat(), person.quiet.ends.isoformat()],
        "budget": person.budget.value,
        "days_off": sorted(person.days_off),
        "paused_until": person.paused_until.isoformat() if person.paused_until else None,
        "met_on": person.met_at.date().isoformat(),
    }


async def erase(work: Work, person_id: int) -> None:
    """Remove the person, talks with and about them, every row of their chat, and their name elsewhere."""
    person = await store.get_person(work.conn, person_id)
    await dialogue_store.lock_about(work.conn, telegram_id=person.telegram_id)
    await dialogue_store.forget_chat(work.conn, chat_id=person.chat_id)
    await dialogue_store.forget_mentions(work.conn, telegram_id=person.telegram_id)
    await inbox_store.forget_lane(work.conn, lane=person.chat_id, but=work.update_id)
    await outbox_store.forget_chat(work.conn, chat_id=person.chat_id)
    names = [person.full_name, *([f"@{person.username}"] if person.username else [])]
    await store_names.unname(work.conn, names=names)
    await store.remove(work.conn, person_id)
