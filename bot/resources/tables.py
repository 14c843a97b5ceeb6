"""The resources' tables."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from bot.db.metadata import RowId, UtcDateTime, metadata
from bot.reading.records import Mode
from bot.resources.records import (
    KEY_LENGTH,
    LONGEST_MINUTES,
    LONGEST_SITE,
    LONGEST_TAG,
    LONGEST_TITLE,
    LONGEST_URL,
    LONGEST_WHY,
    Hears,
    Lookup,
)

resources = Table(
    "resources",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("key", String(KEY_LENGTH), nullable=False),
    Column("url", String(LONGEST_URL), nullable=False),
    Column("site", String(LONGEST_SITE), nullable=False),
    Column("title", String(LONGEST_TITLE), nullable=False),
    Column("mode", String(10)),
    Column("minutes", Integer),
    Column("goal_id", ForeignKey("goals.id")),
    Column("why", String(LONGEST_WHY), nullable=False),
    Column("saved_from", ForeignKey("resources.id")),
    Column("lookup", String(10), nullable=False),
    # While its page is asked: when it is asked next (a lease is a later moment), how often it was, and
    # the moment after which the person is asked instead, whatever came of it.
    Column("lookup_at", UtcDateTime),
    Column("lookup_tries", Integer, nullable=False),
    Column("answer_at", UtcDateTime),
    Column("screen_key", String(120), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    # Set when its person removed it while something of theirs still tells of it (their queue).
    Column("removed_at", UtcDateTime),
    CheckConstraint("url <> ''", name="url"),
    CheckConstraint(
        "mode in ({})".format(", ".join(f"'{mode.value}'" for mode in Mode)), name="mode"
    ),
    CheckConstraint(f"minutes between 1 and {LONGEST_MINUTES}", name="minutes"),
    CheckConstraint(
        "lookup in ({})".format(", ".join(f"'{each.value}'" for each in Lookup)), name="lookup"
    ),
    UniqueConstraint("person_id", "key"),
    Index("ix_resources_key", "key"),
    Index("ix_resources_goal_id", "goal_id"),
    Index("ix_resources_saved_from", "saved_from"),
    Index("ix_resources_lookup_at", "lookup_at"),
    Index("ix_resources_answer_at", "answer_at"),
)

resource_tags = Table(
    "resource_tags",
    metadata,
    Column("resource_id", ForeignKey("resources.id"), primary_key=True),
    Column("tag", String(LONGEST_TAG), primary_key=True),
)

# One link is one resource in a circle: the unique key says so, whoever shares it.
resource_shares = Table(
    "resource_shares",
    metadata,
    Column("resource_id", ForeignKey("resources.id"), primary_key=True),
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    Column("circle_id", ForeignKey("circles.id"), nullable=False),
    Column("key", String(KEY_LENGTH), nullable=False),
    Column("shared_at", UtcDateTime, nullable=False),
    # The ten minutes whose links are told together; null: told alone, at once.
    Column("batch", Integer),
    UniqueConstraint("circle_id", "key"),
    Index("ix_resource_shares_member_id", "member_id"),
    Index("ix_resource_shares_shared_at", "circle_id", "shared_at"),
)

resource_thanks = Table(
    "resource_thanks",
    metadata,
    Column("resource_id", ForeignKey("resources.id"), primary_key=True),
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    Column("thanked_at", UtcDateTime, nullable=False),
    Index("ix_resource_thanks_member_id", "member_id"),
)

# How many new links somebody brought within the hour that began then.
resource_hours = Table(
    "resource_hours",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("began_at", UtcDateTime, nullable=False),
    Column("links", Integer, nullable=False),
)

# How a member hears of links; no row: at once.
link_settings = Table(
    "link_settings",
    metadata,
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    Column("hears", String(8), nullable=False),
    CheckConstraint(
        "hears in ({})".format(", ".join(f"'{each.value}'" for each in Hears)), name="hears"
    ),
)

# When a circle's links of the week are next told.
link_weeks = Table(
    "link_weeks",
    metadata,
    Column("circle_id", ForeignKey("circles.id"), primary_key=True),
    Column("zone", String(50), nullable=False),
    Column("told_at", UtcDateTime),
    Column("next_at", UtcDateTime, nullable=False),
    Index("ix_link_weeks_next_at", "next_at"),
)
