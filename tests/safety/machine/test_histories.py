"""The same life leaves the same history on both engines, and whether or not the bot is restarted."""

import asyncio
from typing import Any

import pytest

from tests.safety.machine.grounds import Ground
from tests.safety.machine.history import differences, history_of
from tests.safety.machine.lives import live, steps_of


def lived(
    ground: Ground, seed: int, *, steps: int, restarts_always: bool = False
) -> tuple[list[str], dict[str, Any]]:
    """The words and the history of the life that follows from a seed."""
    with ground.around(), asyncio.Runner() as runner:
        town = ground.begin(runner, seed, restarts_always=restarts_always)
        try:
            words = runner.run(live(town, steps_of(seed, steps)))
            return words, runner.run(history_of(town))
        finally:
            runner.run(town.end())


def compare(one: tuple[list[str], Any], other: tuple[list[str], Any], seed: int) -> None:
    """Two lives were the same."""
    assert one[0] == other[0], f"seed {seed}: the same deeds went differently"
    assert not (found := differences(one[1], other[1])), f"seed {seed}: {found}"


SMALL, LARGE = range(2), range(100, 160)
STEPS = 25


@pytest.mark.timeout(900)  # seconds: five on an idle machine
@pytest.mark.parametrize("seed", SMALL)
def test_both_engines_tell_the_same_history(
    sqlite_ground: Ground, postgres_ground: Ground, seed: int
) -> None:
    compare(
        lived(sqlite_ground, seed, steps=STEPS), lived(postgres_ground, seed, steps=STEPS), seed
    )


@pytest.mark.timeout(900)  # seconds: five on an idle machine
@pytest.mark.parametrize("seed", SMALL)
def test_nothing_but_the_database_is_remembered(sqlite_ground: Ground, seed: int) -> None:
    compare(
        lived(sqlite_ground, seed, steps=STEPS),
        lived(sqlite_ground, seed, steps=STEPS, restarts_always=True),
        seed,
    )


@pytest.mark.long
@pytest.mark.timeout(4 * 3600)
def test_many_lives_are_the_same_on_both_engines_and_with_a_restart_after_each_step(
    sqlite_ground: Ground, postgres_ground: Ground
) -> None:
    for seed in LARGE:
        plain = lived(sqlite_ground, seed, steps=STEPS)
        compare(plain, lived(postgres_ground, seed, steps=STEPS), seed)
        compare(plain, lived(sqlite_ground, seed, steps=STEPS, restarts_always=True), seed)
