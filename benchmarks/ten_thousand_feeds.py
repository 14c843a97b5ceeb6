"""What following 10,000 feeds costs: a part of `python -m benchmarks.feeds`.

10,000 feeds of 50 people lie in a SQLite file; the first 600 of them fall due at once and are fetched over
HTTP from a server of this machine (a process of its own) by the bot's own loop, eight side by side; then
once more, when nothing has changed. The rest waits its turn, as it does in an hour of a running bot.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from statistics import quantiles
from typing import Any, Final

from aiohttp import web
from pydantic import SecretStr
from sqlalchemy import create_engine, func, insert, select, update

from bot.background import Background
from bot.clock import SystemClock
from bot.config import DatabaseSettings, SecretSettings, Settings, TelegramSettings
from bot.db.engine import Database
from bot.db.metadata import metadata
from bot.feeds.due_fetching import FETCH
from bot.feeds.tables import feed_items, feeds, subscriptions
from bot.fetching.fetcher import Fetcher
from bot.guard import ClockGuard
from bot.keys import Keys
from bot.outbox.records import KERNEL_KINDS
from bot.outside import Outside
from bot.parsing.parser import Parser
from bot.people import store as people_store
from bot.scheduler.errands import Errands
from bot.schema import TABLES
from bot.sources.tables import sources
from bot.texts import Texts
from bot.work import Works

ALL: Final = 10_000
DUE: Final = 600
PEOPLE: Final = 50  # with 200 feeds each, the most that is set
ITEMS: Final = 20  # of each feed, about a kilobyte each
TICK: Final = 0.005  # seconds
SECRET: Final = "a secret for measuring only, long enough"  # noqa: S105


async def memory_at_10_000_feeds() -> None:
    """Feeds a second, memory and lateness of the loop."""
    print(f"{ALL:,} feeds are followed; {DUE:,} of them are due, with {ITEMS} items each")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "feeds.db"
        url = f"sqlite+aiosqlite:///{file}"
        engine = create_engine(f"sqlite:///{file}")
        metadata.create_all(engine, tables=TABLES)
        engine.dispose()
        async with _server() as (port, server):
            before = _resident("self")
            works = _works(url)
            await _fill(works.db, works.clock.now())
            filled = _resident("self")
            print(f"  memory of the bot: {before} MiB, and {filled} MiB with the rows written")
            print(f"  idle: loop late, in ms: {_told(await _idle())}")
            fetcher = Fetcher(resolve=_here(port), permit=[("127.0.0.1", port)])
            outside = Outside(fetcher, Parser(), _no_file)
            errands = Errands(works, (FETCH,), outside=outside, guard=ClockGuard(works.clock))
            await _round("all is new", works, errands, server=server)
            async with works.db.begin() as conn:
                few = feeds.c.id <= DUE
                await conn.execute(update(feeds).where(few).values(next_at=works.clock.now()))
                kept = (
                    await conn.execute(select(func.count()).select_from(feed_items))
                ).scalar_one()
            await _round("nothing is new", works, errands, server=server)
            print(f"  {kept:,} items kept; the file has {file.stat().st_size / 2**20:.0f} MiB")
            await outside.close()
            await works.db.close()


async def _round(name: str, works: Works, errands: Errands, *, server: int) -> None:
    """Until nothing is due: by the same loop as in `halqa run`."""
    late: list[float] = []
    most = children = 0
    background = Background()
    start = time.perf_counter()
    running = background.start("errands", errands.run())
    while True:
        before = time.perf_counter()
        await asyncio.sleep(TICK)
        late.append((time.perf_counter() - before - TICK) * 1000)
        if len(late) % 20 == 0:
            most = max(most, _resident("self"))
            children = max(children, *(_resident(p) for p in _children() if p != str(server)), 0)
        if len(late) % 100 == 0 and not errands.is_busy and not await _left(works):
            break
    seconds = time.perf_counter() - start
    running.cancel()
    await background.stop(grace_seconds=0)
    print(
        f"  {name:<15} {DUE / seconds:5.1f} feeds a second   bot {most} MiB   parser {children} MiB   "
        f"loop late, in ms: {_told(late)}"
    )


async def _idle() -> list[float]:
    """How late the loop is with nothing to do: what the machine's other work costs."""
    late = []
    for _ in range(400):
        before = time.perf_counter()
        await asyncio.sleep(TICK)
        late.append((time.perf_counter() - before - TICK) * 1000)
    return late


def _told(late: list[float]) -> str:
    p50, p99 = quantiles(late, n=100)[49], quantiles(late, n=100)[98]
    return f"p50 {p50:.2f}, p99 {p99:.2f}, max {max(late):.1f}"


