"""The invites' tables."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
)

from bot.db.metadata import RowId, UtcDateTime, metadata

invites = Table(
    "invites",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("circle_id", ForeignKey("circles.id"), nullable=False, index=True),
    Column("member_id", ForeignKey("members.id"), nullable=False, index=True),
    Column("kind", String(10), nullable=False),
    Column("code_hash", LargeBinary(32), nullable=False, unique=True),
    Column("for_telegram_id", BigInteger, index=True),
    Column("for_name", String(64)),
    Column("depth", String(10)),
    Column("by_host", Boolean, nullable=False),
    Column("uses", Integer, nullable=False),
    Column("used", Integer, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("revoked_at", UtcDateTime),
    Column("warned_at", UtcDateTime),
    CheckConstraint("kind in ('personal', 'open')", name="kind"),
    CheckConstraint("used between 0 and uses", name="used"),
)

# Wrong codes, to slow down whoever guesses; forgotten after an hour.
wrong_codes = Table(
    "wrong_codes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("telegram_id", BigInteger, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_wrong_codes_telegram_id_at", "telegram_id", "at"),
    Index("ix_wrong_codes_at", "at"),
)
