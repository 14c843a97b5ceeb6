"""The sources' tables."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Table, UniqueConstraint

from bot.db.metadata import RowId, UtcDateTime, metadata
from bot.sources.records import (
    KEY_LENGTH,
    LONGEST_HANDLE,
    LONGEST_NOTE,
    LONGEST_SITE,
    LONGEST_TAG,
    LONGEST_TITLE,
    LONGEST_URL,
    SourceKind,
)

sources = Table(
    "sources",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("title", String(LONGEST_TITLE), nullable=False),
    Column("key", String(KEY_LENGTH), nullable=False),
    Column("site", String(LONGEST_SITE), nullable=False),
    Column("handle", String(LONGEST_HANDLE), nullable=False),
    Column("url", String(LONGEST_URL), nullable=False),
    Column("note", String(LONGEST_NOTE), nullable=False),
    Column("saved_from", ForeignKey("people.id")),
    Column("created_at", UtcDateTime, nullable=False),
    CheckConstraint("title <> ''", name="title"),
    CheckConstraint(
        "kind in ({})".format(", ".join(f"'{kind.value}'" for kind in SourceKind)), name="kind"
    ),
    UniqueConstraint("person_id", "key"),
    Index("ix_sources_saved_from", "saved_from"),
    # A number is given once: old buttons carry it, and must not lead to what is somebody else's now.
    sqlite_autoincrement=True,
)

source_tags = Table(
    "source_tags",
    metadata,
    Column("source_id", ForeignKey("sources.id"), primary_key=True),
    Column("tag", String(LONGEST_TAG), primary_key=True),
)

source_goals = Table(
    "source_goals",
    metadata,
    Column("source_id", ForeignKey("sources.id"), primary_key=True),
    Column("goal_id", ForeignKey("goals.id"), primary_key=True),
    Index("ix_source_goals_goal_id", "goal_id"),
)

# What is shared belongs to a stay, as goals do.
source_shares = Table(
    "source_shares",
    metadata,
    Column("source_id", ForeignKey("sources.id"), primary_key=True),
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    Index("ix_source_shares_member_id", "member_id"),
)

# Which communities a circle was asked for: once for each goal of a stay.
community_asks = Table(
    "community_asks",
    metadata,
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    Column("goal_id", ForeignKey("goals.id"), primary_key=True),
    Column("asked_at", UtcDateTime, nullable=False),
    Index("ix_community_asks_goal_id", "goal_id"),
)
