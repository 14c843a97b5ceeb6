"""The links of the week: told once, to each member what they did not hear of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.circles import store as circle_store
from bot.circles.records import Member, Roll
from bot.outbox import store as outbox_store
from bot.outbox.records import State
from bot.people import store as people_store
from bot.people.records import Person, PersonId
from bot.resources import messages_posts, rules, store_seen, store_shares
from bot.resources.actions_telling import about_batch, about_one, key_of
from bot.resources.records import Hears, Shared
from bot.work import Work

WEEKLY: Final = "links_weekly"
BATCH: Final = 5  # circles of one transaction
MOST_LOOKED_AT: Final = 60  # of a week's links, the newest; ten of them are told
_REACHED: Final = frozenset({State.SENT, State.UNKNOWN, State.SENDING, State.PLANNED})


@dataclass(frozen=True, slots=True)
class _Week:
    """A circle's week: who is in it, what they are called, when it was to be told."""

    roll: Roll
    names: Mapping[PersonId, str]
    due_at: datetime


async def tell_due(work: Work) -> int:
    """Tell every circle whose week is over; how many circles."""
    due = await store_shares.list_due_weeks(work.conn, at=work.now, limit=BATCH)
    for circle_id, zone, told_at, next_at in due:
        roll = await circle_store.get_roll(work.conn, circle_id)
        if not roll.circle.is_open:
            await store_shares.end_weeks(work.conn, circle_id)
            continue
        is_late = work.now - next_at > rules.WEEKLY_LATENESS
        if not is_late:
            await _tell(work, roll, since=told_at, due_at=next_at)
        await store_shares.put_week(
            work.conn,
            circle_id,
            told_at=told_at if is_late else work.now,
            next_at=rules.next_week(zone, after=work.now),
        )
    return len(due)


async def _tell(work: Work, roll: Roll, *, since: datetime | None, due_at: datetime) -> None:
    shared = await store_seen.list_shared_in(
        work.conn, roll.circle.id, since, limit=MOST_LOOKED_AT
    )
    if not shared:
        return
    hears = await store_shares.list_hears(work.conn, [member.id for member in roll.members])
    people = await people_store.list_people(work.conn, roll.person_ids)
    names = {person.id: person.name for person in people.values()}
    week = _Week(roll, names, due_at)
    for member in roll.members:
        reader = people.get(member.person_id)
        if reader is None or member.is_muted or hears[member.id] is Hears.NEVER:
            continue
        links = await _for_reader(work, reader, shared, hears=hears[member.id])
        if links:
            await _plan(work, week, reader, member, links)


async def _plan(
    work: Work, week: _Week, reader: Person, member: Member, links: Sequence[Shared]
) -> None:
    say = work.say_to(reader.reader)
    await work.outbox.add(
        messages_posts.weekly(say, reader, week.roll.circle, links, week.names),
        kind=WEEKLY,
        key=f"{WEEKLY}:{member.id}:{week.due_at.date().isoformat()}",
        about=str(week.roll.circle.id),
        due_at=week.due_at,
    )


async def _for_reader(
    work: Work, reader: Person, shared: Sequence[Shared], *, hears: Hears
) -> list[Shared]:
    """What one member did not hear of yet; their own is left out."""
    others = [found for found in shared if found.person_id != reader.id]
    if hears is Hears.WEEKLY:
        return others
    return [found for found in others if not await _has_heard(work, reader, found)]


async def _has_heard(work: Work, reader: Person, shared: Shared) -> bool:
    _, batch = await store_shares.find_batch(
        work.conn, resource_id=shared.resource.id, member_id=shared.member_id
    )
    about = (
        about_one(shared.member_id, shared.resource.id)
        if batch is None
        else about_batch(shared.member_id, batch)
    )
    told = await outbox_store.find_delivery(work.conn, key=key_of(about, reader.id))
    return told is not None and told.state in _REACHED
