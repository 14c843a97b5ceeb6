"""People of a scene, at their phones."""

import re
from collections.abc import Callable, Iterator
from typing import Final, TypeAlias

from bot.app import Halqa
from bot.cli.scenes.cast import Role
from bot.playground.messages import Message
from bot.playground.phone.player import Player
from bot.texts import Reader

_LINK: Final = re.compile(r"https://t\.me/\S+\?start=j_\w+")

# What somebody does, one thing at a time; between two things the bot answers.
Script: TypeAlias = Iterator[None]


class SceneError(Exception):
    """A scene does not go as it was written: the bot has changed and the scene has not."""


class Actor:
    """One person of a scene. Buttons are named as in English, whatever language they read."""

    def __init__(self, role: Role, player: Player, halqa: Halqa) -> None:
        self.role = role
        self.player = player
        self._say = halqa.texts.say(Reader(language=role.language))

    @property
    def id(self) -> int:
        """Their id in Telegram."""
        return self.player.id

    def worded(self, label: str, *, context: str | None = None, **values: str | int) -> str:
        """A button's label in their language."""
        if context is not None:
            return self._say.label_within(context, label, **values)
        return self._say.label(label, **values)

    def says(self, text: str) -> None:
        """Type something."""
        self.player.send(text)

    def presses(self, label: str, *, context: str | None = None, **values: str | int) -> None:
        """Press the newest button of that name.

        Raises:
            SceneError: there is none.
        """
        text = self.worded(label, context=context, **values)
        self.player.press(self._newest(lambda shown: text in shown.labels, text), text)

    def presses_with(self, part: str) -> None:
        """Press the newest button whose label holds `part`, as it is shown.

        Raises:
            SceneError: there is none.
        """
        message = self._newest(lambda shown: any(part in label for label in shown.labels), part)
        self.player.press(message, next(label for label in message.labels if part in label))

    def taps(self, label: str) -> None:
        """Tap a key of the reply keyboard."""
        self.player.tap(self.worded(label))

    @property
    def invite_link(self) -> str:
        """The link in the newest invite that they were shown.

        Raises:
            SceneError: they were shown none.
        """
        shown = self._newest(lambda message: _LINK.search(message.text) is not None, "an invite")
        return str(_LINK.findall(shown.text)[0])

    def _newest(self, wanted: Callable[[Message], bool], what: str) -> Message:
        for message in reversed(self.player.received):
            if wanted(message):
                return message
        msg = f"{self.role.first_name} does not see {what!r}"
        raise SceneError(msg)
