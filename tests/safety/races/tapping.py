"""Somebody whose finger trembles: every tap comes so often, and is answered so often."""

from collections import Counter
from typing import Any

from sqlalchemy import DateTime, select

from bot.acquaintances.feature import FEATURE as ACQUAINTANCES
from bot.admissions.feature import FEATURE as ADMISSIONS
from bot.circles.feature import FEATURE as CIRCLES
from bot.db.metadata import UtcDateTime
from bot.home.feature import home_over
from bot.invites.feature import FEATURE as INVITES
from bot.outbox.records import EDIT, REPLY
from bot.outbox.tables import deliveries
from bot.people.feature import FEATURE as PEOPLE
from bot.playground.messages import Message
from bot.playground.phone.player import Player
from bot.playground.server import PlaygroundServer
from bot.playground.world import World
from bot.schema import TABLES
from tests.support.story import MOST_STEPS, Actor, Story

# What is handled or sent counts the taps themselves; who leads counts starts.
BESIDE = frozenset({"updates", "deliveries", "leadership", "people"})

# The slices whose buttons are tapped and those below them: the clock's other jobs take most of a walk.
LIVING_TOGETHER = (PEOPLE, CIRCLES, ACQUAINTANCES, INVITES, ADMISSIONS)
HOME = home_over(LIVING_TOGETHER)
BETWEEN_SECONDS = 15  # between two things that somebody does


class TappingStory(Story):
    """A story whose people tap everything `taps` times before the bot has a chance to answer."""

    def __init__(self, world: World, server: PlaygroundServer, url: str, *, taps: int) -> None:
        super().__init__(world, server, url, features=(*LIVING_TOGETHER, HOME))
        self.taps = taps
        self.pressed: Counter[str] = Counter()

    async def actor(
        self,
        name: str,
        *,
        language: str = "en",
        zone: str | None = "Africa/Cairo",
        username: str | None = None,
        met: bool = True,
    ) -> Actor:
        """Somebody with a trembling finger."""
        actor = await super().actor(name, language=language, zone=zone, username=username, met=met)
        self._tremble(actor.player)
        return actor

    async def settle(self) -> None:
        """As ever, but the clock is looked at only when all is handled: a look costs most of a step.

        Then they take their time, so that nobody writes too much at once.
        """
        app = self.app
        for _ in range(MOST_STEPS):
            done = await app.poller.poll_once(timeout_seconds=0)
            done += await app.pump.run_round()
            done += await app.dispatcher.run_round()
            await app.background.finish()
            if done or await app.scheduler.tick():
                continue
            if await app.is_idle():
                break
            self.clock.advance(seconds=1)
        self.clock.advance(seconds=BETWEEN_SECONDS)

    def _tremble(self, player: Player) -> None:
        press, tap = player.press_raw, player.tap

        def presses(message: Message | int, data: str) -> str:
            self.pressed[data.split(":")[1]] += 1
            return [press(message, data) for _ in range(self.taps)][-1]

        def taps(label: str, *, thread_id: int | None = None) -> Message:
            first = tap(label, thread_id=thread_id)
            for _ in range(self.taps - 1):
                player.send(label)  # the keyboard may be gone on the screen by then
            return first

        player.press_raw = presses  # type: ignore[method-assign]
        player.tap = taps  # type: ignore[method-assign]

    async def rows(self) -> dict[str, list[tuple[Any, ...]]]:
        """All that is kept, without moments: more messages take more seconds to go out."""
        kept = {}
        async with self.app.db.begin() as conn:
            for table in TABLES:
                if table.name in BESIDE:
                    continue
                columns = [
                    column
                    for column in table.c
                    if not isinstance(column.type, (DateTime, UtcDateTime))
                    and column.name not in {"code_hash", "screen_key", "version"}
                ]
                found = await conn.execute(select(*columns))
                kept[table.name] = sorted((tuple(map(str, row)) for row in found), key=str)
            query = select(deliveries.c.kind).where(
                deliveries.c.kind.not_in([REPLY.name, EDIT.name])
            )
            kinds = Counter((await conn.execute(query)).scalars())
        return {**kept, "sent by itself": sorted(kinds.items())}
