"""One segment of the week, killed somewhere, against the same segment left alone."""

import re
import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, TypeAlias

from bot.outbox.records import Class
from bot.playground.world import World
from tests.safety.crash.accounts import (
    EDITS,
    SENDS,
    Auditor,
    Books,
    chat_of,
    last_audit,
    read_rows,
    read_updates,
    text_of,
)

# A death costs the seconds of a restart, and the pace counts anew: moments may differ by that much.
SHIFT: Final = timedelta(minutes=2)
# What is about the delivery itself, and what an earlier life leaves to the next: compared otherwise.
NOT_DOMAIN: Final = frozenset({"deliveries", "updates", "leadership", "audit", "sqlite_sequence"})
# Made by chance, or how often it was tried: a life that ended in the midst of it counts.
RANDOM: Final = frozenset({("invites", "code_hash"), ("resources", "lookup_tries")})
MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?")
# Invite codes are made by chance; what is due is named by the moment of its tick.
CODE: Final = re.compile(
    r"j_[0-9A-HJKMNP-TV-Z]{12}|\b[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}\b"
)
QR_BUTTON: Final = re.compile(r"inv\.qr:[^']*")  # its code, and the signature of it
TICK: Final = re.compile(r":[a-z_. ]+:\d{13}:\d+:")

Table: TypeAlias = Mapping[tuple[Any, ...], Mapping[str, Any]]
Said: TypeAlias = tuple[str, int, str, str]


@dataclass(frozen=True, slots=True)
class Start:
    """Where a segment begins: what lies before it is not looked at again."""

    audit: int
    calls: int
    update_id: int

    @classmethod
    def of(cls, world: World, database: Path) -> "Start":
        """Now."""
        with sqlite3.connect(database) as conn:
            audit = last_audit(conn)
        conn.close()
        return cls(audit, len(world.ledger), world.updates.next_id)


@dataclass(frozen=True, slots=True)
class Branch:
    """What is there at the end of a segment and its quiet minutes."""

    books: Books
    keys: Counter[tuple[str, str, int, str]]
    states: Mapping[str, str]
    said: Counter[Said]
    tables: Mapping[str, Table]


def look(world: World, database: Path, start: Start) -> Branch:
    """Read it all; nobody else has the database open."""
    conn = sqlite3.connect(database)
    rows = read_rows(conn, since=start.audit)
    books = Books(
        rows=rows,
        calls=world.ledger.calls(after=start.calls),
        updates=read_updates(conn, range(start.update_id, world.updates.next_id)),
        waiting=len(world.updates),
        now=world.clock.now(),
    )
    tables = _read_tables(conn)
    conn.close()
    return Branch(
        books=books,
        keys=Counter((_plain(row.key), row.kind, row.chat_id, row.about) for row in rows),
        states={_plain(row.key): row.state for row in rows},
        said=Counter(
            (call.method, chat_of(call), *_shown(call))  # type: ignore[misc]
            for call in books.calls
            if call.accepted and call.method in SENDS | EDITS
        ),
        tables=tables,
    )


def problems_of(branch: Branch, clean: Branch) -> tuple[list[str], Auditor]:
    """What a death did that it must not do."""
    auditor = Auditor(branch.books)
    problems = list(auditor.check())
    problems += _of_keys(branch, clean)
    problems += _of_states(branch, clean, auditor)
    problems += _of_messages(branch, clean)
    problems += _of_tables(branch, clean)
    return problems, auditor


def _of_keys(branch: Branch, clean: Branch) -> list[str]:
    more = [f"planned, though nobody was to get it: {key}" for key in branch.keys - clean.keys]
    less = [f"never planned: {key}" for key in clean.keys - branch.keys]
    return more + less


def _of_states(branch: Branch, clean: Branch, auditor: Auditor) -> list[str]:
    """Only what was struck, and edits of what was struck, may end otherwise."""
    struck = {_plain(key) for key in auditor.unsure}
    edits = {
        _plain(row.key)
        for row in branch.books.rows
        if row.cls is Class.D and _plain(str(row.payload.get("edits_key", ""))) in struck
    }
    return [
        f"{key} is {branch.states.get(key)}, and {state} when nobody dies"
        for key, state in clean.states.items()
        if branch.states.get(key, state) != state and key not in struck | edits
    ]


def _of_messages(branch: Branch, clean: Branch) -> list[str]:
    return [
        f"said, though it never is when nobody dies: {said}"
        for said in branch.said
        if said not in clean.said
    ]


def _of_tables(branch: Branch, clean: Branch) -> list[str]:
    problems = []
    for name, rows in clean.tables.items():
        others = branch.tables[name]
        problems += [f"{name}: no row {key}" for key in rows.keys() - others.keys()]
        problems += [f"{name}: one row more: {key}" for key in others.keys() - rows.keys()]
        for key in rows.keys() & others.keys():
            problems += [
                f"{name} {key}: {column} is {others[key][column]!r} and not {value!r}"
                for column, value in rows[key].items()
                if not _same(others[key][column], value) and (name, column) not in RANDOM
            ]
    return problems


def _same(one: object, other: object) -> bool:
    if one == other:
        return True
    if not (isinstance(one, str) and isinstance(other, str)):
        return False
    if MOMENT.fullmatch(one) and MOMENT.fullmatch(other):
        return abs(datetime.fromisoformat(one) - datetime.fromisoformat(other)) <= SHIFT
    return _plain(one) == _plain(other)


def _read_tables(conn: sqlite3.Connection) -> dict[str, Table]:
    conn.row_factory = sqlite3.Row
    names = [row[0] for row in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    tables: dict[str, Table] = {}
    for name in sorted(set(names) - NOT_DOMAIN):
        columns = conn.execute(f"PRAGMA table_info({name})").fetchall()
        primary = [column["name"] for column in columns if column["pk"]]
        rows = [dict(row) for row in conn.execute(f"SELECT * FROM {name}")]  # noqa: S608 - our own tables
        tables[name] = {tuple(row[column] for column in primary): row for row in rows}
    return tables


def _plain(text: str) -> str:
    """Without what is made by chance or by the moment of a tick."""
    return QR_BUTTON.sub("inv.qr", CODE.sub("CODE", TICK.sub(":tick:", text)))


def _shown(call: Any) -> Sequence[str]:
    return _plain(text_of(call)), _plain(str(call.parameters.get("reply_markup") or ""))
