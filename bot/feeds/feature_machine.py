"""The machine's half of the slice's table of contents: fetching, searching, lists, stopping."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from bot.feeds import chat_searching, due_forgetting
from bot.feeds.actions_stopping import STOPPED
from bot.feeds.due_fetching import FETCH
from bot.feeds.due_searching import SEARCH
from bot.outbox.records import Class, Gate, Kind, Priority
from bot.registry import DueJob, Handler

BUTTONS: Final[Mapping[str, Handler]] = {
    "feed.find": chat_searching.on_find,
    "feed.pick": chat_searching.on_pick,
    "feed.revive": chat_searching.on_revive,
    "feed.import": chat_searching.on_import,
    "feed.addall": chat_searching.on_add_all,
    "feed.addnone": chat_searching.on_add_none,
}
ERRANDS: Final = (SEARCH, FETCH)  # somebody waits for a search
DUE: Final = (
    DueJob(name="feeds.texts", run=due_forgetting.forget_texts, next_at=due_forgetting.never,
           is_hourly=True),
    DueJob(name="feeds.forget", run=due_forgetting.forget_feeds, next_at=due_forgetting.never,
           is_hourly=True),
)  # fmt: skip
# A week: whoever did not look by then finds it on the source's page.
KINDS: Final = (
    Kind(name=STOPPED, cls=Class.A, priority=Priority.BULK, lateness=timedelta(days=7),
         gate=Gate.FULL, audience=due_forgetting.wants_stopped),
)  # fmt: skip
