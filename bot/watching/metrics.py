"""The picture as figures for Prometheus."""

import asyncio
import platform
import sqlite3
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from bot import figures
from bot.clock import Clock
from bot.inbox.records import UpdateState
from bot.outbox.records import Class, Kind, State
from bot.outbox.store_figures import UNSENT
from bot.watching import reasons
from bot.watching.picture import Picture

FRESH_SECONDS: Final = (
    5.0  # whoever asks more often gets the same answer: looking costs the bot nothing
)
LONGEST_LOOK_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """What only the running process knows.

    Attributes:
        ready: each part and whether it is well.
        silent_seconds: since Telegram last answered a poll; None: it never has.
    """

    ready: Mapping[str, bool]
    silent_seconds: float | None


class Figures(Collector):
    """One answer to one look."""

    def __init__(self, picture: Picture | None, live: Live, kinds: Mapping[str, Kind]) -> None:
        self._picture = picture
        self._live = live
        self._kinds = kinds

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Every figure, in the order of the reference page."""
        yield self._info()
        ready = _gauge("ready", "Whether each part is well (1) or not (0).", "part")
        for part, is_well in self._live.ready.items():
            ready.add_metric([part], float(is_well))
        yield ready
        yield _single(
            "poll_silence_seconds",
            "Seconds since Telegram last answered a poll.",
            self._live.silent_seconds,
        )
        yield _single(
            "database_up", "Whether the database answered (1).", float(self._picture is not None)
        )
        if self._picture is not None:
            yield from self._of_inbox(self._picture)
            yield from self._of_outbox(self._picture)
            yield from self._of_backups(self._picture)

    def _info(self) -> GaugeMetricFamily:
        told = {
            "version": _version(),
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            "tzdata": version("tzdata"),
            "database": self._picture.database if self._picture else "",
        }
        info = _gauge("info", "Versions; always 1.", *told)
        info.add_metric(list(told.values()), 1.0)
        return info

    @staticmethod
    def _of_inbox(picture: Picture) -> Iterator[GaugeMetricFamily]:
        inbox = _gauge("inbox_updates", "Updates that are kept, by state.", "state")
        for state in UpdateState:
            inbox.add_metric([state.value], float(picture.inbox.get(state, 0)))
        yield inbox
        oldest = picture.waiting.due_at
        waits = max(0.0, (picture.at - oldest).total_seconds()) if oldest else 0.0
        yield _single(
            "inbox_oldest_seconds",
            "How long the oldest update that waits could be handled.",
            waits,
        )

    def _of_outbox(self, picture: Picture) -> Iterator[GaugeMetricFamily]:
        states: Counter[tuple[str, State]] = Counter()
        why: Counter[tuple[State, str]] = Counter()
        for tally in picture.deliveries:
            kind = self._kinds.get(tally.kind)
            states[kind.cls.value if kind else "other", tally.state] += tally.count
            if tally.state in UNSENT:
                why[tally.state, reasons.label(tally.reason)] += tally.count
        kept = _gauge("deliveries", "Deliveries of the last 30 days.", "class", "state")
        for cls in (*(cls.value for cls in Class), "other"):
            for state in State:
                kept.add_metric([cls, state.value], float(states[cls, state]))
        yield kept
        unsent = _gauge(
            "deliveries_unsent", "What did not arrive surely, and why.", "state", "reason"
        )
        for state in UNSENT:
            for reason in reasons.LABELS:
                unsent.add_metric([state.value, reason], float(why[state, reason]))
        yield unsent
        overdue = picture.overdue
        late = max(0.0, (picture.at - overdue.since).total_seconds()) if overdue.since else 0.0
        yield _single("deliveries_overdue", "Deliveries that are due and wait.", overdue.count)
        yield _single(
            "deliveries_overdue_seconds", "How long the oldest of them has waited.", late
        )

    @staticmethod
    def _of_backups(picture: Picture) -> Iterator[GaugeMetricFamily]:
        age = None
        if picture.backup is not None:
            age = (picture.at - picture.backup.taken_at).total_seconds()
        yield _single("backup_age_seconds", "Age of the newest backup beside the database.", age)


class Scrape:
    """Answers `/metrics`; a picture is taken at most every few seconds."""

    def __init__(
        self,
        clock: Clock,
        *,
        look: Callable[[], Awaitable[Picture]],
        live: Callable[[], Live],
        kinds: Mapping[str, Kind],
    ) -> None:
        self._clock = clock
        self._look = look
        self._live = live
        self._kinds = kinds
        self._looking = asyncio.Lock()
        self._taken: tuple[float, bytes] | None = None

    async def __call__(self) -> bytes:
        """The figures in Prometheus' text format."""
        async with self._looking:
            if self._taken is None or self._clock.monotonic() - self._taken[0] >= FRESH_SECONDS:
                told = exposed(Figures(await self._picture(), self._live(), self._kinds))
                self._taken = (self._clock.monotonic(), told)
            return self._taken[1]

    async def _picture(self) -> Picture | None:
        try:
            async with asyncio.timeout(LONGEST_LOOK_SECONDS):
                return await self._look()
        except (SQLAlchemyError, TimeoutError):
            return None


def exposed(collected: Figures) -> bytes:
    """The text that Prometheus reads: what is counted, and what was looked up."""
    registry = CollectorRegistry()
    registry.register(collected)
    return generate_latest(registry) + generate_latest(figures.REGISTRY)


def _version() -> str:
    try:
        return version("halqa")
    except PackageNotFoundError:  # run from its source
        return "source"


def _gauge(name: str, told: str, *labels: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"halqa_{name}", told, labels=labels)


def _single(name: str, told: str, value: float | None) -> GaugeMetricFamily:
    family = _gauge(name, told)
    if value is not None:
        family.add_metric([], float(value))
    return family
