"""`/metrics`: the same picture as figures; about nobody, and never more series than before."""

import re
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from prometheus_client import generate_latest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.exc import OperationalError

from bot import figures
from bot.inbox import store as inbox_store
from bot.outbox import store as outbox_store
from bot.outbox.records import Class, Outgoing, State
from bot.outbox.rules import Finish
from bot.watching import picture, reasons
from bot.watching.metrics import FRESH_SECONDS, Live, Scrape
from bot.watching.picture import Picture
from bot.web.app import create_app
from tests.support.bench import KINDS, Bench
from tests.support.story import Story

pytestmark = pytest.mark.asyncio
CHAT = 7_200_000_019


def scrape(bench: Bench) -> Scrape:
    async def look() -> Picture:
        async with bench.db.begin() as conn:
            return await picture.take(conn, now=bench.clock.now(), database=None)

    live = Live(ready={"telegram": True, "clock": False}, silent_seconds=12.0)
    return Scrape(bench.clock, look=look, live=lambda: live, kinds=KINDS)


async def plan(bench: Bench, number: int, kind: str, end: Finish | None) -> None:
    async with bench.work() as work:
        key = f"{kind}:{number}"
        await outbox_store.add(
            work.conn, Outgoing(to=CHAT + number, html="a canary"), key=key, kind=KINDS[kind],
            about="", due_at=work.now - timedelta(minutes=3), now=work.now,
        )  # fmt: skip
        if end is not None:
            row = await outbox_store.find_delivery(work.conn, key=key)
            assert row is not None
            await outbox_store.settle(work.conn, row.id, end, now=work.now)


