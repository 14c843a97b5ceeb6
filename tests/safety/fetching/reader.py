"""A process that fetches from hostile servers and tells what it cost: `python -m tests.safety.fetching.reader`.

Asked on its input with `{"ports": {name: port}, "at_once": n, "rounds": n}`; answers with how each ended
and by how much the process's memory grew at its highest.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from bot.fetching.fetcher import Fetcher
from bot.fetching.records import Failed, Wanted
from tests.fetching.strangers import SOON


def highest_memory() -> int:
    """Bytes; not `getrusage`, which counts the process that started this one."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) * 1024
    raise AssertionError("no VmHWM")


async def read(ports: dict[str, int], *, at_once: int, rounds: int) -> dict[str, Any]:
    addresses = {name: ("127.0.0.1", port) for name, port in ports.items()}
    fetcher = Fetcher(permit=list(addresses.values()), limits=SOON)
    places = asyncio.Semaphore(at_once)
    ends: dict[str, str] = {}

    async def fetch(name: str) -> None:
        async with places:
            wanted = Wanted(url="http://{}:{}/".format(*addresses[name]), seconds=0.5)
            outcome = await fetcher.fetch(wanted)
        ends[name] = outcome.failure if isinstance(outcome, Failed) else "fetched"

    await fetch(next(iter(ports)))  # what is loaded once is no growth
    before = highest_memory()
    for _ in range(rounds):
        await asyncio.gather(*map(fetch, ports))
    grown = highest_memory() - before
    await fetcher.close()
    return {"ends": ends, "grown": grown}


if __name__ == "__main__":
    order = json.load(sys.stdin)
    done = asyncio.run(read(order["ports"], at_once=order["at_once"], rounds=order["rounds"]))
    json.dump(done, sys.stdout)
