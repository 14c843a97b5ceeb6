"""The people's table."""

from sqlalchemy import BigInteger, Column, String, Table, Time

from bot.db.metadata import RowId, UtcDateTime, metadata

people = Table(
    "people",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("telegram_id", BigInteger, nullable=False, unique=True),
    Column("name", String(64), nullable=False),
    Column("full_name", String(130), nullable=False),
    Column("username", String(32)),
    Column("language", String(10), nullable=False),
    Column("digits", String(10), nullable=False),
    Column("zone", String(50)),
    Column("country", String(2)),
    Column("quiet_from", Time, nullable=False),
    Column("quiet_to", Time, nullable=False),
    Column("budget", String(10), nullable=False),
    # Weekdays as digits, Monday 0: "45".
    Column("days_off", String(7), nullable=False),
    Column("paused_until", UtcDateTime),
    Column("unreachable_since", UtcDateTime),
    Column("gone_at", UtcDateTime),
    Column("met_at", UtcDateTime, nullable=False),
)
