"""What happens to goals, one transaction each."""

from datetime import date

from bot.circles import store as circle_store
from bot.circles.records import Circle, Member
from bot.errors import NotForYou
from bot.goals import messages_horizon, rules, store
from bot.goals.records import Goal, GoalDraft, GoalState, Happened, Reach
from bot.goals.rules import Refusal
from bot.outbox.records import Outgoing
from bot.people import store as people_store
from bot.people.records import Person
from bot.work import Work

QUOTE, CHEER = "quoteback", "goalcheer"


async def goal_as_owner(work: Work, person: Person, goal_id: int) -> Goal:
    """The goal, if it is theirs.

    Raises:
        NotForYou: there is none, or it is somebody else's.
    """
    goal = await store.get_goal(work.conn, goal_id)
    if goal.person_id != person.id:
        raise NotForYou
    return goal


async def set_goal(work: Work, person: Person, draft: GoalDraft) -> Goal | Refusal:
    """Set a new goal, unless as many are active as may be."""
    if (refusal := await refuse_one_more(work, person)) is not None:
        return refusal
    return await store.add_goal(work.conn, person_id=person.id, draft=draft, now=work.now)


async def refuse_one_more(work: Work, person: Person) -> Refusal | None:
    """Why one more goal may not be active now; holds until the transaction ends."""
    await store.lock_goals_of(work.conn, person.id)
    active = await store.count_active(work.conn, person.id)
    return rules.refuse_one_more(active, most=work.settings.limits.active_goals_per_person)


async def set_state(
    work: Work, person: Person, goal_id: int, state: GoalState
) -> Goal | Refusal | None:
    """Pause, resume, achieve or drop a goal.

    Returns:
        The goal; why it is not done; or None where it is in that state already (a double tap).
    """
    goal = await goal_as_owner(work, person, goal_id)
    if goal.state is state:
        return None
    if state is GoalState.ACTIVE and (refusal := await refuse_one_more(work, person)) is not None:
        return refusal
    if not await store.set_state(work.conn, goal.id, state, now=work.now):
        return Refusal.ALREADY_ENDED
    if state is not GoalState.ACTIVE:
        await _close_quote(work, person, goal)
    return await store.get_goal(work.conn, goal.id)


async def change_focus(work: Work, person: Person, goal_id: int, focus: str) -> Goal:
    """Begin with another part of it."""
    goal = await goal_as_owner(work, person, goal_id)
    await store.change_goal(work.conn, goal.id, focus=focus, now=work.now)
    await store.write_change(work.conn, goal.id, Happened.FOCUS, now=work.now, detail=focus)
    return await store.get_goal(work.conn, goal.id)


async def change_horizon(work: Work, person: Person, goal_id: int, on: date | None) -> Goal:
    """Move the horizon; it is quoted back again at the new one."""
    goal = await goal_as_owner(work, person, goal_id)
    await _close_quote(work, person, goal)
    await store.change_goal(
        work.conn, goal.id, horizon_on=on, quoted_on=None, reach=None, now=work.now
    )
    detail = on.isoformat() if on else ""
    await store.write_change(work.conn, goal.id, Happened.HORIZON, now=work.now, detail=detail)
    return await store.get_goal(work.conn, goal.id)


# Sharing -----------------------------------------------------------------------------------------


async def list_sharing(work: Work, person: Person, goal: Goal) -> list[tuple[Circle, bool]]:
    """The person's circles, each with whether it sees the goal."""
    shared = set(await store.list_circles_shared_with(work.conn, goal.id))
    mine = await circle_store.list_circles_of(work.conn, person.id)
    return [(circle, circle.id in shared) for circle, _ in mine]


async def share_with(
    work: Work, person: Person, goal_id: int, circle_id: int, *, is_shared: bool
) -> Goal:
    """Share the goal with one circle, or no longer.

    Raises:
        NotForYou: the goal is not theirs, or they are not in that circle.
    """
    goal = await goal_as_owner(work, person, goal_id)
    stay = next((s for _, s in await _stays(work, person) if s.circle_id == circle_id), None)
    if stay is None:
        raise NotForYou
    change = store.share if is_shared else store.unshare
    await change(work.conn, goal_id=goal.id, member_id=stay.id)
    return goal


