"""Stories about moments: who learns when, what they were sent, and what they should have been sent."""

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import select

from bot.config import NudgeSettings
from bot.gate import QuietHours
from bot.outbox.records import State
from bot.outbox.tables import deliveries
from bot.people import actions as people_actions
from bot.playground.clock import WorldClock
from bot.playground.server import serve
from bot.playground.world import World
from bot.sittings import store as sitting_store
from tests.safety.time.walk import Walk
from tests.support.learning import add_slot
from tests.support.story import Actor, Story

IT_IS_TIME: Final = "It is your learning time."
NO_QUIET_HOURS: Final = QuietHours(time(0), time(0))
# Nobody presses anything in these stories: the question about silence would come in place of a nudge.
PATIENT: Final = NudgeSettings(unanswered_in_a_row=20)
ORDERED: Final = frozenset({429, 502})  # refusals that a test ordered
A_SECOND: Final = timedelta(seconds=1)


@asynccontextmanager
async def telling(url: str, begin: datetime, **sections: Any) -> AsyncIterator[Story]:
    """The whole bot from `begin` on; at the end the strict server has refused nothing by itself."""
    world = World(WorldClock(begin))
    async with serve(world) as server:
        story = Story(world, server, url, **{"nudges": PATIENT, **sections})
        try:
            await story.begin()
            yield story
        finally:
            await story.end()
        assert [call for call in story.refused_calls() if call.status not in ORDERED] == []


@dataclass(frozen=True, slots=True)
class Sent:
    """A nudge that somebody received.

    Attributes:
        slot_id: of which slot.
        on: the date it is keyed by.
        at: when its sitting begins.
        came_at: when the message came.
    """

    slot_id: int
    on: date
    at: datetime
    came_at: datetime


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody with daily slots in one zone; `slots`: their starts by id."""

    story: Story
    actor: Actor
    slots: Mapping[int, time]

    async def lives_in(self, zone: str) -> None:
        """Go to another zone, now."""
        person = await self.actor.person()
        origin = f"zone:{person.id}:{self.story.clock.now().timestamp()}:{zone}"
        async with self.story.app.works.begin(origin=origin) as work:
            await people_actions.set_zone(work, person, zone)

    async def sent(self) -> list[Sent]:
        """What they received, in the order in which it came; each message is one row's."""
        person = await self.actor.person()
        received = {message.message_id: message for message in self.actor.player.received}
        shown = dict(zip(received, self.actor.texts(), strict=True))
        query = select(deliveries).where(
            deliveries.c.kind == "nudge",
            deliveries.c.chat_id == person.chat_id,
            deliveries.c.message_id.is_not(None),
        )
        found = []
        async with self.story.app.db.begin() as conn:
            rows = (await conn.execute(query)).all()
            for row in rows:
                assert row.state == State.SENT
                sitting = await sitting_store.get_sitting(conn, int(row.about))
                came_at = received[row.message_id].date
                found.append(Sent(sitting.slot_id, sitting.on, sitting.at, came_at))
        told = {number for number, text in shown.items() if IT_IS_TIME in text}
        assert told <= {row.message_id for row in rows}, "a nudge that no row knows"
        return sorted(found, key=lambda each: each.came_at)


async def learner(story: Story, name: str, zone: str, starts: Iterable[time]) -> Learner:
    """Somebody who lives in `zone` and learns at `starts` every day, without quiet hours."""
    actor = await story.actor(name, zone=zone)
    person = await actor.person()
    slots = {}
    async with story.app.works.begin(origin=f"slots:{person.id}") as work:
        await people_actions.set_quiet_hours(work, person, NO_QUIET_HOURS)
        for start in starts:
            slot = await add_slot(work, person, start.isoformat(), minutes=10)
            slots[int(slot.id)] = start
    return Learner(story, actor, slots)


def wanted(
    learner: Learner, walk: Walk, *, after: datetime, until: datetime
) -> dict[tuple[int, date], datetime]:
    """By the second reading: when each (slot, date) of somebody who stays in one zone is due."""
    return {
        (slot_id, on): at
        for slot_id, start in learner.slots.items()
        for at, on in walk.daily(start, after=after, until=until)
    }
