"""Whole lives: a town that has begun, and steps that follow from a seed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from tests.safety.machine import (
    deeds_circles,
    deeds_doors,
    deeds_feeds,
    deeds_learning,
    deeds_links,
    deeds_people,
    deeds_world,
)
from tests.safety.machine.deeds import DEEDS, do
from tests.safety.machine.souls import STARTS
from tests.safety.machine.town import Town

# Where deeds are told: importing them is what registers them.
PLACES: Final = (
    deeds_people,
    deeds_circles,
    deeds_doors,
    deeds_learning,
    deeds_links,
    deeds_feeds,
    deeds_world,
)
NAMES: Final = tuple(sorted(DEEDS))
MOST: Final = 63  # the numbers of a step: enough to choose among all that a town holds

# Two circles with a few members, an invite, a goal, a shared link, a feed: from here everything is a
# few steps away.
_FIRST_STEPS: Final = (
    *(("meets", number, 0, 1) for number in range(7)),
    ("opens_a_circle", 0, 2, 0),
    ("opens_a_circle", 1, 1, 0),
    ("comes_by_a_new_invite", 0, 2, 1),
    ("comes_by_a_new_invite", 0, 3, 1),
    ("comes_by_a_new_invite", 1, 4, 1),
    ("comes_by_an_open_invite", 0, 5, 1),
    ("makes_an_open_invite", 1, 1, 0),
    ("sets_a_goal", 0, 0, 1),
    ("makes_a_slot", 0, 1, 0),
    ("makes_a_slot", 2, 1, 0),
    ("brings_a_link_to_a_circle", 0, 0, 1),
    ("brings_a_link_to_a_circle", 1, 0, 2),
    ("saves_a_link", 2, 0, 0),
    ("queues_a_link", 0, 0, 0),
    ("follows_a_feed", 0, 0, 0),
    ("follows_a_feed", 2, 3, 0),
    ("hours_pass", 11, 0, 0),
    ("hours_pass", 11, 0, 0),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One deed with its three numbers."""

    name: str
    a: int
    b: int
    c: int


def steps_of(seed: int, count: int) -> Iterator[Step]:
    """The steps that follow from a seed."""
    random = Random(seed)  # noqa: S311 - not a secret
    for _ in range(count):
        name = random.choice(NAMES)
        yield Step(name, *(random.randint(0, MOST) for _ in range(3)))


async def begun(url: str, *, start: int, restarts_always: bool = False) -> Town:
    """A town that has begun."""
    town = Town(url, start=STARTS[start % len(STARTS)], restarts_always=restarts_always)
    await town.begin()
    try:
        for name, a, b, c in _FIRST_STEPS:
            await do(town, name, a, b, c)
    except BaseException:
        await town.end()
        raise
    return town


async def live(town: Town, steps: Iterable[Step]) -> list[str]:
    """Take the steps, then let the bot come to rest; how each went."""
    words = [await do(town, step.name, step.a, step.b, step.c) for step in steps]
    await town.settle()
    return words
