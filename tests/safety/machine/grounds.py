"""Where towns are built: an engine, and how one gets a town that has begun on it."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import create_engine, text

from bot.schema import TABLES
from tests.safety.machine.swift import without_threads
from tests.safety.machine.town import Town


class Begin(Protocol):
    """Makes a town that has begun."""

    def __call__(
        self, runner: asyncio.Runner, start: int, *, restarts_always: bool = False
    ) -> Town:
        """The town."""
        ...


@dataclass(frozen=True, slots=True)
class Ground:
    """One engine.

    Attributes:
        engine: its name.
        begin: gives a town on it that has begun.
        around: what must be so while towns live on it.
    """

    engine: str
    begin: Begin
    around: Callable[[], AbstractContextManager[None]]


@contextmanager
def quietly() -> Iterator[None]:
    """Without the log: thousands of lives tell of thousands of troubles."""
    logging.disable(logging.ERROR)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


@contextmanager
def swiftly() -> Iterator[None]:
    """Quietly, and SQLite without threads."""
    with quietly(), without_threads():
        yield


def empty_postgres(url: str) -> None:
    """No rows, and numbers from 1."""
    engine = create_engine(url)
    with engine.begin() as connection:
        names = ", ".join(table.name for table in TABLES)
        connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    engine.dispose()
