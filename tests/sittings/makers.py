"""Sittings made for tests."""

from datetime import UTC, date, datetime
from typing import Any

from bot.people.records import PersonId
from bot.sittings.records import Sitting, SittingId, State
from bot.slots.records import SlotId

MONDAY = date(2026, 3, 2)
EVENING = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)  # 19:00 in Cairo


def make_sitting(**values: Any) -> Sitting:
    """Monday's sitting at 19:00 in Cairo, planned; what is not told does not matter."""
    columns: dict[str, Any] = {
        "id": SittingId(1),
        "slot_id": SlotId(1),
        "person_id": PersonId(1),
        "on": MONDAY,
        "at": EVENING,
        "moved_at": None,
        "moved_zone": None,
        "minutes": 45,
        "mode": None,
        "goal_id": None,
        "state": State.PLANNED,
        "nudged_at": None,
        "screen_key": "",
        "snoozes": 0,
        "snoozed_until": None,
        "started_at": None,
        "check_at": None,
        "closes_at": None,
        "answered_at": None,
        "kept": None,
        "reason": None,
        **values,
    }
    return Sitting(**columns)
