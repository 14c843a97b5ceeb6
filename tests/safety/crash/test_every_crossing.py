"""A busy week, killed at every crossing of every fault point, restarted, and compared with one left alone."""

import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import pytest

from bot.faultpoints import Point

log = logging.getLogger(__name__)

ROOT: Final = Path(__file__).parents[3]
# Crossed where tables change and where backups are made and restored: `tests/safety/restore`.
ELSEWHERE: Final = frozenset(
    point for point in Point if point.value.partition(".")[0] in {"migration", "backup", "restore"}
)
PARTS: Final = 4  # of the long size, so that several workers share it
FEWEST_KILLS: Final = 40  # of the small size: two for each point


def campaign(*arguments: str) -> dict[str, Any]:
    """What a campaign has to tell; it runs in a process of its own, which forks."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.safety.crash.campaign", *arguments],
        cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    for name in ("seconds", "segments", "deaths", "kills", "figures"):
        log.info("%s: %s", name, report[name])
    return report


def check(report: dict[str, Any], *, ends: set[Point]) -> None:
    """Nothing is lost, nothing doubled, nothing unexpected; and the week went as it is written."""
    assert report["problems"] == []
    assert report["missed"] == [], "the week does not go as it is written"
    assert report["survived"] == [], "a life went on where it should have ended"
    assert {point for point in Point if point not in report["crossings"]} <= ELSEWHERE
    assert {point for point in Point if point not in report["kills"]} <= ELSEWHERE | ends


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", [1])
def test_an_evening_killed_at_every_point(seed: int) -> None:
    report = campaign("--script", "evening", "--aim", "few", "--seed", str(seed))

    check(report, ends=set())
    assert report["deaths"] >= FEWEST_KILLS


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(1, PARTS + 1))
def test_a_week_killed_at_every_crossing_of_every_point(part: int) -> None:
    report = campaign("--script", "week", "--aim", "points", "--part", f"{part}/{PARTS}")

    # Commands that always fail are pressed in one segment only; one part has it.
    check(report, ends={Point.UPDATE_FAILING, Point.UPDATE_SET_ASIDE})
