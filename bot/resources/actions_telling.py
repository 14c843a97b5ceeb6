"""What circles are told of links: planned, corrected, taken back."""

from collections.abc import Mapping, Sequence

from bot.circles import store as circle_store
from bot.circles.records import Circle, Member, MemberId, Roll
from bot.outbox import store as outbox_store
from bot.outbox.records import Outgoing, State
from bot.people import store as people_store
from bot.people.records import Person
from bot.resources import messages_posts, rules, store, store_shares, store_thanks
from bot.resources.records import Hears, ResourceId, Shared
from bot.work import Work

LINK, THANKS = "link", "thanks"


def about_one(member_id: int, resource_id: int) -> str:
    """What names one link of one member."""
    return f"{member_id}.{resource_id}"


def about_batch(member_id: int, batch: int) -> str:
    """What names the links that one member shared within the same minutes."""
    return f"{member_id}.b{batch}"


def key_of(about: str, reader_id: int) -> str:
    """The delivery's key."""
    return f"{LINK}:{about}:{reader_id}"


async def tell(work: Work, shared: Shared, *, batch: int | None) -> None:
    """Tell everybody who hears of links at once; in a batch it waits for its end."""
    if batch is None:
        await _tell_one(work, shared)
    else:
        await _tell_batch(work, shared.member_id, batch)


async def _tell_one(work: Work, shared: Shared) -> None:
    roll, sharer, hearing = await _audience(work, shared)
    about = about_one(shared.member_id, shared.resource.id)
    for reader in hearing:
        await work.outbox.add(
            _post(work, reader, sharer, roll.circle, [shared]),
            kind=LINK,
            key=key_of(about, reader.id),
            about=about,
        )


async def _tell_batch(work: Work, member_id: MemberId, batch: int) -> None:
    """Plan what the batch holds now, or let what is planned say it."""
    about = about_batch(member_id, batch)
    links = await store_shares.list_batch(work.conn, member_id, batch=batch)
    if not links:
        await work.outbox.withdraw(kind=LINK, about=about)
        return
    roll, sharer, hearing = await _audience(work, links[0])
    for reader in hearing:
        post = _post(work, reader, sharer, roll.circle, links)
        if not await _is_said_anew(work, key_of(about, reader.id), post):
            await work.outbox.add(
                post,
                kind=LINK,
                key=key_of(about, reader.id),
                about=about,
                due_at=rules.batch_ends_at(batch),
            )


async def tell_anew(work: Work, resource_id: ResourceId) -> None:
    """Its person corrected it: what was told and what is to be told says so."""
    for shared in await store_shares.list_shares_of(work.conn, resource_id):
        is_shared, batch = await store_shares.find_batch(
            work.conn, resource_id=resource_id, member_id=shared.member_id
        )
        links = [shared]
        about = about_one(shared.member_id, resource_id)
        if is_shared and batch is not None:
            links = await store_shares.list_batch(work.conn, shared.member_id, batch=batch)
            about = about_batch(shared.member_id, batch)
        roll, sharer, hearing = await _audience(work, shared)
        for reader in hearing:
            post = _post(work, reader, sharer, roll.circle, links)
            await _is_said_anew(work, key_of(about, reader.id), post)


async def _is_said_anew(work: Work, key: str, post: Outgoing) -> bool:
    """Let a delivery say something else; False: there is none."""
    told = await outbox_store.find_delivery(work.conn, key=key)
    if told is None:
        return False
    if told.message_id is not None:
        await work.outbox.change(post, of=key)
    elif told.state is State.PLANNED:
        await outbox_store.rewrite(
            work.conn, told.id, post, about=told.about, expires_at=told.expires_at
        )
    return True


async def unshare(work: Work, shared: Shared) -> None:
    """A circle sees it no longer: what is not sent yet is not sent."""
    resource_id, member_id = shared.resource.id, shared.member_id
    _, batch = await store_shares.find_batch(
        work.conn, resource_id=resource_id, member_id=member_id
    )
    await store_shares.unshare(work.conn, resource_id=resource_id, member_id=member_id)
    await work.outbox.withdraw(kind=LINK, about=about_one(member_id, resource_id))
    if batch is not None:
        await _tell_batch(work, member_id, batch)


async def _audience(work: Work, shared: Shared) -> tuple[Roll, Person, Sequence[Person]]:
    """The circle, who shared it, and who hears of it at once."""
    roll = await circle_store.get_roll(work.conn, shared.circle_id)
    sharer = await people_store.get_person(work.conn, shared.person_id)
    hears = await store_shares.list_hears(work.conn, [member.id for member in roll.members])
    hearing = [
        member.person_id
        for member in roll.members
        if member.person_id != sharer.id and _hears(member, hears)
    ]
    found = await people_store.list_people(work.conn, hearing)
    return roll, sharer, [found[each] for each in hearing if each in found]


def _hears(member: Member, hears: Mapping[MemberId, Hears]) -> bool:
    return rules.hears_now(hears[member.id], is_muted=member.is_muted)


def _post(
    work: Work, reader: Person, sharer: Person, circle: Circle, links: Sequence[Shared]
) -> Outgoing:
    say = work.say_to(reader.reader)
    return messages_posts.post(say, reader, circle, links, sharer=sharer.name)


# Thanks ---------------------------------------------------------------------------------------------


async def tell_thanks(work: Work, resource_id: ResourceId, *, only_planned: bool = False) -> None:
    """Tell whose it is, once a day at most, who has said thanks so far.

    `only_planned`: only what waits to be sent says so; nothing new is planned.
    """
    await store.lock_resource(work.conn, resource_id)
    resource = await store.get_resource(work.conn, resource_id)
    person = await people_store.get_person(work.conn, resource.person_id)
    names = await store_thanks.list_names(work.conn, resource_id)
    if not names:
        await withdraw_thanks(work, resource_id)
        return
    post = messages_posts.thanks(work.say_to(person.reader), person, resource, names)
    tz = person.reader.tz
    today = work.now.astimezone(tz).date()
    tomorrow_at = rules.next_morning(tz, after=work.now)
    for on, due_at in ((today, work.now), (tomorrow_at.astimezone(tz).date(), tomorrow_at)):
        key = f"{THANKS}:{resource_id}:{on.isoformat()}"
        told = await outbox_store.find_delivery(work.conn, key=key)
        if told is None and only_planned:
            continue
        if told is None:
            await work.outbox.add(
                post, kind=THANKS, key=key, about=str(resource_id), due_at=due_at
            )
            return
        if told.state is State.PLANNED:
            await outbox_store.rewrite(
                work.conn, told.id, post, about=told.about, expires_at=told.expires_at
            )
            if not only_planned:
                return


async def withdraw_thanks(work: Work, resource_id: ResourceId) -> None:
    """Nobody is told of thanks for it any more."""
    await work.outbox.withdraw(kind=THANKS, about=str(resource_id))
