"""The janitor: once an hour what is kept no longer goes; nothing that anybody would miss."""

from datetime import date, datetime, timedelta
from typing import Final

from bot.dialogue import store as dialogue_store
from bot.inbox import store as inbox_store
from bot.inbox import store_letters
from bot.outbox import store as outbox_store
from bot.registry import DueJob
from bot.work import Work

KEEP_TOMBSTONES: Final = timedelta(days=8)  # Telegram may begin its update ids anew after 7
KEEP_DELIVERIES: Final = timedelta(days=30)
KEEP_FOR_RETURN: Final = timedelta(days=90)  # what somebody who blocked the bot is told when back
KEEP_LETTERS: Final = timedelta(days=14)  # what somebody wrote and we could not handle
KEEP_TALKS: Final = timedelta(days=7)  # what somebody began and left


async def _tidy(work: Work) -> int:
    """Remove what is kept no longer; nothing that anybody would miss."""
    before: date = (work.now - KEEP_TOMBSTONES).date()
    await inbox_store.forget_done(work.conn, before=before)
    today = work.now.date()
    await store_letters.forget_texts(work.conn, before=today - KEEP_LETTERS)
    await store_letters.forget_letters(work.conn, before=today - KEEP_DELIVERIES)
    await outbox_store.give_up_waiting(work.conn, before=work.now - KEEP_FOR_RETURN, now=work.now)
    await outbox_store.forget_finished(work.conn, before=work.now - KEEP_DELIVERIES)
    await dialogue_store.forget_old(work.conn, before=work.now - KEEP_TALKS)
    return 0


async def _never(_conn: object, _after: datetime) -> datetime | None:
    return None


JANITOR: Final = DueJob(name="janitor", run=_tidy, next_at=_never, is_hourly=True)
