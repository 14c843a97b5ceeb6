"""Puts somebody's progress together."""

from datetime import timedelta
from typing import Final

from bot.checkins import store as checkin_store
from bot.goals import store as goal_store
from bot.goals.records import GoalState
from bot.people.records import Person
from bot.progress import rules
from bot.progress.records import Progress
from bot.queue.store_minutes import list_minutes
from bot.reading.weeks import week_start
from bot.sittings import store as sitting_store
from bot.sittings import store_ahead
from bot.work import Work

WEEKS_BEFORE: Final = 4  # beside the present one: a month is seen at one look
LOOK_BACK: Final = timedelta(days=366)  # older sittings weigh nothing any more
MOST_ACHIEVED: Final = 5
MOST_LEARNED: Final = 5


async def look(work: Work, person: Person) -> Progress:
    """Everything that `/progress` shows."""
    today = work.now.astimezone(person.reader.tz).date()
    this_week = rules.week_of(today, first_day=week_start(person.country))
    weeks = [
        await store_ahead.week_summary(
            work.conn, person, week=this_week - timedelta(weeks=back), now=work.now
        )
        for back in range(WEEKS_BEFORE + 1)
    ]
    spent = await list_minutes(
        work.conn, person.id, first=weeks[-1].starts_on, last=this_week + timedelta(days=6)
    )
    rows = await sitting_store.list_between(
        work.conn, person.id, first=today - LOOK_BACK, last=today
    )
    achieved = await goal_store.list_goals(work.conn, person.id, states=(GoalState.ACHIEVED,))
    achieved.sort(key=lambda goal: goal.changed_at, reverse=True)
    learned = await checkin_store.list_learned(work.conn, person.id, limit=MOST_LEARNED)
    return Progress(
        weeks=tuple(rules.with_minutes(week, spent) for week in weeks),
        strength=rules.in_words(rules.strength(rows, today=today)),
        achieved=tuple(achieved[:MOST_ACHIEVED]),
        learned=tuple(learned),
    )
