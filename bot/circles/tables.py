"""The circles' tables."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    text,
)

from bot.circles.records import MOST_SEATS, Event, Role
from bot.db.metadata import RowId, UtcDateTime, metadata

circles = Table(
    "circles",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", String(64), nullable=False),
    Column("field", String(100), nullable=False),
    Column("focus", String(200), nullable=False),
    Column("language", String(10), nullable=False),
    Column("zone", String(50), nullable=False),
    Column("seats", Integer, nullable=False),
    Column("members", Integer, nullable=False),
    Column("acquaintances_required", Integer, nullable=False),
    Column("window_hours", Integer, nullable=False),
    Column("hold_hours", Integer, nullable=False),
    Column("host_has_last_word", Boolean, nullable=False),
    Column("only_hosts_invite", Boolean, nullable=False),
    Column("new_members_wait", Boolean, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("archived_at", UtcDateTime),
    # Goes up with every change of its members, hosts or settings: whoever depends on them compares.
    Column("changes", Integer, nullable=False, server_default="0"),
    # A deleted circle's texts go once nobody waits for word from it; null again when they are gone.
    Column("forget_at", UtcDateTime, index=True),
    CheckConstraint(f"seats between 1 and {MOST_SEATS}", name="seats"),
    CheckConstraint("members between 0 and seats", name="members"),
    CheckConstraint("acquaintances_required between 1 and 3", name="required"),
    CheckConstraint("hold_hours between 0 and 72", name="hold"),
)

members = Table(
    "members",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("circle_id", ForeignKey("circles.id"), nullable=False),
    # Null once the person is erased: the stay stays, unnamed, so that counts remain right.
    Column("person_id", ForeignKey("people.id")),
    Column("role", String(10), nullable=False),
    Column("joined_at", UtcDateTime, nullable=False),
    Column("left_at", UtcDateTime),
    Column("is_opener", Boolean, nullable=False),
    Column("helps_with", String(500), nullable=False, server_default=""),
    Column("is_muted", Boolean, nullable=False, server_default=text("false")),
    CheckConstraint("role in ({})".format(", ".join(f"'{r.value}'" for r in Role)), name="role"),
    Index("ix_members_person_id", "person_id"),
    # Nobody is twice in a circle at one time.
    Index(
        "uq_members_stay",
        "circle_id",
        "person_id",
        unique=True,
        sqlite_where=text("left_at is null"),
        postgresql_where=text("left_at is null"),
    ),
)

# A removed person comes back only by a host's invite.
removals = Table(
    "removals",
    metadata,
    Column("circle_id", ForeignKey("circles.id"), primary_key=True),
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
)

circle_log = Table(
    "circle_log",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("circle_id", ForeignKey("circles.id"), nullable=False),
    Column("event", String(20), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("person_id", ForeignKey("people.id")),
    Column("by_person_id", ForeignKey("people.id")),
    Column("details", JSON, nullable=False),
    CheckConstraint(
        "event in ({})".format(", ".join(f"'{e.value}'" for e in Event)), name="event"
    ),
    Index("ix_circle_log_circle_id", "circle_id", "id"),
)
