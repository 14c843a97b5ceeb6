"""The feeds' errands on a bench, before a web of the test's own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from sqlalchemy import select

from bot.config import FeedSettings
from bot.feeds import actions, store
from bot.feeds.due_fetching import FETCH
from bot.feeds.due_searching import SEARCH
from bot.feeds.records import Feed, Subscription
from bot.feeds.tables import feed_items, feeds
from bot.guard import ClockGuard
from bot.outside import Outside
from bot.parsing.parser import Parser
from bot.people.records import Person
from bot.scheduler.errands import Errands
from tests.support.bench import Bench
from tests.support.web import Web


class Machine:
    """What fetches, reads and looks for feeds."""

    def __init__(self, bench: Bench, web: Web) -> None:
        self.bench = bench
        self.web = web
        self.files: dict[str, bytes] = {}
        self.outside = Outside(web.fetcher(), Parser(), self._download)
        self.errands = Errands(
            bench.works, (SEARCH, FETCH), outside=self.outside, guard=ClockGuard(bench.clock)
        )

    async def _download(self, file_id: str, most_bytes: int) -> bytes | None:
        content = self.files.get(file_id)
        return content if content is not None and len(content) <= most_bytes else None

    def set(self, **values: int) -> None:
        """Other settings of `[feeds]`."""
        changed = self.bench.settings.model_copy(update={"feeds": FeedSettings(**values)})
        self.bench.works.settings = changed

    async def run(self) -> int:
        """All that is due at this moment; how much."""
        done = 0
        while found := await self.errands.run_round():
            done += found
        return done

    async def wait(self, delta: timedelta | None = None, **units: float) -> None:
        """Let time pass, running what falls due at its moment."""
        until = self.bench.clock.now() + (delta or timedelta(**units))
        await self.run()
        while True:
            at = await self.errands.next_at(after=self.bench.clock.now())
            if at is None or at > until:
                break
            self.bench.clock.move_to(max(at, self.bench.clock.now()))
            await self.run()
        self.bench.clock.move_to(until)

    async def follow(self, person: Person, url: str) -> Subscription:
        """Follow the feed at that address."""
        async with self.bench.work() as work:
            feed = await store.put_feed(
                work.conn, url=url, title="", site_url="", is_podcast=False, now=work.now
            )
            outcome = await actions.subscribe(work, person, feed, title="Its name")
        assert isinstance(outcome, Subscription)
        return outcome

    async def feed(self, feed_id: int) -> Feed:
        """As it is now."""
        async with self.bench.db.begin() as conn:
            return await store.get_feed(conn, feed_id)

    async def feeds(self) -> list[Feed]:
        """All there are."""
        async with self.bench.db.begin() as conn:
            rows = await conn.execute(select(feeds).order_by(feeds.c.id))
            return [store.feed_record(row) for row in rows]

    async def titles(self, feed_id: int) -> list[str]:
        """Of a feed's items, oldest first."""
        query = select(feed_items.c.title).where(feed_items.c.feed_id == feed_id)
        async with self.bench.db.begin() as conn:
            return list((await conn.execute(query.order_by(feed_items.c.id))).scalars())

    def asked(self, host: str, path: str) -> int:
        """How often a page was asked for."""
        return len(self.web.asked_for(host, path))

    @property
    def now(self) -> datetime:
        """The present."""
        return self.bench.clock.now()


@asynccontextmanager
async def machine_on(bench: Bench) -> AsyncIterator[Machine]:
    """A machine and its web, for one test."""
    web = Web()
    machine = Machine(bench, web)
    try:
        yield machine
    finally:
        await machine.errands.stop(grace_seconds=0)
        await machine.outside.close()
        await web.close()
