"""People who do anything they can, at random, with a seed."""

import random
from collections.abc import Sequence
from typing import Final

from bot.playground.phone.player import Player
from bot.playground.refusals import NotPossibleError
from tests.safety.crash.cast import MARKS, Cast, Somebody

COMMANDS: Final = (
    "/start", "/today", "/upcoming", "/plan", "/circles", "/goals", "/times", "/progress", "/settings",
    "/invite", "/checkin", "/help", "/cancel", "/pause", "/resume", "/join",
    "/goals add Statistics: regression by 1 June", "/times add Mon Wed 19:00 45m listen",
)  # fmt: skip
WORDS: Final = (
    "A slope is a rate.", "أرسم الخرائط في عملي وأودّ أن أتعلّم الإحصاء.", "Omar, Sara", "19:00", "5",
    "I draw maps at work and want to learn how to read numbers.", "Cairo",
)  # fmt: skip
# A circle that is closed, or a person who is gone, makes the rest of a walk dull.
LEFT_ALONE: Final = ("close", "leave", "erase", "أغلق", "غادر", "احذف", "امح")
MOST_BUTTONS: Final = 4  # messages back that a button is looked for in


class Crowd:
    """Everybody of a cast, on a random walk."""

    def __init__(self, cast: Cast, rng: random.Random) -> None:
        self._everybody: Sequence[Somebody] = list(cast.people.values())
        self._rng = rng
        self.acts = 0

    def act(self) -> None:
        """Somebody does something that their Telegram lets them do."""
        body = self._rng.choice(self._everybody)
        try:
            self._do_something(body)
        except NotPossibleError:
            return  # a picker instead of a key, a keyboard that is gone: they think better of it
        self.acts += 1

    def _do_something(self, body: Somebody) -> None:
        player, dice = body.player, self._rng.random()
        if dice < 0.5 and self._press(player):
            return
        if dice < 0.6:
            others = self._rng.sample(self._everybody, 2)
            player.pick_users([other.player for other in others[:1]])
        elif dice < 0.65:
            self._follow(body)
        elif dice < 0.8:
            player.send(self._rng.choice(WORDS))
        else:
            player.send(self._rng.choice(COMMANDS))

    def _press(self, player: Player) -> bool:
        messages = [m for m in player.received if m.labels][-MOST_BUTTONS:]
        if not messages:
            return False
        message = self._rng.choice(messages)
        label = self._rng.choice(message.labels)
        if any(word in MARKS.sub("", label).lower() for word in LEFT_ALONE):
            return False
        player.press(message, label)
        return True

    def _follow(self, body: Somebody) -> None:
        body.opens_invite_of(self._rng.choice(self._everybody))()
