"""The screens of a resource, with all that they need from the database."""

from collections.abc import Sequence

from bot.errors import NotForYou
from bot.goals import store as goal_store
from bot.goals.records import Goal
from bot.outbox.records import Outgoing
from bot.people.records import Person
from bot.resources import actions_sharing, messages, messages_asking, messages_lists, rules, store
from bot.resources.records import Refusal, Resource
from bot.texts import Html
from bot.work import Work


async def page(
    work: Work, person: Person, resource: Resource, *, note: Html | None = None
) -> Outgoing:
    """One resource with all that can be done to it."""
    circles = await actions_sharing.list_sharing(work, person, resource)
    goal = await goal_of(work, resource)
    say = work.say_to(person.reader)
    return messages.page(say, person, resource, goal, circles, note=note)


async def present(
    work: Work, person: Person, resource: Resource, *, is_known: bool = False
) -> Outgoing:
    """What is to be shown of it now: that it is being looked at, what is asked about it, or its page."""
    say = work.say_to(person.reader)
    if resource.is_awaited:
        return messages_asking.one_moment(say, person, resource)
    if is_known:
        return await page(work, person, resource, note=messages.known_already(say))
    missing = rules.first_missing(resource)
    if missing in {rules.Missing.MODE, rules.Missing.MINUTES}:
        return messages_asking.ask(say, person, resource, missing)
    if missing is rules.Missing.TITLE:
        return messages_asking.ask_title_by_button(say, person, resource)
    return await page(work, person, resource)


def list_of(
    work: Work,
    person: Person,
    found: Sequence[Resource],
    *,
    refusal: Refusal | None = None,
    known: int = 0,
) -> Outgoing:
    """Several at once."""
    say = work.say_to(person.reader)
    return messages_lists.several(say, person, found, refusal=refusal, known=known)


def refused(work: Work, person: Person, refusal: Refusal) -> Outgoing:
    """Why the rest of them was not taken."""
    return messages_lists.rest_refused(work.say_to(person.reader), person, refusal)


async def mine(work: Work, person: Person, *, number: int = 1) -> Outgoing:
    """One page of all that somebody has."""
    turn = rules.turn_to(number, count=await store.count_mine(work.conn, person.id))
    shown = await store.list_mine(work.conn, person.id, limit=rules.ON_A_PAGE, offset=turn.offset)
    return messages_lists.mine(work.say_to(person.reader), person, shown, turn=turn)


async def goal_of(work: Work, resource: Resource) -> Goal | None:
    """The goal that it is for."""
    if resource.goal_id is None:
        return None
    try:
        return await goal_store.get_goal(work.conn, resource.goal_id)
    except NotForYou:
        return None
