"""`/privacy` and its buttons."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from telegram import Update

from bot.inbox import store as inbox_store
from bot.outbox.records import Method, Outgoing
from bot.people import store as people_store
from bot.people.actions import meet
from bot.people.records import Person
from bot.privacy import actions, messages
from bot.privacy.due import FAREWELL
from bot.registry import Feature
from bot.telegram.context import BotContext, sender_of
from bot.telegram.files import Rendered
from bot.work import Work

RECIPE: Final = "privacy.export"


class OwnData:
    """The handlers; they speak for all `slices`."""

    def __init__(self, slices: Sequence[Feature]) -> None:
        self._slices = slices

    async def on_privacy(self, update: Update, context: BotContext) -> None:
        """`/privacy`, or back to it."""
        async with context.begin() as work:
            person = await meet(work, sender_of(update))
            say = work.say_to(person.reader)
            await work.outbox.reply(messages.privacy_screen(say, person), over=context.over)

    async def on_export(self, update: Update, context: BotContext) -> None:
        """The file; it is made when it is sent, and kept nowhere."""
        async with context.begin() as work:
            person = await meet(work, sender_of(update))
            caption = messages.export_caption(work.say_to(person.reader))
            await work.outbox.file(
                Outgoing(
                    to=person.chat_id,
                    html=caption,
                    method=Method.DOCUMENT,
                    recipe=(RECIPE, {"person_id": person.id}),
                )
            )

    async def render(self, work: Work, arguments: Mapping[str, Any]) -> Rendered:
        """One JSON file with what every slice stores about that person."""
        person_id = int(arguments["person_id"])
        told = {
            "made_at": work.now.isoformat(),
            **await actions.collect(work.conn, self._slices, person_id),
        }
        content = json.dumps(told, ensure_ascii=False, indent=2, default=str)
        return Rendered(name="halqa.json", content=content.encode())

    async def on_erase(self, update: Update, context: BotContext) -> None:
        """Asks once more."""
        async with context.begin() as work:
            person = await meet(work, sender_of(update))
            say = work.say_to(person.reader)
            await work.outbox.reply(messages.confirm_erasure(say, person), over=context.over)

    async def on_sure(self, update: Update, context: BotContext) -> None:
        """Erases, then says good-bye."""
        telegram_id = sender_of(update).telegram_id
        async with context.begin() as work:
            person = await people_store.find_by_telegram_id(work.conn, telegram_id)
            if person is None:  # a second tap: nobody is met anew by it
                await inbox_store.forget_lane(work.conn, lane=telegram_id, but=work.update_id)
                return
            await self._erase(work, person, screen=context.press.message_id)

    async def _erase(self, work: Work, person: Person, *, screen: int) -> None:
        say = work.say_to(person.reader)
        await actions.erase(work, self._slices, person.id)
        # After the erasure, which takes every row of the chat along.
        farewell = messages.farewell(say, person.chat_id)
        over = replace(farewell, method=Method.EDIT, edits=screen)
        await work.outbox.add(over, kind=FAREWELL, key=f"{FAREWELL}:{work.update_id}")
