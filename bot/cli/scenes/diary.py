"""How somebody spends some weeks: what they answer to nudges and check-ins, in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.cli.scenes.actors import Actor, Script

SAVE: Final = "{n} · Save"  # the button of an offer


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One sitting.

    Attributes:
        begins: what is pressed under the nudge; None: nothing.
        ends: what is pressed under the check-in.
        learned: what is written then; nothing is skipped.
        is_shared: whether the circle may read it.
        has_finished: whether what the nudge proposed is read to its end; None: nothing is said of it.
    """

    begins: str | None = "Start"
    ends: str = "Done"
    learned: str = ""
    is_shared: bool = False
    has_finished: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The three answers of a weekly check-in."""

    learned: str
    stuck: str
    focus: str


class Diary:
    """One person's answers. What is not written here stays unanswered."""

    def __init__(
        self,
        actor: Actor,
        *,
        circle: str,
        sittings: Sequence[Sitting] = (),
        week: Week | None = None,
        saves_offers: int = 0,
    ) -> None:
        """Nothing has happened yet.

        Args:
            actor: whose it is.
            circle: the one that they share with.
            sittings: one after the other.
            week: what they say when they look back.
            saves_offers: how many times they keep the first thing that a followed site offers.
        """
        self._actor = actor
        self._circle = circle
        self._ahead = list(sittings)
        self._now = Sitting(begins=None)
        self._week = week
        self._saves_offers = saves_offers
        self._seen = 0  # the last message that was looked at

    def news(self) -> Script | None:
        """What they do about the bot's newest message; None: nothing."""
        received = self._actor.player.received
        if not received or received[-1].message_id <= self._seen:
            return None
        newest = received[-1]
        self._seen = newest.message_id
        if self._actor.worded("Not today") in newest.labels and self._ahead:
            self._now = self._ahead.pop(0)
            return self._begins(self._now.begins) if self._now.begins else None
        if self._actor.worded("Done", context="sitting") in newest.labels:
            return self._ends(self._now)
        if self._saves_offers and self._actor.worded(SAVE, n=1) in newest.labels:
            self._saves_offers -= 1
            return self._saves_first()
        if self._actor.worded("Answer the questions") in newest.labels and self._week is not None:
            week, self._week = self._week, None
            return self._looks_back(week)
        return None

    def _begins(self, label: str) -> Script:
        self._actor.presses(label)
        yield

    def _ends(self, sitting: Sitting) -> Script:
        self._actor.presses(sitting.ends, context="sitting" if sitting.ends == "Done" else None)
        yield
        if sitting.has_finished is not None:
            self._actor.presses("Finished" if sitting.has_finished else "Not yet")
            yield
        if sitting.learned:
            self._actor.says(sitting.learned)
            yield
            yield from self._shares(is_shared=sitting.is_shared)
        else:
            self._actor.presses("Skip")
            yield

    def _saves_first(self) -> Script:
        self._actor.presses(SAVE, n=1)
        yield

    def _looks_back(self, week: Week) -> Script:
        self._actor.presses("Answer the questions")
        yield
        for answer in (week.learned, week.stuck, week.focus):
            self._actor.says(answer)
            yield
        yield from self._shares(is_shared=False)

    def _shares(self, *, is_shared: bool) -> Script:
        if is_shared:
            self._actor.presses("Share with {circle}", circle=self._circle)
        else:
            self._actor.presses("Keep private")
        yield
