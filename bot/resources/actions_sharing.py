"""Sharing links with circles, thanks for them, and how members hear of them."""

from dataclasses import dataclass
from datetime import datetime

from bot.circles import actions as circle_actions
from bot.circles import store as circle_store
from bot.circles.records import Circle
from bot.errors import LostRace
from bot.people import store as people_store
from bot.people.records import Person
from bot.resources import actions, actions_telling, rules, store, store_shares, store_thanks
from bot.resources.records import Hears, Resource, Shared
from bot.work import Work


@dataclass(frozen=True, slots=True)
class SharedBefore:
    """A fellow member shared that link first; `name` did, at `at`."""

    circle: Circle
    name: str
    at: datetime


async def list_sharing(
    work: Work, person: Person, resource: Resource
) -> list[tuple[Circle, bool]]:
    """The person's circles, each with whether it sees the resource as theirs."""
    shares = await store_shares.list_shares_of(work.conn, resource.id)
    shared = {found.circle_id for found in shares}
    mine = await circle_store.list_circles_of(work.conn, person.id)
    return [(circle, circle.id in shared) for circle, _ in mine]


async def share_with(
    work: Work, person: Person, resource_id: int, circle_id: int
) -> Shared | SharedBefore:
    """Share a resource with one circle, which hears of it; a second time changes nothing.

    Raises:
        NotForYou: the resource is not theirs, or they are not in that circle.
        LostRace: whoever shares that link is leaving at this moment.
    """
    resource = await actions.own_resource(work, person, resource_id)
    roll, member = await circle_actions.circle_as_member(work, person, circle_id)
    # Removed, and shared after all, from their queue: it is among their links again.
    await store.change_resource(work.conn, resource.id, removed_at=None)
    began_at = rules.batch_ends_at(rules.batch_of(work.now) - 1)
    is_alone = not await store_shares.has_shared_since(work.conn, member.id, since=began_at)
    batch = None if is_alone else rules.batch_of(work.now)
    is_new = await store_shares.share(
        work.conn,
        resource_id=resource.id,
        key=resource.key,
        member_id=member.id,
        circle_id=roll.circle.id,
        batch=batch,
        now=work.now,
    )
    shared = await store_shares.find_in_circle(work.conn, roll.circle.id, key=resource.key)
    if shared is None:  # who shared it is leaving at this very moment
        raise LostRace
    if shared.person_id != person.id:
        sharer = await people_store.get_person(work.conn, shared.person_id)
        return SharedBefore(roll.circle, sharer.name, shared.shared_at)
    if is_new:
        await store_shares.begin_week(
            work.conn,
            roll.circle.id,
            zone=roll.circle.zone,
            next_at=rules.next_week(roll.circle.zone, after=work.now),
        )
        await actions_telling.tell(work, shared, batch=batch)
    return shared


async def take_back(work: Work, person: Person, resource_id: int, circle_id: int) -> Resource:
    """Share it with that circle no longer.

    Raises:
        NotForYou: the resource is not theirs, or they are not in that circle.
    """
    resource = await actions.own_resource(work, person, resource_id)
    roll, member = await circle_actions.circle_as_member(work, person, circle_id)
    shared = await store_shares.find_in_circle(work.conn, roll.circle.id, key=resource.key)
    if shared is not None and shared.member_id == member.id:
        await actions_telling.unshare(work, shared)
    return resource


# Thanks ---------------------------------------------------------------------------------------------


async def thank(work: Work, person: Person, resource_id: int, circle_id: int) -> Shared | None:
    """Say thanks for what a fellow member shared; None: they said so before, or it is their own.

    Raises:
        NotForYou: that circle does not see it (any more), or they are not in it.
    """
    shared = await actions.shared_resource(work, person, resource_id, circle_id=circle_id)
    if shared.person_id == person.id:
        return None
    _, member = await circle_actions.circle_as_member(work, person, shared.circle_id)
    if not await store_thanks.thank(
        work.conn, shared.resource.id, member_id=member.id, now=work.now
    ):
        return None
    await actions_telling.tell_thanks(work, shared.resource.id)
    return await actions.shared_resource(work, person, resource_id, circle_id=circle_id)


# How they hear --------------------------------------------------------------------------------------


async def list_hearing(work: Work, person: Person) -> list[tuple[Circle, Hears]]:
    """The person's circles, each with how they hear of its links."""
    mine = await circle_store.list_circles_of(work.conn, person.id)
    found = await store_shares.list_hears(work.conn, [member.id for _, member in mine])
    return [(circle, found[member.id]) for circle, member in mine]


async def set_hearing(work: Work, person: Person, circle_id: int, hears: Hears) -> Circle:
    """Hear of a circle's links so.

    Raises:
        NotForYou: they are not in it.
    """
    roll, member = await circle_actions.circle_as_member(work, person, circle_id)
    await store_shares.put_hears(work.conn, member.id, hears)
    return roll.circle
