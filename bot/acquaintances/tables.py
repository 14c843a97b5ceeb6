"""The ties' tables."""

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, String, Table

from bot.acquaintances.records import Depth
from bot.db.metadata import UtcDateTime, metadata

_DEPTHS = ", ".join(f"'{depth.value}'" for depth in Depth)

ties = Table(
    "ties",
    metadata,
    Column("first", ForeignKey("members.id"), primary_key=True),
    Column("second", ForeignKey("members.id"), primary_key=True),
    Column("circle_id", ForeignKey("circles.id"), nullable=False, index=True),
    Column("depth", String(10), nullable=False),
    Column("vouched", Boolean, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    CheckConstraint("first < second", name="ordered"),
    CheckConstraint(f"depth in ({_DEPTHS})", name="depth"),
)

# "I have come to know …": one side's word, until the other side says the same.
claims = Table(
    "tie_claims",
    metadata,
    Column("by_member_id", ForeignKey("members.id"), primary_key=True),
    Column("about_member_id", ForeignKey("members.id"), primary_key=True),
    Column("depth", String(10), nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

# A member without a tie: asked about once; the host hears after 14 days.
untied = Table(
    "untied_members",
    metadata,
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    Column("circle_id", ForeignKey("circles.id"), nullable=False, index=True),
    Column("since", UtcDateTime, nullable=False),
    Column("host_told_at", UtcDateTime),
)

# "Whom else have you come to know?", asked once after two months.
rounds = Table(
    "tie_rounds",
    metadata,
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    Column("asked_at", UtcDateTime, nullable=False),
)
