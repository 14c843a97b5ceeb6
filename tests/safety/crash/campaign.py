"""Kills a week at every crossing of the fault points, and tells what came of it.

One process, the narrator, lives through the week undisturbed. Before each segment it is forked, once for
each kill: a fork is the snapshot of the world, a copy of the SQLite file that of the bot.
"""

import argparse
import gc
import json
import logging
import os
import pickle
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from bot.playground.world import World
from tests.safety.crash import week
from tests.safety.crash.accounts import Auditor
from tests.safety.crash.aims import Again, Aim, EveryPoint, EveryState, FewOfEach, Nothing
from tests.safety.crash.bot_process import Crossing, Kill
from tests.safety.crash.branches import Branch, Start, look, problems_of
from tests.safety.crash.cast import Cast
from tests.safety.crash.founding import found
from tests.safety.crash.lives import Lives, Move, Pass, Step, copy_database, is_alone
from tests.safety.crash.week import Scene, Together

log = logging.getLogger(__name__)

TAIL: Final = Pass(timedelta(seconds=150))  # a second copy goes out after 60 s, and is answered


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one kill, or of several in one segment."""

    segment: int
    kills: tuple[str, ...]
    deaths: int
    problems: tuple[str, ...]
    figures: dict[str, int]
    struck: tuple[str, ...] = ()


@dataclass(slots=True)
class Report:
    """What a campaign has shown."""

    seconds: float = 0.0
    segments: int = 0
    crossings: Counter[str] = field(default_factory=Counter)
    figures: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    kills: Counter[str] = field(default_factory=Counter)
    deaths: int = 0
    survived: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def add(self, verdict: Verdict) -> None:
        told = f"segment {verdict.segment}, killed at {', '.join(verdict.kills)}"
        for kill in verdict.kills:
            self.kills[kill.partition("#")[0]] += 1
        self.deaths += verdict.deaths
        self.figures.update(verdict.figures)
        if not verdict.deaths:
            self.survived.append(told)
        for problem in verdict.problems:
            self.problems.append(f"{told}: {problem}")
            log.warning("%s: %s", told, problem)

    def to_json(self) -> dict[str, Any]:
        """For the test that reads it."""
        told = {one.name: getattr(self, one.name) for one in fields(self)}
        return {name: dict(v) if isinstance(v, Counter) else v for name, v in told.items()}


class Narrator:
    """Lives through the week; forks before each segment.

    Args:
        folder: for its files.
        aim: which kills are tried.
        jobs: how many at the same time.
        part: (1, 4): in every fourth segment.
        after: in segments after this one.
    """

    def __init__(
        self, folder: Path, *, aim: Aim, jobs: int, part: tuple[int, int], after: int = 0
    ) -> None:
        self._part = part
        self._after = after
        self._folder = folder
        self._database = folder / "week.db"
        self._aim = aim
        self._jobs = jobs
        self._number = 0
        self.report = Report()
        self.world: World
        self.cast: Cast

    def tell(self, script: Callable[[Cast], Iterator[Scene]]) -> Report:
        """Everything; what was found."""
        began = time.monotonic()
        self.world, self.cast = found(self._database)
        first = Lives(self.world, self._database, [])
        first.live()
        due = first.next_at
        for scene in script(self.cast):
            if isinstance(scene, Together):
                due = self._segment([*scene.acts]).next_at
                continue
            while due is not None and due <= scene.moment:
                soon = self.world.clock.now() + timedelta(seconds=1)
                due = self._segment([Move(max(due, soon))]).next_at
            if self.world.clock.now() < scene.moment:
                due = self._segment([Move(scene.moment)]).next_at
        self.report.missed = self.cast.missed
        self.report.segments = self._number
        self.report.seconds = round(time.monotonic() - began, 1)
        return self.report

    def _segment(self, steps: Sequence[Step]) -> Lives:
        self._number += 1
        assert is_alone(), "a fork would not be whole"
        part, parts = self._part
        is_mine = self._number > self._after and self._number % parts == part % parts
        if not is_mine or not self._aim.wants(self._number):
            lives = Lives(self.world, self._database, steps)
            lives.live()
            self.report.crossings.update(crossing.kill.point for crossing in lives.crossings)
            self._told(lives)
            return lives
        start = Start.of(self.world, self._database)
        gc.collect()
        gc.freeze()  # the forks collect nothing: each collection would copy every page
        clean, crossings = self._clean(steps, start)
        self.report.crossings.update(crossing.kill.point for crossing in crossings)
        auditor = Auditor(clean.books)
        self.report.problems += [
            f"segment {self._number}, left alone: {problem}" for problem in auditor.check()
        ]
        kills = self._aim.choose(self._number, crossings)
        for verdict in self._fork_all(
            [lambda these=these: self._killed(these, steps, start, clean) for these in kills]  # type: ignore[misc]
        ):
            self.report.add(verdict)
        lives = Lives(self.world, self._database, steps)
        lives.live()
        self._told(lives)
        return lives

    def _told(self, lives: Lives) -> None:
        self.report.problems += [
            f"segment {self._number}, left alone: {found}" for found in lives.broken
        ]
        now, tried = self.world.clock.now(), sum(self.report.kills.values())
        log.info("segment %d, %s, %d kills, %d problems", self._number, f"{now:%a %H:%M:%S}",
                 tried, len(self.report.problems))  # fmt: skip

    def _clean(self, steps: Sequence[Step], start: Start) -> tuple[Branch, list[Crossing]]:
        def run() -> tuple[Branch, list[Crossing]]:
            database = self._copy()
            lives = Lives(self.world, database, steps)
            lives.live()
            Lives(self.world, database, [TAIL]).live()
            return look(self.world, database, start), lives.crossings

        (result,) = self._fork_all([run])
        return result  # type: ignore[no-any-return]

    def _killed(
        self, kills: tuple[Kill, ...], steps: Sequence[Step], start: Start, clean: Branch
    ) -> Verdict:
        database = self._copy()
        lives = Lives(self.world, database, [*steps, TAIL])
        told = tuple(str(kill) for kill in kills)
        try:
            lives.live(*kills)
            branch = look(self.world, database, start)
            problems, auditor = problems_of(branch, clean)
            problems += lives.broken
        except Exception:
            return Verdict(self._number, told, lives.deaths, (traceback.format_exc(),), {})
        return Verdict(self._number, told, lives.deaths, tuple(problems), dict(auditor.figures))

    def _copy(self) -> Path:
        """This process's own database, on which it may do what it likes."""
        database = self._folder / f"branch-{os.getpid()}.db"
        copy_database(self._database, database)
        return database

    def _fork_all(self, runs: Sequence[Callable[[], Any]]) -> Iterator[Any]:
        """Run each in a fork of its own, `jobs` at a time; their results."""
        left = list(runs)
        running: dict[int, int] = {}
        results: list[Any] = []
        while left or running:
            while left and len(running) < self._jobs:
                run = left.pop(0)
                pid = os.fork()
                if not pid:
                    self._be_a_branch(run)
                running[pid] = pid
            pid, status = os.wait()
            del running[pid]
            result = self._folder / f"result-{pid}"
            assert status == 0, "a branch of the week died itself"
            results.append(pickle.loads(result.read_bytes()))  # noqa: S301 - our own fork wrote it
            result.unlink()
        yield from results

    def _be_a_branch(self, run: Callable[[], Any]) -> None:
        gc.disable()
        code = 1
        try:
            result = pickle.dumps(run())
            (self._folder / f"result-{os.getpid()}").write_bytes(result)
            for file in self._folder.glob(f"branch-{os.getpid()}.db*"):
                file.unlink()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)


