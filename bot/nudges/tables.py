"""The nudges' tables."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table

from bot.db.metadata import UtcDateTime, metadata

nudge_turns = Table(
    "nudge_turns",
    metadata,
    Column("slot_id", ForeignKey("slots.id"), primary_key=True, autoincrement=False),
    # What it was reckoned from: compared with the slot and the person, once a minute.
    Column("zone", String(50), nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("lead_minutes", Integer, nullable=False),
    # What follows from that.
    Column("next_on", Date),
    Column("next_start_at", UtcDateTime),
    Column("next_at", UtcDateTime),
    # What has happened.
    Column("nudged_at", UtcDateTime),
    Column("asked_on", Date),
    Column("fresh_from", Date),
    Column("rests_until", Date),
    Index("ix_nudge_turns_next_at", "next_at"),
)

# The one thing that a sitting's nudge proposes; `Something else` puts another in its place.
nudge_proposals = Table(
    "nudge_proposals",
    metadata,
    Column("sitting_id", ForeignKey("sittings.id"), primary_key=True),
    Column("entry_id", ForeignKey("queue_entries.id"), nullable=False),
    Column("proposed_at", UtcDateTime, nullable=False),
    # When it was said, after the sitting, whether that thing is finished.
    Column("answered_at", UtcDateTime),
    Index("ix_nudge_proposals_entry_id", "entry_id"),
)

# When the turns of a slice were last compared with what they follow from.
turn_checks = Table(
    "turn_checks",
    metadata,
    Column("name", String(30), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)
