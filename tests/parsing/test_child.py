"""Whatever becomes of the child costs one document, and nothing of it reaches the parent."""

import asyncio
import json
import os
import signal
from pathlib import Path

import pytest

from bot.parsing.limits import MOST_MEMORY
from bot.parsing.parser import Parser
from bot.parsing.records import FeedRead, PageRead, Unreadable
from bot.parsing.wire import MOST_ANSWERED, packed, unpacked
from tests.parsing.corpus import HERE, item, rss

pytestmark = pytest.mark.asyncio

GOOD = rss(item(title="Good")).encode()
# A second or two of work: for each element every namespace is looked at.
SLOW = rss("".join(f'<x{n}:a xmlns:x{n}="u{n}"/>' for n in range(7_000))).encode()
ENDLESS = rss(item(f"<author>{'a.' * 1_000_000}</author>")).encode()
# Every paragraph opens a thousand marks anew: sixty million elements.
GROWING = (
    f"<html><p>{''.join(f'<b id={n}>' for n in range(1_000))}</p>{'<p>x</p>' * 60_000}".encode()
)


async def _good(parser: Parser) -> None:
    read = await parser.feed(GOOD, content_type="", url=HERE)
    assert isinstance(read, FeedRead)
    assert [item.title for item in read.items] == ["Good"]


def _pid(parser: Parser) -> int:
    assert parser.feeds.process is not None
    return parser.feeds.process


def _ticks(parser: Parser) -> int:
    about = Path(f"/proc/{_pid(parser)}/stat").read_text()
    return int(about.rpartition(")")[2].split()[11])


async def _when_busy(parser: Parser) -> int:
    """Wait until the child is in the midst of a document: it has used the processor."""
    while True:
        await asyncio.sleep(0)
        if parser.feeds.process is not None and _ticks(parser) > 40:  # of 10 ms; starting takes 15
            return _pid(parser)


async def test_a_document_that_takes_too_many_seconds_of_the_processor_is_given_up() -> None:
    parser = Parser(seconds=60)
    assert await parser.feed(ENDLESS, content_type="", url=HERE) == Unreadable.TOO_MUCH
    await _good(parser)
    assert parser.feeds.started == 2
    await parser.close()


async def test_a_document_that_takes_too_long_by_the_clock_is_given_up() -> None:
    parser = Parser(seconds=1)
    assert await parser.feed(SLOW + SLOW, content_type="", url=HERE) == Unreadable.TOO_MUCH
    await _good(parser)
    assert parser.feeds.started == 2
    await parser.close()


async def test_a_document_that_takes_too_much_memory_is_given_up() -> None:
    parser = Parser(seconds=60)
    read = await parser.page(GROWING, content_type="text/html", url=HERE)
    assert read in {Unreadable.TOO_MUCH, Unreadable.BROKEN}
    read = await parser.page(b"<title>Good</title>", content_type="text/html", url=HERE)
    assert isinstance(read, PageRead)
    await parser.close()


@pytest.mark.parametrize(
    ("how", "expected"),
    [(signal.SIGKILL, Unreadable.TOO_MUCH), (signal.SIGSEGV, Unreadable.BROKEN)],
)
async def test_a_child_killed_in_the_midst_costs_one_document(
    how: signal.Signals, expected: Unreadable
) -> None:
    parser = Parser(seconds=60)

    async def kill() -> None:
        os.kill(await _when_busy(parser), how)

    lost, *others, _ = await asyncio.gather(
        parser.feed(SLOW, content_type="", url=HERE), _good(parser), _good(parser), kill()
    )
    assert (lost, others) == (expected, [None, None])
    assert parser.feeds.started == 2
    await parser.close()


async def test_a_child_that_died_between_two_documents_costs_at_most_one() -> None:
    parser = Parser(seconds=60)
    await _good(parser)
    os.kill(_pid(parser), signal.SIGKILL)
    read = await parser.feed(GOOD, content_type="", url=HERE)
    assert isinstance(read, FeedRead) or read == Unreadable.TOO_MUCH
    await _good(parser)
    await parser.close()


@pytest.mark.parametrize("seconds", [0, 0.001, 0.02, 0.2, 0.5])
async def test_who_stops_waiting_gets_nobody_elses_answer_mixed_up(seconds: float) -> None:
    parser = Parser(seconds=60)
    for content in (SLOW, SLOW + b" " * 2_000_000):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(parser.feed(content, content_type="", url=HERE), seconds)
        await asyncio.gather(_good(parser), _good(parser))
    await parser.close()


async def test_who_stops_waiting_in_the_queue_disturbs_nobody() -> None:
    parser = Parser(seconds=60)

    async def leave() -> None:
        await _when_busy(parser)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(parser.feed(SLOW, content_type="", url=HERE), 0.01)

    first, *_ = await asyncio.gather(
        parser.feed(SLOW, content_type="", url=HERE), leave(), _good(parser)
    )
    assert isinstance(first, FeedRead)
    assert parser.feeds.started == 1
    await parser.close()


