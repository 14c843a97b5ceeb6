"""The outbox's table."""

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

from bot.db.metadata import RowId, UtcDateTime, metadata
from bot.outbox.records import State

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("key", String(120), nullable=False, unique=True),
    Column("kind", String(40), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    # What the audience is asked about: an id, or nothing.
    Column("about", String(60), nullable=False, server_default=""),
    Column("state", String(10), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    # When it was due first: its place among the others of its chat, however often it must wait.
    Column("first_due_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("planned_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("attempt", Integer, nullable=False, server_default="0"),
    Column("fence", BigInteger),
    # The text lives only as long as it is needed: dropped when the state is terminal.
    Column("payload", JSON(none_as_null=True)),
    Column("message_id", BigInteger),
    # The recipient's local date that a budgeted message counts on.
    Column("counted_on", Date),
    Column("reason", String(200)),
    CheckConstraint(
        "state in ({})".format(", ".join(f"'{state.value}'" for state in State)), name="state"
    ),
    Index("ix_deliveries_state_due_at", "state", "due_at"),
    Index("ix_deliveries_chat_id_counted_on", "chat_id", "counted_on"),
    Index("ix_deliveries_kind_about", "kind", "about"),
)