def read(told: bytes) -> dict[tuple[str, tuple[str, ...]], float]:
    """Every sample by name and the values of its labels, in the order of the labels' names."""
    return {
        (sample.name, tuple(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(told.decode())
        for sample in family.samples
    }


async def test_it_tells_how_the_rows_stand(bench: Bench) -> None:
    await plan(bench, 1, "nudge", Finish(State.SENT, message_id=5))
    await plan(bench, 2, "nudge", Finish(State.EXPIRED, "too late"))
    await plan(bench, 3, "weekly", Finish(State.UNKNOWN, "TimedOut"))
    await plan(bench, 4, "vouch", Finish(State.FAILED, 'Bad Request: "canary" is too long'))
    await plan(bench, 5, "vouch", None)
    async with bench.work() as work:
        raw = {"message": {"chat": {"id": CHAT, "type": "private"}, "text": "a canary"}}
        await inbox_store.keep(work.conn, [{"update_id": n, **raw} for n in (1, 2)], now=work.now)
        await inbox_store.mark_failed(work.conn, 1, error="KeyError at x:1", again_at=None)
    bench.clock.advance(seconds=30)

    told = await scrape(bench)()
    found = read(told)

    assert found["halqa_deliveries", ("A", "sent")] == 1
    assert found["halqa_deliveries", ("A", "expired")] == 1
    assert found["halqa_deliveries", ("A", "unknown")] == 1
    assert found["halqa_deliveries", ("B", "failed")] == 1
    assert found["halqa_deliveries", ("B", "planned")] == 1
    assert found["halqa_deliveries", ("D", "sent")] == 0
    assert found["halqa_deliveries_unsent", ("too_late", "expired")] == 1
    assert found["halqa_deliveries_unsent", ("timed_out", "unknown")] == 1
    assert found["halqa_deliveries_unsent", ("other", "failed")] == 1
    assert found["halqa_deliveries_overdue", ()] == 1
    assert found["halqa_deliveries_overdue_seconds", ()] == 210
    assert found["halqa_inbox_updates", ("dead",)] == 1
    assert found["halqa_inbox_updates", ("new",)] == 1
    assert found["halqa_inbox_oldest_seconds", ()] == 30
    assert found["halqa_ready", ("telegram",)] == 1
    assert found["halqa_ready", ("clock",)] == 0
    assert found["halqa_poll_silence_seconds", ()] == 12
    assert found["halqa_database_up", ()] == 1
    assert not [secret for secret in (b"canary", str(CHAT).encode(), b"vouch") if secret in told]


async def test_the_number_of_series_does_not_grow_with_people(bench: Bench) -> None:
    look = scrape(bench)
    before = set(read(await look()))
    for number in range(10):
        await plan(bench, number, "nudge", Finish(State.FAILED, f"reason {number}"))
        await bench.circle(await bench.person(f"Person {number}"))
    bench.clock.advance(seconds=FRESH_SECONDS)
    after = set(read(await look()))
    counted = ("halqa_telegram_answers", "halqa_send_lateness", "halqa_tick")
    assert {name for name in before ^ after if not name[0].startswith(counted)} == set()


async def test_whoever_asks_too_often_gets_the_same_answer(bench: Bench) -> None:
    look = scrape(bench)
    first = await look()
    await plan(bench, 1, "nudge", None)
    assert await look() == first
    bench.clock.advance(seconds=FRESH_SECONDS)
    assert read(await look())["halqa_deliveries", ("A", "planned")] == 1


async def test_it_answers_while_the_database_is_away(bench: Bench) -> None:
    async def away() -> Picture:
        raise OperationalError("select", {}, Exception("gone"))

    live = Live(ready={"started": False}, silent_seconds=None)
    found = read(await Scrape(bench.clock, look=away, live=lambda: live, kinds=KINDS)())
    assert found["halqa_database_up", ()] == 0
    assert found["halqa_ready", ("started",)] == 0
    assert ("halqa_poll_silence_seconds", ()) not in found


async def test_it_is_served_beside_the_others(bench: Bench) -> None:
    transport = httpx.ASGITransport(create_app(dict, scrape(bench)))
    async with httpx.AsyncClient(transport=transport, base_url="http://halqa") as client:
        answer = await client.get("/metrics")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
        assert "halqa_info{" in answer.text
    bare = httpx.ASGITransport(create_app(dict))
    async with httpx.AsyncClient(transport=bare, base_url="http://halqa") as client:
        assert (await client.get("/metrics")).status_code == 404


@pytest.mark.story
async def test_answers_lateness_and_ticks_are_counted_where_they_happen(story: Story) -> None:
    def counted() -> dict[tuple[str, tuple[str, ...]], float]:
        return read(generate_latest(figures.REGISTRY))

    before = counted()
    amina = await story.actor("Amina")
    story.world.faults.add("drop_before", method="sendMessage")
    await amina.says("/today")
    after = counted()

    def more(name: str, *labels: str) -> float:
        return after.get((name, labels), 0) - before.get((name, labels), 0)

    assert more("halqa_telegram_answers_total", "broken", "sendMessage") == 1
    assert more("halqa_telegram_answers_total", "200", "sendMessage") >= 1
    assert more("halqa_telegram_answers_total", "200", "getUpdates") >= 2
    assert more("halqa_send_lateness_seconds_count", "C") >= 1
    assert more("halqa_tick_seconds_count") >= 1


async def test_every_reason_that_the_code_gives_has_its_label() -> None:
    """Texts of reasons stand in the outbox; one that is new is `other` until it gets a label."""
    folder = Path(reasons.__file__).parents[1]
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for part in ("outbox", "telegram/sender.py", "gate.py")
        for path in (
            [folder / part] if part.endswith(".py") else sorted((folder / part).glob("*.py"))
        )
    )
    given = set(re.findall(r"State\.\w+, \"([^\"]+)\"", code))
    given |= set(re.findall(r"\breason=\"([^\"]+)\"", code))
    given -= {"chat_id", "due_at"}  # columns
    given |= set(re.findall(r"(?:NotSent|Unknown|Gone|Drop)\(\s*\"([^\"]+)\"", code))
    assert len(given) > 8
    assert not [reason for reason in given if reasons.label(reason) == "other"]


async def test_a_reason_is_shown_without_what_it_quotes() -> None:
    assert reasons.plain('Bad Request: tag "b" in <b>x of 7200000019') == (
        "Bad Request: tag … in …x of …"
    )
    assert reasons.plain("") == "no reason told"
    assert {cls.value for cls in Class} == {"A", "B", "C", "D"}
