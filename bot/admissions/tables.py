"""The admissions' tables."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
)

from bot.admissions.records import WAITING, Said, State
from bot.db.metadata import RowId, UtcDateTime, metadata

_STATES = ", ".join(f"'{state.value}'" for state in State)
_WAITING = "state in ({})".format(", ".join(f"'{state}'" for state in sorted(WAITING)))
_SAID = ", ".join(f"'{said.value}'" for said in Said)

admissions = Table(
    "admissions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("circle_id", ForeignKey("circles.id"), nullable=False),
    # Null once the newcomer is erased: what members answered stays counted, unnamed.
    Column("person_id", ForeignKey("people.id"), index=True),
    Column("invite_id", ForeignKey("invites.id")),
    Column("inviter_id", ForeignKey("members.id"), nullable=False),
    Column("is_personal", Boolean, nullable=False),
    Column("state", String(10), nullable=False),
    Column("introduction", String(500), nullable=False),
    Column("helps_with", String(500), nullable=False),
    Column("has_hidden_marks", Boolean, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("closes_at", UtcDateTime, nullable=False),
    Column("others_asked_at", UtcDateTime),
    Column("reminded_at", UtcDateTime),
    Column("held_until", UtcDateTime),
    Column("host_since", UtcDateTime),
    Column("host_alerted_at", UtcDateTime),
    Column("line_since", UtcDateTime),
    Column("offered_until", UtcDateTime),
    Column("decided_at", UtcDateTime),
    Column("reason", String(20)),
    Column("member_id", ForeignKey("members.id")),
    # The one moment that the clock watches: everything that time alone changes …
    Column("look_at", UtcDateTime, index=True),
    # … and the circle's `changes` at the last look: another number there asks for a look at once.
    Column("seen_changes", Integer, nullable=False, server_default="-1"),
    CheckConstraint(f"state in ({_STATES})", name="state"),
    Index("ix_admissions_circle_id_state", "circle_id", "state"),
    # Nobody waits twice at one door.
    Index(
        "uq_admissions_waiting",
        "circle_id",
        "person_id",
        unique=True,
        sqlite_where=text(_WAITING),
        postgresql_where=text(_WAITING),
    ),
)

# The very words of the partial index, which both engines then use.
is_waiting = text(f"admissions.{_WAITING}")

# Whom the newcomer said they know. Removed at the decision.
named = Table(
    "admission_named",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("admission_id", ForeignKey("admissions.id"), nullable=False, index=True),
    Column("name", String(64), nullable=False),
    Column("telegram_id", BigInteger),
    Column("username", String(32)),
)

asked = Table(
    "admission_asked",
    metadata,
    Column("admission_id", ForeignKey("admissions.id"), primary_key=True),
    Column("member_id", ForeignKey("members.id"), primary_key=True, index=True),
    Column("round", Integer, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("said", String(10)),
    Column("said_at", UtcDateTime),
    # A concern in spite of which a host took the newcomer in: it has been decided about.
    Column("is_overruled", Boolean, nullable=False, server_default=text("false")),
    CheckConstraint(f"said in ({_SAID})", name="said"),
    CheckConstraint("round between 1 and 3", name="round"),
)

# A concern's text. Removed at the decision: a host has read it by then.
concerns = Table(
    "admission_concerns",
    metadata,
    Column("admission_id", ForeignKey("admissions.id"), primary_key=True),
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    Column("text", String(300), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

# Hosts who have the decision before them, and on what ground they had it. Removed at the decision.
told_hosts = Table(
    "admission_hosts",
    metadata,
    Column("admission_id", ForeignKey("admissions.id"), primary_key=True),
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    Column("is_enough", Boolean, nullable=False),
    Column("concerns", Integer, nullable=False),
)

# Relayed questions and their answers. Removed at the decision.
exchanges = Table(
    "admission_questions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("admission_id", ForeignKey("admissions.id"), nullable=False),
    Column("member_id", ForeignKey("members.id"), nullable=False),
    Column("question", String(300), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("answer", String(500)),
    UniqueConstraint("admission_id", "member_id"),
)
