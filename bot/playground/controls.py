"""What the page may ask of the bot's side: time that steps through what is due, and scenes."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

from bot.playground.clock import WorldClock


class Controls(Protocol):
    """The playground knows its world only; who starts it knows the bot, and passes this in."""

    async def advance(self, seconds: float) -> None:
        """Move time forward, letting the bot do what falls due on the way."""

    async def to_next(self) -> str | None:
        """Move time to the next planned message; says what it was, None if nothing is planned."""

    async def load_scene(self, name: str) -> None:
        """Let everything begin anew with this scene.

        Raises:
            SceneIsLoadedError: one is being loaded.
        """

    def scenes(self) -> Sequence[str]:
        """The names of the scenes."""

    def loaded(self) -> Sequence[str]:
        """The scene that everything began with, if any."""

    def loading(self) -> str | None:
        """The scene that is being loaded."""

    def focus(self) -> Sequence[int]:
        """The ids of the people whose chats are worth looking at first."""

    def zone_of(self, person_id: int) -> str | None:
        """The IANA zone the bot knows of this person, if any."""


class ClockOnly:
    """Controls without a bot: time moves and nothing is due."""

    def __init__(self, clock: WorldClock) -> None:
        self._clock = clock

    async def advance(self, seconds: float) -> None:
        """Move time forward."""
        self._clock.advance(timedelta(seconds=seconds))

    async def to_next(self) -> str | None:
        """Nothing is planned."""
        return None

    async def load_scene(self, name: str) -> None:
        """There are no scenes."""
        raise KeyError(name)

    def scenes(self) -> Sequence[str]:
        """There are none."""
        return ()

    def loaded(self) -> Sequence[str]:
        """None is."""
        return ()

    def loading(self) -> str | None:
        """None is."""
        return None

    def focus(self) -> Sequence[int]:
        """Nobody's."""
        return ()

    def zone_of(self, person_id: int) -> str | None:
        """Unknown."""
        del person_id
        return None


class OtherBot(ClockOnly):
    """Controls beside a bot that is not Halqa: nobody here knows what it plans."""
