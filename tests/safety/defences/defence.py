"""What a defence is, and the ways to take exactly one away for the length of a test.

Production code knows nothing of this: a check is cut out of the very function that holds it, a
constraint out of the test's own database. A fragment that is not in the code any more is an error,
so that the catalogue cannot grow stale.
"""

import ast
import inspect
import sqlite3
import textwrap
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from types import CodeType, FunctionType
from typing import Any, Protocol

import pytest
from sqlalchemy.engine import make_url

SQLITE, POSTGRESQL = "sqlite", "postgresql"
BOTH = (SQLITE, POSTGRESQL)


class Removal(Protocol):
    """One way to take something away."""

    def away(self, url: str, /) -> AbstractContextManager[None]:
        """Until the end of the context it is gone; `url` is the test's own empty database."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Defence:
    """One defence.

    Attributes:
        name: what it is, in words.
        prevents: what would happen without it.
        removed_by: what takes it away, whole and nothing else.
        shown_by: a test or scenario on the real parts; it is given the fixtures that it names.
        given: the values of its parameters that are no fixtures.
        renamed: fixtures that go by another name here.
        engines: the databases it is shown on.
        noticed_as: what the scenario raises when the defence is gone; where another line of defence
            stands behind it, that one's refusal.
    """

    name: str
    prevents: str
    removed_by: Sequence[Removal]
    shown_by: Callable[..., Awaitable[None] | None]
    given: Mapping[str, Any] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    engines: tuple[str, ...] = (SQLITE,)
    noticed_as: tuple[type[BaseException], ...] = (AssertionError, pytest.fail.Exception)


# Code --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cut:
    """Fragments of a function's source, each replaced by another text ("": left out)."""

    function: Callable[..., Any]
    changes: Mapping[str, str]

    @contextmanager
    def away(self, _url: str, /) -> Iterator[None]:
        """The function runs without the fragments, whoever holds it and by whatever name."""
        function = inspect.unwrap(self.function)
        assert isinstance(function, FunctionType), f"{function!r} has no source of its own"
        assert not function.__code__.co_freevars, "a closure cannot be compiled by itself"
        whole = function.__code__
        function.__code__ = _compiled(function, self.changes)
        try:
            yield
        finally:
            function.__code__ = whole


def _compiled(function: FunctionType, changes: Mapping[str, str]) -> CodeType:
    source = textwrap.dedent(inspect.getsource(function))
    for fragment, instead in changes.items():
        assert source.count(fragment) == 1, (
            f"{fragment!r} is not (once) in {function.__qualname__}"
        )
        source = source.replace(fragment, instead)
    tree = ast.increment_lineno(ast.parse(source), function.__code__.co_firstlineno - 1)
    module = compile(tree, function.__code__.co_filename, "exec")
    (code,) = [
        constant
        for constant in module.co_consts
        if isinstance(constant, CodeType) and constant.co_name == function.__name__
    ]
    return code


@dataclass(frozen=True, slots=True)
class Value:
    """An attribute that has another value: of a module, a class or a frozen record."""

    owner: object
    name: str
    value: object

    @contextmanager
    def away(self, _url: str, /) -> Iterator[None]:
        """The attribute has the other value."""
        before = getattr(self.owner, self.name)
        _set(self.owner, self.name, self.value)
        try:
            yield
        finally:
            _set(self.owner, self.name, before)


def _set(owner: object, name: str, value: object) -> None:
    if hasattr(type(owner), "__dataclass_fields__"):
        object.__setattr__(owner, name, value)  # a frozen record
    else:
        setattr(owner, name, value)


# The database ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Clause:
    """A constraint that a table of the test's SQLite database does not have."""

    table: str
    clause: str

    @contextmanager
    def away(self, url: str, /) -> Iterator[None]:
        """The table is made anew without it; it is still empty."""
        with _opened(url) as database:
            query = "select type, sql from sqlite_master where tbl_name = ? and sql is not null"
            made = dict.fromkeys(database.execute(query, (self.table,)).fetchall())
            ((whole,),) = [[sql] for kind, sql in made if kind == "table"]
            assert whole.count(self.clause) == 1, f"{self.clause!r} is not (once) in {whole}"
            database.execute(f"drop table {self.table}")
            database.execute(whole.replace(self.clause, "check (1)"))
            for kind, sql in made:
                if kind == "index":
                    database.execute(sql)
        yield


@dataclass(frozen=True, slots=True)
class DatabaseIndex:
    """A unique index that the test's SQLite database does not have."""

    name: str

    @contextmanager
    def away(self, url: str, /) -> Iterator[None]:
        """It is dropped."""
        with _opened(url) as database:
            database.execute(f"drop index {self.name}")
        yield


@contextmanager
def _opened(url: str) -> Iterator[sqlite3.Connection]:
    parsed = make_url(url)
    assert parsed.get_backend_name() == SQLITE, "constraints are taken out of SQLite files only"
    assert parsed.database
    database = sqlite3.connect(parsed.database, isolation_level=None)
    try:
        yield database
    finally:
        database.close()
