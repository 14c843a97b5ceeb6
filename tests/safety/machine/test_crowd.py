"""A crowd that presses whatever there is to press does not bring the bot out of its senses."""

import asyncio
import shutil
import sys
from collections import Counter
from pathlib import Path
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

from tests.safety.machine.crowd import DOINGS, Crowd, do
from tests.safety.machine.grounds import swiftly
from tests.safety.machine.swift import IN_THIS_THREAD
from tests.safety.machine.test_machine import Size

_NUMBER = st.integers(0, 63)
# Everybody says hello, and somebody opens a circle and invites: the rest is what the crowd makes of it.
_FIRST = (
    *(("types", number, 0, 0) for number in range(6)),
    ("opens_a_circle", 0, 0, 0),
    ("makes_an_invite", 0, 1, 1),
)


class Bazaar(RuleBasedStateMachine):
    """One day of a crowd."""

    path: ClassVar[Path]
    empty: ClassVar[Path]
    did: ClassVar[Counter[tuple[str, str]]]

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.crowd: Crowd | None = None

    @initialize()
    def begins(self) -> None:
        shutil.copy(self.empty, self.path)
        self.crowd = Crowd(f"sqlite+aiosqlite:///{self.path}{IN_THIS_THREAD}")
        self.runner.run(self.crowd.begin())
        for name, a, b, c in _FIRST:
            self.happens(name, a, b, c)

    def happens(self, name: str, a: int, b: int, c: int) -> None:
        assert self.crowd is not None
        self.runner.run(do(self.crowd, name, a, b, c))

    def teardown(self) -> None:
        try:
            if self.crowd is not None:
                self.did.update(self.crowd.did)
                self.runner.run(self.crowd.end())
        finally:
            self.runner.close()


def _rule(name: str) -> Any:
    @rule(a=_NUMBER, b=_NUMBER, c=_NUMBER)
    def happens(self: Bazaar, a: int, b: int, c: int) -> None:
        self.happens(name, a, b, c)

    happens.__name__ = name
    return happens


for _name in sorted(DOINGS):
    setattr(Bazaar, _name, _rule(_name))


def lead(empty: Path, folder: Path, size: Size, *, is_random: bool) -> Counter[tuple[str, str]]:
    """Let crowds do as they like; how often what went how."""
    columns = {"path": folder / "crowd.db", "empty": empty, "did": Counter()}
    machine: Any = type("Bazaar", (Bazaar,), columns)
    with swiftly():
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
    did: Counter[tuple[str, str]] = machine.did
    return did


@pytest.mark.timeout(900)  # seconds: ten on an idle machine
def test_whatever_is_pressed_nothing_breaks(empty_sqlite: Path, tmp_path: Path) -> None:
    lead(empty_sqlite, tmp_path, Size(lives=4, steps=25), is_random=False)


@pytest.mark.long
@pytest.mark.timeout(4 * 3600)
def test_whatever_many_crowds_press_nothing_breaks(
    empty_sqlite: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    did = lead(empty_sqlite, tmp_path, Size(lives=150, steps=60), is_random=True)
    with capsys.disabled():
        for (name, word), times in sorted(did.items()):
            sys.stdout.write(f"\n{times:8} {name}: {word}")
    missing = set(DOINGS) - {name for name, word in did if word == "yes"}
    assert not missing, "nobody ever did this: the machine is at fault"
