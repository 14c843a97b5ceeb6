"""Nothing that must never happen does, whatever people, time, Telegram and the machine do in turn."""

import asyncio
import sys
from collections import Counter
from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from tests.safety.machine.deeds import NOBODY, NOT_THEIRS, NOTHING, do
from tests.safety.machine.grounds import Ground
from tests.safety.machine.lives import MOST, NAMES
from tests.safety.machine.souls import STARTS
from tests.safety.machine.town import Town

_NUMBER = st.integers(0, MOST)
Words = Counter[tuple[str, str]]


class Life(RuleBasedStateMachine):
    """One life of a town; its rules are the deeds."""

    ground: ClassVar[Ground]
    did: ClassVar[Words]
    met: ClassVar[Counter[str]]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.town: Town | None = None

    @initialize(start=st.integers(0, len(STARTS) - 1))
    def begins(self, start: int) -> None:
        self.town = self.ground.begin(self.runner, start)

    def happens(self, name: str, a: int, b: int, c: int) -> None:
        assert self.town is not None
        self.runner.run(do(self.town, name, a, b, c))

    def teardown(self) -> None:
        try:
            if self.town is not None:
                self.did.update(self.town.notes.did)
                self.met.update(self.town.office.met)
                self.runner.run(self.town.end())
        finally:
            self.runner.close()


def _rule(name: str) -> Any:
    @rule(a=_NUMBER, b=_NUMBER, c=_NUMBER)
    def happens(self: Life, a: int, b: int, c: int) -> None:
        self.happens(name, a, b, c)

    happens.__name__ = name
    return happens


for _name in NAMES:
    setattr(Life, _name, _rule(_name))


@dataclass(frozen=True, slots=True)
class Size:
    """How many lives are led, how many steps each has, and which share of the deeds must go on in them."""

    lives: int
    steps: int
    share: float = 1.0


def lead(ground: Ground, size: Size, *, is_random: bool) -> tuple[Words, Counter[str]]:
    """Lead lives; how often each deed went how, and what the post office met."""
    machine: Any = type("Life", (Life,), {"ground": ground, "did": Counter(), "met": Counter()})
    with ground.around():
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=size.lives,
                stateful_step_count=size.steps,
                derandomize=not is_random,
                database=None,
                deadline=None,
                print_blob=True,
                suppress_health_check=list(HealthCheck),
            ),
        )
    return machine.did, machine.met


def is_something(word: str) -> bool:
    """Whether a deed went on rather than being refused or finding nobody."""
    return word not in {NOBODY, NOT_THEIRS, NOTHING} and not word.startswith("no:")


# `make test`: both together in less than a minute of one core.
SMALL = {
    "sqlite": Size(lives=14, steps=35, share=0.5),
    "postgresql": Size(lives=3, steps=25, share=0.2),
}
LARGE = {"sqlite": Size(lives=2_000, steps=40), "postgresql": Size(lives=300, steps=40)}


@pytest.mark.timeout(900)  # seconds: twenty on an idle machine
def test_no_life_of_a_town_breaks_what_must_always_be_true(ground: Ground) -> None:
    size = SMALL[ground.engine]
    did, _ = lead(ground, size, is_random=False)
    # Few lives: but if hardly anything were possible in them, they would prove little.
    done = {name for name, word in did if is_something(word)}
    assert len(done) >= len(NAMES) * size.share


@pytest.mark.long
@pytest.mark.timeout(4 * 3600)
def test_no_life_of_many_breaks_what_must_always_be_true(
    ground: Ground, capsys: pytest.CaptureFixture[str]
) -> None:
    did, met = lead(ground, LARGE[ground.engine], is_random=True)
    with capsys.disabled():
        for (name, word), times in sorted(did.items()):
            sys.stdout.write(f"\n{times:8} {name}: {word}")
        for word, times in sorted(met.items()):
            sys.stdout.write(f"\n{times:8} the office: {word}")
    missing = set(NAMES) - {name for name, word in did if is_something(word)}
    assert not missing, "these deeds never did anything: the machine is at fault"
