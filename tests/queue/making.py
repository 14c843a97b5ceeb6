"""Entries as values, for the rules."""

from datetime import UTC, date, datetime

from bot.goals.records import GoalId
from bot.people.records import PersonId
from bot.queue.records import Entry, EntryId, EntryState
from bot.reading.records import Mode
from bot.resources.records import Lookup, Resource, ResourceId

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def entry(
    number: int,
    *,
    mode: Mode | None = Mode.READ,
    minutes: int | None = 10,
    goal: int | None = None,
    state: EntryState = EntryState.WAITING,
    position: int | None = None,
    later_on: date | None = None,
    refused: bool = False,
    title: str = "",
    tags: tuple[str, ...] = (),
    note: str = "",
    site: str = "example.org",
) -> Entry:
    """One entry; its key is `k<number>`."""
    resource = Resource(
        id=ResourceId(number),
        person_id=PersonId(1),
        key=f"k{number}",
        url=f"https://example.org/{number}",
        site=site,
        title=title,
        mode=mode,
        minutes=minutes,
        goal_id=None if goal is None else GoalId(goal),
        why="",
        tags=tags,
        saved_from=None,
        lookup=Lookup.NONE,
        created_at=NOW,
        answer_at=None,
    )
    is_open = state in {EntryState.WAITING, EntryState.STARTED}
    return Entry(
        id=EntryId(number),
        person_id=PersonId(1),
        resource=resource,
        state=state,
        position=number if position is None else position,
        note=note,
        minutes_spent=0,
        later_on=later_on,
        added_at=NOW,
        started_at=NOW if state is EntryState.STARTED else None,
        ended_at=None if is_open else NOW,
        refused_at=NOW if refused else None,
    )
