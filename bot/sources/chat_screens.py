"""Screens of sources as they stand, from the rows."""

from bot.circles import store as circle_store
from bot.goals import actions as goal_actions
from bot.goals import store as goal_store
from bot.goals.records import ENDED
from bot.outbox.records import Outgoing
from bot.people import store as people_store
from bot.people.records import Person
from bot.sources import actions_asking, actions_sharing, messages, messages_source, rules, store
from bot.sources.messages_source import Page
from bot.sources.records import Source, SourceKind
from bot.texts import Html
from bot.work import Work


async def source_screen(
    work: Work, person: Person, source: Source, *, note: Html | None = None
) -> Outgoing:
    """One source's own page."""
    ids = set(await store.list_goal_ids(work.conn, source.id))
    goals = [g for g in await goal_store.list_goals(work.conn, person.id) if g.id in ids]
    saved_from = None
    if source.saved_from is not None:
        known = await people_store.list_people(work.conn, [source.saved_from])
        saved_from = known[source.saved_from].name if source.saved_from in known else None
    page = Page(
        goals=goals,
        circles=await actions_sharing.list_sharing(work, person, source),
        saved_from=saved_from,
    )
    say = work.say_to(person.reader)
    return messages_source.source_screen(say, person, source, page, note=note)


async def list_screen(
    work: Work,
    person: Person,
    *,
    page: int = 0,
    kind: SourceKind | None = None,
    note: Html | None = None,
) -> Outgoing:
    """All sources, or those of a kind."""
    sources = rules.in_order(await store.list_sources(work.conn, person.id, kind=kind))
    return messages.list_screen(
        work.say_to(person.reader),
        person,
        sources,
        page=rules.page_of(len(sources), page),
        view=messages.ALL if kind is None else messages.view_of_kind(kind),
        in_circles=bool(await circle_store.list_circles_of(work.conn, person.id)),
        note=note,
    )


async def goal_screen(
    work: Work, person: Person, goal_id: int, *, page: int = 0, note: Html | None = None
) -> Outgoing:
    """What one goal is learned from.

    Raises:
        NotForYou: the goal is not theirs.
    """
    goal = await goal_actions.goal_as_owner(work, person, goal_id)
    sources = rules.in_order(await store.list_for_goal(work.conn, goal.id))
    return messages.goal_screen(
        work.say_to(person.reader),
        person,
        goal,
        sources,
        page=rules.page_of(len(sources), page),
        can_ask=bool(await actions_asking.list_askable(work, person, goal)),
        note=note,
    )


async def share_screen(work: Work, person: Person, source: Source) -> Outgoing:
    """Who sees it."""
    circles = await actions_sharing.list_sharing(work, person, source)
    return messages_source.share_screen(work.say_to(person.reader), person, source, circles)


async def goals_of_screen(work: Work, person: Person, source: Source) -> Outgoing:
    """Which goals it serves, and could."""
    served = set(await store.list_goal_ids(work.conn, source.id))
    goals = [
        (goal, goal.id in served)
        for goal in await goal_store.list_goals(work.conn, person.id)
        if goal.id in served or goal.state not in ENDED
    ]
    return messages_source.goals_screen(work.say_to(person.reader), person, source, goals)
