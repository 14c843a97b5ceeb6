"""What happens to stays whose person cannot act any more: erased, or the account deleted."""

from bot.circles import actions_hosts, messages_told, rules, store, store_log
from bot.circles.records import Event, Member, Role
from bot.people import store as people_store
from bot.work import Work


async def end_stay(work: Work, member: Member, *, event: Event) -> bool:
    """End a stay whose person cannot hand over; False when it had ended.

    The longest-standing member becomes host in place of the last one, at once; a circle that
    nobody is left in is closed.
    """
    circle = await store.lock_circle(work.conn, member.circle_id)
    roll = await store.get_roll(work.conn, circle.id)
    if not await store.end_stay(work.conn, member, now=work.now):
        return False
    named = None if event is Event.ERASED else member.person_id
    await store_log.write_log(work.conn, circle.id, event, now=work.now, person_id=named)
    others = [other for other in roll.members if other.id != member.id]
    if not others:
        await store.archive(work.conn, circle.id, now=work.now)
        await store_log.write_log(work.conn, circle.id, Event.ARCHIVED, now=work.now)
    elif not any(other.is_host for other in others):
        await _let_succeed(work, others)
    return True


async def _let_succeed(work: Work, others: list[Member]) -> None:
    """Make the longest-standing of `others` host, and tell them."""
    host = rules.successor(others)
    if host is None:
        return
    await store.change_member(work.conn, host.id, role=Role.HOST)
    await store_log.write_log(
        work.conn,
        host.circle_id,
        Event.HOST_BY_STANDING,
        now=work.now,
        person_id=host.person_id,
    )
    circle = await store.get_circle(work.conn, host.circle_id)
    told = await people_store.get_person(work.conn, host.person_id)
    outgoing = messages_told.host_by_standing(work.say_to(told.reader), told, circle)
    await actions_hosts.tell_host(work, host, outgoing)


async def tell_hosts_of_gone(work: Work, member: Member) -> None:
    """Tell the hosts that a stay ended because its Telegram account was deleted."""
    roll = await store.get_roll(work.conn, member.circle_id)
    gone = await people_store.get_person(work.conn, member.person_id)
    people = await people_store.list_people(work.conn, (h.person_id for h in roll.hosts))
    for host in roll.hosts:
        told = people[host.person_id]
        await work.outbox.add(
            messages_told.account_gone(work.say_to(told.reader), told, roll.circle, gone),
            kind="circle_gone",
            key=f"circle_gone:{member.id}:{host.id}",
            about=str(host.id),
        )
