"""The goals' tables."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
)

from bot.db.metadata import RowId, UtcDateTime, metadata
from bot.goals.records import (
    LONGEST_ANSWER,
    LONGEST_FIELD,
    LONGEST_FOCUS,
    GoalState,
    Happened,
    Reach,
)

goals = Table(
    "goals",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False),
    Column("field", String(LONGEST_FIELD), nullable=False),
    Column("focus", String(LONGEST_FOCUS), nullable=False),
    Column("why", String(LONGEST_ANSWER), nullable=False),
    Column("measure", String(LONGEST_ANSWER), nullable=False),
    Column("horizon_on", Date),
    Column("whom", String(LONGEST_ANSWER), nullable=False),
    Column("state", String(10), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    # The horizon that was quoted back; a moved one differs from it and is quoted again.
    Column("quoted_on", Date),
    Column("reach", Integer),
    CheckConstraint("field <> ''", name="field"),
    CheckConstraint(
        "state in ({})".format(", ".join(f"'{state.value}'" for state in GoalState)), name="state"
    ),
    CheckConstraint(f"reach between {min(Reach).value} and {max(Reach).value}", name="reach"),
    Index("ix_goals_person_id", "person_id"),
    Index("ix_goals_horizon_on", "state", "horizon_on"),
)

goal_changes = Table(
    "goal_changes",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("goal_id", ForeignKey("goals.id"), nullable=False),
    Column("happened", String(10), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("detail", String(LONGEST_FOCUS), nullable=False),
    CheckConstraint(
        "happened in ({})".format(", ".join(f"'{each.value}'" for each in Happened)),
        name="happened",
    ),
    Index("ix_goal_changes_goal_id", "goal_id", "id"),
)

# What is shared belongs to a stay: it ends with it, and does not come back with a second one.
goal_shares = Table(
    "goal_shares",
    metadata,
    Column("goal_id", ForeignKey("goals.id"), primary_key=True),
    Column("member_id", ForeignKey("members.id"), primary_key=True),
    Index("ix_goal_shares_member_id", "member_id"),
)
