"""A database, a clock and works, without Telegram: for tests of actions and stores."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from typing import Any

from pydantic import SecretStr
from sqlalchemy import select

from bot.app import Halqa
from bot.circles import store as circle_store
from bot.circles.records import Circle, Member, Role
from bot.clock import Clock
from bot.config import DatabaseSettings, SecretSettings, Settings, TelegramSettings
from bot.db.engine import Database
from bot.features import FEATURES
from bot.fetching.fetcher import Fetcher
from bot.keys import Keys
from bot.outbox.records import KERNEL_KINDS
from bot.outbox.tables import deliveries
from bot.people import store as people_store
from bot.people.records import Person
from bot.playground.clock import WorldClock
from bot.reading.zones import country_of_zone
from bot.registry import Feature
from bot.texts import Texts
from bot.work import Work, Works

SECRET = "a secret for tests only, long enough to be one"
TEXTS = Texts.load()
KINDS = {kind.name: kind for kind in (*KERNEL_KINDS, *(k for f in FEATURES for k in f.kinds))}


def make_settings(url: str = "sqlite+aiosqlite:///unused.db", **sections: Any) -> Settings:
    """Settings of a test; whole sections may be replaced."""
    values: dict[str, Any] = {
        "telegram": TelegramSettings(token=SecretStr("1000:playground"), poll_timeout_seconds=1),
        "database": DatabaseSettings(url=url, synchronous="NORMAL"),
        "secret": SecretSettings(key=SecretStr(SECRET)),
        **sections,
    }
    return Settings(**values)


@dataclass(frozen=True)
class Planned:
    """What a test wants to know of an outbox row."""

    kind: str
    chat_id: int
    state: str
    payload: dict[str, Any] | None
    key: str
    about: str


class Bench:
    """Works on a real database. Moments stand still until `clock` is moved."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.clock = WorldClock()
        self.settings = make_settings()
        self.works = Works(
            db,
            self.clock,
            texts=TEXTS,
            keys=Keys(SECRET),
            settings=self.settings,
            kinds=KINDS,
            wake=lambda: None,
        )
        self.works.bot_username = "halqa_bot"
        self._numbers = count(1)

    @asynccontextmanager
    async def work(self) -> AsyncIterator[Work]:
        """One transaction at the clock's present."""
        async with self.works.begin(origin=f"t{next(self._numbers)}") as work:
            yield work

    async def person(
        self, name: str, *, language: str = "en", zone: str | None = "Africa/Cairo"
    ) -> Person:
        """Somebody who has met the bot."""
        async with self.work() as work:
            number = next(self._numbers)
            person = await people_store.put_person(
                work.conn,
                telegram_id=7_000_000_000 + number,
                name=name,
                full_name=name,
                username=None,
                language=language,
                now=work.now,
            )
            if zone is not None:
                await people_store.change(
                    work.conn, person.id, zone=zone, country=country_of_zone(zone)
                )
            return await people_store.get_person(work.conn, person.id)

    async def circle(self, host: Person, **values: Any) -> Circle:
        """A circle that `host` opened now."""
        columns: dict[str, Any] = {
            "name": "Data",
            "field": "Statistics",
            "focus": "",
            "language": host.language,
            "zone": host.zone or "UTC",
            "seats": 8,
            "acquaintances_required": 1,
            "window_hours": 72,
            "hold_hours": 0,
            "host_has_last_word": False,
            "only_hosts_invite": False,
            "new_members_wait": False,
            **values,
        }
        async with self.work() as work:
            circle = await circle_store.create_circle(work.conn, opened_at=work.now, **columns)
        await self.joins(circle, host, role=Role.HOST, is_opener=True)
        async with self.work() as work:
            return await circle_store.get_circle(work.conn, circle.id)

    async def joins(
        self,
        circle: Circle,
        person: Person,
        *,
        role: Role = Role.MEMBER,
        is_opener: bool = False,
    ) -> Member:
        """A stay from now on, without any admission."""
        async with self.work() as work:
            assert await circle_store.take_seat(work.conn, circle.id)
            return await circle_store.add_member(
                work.conn,
                circle_id=circle.id,
                person_id=person.id,
                role=role,
                is_opener=is_opener,
                helps_with="",
                now=work.now,
            )

    async def planned(self, *, kind: str | None = None) -> list[Planned]:
        """Every row of the outbox (or of one kind), oldest first."""
        query = select(deliveries).order_by(deliveries.c.id)
        if kind is not None:
            query = query.where(deliveries.c.kind == kind)
        async with self.db.begin() as conn:
            return [
                Planned(r.kind, r.chat_id, r.state, r.payload, r.key, r.about)
                for r in await conn.execute(query)
            ]


def make_app(
    url: str,
    clock: Clock,
    api_url: str,
    *,
    features: Sequence[Feature] = FEATURES,
    fetcher: Fetcher | None = None,
    **sections: Any,
) -> Halqa:
    """The whole bot, as `halqa run` builds it.

    Args:
        url: the database's address.
        clock: the one that tells the time.
        api_url: where Telegram is.
        features: other slices than the bot's own.
        fetcher: `Web.fetcher()`; without one there is no web at all: no test asks a real name.
        sections: of the settings, that are not as usual.
    """
    settings = make_settings(url, **sections)
    telegram = settings.telegram.model_copy(update={"api_url": api_url})
    settings = settings.model_copy(update={"telegram": telegram})
    return Halqa(
        settings,
        clock,
        features=features,
        texts=TEXTS,
        fetcher=fetcher or Fetcher(resolve=_no_name),
    )


async def _no_name(_host: str, _port: int) -> Sequence[tuple[str, int]]:
    msg = "no such name"
    raise OSError(msg)
