"""What the front door looks up."""

from datetime import datetime

from bot.admissions import store as admission_store
from bot.admissions.records import Admission, State
from bot.circles import actions as circle_actions
from bot.circles import store as circle_store
from bot.circles.records import Circle
from bot.goals import store as goal_store
from bot.home.records import Answers, Company, Fellow, Waiting, WaitsFor
from bot.people import store as people_store
from bot.people.records import Person
from bot.slots import store as slot_store
from bot.slots.messages import in_week_order
from bot.slots.records import Slot
from bot.slots.rules_instants import next_occurrence
from bot.work import Work


async def look(work: Work, person: Person) -> Answers:
    """What `person` has told about the three questions."""
    goals = await goal_store.list_active(work.conn, person.id)
    slots = await slot_store.list_slots(work.conn, person.id)
    circles = await circle_store.list_circles_of(work.conn, person.id)
    return Answers(
        goals=tuple(goals),
        slots=tuple(in_week_order(slots, person.country)),
        company=tuple([await _company(work, circle) for circle, _ in circles]),
        waiting=await _waiting(work, person),
        next_at=_next_at(slots, person, now=work.now),
    )


def _next_at(slots: list[Slot], person: Person, *, now: datetime) -> datetime | None:
    zone = person.reader.tz
    following = [next_occurrence(slot, zone, after=now) for slot in slots]
    return min((each.at for each in following if each is not None), default=None)


async def _waiting(work: Work, person: Person) -> tuple[Waiting, ...]:
    requests = await admission_store.list_of(work.conn, person.id)
    return tuple(
        [
            Waiting(
                (await circle_store.get_circle(work.conn, request.circle_id)).name,
                _waits_for(request),
            )
            for request in requests
            if request.is_waiting
        ]
    )


def _waits_for(request: Admission) -> WaitsFor:
    if request.state is not State.LINE:
        return WaitsFor.ANSWER
    return WaitsFor.SEAT if request.offered_until is None else WaitsFor.ONESELF


async def _company(work: Work, circle: Circle) -> Company:
    roll = await circle_store.get_roll(work.conn, circle.id)
    hosts = await people_store.list_people(work.conn, [host.person_id for host in roll.hosts])
    names = tuple(hosts[h.person_id].name for h in roll.hosts if h.person_id in hosts)
    return Company(circle=circle, hosts=names)


async def fellows(work: Work, person: Person, circle_id: int) -> tuple[Circle, tuple[Fellow, ...]]:
    """Everybody in the circle, longest-standing first, as its members see each other.

    Raises:
        NotForYou: the person is no member of it.
    """
    roll, _ = await circle_actions.circle_as_member(work, person, circle_id)
    people = await people_store.list_people(work.conn, roll.person_ids)
    shared = await goal_store.list_shared(work.conn, circle_id)
    return roll.circle, tuple(
        Fellow(
            member=member,
            name=people[member.person_id].name,
            goals=tuple(goal for owner, goal in shared if owner == member.person_id),
        )
        for member in roll.members
        if member.person_id in people
    )
