"""What circles see of sources, and what fellow members save of it."""

from bot.circles import store as circle_store
from bot.circles.records import Circle
from bot.errors import NotForYou
from bot.people.records import Person
from bot.sources import store, store_shares
from bot.sources.actions import add_source, own_source
from bot.sources.records import Refusal, Shared, Source, SourceDraft
from bot.work import Work


async def list_sharing(work: Work, person: Person, source: Source) -> list[tuple[Circle, bool]]:
    """The person's circles, each with whether it sees the source."""
    shared = set(await store_shares.list_circles_shared_with(work.conn, source.id))
    mine = await circle_store.list_circles_of(work.conn, person.id)
    return [(circle, circle.id in shared) for circle, _ in mine]


async def share_with(
    work: Work, person: Person, source_id: int, circle_id: int, *, is_shared: bool
) -> Source:
    """Share the source with one circle, or no longer.

    Raises:
        NotForYou: the source is not theirs, or they are not in that circle.
    """
    source = await own_source(work, person, source_id)
    mine = await circle_store.list_circles_of(work.conn, person.id)
    stay = next((stay for circle, stay in mine if circle.id == circle_id), None)
    if stay is None:
        raise NotForYou
    change = store_shares.share if is_shared else store_shares.unshare
    await change(work.conn, source_id=source.id, member_id=stay.id)
    return source


async def share_with_all(work: Work, person: Person, source_id: int, *, is_shared: bool) -> Source:
    """Share the source with all of the person's circles, or with none."""
    source = await own_source(work, person, source_id)
    for _, stay in await circle_store.list_circles_of(work.conn, person.id):
        change = store_shares.share if is_shared else store_shares.unshare
        await change(work.conn, source_id=source.id, member_id=stay.id)
    return source


# What others share -------------------------------------------------------------------------------


async def circle_as_member(work: Work, person: Person, circle_id: int) -> Circle:
    """The open circle, if they are in it.

    Raises:
        NotForYou: they are not.
    """
    for circle, _ in await circle_store.list_circles_of(work.conn, person.id):
        if circle.id == circle_id:
            return circle
    raise NotForYou


async def list_shared(work: Work, person: Person, circle: Circle) -> list[Shared]:
    """What their fellow members share with the circle."""
    return await store_shares.list_shared(work.conn, circle.id, but_of=person.id)


async def seen_source(work: Work, person: Person, source_id: int) -> tuple[Shared, Circle]:
    """A fellow member's source as a circle shows it.

    Raises:
        NotForYou: no circle shows it to them (any more).
    """
    found = await store_shares.find_seen(work.conn, source_id, person_id=person.id)
    if found is None:
        raise NotForYou
    circle = await circle_as_member(work, person, found[1])
    for shared in await list_shared(work, person, circle):
        if shared.source.id == source_id:
            return shared, circle
    raise NotForYou


async def save_copy(
    work: Work, person: Person, source_id: int, *, goal_id: int | None = None
) -> tuple[Source, bool] | Refusal:
    """A source of their own from a fellow member's, and whether it is new; or why there is none.

    Raises:
        NotForYou: no circle shows it to them (any more).
    """
    owner_id = (await store.get_source(work.conn, source_id)).person_id
    await store.lock_people(work.conn, {person.id, owner_id})
    shared, _ = await seen_source(work, person, source_id)
    original = shared.source
    outcome = await add_source(
        work,
        person,
        draft_of(original),
        goal_ids=() if goal_id is None else (goal_id,),
        tags=original.tags,
        saved_from=original.person_id,
    )
    if isinstance(outcome, Source):
        return outcome, True
    known = await store.find_by_key(work.conn, person.id, original.key)
    return outcome if known is None else (known, False)


def draft_of(source: Source) -> SourceDraft:
    """What of a source can be somebody else's: all but the note."""
    return SourceDraft(
        kind=source.kind,
        title=source.title,
        key=source.key,
        site=source.site,
        handle=source.handle,
        url=source.url,
    )
