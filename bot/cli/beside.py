"""The bot beside the world: begun, and begun anew as another bot with a database of its own."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from bot.app import Halqa
from bot.background import Background
from bot.cli.scenes.playbill import PLAYS, Play, day_of_play
from bot.cli.scenes.stage import Stage
from bot.playground.anew import begin_anew
from bot.playground.refusals import NotPossibleError
from bot.playground.sentences import page
from bot.playground.world import World

STOPS_WITHIN_SECONDS: Final = 10.0


class Beside:
    """One bot at a time, on one world."""

    def __init__(
        self, world: World, make: Callable[[], Halqa], *, plays: Mapping[str, Play] = PLAYS
    ) -> None:
        """Nothing runs yet.

        Args:
            world: where the bot lives.
            make: a bot that was never started, with a database of its own.
            plays: what is played in each scene; in another there is nobody.
        """
        self._world = world
        self._make = make
        self._plays = plays
        self._begins_at = world.clock.now()
        self._rate = world.clock.rate
        self._halqa: Halqa | None = None
        self._stop = asyncio.Event()
        self._tasks = Background()

    @property
    def halqa(self) -> Halqa:
        """The bot that runs now.

        Raises:
            NotPossibleError: none does yet.
        """
        if self._halqa is None:
            raise NotPossibleError(page.STILL_STARTING)
        return self._halqa

    async def begin(self, scene: str) -> Sequence[int]:
        """Let the world and the bot begin anew, set the scene, and let the bot run.

        Returns:
            The ids of the people whose chats are worth looking at first.
        """
        await self.end()
        begin_anew(self._world, at=self._begins_at)
        # While the scene is set, time moves only where it says so.
        self._world.clock.rate = 0
        halqa = self._make()
        try:
            await halqa.start()
            focus = await self._set(halqa, scene)
        except BaseException:
            await halqa.close()
            raise
        finally:
            self._world.clock.rate = self._rate
        self._halqa, self._stop = halqa, asyncio.Event()
        _ = self._tasks.start("bot", halqa.run(self._stop))
        return focus

    async def _set(self, halqa: Halqa, scene: str) -> Sequence[int]:
        play = self._plays.get(scene)
        if play is None:
            return ()
        stage = Stage(self._world, halqa)
        first = await play(stage, day_of_play(self._begins_at))
        # What no clock announces, too; and all that was fetched is acknowledged.
        await halqa.scheduler.tick()
        await stage.settle()
        await stage.settle()
        return [actor.id for actor in first]

    async def end(self) -> None:
        """Stop the bot, if one runs."""
        halqa, self._halqa = self._halqa, None
        if halqa is None:
            return
        self._stop.set()
        await self._tasks.stop(grace_seconds=STOPS_WITHIN_SECONDS)
        await halqa.close()
