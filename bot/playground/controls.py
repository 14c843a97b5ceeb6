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
        """Set up people and circles to play with.

        Raises:
            SceneIsLoadedError: it is loaded already, or being loaded.
        """

    def scenes(self) -> Sequence[str]:
        """The names of the scenes."""

    def loaded(self) -> Sequence[str]:
        """The names of the scenes that are loaded, or being loaded."""

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

    def zone_of(self, person_id: int) -> str | None:
        """Unknown."""
        del person_id
        return None
