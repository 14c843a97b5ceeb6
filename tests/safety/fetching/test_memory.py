"""A process that meets every hostile server, several at once and again and again, does not swell."""

import asyncio
import json
import sys
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from tests.fetching.strangers import stranger
from tests.safety.fetching.hostile import HOSTILE

pytestmark = pytest.mark.asyncio
MOST_GROWTH = 30_000_000  # bytes
ROOT = Path(__file__).parents[3]


@pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="memory is read from Linux's /proc"
)
async def test_all_hostile_servers_three_times_cost_little_memory() -> None:
    async with AsyncExitStack() as stack:
        ports = {}
        for name, (play, _) in HOSTILE.items():
            ports[name] = (await stack.enter_async_context(stranger(play))).address[1]
        reader = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.safety.fetching.reader",
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        order = json.dumps({"ports": ports, "at_once": 4, "rounds": 3})
        told, _ = await reader.communicate(order.encode())
    done = json.loads(told)
    assert set(done["ends"]) == set(HOSTILE)
    assert done["grown"] <= MOST_GROWTH
