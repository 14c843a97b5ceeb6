"""What people do about links, their lists and their sources."""

from typing import Any

from sqlalchemy import Select, select

from bot.circles import store as circle_store
from bot.goals import store as goal_store
from bot.nudges import actions_proposals
from bot.nudges.tables import nudge_proposals
from bot.people.records import Person
from bot.queue import actions as queue_actions
from bot.queue.records import Entry, Later, View
from bot.queue.tables import queue_entries
from bot.reading.links import Link, read_link
from bot.reading.records import Mode
from bot.resources import actions as link_actions
from bot.resources import actions_lookup, actions_sharing, rules_line
from bot.resources.records import Hears
from bot.resources.tables import resource_shares, resources
from bot.sittings import actions as sitting_actions
from bot.sittings.tables import sittings
from bot.sources import actions as source_actions
from bot.sources import actions_asking
from bot.sources import actions_sharing as source_sharing
from bot.sources.records import Source
from bot.sources.rules_recognising import draft_of_link
from bot.sources.tables import community_asks, source_shares, sources
from bot.work import Work
from tests.safety.machine.deeds import deed
from tests.safety.machine.outside import page_url, site_url
from tests.safety.machine.town import Nobody, Town, pick


async def _theirs(
    town: Town, work: Work, query: Select[Any], which: int, *, other: bool = False
) -> tuple[Person, Any]:
    """One row with a `person_id` of somebody who can act, and that person; `other`: anybody at all."""
    everybody = await town.everybody(work)
    acting = {person.id: person for person in everybody}
    rows = [row for row in await work.conn.execute(query) if row.person_id in acting]
    row = pick(rows, which)
    return pick(everybody, which // 3) if other else acting[row.person_id], row


def _link(number: int) -> Link:
    link = read_link(page_url(number))
    assert link is not None
    return link


# Links ---------------------------------------------------------------------------------------------


@deed
async def sends_links(town: Town, work: Work, a: int, b: int, c: int) -> object:
    """One, or several; typed with a reason, or forwarded."""
    person = await town.somebody(work, a)
    mark = town.soul_of(person).mark
    links = tuple(_link(b + step) for step in range(1 + (c % 5 == 4)))
    tags, why = (rules_line.read_line(f"#{mark}", ()).tags, f"Since {mark}") if c % 2 else ((), "")
    collected = await link_actions.collect(work, person, links, tags=tags, why=why)
    await actions_lookup.show_collected(work, person, collected)
    return "new" if collected.new else "known"


_RESOURCES = select(resources.c.id, resources.c.person_id).order_by(resources.c.id)


@deed
async def shares_a_link(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, row = await _theirs(town, work, _RESOURCES, a, other=c % 8 == 7)
    mine = await circle_store.list_circles_of(work.conn, person.id)
    return await actions_sharing.share_with(work, person, row.id, pick(mine, b)[0].id)


@deed
async def brings_a_link_to_a_circle(town: Town, work: Work, a: int, b: int, c: int) -> object:
    """One of few, so that several bring the same."""
    person = await town.somebody(work, a)
    mine = await circle_store.list_circles_of(work.conn, person.id)
    circle, _ = pick(mine, b)
    collected = await link_actions.collect(work, person, (_link(c % 4),))
    (found,) = (*collected.new, *collected.known)
    shared = await actions_sharing.share_with(work, person, found.id, circle.id)
    return "told before" if isinstance(shared, actions_sharing.SharedBefore) else "shared"


@deed
async def takes_a_link_back(town: Town, work: Work, a: int, b: int, c: int) -> object:
    query = (
        select(resource_shares.c.resource_id, resource_shares.c.circle_id, resources.c.person_id)
        .join(resources, resources.c.id == resource_shares.c.resource_id)
        .order_by(resource_shares.c.resource_id, resource_shares.c.circle_id)
    )
    person, row = await _theirs(town, work, query, a, other=c % 8 == 7)
    return await actions_sharing.take_back(work, person, row.resource_id, row.circle_id)


async def _a_shared_link(town: Town, work: Work, a: int, b: int, c: int) -> tuple[Person, Any]:
    """Somebody, mostly of the circle, and what was shared there."""
    query = select(resource_shares.c.resource_id, resource_shares.c.circle_id)
    rows = (await work.conn.execute(query.order_by(resource_shares.c.resource_id))).all()
    row = pick(rows, b)
    everybody = await town.everybody(work)
    if c % 6 == 5:
        return pick(everybody, a), row
    roll = await circle_store.get_roll(work.conn, row.circle_id)
    return pick([each for each in everybody if each.id in roll.person_ids], a), row


@deed
async def says_thanks(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, row = await _a_shared_link(town, work, a, b, c)
    return await actions_sharing.thank(work, person, row.resource_id, row.circle_id)


@deed
async def saves_a_link(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, row = await _a_shared_link(town, work, a, b, c)
    copy = await link_actions.copy_of_fellow(work, person, row.resource_id)
    return await queue_actions.add(work, person, copy)


@deed
async def changes_a_link(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, row = await _theirs(town, work, _RESOURCES, a, other=c % 9 == 8)
    match b % 5:
        case 0:
            return await link_actions.set_title(work, person, row.id, f"Medians {c % 4}")
        case 1:
            return await link_actions.set_minutes(work, person, row.id, 5 + c)
        case 2:
            return await link_actions.set_mode(work, person, row.id, pick(list(Mode), c))
        case 3:
            why = f"Because {town.soul_of(person).mark}"
            return await link_actions.set_why(work, person, row.id, why)
        case _:
            goals = await goal_store.list_active(work.conn, person.id)
            goal_id = pick(goals, c).id if c % 4 else None
            return await link_actions.set_goal(work, person, row.id, goal_id)


@deed
async def removes_a_link(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, row = await _theirs(town, work, _RESOURCES, a, other=c % 5 == 4)
    return await link_actions.remove(work, person, row.id)


@deed
async def hears_of_links(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person = await town.somebody(work, a)
    circle, _ = pick(await circle_store.list_circles_of(work.conn, person.id), b)
    return await actions_sharing.set_hearing(work, person, circle.id, pick(list(Hears), c))


# Lists ---------------------------------------------------------------------------------------------


@deed
async def queues_a_link(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, row = await _theirs(town, work, _RESOURCES, a)
    if c % 8 == 7:
        person = await town.somebody(work, b)  # perhaps not theirs
    resource = await link_actions.own_resource(work, person, row.id)
    return await queue_actions.add(work, person, resource)


async def _an_entry(
    town: Town, work: Work, a: int, *, other: bool = False
) -> tuple[Person, Entry]:
    query = select(queue_entries.c.id, queue_entries.c.person_id).order_by(queue_entries.c.id)
    person, row = await _theirs(town, work, query, a, other=other)
    return person, await queue_actions.own_entry(work, person, row.id)


@deed
async def goes_on_with_an_entry(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, entry = await _an_entry(town, work, a, other=c % 8 == 7)
    match b % 6:
        case 0 | 1:
            return await queue_actions.start(work, entry)
        case 2:
            return await queue_actions.finish(work, entry)
        case 3:
            return await queue_actions.drop(work, entry)
        case 4:
            return await queue_actions.take_back(work, person, entry)
        case _:
            return await queue_actions.bring_back(work, person, entry)


@deed
async def moves_an_entry(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, entry = await _an_entry(town, work, a)
    match b % 5:
        case 0:
            return await queue_actions.to_top(work, person, entry)
        case 1 | 2:
            step = 1 if c % 2 else -1
            return await queue_actions.move(work, person, entry, step=step, view=View())
        case 3:
            return await queue_actions.put_off(work, person, entry, pick(list(Later), c))
        case _:
            return await queue_actions.put_off(work, person, entry, None)


@deed
async def notes_on_an_entry(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, entry = await _an_entry(town, work, a)
    match c % 3:
        case 0:
            note = f"Page {b} {town.soul_of(person).mark}"
            return await queue_actions.set_note(work, entry, note)
        case 1:
            await queue_actions.spend(work, person, entry, minutes=1 + b)
            return True
        case _:
            return await queue_actions.offer_again(work, entry)


@deed
async def wants_something_else(town: Town, work: Work, a: int, b: int, c: int) -> object:
    query = (
        select(nudge_proposals.c.sitting_id, nudge_proposals.c.entry_id, sittings.c.person_id)
        .join(sittings, sittings.c.id == nudge_proposals.c.sitting_id)
        .order_by(nudge_proposals.c.proposed_at.desc(), nudge_proposals.c.sitting_id)
    )
    person, row = await _theirs(town, work, query, a % 3)
    sitting = await sitting_actions.own_sitting(work, person, row.sitting_id)
    than = row.entry_id if c % 4 else 0  # or what was refused before
    another = await actions_proposals.something_else(work, person, sitting, than=than)
    return "another" if another else "nothing else"


# Sources -------------------------------------------------------------------------------------------

_SOURCES = select(sources.c.id, sources.c.person_id).order_by(sources.c.id)


@deed
async def adds_a_source(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person = await town.somebody(work, a)
    link = read_link(site_url(b) if c % 2 else f"https://github.com/user{b % 6}")
    assert link is not None
    goals = await goal_store.list_active(work.conn, person.id)
    chosen = [goals[c % len(goals)].id] if goals and c % 3 else []
    # One that they have serves that goal as well: no refusal that changes nothing.
    outcome = await source_actions.add_source(work, person, draft_of_link(link), goal_ids=chosen)
    return outcome if isinstance(outcome, Source) else outcome.value


@deed
async def changes_a_source(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, row = await _theirs(town, work, _SOURCES, a, other=c % 8 == 7)
    if b % 2:
        note = f"On {town.soul_of(person).mark}"
        return await source_actions.set_note(work, person, row.id, note)
    goal = pick(await goal_store.list_active(work.conn, person.id), b)
    return await source_actions.serve(work, person, row.id, goal.id, is_served=bool(c % 3))


@deed
async def shares_a_source(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, row = await _theirs(town, work, _SOURCES, a, other=c % 8 == 7)
    is_shared = bool(b % 4)
    if c % 2:
        return await source_sharing.share_with_all(work, person, row.id, is_shared=is_shared)
    circle, _ = pick(await circle_store.list_circles_of(work.conn, person.id), b)
    return await source_sharing.share_with(work, person, row.id, circle.id, is_shared=is_shared)


@deed
async def saves_a_source(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person = await town.somebody(work, a)
    rows = await work.conn.execute(
        select(source_shares.c.source_id).order_by(source_shares.c.source_id)
    )
    source_id = pick(rows.scalars().all(), b)
    saved = await source_sharing.save_copy(work, person, source_id)
    return "saved" if isinstance(saved, tuple) else saved


@deed
async def asks_for_communities(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person = await town.somebody(work, a)
    goal = pick(await goal_store.list_active(work.conn, person.id), b)
    circle, _ = pick(await circle_store.list_circles_of(work.conn, person.id), c)
    return "asked" if await actions_asking.ask_circle(work, person, goal.id, circle.id) else None


@deed
async def names_a_community(town: Town, work: Work, a: int, b: int, c: int) -> object:
    asks = select(community_asks.c.member_id, community_asks.c.goal_id)
    row = pick((await work.conn.execute(asks.order_by(community_asks.c.asked_at))).all(), b)
    ask = await actions_asking.asked_of(
        work, await town.somebody(work, a), row.member_id, row.goal_id
    )
    person = await town.somebody(work, a)
    link = read_link(f"https://www.reddit.com/r/medians{c % 3}")
    if link is None:
        raise Nobody
    return await actions_asking.answer_with(work, person, ask, draft_of_link(link))
