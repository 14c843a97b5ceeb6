"""What must be true of what comes in, what goes out, and of rows that hang on other rows."""

from datetime import datetime, timedelta

from sqlalchemy import and_, func, null, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue.tables import talks
from bot.features import FEATURES
from bot.gate import WHEN_REACHABLE
from bot.inbox.tables import updates
from bot.invites.tables import invites, wrong_codes
from bot.outbox.records import KERNEL_KINDS, TERMINAL, Class, State
from bot.outbox.rules import MOST_COPIES, MOST_REPEATS
from bot.outbox.tables import deliveries
from bot.people.tables import people
from bot.schema import TABLES
from tests.safety.findings import Ask, Question

KINDS = {kind.name: kind for kind in (*KERNEL_KINDS, *(k for f in FEATURES for k in f.kinds))}
_MOST_CALLS = {Class.A: 1, Class.B: MOST_COPIES, Class.C: 1, Class.D: MOST_REPEATS}
_TERMINAL = sorted(TERMINAL)
A_DAY = timedelta(days=1)  # what shall go may be a day late
# What is planned for somebody who is not a person (any more): answers, and the last word.
_FOR_STRANGERS = ("reply", "edit", "farewell")


def _kinds(*classes: Class) -> list[str]:
    return sorted(name for name, kind in KINDS.items() if kind.cls in classes)


# The outbox ----------------------------------------------------------------------------------------


def states_of_deliveries() -> Question:
    """I-8: exactly one of seven states; what it says is there until the state is terminal."""
    state = deliveries.c.state
    is_over = state.in_(_TERMINAL)
    return Question(
        "I-8: delivery {} is '{}', which does not fit what is kept of it",
        select(deliveries.c.key, state).where(
            or_(
                state.not_in(sorted(State)),
                is_over != deliveries.c.finished_at.is_not(None),
                is_over != deliveries.c.payload.is_(null()),
                and_(deliveries.c.message_id.is_not(None), state != State.SENT),
                and_(state.in_([State.SENT, State.UNKNOWN]), deliveries.c.attempt < 1),
                and_(state == State.SENDING, deliveries.c.fence.is_(None)),
                deliveries.c.attempt < 0,
            )
        ),
    )


def one_row_a_key() -> Question:
    """I-8: one delivery a key."""
    return Question(
        "I-8: {} deliveries have the key {}",
        select(func.count(), deliveries.c.key).group_by(deliveries.c.key).having(func.count() > 1),
    )


def known_kinds() -> Question:
    """I-8: every delivery is of a registered kind."""
    return Question(
        "I-8: delivery {} is of the unknown kind '{}'",
        select(deliveries.c.key, deliveries.c.kind).where(deliveries.c.kind.not_in(sorted(KINDS))),
    )


def calls_of(cls: Class) -> Ask:
    """F-02: class A is tried once, class B twice."""

    def calls() -> Question:
        is_back = and_(deliveries.c.state == State.PLANNED, deliveries.c.attempt >= 1)
        is_never_again = is_back if cls in {Class.A, Class.C} else null().is_not(None)
        return Question(
            f"F-02: delivery {{}} of class {cls} was tried {{}} times and is '{{}}'",
            select(deliveries.c.key, deliveries.c.attempt, deliveries.c.state).where(
                deliveries.c.kind.in_(_kinds(cls)),
                or_(deliveries.c.attempt > _MOST_CALLS[cls], is_never_again),
            ),
        )

    return calls


def our_own_faults() -> Question:
    """Nothing fails because of us: no audience, no text, no file."""
    reason = deliveries.c.reason
    return Question(
        "delivery {} failed by a fault of ours: {}",
        select(deliveries.c.key, reason).where(
            deliveries.c.state == State.FAILED,
            or_(
                func.substr(reason, 1, 9) == "audience:",
                func.substr(reason, 1, 5) == "ours:",
                func.substr(reason, 1, 12) == "no such kind",
            ),
        ),
    )


def budgeted() -> Question:
    """Only what went out (perhaps) uses up a day's budget."""
    counting = sorted(name for name, kind in KINDS.items() if kind.counts)
    return Question(
        "delivery {} is '{}' and counts on {}",
        select(deliveries.c.key, deliveries.c.state, deliveries.c.counted_on).where(
            deliveries.c.counted_on.is_not(None),
            or_(
                deliveries.c.state.not_in([State.SENT, State.UNKNOWN]),
                deliveries.c.kind.not_in(counting),
            ),
        ),
    )


def planned_for_strangers() -> Question:
    """I-13: nothing is planned for somebody who is not (any more) a person."""
    known = select(people.c.id).where(people.c.telegram_id == deliveries.c.chat_id).exists()
    return Question(
        "I-13: delivery {} is planned for chat {}, which is nobody's",
        select(deliveries.c.key, deliveries.c.chat_id).where(
            deliveries.c.state.in_([State.PLANNED, State.SENDING]),
            deliveries.c.kind.not_in(_FOR_STRANGERS),
            ~known,
        ),
    )


# The inbox -----------------------------------------------------------------------------------------


