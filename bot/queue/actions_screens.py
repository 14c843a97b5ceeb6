"""The screens of a list and of one entry, as they stand."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.circles import store as circle_store
from bot.goals import store as goal_store
from bot.goals.records import Goal, GoalId
from bot.outbox.records import Outgoing
from bot.people.records import Person
from bot.queue import messages, messages_entry, rules_list, store
from bot.queue.actions import today_of
from bot.queue.records import Entry, Shelf, View
from bot.texts import Html
from bot.work import Work

MOST_ENDED_SHOWN = 400  # entries: fifty pages back is far enough, and they are read for each


async def list_screen(work: Work, person: Person, view: View) -> Outgoing:
    """A page of the list."""
    today = today_of(work, person)
    ended = await store.list_ended(
        work.conn, person.id, limit=MOST_ENDED_SHOWN if view.shelf is Shelf.ENDED else 1
    )
    still_open = await store.list_open(work.conn, person.id)
    entries = ended if view.shelf is Shelf.ENDED else still_open
    return messages.list_screen(
        work.say_to(person.reader),
        person,
        rules_list.seen(entries, view, today=today),
        view,
        goals=await _goals(work, person),
        within_length=rules_list.seen(still_open, replace(view, mode=None), today=today),
        put_off=len(rules_list.on_shelf(still_open, Shelf.LATER, today=today)),
        has_ended=bool(ended),
        today=today,
    )


async def found_screen(work: Work, person: Person, words: str) -> Outgoing:
    """What a search finds, finished entries too."""
    entries: Iterable[Entry] = (
        *await store.list_open(work.conn, person.id),
        *await store.list_ended(work.conn, person.id, limit=MOST_ENDED_SHOWN),
    )
    return messages.found_screen(
        work.say_to(person.reader),
        person,
        rules_list.search(entries, words),
        words,
        goals=await _goals(work, person),
        today=today_of(work, person),
    )


async def entry_screen(
    work: Work, person: Person, entry: Entry, view: View, *, note: Html | None = None
) -> Outgoing:
    """One entry with all that can be done to it."""
    circles = await circle_store.list_circles_of(work.conn, person.id)
    goals = await _goals(work, person)
    goal_id = entry.resource.goal_id
    return messages_entry.entry_screen(
        work.say_to(person.reader),
        person,
        entry,
        view,
        goal=goals.get(goal_id) if goal_id is not None else None,
        may_share=bool(circles),
        today=today_of(work, person),
        note=note,
    )


async def _goals(work: Work, person: Person) -> Mapping[GoalId, Goal]:
    return {goal.id: goal for goal in await goal_store.list_goals(work.conn, person.id)}
