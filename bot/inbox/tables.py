"""The inbox's table."""

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
)

from bot.db.metadata import UtcDateTime, metadata

updates = Table(
    "updates",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("lane", BigInteger, nullable=False),
    Column("state", String(4), nullable=False),
    # Dropped when the update is done; kept in a dead letter until it is looked at.
    Column("payload", JSON(none_as_null=True)),
    Column("attempt", Integer, nullable=False, server_default="0"),
    Column("not_before", UtcDateTime, nullable=False),
    # The date only: at what time somebody wrote is nobody's business later.
    Column("received_on", Date, nullable=False),
    Column("error", String(200)),
    CheckConstraint("state in ('new', 'done', 'dead')", name="state"),
    Index("ix_updates_state_lane", "state", "lane", "update_id"),
)
