"""`python -m tests.safety.updates 1000000 --seed 7`: that many bad updates, and the figures."""

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

from sqlalchemy import create_engine

from bot.db.metadata import metadata
from tests.safety.updates.running import harness

TOLD_EVERY = 5_000  # updates


async def _run(count: int, seed: int, minutes: float) -> None:
    with tempfile.TemporaryDirectory(prefix="halqa-updates-") as folder:
        path = Path(folder) / "updates.db"
        engine = create_engine(f"sqlite:///{path}")
        metadata.create_all(engine)
        engine.dispose()
        async with harness(f"sqlite+aiosqlite:///{path}", seed=seed) as run:
            ends_at = time.monotonic() + minutes * 60
            told = 0

            def until() -> bool:
                nonlocal told
                if run.report.updates - told >= TOLD_EVERY:
                    told = run.report.updates
                    print(told, f"{time.process_time():.0f} s", flush=True)  # noqa: T201 - a program
                return time.monotonic() > ends_at

            report = await run.run(count, until=until)
            print(f"seed {seed}")  # noqa: T201 - a program
            print("\n".join(report.lines(run.tables)))  # noqa: T201 - a program


def main() -> None:
    """Read the line and run."""
    parser = argparse.ArgumentParser(prog="python -m tests.safety.updates", description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=24 * 60, help="stop after that long")
    line = parser.parse_args()
    asyncio.run(_run(line.count, line.seed, line.minutes))


if __name__ == "__main__":
    main()
