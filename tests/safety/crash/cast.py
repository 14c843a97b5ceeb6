"""The people of the scripted week: what they do at their phones, as acts that are done later."""

import html
import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from bot.playground.phone.player import Player
from bot.playground.refusals import NotPossibleError
from bot.playground.world import World
from bot.texts import Reader, Say
from tests.safety.crash.lives import Act
from tests.support.bench import TEXTS

MARKS: Final = re.compile("[\u2066-\u2069\u200e\u200f]")  # they isolate directions
LINK: Final = re.compile(r"https://t\.me/\S+\?start=j_\w+")


class Somebody:
    """One person; each method returns an act. Labels are message ids, read in their language."""

    def __init__(self, player: Player, language: str, missed: list[str]) -> None:
        self.player = player
        self.language = language
        self._missed = missed

    @property
    def id(self) -> int:
        """Their Telegram id."""
        return self.player.id

    def starts(self) -> Act:
        """Press Start."""
        return lambda: _do(self.player.start)

    def says(self, text: str) -> Act:
        """Type something."""
        return lambda: _do(self.player.send, text)

    def presses(self, label: str, *, context: str | None = None, **values: Any) -> Act:
        """Press the newest button with that label."""
        say = self.say
        text = (
            say.label_within(context, label, **values) if context else say.label(label, **values)
        )
        return lambda: self._press(text, lambda shown: shown == text)

    def presses_starting(self, start: str) -> Act:
        """Press the newest button whose label begins with that text, as it is shown."""
        return lambda: self._press(start, lambda shown: MARKS.sub("", shown).startswith(start))

    def presses_twice(self, label: str) -> Act:
        """Two fast taps on one button."""
        text = self.say.label(label)

        def act() -> None:
            for _ in range(2):
                self._press(text, lambda shown: shown == text)

        return act

    def taps(self, label: str) -> Act:
        """Tap a plain key of the reply keyboard."""
        return lambda: self._try(lambda: self.player.tap(self.say.label(label)), label)

    def picks(self, *others: "Somebody") -> Act:
        """Choose people in the picker."""
        chosen = [other.player for other in others]
        return lambda: self._try(lambda: self.player.pick_users(chosen), "the picker")

    def opens_invite_of(self, inviter: "Somebody") -> Act:
        """Follow the newest link that the inviter was shown."""

        def act() -> None:
            for message in reversed(inviter.player.received):
                if (found := LINK.search(html.unescape(message.text))) is not None:
                    self.player.open_link(found.group())
                    return
            self._missed.append(f"{self.player.person.first_name}: no invite is seen")

        return act

    def blocks(self) -> Act:
        """Block the bot."""
        return self.player.block

    def comes_back(self) -> Act:
        """Take the block back, and press Start."""
        return lambda: _do(self.player.start)

    @property
    def say(self) -> Say:
        """The voice that speaks to them."""
        return TEXTS.say(Reader(language=self.language))

    def _press(self, what: str, is_meant: Callable[[str], bool]) -> None:
        for message in reversed(self.player.received):
            for label in message.labels:
                if is_meant(label):
                    self.player.press(message, label)
                    return
        self._missed.append(f"{self.player.person.first_name}: no button {what!r}")

    def _try(self, act: Callable[[], object], what: str) -> None:
        try:
            act()
        except NotPossibleError as error:
            self._missed.append(f"{self.player.person.first_name}: {what!r}: {error}")


class Cast:
    """Everybody. Names in Arabic letters speak Arabic.

    Attributes:
        missed: what somebody wanted to press that was not there: a week that goes as it is written has none.
    """

    MEMBERS: Final = (
        "Amina", "Omar", "Sara", "Yusuf", "Huda",
        "ليلى", "سامي", "نور", "خالد",
        "Karim", "Dina", "رامي", "Salma",
        "مريم", "حسن", "زينب",
    )  # fmt: skip
    NEWCOMERS: Final = ("Nadia", "فرح", "Tarek", "ياسر", "Lina", "بدر", "Jana", "مها")

    def __init__(self, world: World) -> None:
        self.missed: list[str] = []
        self.people = {name: self._meet(world, name) for name in (*self.MEMBERS, *self.NEWCOMERS)}

    def _meet(self, world: World, name: str) -> Somebody:
        language = "en" if name.isascii() else "ar"
        return Somebody(world.add_person(name, language_code=language), language, self.missed)

    def __call__(self, *names: str) -> list[Somebody]:
        return [self.people[name] for name in names]

    @property
    def members(self) -> Sequence[Somebody]:
        """Who is in a circle when the week begins."""
        return [self.people[name] for name in self.MEMBERS]


def _do(act: Callable[..., object], *values: Any) -> None:
    act(*values)
