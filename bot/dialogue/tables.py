"""The talks' table."""

from sqlalchemy import JSON, BigInteger, Boolean, Column, String, Table

from bot.db.metadata import UtcDateTime, metadata

talks = Table(
    "talks",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", String(30), primary_key=True),
    Column("step", String(30), nullable=False),
    Column("data", JSON, nullable=False),
    # Where it began: for "start over".
    Column("first_step", String(30), nullable=False),
    Column("first_data", JSON, nullable=False),
    # Buttons carry it; it changes with every step, and no number comes twice in a chat.
    Column("version", BigInteger, nullable=False),
    # The delivery that shows the question, to take its buttons away.
    Column("screen_key", String(120), nullable=False, server_default=""),
    Column("is_active", Boolean, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
)
