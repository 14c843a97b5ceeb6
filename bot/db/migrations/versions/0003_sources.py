"""sources."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("site_url", sa.String(length=2000), nullable=False),
        sa.Column("is_podcast", sa.Boolean(), nullable=False),
        sa.Column("etag", sa.String(length=300), nullable=False),
        sa.Column("last_modified", sa.String(length=300), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("period_minutes", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped", sa.String(length=12), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "stopped in ('failing', 'gone', 'not_a_feed', 'not_allowed')",
            name=op.f("ck_feeds_stopped"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feeds")),
        sa.UniqueConstraint("key", name=op.f("uq_feeds_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("feeds", schema=None) as batch_op:
        batch_op.create_index("ix_feeds_next_at", ["next_at"], unique=False)

    op.create_table(
        "feed_items",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("feed_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("guid_hash", sa.String(length=32), nullable=False),
        sa.Column("link_hash", sa.String(length=32), nullable=False),
        sa.Column("content_hash", sa.String(length=32), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "mode in ('listen', 'read', 'watch', 'practise', 'discuss')",
            name=op.f("ck_feed_items_mode"),
        ),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feeds.id"], name=op.f("fk_feed_items_feed_id_feeds")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_items")),
        sa.UniqueConstraint(
            "feed_id", "content_hash", name=op.f("uq_feed_items_feed_id_content_hash")
        ),
        sa.UniqueConstraint("feed_id", "guid_hash", name=op.f("uq_feed_items_feed_id_guid_hash")),
        sa.UniqueConstraint("feed_id", "link_hash", name=op.f("uq_feed_items_feed_id_link_hash")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("feed_items", schema=None) as batch_op:
        batch_op.create_index("ix_feed_items_found_at", ["found_at"], unique=False)

    op.create_table(
        "feed_turns",
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("zone", sa.String(length=50), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_feed_turns_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_feed_turns")),
    )
    with op.batch_alter_table("feed_turns", schema=None) as batch_op:
        batch_op.create_index("ix_feed_turns_next_at", ["next_at"], unique=False)

    op.create_table(
        "link_weeks",
        sa.Column(
            "circle_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("zone", sa.String(length=50), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_link_weeks_circle_id_circles")
        ),
        sa.PrimaryKeyConstraint("circle_id", name=op.f("pk_link_weeks")),
    )
    with op.batch_alter_table("link_weeks", schema=None) as batch_op:
        batch_op.create_index("ix_link_weeks_next_at", ["next_at"], unique=False)

    op.create_table(
        "resource_hours",
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("links", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_resource_hours_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_resource_hours")),
    )
    op.create_table(
        "sources",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("site", sa.String(length=100), nullable=False),
        sa.Column("handle", sa.String(length=100), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column(
            "saved_from", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind in ('person', 'hashtag', 'blog', 'podcast', 'feed', 'course', 'community')",
            name=op.f("ck_sources_kind"),
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_sources_title")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_sources_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["saved_from"], ["people.id"], name=op.f("fk_sources_saved_from_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("person_id", "key", name=op.f("uq_sources_person_id_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("sources", schema=None) as batch_op:
        batch_op.create_index("ix_sources_saved_from", ["saved_from"], unique=False)

    op.create_table(
        "community_asks",
        sa.Column(
            "member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("goal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["goals.id"], name=op.f("fk_community_asks_goal_id_goals")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_community_asks_member_id_members")
        ),
        sa.PrimaryKeyConstraint("member_id", "goal_id", name=op.f("pk_community_asks")),
    )
    with op.batch_alter_table("community_asks", schema=None) as batch_op:
        batch_op.create_index("ix_community_asks_goal_id", ["goal_id"], unique=False)

    op.create_table(
        "feed_searches",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("search", sa.String(length=4), nullable=False),
        sa.Column("target", sa.String(length=2000), nullable=False),
        sa.Column(
            "source_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("screen_key", sa.String(length=120), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("added", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "search in ('page', 'list', 'feed')", name=op.f("ck_feed_searches_search")
        ),
        sa.CheckConstraint(
            "stage in ('looking', 'missed', 'found', 'adding')",
            name=op.f("ck_feed_searches_stage"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_feed_searches_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_feed_searches_source_id_sources")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_searches")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("feed_searches", schema=None) as batch_op:
        batch_op.create_index("ix_feed_searches_next_at", ["next_at"], unique=False)
        batch_op.create_index("ix_feed_searches_person_id", ["person_id"], unique=False)
        batch_op.create_index("ix_feed_searches_source_id", ["source_id"], unique=False)

    op.create_table(
        "link_settings",
        sa.Column(
            "member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("hears", sa.String(length=8), nullable=False),
        sa.CheckConstraint(
            "hears in ('at_once', 'weekly', 'never')", name=op.f("ck_link_settings_hears")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_link_settings_member_id_members")
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_link_settings")),
    )
    op.create_table(
        "resources",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("site", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("goal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column(
            "saved_from", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("lookup", sa.String(length=10), nullable=False),
        sa.Column("lookup_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lookup_tries", sa.Integer(), nullable=False),
        sa.Column("answer_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("screen_key", sa.String(length=120), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "lookup in ('none', 'waiting', 'found', 'not_found')", name=op.f("ck_resources_lookup")
        ),
        sa.CheckConstraint(
            "mode in ('listen', 'read', 'watch', 'practise', 'discuss')",
            name=op.f("ck_resources_mode"),
        ),
        sa.CheckConstraint("url <> ''", name=op.f("ck_resources_url")),
        sa.CheckConstraint("minutes between 1 and 1440", name=op.f("ck_resources_minutes")),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["goals.id"], name=op.f("fk_resources_goal_id_goals")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_resources_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["saved_from"], ["resources.id"], name=op.f("fk_resources_saved_from_resources")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resources")),
        sa.UniqueConstraint("person_id", "key", name=op.f("uq_resources_person_id_key")),
    )
    with op.batch_alter_table("resources", schema=None) as batch_op:
        batch_op.create_index("ix_resources_answer_at", ["answer_at"], unique=False)
        batch_op.create_index("ix_resources_goal_id", ["goal_id"], unique=False)
        batch_op.create_index("ix_resources_key", ["key"], unique=False)
        batch_op.create_index("ix_resources_lookup_at", ["lookup_at"], unique=False)
        batch_op.create_index("ix_resources_saved_from", ["saved_from"], unique=False)

    op.create_table(
        "source_goals",
        sa.Column(
            "source_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("goal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["goals.id"], name=op.f("fk_source_goals_goal_id_goals")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_source_goals_source_id_sources")
        ),
        sa.PrimaryKeyConstraint("source_id", "goal_id", name=op.f("pk_source_goals")),
    )
    with op.batch_alter_table("source_goals", schema=None) as batch_op:
        batch_op.create_index("ix_source_goals_goal_id", ["goal_id"], unique=False)

    op.create_table(
        "source_shares",
        sa.Column(
            "source_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_source_shares_member_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_source_shares_source_id_sources")
        ),
        sa.PrimaryKeyConstraint("source_id", "member_id", name=op.f("pk_source_shares")),
    )
    with op.batch_alter_table("source_shares", schema=None) as batch_op:
        batch_op.create_index("ix_source_shares_member_id", ["member_id"], unique=False)

    op.create_table(
        "source_tags",
        sa.Column(
            "source_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("tag", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_source_tags_source_id_sources")
        ),
        sa.PrimaryKeyConstraint("source_id", "tag", name=op.f("pk_source_tags")),
    )
    op.create_table(
        "subscriptions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("feed_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "source_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("per_week", sa.Integer(), nullable=False),
        sa.Column("include", sa.String(length=300), nullable=False),
        sa.Column("exclude", sa.String(length=300), nullable=False),
        sa.Column(
            "after_item", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("gap_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("per_week between 0 and 7", name=op.f("ck_subscriptions_per_week")),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feeds.id"], name=op.f("fk_subscriptions_feed_id_feeds")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_subscriptions_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["source_id"], ["sources.id"], name=op.f("fk_subscriptions_source_id_sources")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
        sa.UniqueConstraint(
            "person_id", "feed_id", name=op.f("uq_subscriptions_person_id_feed_id")
        ),
        sa.UniqueConstraint("source_id", name=op.f("uq_subscriptions_source_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("subscriptions", schema=None) as batch_op:
        batch_op.create_index("ix_subscriptions_feed_id", ["feed_id"], unique=False)

    op.create_table(
        "feed_offers",
        sa.Column(
            "subscription_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("answered", sa.String(length=10), nullable=False),
        sa.CheckConstraint(
            "answered in ('nothing', 'saved', 'refused', 'skipped')",
            name=op.f("ck_feed_offers_answered"),
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["feed_items.id"], name=op.f("fk_feed_offers_item_id_feed_items")
        ),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["subscriptions.id"],
            name=op.f("fk_feed_offers_subscription_id_subscriptions"),
        ),
        sa.PrimaryKeyConstraint("subscription_id", "item_id", name=op.f("pk_feed_offers")),
    )
    with op.batch_alter_table("feed_offers", schema=None) as batch_op:
        batch_op.create_index("ix_feed_offers_item_id", ["item_id"], unique=False)
        batch_op.create_index(
            "ix_feed_offers_offered_at", ["subscription_id", "offered_at"], unique=False
        )

    op.create_table(
        "queue_entries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "resource_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("minutes_spent", sa.Integer(), nullable=False),
        sa.Column("later_on", sa.Date(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state in ('waiting', 'started', 'done', 'dropped')",
            name=op.f("ck_queue_entries_state"),
        ),
        sa.CheckConstraint("minutes_spent >= 0", name=op.f("ck_queue_entries_minutes_spent")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_queue_entries_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resources.id"], name=op.f("fk_queue_entries_resource_id_resources")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_entries")),
        sa.UniqueConstraint(
            "person_id", "resource_id", name=op.f("uq_queue_entries_person_id_resource_id")
        ),
    )
    with op.batch_alter_table("queue_entries", schema=None) as batch_op:
        batch_op.create_index(
            "ix_queue_entries_order", ["person_id", "state", "position"], unique=False
        )
        batch_op.create_index("ix_queue_entries_resource_id", ["resource_id"], unique=False)

    op.create_table(
        "resource_shares",
        sa.Column(
            "resource_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "circle_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_resource_shares_circle_id_circles")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_resource_shares_member_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"],
            ["resources.id"],
            name=op.f("fk_resource_shares_resource_id_resources"),
        ),
        sa.PrimaryKeyConstraint("resource_id", "member_id", name=op.f("pk_resource_shares")),
        sa.UniqueConstraint("circle_id", "key", name=op.f("uq_resource_shares_circle_id_key")),
    )
    with op.batch_alter_table("resource_shares", schema=None) as batch_op:
        batch_op.create_index("ix_resource_shares_member_id", ["member_id"], unique=False)
        batch_op.create_index(
            "ix_resource_shares_shared_at", ["circle_id", "shared_at"], unique=False
        )

    op.create_table(
        "resource_tags",
        sa.Column(
            "resource_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("tag", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resources.id"], name=op.f("fk_resource_tags_resource_id_resources")
        ),
        sa.PrimaryKeyConstraint("resource_id", "tag", name=op.f("pk_resource_tags")),
    )
    op.create_table(
        "resource_thanks",
        sa.Column(
            "resource_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("thanked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_resource_thanks_member_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["resource_id"],
            ["resources.id"],
            name=op.f("fk_resource_thanks_resource_id_resources"),
        ),
        sa.PrimaryKeyConstraint("resource_id", "member_id", name=op.f("pk_resource_thanks")),
    )
    with op.batch_alter_table("resource_thanks", schema=None) as batch_op:
        batch_op.create_index("ix_resource_thanks_member_id", ["member_id"], unique=False)

    op.create_table(
        "nudge_proposals",
        sa.Column(
            "sitting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["queue_entries.id"],
            name=op.f("fk_nudge_proposals_entry_id_queue_entries"),
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sittings.id"], name=op.f("fk_nudge_proposals_sitting_id_sittings")
        ),
        sa.PrimaryKeyConstraint("sitting_id", name=op.f("pk_nudge_proposals")),
    )
    with op.batch_alter_table("nudge_proposals", schema=None) as batch_op:
        batch_op.create_index("ix_nudge_proposals_entry_id", ["entry_id"], unique=False)

    op.create_table(
        "queue_minutes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "entry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=True),
        sa.CheckConstraint(
            "mode in ('listen', 'read', 'watch', 'practise', 'discuss')",
            name=op.f("ck_queue_minutes_mode"),
        ),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_queue_minutes_minutes")),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["queue_entries.id"],
            name=op.f("fk_queue_minutes_entry_id_queue_entries"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_queue_minutes_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_minutes")),
    )
    with op.batch_alter_table("queue_minutes", schema=None) as batch_op:
        batch_op.create_index("ix_queue_minutes_entry_id", ["entry_id"], unique=False)
        batch_op.create_index("ix_queue_minutes_held_on", ["person_id", "held_on"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("queue_minutes", schema=None) as batch_op:
        batch_op.drop_index("ix_queue_minutes_held_on")
        batch_op.drop_index("ix_queue_minutes_entry_id")

    op.drop_table("queue_minutes")
    with op.batch_alter_table("nudge_proposals", schema=None) as batch_op:
        batch_op.drop_index("ix_nudge_proposals_entry_id")

    op.drop_table("nudge_proposals")
    with op.batch_alter_table("resource_thanks", schema=None) as batch_op:
        batch_op.drop_index("ix_resource_thanks_member_id")

    op.drop_table("resource_thanks")
    op.drop_table("resource_tags")
    with op.batch_alter_table("resource_shares", schema=None) as batch_op:
        batch_op.drop_index("ix_resource_shares_shared_at")
        batch_op.drop_index("ix_resource_shares_member_id")

    op.drop_table("resource_shares")
    with op.batch_alter_table("queue_entries", schema=None) as batch_op:
        batch_op.drop_index("ix_queue_entries_resource_id")
        batch_op.drop_index("ix_queue_entries_order")

    op.drop_table("queue_entries")
    with op.batch_alter_table("feed_offers", schema=None) as batch_op:
        batch_op.drop_index("ix_feed_offers_offered_at")
        batch_op.drop_index("ix_feed_offers_item_id")

    op.drop_table("feed_offers")
    with op.batch_alter_table("subscriptions", schema=None) as batch_op:
        batch_op.drop_index("ix_subscriptions_feed_id")

    op.drop_table("subscriptions")
    op.drop_table("source_tags")
    with op.batch_alter_table("source_shares", schema=None) as batch_op:
        batch_op.drop_index("ix_source_shares_member_id")

    op.drop_table("source_shares")
    with op.batch_alter_table("source_goals", schema=None) as batch_op:
        batch_op.drop_index("ix_source_goals_goal_id")

    op.drop_table("source_goals")
    with op.batch_alter_table("resources", schema=None) as batch_op:
        batch_op.drop_index("ix_resources_saved_from")
        batch_op.drop_index("ix_resources_lookup_at")
        batch_op.drop_index("ix_resources_key")
        batch_op.drop_index("ix_resources_goal_id")
        batch_op.drop_index("ix_resources_answer_at")

    op.drop_table("resources")
    op.drop_table("link_settings")
    with op.batch_alter_table("feed_searches", schema=None) as batch_op:
        batch_op.drop_index("ix_feed_searches_source_id")
        batch_op.drop_index("ix_feed_searches_person_id")
        batch_op.drop_index("ix_feed_searches_next_at")

    op.drop_table("feed_searches")
    with op.batch_alter_table("community_asks", schema=None) as batch_op:
        batch_op.drop_index("ix_community_asks_goal_id")

    op.drop_table("community_asks")
    with op.batch_alter_table("sources", schema=None) as batch_op:
        batch_op.drop_index("ix_sources_saved_from")

    op.drop_table("sources")
    op.drop_table("resource_hours")
    with op.batch_alter_table("link_weeks", schema=None) as batch_op:
        batch_op.drop_index("ix_link_weeks_next_at")

    op.drop_table("link_weeks")
    with op.batch_alter_table("feed_turns", schema=None) as batch_op:
        batch_op.drop_index("ix_feed_turns_next_at")

    op.drop_table("feed_turns")
    with op.batch_alter_table("feed_items", schema=None) as batch_op:
        batch_op.drop_index("ix_feed_items_found_at")

    op.drop_table("feed_items")
    with op.batch_alter_table("feeds", schema=None) as batch_op:
        batch_op.drop_index("ix_feeds_next_at")

    op.drop_table("feeds")
