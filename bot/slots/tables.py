"""The slots' table."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Time

from bot.db.metadata import RowId, UtcDateTime, metadata
from bot.slots.records import LONGEST_LEAD_MINUTES, LONGEST_MINUTES, SHORTEST_MINUTES

slots = Table(
    "slots",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    # Weekdays as digits, Monday 0: "024".
    Column("days", String(7), nullable=False),
    Column("start", Time, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("mode", String(10)),
    Column("place", String(10)),
    Column("energy", String(10)),
    Column("goal_id", ForeignKey("goals.id")),
    Column("lead_minutes", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    CheckConstraint("days <> ''", name="days"),
    CheckConstraint(f"minutes between {SHORTEST_MINUTES} and {LONGEST_MINUTES}", name="minutes"),
    CheckConstraint(f"lead_minutes between 0 and {LONGEST_LEAD_MINUTES}", name="lead"),
    Index("ix_slots_person_id", "person_id", "ended_at"),
)