AIMS: Final[dict[str, Callable[[int], Aim]]] = {
    "points": EveryPoint,
    "states": EveryState,
    "few": FewOfEach,
    "none": Nothing,
}
SCRIPTS: Final = {"week": week.the_week, "evening": week.busy_evening}


def main() -> None:
    """The command line: a report as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--script", choices=sorted(SCRIPTS), default="week")
    parser.add_argument("--aim", choices=sorted(AIMS), default="points")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--part", default="1/1", help="which segments: 2/4 is every fourth")
    parser.add_argument(
        "--only", help="one case again: SEGMENT:POINT#N, or SEGMENT:POINT#N+POINT#N"
    )
    parser.add_argument("--after", type=int, default=0, help="only segments after this one")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--show", help="what these people see in the end")
    chosen = parser.parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(message)s")
    log.setLevel(logging.INFO)
    part, _, parts = chosen.part.partition("/")
    aim: Aim = AIMS[chosen.aim](chosen.seed)
    if chosen.only:
        aim = Again.of(chosen.only)
    with tempfile.TemporaryDirectory(prefix="halqa-crash-") as folder:
        narrator = Narrator(
            Path(folder),
            aim=aim,
            jobs=chosen.jobs,
            part=(int(part), int(parts)),
            after=chosen.after,
        )
        report = narrator.tell(SCRIPTS[chosen.script])
    for name in filter(None, (chosen.show or "").split(",")):
        for message in narrator.cast.people[name].player.messages:
            who = "bot" if message.from_bot else name
            shown = f"{message.date:%d %H:%M:%S} {who}: {message.text} {message.labels}"
            log.info("%s", shown)
    json.dump(report.to_json(), sys.stdout, indent=1, ensure_ascii=False)


if __name__ == "__main__":
    main()
