"""A bot that runs by itself among a crowd, killed from outside at random moments."""

import json
import logging
import subprocess
import sys
from typing import Any, Final

import pytest

from tests.safety.crash.test_every_crossing import ROOT

log = logging.getLogger(__name__)

SMALL, LARGE = 6, 200  # kills
SIZES: Final = [
    pytest.param(SMALL, 1, id="a few"),
    *(
        pytest.param(LARGE // 4, seed, id=f"many, seed {seed}", marks=pytest.mark.long)
        for seed in range(2, 6)
    ),
]


@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("kills", "seed"), SIZES)
def test_random_kills_lose_nothing_and_double_nothing(kills: int, seed: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.safety.crash.random_kills", "--kills", str(kills), "--seed", str(seed)],
        cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    log.info("%s", report)

    assert report["problems"] == [], f"seed {seed}"
