"""What happens to somebody's resources, one transaction each, and the doors to them."""

from collections.abc import Sequence

from bot.errors import NotForYou
from bot.goals.actions import goal_as_owner
from bot.people.records import Person
from bot.reading.links import Link
from bot.reading.records import Mode
from bot.resources import actions_telling, rules, store, store_lookup, store_shares
from bot.resources.records import (
    LONGEST_SITE,
    LONGEST_TITLE,
    Collected,
    Lookup,
    Refusal,
    Resource,
    Shared,
)
from bot.texts.html import one_line
from bot.work import Work

# Doors ----------------------------------------------------------------------------------------------


async def own_resource(work: Work, person: Person, resource_id: int) -> Resource:
    """The person's resource.

    Raises:
        NotForYou: there is none, or it is somebody else's.
    """
    resource = await store.get_resource(work.conn, resource_id)
    if resource.person_id != person.id:
        raise NotForYou
    return resource


async def shared_resource(
    work: Work, person: Person, resource_id: int, *, circle_id: int | None = None
) -> Shared:
    """A resource that a circle of the person's sees, their own included.

    Raises:
        NotForYou: there is none, or none of their circles (or not that one) sees it (any more).
    """
    await store.hold_resource(work.conn, resource_id)
    shared = await store_shares.find_seen_by(
        work.conn, resource_id, person_id=person.id, circle_id=circle_id
    )
    if shared is None:
        raise NotForYou
    return shared


# Coming ---------------------------------------------------------------------------------------------


async def collect(
    work: Work, person: Person, links: Sequence[Link], *, tags: Sequence[str] = (), why: str = ""
) -> Collected:
    """Take links that somebody sent; the pages of new ones are asked about them, where that is allowed.

    What they wrote beside a link that they had is added to it.
    """
    await store.lock_resources_of(work.conn, person.id)
    new: list[Resource] = []
    known: list[Resource] = []
    refusal: Refusal | None = None
    for link in links:
        present = await store.find_by_key(work.conn, person.id, link.key)
        if present is not None:
            # What was removed is taken as new: nobody has it in their list any more.
            was_removed = await store.is_removed(work.conn, present.id)
            taken = await _take_again(work, present, tags=tags, why=why)
            (new if was_removed else known).append(taken)
            continue
        if (refused := await _refuse_one_more(work, person)) is not None:
            refusal = refused
            continue
        new.append(await _take(work, person, link, tags=tags, why=why))
    return Collected(tuple(new), tuple(known), refusal)


async def _refuse_one_more(work: Work, person: Person) -> Refusal | None:
    return rules.refuse_one_more(
        has=await store.count_mine(work.conn, person.id),
        within_hour=await store.count_within_hour(
            work.conn, person.id, since=work.now - rules.HOUR
        ),
    )


async def _take(
    work: Work, person: Person, link: Link, *, tags: Sequence[str], why: str
) -> Resource:
    is_asked = work.settings.resources.fetch
    await store.count_one_more(work.conn, person.id, since=work.now - rules.HOUR, now=work.now)
    return await store.add_resource(
        work.conn,
        person_id=person.id,
        link=link,
        now=work.now,
        site=link.host[:LONGEST_SITE],
        mode=rules.mode_of_link(link),
        tags=tags,
        why=why,
        lookup=Lookup.WAITING if is_asked else Lookup.NONE,
        answer_at=work.now + rules.ANSWERED_AFTER if is_asked else None,
    )


async def _take_again(work: Work, present: Resource, *, tags: Sequence[str], why: str) -> Resource:
    await store.change_resource(work.conn, present.id, removed_at=None)
    if why:
        await store.change_resource(work.conn, present.id, why=why)
    if tags:
        await store.put_tags(work.conn, present.id, rules.read_tags((*tags, *present.tags)))
    return await store.get_resource(work.conn, present.id)