async def test_after_a_number_of_documents_there_is_a_new_child() -> None:
    parser = Parser(seconds=60, child=("-m", "tests.parsing.short_child"))
    for _ in range(7):
        await _good(parser)
    assert parser.feeds.started == 3
    await parser.close()


async def test_the_limits_are_really_set_and_nothing_is_handed_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "a secret")
    parser = Parser(seconds=60)
    await _good(parser)
    about = Path(f"/proc/{_pid(parser)}")
    limits = {}
    for line in (about / "limits").read_text().splitlines()[1:]:
        limits[line[:26].strip()] = line[26:].split()[0]
    assert limits["Max address space"] == str(MOST_MEMORY)
    assert limits["Max file size"] == "0"
    assert limits["Max open files"] == "3"
    assert limits["Max processes"] == "0"
    assert limits["Max core file size"] == "0"
    assert 5 <= int(limits["Max cpu time"]) <= 8
    handed_on = {part.split(b"=")[0] for part in (about / "environ").read_bytes().split(b"\0")}
    assert handed_on <= {b"PATH", b"LANG", b""}
    opened = {file.readlink().name for file in (about / "fd").iterdir() if int(file.name) > 2}
    assert opened <= {"statm", "null"}
    assert (about / "fd" / "2").readlink() == Path("/dev/null")
    await parser.close()


@pytest.mark.parametrize(
    "program",
    [
        "import os; os.write(1, b'\\0\\0\\0\\5ready' + b'\\x7f' * 4_000_000)",
        "import os; os.write(1, b'\\0\\0\\0\\5ready' + b'\\0\\0\\0\\4nope'); input()",
        "import os; os.write(1, b'\\0\\0\\0\\5ready' + b'\\0\\0\\0\\x1b{\"answer\":{},\"last\":false}'); input()",
        "import os; os.write(1, b'\\0\\0\\0\\5ready'); os._exit(3)",
        "raise SystemExit(1)",
    ],
    ids=["too long", "no JSON", "no record", "gone", "does not start"],
)
async def test_a_child_that_says_nonsense_is_not_believed(program: str) -> None:
    parser = Parser(seconds=60, child=("-c", program))
    for _ in range(2):
        read = await parser.feed(GOOD, content_type="", url=HERE)
        assert read == Unreadable.BROKEN
    assert parser.feeds.started == 2
    await parser.close()


@pytest.mark.parametrize(
    "answer",
    [
        {"page": {"title": 5}},
        {"page": {"words": -1}},
        {"page": {"title": "x" * 3_000}},
        {"page": {"unknown": "x"}},
        {"page": {"words": True}},
        {"feed": {"items": []}},
        {"feed": {"kind": "rss", "items": [{"published_at": 10**20}]}},
        {"feed": {"kind": "rss", "items": [{"published_at": "x"}]}},
        {"feed": {"kind": "rss", "is_podcast": []}},
        {"feed": {"kind": "rss", "items": [{"title": ["x"]}]}},
        [{"url": None}],
        [5],
        None,
        "unheard_of",
        17,
    ],
)  # fmt: skip
async def test_what_is_no_record_is_no_answer(answer: object) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- of many kinds
        unpacked(json.dumps({"answer": answer, "last": False}).encode())


async def test_answers_come_back_as_they_were_given() -> None:
    page = PageRead(title="دروس", words=3, seconds=5)
    for answer in (page, FeedRead(kind="rss", is_podcast=True), Unreadable.FORBIDDEN):
        content = packed(answer, is_last=True)
        assert len(content) <= MOST_ANSWERED
        assert unpacked(content) == (answer, True)


async def test_nothing_is_left_of_a_child_after_the_end() -> None:
    parser = Parser(seconds=60)
    await _good(parser)
    pid = _pid(parser)
    await parser.close()
    await parser.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert await parser.feed(GOOD, content_type="", url=HERE) == Unreadable.BROKEN


async def test_the_end_waits_for_no_slow_document() -> None:
    parser = Parser(seconds=60)

    async def close() -> None:
        await _when_busy(parser)
        await parser.close()

    read, _ = await asyncio.gather(parser.feed(SLOW, content_type="", url=HERE), close())
    assert isinstance(read, Unreadable)


async def test_a_link_does_not_wait_behind_a_slow_feed() -> None:
    parser = Parser(seconds=60)
    order: list[str] = []

    async def feed() -> None:
        await parser.feed(SLOW, content_type="", url=HERE)
        order.append("feed")

    async def page() -> None:
        await _when_busy(parser)
        await parser.page(b"<title>Good</title>", content_type="text/html", url=HERE)
        order.append("page")

    await asyncio.gather(feed(), page())
    assert order == ["page", "feed"]
    await parser.close()


async def test_the_end_in_the_midst_of_a_start_leaves_no_child() -> None:
    parser = Parser(seconds=60)
    await asyncio.gather(parser.feed(GOOD, content_type="", url=HERE), parser.close())
    assert parser.feeds.process is None


async def test_where_no_process_can_be_started_nothing_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    parser = Parser(seconds=60)
    assert await parser.feed(GOOD, content_type="", url=HERE) == Unreadable.BROKEN
    monkeypatch.undo()
    await _good(parser)
    await parser.close()
