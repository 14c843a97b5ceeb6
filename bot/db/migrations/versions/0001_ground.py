"""ground."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "circles",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("field", sa.String(length=100), nullable=False),
        sa.Column("focus", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("zone", sa.String(length=50), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("acquaintances_required", sa.Integer(), nullable=False),
        sa.Column("window_hours", sa.Integer(), nullable=False),
        sa.Column("hold_hours", sa.Integer(), nullable=False),
        sa.Column("host_has_last_word", sa.Boolean(), nullable=False),
        sa.Column("only_hosts_invite", sa.Boolean(), nullable=False),
        sa.Column("new_members_wait", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("forget_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "acquaintances_required between 1 and 3", name=op.f("ck_circles_required")
        ),
        sa.CheckConstraint("hold_hours between 0 and 72", name=op.f("ck_circles_hold")),
        sa.CheckConstraint("members between 0 and seats", name=op.f("ck_circles_members")),
        sa.CheckConstraint("seats between 1 and 20", name=op.f("ck_circles_seats")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circles")),
    )
    with op.batch_alter_table("circles", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_circles_forget_at"), ["forget_at"], unique=False)

    op.create_table(
        "deliveries",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("about", sa.String(length=60), server_default="", nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempt", sa.Integer(), server_default="0", nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=True),
        sa.Column("payload", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("counted_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.CheckConstraint(
            "state in ('planned', 'sending', 'sent', 'unknown', 'expired', 'failed', 'cancelled')",
            name=op.f("ck_deliveries_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("key", name=op.f("uq_deliveries_key")),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index(
            "ix_deliveries_chat_id_counted_on", ["chat_id", "counted_on"], unique=False
        )
        batch_op.create_index("ix_deliveries_kind_about", ["kind", "about"], unique=False)
        batch_op.create_index("ix_deliveries_state_due_at", ["state", "due_at"], unique=False)

    op.create_table(
        "leadership",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leadership")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("full_name", sa.String(length=130), nullable=False),
        sa.Column("username", sa.String(length=32), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("digits", sa.String(length=10), nullable=False),
        sa.Column("zone", sa.String(length=50), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("quiet_from", sa.Time(), nullable=False),
        sa.Column("quiet_to", sa.Time(), nullable=False),
        sa.Column("budget", sa.String(length=10), nullable=False),
        sa.Column("days_off", sa.String(length=7), nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unreachable_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("telegram_id", name=op.f("uq_people_telegram_id")),
    )
    op.create_table(
        "talks",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("step", sa.String(length=30), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("first_step", sa.String(length=30), nullable=False),
        sa.Column("first_data", sa.JSON(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("screen_key", sa.String(length=120), server_default="", nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "name", name=op.f("pk_talks")),
    )
    op.create_table(
        "turn_checks",
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_turn_checks")),
    )
    op.create_table(
        "updates",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("lane", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=4), nullable=False),
        sa.Column("payload", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("attempt", sa.Integer(), server_default="0", nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("error", sa.String(length=200), nullable=True),
        sa.CheckConstraint("state in ('new', 'done', 'dead')", name=op.f("ck_updates_state")),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_updates")),
    )
    with op.batch_alter_table("updates", schema=None) as batch_op:
        batch_op.create_index(
            "ix_updates_state_lane", ["state", "lane", "update_id"], unique=False
        )

    op.create_table(
        "wrong_codes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wrong_codes")),
    )
    with op.batch_alter_table("wrong_codes", schema=None) as batch_op:
        batch_op.create_index("ix_wrong_codes_at", ["at"], unique=False)
        batch_op.create_index("ix_wrong_codes_telegram_id_at", ["telegram_id", "at"], unique=False)

    op.create_table(
        "checkin_settings",
        sa.Column(
            "person_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.CheckConstraint("weekday between 0 and 6", name=op.f("ck_checkin_settings_weekday")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_checkin_settings_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_checkin_settings")),
    )
    op.create_table(
        "circle_log",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "circle_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("event", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "by_person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "event in ('opened', 'joined', 'left', 'removed', 'erased', 'host_added', 'stepped_down', 'handed_over', 'host_by_standing', 'changed', 'archived')",
            name=op.f("ck_circle_log_event"),
        ),
        sa.ForeignKeyConstraint(
            ["by_person_id"], ["people.id"], name=op.f("fk_circle_log_by_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_circle_log_circle_id_circles")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_circle_log_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle_log")),
    )
    with op.batch_alter_table("circle_log", schema=None) as batch_op:
        batch_op.create_index("ix_circle_log_circle_id", ["circle_id", "id"], unique=False)

    op.create_table(
        "goals",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("field", sa.String(length=100), nullable=False),
        sa.Column("focus", sa.String(length=200), nullable=False),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("measure", sa.String(length=300), nullable=False),
        sa.Column("horizon_on", sa.Date(), nullable=True),
        sa.Column("whom", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("quoted_on", sa.Date(), nullable=True),
        sa.Column("reach", sa.Integer(), nullable=True),
        sa.CheckConstraint("field <> ''", name=op.f("ck_goals_field")),
        sa.CheckConstraint(
            "state in ('active', 'paused', 'achieved', 'dropped')", name=op.f("ck_goals_state")
        ),
        sa.CheckConstraint("reach between 0 and 3", name=op.f("ck_goals_reach")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_goals_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goals")),
    )
    with op.batch_alter_table("goals", schema=None) as batch_op:
        batch_op.create_index("ix_goals_horizon_on", ["state", "horizon_on"], unique=False)
        batch_op.create_index("ix_goals_person_id", ["person_id"], unique=False)

    op.create_table(
        "members",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "circle_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_opener", sa.Boolean(), nullable=False),
        sa.Column("helps_with", sa.String(length=500), server_default="", nullable=False),
        sa.Column("is_muted", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.CheckConstraint("role in ('member', 'host')", name=op.f("ck_members_role")),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_members_circle_id_circles")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_members_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
    )
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.create_index("ix_members_person_id", ["person_id"], unique=False)
        batch_op.create_index(
            "uq_members_stay",
            ["circle_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("left_at is null"),
            postgresql_where=sa.text("left_at is null"),
        )

    op.create_table(
        "removals",
        sa.Column(
            "circle_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_removals_circle_id_circles")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_removals_person_id_people")
        ),
        sa.PrimaryKeyConstraint("circle_id", "person_id", name=op.f("pk_removals")),
    )
    op.create_table(
        "weeklies",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remind_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("learned", sa.String(length=1000), server_default="", nullable=False),
        sa.Column("stuck", sa.String(length=1000), server_default="", nullable=False),
        sa.Column("focus", sa.String(length=1000), server_default="", nullable=False),
        sa.Column("learned_message_id", sa.BigInteger(), nullable=True),
        sa.Column("stuck_message_id", sa.BigInteger(), nullable=True),
        sa.Column("focus_message_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "circle_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_weeklies_circle_id_circles")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_weeklies_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weeklies")),
        sa.UniqueConstraint("person_id", "opens_on", name=op.f("uq_weeklies_person_id_opens_on")),
    )
    with op.batch_alter_table("weeklies", schema=None) as batch_op:
        batch_op.create_index("ix_weeklies_circle_id", ["circle_id", "answered_at"], unique=False)
        batch_op.create_index("ix_weeklies_remind_at", ["remind_at"], unique=False)
        batch_op.create_index("ix_weeklies_shown_until", ["shown_until"], unique=False)

    op.create_table(
        "weekly_turns",
        sa.Column(
            "person_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("zone", sa.String(length=50), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_weekly_turns_person_id_people")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_weekly_turns")),
    )
    with op.batch_alter_table("weekly_turns", schema=None) as batch_op:
        batch_op.create_index("ix_weekly_turns_next_at", ["next_at"], unique=False)

    op.create_table(
        "goal_changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("goal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("happened", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("detail", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "happened in ('set', 'state', 'focus', 'horizon', 'reach')",
            name=op.f("ck_goal_changes_happened"),
        ),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["goals.id"], name=op.f("fk_goal_changes_goal_id_goals")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_changes")),
    )
    with op.batch_alter_table("goal_changes", schema=None) as batch_op:
        batch_op.create_index("ix_goal_changes_goal_id", ["goal_id", "id"], unique=False)

    op.create_table(
        "goal_shares",
        sa.Column("goal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["goals.id"], name=op.f("fk_goal_shares_goal_id_goals")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_goal_shares_member_id_members")
        ),
        sa.PrimaryKeyConstraint("goal_id", "member_id", name=op.f("pk_goal_shares")),
    )
    with op.batch_alter_table("goal_shares", schema=None) as batch_op:
        batch_op.create_index("ix_goal_shares_member_id", ["member_id"], unique=False)

    op.create_table(
        "invites",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "circle_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("for_telegram_id", sa.BigInteger(), nullable=True),
        sa.Column("for_name", sa.String(length=64), nullable=True),
        sa.Column("depth", sa.String(length=10), nullable=True),
        sa.Column("by_host", sa.Boolean(), nullable=False),
        sa.Column("uses", sa.Integer(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind in ('personal', 'open')", name=op.f("ck_invites_kind")),
        sa.CheckConstraint("used between 0 and uses", name=op.f("ck_invites_used")),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_invites_circle_id_circles")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_invites_member_id_members")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invites")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invites_code_hash")),
    )
    with op.batch_alter_table("invites", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invites_circle_id"), ["circle_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_invites_for_telegram_id"), ["for_telegram_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_invites_member_id"), ["member_id"], unique=False)

    op.create_table(
        "slots",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("days", sa.String(length=7), nullable=False),
        sa.Column("start", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=True),
        sa.Column("place", sa.String(length=10), nullable=True),
        sa.Column("energy", sa.String(length=10), nullable=True),
        sa.Column("goal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("lead_minutes", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("days <> ''", name=op.f("ck_slots_days")),
        sa.CheckConstraint("lead_minutes between 0 and 60", name=op.f("ck_slots_lead")),
        sa.CheckConstraint("minutes between 10 and 180", name=op.f("ck_slots_minutes")),
        sa.ForeignKeyConstraint(["goal_id"], ["goals.id"], name=op.f("fk_slots_goal_id_goals")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_slots_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slots")),
    )
    with op.batch_alter_table("slots", schema=None) as batch_op:
        batch_op.create_index("ix_slots_person_id", ["person_id", "ended_at"], unique=False)

    op.create_table(
        "tie_claims",
        sa.Column(
            "by_member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "about_member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("depth", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["about_member_id"], ["members.id"], name=op.f("fk_tie_claims_about_member_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["by_member_id"], ["members.id"], name=op.f("fk_tie_claims_by_member_id_members")
        ),
        sa.PrimaryKeyConstraint("by_member_id", "about_member_id", name=op.f("pk_tie_claims")),
    )
    op.create_table(
        "tie_rounds",
        sa.Column(
            "member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_tie_rounds_member_id_members")
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_tie_rounds")),
    )
    op.create_table(
        "ties",
        sa.Column("first", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("second", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "circle_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("depth", sa.String(length=10), nullable=False),
        sa.Column("vouched", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("depth in ('well', 'little')", name=op.f("ck_ties_depth")),
        sa.CheckConstraint("first < second", name=op.f("ck_ties_ordered")),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_ties_circle_id_circles")
        ),
        sa.ForeignKeyConstraint(["first"], ["members.id"], name=op.f("fk_ties_first_members")),
        sa.ForeignKeyConstraint(["second"], ["members.id"], name=op.f("fk_ties_second_members")),
        sa.PrimaryKeyConstraint("first", "second", name=op.f("pk_ties")),
    )
    with op.batch_alter_table("ties", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ties_circle_id"), ["circle_id"], unique=False)

    op.create_table(
        "untied_members",
        sa.Column(
            "member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "circle_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("host_told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_untied_members_circle_id_circles")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_untied_members_member_id_members")
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_untied_members")),
    )
    with op.batch_alter_table("untied_members", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_untied_members_circle_id"), ["circle_id"], unique=False
        )

    op.create_table(
        "admissions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "circle_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "invite_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "inviter_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("is_personal", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("introduction", sa.String(length=500), nullable=False),
        sa.Column("helps_with", sa.String(length=500), nullable=False),
        sa.Column("has_hidden_marks", sa.Boolean(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("others_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("host_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("host_alerted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("line_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offered_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column(
            "member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_changes", sa.Integer(), server_default="-1", nullable=False),
        sa.CheckConstraint(
            "state in ('asking', 'held', 'host', 'line', 'admitted', 'closed', 'declined', 'withdrawn')",
            name=op.f("ck_admissions_state"),
        ),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_admissions_circle_id_circles")
        ),
        sa.ForeignKeyConstraint(
            ["invite_id"], ["invites.id"], name=op.f("fk_admissions_invite_id_invites")
        ),
        sa.ForeignKeyConstraint(
            ["inviter_id"], ["members.id"], name=op.f("fk_admissions_inviter_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_admissions_member_id_members")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_admissions_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admissions")),
    )
    with op.batch_alter_table("admissions", schema=None) as batch_op:
        batch_op.create_index(
            "ix_admissions_circle_id_state", ["circle_id", "state"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_admissions_look_at"), ["look_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_admissions_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_admissions_waiting",
            ["circle_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("state in ('asking', 'held', 'host', 'line')"),
            postgresql_where=sa.text("state in ('asking', 'held', 'host', 'line')"),
        )

    op.create_table(
        "nudge_turns",
        sa.Column(
            "slot_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("zone", sa.String(length=50), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lead_minutes", sa.Integer(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("next_start_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("fresh_from", sa.Date(), nullable=True),
        sa.Column("rests_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["slots.id"], name=op.f("fk_nudge_turns_slot_id_slots")
        ),
        sa.PrimaryKeyConstraint("slot_id", name=op.f("pk_nudge_turns")),
    )
    with op.batch_alter_table("nudge_turns", schema=None) as batch_op:
        batch_op.create_index("ix_nudge_turns_next_at", ["next_at"], unique=False)

    op.create_table(
        "sittings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("slot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("moved_zone", sa.String(length=50), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=10), nullable=True),
        sa.Column("goal_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("screen_key", sa.String(length=120), server_default="", nullable=False),
        sa.Column("snoozes", sa.Integer(), server_default="0", nullable=False),
        sa.Column("snoozed_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("check_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kept", sa.String(length=15), nullable=True),
        sa.Column("reason", sa.String(length=10), nullable=True),
        sa.CheckConstraint(
            "(kept is not null) = (state = 'answered')", name=op.f("ck_sittings_answered")
        ),
        sa.CheckConstraint(
            "kept in ('done', 'partly', 'not_this_time')", name=op.f("ck_sittings_kept")
        ),
        sa.CheckConstraint(
            "reason in ('time', 'energy', 'too_hard', 'forgot', 'other')",
            name=op.f("ck_sittings_reason"),
        ),
        sa.CheckConstraint(
            "state in ('planned', 'nudged', 'started', 'answered', 'missed', 'skipped', 'expired')",
            name=op.f("ck_sittings_state"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_sittings_person_id_people")
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["slots.id"], name=op.f("fk_sittings_slot_id_slots")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sittings")),
        sa.UniqueConstraint("slot_id", "held_on", name=op.f("uq_sittings_slot_id_held_on")),
    )
    with op.batch_alter_table("sittings", schema=None) as batch_op:
        batch_op.create_index("ix_sittings_check_at", ["check_at"], unique=False)
        batch_op.create_index(
            "ix_sittings_person_id_held_on", ["person_id", "held_on"], unique=False
        )
        batch_op.create_index("ix_sittings_snoozed_until", ["snoozed_until"], unique=False)
        batch_op.create_index("ix_sittings_state_closes_at", ["state", "closes_at"], unique=False)
        batch_op.create_index("ix_sittings_state_moved_at", ["state", "moved_at"], unique=False)
        batch_op.create_index("ix_sittings_state_nudged_at", ["state", "nudged_at"], unique=False)

    op.create_table(
        "admission_asked",
        sa.Column(
            "admission_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("said", sa.String(length=10), nullable=True),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_overruled", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.CheckConstraint(
            "said in ('well', 'little', 'unknown', 'concern')",
            name=op.f("ck_admission_asked_said"),
        ),
        sa.CheckConstraint("round between 1 and 3", name=op.f("ck_admission_asked_round")),
        sa.ForeignKeyConstraint(
            ["admission_id"],
            ["admissions.id"],
            name=op.f("fk_admission_asked_admission_id_admissions"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_admission_asked_member_id_members")
        ),
        sa.PrimaryKeyConstraint("admission_id", "member_id", name=op.f("pk_admission_asked")),
    )
    with op.batch_alter_table("admission_asked", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_admission_asked_member_id"), ["member_id"], unique=False
        )

    op.create_table(
        "admission_concerns",
        sa.Column(
            "admission_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["admission_id"],
            ["admissions.id"],
            name=op.f("fk_admission_concerns_admission_id_admissions"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_admission_concerns_member_id_members")
        ),
        sa.PrimaryKeyConstraint("admission_id", "member_id", name=op.f("pk_admission_concerns")),
    )
    op.create_table(
        "admission_hosts",
        sa.Column(
            "admission_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("is_enough", sa.Boolean(), nullable=False),
        sa.Column("concerns", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["admission_id"],
            ["admissions.id"],
            name=op.f("fk_admission_hosts_admission_id_admissions"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_admission_hosts_member_id_members")
        ),
        sa.PrimaryKeyConstraint("admission_id", "member_id", name=op.f("pk_admission_hosts")),
    )
    op.create_table(
        "admission_named",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "admission_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=True),
        sa.Column("username", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["admission_id"],
            ["admissions.id"],
            name=op.f("fk_admission_named_admission_id_admissions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admission_named")),
    )
    with op.batch_alter_table("admission_named", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_admission_named_admission_id"), ["admission_id"], unique=False
        )

    op.create_table(
        "admission_questions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "admission_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "member_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["admission_id"],
            ["admissions.id"],
            name=op.f("fk_admission_questions_admission_id_admissions"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_admission_questions_member_id_members")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admission_questions")),
        sa.UniqueConstraint(
            "admission_id", "member_id", name=op.f("uq_admission_questions_admission_id_member_id")
        ),
    )
    op.create_table(
        "sitting_answers",
        sa.Column(
            "sitting_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column(
            "person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("slot_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("text", sa.String(length=1000), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "circle_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["circle_id"], ["circles.id"], name=op.f("fk_sitting_answers_circle_id_circles")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_sitting_answers_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["sitting_id"], ["sittings.id"], name=op.f("fk_sitting_answers_sitting_id_sittings")
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["slots.id"], name=op.f("fk_sitting_answers_slot_id_slots")
        ),
        sa.PrimaryKeyConstraint("sitting_id", name=op.f("pk_sitting_answers")),
    )
    with op.batch_alter_table("sitting_answers", schema=None) as batch_op:
        batch_op.create_index(
            "ix_sitting_answers_circle_id_shared_at", ["circle_id", "shared_at"], unique=False
        )
        batch_op.create_index(
            "ix_sitting_answers_person_id_message_id", ["person_id", "message_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("sitting_answers", schema=None) as batch_op:
        batch_op.drop_index("ix_sitting_answers_person_id_message_id")
        batch_op.drop_index("ix_sitting_answers_circle_id_shared_at")

    op.drop_table("sitting_answers")
    op.drop_table("admission_questions")
    with op.batch_alter_table("admission_named", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_admission_named_admission_id"))

    op.drop_table("admission_named")
    op.drop_table("admission_hosts")
    op.drop_table("admission_concerns")
    with op.batch_alter_table("admission_asked", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_admission_asked_member_id"))

    op.drop_table("admission_asked")
    with op.batch_alter_table("sittings", schema=None) as batch_op:
        batch_op.drop_index("ix_sittings_state_nudged_at")
        batch_op.drop_index("ix_sittings_state_moved_at")
        batch_op.drop_index("ix_sittings_state_closes_at")
        batch_op.drop_index("ix_sittings_snoozed_until")
        batch_op.drop_index("ix_sittings_person_id_held_on")
        batch_op.drop_index("ix_sittings_check_at")

    op.drop_table("sittings")
    with op.batch_alter_table("nudge_turns", schema=None) as batch_op:
        batch_op.drop_index("ix_nudge_turns_next_at")

    op.drop_table("nudge_turns")
    with op.batch_alter_table("admissions", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_admissions_waiting",
            sqlite_where=sa.text("state in ('asking', 'held', 'host', 'line')"),
            postgresql_where=sa.text("state in ('asking', 'held', 'host', 'line')"),
        )
        batch_op.drop_index(batch_op.f("ix_admissions_person_id"))
        batch_op.drop_index(batch_op.f("ix_admissions_look_at"))
        batch_op.drop_index("ix_admissions_circle_id_state")

    op.drop_table("admissions")
    with op.batch_alter_table("untied_members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_untied_members_circle_id"))

    op.drop_table("untied_members")
    with op.batch_alter_table("ties", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ties_circle_id"))

    op.drop_table("ties")
    op.drop_table("tie_rounds")
    op.drop_table("tie_claims")
    with op.batch_alter_table("slots", schema=None) as batch_op:
        batch_op.drop_index("ix_slots_person_id")

    op.drop_table("slots")
    with op.batch_alter_table("invites", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invites_member_id"))
        batch_op.drop_index(batch_op.f("ix_invites_for_telegram_id"))
        batch_op.drop_index(batch_op.f("ix_invites_circle_id"))

    op.drop_table("invites")
    with op.batch_alter_table("goal_shares", schema=None) as batch_op:
        batch_op.drop_index("ix_goal_shares_member_id")

    op.drop_table("goal_shares")
    with op.batch_alter_table("goal_changes", schema=None) as batch_op:
        batch_op.drop_index("ix_goal_changes_goal_id")

    op.drop_table("goal_changes")
    with op.batch_alter_table("weekly_turns", schema=None) as batch_op:
        batch_op.drop_index("ix_weekly_turns_next_at")

    op.drop_table("weekly_turns")
    with op.batch_alter_table("weeklies", schema=None) as batch_op:
        batch_op.drop_index("ix_weeklies_shown_until")
        batch_op.drop_index("ix_weeklies_remind_at")
        batch_op.drop_index("ix_weeklies_circle_id")

    op.drop_table("weeklies")
    op.drop_table("removals")
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_members_stay",
            sqlite_where=sa.text("left_at is null"),
            postgresql_where=sa.text("left_at is null"),
        )
        batch_op.drop_index("ix_members_person_id")

    op.drop_table("members")
    with op.batch_alter_table("goals", schema=None) as batch_op:
        batch_op.drop_index("ix_goals_person_id")
        batch_op.drop_index("ix_goals_horizon_on")

    op.drop_table("goals")
    with op.batch_alter_table("circle_log", schema=None) as batch_op:
        batch_op.drop_index("ix_circle_log_circle_id")

    op.drop_table("circle_log")
    op.drop_table("checkin_settings")
    with op.batch_alter_table("wrong_codes", schema=None) as batch_op:
        batch_op.drop_index("ix_wrong_codes_telegram_id_at")
        batch_op.drop_index("ix_wrong_codes_at")

    op.drop_table("wrong_codes")
    with op.batch_alter_table("updates", schema=None) as batch_op:
        batch_op.drop_index("ix_updates_state_lane")

    op.drop_table("updates")
    op.drop_table("turn_checks")
    op.drop_table("talks")
    op.drop_table("people")
    op.drop_table("leadership")
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_index("ix_deliveries_state_due_at")
        batch_op.drop_index("ix_deliveries_kind_about")
        batch_op.drop_index("ix_deliveries_chat_id_counted_on")

    op.drop_table("deliveries")
    with op.batch_alter_table("circles", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_circles_forget_at"))

    op.drop_table("circles")
