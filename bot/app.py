"""The composition root: builds everything, starts and stops it in order. No logic of its own."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.background import Background
from bot.clock import Clock, SystemClock
from bot.config import Settings
from bot.db import migrate
from bot.db.engine import Database
from bot.db.lease import RENEW_SECONDS, Lease
from bot.dialogue.talks import Talks
from bot.errors import LeadershipLost, TokenRefused
from bot.faultpoints import Point, cross
from bot.features import FEATURES
from bot.fetching.fetcher import Fetcher
from bot.guard import ClockGuard
from bot.inbox import store as inbox_store
from bot.inbox.pump import Pump
from bot.inbox.records import Silence
from bot.janitor import JANITOR
from bot.keys import Keys, load_or_make_secret
from bot.outbox import store as outbox_store
from bot.outbox.dispatcher import Dispatcher
from bot.outbox.records import KERNEL_KINDS, Kind
from bot.outside import Outside
from bot.parsing.parser import Parser
from bot.people import actions as people_actions
from bot.registry import Feature
from bot.scheduler.errands import Errands
from bot.scheduler.tick import Scheduler
from bot.telegram import commands
from bot.telegram.buttons import Signer
from bot.telegram.downloading import Downloads
from bot.telegram.files import Rendered, Renderer
from bot.telegram.incoming import Incoming
from bot.telegram.polling import GRACE_SECONDS, Poller, seconds_of
from bot.telegram.sender import TelegramSender
from bot.telegram.transport import AiohttpRequest
from bot.texts import Texts
from bot.work import Works

log = logging.getLogger(__name__)

STOP_SECONDS: Final = 7.0  # of the ten that a stop may take
LONGEST_START_PAUSE_SECONDS: Final = 60.0
CALL_CONNECTIONS: Final = 64
POLL_CONNECTIONS: Final = 2


class Halqa:
    """One running bot."""

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        *,
        features: Sequence[Feature] = FEATURES,
        texts: Texts | None = None,
        fetcher: Fetcher | None = None,
    ) -> None:
        """Nothing is opened yet.

        Args:
            settings: what the operator set.
            clock: the one that tells the time.
            features: the slices.
            texts: all catalogues.
            fetcher: how pages are fetched; None: from the real world.
        """
        self.settings = settings
        self.clock = clock
        self.features = features
        self.texts = texts or Texts.load()
        self.background = Background()
        self.db = Database(settings.database.url, synchronous=settings.database.synchronous)
        configured = settings.secret.key.get_secret_value() if settings.secret.key else None
        self.keys = Keys(load_or_make_secret(configured, database_file=self.db.file))
        self.kinds: Mapping[str, Kind] = {
            kind.name: kind
            for kind in (*KERNEL_KINDS, *(kind for f in features for kind in f.kinds))
        }
        self._recipes: Mapping[str, Renderer] = {
            name: renderer for f in features for name, renderer in f.recipes.items()
        }
        self.works = Works(
            self.db,
            clock,
            texts=self.texts,
            keys=self.keys,
            settings=settings,
            kinds=self.kinds,
            wake=self._wake,
        )
        self.talks = Talks(
            {dialogue.name: dialogue for f in features for dialogue in f.dialogues},
            self.texts,
            {name: then for f in features for name, then in f.afterwards.items()},
        )
        self.guard = ClockGuard(clock)
        # Processes race in real time, whatever a playground's clock shows.
        self.lease = Lease(self.db, SystemClock())
        # A client of its own: a poll that hangs must not take the connections of what is sent.
        self._poll_request = AiohttpRequest(
            connections=POLL_CONNECTIONS,
            read_timeout_seconds=settings.telegram.poll_timeout_seconds + GRACE_SECONDS,
            on_date=self.guard.hear,
        )
        self._call_request = AiohttpRequest(
            connections=CALL_CONNECTIONS, read_timeout_seconds=15.0, on_date=self.guard.hear
        )
        self.bot = _bot(settings, self._call_request, self._poll_request)
        self.outside = Outside(
            fetcher or Fetcher(deny_hosts=settings.fetching.deny_hosts),
            Parser(),
            Downloads(self.bot).download,
        )
        self.errands = Errands(
            self.works,
            [errand for f in features for errand in f.errands],
            outside=self.outside,
            guard=self.guard,
        )
        self.dispatcher: Dispatcher
        self.pump: Pump
        self.poller: Poller
        self.scheduler: Scheduler
        self._renders = 0

    def _wake(self) -> None:
        self.dispatcher.wake()
        self.errands.wake()

    # Start and stop -----------------------------------------------------------------------------

    async def start(self, *, migrate_first: bool = True) -> None:
        """Bring the database up to date, greet Telegram (as long as it takes), settle the past.

        Args:
            migrate_first: False where the tables are known to be there.

        Raises:
            TokenRefused: Telegram does not know the token.
        """
        if migrate_first:
            await asyncio.to_thread(migrate.upgrade, self.settings.database.url)
            cross(Point.START_MIGRATED)
        me = await self._greet()
        cross(Point.START_GREETED)
        self.works.bot_username = me
        signer = Signer(self.keys, bot_id=self.bot.id, epoch=await self.db.epoch())
        sender = TelegramSender(self.bot, signer, self._render)
        self.dispatcher = Dispatcher(
            self.db,
            self.clock,
            sender,
            lease=self.lease,
            guard=self.guard,
            kinds=self.kinds,
            standing_of=people_actions.standing_of,
            on_gone=people_actions.on_gone,
        )
        incoming = Incoming(
            self.features,
            bot=self.bot,
            works=self.works,
            talks=self.talks,
            signer=signer,
            sender=sender,
            background=self.background,
            has_waited=self._has_waited,
        )
        await incoming.application.initialize()
        self.pump = Pump(
            self.db,
            self.clock,
            handle=incoming.handle,
            on_dead=incoming.on_dead,
            on_flood=incoming.on_flood,
        )
        self.poller = Poller(
            self._poll_request,
            self.bot.base_url,
            self.db,
            self.clock,
            timeout_seconds=self.settings.telegram.poll_timeout_seconds,
            wake=self.pump.wake,
            on_silence=self._on_silence,
        )
        jobs = [job for feature in self.features for job in feature.due]
        self.scheduler = Scheduler(
            self.works,
            [job for job in jobs if not job.is_hourly],
            guard=self.guard,
            hourly=[JANITOR, *(job for job in jobs if job.is_hourly)],
        )
        await self.lease.wait()
        self.guard.remember(self.lease.seen_at)
        self.poller.remember(self.lease.heard_at)
        await self.dispatcher.recover()

    async def _greet(self) -> str:
        """`getMe`, the menu and the end of any webhook, until Telegram answers; the bot's username."""
        pause = 1.0
        while True:
            try:
                await self.bot.initialize()
                await self.bot.delete_webhook(drop_pending_updates=False)
                await commands.register(self.bot, self.features, self.texts)
            except InvalidToken as error:
                raise TokenRefused from error
            except TelegramError as error:
                log.warning("Telegram does not answer", extra={"outcome": type(error).__name__})
                asked = seconds_of(error) if isinstance(error, RetryAfter) else 0
                await asyncio.sleep(max(pause, asked))
                pause = min(LONGEST_START_PAUSE_SECONDS, pause * 2)
            else:
                return self.bot.username

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop` is set (or something ends that must not), then stop in order.

        Raises:
            LeadershipLost: another process leads.
            TokenRefused: Telegram does not know the token any more.
        """
        loops = [
            self.background.start("polling", self.poller.run()),
            self.background.start("pump", self.pump.run()),
            self.background.start("dispatcher", self.dispatcher.run()),
            self.background.start("errands", self.errands.run()),
            self.background.start("lease", self._lead()),
        ]
        self.scheduler.start()
        stopping = asyncio.ensure_future(stop.wait())  # noqa: TID251 - waited for right here
        try:
            await asyncio.wait([stopping, *loops], return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopping.cancel()
        ended = [loop for loop in loops if loop.done() and not loop.cancelled()]
        await self._stop_loops(loops)
        for loop in ended:
            if (error := loop.exception()) is not None:
                raise error
        if self.dispatcher.is_refused:
            raise TokenRefused

    async def _stop_loops(self, loops: Sequence[asyncio.Task[None]]) -> None:
        """No more news, no more ticks; what is being handled or sent may end."""
        self.scheduler.stop()
        polling, _, _, errands, lease = loops
        for loop in (polling, errands, lease):
            loop.cancel()
        self.pump.stop()
        self.dispatcher.stop()
        await self.errands.stop(grace_seconds=0)
        await self.background.stop(grace_seconds=STOP_SECONDS)

    async def _lead(self) -> None:
        """Keep the lease while the process lives."""
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            try:
                await self._beat()
            except (
                SQLAlchemyError
            ) as error:  # it may be restarting; nothing is sent without a lease
                log.error("lease not renewed", extra={"error": type(error).__name__})  # noqa: TRY400 - all there is to say

    async def _beat(self) -> None:
        seen_at = None if self.guard.trouble else self.guard.highest
        if not await self.lease.renew(seen_at=seen_at, heard_at=self.poller.heard_at):
            raise LeadershipLost

    def _has_waited(self, update_id: int) -> bool:
        return self.poller.has_waited(update_id)

    async def _on_silence(self, silence: Silence) -> None:
        if self.guard.trouble:  # it may only be the clock that says so
            return
        origin = f"silence:{int(silence.ended_at.timestamp())}"
        async with self.works.begin(origin=origin) as work:
            for feature in self.features:
                if feature.on_silence is not None:
                    await feature.on_silence(work, silence)

    def readiness(self) -> Mapping[str, bool]:
        """What an operator must know at a glance: each part, and whether it is well."""
        if not hasattr(self, "poller"):
            return {"started": False}
        return {
            "started": True,
            "leading": self.lease.is_held,
            "telegram": self.poller.is_hearing,
            "sending": self.dispatcher.is_speaking,
            "clock": self.guard.trouble is None,
        }

    async def close(self) -> None:
        """Give back what was opened."""
        await self.background.stop(grace_seconds=0)
        await self.errands.stop(grace_seconds=0)
        await self.outside.close()
        if self.lease.fence:
            await self.lease.release()
        with suppress(TelegramError, RuntimeError):
            await self.bot.shutdown()
        await self.db.close()

    # One step at a time: for tests and for a clock that is moved by hand ----------------------------

    async def step(self) -> int:
        """Fetch, handle, tick and send what there is now; returns how much was done."""
        await self._beat()
        done = await self.poller.poll_once(timeout_seconds=0)
        done += await self.pump.run_round()
        done += await self.scheduler.tick()
        done += await self.errands.run_round()
        done += await self.dispatcher.run_round()
        return done

    async def next_at(self, *, errands_wait: timedelta = timedelta()) -> datetime | None:
        """When the next thing is due.

        Args:
            errands_wait: how long an errand may be left for whatever else is due: whoever moves a clock by
                hand need not stop for every feed.
        """
        now = self.clock.now()
        planned = await self.scheduler.next_at(after=now)
        errand = await self.errands.next_at(after=now)
        if errand is not None:
            errand = max(errand, now + errands_wait)
        async with self.db.begin() as conn:
            outgoing = await outbox_store.next_due_at(conn)
        return min((at for at in (planned, errand, outgoing) if at is not None), default=None)

    async def is_idle(self) -> bool:
        """Whether nothing waits to be handled or sent at this moment."""
        now = self.clock.now()
        if self.errands.is_busy or await self.errands.next_at(after=now) == now:
            return False
        async with self.db.begin() as conn:
            due = await outbox_store.count_unsettled(conn, at=now)
            new = (await inbox_store.count_by_state(conn)).get("new", 0)
        return not due and not new

    async def _render(self, name: str, arguments: Mapping[str, Any]) -> Rendered:
        self._renders += 1
        async with self.works.begin(origin=f"render:{self._renders}") as work:
            return await self._recipes[name](work, arguments)


def _bot(settings: Settings, request: AiohttpRequest, poll_request: AiohttpRequest) -> Bot:
    return Bot(
        settings.telegram.token.get_secret_value(),
        base_url=f"{settings.telegram.api_url}/bot",
        base_file_url=f"{settings.telegram.api_url}/file/bot",
        request=request,
        get_updates_request=poll_request,
    )
