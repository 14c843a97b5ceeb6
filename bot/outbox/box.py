"""The outbox as an action sees it: messages go in, in the action's own transaction."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.outbox import store
from bot.outbox.records import EDIT, REPLY, Kind, Method, Outgoing
from bot.outbox.splitting import split

# A screen that answers something old while something newer waits: `about` of its row.
OVERTAKEN: Final = "overtaken"
# By then what waits behind it is handled; where that brings no screen, this one is shown after all.
SHOWN_AFTER_ALL: Final = timedelta(minutes=1)


class Outbox:
    """Plans deliveries in one transaction.

    Args:
        conn: the transaction.
        now: its moment.
        kinds: everything that slices registered, by name.
        origin: what names the replies of this transaction (`u1234` for an update): their keys are
            made from it, so that an update that is handled again does not answer twice.
        answers: whether somebody's update is handled: its screen takes the place of an older one that
            was kept back.
        keeps_back: whether that update is old and another one waits behind it: each chat gets one
            screen then, the last.
    """

    def __init__(
        self,
        conn: AsyncConnection,
        *,
        now: datetime,
        kinds: Mapping[str, Kind],
        origin: str,
        answers: bool = False,
        keeps_back: bool = False,
    ) -> None:
        self._conn = conn
        self._now = now
        self._kinds = kinds
        self._origin = origin
        self._numbers = count(1)
        self._answers = answers
        self._keeps_back = keeps_back
        self.has_news = False

    async def add(
        self,
        outgoing: Outgoing,
        *,
        kind: str,
        key: str,
        about: str = "",
        due_at: datetime | None = None,
        expires_at: datetime | None = None,
    ) -> bool:
        """Plan a message that the bot starts by itself.

        Args:
            outgoing: the message.
            kind: the name of a kind that a slice registered.
            key: unique for ever; starts with the kind's name (`nudge:812:2026-03-02`).
            about: what its audience is asked about (an id), and how it is found again.
            due_at: when; None: at once.
            expires_at: until when it is worth sending; None: as its kind says.

        Returns:
            Whether it was planned now; False when that key was planned before.
        """
        planned = await store.add(
            self._conn,
            outgoing,
            key=key,
            kind=self._kinds[kind],
            about=about,
            due_at=due_at or self._now,
            now=self._now,
            expires_at=expires_at,
        )
        self.has_news = self.has_news or planned
        return planned

    async def reply(self, outgoing: Outgoing, *, over: int | None = None) -> str:
        """Answer what somebody did.

        Args:
            outgoing: the screen; a text that is too long becomes several messages.
            over: the message id of the screen that the press was on: it is edited in place.

        Returns:
            The key of the delivery that carries the buttons.
        """
        if outgoing.method is Method.UNBUTTON:
            return await self._plan(outgoing, EDIT)
        await self._overtake(outgoing.to)
        if over is not None and outgoing.method is Method.SEND and outgoing.keyboard is None:
            edited = replace(outgoing, method=Method.EDIT, edits=over)
            if len(split(edited)) == 1:
                return await self._plan(edited, EDIT, is_screen=True)
        key = ""
        for part in split(outgoing):
            key = await self._plan(part, REPLY, is_screen=True)
        return key

    async def _overtake(self, chat_id: int) -> None:
        """Withdraw the screens of older updates that were kept back; once, before the first new one."""
        if self._answers:
            self._answers = False
            await self.withdraw(about=OVERTAKEN, chat_id=chat_id)

    async def change(self, outgoing: Outgoing, *, of: str) -> None:
        """Replace the text and buttons of the message that the delivery `of` (a key) sent."""
        method = Method.UNBUTTON if not outgoing.html else Method.EDIT
        await self._plan(replace(outgoing, method=method, edits_key=of), EDIT)

    async def unbutton(self, *, chat_id: int, of: str) -> None:
        """Take the buttons away from the message that the delivery `of` (a key) sent."""
        await self.change(Outgoing(to=chat_id), of=of)

    async def file(self, outgoing: Outgoing) -> None:
        """Answer with a picture or a document; its recipe is rendered when it is sent."""
        await self._plan(outgoing, self._kinds["file"])

    async def withdraw(self, *, key: str | None = None, kind: str | None = None,
                       about: str | None = None, chat_id: int | None = None) -> int:  # fmt: skip
        """Cancel what is planned, not yet sent, and matches all that is given; how many."""
        return await store.cancel(
            self._conn, now=self._now, key=key, kind=kind, about=about, chat_id=chat_id
        )

    async def change_sent(self, outgoing: Outgoing, *, kind: str, about: str) -> None:
        """Change what was sent of `kind` about one thing in `outgoing.to`'s chat; withdraw what was not."""
        await self.withdraw(kind=kind, about=about, chat_id=outgoing.to)
        for sent in await store.list_sent(self._conn, kind=kind, about=about):
            if sent.chat_id == outgoing.to:
                await self.change(outgoing, of=sent.key)

    async def _plan(self, outgoing: Outgoing, kind: Kind, *, is_screen: bool = False) -> str:
        key = f"{kind.name}:{self._origin}:{next(self._numbers)}"
        is_kept_back = is_screen and self._keeps_back
        self.has_news |= await store.add(
            self._conn,
            outgoing,
            key=key,
            kind=kind,
            about=OVERTAKEN if is_kept_back else "",
            due_at=self._now + SHOWN_AFTER_ALL if is_kept_back else self._now,
            now=self._now,
        )
        return key
