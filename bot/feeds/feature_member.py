"""The member's half of the slice's table of contents: following, offers, gaps, the list as a file."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from bot.feeds import chat, chat_export, chat_offers, due
from bot.feeds.actions import GAP, OFFER
from bot.feeds.dialogue_words import WORDS
from bot.feeds.rules_gap import SILENCE
from bot.outbox.records import Class, Gate, Kind, Priority
from bot.registry import DueJob, Handler
from bot.telegram.files import Renderer

BUTTONS: Final[Mapping[str, Handler]] = {
    # A source's page has its feed on it; with a source goes what is offered from there.
    "src.show": chat.on_show,
    "src.setkind": chat.on_set_kind,
    "src.gone": chat.on_gone,
    "feed.look": chat.on_look,
    "feed.keep": chat.on_keep,
    "feed.much": chat.on_how_many,
    "feed.perweek": chat.on_per_week,
    "feed.must": chat.on_must,
    "feed.mustnot": chat.on_must_not,
    "feed.stop": chat.on_stop,
    "feed.leave": chat.on_leave,
    "feed.export": chat_export.on_export,
    "feed.save": chat_offers.on_save,
    "feed.refuse": chat_offers.on_refuse,
    "feed.list": chat_offers.on_list,
    "feed.missed": chat_offers.on_missed,
    "feed.fromnow": chat_offers.on_from_now_on,
}
DIALOGUES: Final = (WORDS,)
# The order matters: a morning that has moved is reckoned anew before it comes.
DUE: Final = (
    DueJob(name="feeds.zones", run=due.follow_zones, next_at=due.next_change_at),
    DueJob(name="feeds.offers", run=due.offer, next_at=due.next_offer_at),
)
KINDS: Final = (
    # Each row has its own, earlier end: that of the local day.
    Kind(name=OFFER, cls=Class.A, priority=Priority.BULK, lateness=timedelta(hours=24),
         gate=Gate.FULL, audience=due.wants_offer),
    Kind(name=GAP, cls=Class.A, priority=Priority.BULK, lateness=SILENCE,
         gate=Gate.FULL, audience=due.wants_gap),
)  # fmt: skip
RECIPES: Final[Mapping[str, Renderer]] = {chat_export.RECIPE: chat_export.render}
