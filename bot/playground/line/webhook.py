"""A webhook at work: each update is posted to the bot's address until it answers 2xx.

As Telegram's Bot API server does it (its WebhookActor): what happened in one chat goes out in its order, one
request at a time; different chats go side by side, as many as `max_connections`. An update that failed holds its
chat back: it is posted again at once, then after 2, 4, 8… real seconds, until it is a day old by the world's clock.
The answer's body may be a call itself; what comes of it the bot never learns. An update leaves the queue only with a
2xx, so nothing is lost while the bot is away, and one whose answer was lost comes twice.
"""

import asyncio
import contextlib
import errno
import json
import os
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import aiohttp

from bot.playground import tasks
from bot.playground.clock import WorldClock
from bot.playground.jsontypes import JsonObject
from bot.playground.line.traffic import Traffic
from bot.playground.line.updates import Update, UpdateQueue
from bot.playground.line.weather import Weather
from bot.playground.line.webhook_settings import WebhookSettings
from bot.playground.methods.parameters import RawCall
from bot.playground.methods.requests import read_body
from bot.playground.refusals import ApiError

ANSWER_WITHIN_S = 60  # real seconds; Telegram's server waits as long
FIRST_PAUSE_S = 2.0  # real seconds before the third try; then twice as long each time
LONGEST_PAUSE_S = 10.0  # real seconds; Telegram's is 60-120, but here somebody is watching
LONGEST_RETRY_AFTER_S = 3600  # seconds of the header Retry-After that are believed
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a name
_GOOD = range(200, 300)
# Calls that an answer's body cannot make; so are all whose name begins with "get".
_NOT_IN_ANSWERS = frozenset({"setwebhook", "deletewebhook", "logout", "close"})

# Acts on the call that an answer carried.
PlayCall = Callable[[str, RawCall], Awaitable[None]]


