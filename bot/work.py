"""One transaction and one moment: what every action is handed."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.config import Settings
from bot.db.engine import Database
from bot.faultpoints import Point, cross
from bot.keys import Keys
from bot.outbox.box import Outbox
from bot.outbox.records import Kind
from bot.texts import Reader, Say, Texts


@dataclass(frozen=True, slots=True)
class Work:
    """One transaction.

    Attributes:
        conn: the connection; committed when the work ends well.
        now: the one moment of this work.
        outbox: where messages go, in this transaction.
        texts: all catalogues.
        keys: for what must be hashed or signed.
        settings: what the operator set.
        bot_username: for links (`t.me/<bot>`).
        update_id: the update that is being handled; None for what the clock triggers.
    """

    conn: AsyncConnection
    now: datetime
    outbox: Outbox
    texts: Texts
    keys: Keys
    settings: Settings
    bot_username: str
    update_id: int | None = None

    def say_to(self, reader: Reader) -> Say:
        """The voice for `reader` (a person's `reader`)."""
        return self.texts.say(reader)


class Works:
    """Opens works; after a commit with messages it wakes the dispatcher."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        *,
        texts: Texts,
        keys: Keys,
        settings: Settings,
        kinds: Mapping[str, Kind],
        wake: Callable[[], None],
    ) -> None:
        self.db = db
        self.clock = clock
        self.texts = texts
        self.keys = keys
        self.settings = settings
        self.kinds = kinds
        self.bot_username = "bot"  # told by getMe before anything is handled
        self._wake = wake

    @asynccontextmanager
    async def begin(
        self, *, origin: str, update_id: int | None = None, keeps_back: bool = False
    ) -> AsyncIterator[Work]:
        """One work.

        Args:
            origin: names the replies of this work; unique for what causes it.
            update_id: the update that is being handled.
            keeps_back: whether that update is old and another one waits behind it.
        """
        now = self.clock.now()
        async with self.db.begin() as conn:
            cross(Point.WORK_BEGUN)
            outbox = Outbox(
                conn,
                now=now,
                kinds=self.kinds,
                origin=origin,
                answers=update_id is not None,
                keeps_back=keeps_back,
            )
            yield Work(
                conn=conn,
                now=now,
                outbox=outbox,
                texts=self.texts,
                keys=self.keys,
                settings=self.settings,
                bot_username=self.bot_username,
                update_id=update_id,
            )
            cross(Point.WORK_DONE)
        cross(Point.WORK_COMMITTED)
        if outbox.has_news:
            self._wake()