async def share_with_all(work: Work, person: Person, goal_id: int, *, is_shared: bool) -> Goal:
    """Share the goal with all of the person's circles, or with none."""
    goal = await goal_as_owner(work, person, goal_id)
    for _, stay in await _stays(work, person):
        change = store.share if is_shared else store.unshare
        await change(work.conn, goal_id=goal.id, member_id=stay.id)
    return goal


async def _stays(work: Work, person: Person) -> list[tuple[Circle, Member]]:
    return await circle_store.list_circles_of(work.conn, person.id)


# The horizon -------------------------------------------------------------------------------------


async def quote_back(work: Work, goal: Goal, horizon_on: date) -> None:
    """Ask, once for this horizon, how far they got."""
    person = await people_store.get_person(work.conn, goal.person_id)
    await store.mark_quoted(work.conn, goal.id, horizon_on=horizon_on)
    await work.outbox.add(
        messages_horizon.quote(work.say_to(person.reader), person, goal, horizon_on=horizon_on),
        kind=QUOTE,
        key=f"{QUOTE}:{goal.id}:{horizon_on.isoformat()}",
        about=quote_about(goal.id, horizon_on),
    )


async def answer_quote(
    work: Work, person: Person, goal_id: int, *, horizon_on: date, reach: Reach
) -> Goal | None:
    """Keep how far they got; all of it means achieved. None: it was answered before, or moved on."""
    goal = await goal_as_owner(work, person, goal_id)
    if not await store.put_reach(work.conn, goal.id, reach, horizon_on=horizon_on, now=work.now):
        return None
    if reach is Reach.ALL:
        await store.set_state(work.conn, goal.id, GoalState.ACHIEVED, now=work.now)
    return await store.get_goal(work.conn, goal.id)


async def extend(work: Work, person: Person, goal_id: int, *, horizon_on: date) -> Goal | None:
    """Move that horizon on by a month; None where it was moved before, or the goal is not active."""
    goal = await goal_as_owner(work, person, goal_id)
    if not goal.is_active or goal.horizon_on != horizon_on:
        return None
    today = work.now.astimezone(person.reader.tz).date()
    return await change_horizon(work, person, goal.id, rules.extended(horizon_on, today=today))


async def celebrate(work: Work, person: Person, goal_id: int) -> list[Circle]:
    """Tell the circles that the goal is shared with; each fellow member once. The circles told."""
    goal = await goal_as_owner(work, person, goal_id)
    if goal.state is not GoalState.ACHIEVED:
        return []
    told: list[Circle] = []
    seen = {person.id}
    for circle_id in await store.list_circles_shared_with(work.conn, goal.id):
        roll = await circle_store.get_roll(work.conn, circle_id)
        fellows = await people_store.list_people(work.conn, roll.person_ids - seen)
        for member in roll.members:
            fellow = fellows.get(member.person_id)
            if fellow is None or member.is_muted:
                continue
            seen.add(fellow.id)
            say = work.say_to(fellow.reader)
            await work.outbox.add(
                messages_horizon.cheer(say, fellow, goal, name=person.name, circle=roll.circle),
                kind=CHEER,
                key=f"{CHEER}:{goal.id}:{fellow.id}",
                about=str(goal.id),
            )
        told.append(roll.circle)
    return told


def quote_about(goal_id: int, horizon_on: date) -> str:
    """What names one quote-back: the goal and the horizon."""
    return f"{goal_id}.{horizon_on.isoformat()}"


def read_quote_about(about: str) -> tuple[int, date]:
    """Goal and horizon of what `quote_about` wrote."""
    goal_id, _, horizon_on = about.partition(".")
    return int(goal_id), date.fromisoformat(horizon_on)


async def _close_quote(work: Work, person: Person, goal: Goal) -> None:
    """Nobody need answer any more: what is planned is withdrawn, what was sent loses its buttons."""
    if goal.quoted_on is None:
        return
    about = quote_about(goal.id, goal.quoted_on)
    await work.outbox.change_sent(Outgoing(to=person.chat_id), kind=QUOTE, about=about)
