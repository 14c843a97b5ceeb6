"""F-04, F-05: an hour and thirty hours without a network, and what people notice of it."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from bot.circles import store as circle_store
from bot.circles.records import Role
from bot.outbox import store as outbox_store
from bot.outbox.rules import SENDS_AFTER_OUTAGE, SENDS_PER_SECOND
from bot.people import store as people_store
from bot.people.records import Person
from bot.playground.phone.player import Player
from tests.safety.wire.test_polls import health
from tests.safety.wire.town import Town, town
from tests.support.bench import TEXTS

pytestmark = pytest.mark.asyncio
LATENESS = timedelta(minutes=20)
AN_HOUR = timedelta(hours=1)
A_DAY = timedelta(hours=24)
SIZES = [
    pytest.param(60, 144, id="small"),
    pytest.param(500, 1_200, id="long", marks=[pytest.mark.long, pytest.mark.timeout(1_800)]),
]


@pytest_asyncio.fixture
async def place(sqlite_url: str) -> AsyncIterator[Town]:
    async with town(sqlite_url) as made:
        yield made


def outage_lines(player: Player) -> list[str]:
    """What somebody was told about our having been away."""
    said = ("I could not write to you", "I could not hear you", "تعذّر")
    return [message.text for message in player.received if any(s in message.text for s in said)]


@pytest.mark.parametrize(("members", "due"), SIZES)
async def test_after_an_hour_without_a_network_nobody_is_flooded_and_nothing_of_weight_is_lost(
    place: Town, members: int, due: int
) -> None:
    began = place.clock.now()
    people = [await place.person(f"Member {number}", language=("en", "ar")[number % 2])
              for number in range(members)]  # fmt: skip
    decisions = [people[number * 5 % members] for number in range(due - 2 * members)]
    for number, (_, person) in enumerate(people):
        for shift in (5, 35):  # minutes; each person's own within half an hour
            await place.slot(person, began + timedelta(minutes=shift + number % 25))
    keys = [
        await place.decision(
            player, f"Decision {n}.", due_at=began + timedelta(minutes=5 + n % 50)
        )
        for n, (player, _) in enumerate(decisions)
    ]
    await place.look()

    # The hour
    before = len(place.world.ledger)
    place.attempts.clear()
    await place.cable.cut()
    await place.passes(AN_HOUR - timedelta(minutes=2), step=120)
    assert await health(place.app) == [200, 503]
    assert not place.app.readiness()["telegram"]
    await place.passes(timedelta(minutes=2))
    assert place.attempts.total() < 100, f"no busy loop: {place.attempts}"
    assert len(place.world.ledger) == before

    # And after it
    await place.cable.mend()
    back = place.clock.now()
    await place.passes(timedelta(minutes=5), step=15)
    async with place.app.db.begin() as conn:
        assert await outbox_store.count_unsettled(conn, at=place.clock.now()) == 0, "drained"
    calls = place.world.ledger.calls("sendMessage", after=before)
    assert await health(place.app) == [200, 200]
    assert sum(call.status == 429 for call in calls) <= 1

    first = min(call.at for call in calls)
    assert first - back <= timedelta(minutes=1)
    a_second = Counter(int((call.at - first).total_seconds()) for call in calls)
    for second, sent in a_second.items():
        assert sent <= min(SENDS_AFTER_OUTAGE + second + 2, SENDS_PER_SECOND), (second, sent)

    nudges = await place.rows("nudge")
    late = [row.finished_at - row.first_due_at for row in nudges if row.state == "sent"]
    assert len(nudges) == 2 * members
    assert max(late) <= LATENESS, "no stale nudge"
    assert Counter(row.state for row in nudges)["expired"] > members
    assert {row.state for row in await place.rows("adm_outcome")} == {"sent"}
    assert len(await place.rows("adm_outcome")) == len(keys)
    told = Counter(len(outage_lines(player)) for player, _ in people)
    assert set(told) <= {0, 1}
    assert told[1] >= members * 0.9
    for player, _ in people:
        texts = [message.text for message in player.received]
        assert len(texts) == len(set(texts)), "nothing twice"
        moments = sorted(call.at for call in calls if call.chat_id == player.id)
        assert len([at for at in moments if at - first < timedelta(seconds=59)]) <= 2


async def test_who_has_several_decisions_waiting_gets_one_line_and_then_one_a_minute(
    place: Town,
) -> None:
    player, _ = await place.person("Amina")
    one, _ = await place.person("Omar")
    now = place.clock.now()
    for number in range(4):
        await place.decision(player, f"Decision {number}.", due_at=now + timedelta(minutes=number))
    await place.decision(one, "The only decision.", due_at=now + timedelta(minutes=1))
    await place.cable.cut()
    await place.sleeps_through(AN_HOUR, step=timedelta(minutes=6))
    await place.cable.mend()
    await place.passes(timedelta(minutes=6))

    texts = [message.text for message in player.received]
    assert [text for text in texts if text.startswith("Decision")] == [
        f"Decision {number}." for number in range(4)
    ]
    (line,) = outage_lines(player)
    assert "comes now, one message a minute" in line
    moments = [call.at for call in place.world.ledger.accepted("sendMessage", chat_id=player.id)]
    assert max(moments) - min(moments) >= timedelta(minutes=3)
    assert [message.text for message in one.received] == ["The only decision."], "needs no line"


# Thirty hours --------------------------------------------------------------------------------------


async def hosts_of(place: Town) -> list[tuple[Player, Person]]:
    """Two hosts, of whom one hosts two circles, and a member."""
    people = [await place.person(name, language=language)
              for name, language in (("Huda", "ar"), ("Hani", "en"), ("Member", "en"))]  # fmt: skip
    for number, name in enumerate(("Data", "Maps", "Trees")):
        async with place.app.works.begin(origin=f"found{name}") as work:
            circle = await circle_store.create_circle(
                work.conn, name=name, field="Statistics", focus="", language="en", seats=8,
                zone="Africa/Cairo", acquaintances_required=1, window_hours=72, hold_hours=0,
                host_has_last_word=False, only_hosts_invite=False, new_members_wait=False,
                opened_at=work.now,
            )  # fmt: skip
            for role, (_, person) in (
                (Role.HOST, people[number % 2]),
                (Role.MEMBER, people[2]),
            ):
                assert await circle_store.take_seat(work.conn, circle.id)
                await circle_store.add_member(
                    work.conn,
                    circle_id=circle.id,
                    person_id=person.id,
                    role=role,
                    is_opener=role is Role.HOST,
                    helps_with="",
                    now=work.now,
                )
    return people


@pytest.mark.parametrize("how", ["cut off", "stopped"])
async def test_after_thirty_hours_hosts_are_told_once_what_is_lost_and_nobody_is_flooded(
    place: Town, how: str
) -> None:
    huda, hani, member = await hosts_of(place)
    for _, person in (huda, hani, member):
        await place.slot(person, place.clock.now() + timedelta(hours=2))
        await place.slot(person, place.clock.now() + timedelta(hours=6))
    await place.look()
    began, before = place.clock.now(), len(place.world.ledger)
    if how == "stopped":
        await place.stop()
    else:
        await place.cable.cut()

    async def goes_by(hours: int) -> None:
        if how == "stopped":
            place.clock.advance(hours=hours)
        else:
            await place.sleeps_through(timedelta(hours=hours), step=timedelta(hours=1))

    await goes_by(2)
    member[0].send("/pause 2026-03-20")  # Telegram has forgotten it by then
    await goes_by(18)
    member[0].send("/pause 2026-03-25")
    await goes_by(10)
    if how == "stopped":
        await place.start()
    await place.cable.mend()
    back = place.clock.now()
    assert back - began >= timedelta(hours=30)
    await place.passes(timedelta(minutes=5), step=20)

    lost_until = back - A_DAY
    for player, person in (huda, hani):
        (line,) = outage_lines(player)
        moment = TEXTS.say(person.reader).moment(lost_until)
        assert bare(str(moment)) in bare(line), "both languages, in their own zone"
    assert len(outage_lines(member[0])) <= 1
    assert not [line for line in outage_lines(member[0]) if "hear" in line], "hosts only"
    sent = [call for call in place.world.ledger.accepted("sendMessage")[before:]]
    assert all(sum(c.chat_id == p.id for c in sent) <= 3 for p, _ in (huda, hani, member))
    async with place.app.works.begin(origin="asks") as work:
        now = await people_store.get_person(work.conn, member[1].id)
    assert now.paused_until is not None
    assert now.paused_until.date().isoformat() == "2026-03-24", "midnight in Cairo of the 25th"

    # Once for each outage: a restart tells nothing new.
    await place.stop()
    await place.start()
    await place.passes(timedelta(minutes=3), step=30)
    assert [len(outage_lines(player)) for player, _ in (huda, hani)] == [1, 1]


def bare(text: str) -> str:
    """Without marks of direction and markup."""
    return "".join(c for c in text if c not in "\u2066\u2067\u2068\u2069\u200e\u200f")


async def test_a_quiet_day_is_no_outage(place: Town) -> None:
    """Nobody wrote and no poll failed: there is nothing to say."""
    huda, hani, _ = await hosts_of(place)
    await place.look()
    place.clock.advance(hours=30)
    await place.passes(timedelta(minutes=3))

    assert not outage_lines(huda[0]) + outage_lines(hani[0])
