"""The domain's tables before and after: which rows changed, and whom they speak of."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.db.metadata import metadata
from bot.schema import TABLES

# What every update may fill: the inbox, and the outbox (which is looked at on its own).
KERNEL: Final = frozenset({"updates", "deliveries"})
DOMAIN: Final = tuple(
    sorted(t.name for t in TABLES if t.name not in KERNEL and t.name != "leases")
)
_OF_ACCOUNTS: Final = frozenset({"telegram_id", "chat_id", "for_telegram_id"})

Row = tuple[Any, ...]
Rows = Mapping[str, frozenset[Row]]


@dataclass(frozen=True, slots=True)
class Change:
    """One row that came, went or changed, and whom it speaks of."""

    table: str
    row: Mapping[str, Any]
    accounts: frozenset[int]
    circles: frozenset[int]


class Tables:
    """A second connection to the bot's file, that only reads."""

    def __init__(self, path: str) -> None:
        self._conn = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self._columns = {
            name: [column.name for column in metadata.tables[name].columns] for name in DOMAIN
        }

    def close(self) -> None:
        """Give the connection back."""
        self._conn.close()

    def read(self) -> Rows:
        """Every row of every domain table."""
        return {name: frozenset(self._select(name)) for name in DOMAIN}

    def _select(self, name: str) -> Iterable[Row]:
        columns = ", ".join(f'"{column}"' for column in self._columns[name])
        return self._conn.execute(f'select {columns} from "{name}"').fetchall()  # noqa: S608

    def dead(self) -> dict[str, int]:
        """Dead letters by their error."""
        query = "select error, count(*) from updates where state = 'dead' group by error"
        return dict(self._conn.execute(query).fetchall())

    def ignored(self) -> dict[str, int]:
        """Updates without effect, by the reason."""
        query = "select error, count(*) from updates where state = 'done' and error is not null group by error"
        return dict(self._conn.execute(query).fetchall())

    def failed(self) -> dict[str, int]:
        """Deliveries that did not arrive, by state and reason."""
        query = (
            "select state || ': ' || coalesce(reason, ''), count(*) from deliveries "
            "where state not in ('sent', 'planned', 'cancelled') group by 1"
        )
        return dict(self._conn.execute(query).fetchall())

    def last_delivery(self) -> int:
        """The newest delivery's number."""
        return int(self._conn.execute("select coalesce(max(id), 0) from deliveries").fetchone()[0])

    def planned_for(self, *, after: int) -> set[int]:
        """The chats for which something was planned after the delivery `after`."""
        query = "select distinct chat_id from deliveries where id > ?"
        return {row[0] for row in self._conn.execute(query, (after,))}

    # Whom rows speak of ---------------------------------------------------------------------------

    def changes(self, before: Rows, after: Rows) -> list[Change]:
        """What differs between two readings."""
        found: list[Change] = []
        for name in DOMAIN:
            differing = before[name] ^ after[name]
            for row in differing:
                values = dict(zip(self._columns[name], row, strict=True))
                found.append(self._change(name, values, before, after))
        return found

    def _change(self, name: str, values: dict[str, Any], before: Rows, after: Rows) -> Change:
        accounts: set[int] = set()
        circles: set[int] = set()
        todo = [(name, values)]
        seen: set[str] = set()
        while todo:
            table, row = todo.pop()
            key = json.dumps([table, row], default=str)
            if key in seen:
                continue
            seen.add(key)
            if table == "circles":
                circles.add(row["id"])
                continue  # whoever is in it is not spoken of by that
            accounts |= {row[c] for c in _OF_ACCOUNTS & row.keys() if row[c] is not None}
            for column in metadata.tables[table].columns:
                for foreign in column.foreign_keys:
                    if (target := row[column.name]) is not None:
                        todo += self._rows_with(foreign.column, target, before, after)
        return Change(name, values, frozenset(accounts), frozenset(circles))

    def _rows_with(
        self, column: Any, value: object, before: Rows, after: Rows
    ) -> list[tuple[str, dict[str, Any]]]:
        name = column.table.name
        place = self._columns[name].index(column.name)
        return [
            (name, dict(zip(self._columns[name], row, strict=True)))
            for row in before[name] | after[name]
            if row[place] == value
        ]

    def reach(self, account: int) -> tuple[set[int], set[int]]:
        """Whom and which circles somebody may touch: themselves, and the circles they are in.

        With a circle come its members and whoever waits at its door.
        """
        query = (
            "select m.circle_id from members m join people p on p.id = m.person_id "
            "where p.telegram_id = ? and m.left_at is null"
        )
        circles = {row[0] for row in self._conn.execute(query, (account,))}
        accounts = {account}
        for circle in circles:
            inside = (
                "select p.telegram_id from people p where p.id in (select person_id from members where circle_id = ?1) "
                "or p.id in (select person_id from admissions where circle_id = ?1)"
            )
            accounts |= {row[0] for row in self._conn.execute(inside, (circle,))}
        return accounts, circles
