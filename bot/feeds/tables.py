"""The feeds' tables."""

from sqlalchemy import (
    Boolean,
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
from bot.feeds.records import (
    HASH_LENGTH,
    KEY_LENGTH,
    LONGEST_TEXT,
    LONGEST_TITLE,
    LONGEST_URL,
    LONGEST_VALIDATOR,
    LONGEST_WORDS,
    MOST_PER_WEEK,
    Answered,
    Search,
    Stage,
    Stopped,
)
from bot.reading.records import Mode

feeds = Table(
    "feeds",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("key", String(KEY_LENGTH), nullable=False, unique=True),
    Column("url", String(LONGEST_URL), nullable=False),
    Column("title", String(LONGEST_TITLE), nullable=False),
    Column("site_url", String(LONGEST_URL), nullable=False),
    Column("is_podcast", Boolean, nullable=False),
    Column("etag", String(LONGEST_VALIDATOR), nullable=False),
    Column("last_modified", String(LONGEST_VALIDATOR), nullable=False),
    # A lease is a later moment; what follows from a fetch replaces it.
    Column("next_at", UtcDateTime),
    Column("fetched_at", UtcDateTime),
    Column("period_minutes", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("failing_since", UtcDateTime),
    Column("stopped", String(12)),
    Column("stopped_at", UtcDateTime),
    CheckConstraint(
        "stopped in ({})".format(", ".join(f"'{each.value}'" for each in Stopped)), name="stopped"
    ),
    Index("ix_feeds_next_at", "next_at"),
    # A number is given once: old buttons carry it, and must not lead to what is somebody else's now.
    sqlite_autoincrement=True,
)

feed_items = Table(
    "feed_items",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("feed_id", ForeignKey("feeds.id"), nullable=False),
    # What makes two items one: any of the three.
    Column("guid_hash", String(HASH_LENGTH), nullable=False),
    Column("link_hash", String(HASH_LENGTH), nullable=False),
    Column("content_hash", String(HASH_LENGTH), nullable=False),
    Column("url", String(LONGEST_URL), nullable=False),
    Column("title", String(LONGEST_TITLE), nullable=False),
    Column("text", String(LONGEST_TEXT), nullable=False),
    Column("mode", String(10)),
    Column("minutes", Integer),
    Column("published_at", UtcDateTime),
    Column("found_at", UtcDateTime, nullable=False),
    CheckConstraint(
        "mode in ({})".format(", ".join(f"'{mode.value}'" for mode in Mode)), name="mode"
    ),
    UniqueConstraint("feed_id", "guid_hash"),
    UniqueConstraint("feed_id", "link_hash"),
    UniqueConstraint("feed_id", "content_hash"),
    Index("ix_feed_items_found_at", "found_at"),
    # A number is given once: old buttons carry it, and must not lead to what is somebody else's now.
    sqlite_autoincrement=True,
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("feed_id", ForeignKey("feeds.id"), nullable=False),
    Column("source_id", ForeignKey("sources.id"), nullable=False, unique=True),
    Column("per_week", Integer, nullable=False),
    Column("include", String(LONGEST_WORDS), nullable=False),
    Column("exclude", String(LONGEST_WORDS), nullable=False),
    # Not a key to items: those are forgotten, and this stays.
    Column("after_item", RowId, nullable=False),
    Column("gap_asked_at", UtcDateTime),
    Column("created_at", UtcDateTime, nullable=False),
    CheckConstraint(f"per_week between 0 and {MOST_PER_WEEK}", name="per_week"),
    UniqueConstraint("person_id", "feed_id"),
    Index("ix_subscriptions_feed_id", "feed_id"),
    # A number is given once: old buttons carry it, and must not lead to what is somebody else's now.
    sqlite_autoincrement=True,
)

feed_offers = Table(
    "feed_offers",
    metadata,
    Column("subscription_id", ForeignKey("subscriptions.id"), primary_key=True),
    Column("item_id", ForeignKey("feed_items.id"), primary_key=True),
    # All offers of one message, or of one list, have the same moment; its order is by place.
    Column("offered_at", UtcDateTime, nullable=False),
    Column("place", Integer, nullable=False),
    Column("answered", String(10), nullable=False),
    CheckConstraint(
        "answered in ({})".format(", ".join(f"'{each.value}'" for each in Answered)),
        name="answered",
    ),
    Index("ix_feed_offers_item_id", "item_id"),
    Index("ix_feed_offers_offered_at", "subscription_id", "offered_at"),
)

# When somebody is next offered something from their feeds: once a day at most.
feed_turns = Table(
    "feed_turns",
    metadata,
    Column("person_id", ForeignKey("people.id"), primary_key=True),
    Column("zone", String(50), nullable=False),
    Column("offered_at", UtcDateTime),
    Column("next_at", UtcDateTime, nullable=False),
    Index("ix_feed_turns_next_at", "next_at"),
)

# What is being looked for on somebody's behalf: a page's feeds, a list's.
feed_searches = Table(
    "feed_searches",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("search", String(4), nullable=False),
    # An address, or Telegram's id of a file.
    Column("target", String(LONGEST_URL), nullable=False),
    Column("source_id", ForeignKey("sources.id")),
    Column("screen_key", String(120), nullable=False),
    Column("stage", String(10), nullable=False),
    Column("tries", Integer, nullable=False),
    # Of a list: how much was gone through, and how much of that is followed since.
    Column("done", Integer, nullable=False),
    Column("added", Integer, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    # A lease is a later moment; at `found`: when it is forgotten.
    Column("next_at", UtcDateTime, nullable=False),
    CheckConstraint(
        "search in ({})".format(", ".join(f"'{each.value}'" for each in Search)), name="search"
    ),
    CheckConstraint(
        "stage in ({})".format(", ".join(f"'{each.value}'" for each in Stage)), name="stage"
    ),
    Index("ix_feed_searches_person_id", "person_id"),
    Index("ix_feed_searches_source_id", "source_id"),
    Index("ix_feed_searches_next_at", "next_at"),
    # A number is given once: old buttons carry it, and must not lead to what is somebody else's now.
    sqlite_autoincrement=True,
)
