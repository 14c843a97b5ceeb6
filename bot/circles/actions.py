"""What happens to circles and stays, one transaction each, and the doors to them."""

from collections.abc import Sequence

from bot.circles import rules, store, store_locks, store_log
from bot.circles.records import (
    Circle,
    CircleId,
    Event,
    Left,
    Member,
    MemberId,
    Refusal,
    Role,
    Roll,
)
from bot.errors import NotForYou
from bot.people.records import Person, PersonId
from bot.work import Work

# Doors -------------------------------------------------------------------------------------------


async def circle_as_member(work: Work, person: Person, circle_id: int) -> tuple[Roll, Member]:
    """An open circle and the person's present stay in it.

    Raises:
        NotForYou: there is no such open circle, or they are not in it.
    """
    roll = await store.get_roll(work.conn, circle_id)
    member = roll.find(person.id)
    if member is None or not roll.circle.is_open:
        raise NotForYou
    return roll, member


async def circle_as_host(work: Work, person: Person, circle_id: int) -> tuple[Roll, Member]:
    """An open circle and the stay of a person who hosts it.

    Raises:
        NotForYou: there is no such open circle, or they are no host of it (any more).
    """
    roll, member = await circle_as_member(work, person, circle_id)
    if not member.is_host:
        raise NotForYou
    return roll, member


# Coming ------------------------------------------------------------------------------------------


async def refuse_open(work: Work, person: Person) -> Refusal | None:
    """Why the person may not open one more circle now."""
    limits = work.settings.limits
    return rules.refuse_open(
        hosted=await store.count_hosted_by(work.conn, person.id),
        joined=await store.count_circles_of(work.conn, person.id),
        most_hosted=limits.circles_per_host,
        most_joined=limits.circles_per_person,
    )


async def open_circle(
    work: Work,
    person: Person,
    *,
    name: str,
    field: str,
    focus: str,
    language: str,
    seats: int,
    zone: str,
) -> Circle | Refusal:
    """Open a circle; its opener is host and first member.

    Args:
        work: the transaction.
        person: who opens it.
        name: 1-64 visible characters, as `rules.read_text` gives it; likewise the two that follow.
        field: what it is about.
        focus: the part it begins with; may be empty.
        language: a catalogue's name.
        seats: 2-20.
        zone: an IANA name.
    """
    await store_locks.lock_joining(work.conn, person.id)
    if refusal := await refuse_open(work, person):
        return refusal
    circle = await store.create_circle(
        work.conn,
        name=name,
        field=field,
        focus=focus,
        language=language,
        zone=zone,
        seats=seats,
        acquaintances_required=work.settings.circles.acquaintances_required,
        window_hours=work.settings.circles.admission_window_hours,
        hold_hours=0,
        host_has_last_word=False,
        only_hosts_invite=False,
        new_members_wait=False,
        opened_at=work.now,
    )
    await store.take_seat(work.conn, circle.id)
    await store.add_member(
        work.conn,
        circle_id=circle.id,
        person_id=person.id,
        role=Role.HOST,
        is_opener=True,
        helps_with="",
        now=work.now,
    )
    await store_log.write_log(
        work.conn, circle.id, Event.OPENED, now=work.now, person_id=person.id
    )
    return await store.get_circle(work.conn, circle.id)


async def admit(
    work: Work,
    *,
    circle_id: CircleId,
    person_id: PersonId,
    helps_with: str,
    vouchers: Sequence[PersonId],
    invited_by: PersonId | None = None,
) -> Member | None:
    """Take a seat for somebody and begin their stay; sends nothing.

    The circle's row is locked first, and the seat is taken by a conditional update: of two
    newcomers for the last seat one gets it.

    Args:
        work: the transaction.
        circle_id: where.
        person_id: who; somebody who is in already keeps their stay.
        helps_with: how they can help the others, in their words.
        vouchers: who said that they know them; stands in the log.
        invited_by: who brought them; told privately should they be removed one day. None: the
            first voucher stands in for them.

    Returns:
        The stay; None: no seat is free, or the circle is closed.
    """
    await store.lock_circle(work.conn, circle_id)
    present = await store.find_stay(work.conn, circle_id=circle_id, person_id=person_id)
    if present is not None:
        return present
    if not await store.take_seat(work.conn, circle_id):
        return None
    member = await store.add_member(
        work.conn,
        circle_id=circle_id,
        person_id=person_id,
        role=Role.MEMBER,
        is_opener=False,
        helps_with=helps_with,
        now=work.now,
    )
    await store.forgive_removal(work.conn, circle_id=circle_id, person_id=person_id)
    inviter = invited_by if invited_by is not None else next(iter(vouchers), None)
    await store_log.write_log(
        work.conn,
        circle_id,
        Event.JOINED,
        now=work.now,
        person_id=person_id,
        details={"vouchers": list(vouchers), "invited_by": inviter},
    )
    return member


# Going -------------------------------------------------------------------------------------------


async def leave(
    work: Work, person: Person, *, circle_id: int, member_id: MemberId | None = None
) -> Left | Refusal:
    """End the person's own stay; whoever is the last member closes the circle with it.

    What hangs on the stay (ties, invites, nudges of the circle) ends by the queries of the slices
    above, which ask for present stays.

    Args:
        work: the transaction.
        person: who leaves.
        circle_id: where.
        member_id: the stay that the pressed button was about; a later stay is not ended by it.

    Raises:
        NotForYou: they are not in it.
    """
    await store.lock_circle(work.conn, circle_id)
    roll, member = await circle_as_member(work, person, circle_id)
    if member_id is not None and member.id != member_id:
        raise NotForYou
    if refusal := rules.refuse_leave(roll, member):
        return refusal
    circle = roll.circle
    await store.end_stay(work.conn, member, now=work.now)
    await store_log.write_log(work.conn, circle.id, Event.LEFT, now=work.now, person_id=person.id)
    is_last = len(roll.members) == 1
    if is_last:
        await store.archive(work.conn, circle.id, now=work.now)
        await store_log.write_log(work.conn, circle.id, Event.ARCHIVED, now=work.now)
    return Left(circle, is_archived=is_last)


async def mute(
    work: Work, person: Person, *, circle_id: int, is_muted: bool
) -> tuple[Roll, Member]:
    """Let the person get no posts of a circle, or get them again.

    Raises:
        NotForYou: they are not in it.
    """
    _, member = await circle_as_member(work, person, circle_id)
    await store.change_member(work.conn, member.id, is_muted=is_muted)
    return await circle_as_member(work, person, circle_id)
