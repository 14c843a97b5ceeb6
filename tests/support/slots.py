"""Slots made for tests."""

from collections.abc import Collection
from datetime import UTC, datetime, time
from typing import Any

from bot.people.records import PersonId
from bot.slots.records import Slot, SlotId


def make_slot(
    *, days: Collection[int] = (0, 2), start: time = time(19), minutes: int = 45, **values: Any
) -> Slot:
    """A slot; what is not told does not matter."""
    made = datetime(2020, 1, 1, tzinfo=UTC)
    columns: dict[str, Any] = {
        "id": SlotId(1),
        "person_id": PersonId(1),
        "mode": None,
        "place": None,
        "energy": None,
        "goal_id": None,
        "lead_minutes": 0,
        "created_at": made,
        "changed_at": made,
        "ended_at": None,
        **values,
    }
    return Slot(days=frozenset(days), start=start, minutes=minutes, **columns)
