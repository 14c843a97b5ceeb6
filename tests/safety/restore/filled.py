"""Databases at any revision with rows in every table, made from what the database says of itself."""

import datetime as dt
import re
import sqlite3
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Table,
    Time,
    inspect,
    text,
)
from sqlalchemy.exc import IntegrityError

from bot.db import migrate

ROWS = 5  # in a table; fewer where a row needs two others in their order
Names = dict[str, list[str]]  # of a table's columns
VERSION = "alembic_version"


@dataclass(frozen=True)
class Rows:
    """What was in a database, by table."""

    names: Names
    found: dict[str, list[str]]


NOTHING = Rows({}, {})


def fill(url: str) -> Rows:
    """Put rows into every table; what is in them then."""
    engine = migrate.sync_engine(url)
    names: Names = {}
    with engine.begin() as connection:
        meta = MetaData()
        meta.reflect(connection)
        keys: dict[str, list[dict[str, Any]]] = {}
        for table in meta.sorted_tables:
            if table.name != VERSION:
                keys[table.name] = _fill_table(connection, table, keys)
                assert keys[table.name], f"no row fits into {table.name}"
                names[table.name] = [column.name for column in table.columns]
    engine.dispose()
    return Rows(names, _read(url, names))


def still_holds(url: str, rows: Rows) -> bool:
    """Whether every row is there with all that was in it."""
    return _read(url, rows.names) == rows.found


def _read(url: str, names: Names) -> dict[str, list[str]]:
    engine = migrate.sync_engine(url)
    found: dict[str, list[str]] = {}
    with engine.connect() as connection:
        for table, columns in names.items():
            wanted = ", ".join(f'"{column}"' for column in columns)
            rows = connection.execute(text(f'SELECT {wanted} FROM "{table}"'))  # noqa: S608 - ours
            found[table] = sorted(map(repr, rows))
    engine.dispose()
    return found


def is_whole(url: str) -> bool:
    """Whether a SQLite file is sound from end to end; PostgreSQL looks after itself."""
    if not url.startswith("sqlite"):
        return True
    connection = sqlite3.connect(Path(url.removeprefix("sqlite+aiosqlite:///")))
    checked = connection.execute("PRAGMA integrity_check").fetchall()
    lost = connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()
    return checked == [("ok",)] and not lost


def _fill_table(
    connection: Connection, table: Table, keys: dict[str, list[dict[str, Any]]]
) -> list[dict[str, Any]]:
    checks = [
        str(check["sqltext"]) for check in inspect(connection).get_check_constraints(table.name)
    ]
    made: list[dict[str, Any]] = []
    for number in range(1, ROWS + 1):
        for bare in (False, True):  # once more with nothing that may be left out
            values = _row(table, number, checks, keys, bare=bare)
            if values is None:
                break
            try:
                with connection.begin_nested():
                    connection.execute(table.insert().values(values))
            except IntegrityError:
                continue
            made.append(values)
            break
    return made


def _row(
    table: Table,
    number: int,
    checks: list[str],
    keys: dict[str, list[dict[str, Any]]],
    *,
    bare: bool,
) -> dict[str, Any] | None:
    values: dict[str, Any] = {}
    uses: Counter[str] = Counter()
    for column in table.columns:
        if bare and column.nullable and not column.primary_key:
            continue
        target = next(iter(column.foreign_keys), None)
        if target is None:
            values[column.name] = _value(column, number, checks)
            continue
        parent = target.column.table.name
        if parent == table.name:
            continue
        index = (
            number - 1 + uses[parent]
        )  # two columns for one table: the later takes the later row
        uses[parent] += 1
        if index >= len(keys[parent]):
            return None
        values[column.name] = keys[parent][index][target.column.name]
    return values


def _value(column: Column[Any], number: int, checks: list[str]) -> Any:
    for check in checks:
        # As SQLite tells it, or as PostgreSQL does.
        words = rf"\b{column.name}\b(?: in \(|\)?::text = ANY \(+ARRAY\[)'(\w+)'"
        if found := re.search(words, check):
            return found[1]
        limits = (
            rf"\b{column.name} (?:between|>=) (\d+)\)? (?:and|AND) \(?(?:{column.name} <= )?(\d+)"
        )
        if found := re.search(limits, check):
            return min(int(found[2]), max(int(found[1]), number))
    moment = dt.datetime(2026, 3, number, 9, 30, tzinfo=dt.UTC)
    match column.type:
        case Boolean():
            return number % 2 == 0
        case Integer() | Numeric():
            return number
        case DateTime():
            return moment
        case Date():
            return moment.date()
        case Time():
            return moment.time()
        case JSON():
            return {"html": f"words of {number}"}
        case LargeBinary():
            return bytes([number]) * 8
        case String():
            return f"ق{number}"[: column.type.length]
    raise AssertionError(f"{column}: say what a row may hold there")
