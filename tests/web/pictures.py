"""Pictures made for tests."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.inbox.store_letters import Waiting
from bot.keeping.records import Backup
from bot.outbox.store_figures import Overdue
from bot.watching.picture import Picture

NOW = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


def picture() -> Picture:
    """Of a bot that has done nothing yet."""
    taken_at = NOW - timedelta(days=1)
    return Picture(
        at=NOW,
        database="sqlite 3.51.3",
        inbox={},
        waiting=Waiting(count=0, tried=0, since=None, due_at=None),
        ignored={},
        letters={},
        deliveries=(),
        overdue=Overdue(count=0, since=None),
        heard_at=None,
        backup=Backup(path=Path("halqa.db"), taken_at=taken_at, is_before_migration=False),
    )
