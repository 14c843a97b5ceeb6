"""A circle is asked, once for each goal, which communities elsewhere its members are in."""

from collections.abc import Sequence
from typing import Final

from bot.circles import store as circle_store
from bot.circles.records import Circle, Member, MemberId
from bot.errors import NotForYou
from bot.goals import actions as goal_actions
from bot.goals.records import Goal
from bot.people import store as people_store
from bot.people.records import Person
from bot.sources import messages_asking, store, store_asks, store_shares
from bot.sources.actions import FOUND, add_source
from bot.sources.records import CommunityAsk, Refusal, Source, SourceDraft
from bot.work import Work

ASK: Final = "communityask"


async def list_askable(work: Work, person: Person, goal: Goal) -> list[Circle]:
    """The person's circles that can still be asked for the goal: somebody else is there to hear it."""
    return [circle for circle, _ in await _askable(work, person, goal)]


async def _askable(work: Work, person: Person, goal: Goal) -> list[tuple[Circle, Member]]:
    if not goal.is_active:
        return []
    asked = await store_asks.list_asked(work.conn, goal.id)
    mine = await circle_store.list_circles_of(work.conn, person.id)
    return [(c, stay) for c, stay in mine if stay.id not in asked and c.members > 1]


async def count_heard_by(work: Work, person: Person, circle: Circle) -> int:
    """How many fellow members would get the question."""
    return len(await _fellows(work, person, circle))


async def ask_circle(work: Work, person: Person, goal_id: int, circle_id: int) -> int | None:
    """Ask each fellow member; how many are asked. None: the circle was asked before, or cannot be.

    Raises:
        NotForYou: the goal is not theirs.
    """
    goal = await goal_actions.goal_as_owner(work, person, goal_id)
    chosen = next((x for x in await _askable(work, person, goal) if x[0].id == circle_id), None)
    if chosen is None:
        return None
    circle, stay = chosen
    if not await store_asks.add_ask(work.conn, member_id=stay.id, goal_id=goal.id, now=work.now):
        return None
    fellows = await _fellows(work, person, circle)
    for fellow in fellows:
        say = work.say_to(fellow.reader)
        await work.outbox.add(
            messages_asking.question(
                say, fellow, goal, name=person.name, circle=circle, member_id=stay.id
            ),
            kind=ASK,
            key=f"{ASK}:{stay.id}.{goal.id}:{fellow.id}",
            about=ask_about(stay.id, goal.id),
        )
    return len(fellows)


async def _fellows(work: Work, person: Person, circle: Circle) -> Sequence[Person]:
    roll = await circle_store.get_roll(work.conn, circle.id)
    heard = {m.person_id for m in roll.members if not m.is_muted and m.person_id != person.id}
    return list((await people_store.list_people(work.conn, heard)).values())


async def asked_of(work: Work, person: Person, member_id: int, goal_id: int) -> CommunityAsk:
    """The question that a fellow member asks them.

    Raises:
        NotForYou: it was never asked of them, or is asked no longer.
    """
    ask = await store_asks.find_ask(
        work.conn, member_id=member_id, goal_id=goal_id, person_id=person.id
    )
    if ask is None:
        raise NotForYou
    return ask


async def answer_with(
    work: Work, person: Person, ask: CommunityAsk, draft: SourceDraft
) -> Source | Refusal:
    """Keep the community, show it to that circle, and tell the asker. What was kept before stays as it was."""
    outcome = await add_source(work, person, draft)
    if outcome is Refusal.TOO_MANY:
        return outcome
    source = await store.find_by_key(work.conn, person.id, draft.key)
    stay = await circle_store.find_stay(work.conn, circle_id=ask.circle_id, person_id=person.id)
    if source is None or stay is None:
        raise NotForYou
    await store_shares.share(work.conn, source_id=source.id, member_id=stay.id)
    asker = await people_store.get_person(work.conn, ask.asker_id)
    circle = await circle_store.get_circle(work.conn, ask.circle_id)
    await work.outbox.add(
        messages_asking.found(
            work.say_to(asker.reader), asker, source, ask, name=person.name, circle=circle
        ),
        kind=FOUND,
        key=f"{FOUND}:{source.id}:{ask.member_id}.{ask.goal_id}",
        about=str(source.id),
    )
    return source


def ask_about(member_id: MemberId, goal_id: int) -> str:
    """What names one question: the asker's stay and the goal."""
    return f"{member_id}.{goal_id}"


def read_about(about: str) -> tuple[int, int]:
    """Stay and goal of what `ask_about` wrote."""
    member_id, _, goal_id = about.partition(".")
    return int(member_id), int(goal_id)
