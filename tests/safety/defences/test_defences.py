"""With each defence its scenario passes; without it the scenario fails. Both, or it proves nothing."""

import inspect
from typing import Any

import pytest

from tests.safety.defences.catalogue import DEFENCES
from tests.safety.defences.defence import Defence

pytestmark = pytest.mark.asyncio
CASES = [(defence, engine) for defence in DEFENCES for engine in defence.engines]
# Several defences may be shown by one scenario: whole, it need be played once only.
SCENARIOS = {(d.shown_by, repr(d.given), engine): (d, engine) for d, engine in CASES}


@pytest.mark.parametrize(
    ("defence", "engine"),
    [
        pytest.param(d, engine, id=f"{getattr(d.shown_by, '__name__', d.name)} ({engine})")
        for d, engine in SCENARIOS.values()
    ],
)
async def test_with_it_the_promise_is_kept(defence: Defence, scene: dict[str, Any]) -> None:
    await play(defence, scene)


@pytest.mark.parametrize(
    ("defence", "engine"),
    [pytest.param(d, engine, id=f"{d.name} ({engine})") for d, engine in CASES],
)
async def test_without_it_the_tests_notice(
    defence: Defence, taken_away: None, scene: dict[str, Any]
) -> None:
    try:
        await play(defence, scene)
    except defence.noticed_as:
        return
    pytest.fail(
        f"nobody noticed that this was gone: {defence.name}; without it {defence.prevents}"
    )


async def play(defence: Defence, scene: dict[str, Any]) -> None:
    """The scenario, whether or not it waits for anything."""
    played = defence.shown_by(**scene)
    if inspect.isawaitable(played):
        await played


async def test_no_defence_is_listed_twice() -> None:
    names = [defence.name for defence in DEFENCES]
    assert len(names) == len(set(names)) >= 25
