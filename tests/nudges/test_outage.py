"""The one line after Halqa was away, on both engines."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.inbox.records import Silence
from bot.nudges import actions_outage
from bot.nudges.records import Absence, Cause
from bot.outbox import store as outbox_store
from bot.outbox.records import Outgoing, State
from bot.outbox.rules import Finish
from bot.people.records import Person
from tests.support.bench import Bench, Planned

pytestmark = pytest.mark.asyncio
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def lines(bench: Bench) -> list[str]:
    """What the planned lines say."""
    return [line.payload["html"] for line in await planned(bench) if line.payload]


async def planned(bench: Bench) -> list[Planned]:
    return await bench.planned(kind="outage")


async def missed(bench: Bench, person: Person, *, ago: timedelta = HOUR) -> None:
    """A nudge that was due then did not go out."""
    async with bench.work() as work:
        await actions_outage.tell(work, person, Cause.NUDGE, since=work.now - ago)


async def deaf_for(bench: Bench, delta: timedelta) -> None:
    now = bench.clock.now()
    async with bench.work() as work:
        await actions_outage.on_silence(work, Silence(now - delta, now))


async def is_sent(bench: Bench) -> None:
    known = await planned(bench)
    async with bench.work() as work:
        for line in known:
            found = await outbox_store.find_delivery(work.conn, key=line.key)
            assert found is not None
            sent = Finish(State.SENT, message_id=1)
            await outbox_store.settle(work.conn, found.id, sent, now=work.now)


@pytest.mark.parametrize(
    "absence",
    [
        Absence(causes=frozenset(Cause), lost_until=datetime(2026, 3, 2, 9, 0, 5, tzinfo=UTC)),
        Absence(causes=frozenset({Cause.NUDGE})),
    ],
)
async def test_what_a_line_is_about_fits_in_its_row(absence: Absence) -> None:
    assert Absence.from_about(absence.to_about()) == absence
    assert len(absence.to_about()) <= 60


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_all_that_there_is_to_say_is_said_in_one_line(bench: Bench, language: str) -> None:
    host = await bench.person("Amina", language=language)
    await bench.circle(host)
    for number in range(2):
        async with bench.work() as work:
            await work.outbox.add(
                Outgoing(to=host.chat_id, html="x"),
                kind="adm_outcome",
                key=f"adm_outcome:{number}",
            )
    await missed(bench, host)
    (before,) = await lines(bench)
    await deaf_for(bench, 30 * HOUR)
    (after,) = await lines(bench)

    say = bench.works.texts.say(host.reader)
    for part in (
        say("What waited for you meanwhile comes now, one message a minute."),
        say("Today's sittings: {command}", command=say.literal("/today")),
        say.moment(bench.clock.now() - DAY),
    ):
        assert str(part) in after
    assert str(say.moment(bench.clock.now() - DAY)) not in before
    await missed(bench, host)
    assert await lines(bench) == [after]


async def test_what_a_line_that_was_sent_covers_is_not_said_again(bench: Bench) -> None:
    person = await bench.person("Amina")
    await missed(bench, person)
    await is_sent(bench)
    bench.clock.advance(minutes=5)
    await missed(bench, person, ago=2 * HOUR)
    bench.clock.advance(hours=14)  # the next day has begun meanwhile
    await missed(bench, person, ago=16 * HOUR)
    assert len(await planned(bench)) == 1

    await missed(bench, person)
    assert len(await planned(bench)) == 2, "another outage, another day"


async def test_a_line_that_could_not_go_out_for_a_day_is_said_when_we_are_back(
    bench: Bench,
) -> None:
    person = await bench.person("Amina")
    await missed(bench, person)
    bench.clock.advance(hours=30)
    await missed(bench, person)
    (key,) = [line.key for line in await planned(bench)]
    async with bench.work() as work:
        found = await outbox_store.find_delivery(work.conn, key=key)
        assert found is not None
        assert found.expires_at is not None
        assert found.expires_at > work.now


async def test_only_hosts_are_told_what_is_lost_and_only_after_a_day(bench: Bench) -> None:
    host, other_host, member = [await bench.person(name) for name in ("Huda", "Hani", "Mona")]
    circle = await bench.circle(host)
    await bench.circle(host, name="Maps")
    await bench.circle(other_host, name="Trees")
    await bench.joins(circle, member)
    await deaf_for(bench, 23 * HOUR)
    assert await planned(bench) == []

    await deaf_for(bench, 25 * HOUR)
    assert sorted(line.chat_id for line in await planned(bench)) == sorted(
        [host.chat_id, other_host.chat_id]
    )
    await deaf_for(bench, 25 * HOUR)
    assert len(await planned(bench)) == 2


async def test_one_decision_that_waited_speaks_for_itself(bench: Bench) -> None:
    person = await bench.person("Amina")
    async with bench.work() as work:
        outgoing = Outgoing(to=person.chat_id, html="x")
        await work.outbox.add(outgoing, kind="adm_outcome", key="adm_outcome:1")
    bench.clock.advance(hours=1)
    await deaf_for(bench, HOUR)
    assert await planned(bench) == []
