"""What could be seen of a life, without the numbers that a database gives out."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Table, select

from bot.schema import TABLES
from tests.safety.machine.town import Town

# Made by chance, or by the machinery: nobody sees them.
_LEFT_OUT: Final = {
    "leadership": None,
    "turn_checks": None,
    "invites": {"code_hash"},
    # Numbers of rows stand in these.
    "circle_log": {"details"},
    "deliveries": {"key", "about", "payload", "fence"},
    "sittings": {"screen_key", "goal_id"},
    "resources": {"screen_key"},
    "feed_searches": {"screen_key"},
    "subscriptions": {"after_item"},
    "talks": {"data", "first_data", "screen_key"},
}

Rows = list[tuple[tuple[str, str], ...]]


async def history_of(town: Town) -> dict[str, Any]:
    """Every letter in its order, and every row with numbers in the place of ids."""
    async with town.db.begin() as conn:
        places: dict[str, Mapping[Any, int]] = {}
        for table in TABLES:
            if "id" in table.c:
                ids = (await conn.execute(select(table.c.id).order_by(table.c.id))).scalars()
                places[table.name] = {number: place for place, number in enumerate(ids)}
        rows: dict[str, Rows] = {}
        for table in TABLES:
            left_out = _LEFT_OUT.get(table.name, set())
            if left_out is None:
                continue
            found = (await conn.execute(select(table))).mappings()
            rows[table.name] = sorted(_seen(table, dict(row), left_out, places) for row in found)
    letters = sorted(
        (
            letter.at.isoformat(),
            letter.outgoing.to,
            letter.delivery.kind,
            letter.outcome,
            letter.outgoing.html,
        )
        for letter in town.office.letters
    )
    return {"letters": letters, **rows}


def _seen(
    table: Table, row: dict[str, Any], left_out: set[str], places: dict[str, Mapping[Any, int]]
) -> tuple[tuple[str, str], ...]:
    seen = []
    for column in table.c:
        if column.name in left_out:
            continue
        value = row[column.name]
        if value is not None and column.name == "id":
            value = places[table.name][value]
        for key in column.foreign_keys:
            if value is not None and key.column.table.name in places:
                value = places[key.column.table.name].get(value, value)
        seen.append((column.name, str(value)))
    return tuple(seen)


def differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Where two lives differ, a few words each."""
    found = []
    for name in one:
        first, second = one[name], other[name]
        only_first = [each for each in first if each not in second]
        only_second = [each for each in second if each not in first]
        if first != second:
            found.append(
                f"{name}: {len(only_first)} and {len(only_second)} of their own, "
                f"such as {only_first[:2]} and {only_second[:2]}"
            )
    return found
