"""F-18: the whole bot beside a Telegram that knows the time, on a machine whose clock is wrong for a while."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from typing_extensions import override

from bot.outbox import store as outbox_store
from bot.playground.clock import WorldClock
from tests.safety.wire.town import Town, town

pytestmark = pytest.mark.asyncio
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class CrookedClock(WorldClock):
    """The world's clock, read by a machine that shows it wrongly; its monotonic hand is always right."""

    def __init__(self, true: WorldClock) -> None:
        super().__init__(true.now())
        self._true = true
        self.shows: Callable[[datetime], datetime] = lambda at: at

    @override
    def now(self) -> datetime:
        return self.shows(self._true.now())

    @override
    def monotonic(self) -> float:
        return self._true.monotonic()


def by(delta: timedelta) -> Callable[[datetime], datetime]:
    return lambda at: at + delta


def never_set(began: datetime) -> Callable[[datetime], datetime]:
    return lambda at: EPOCH + (at - began)


BACK, AHEAD = by(-timedelta(hours=1)), by(timedelta(days=2))
NEVER_SET = never_set(datetime(2026, 3, 2, 9, tzinfo=UTC))
WRONG = [
    pytest.param(BACK, "while it runs", id="an hour back"),
    pytest.param(AHEAD, "while it runs", id="two days ahead"),
    pytest.param(NEVER_SET, "at boot", id="1970 at boot"),
    *(
        pytest.param(shows, when, id=f"{name} {when}", marks=pytest.mark.long)
        for name, shows, when in (
            ("an hour back", BACK, "at boot"),
            ("an hour ahead", by(timedelta(hours=1)), "while it runs"),
            ("an hour ahead", by(timedelta(hours=1)), "at boot"),
            ("two days ahead", AHEAD, "at boot"),
            ("a month back", by(-timedelta(days=30)), "while it runs"),
            ("a month back", by(-timedelta(days=30)), "at boot"),
            ("1970", NEVER_SET, "while it runs"),
        )
    ),
]


async def planned_and_over(place: Town) -> dict[str, int]:
    async with place.app.db.begin() as conn:
        return dict(await outbox_store.count_by_state(conn))


@pytest.mark.parametrize(("shows", "when"), WRONG)
async def test_by_a_wrong_clock_nothing_falls_due_and_nothing_is_lost_and_answers_still_come(
    sqlite_url: str, shows: Callable[[datetime], datetime], when: str
) -> None:
    async with town(sqlite_url, clock_of=CrookedClock) as place:
        clock = place.bot_clock
        assert isinstance(clock, CrookedClock)
        player, person = await place.person("Amina")
        await place.slot(person, place.clock.now() + timedelta(minutes=10))
        key = await place.decision(
            player, "A decision.", due_at=place.clock.now() + timedelta(minutes=10)
        )
        await place.sleeps_through(timedelta(minutes=2), step=timedelta(minutes=1))
        if when == "at boot":
            await place.stop()
            clock.shows = shows
            await place.start()
        else:
            clock.shows = shows
        # The nudge would be two minutes old then.
        await place.sleeps_through(timedelta(minutes=10), step=timedelta(minutes=2))

        assert place.app.readiness()["clock"] is False
        assert not [row for row in await place.rows("nudge") if row.state != "planned"]
        assert (await planned_and_over(place)).get("expired", 0) == 0
        assert not [text for text in texts(player) if "learning time" in text]
        before = len(player.received)
        player.send("/help")
        await place.look()
        assert len(player.received) == before + 1, "who asks is answered"

        clock.shows = lambda at: at
        await place.sleeps_through(timedelta(minutes=3), step=timedelta(minutes=1))
        assert place.app.readiness()["clock"] is True
        (nudge,) = await place.rows("nudge")
        assert (nudge.state, nudge.attempt) == ("sent", 1)
        assert texts(player).count("A decision.") == 1
        async with place.app.db.begin() as conn:
            decided = await outbox_store.find_delivery(conn, key=key)
        assert decided is not None
        assert decided.state == "sent"
        assert (await planned_and_over(place)).get("expired", 0) == 0
        assert not [text for text in texts(player) if "I could not" in text], "nothing to explain"


def texts(player: object) -> list[str]:
    return [message.text for message in player.received]  # type: ignore[attr-defined]


async def test_a_machine_that_slept_eight_hours_is_no_wrong_clock(sqlite_url: str) -> None:
    """Both hands move on; the nudge of meanwhile is not sent late, and said in one line."""
    async with town(sqlite_url) as place:
        player, person = await place.person("Amina")
        await place.slot(person, place.clock.now() + timedelta(hours=1))
        await place.look()
        place.clock.advance(hours=8)
        await place.sleeps_through(timedelta(minutes=3), step=timedelta(minutes=1))

        assert place.app.readiness()["clock"] is True
        assert {row.state for row in await place.rows("nudge")} <= {"expired"}
        assert len([text for text in texts(player) if "I could not" in text]) == 1