async def keep(
    work: Work,
    person: Person,
    link: Link,
    *,
    title: str = "",
    mode: Mode | None = None,
    minutes: int | None = None,
    goal_id: int | None = None,
    site: str = "",
) -> Resource:
    """Get the person's resource for a link, or make it; its page is asked only for what is not given."""
    await store.lock_resources_of(work.conn, person.id)
    present = await store.find_by_key(work.conn, person.id, link.key)
    if present is not None:
        await store.change_resource(work.conn, present.id, removed_at=None)
        return present
    is_known = bool(title) and minutes is not None
    is_asked = work.settings.resources.fetch and not is_known
    return await store.add_resource(
        work.conn,
        person_id=person.id,
        link=link,
        now=work.now,
        site=one_line(site)[:LONGEST_SITE] or link.host[:LONGEST_SITE],
        title=one_line(title)[:LONGEST_TITLE],
        mode=mode or rules.mode_of_link(link),
        minutes=minutes,
        goal_id=goal_id,
        lookup=Lookup.WAITING if is_asked else Lookup.NONE,
    )


async def copy_of_fellow(work: Work, person: Person, resource_id: int) -> Resource:
    """The person's own copy of what a fellow member shared; their own resource is the copy itself.

    Raises:
        NotForYou: it is not there, or no circle of theirs sees it (any more).
    """
    original = await store.get_resource(work.conn, resource_id)
    if original.person_id == person.id:
        return original
    await shared_resource(work, person, original.id)
    await store.lock_resources_of(work.conn, person.id)
    present = await store.find_by_key(work.conn, person.id, original.key)
    if present is not None:
        values = {} if present.saved_from else {"saved_from": original.id}
        await store.change_resource(work.conn, present.id, removed_at=None, **values)
        return await store.get_resource(work.conn, present.id)
    return await store.add_resource(
        work.conn,
        person_id=person.id,
        link=Link(url=original.url, host=original.site, key=original.key),
        now=work.now,
        site=original.site,
        title=original.title,
        mode=original.mode,
        minutes=original.minutes,
        saved_from=original.id,
    )


# Changing -------------------------------------------------------------------------------------------


async def set_title(work: Work, person: Person, resource_id: int, title: str) -> Resource:
    """Call it otherwise."""
    return await _change(work, person, resource_id, title=title)


async def set_mode(work: Work, person: Person, resource_id: int, mode: Mode) -> Resource:
    """Say how it is taken in."""
    return await _change(work, person, resource_id, mode=mode)


async def set_minutes(work: Work, person: Person, resource_id: int, minutes: int) -> Resource:
    """Say how long it takes."""
    return await _change(work, person, resource_id, minutes=minutes)


async def set_why(work: Work, person: Person, resource_id: int, why: str) -> Resource:
    """Say why; empty: nothing."""
    return await _change(work, person, resource_id, why=why)


async def set_goal(work: Work, person: Person, resource_id: int, goal_id: int | None) -> Resource:
    """Say which goal it is for.

    Raises:
        NotForYou: resource or goal are not theirs.
    """
    goal = None if goal_id is None else await goal_as_owner(work, person, goal_id)
    return await _change(work, person, resource_id, goal_id=goal.id if goal else None)


async def set_tags(work: Work, person: Person, resource_id: int, tags: Sequence[str]) -> Resource:
    """These tags and no others."""
    resource = await own_resource(work, person, resource_id)
    await store.put_tags(work.conn, resource.id, tags)
    return await store.get_resource(work.conn, resource.id)


async def _change(work: Work, person: Person, resource_id: int, **values: object) -> Resource:
    resource = await own_resource(work, person, resource_id)
    await store.change_resource(work.conn, resource.id, **values)
    await actions_telling.tell_anew(work, resource.id)
    return await store.get_resource(work.conn, resource.id)


# Going ----------------------------------------------------------------------------------------------


async def remove(work: Work, person: Person, resource_id: int) -> Resource:
    """Take it away, from circles too; copies of it stay with those who saved them."""
    resource = await own_resource(work, person, resource_id)
    for shared in await store_shares.list_shares_of(work.conn, resource.id):
        await actions_telling.unshare(work, shared)
    await store_shares.unshare_all(work.conn, resource.id)
    await actions_telling.withdraw_thanks(work, resource.id)
    await store_lookup.forget_screens(work.conn, resource.id)
    await store.remove(work.conn, resource.id, now=work.now)
    return resource
