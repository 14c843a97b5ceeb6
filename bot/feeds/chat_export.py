"""The list of feeds as a file: made when it is sent, and kept nowhere."""

from collections.abc import Mapping
from typing import Any, Final

from telegram import Update

from bot.feeds import messages, rules_opml, store_export, store_subscriptions
from bot.outbox.records import Method, Outgoing
from bot.people.actions import meet
from bot.telegram.context import BotContext, sender_of
from bot.telegram.files import Rendered
from bot.work import Work

RECIPE: Final = "feeds.opml"
NAME: Final = "halqa-feeds.opml"


async def on_export(update: Update, context: BotContext) -> None:
    """All feeds they follow, as other programs take them in."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        say = work.say_to(person.reader)
        if not await store_subscriptions.count_subscriptions(work.conn, person.id):
            context.toast(messages.nothing_to_export(say), alert=True)
            return
        await work.outbox.file(
            Outgoing(
                to=person.chat_id,
                html=messages.export_caption(say),
                method=Method.DOCUMENT,
                recipe=(RECIPE, {"person_id": person.id}),
                rtl=say.reader.is_rtl,
            )
        )


async def render(work: Work, arguments: Mapping[str, Any]) -> Rendered:
    """The list of feeds that somebody follows."""
    outlines = await store_export.list_outlines(work.conn, int(arguments["person_id"]))
    return Rendered(name=NAME, content=rules_opml.written(outlines))