async def play_nothing(name: str, raw: RawCall) -> None:
    """Stands in a world that no server has been put before."""
    del name, raw


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What the bot answered; status 0: nothing."""

    status: int = 0
    reason: str = ""
    content_type: str = ""
    retry_after: int = 0
    body: bytes = b""

    @property
    def line(self) -> str:
        return f"{self.status} {self.reason}".rstrip()


@dataclass(slots=True)
class _Failing:
    """An update that did not get through; `due` is a reading of the real monotonic clock."""

    times: int = 0
    due: float = 0.0


class Webhook:
    """Delivers the updates of one queue.

    Attributes:
        settings: where to, and how.
        last_error: when (by the world's clock) and why a delivery failed, in Telegram's words.
    """

    def __init__(
        self,
        settings: WebhookSettings,
        *,
        updates: UpdateQueue,
        clock: WorldClock,
        traffic: Traffic,
        weather: Weather,
        play: PlayCall,
    ) -> None:
        self.settings = settings
        self.last_error: tuple[int, str] | None = None
        self._updates = updates
        self._clock = clock
        self._traffic = traffic
        self._weather = weather
        self._play = play
        self._failing: dict[int, _Failing] = {}
        self._under_way: dict[int, asyncio.Task[None]] = {}  # by lane
        self._stirred = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Begin to deliver, in the running event loop."""
        if self._running is None:
            self._loop, self._stirred = asyncio.get_running_loop(), asyncio.Event()
            self._updates.tell(self._stir)
            self._running = tasks.start(self._run(), name="webhook")

    async def stop(self) -> None:
        """Cut what is under way; what has no 2xx yet stays in the queue."""
        running, self._running = self._running, None
        if running is None:
            return
        self._updates.tell(None)
        # No answer can carry deleteWebhook, so this is never one of those that end here.
        ending = [running, *self._under_way.values()]
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)
        self._under_way.clear()

    def to_info(self) -> JsonObject:
        """Its part of WebhookInfo."""
        info: JsonObject = {}
        if self.settings.ip_address:
            info["ip_address"] = self.settings.ip_address
        if self.last_error is not None:
            info["last_error_date"], info["last_error_message"] = self.last_error
        info["max_connections"] = self.settings.max_connections
        return info

    def _stir(self) -> None:
        # Updates may be made in another thread than the server's.
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._stirred.set)

    async def _run(self) -> None:
        # One connection a request: a bot that was restarted meets no half-open one.
        connector = aiohttp.TCPConnector(limit=0, force_close=True)
        timeout = aiohttp.ClientTimeout(total=ANSWER_WITHIN_S)
        async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
            while True:
                self._stirred.clear()
                pause = self._begin(session)
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._stirred.wait()

    def _begin(self, session: aiohttp.ClientSession) -> float | None:
        """Post all that may go now; the seconds until the next may, None if nothing waits for its time."""
        now, pauses = time.monotonic(), list[float]()
        firsts = self._updates.firsts()
        waiting = {update.update_id for update in firsts.values()}
        self._failing = {key: kept for key, kept in self._failing.items() if key in waiting}
        for lane, update in firsts.items():
            failing = self._failing.get(update.update_id)
            if lane in self._under_way:
                continue
            if failing is not None and failing.due > now:
                pauses.append(failing.due - now)
            elif len(self._under_way) < self.settings.max_connections:
                delivery = self._deliver(session, lane, update)
                self._under_way[lane] = tasks.start(delivery, name=f"update {update.update_id}")
        return min(pauses, default=None)

    async def _deliver(self, session: aiohttp.ClientSession, lane: int, update: Update) -> None:
        try:
            await self._post(session, update)
        finally:
            self._under_way.pop(lane, None)
            self._stirred.set()

    async def _post(self, session: aiohttp.ClientSession, update: Update) -> None:
        began = time.perf_counter()
        failure = ""
        try:
            answer = await self._ask(session, update)
        except (TimeoutError, aiohttp.ClientError, OSError) as failed:
            answer, failure = _Answer(), _reason(failed)
        took_ms = (time.perf_counter() - began) * 1000
        self._traffic.note_update(update, via="webhook", status=answer.status, took_ms=took_ms)
        if answer.status in _GOOD:
            await self._taken(update, answer)
        else:
            failure = failure or f"Wrong response from the webhook: {answer.line}"
            self._failed(update, failure, answer.retry_after)

    async def _ask(self, session: aiohttp.ClientSession, update: Update) -> _Answer:
        if self._weather.is_offline():
            raise TimeoutError
        async with session.post(
            self.settings.url,
            data=json.dumps(update.to_api(), ensure_ascii=False).encode(),
            headers=self._headers(),
            allow_redirects=False,
        ) as answer:
            return _Answer(
                status=answer.status,
                reason=answer.reason or "",
                content_type=answer.headers.get("content-type", ""),
                retry_after=_seconds(answer.headers.get("retry-after", "")),
                body=await answer.read(),
            )

    async def _taken(self, update: Update, answer: _Answer) -> None:
        self._failing.pop(update.update_id, None)
        try:
            carried = await read_body(answer.body, answer.content_type)
        except ApiError:
            carried = RawCall({}, {})  # any body may say 2xx
        values = dict(carried.values)
        name = values.pop("method", None)
        # No pause between the two: whoever waits until the world rests sees the call begin.
        self._updates.forget(update.update_id)
        if not isinstance(name, str) or not name or name.lower().startswith("get"):
            return
        if name.lower() not in _NOT_IN_ANSWERS:
            await self._play(name, RawCall(values, carried.files))

    def _failed(self, update: Update, error: str, retry_after: int) -> None:
        self.last_error = int(self._clock.now().timestamp()), error
        failing = self._failing.setdefault(update.update_id, _Failing())
        pause = float(retry_after)
        if not retry_after and failing.times:
            pause = min(FIRST_PAUSE_S * 2 ** (failing.times - 1), LONGEST_PAUSE_S)
        failing.times += 1
        failing.due = time.monotonic() + pause

    def _headers(self) -> dict[str, str]:
        secret = self.settings.secret_token
        return {"content-type": "application/json", **({SECRET_HEADER: secret} if secret else {})}


def _seconds(retry_after: str) -> int:
    return min(int(retry_after), LONGEST_RETRY_AFTER_S) if retry_after.isdecimal() else 0


def _reason(failed: Exception) -> str:
    """Telegram's words for a connection that failed."""
    if isinstance(failed, aiohttp.ClientConnectorError):
        return os.strerror(failed.os_error.errno or errno.ECONNREFUSED)
    if isinstance(failed, aiohttp.ServerTimeoutError):
        return "Connection timed out"
    return "Read timeout expired" if isinstance(failed, TimeoutError) else "Connection closed"