async def _left(works: Works) -> int:
    query = select(func.count()).where(feeds.c.next_at <= works.clock.now() + timedelta(minutes=6))
    async with works.db.begin() as conn:
        return int((await conn.execute(query.where(feeds.c.id <= DUE))).scalar_one())


# What is measured --------------------------------------------------------------------------------


def _works(url: str) -> Works:
    settings = Settings(
        telegram=TelegramSettings(token=SecretStr("1:measuring")),
        database=DatabaseSettings(url=url),
        secret=SecretSettings(key=SecretStr(SECRET)),
    )
    return Works(
        Database(url, synchronous="FULL"),
        SystemClock(),
        texts=Texts.load(),
        keys=Keys(SECRET),
        settings=settings,
        kinds={kind.name: kind for kind in KERNEL_KINDS},
        wake=lambda: None,
    )


async def _fill(db: Database, now: datetime) -> None:
    async with db.begin() as conn:
        ids = [
            (
                await people_store.put_person(
                    conn, telegram_id=7_000_000_000 + n, name="P", full_name="P", username=None,
                    language="en", now=now,
                )
            ).id
            for n in range(PEOPLE)
        ]  # fmt: skip
        numbers = range(1, ALL + 1)
        rows: list[tuple[Any, list[dict[str, Any]]]] = [
            (feeds, [_feed_row(n, now) for n in numbers]),
            (sources, [_source_row(n, ids[n % PEOPLE], now) for n in numbers]),
            (subscriptions, [_subscription_row(n, ids[n % PEOPLE], now) for n in numbers]),
        ]
        for table, values in rows:
            await conn.execute(insert(table), values)


def _feed_row(n: int, now: datetime) -> dict[str, Any]:
    return {
        "id": n, "key": f"{n:064}", "url": f"http://f{n}.example/feed", "title": "", "site_url": "",
        "is_podcast": False, "etag": "", "last_modified": "", "period_minutes": 60, "failures": 0,
        "next_at": now if n <= DUE else now + timedelta(minutes=30, seconds=n / 10),
    }  # fmt: skip


def _source_row(n: int, person: int, now: datetime) -> dict[str, Any]:
    return {
        "id": n, "person_id": person, "kind": "feed", "title": f"Feed {n}", "key": f"{n:064}", "site": "",
        "handle": "", "url": "", "note": "", "created_at": now,
    }  # fmt: skip


def _subscription_row(n: int, person: int, now: datetime) -> dict[str, Any]:
    return {
        "person_id": person, "feed_id": n, "source_id": n, "per_week": 3, "include": "", "exclude": "",
        "after_item": 0, "created_at": now,
    }  # fmt: skip


async def _no_file(_file_id: str, _most: int) -> bytes | None:
    return None


def _here(port: int) -> Any:  # noqa: ANN401 - the fetcher's own type
    async def resolve(_host: str, _port: int) -> Sequence[tuple[str, int]]:
        return [("127.0.0.1", port)]

    return resolve


def _resident(process: str) -> int:
    """Memory of a process, in MiB."""
    try:
        told = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    line = next((row for row in told.splitlines() if row.startswith("VmRSS")), "VmRSS: 0 kB")
    return int(line.split()[1]) // 1024


def _children() -> list[str]:
    told = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")
    return told.split()


# The server, in a process of its own -------------------------------------------------------------


@asynccontextmanager
async def _server() -> AsyncIterator[tuple[int, int]]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.ten_thousand_feeds", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    try:
        yield int(await process.stdout.readline()), process.pid
    finally:
        process.terminate()
        await process.wait()


def _document(host: str) -> bytes:
    words = "What is said in this item, in some words that keywords may be looked for in. " * 10
    now = format_datetime(SystemClock().now())
    items = "".join(
        f"<item><guid>{host}-{n}</guid><title>{host}: item {n}</title><link>http://{host}/{n}</link>"
        f"<pubDate>{now}</pubDate><description>{host} {n} {words}</description></item>"
        for n in range(ITEMS)
    )
    head = f"<title>{host}</title><link>http://{host}/</link><description>d</description>"
    return f'<rss version="2.0"><channel>{head}{items}</channel></rss>'.encode()


async def _answer(request: web.BaseRequest) -> web.StreamResponse:
    tag = '"one"'
    if request.headers.get("If-None-Match") == tag:
        return web.Response(status=304, headers={"ETag": tag})
    body = _document(request.url.host or "")
    return web.Response(body=body, content_type="application/rss+xml", headers={"ETag": tag})


async def _serve() -> None:
    runner = web.ServerRunner(web.Server(_answer, access_log=None))
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_serve())
