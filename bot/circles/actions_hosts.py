"""What hosts do to their circle, one transaction each. Each locks the circle's row first."""

from dataclasses import replace

from bot.circles import messages_told, rules, store, store_log
from bot.circles.actions import circle_as_host
from bot.circles.records import (
    Circle,
    Event,
    Member,
    MemberId,
    Refusal,
    RemovalReason,
    Role,
    Roll,
    Setting,
)
from bot.outbox.records import Outgoing
from bot.people import store as people_store
from bot.people.records import Person
from bot.work import Work


async def _locked(work: Work, person: Person, circle_id: int) -> tuple[Roll, Member]:
    await store.lock_circle(work.conn, circle_id)
    return await circle_as_host(work, person, circle_id)


async def change(
    work: Work, person: Person, *, circle_id: int, setting: Setting, value: str | int
) -> Circle | Refusal:
    """Give a setting a value; what it has already is not logged again.

    Raises:
        NotForYou: the person is no host (any more).
    """
    roll, _ = await _locked(work, person, circle_id)
    circle = roll.circle
    if refusal := rules.refuse_setting(circle, setting, value):
        return refusal
    if rules.value_of(circle, setting) == value:
        return circle
    column = rules.COLUMNS[setting]
    kept = bool(value) if setting in rules.SWITCHES else value
    await store.change_circle(work.conn, circle.id, **{column: kept})
    await store_log.write_log(
        work.conn,
        circle.id,
        Event.CHANGED,
        now=work.now,
        by=person.id,
        details={"setting": setting.value, "value": value},
    )
    return await store.get_circle(work.conn, circle.id)


async def remove(
    work: Work,
    person: Person,
    *,
    circle_id: int,
    member_id: MemberId,
    reason: str | RemovalReason,
) -> Member | Refusal:
    """End somebody's stay, with a reason that they get; whoever brought them is told privately.

    Returns:
        The stay that ended.

    Raises:
        NotForYou: the person is no host (any more).
    """
    roll, host = await _locked(work, person, circle_id)
    if refusal := rules.refuse_removal(roll, host, member_id):
        return refusal
    circle, target = roll.circle, await store.get_member(work.conn, member_id)
    await store.end_stay(work.conn, target, now=work.now)
    await store.record_removal(
        work.conn, circle_id=circle.id, person_id=target.person_id, now=work.now
    )
    await store_log.write_log(
        work.conn,
        circle.id,
        Event.REMOVED,
        now=work.now,
        person_id=target.person_id,
        by=person.id,
    )
    removed = await people_store.get_person(work.conn, target.person_id)
    say = work.say_to(removed.reader)
    await work.outbox.add(
        messages_told.removed(say, removed, circle, reason),
        kind="circle_removed",
        key=f"circle_removed:{target.id}",
        about=f"{circle.id}.{removed.id}",
    )
    await _tell_inviter(work, roll, target, removed, host)
    return target


async def _tell_inviter(
    work: Work, roll: Roll, target: Member, removed: Person, host: Member
) -> None:
    """A kind word to whoever brought the removed person, if they are still there."""
    joining = await store_log.find_joining(
        work.conn, circle_id=roll.circle.id, person_id=target.person_id
    )
    invited_by = joining.details.get("invited_by") if joining else None
    inviter = roll.find(invited_by) if invited_by is not None else None
    if inviter is None or inviter.id in {target.id, host.id}:
        return
    told = await people_store.get_person(work.conn, inviter.person_id)
    await work.outbox.add(
        messages_told.inviter(work.say_to(told.reader), told, roll.circle, removed),
        kind="circle_inviter",
        key=f"circle_inviter:{target.id}",
        about=str(inviter.id),
    )


async def hand_over(
    work: Work, person: Person, *, circle_id: int, member_id: MemberId
) -> Member | Refusal:
    """Make another member host in one's own place; they are told.

    Raises:
        NotForYou: the person is no host (any more).
    """
    roll, host = await _locked(work, person, circle_id)
    if refusal := rules.refuse_new_host(roll, host, member_id):
        return refusal
    await store.change_member(work.conn, host.id, role=Role.MEMBER)
    return await _make_host(work, roll, member_id, event=Event.HOST_HANDED_OVER, by=person)


async def add_host(
    work: Work, person: Person, *, circle_id: int, member_id: MemberId
) -> Member | Refusal:
    """Make another member host beside oneself; they are told.

    Raises:
        NotForYou: the person is no host (any more).
    """
    roll, host = await _locked(work, person, circle_id)
    if refusal := rules.refuse_new_host(roll, host, member_id):
        return refusal
    return await _make_host(work, roll, member_id, event=Event.HOST_ADDED, by=person)


async def _make_host(
    work: Work, roll: Roll, member_id: MemberId, *, event: Event, by: Person
) -> Member:
    await store.change_member(work.conn, member_id, role=Role.HOST)
    member = await store.get_member(work.conn, member_id)
    await store_log.write_log(
        work.conn, roll.circle.id, event, now=work.now, person_id=member.person_id, by=by.id
    )
    told = await people_store.get_person(work.conn, member.person_id)
    say = work.say_to(told.reader)
    await tell_host(work, member, messages_told.became_host(say, told, roll.circle, by))
    return member


async def tell_host(work: Work, member: Member, outgoing: Outgoing) -> None:
    """Tell somebody that they are host now."""
    await work.outbox.add(
        outgoing,
        kind="circle_host",
        key=f"circle_host:{member.id}:{int(work.now.timestamp())}",
        about=str(member.id),
    )


async def step_down(work: Work, person: Person, *, circle_id: int) -> Roll | Refusal:
    """Become a plain member, if another host remains.

    Raises:
        NotForYou: the person is no host (any more).
    """
    roll, host = await _locked(work, person, circle_id)
    if refusal := rules.refuse_step_down(roll, host):
        return refusal
    await store.change_member(work.conn, host.id, role=Role.MEMBER)
    await store_log.write_log(
        work.conn, roll.circle.id, Event.STEPPED_DOWN, now=work.now, person_id=person.id
    )
    return await store.get_roll(work.conn, circle_id)


async def archive(
    work: Work, person: Person, *, circle_id: int, is_deleted: bool = False
) -> Circle:
    """Close the circle: every stay in it ends, and its members are told.

    Args:
        work: the transaction.
        person: a host.
        circle_id: which one.
        is_deleted: its log goes at once; its name, its field and what members wrote about
            themselves there go as soon as whoever waits at its door has been told.

    Returns:
        The circle as it was called until now.

    Raises:
        NotForYou: the person is no host (any more), or the circle is closed already.
    """
    roll, host = await _locked(work, person, circle_id)
    await store.archive(work.conn, roll.circle.id, now=work.now, is_deleted=is_deleted)
    await store_log.write_log(
        work.conn, roll.circle.id, Event.ARCHIVED, now=work.now, by=person.id
    )
    others = [member for member in roll.members if member.id != host.id]
    people = await people_store.list_people(work.conn, (m.person_id for m in others))
    for member in others:
        told = people[member.person_id]
        await work.outbox.add(
            messages_told.closed(work.say_to(told.reader), told, roll.circle),
            kind="circle_closed",
            key=f"circle_closed:{member.id}",
        )
    if is_deleted:
        await store_log.forget_log(work.conn, roll.circle.id)
    return replace(roll.circle, archived_at=work.now, members=0)
