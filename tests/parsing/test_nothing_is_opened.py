"""While strangers' documents are read nothing is opened: no file, no address, no process."""

import asyncio
import os
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
import pytest_asyncio

from bot.parsing.parser import Parser
from bot.parsing.records import FeedRead, PageRead
from tests.parsing.corpus import HERE, Case, formats, hostile, oddities
from tests.parsing.test_outlines import FEEDLY
from tests.parsing.test_pages import ARTICLE, VIDEO

pytestmark = pytest.mark.asyncio

TOO_SLOW = frozenset(
    {
        "100,000 elements in each other",
        "350,000 pieces of CDATA",
        "100,000 marks of HTML in each other",
    }
)
MOST_GROWTH = 30 * 1024 * 1024  # bytes


class Canary:
    """A server that notes whoever comes."""

    def __init__(self) -> None:
        self.visits = 0
        self.address = ""

    async def answer(self, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Note it."""
        self.visits += 1
        writer.close()


@pytest_asyncio.fixture
async def canary() -> AsyncIterator[Canary]:
    """A server on this machine that nobody should visit."""
    canary = Canary()
    server = await asyncio.start_server(canary.answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    canary.address = f"http://127.0.0.1:{port}/dtd"
    yield canary
    server.close()
    await server.wait_closed()


async def _read_all(parser: Parser, cases: tuple[Case, ...]) -> list[str]:
    """Read feeds, pages and lists.

    Returns:
        What a watched child said that it opened.
    """
    opened = []
    for case in cases:
        feed = await parser.feed(case.content, content_type=case.content_type, url=HERE)
        page = await parser.page(case.content, content_type=case.content_type, url=HERE)
        await parser.outlines(case.content)
        if isinstance(feed, FeedRead) and feed.kind == "seen":
            opened.append(f"{case.name}: {feed.title}")
        assert isinstance(page, PageRead) or page.value != "broken", case.name
    for text in (ARTICLE, VIDEO, FEEDLY):
        await parser.page(text.encode(), content_type="text/html; charset=koi8-u", url=HERE)
        await parser.outlines(text.encode())
    return opened


def _cases(canary: Canary) -> tuple[Case, ...]:
    quick = tuple(case for case in hostile.CASES if len(case.content) < 100_000)
    return (*hostile.outside(canary.address), *oddities.CASES, *formats.CASES, *quick)


async def test_no_address_and_no_file_in_a_feed_is_looked_up(canary: Canary) -> None:
    parser = Parser(seconds=60)
    for case in hostile.outside(canary.address):
        read = await parser.feed(case.content, content_type=case.content_type, url=HERE)
        case.check(read)
    await parser.close()
    assert canary.visits == 0


async def test_python_opens_and_imports_nothing(canary: Canary) -> None:
    parser = Parser(seconds=60, child=("-m", "tests.parsing.watched_child"))
    assert await _read_all(parser, _cases(canary)) == []
    await parser.close()
    assert canary.visits == 0


async def test_a_feed_whose_bytes_are_a_files_name_is_not_that_file(tmp_path: Path) -> None:
    name = tmp_path / "feed.xml"
    name.write_text("<rss><channel><title>Secret</title></channel></rss>")
    parser = Parser(seconds=60)
    for content in (bytes(name), f"file://{name}".encode(), bytes(name) + b"\n"):
        read = await parser.feed(content, content_type="", url=HERE)
        assert not isinstance(read, FeedRead)
    await parser.close()


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
async def test_the_kernel_is_asked_for_no_file_and_no_connection(
    canary: Canary, tmp_path: Path
) -> None:
    parser = Parser(seconds=60)
    await parser.outlines(b"")
    await parser.feed(b"", content_type="", url=HERE)
    watched = [str(lane.process) for lane in (parser.feeds, parser.people)]
    log = tmp_path / "calls"
    calls = "trace=%file,%network,%process,openat2,memfd_create,io_uring_setup,prlimit64"
    tracer = await asyncio.create_subprocess_exec(
        "strace", "-f", "-o", str(log), "-e", calls, "-p", ",".join(watched),
        stderr=subprocess.PIPE,
    )  # fmt: skip
    assert tracer.stderr is not None
    said = [await tracer.stderr.readline() for _ in watched]
    if not all(b"attached" in line for line in said):
        with suppress(ProcessLookupError):
            tracer.kill()
        await tracer.wait()
        await parser.close()
        pytest.skip("may not watch processes")
    await _read_all(parser, _cases(canary))
    assert (parser.feeds.started, parser.people.started) == (1, 1)
    tracer.terminate()
    await tracer.communicate()
    await parser.close()
    made = [line for line in log.read_text().splitlines() if "(" in line]
    limits = [line for line in made if "prlimit64(" in line]
    assert len(limits) > 100, "nothing was watched"  # each document's seconds
    assert [line for line in made if line not in limits] == []


async def test_three_rounds_of_hostile_feeds_leave_the_parent_as_it_was() -> None:
    cases = [case for case in hostile.CASES if case.name not in TOO_SLOW]
    parser = Parser(seconds=60)
    await parser.feed(b"", content_type="", url=HERE)
    before = _memory()
    for _ in range(3):
        for case in cases:
            await parser.feed(case.content, content_type=case.content_type, url=HERE)
    grown = _memory() - before
    await parser.close()
    assert grown <= MOST_GROWTH, f"{grown / 2**20:.1f} MiB"


def _memory() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