def states_of_updates() -> Question:
    """I-9: an update is done once, and then its text is gone."""
    is_done = updates.c.state == "done"
    return Question(
        "I-9: update {} is '{}', which does not fit what is kept of it",
        select(updates.c.update_id, updates.c.state).where(
            or_(
                updates.c.state.not_in(["new", "done", "dead"]),
                is_done != updates.c.payload.is_(null()),
            )
        ),
    )


def one_row_an_update() -> Question:
    """I-9: one row an update, one person an account."""
    return Question(
        "I-9: account {} is {} people",
        select(people.c.telegram_id, func.count())
        .group_by(people.c.telegram_id)
        .having(func.count() > 1),
    )


# Rows that hang on others ----------------------------------------------------------------------------


def _orphans() -> list[Ask]:
    """For each foreign key: rows whose other row is missing."""
    asks: list[Ask] = []
    for table in TABLES:
        for key in sorted(table.foreign_keys, key=lambda one: one.parent.name):
            column, target = key.parent, key.column.table.alias("other")

            def orphan(
                table=table, column=column, target=target, name=key.column.name
            ) -> Question:
                return Question(
                    f"{table.name}.{column.name} {{}} points at nothing",
                    select(column)
                    .select_from(table.outerjoin(target, target.c[name] == column))
                    .where(column.is_not(None), target.c[name].is_(None)),
                )

            asks.append(orphan)
    return asks


ALWAYS = (
    states_of_deliveries,
    one_row_a_key,
    known_kinds,
    *(calls_of(cls) for cls in Class),
    our_own_faults,
    budgeted,
    planned_for_strangers,
    states_of_updates,
    one_row_an_update,
    *_orphans(),
)


def still_sending() -> Question:
    """I-20: at rest nothing is on its way."""
    return Question(
        "I-20: delivery {} is still '{}'",
        select(deliveries.c.key, deliveries.c.state).where(deliveries.c.state == State.SENDING),
    )


AT_REST = (still_sending,)


async def overdue(conn: AsyncConnection, now: datetime) -> list[str]:
    """I-20: at rest nothing that is due waits, of what goes out or came in."""
    late = select(deliveries.c.key, deliveries.c.due_at).where(
        deliveries.c.state == State.PLANNED, deliveries.c.due_at <= now
    )
    new = select(updates.c.update_id, updates.c.not_before).where(
        updates.c.state == "new", updates.c.not_before <= now
    )
    return [
        *(
            f"I-20: delivery {row.key} is due since {row.due_at}"
            for row in await conn.execute(late)
        ),
        *(f"I-20: update {row.update_id} waits" for row in await conn.execute(new)),
    ]


async def sent_too_late(conn: AsyncConnection, *, grace: timedelta) -> list[str]:
    """F-04: nothing goes out after its time; a call may end `grace` after it began."""
    query = select(deliveries.c.key, deliveries.c.finished_at, deliveries.c.expires_at).where(
        deliveries.c.state == State.SENT, deliveries.c.finished_at >= deliveries.c.expires_at
    )
    return [
        f"F-04: delivery {row.key} went out at {row.finished_at}, and was worth it until {row.expires_at}"
        for row in await conn.execute(query)
        if row.finished_at >= row.expires_at + grace
    ]


async def kept_too_long(conn: AsyncConnection, now: datetime) -> list[str]:
    """I-17: after the janitor has been, nothing is older than its limit and a day."""
    limits = {
        "a finished delivery": select(deliveries.c.finished_at).where(
            deliveries.c.finished_at < now - timedelta(days=30) - A_DAY
        ),
        "a delivery for somebody's return": select(deliveries.c.first_due_at).where(
            deliveries.c.state == State.PLANNED,
            deliveries.c.due_at == WHEN_REACHABLE,
            deliveries.c.first_due_at < now - timedelta(days=90) - A_DAY,
        ),
        "a done update": select(updates.c.received_on).where(
            updates.c.state == "done",
            updates.c.received_on < (now - timedelta(days=8) - A_DAY).date(),
        ),
        "a talk": select(talks.c.updated_at).where(
            talks.c.updated_at < now - timedelta(days=7) - A_DAY
        ),
        "a wrong code": select(wrong_codes.c.at).where(
            wrong_codes.c.at < now - timedelta(hours=1) - A_DAY
        ),
        "a guest's name": select(invites.c.expires_at).where(
            invites.c.for_telegram_id.is_not(None),
            invites.c.expires_at < now - timedelta(days=7) - A_DAY,
        ),
    }
    return [
        f"I-17: {what} of {moment} is still kept"
        for what, query in limits.items()
        for (moment,) in await conn.execute(query)
    ]


async def traces(conn: AsyncConnection, *, telegram_id: int, words: tuple[str, ...]) -> list[str]:
    """I-13: every row that still holds an account's id or one of the words, in any column."""
    found = []
    for table in TABLES:
        for row in (await conn.execute(select(table))).mappings():
            for name, value in row.items():
                held = str(value)
                if (
                    value == telegram_id
                    or str(telegram_id) in held
                    or any(w in held for w in words)
                ):
                    found.append(f"I-13: {table.name}.{name} still holds '{held[:80]}'")
    return found
