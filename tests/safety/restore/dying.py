"""Child processes that are killed at the N-th crossing of a fault point."""

import asyncio
import multiprocessing
import os
import resource
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bot import faultpoints
from bot.db import migrate
from bot.faultpoints import Point
from bot.keeping import backup, restore, settling, starting
from bot.keeping.records import NotKept, Settled, Unfit
from bot.playground.clock import WorldClock
from tests.support.bench import TEXTS, make_settings

# A server that has imported everything: a child begins in a few hundredths of a second.
_children = multiprocessing.get_context("forkserver")
_children.set_forkserver_preload([__name__])
NOBODY = 65_534  # a user who owns nothing
NOW = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)


def dies_at(point: Point, number: int, deed: Callable[..., Any], *args: Any) -> bool:
    """Do something in a child that dies when it crosses `point` for the `number`-th time; whether it did."""
    child = _children.Process(target=_live, args=(point, number, deed, args))
    child.start()
    child.join(60)
    assert child.exitcode in {0, -signal.SIGKILL}, f"the child ended with {child.exitcode}"
    return child.exitcode != 0


def every_death(
    point: Point, deed: Callable[..., Any], *args: Any, most: int = 1_000
) -> list[int]:
    """Die at the first crossing, the second …, until one life ends by itself; the deaths."""
    deaths: list[int] = []
    for number in range(1, most):
        if not dies_at(point, number, deed, *args):
            return deaths
        deaths.append(number)
    raise AssertionError("it never ends by itself")


def _live(point: Point, number: int, deed: Callable[..., Any], args: tuple[Any, ...]) -> None:
    crossings = count(1)

    def told(crossed: Point) -> None:
        if crossed is point and next(crossings) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    faultpoints.install(told)
    deed(*args)


def refusal_of(url: str) -> str:
    """What a start by somebody who is not root says to this database."""
    told, tells = _children.Pipe(duplex=False)
    child = _children.Process(target=_start_as_nobody, args=(url, tells))
    child.start()
    child.join(60)
    assert child.exitcode == 0
    said: str = told.recv()
    told.close()
    return said


def lacks_room(most_bytes: int, deed: Callable[..., Any], *args: Any) -> str:
    """What a deed says when no file may become larger than that."""
    told, tells = _children.Pipe(duplex=False)
    child = _children.Process(target=_try_without_room, args=(most_bytes, tells, deed, args))
    child.start()
    child.join(60)
    assert child.exitcode == 0
    said: str = told.recv()
    told.close()
    return said


def _try_without_room(
    most_bytes: int, tells: Connection, deed: Callable[..., Any], args: tuple[Any, ...]
) -> None:
    hardest = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, hardest))
    try:
        deed(*args)
    except NotKept as error:
        tells.send(str(error))
    else:
        tells.send("")


def _start_as_nobody(url: str, tells: Connection) -> None:
    if os.getuid() == 0:
        os.setresuid(NOBODY, NOBODY, NOBODY)
    try:
        starting.bring_up(url, now=NOW)
    except Unfit as error:
        tells.send(str(error))
    else:
        tells.send("")


# Deeds ------------------------------------------------------------------------------------------


def back_up(database: Path, folder: Path) -> None:
    backup.take(database, folder, now=NOW, keep=5)


def bring_back(file: Path, database: Path) -> None:
    restore.restore(file, database, now=NOW, settle=settle)


def upgrade(url: str, to: str = "head") -> None:
    migrate.upgrade(url, to=to)


def bring_up(url: str) -> None:
    starting.bring_up(url, now=NOW)


def settle(working: Path, database: Path, *, at: datetime = NOW) -> Settled:
    return asyncio.run(
        settling.settle(
            working, database, settings=make_settings(), clock=WorldClock(at), texts=TEXTS
        )
    )
