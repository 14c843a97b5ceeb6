"""The sittings' table."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from bot.db.metadata import RowId, UtcDateTime, metadata
from bot.sittings.records import Kept, Reason, State


def _one_of(column: str, values: type[State | Kept | Reason]) -> str:
    return f"{column} in ({', '.join(repr(value.value) for value in values)})"


sittings = Table(
    "sittings",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("slot_id", ForeignKey("slots.id"), nullable=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    # The local date it is keyed by.
    Column("held_on", Date, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("moved_at", UtcDateTime),
    Column("moved_zone", String(50)),
    Column("minutes", Integer, nullable=False),
    Column("mode", String(10)),
    # No key to the goal: what was learned outlives it.
    Column("goal_id", Integer),
    Column("state", String(10), nullable=False),
    Column("nudged_at", UtcDateTime),
    Column("screen_key", String(120), nullable=False, server_default=""),
    Column("snoozes", Integer, nullable=False, server_default="0"),
    Column("snoozed_until", UtcDateTime),
    Column("started_at", UtcDateTime),
    Column("check_at", UtcDateTime),
    Column("closes_at", UtcDateTime),
    Column("answered_at", UtcDateTime),
    Column("kept", String(15)),
    Column("reason", String(10)),
    # Whatever happens, one row and so one nudge for a slot and a date.
    UniqueConstraint("slot_id", "held_on"),
    CheckConstraint(_one_of("state", State), name="state"),
    CheckConstraint(_one_of("kept", Kept), name="kept"),
    CheckConstraint(_one_of("reason", Reason), name="reason"),
    CheckConstraint("(kept is not null) = (state = 'answered')", name="answered"),
    Index("ix_sittings_person_id_held_on", "person_id", "held_on"),
    # What the clock looks for.
    Index("ix_sittings_state_moved_at", "state", "moved_at"),
    Index("ix_sittings_state_closes_at", "state", "closes_at"),
    Index("ix_sittings_state_nudged_at", "state", "nudged_at"),
    Index("ix_sittings_snoozed_until", "snoozed_until"),
    Index("ix_sittings_check_at", "check_at"),
)
