"""The queue's tables."""

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
from bot.queue.records import LONGEST_NOTE, EntryState
from bot.reading.records import Mode

queue_entries = Table(
    "queue_entries",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("resource_id", ForeignKey("resources.id"), nullable=False),
    Column("state", String(10), nullable=False),
    Column("position", Integer, nullable=False),
    Column("note", String(LONGEST_NOTE), nullable=False),
    Column("minutes_spent", Integer, nullable=False),
    Column("later_on", Date),
    Column("added_at", UtcDateTime, nullable=False),
    Column("started_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("refused_at", UtcDateTime),
    CheckConstraint(
        "state in ({})".format(", ".join(f"'{state.value}'" for state in EntryState)), name="state"
    ),
    CheckConstraint("minutes_spent >= 0", name="minutes_spent"),
    UniqueConstraint("person_id", "resource_id"),
    Index("ix_queue_entries_resource_id", "resource_id"),
    Index("ix_queue_entries_order", "person_id", "state", "position"),
)

# Minutes outside of sittings; those of a sitting are the sitting's own.
queue_minutes = Table(
    "queue_minutes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("entry_id", ForeignKey("queue_entries.id"), nullable=False),
    # The person's local date, fixed when it was said.
    Column("held_on", Date, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("mode", String(10)),
    CheckConstraint("minutes > 0", name="minutes"),
    CheckConstraint(
        "mode in ({})".format(", ".join(f"'{mode.value}'" for mode in Mode)), name="mode"
    ),
    Index("ix_queue_minutes_held_on", "person_id", "held_on"),
    Index("ix_queue_minutes_entry_id", "entry_id"),
)
