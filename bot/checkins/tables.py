"""The check-ins' tables."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Time,
    UniqueConstraint,
)

from bot.checkins.records import LONGEST_TEXT
from bot.db.metadata import RowId, UtcDateTime, metadata

sitting_answers = Table(
    "sitting_answers",
    metadata,
    Column("sitting_id", ForeignKey("sittings.id"), primary_key=True, autoincrement=False),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("slot_id", ForeignKey("slots.id"), nullable=False),
    Column("held_on", Date, nullable=False),
    Column("text", String(LONGEST_TEXT), nullable=False),
    # The message that holds it: editing that corrects it.
    Column("message_id", BigInteger),
    Column("circle_id", ForeignKey("circles.id")),
    Column("shared_at", UtcDateTime),
    Index("ix_sitting_answers_person_id_message_id", "person_id", "message_id"),
    Index("ix_sitting_answers_circle_id_shared_at", "circle_id", "shared_at"),
)

weeklies = Table(
    "weeklies",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("opens_on", Date, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("closes_at", UtcDateTime, nullable=False),
    Column("asked_at", UtcDateTime),
    Column("remind_at", UtcDateTime),
    Column("shown_until", UtcDateTime),
    Column("answered_at", UtcDateTime),
    Column("answered_on", Date),
    Column("learned", String(LONGEST_TEXT), nullable=False, server_default=""),
    Column("stuck", String(LONGEST_TEXT), nullable=False, server_default=""),
    Column("focus", String(LONGEST_TEXT), nullable=False, server_default=""),
    Column("learned_message_id", BigInteger),
    Column("stuck_message_id", BigInteger),
    Column("focus_message_id", BigInteger),
    Column("circle_id", ForeignKey("circles.id")),
    # One a person and week, however it began.
    UniqueConstraint("person_id", "opens_on"),
    Index("ix_weeklies_remind_at", "remind_at"),
    Index("ix_weeklies_shown_until", "shown_until"),
    Index("ix_weeklies_circle_id", "circle_id", "answered_at"),
)

checkin_settings = Table(
    "checkin_settings",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("weekday", Integer, nullable=False),
    Column("at", Time, nullable=False),
    Column("is_on", Boolean, nullable=False),
    CheckConstraint("weekday between 0 and 6", name="weekday"),
)

weekly_turns = Table(
    "weekly_turns",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True, autoincrement=False),
    Column("zone", String(50), nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("at", Time, nullable=False),
    Column("next_on", Date, nullable=False),
    Column("next_at", UtcDateTime, nullable=False),
    Index("ix_weekly_turns_next_at", "next_at"),
)
