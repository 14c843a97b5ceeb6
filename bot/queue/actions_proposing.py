"""The one thing that a sitting is offered."""

from bot.goals import store as goal_store
from bot.goals.records import GoalId
from bot.people.records import Person
from bot.queue import rules, store, store_focus
from bot.queue.actions import today_of
from bot.queue.records import Entry
from bot.reading.records import Mode
from bot.resources.store_thanks import list_thankers
from bot.work import Work


async def propose(
    work: Work,
    person: Person,
    *,
    mode: Mode | None,
    minutes: int,
    goal_id: GoalId | None,
) -> Entry | None:
    """What of somebody's list fits a sitting of that mode, length and goal best; None: nothing."""
    today = today_of(work, person)
    entries = await store.list_offerable(work.conn, person.id, mode=mode, today=today)
    if not entries:
        return None
    active = await goal_store.list_active(work.conn, person.id)
    own = [goal for goal in active if goal.id == goal_id]
    keys = {entry.resource.key for entry in entries}
    thankers = await list_thankers(work.conn, person.id, keys)
    shown = await store_focus.list_goals_shown(work.conn, person.id) if thankers else {}
    return rules.propose(
        entries,
        mode=mode,
        minutes=minutes,
        goal_id=own[0].id if own else None,
        active={goal.id for goal in active},
        thanked=rules.count_thanks(thankers, shown, own or active),
        today=today,
    )
