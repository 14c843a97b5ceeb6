"""What happens to somebody's list, one transaction each."""

from datetime import date, datetime

from bot.errors import NotForYou
from bot.people import store as people_store
from bot.people.records import Person
from bot.queue import rules_list, store, store_minutes
from bot.queue.records import (
    LONGEST_NOTE,
    MOST_OPEN,
    OPEN,
    Entry,
    EntryState,
    Later,
    Refusal,
    View,
)
from bot.resources.records import Resource
from bot.work import Work

ENDED = frozenset(EntryState) - OPEN


def today_of(work: Work, person: Person) -> date:
    """The date where they live."""
    return work.now.astimezone(person.reader.tz).date()


async def own_entry(work: Work, person: Person, entry_id: int) -> Entry:
    """The entry, if it is on their list, whatever its state.

    Raises:
        NotForYou: there is none, or it is somebody else's.
    """
    entry = await store.get_entry(work.conn, entry_id)
    if entry.person_id != person.id:
        raise NotForYou
    return entry


# On the list and off it ---------------------------------------------------------------------------


async def add(work: Work, person: Person, resource: Resource) -> Entry | Refusal:
    """Put a resource of theirs at the end of their list.

    What is on it already stays where it is; what was done or dropped comes back.

    Returns:
        The entry; or that the list is full.

    Raises:
        NotForYou: the resource is somebody else's: they keep a copy of their own first.
    """
    if resource.person_id != person.id:
        raise NotForYou
    await people_store.lock(work.conn, person.id)
    known = await store.find_entry_of(work.conn, person.id, resource_id=resource.id)
    if known is not None and known.is_open:
        return known
    if await store.count_open(work.conn, person.id) >= MOST_OPEN:
        return Refusal.FULL
    if known is not None:
        await _return(work, known)
    else:
        _, last = await store.ends_of(work.conn, person.id)
        await store.add_entry(
            work.conn,
            person_id=person.id,
            resource_id=resource.id,
            position=last + 1,
            now=work.now,
        )
    entry = await store.find_entry_of(work.conn, person.id, resource_id=resource.id)
    if entry is None:
        raise NotForYou
    return entry


async def bring_back(work: Work, person: Person, entry: Entry) -> Entry | Refusal:
    """Put what was done or dropped on the list again, at its end."""
    if entry.is_open:
        return Refusal.NOT_ENDED
    return await add(work, person, entry.resource)


async def take_back(work: Work, person: Person, entry: Entry) -> Entry | Refusal:
    """It was dropped by mistake: put it where it was."""
    if entry.state is not EntryState.DROPPED:
        return Refusal.NOT_ENDED
    await people_store.lock(work.conn, person.id)
    if await store.count_open(work.conn, person.id) >= MOST_OPEN:
        return Refusal.FULL
    await store.change(
        work.conn,
        entry.id,
        among=ENDED,
        state=rules_list.state_after_return(entry),
        ended_at=None,
    )
    return await store.get_entry(work.conn, entry.id)


async def _return(work: Work, entry: Entry) -> None:
    _, last = await store.ends_of(work.conn, entry.person_id)
    await store.change(
        work.conn,
        entry.id,
        among=ENDED,
        state=rules_list.state_after_return(entry),
        position=last + 1,
        ended_at=None,
        later_on=None,
        refused_at=None,
    )


async def start(work: Work, entry: Entry, *, at: datetime | None = None) -> Entry | Refusal:
    """It is begun, now or `at` the sitting's start: it comes first from now on. Again changes nothing."""
    if not entry.is_open:
        return Refusal.ENDED
    if entry.state is EntryState.WAITING:
        await store.change(
            work.conn,
            entry.id,
            among={EntryState.WAITING},
            state=EntryState.STARTED,
            started_at=entry.started_at or at or work.now,
            later_on=None,
            refused_at=None,
        )
    return await store.get_entry(work.conn, entry.id)


async def finish(work: Work, entry: Entry) -> Entry | Refusal:
    """It is done."""
    return await _end(work, entry, EntryState.DONE)


async def drop(work: Work, entry: Entry) -> Entry | Refusal:
    """It is let go; taking that back is one press."""
    return await _end(work, entry, EntryState.DROPPED)


async def _end(work: Work, entry: Entry, state: EntryState) -> Entry | Refusal:
    is_ended = await store.change(
        work.conn, entry.id, among=OPEN, state=state, ended_at=work.now, later_on=None
    )
    return await store.get_entry(work.conn, entry.id) if is_ended else Refusal.ENDED


# Its place, its time, its note --------------------------------------------------------------------


async def put_off(
    work: Work, person: Person, entry: Entry, later: Later | None
) -> Entry | Refusal:
    """Do not show or propose it before then; None: show it again now."""
    on = rules_list.later_on(later, today=today_of(work, person)) if later else None
    if not await store.change(work.conn, entry.id, among=OPEN, later_on=on):
        return Refusal.ENDED
    return await store.get_entry(work.conn, entry.id)


async def to_top(work: Work, person: Person, entry: Entry) -> Entry | Refusal:
    """Let it come first."""
    await people_store.lock(work.conn, person.id)
    first, _ = await store.ends_of(work.conn, person.id)
    place = first if entry.position == first else first - 1
    if not await store.change(work.conn, entry.id, among=OPEN, position=place):
        return Refusal.ENDED
    return await store.get_entry(work.conn, entry.id)


async def move(
    work: Work, person: Person, entry: Entry, *, step: int, view: View
) -> Entry | Refusal | None:
    """Change places with what stands before (-1) or after (1) it, among what was seen; None: nothing does."""
    await people_store.lock(work.conn, person.id)
    entry = await store.get_entry(work.conn, entry.id)
    if not entry.is_open:
        return Refusal.ENDED
    everything = await store.list_open(work.conn, person.id)
    found = rules_list.seen(everything, view, today=today_of(work, person))
    other = rules_list.neighbour(found, entry, step=step)
    if other is None:
        return None
    await store.change(work.conn, entry.id, position=other.position)
    await store.change(work.conn, other.id, position=entry.position)
    return await store.get_entry(work.conn, entry.id)


async def set_note(work: Work, entry: Entry, note: str) -> Entry | Refusal:
    """Write a note on it, or another one; empty: none."""
    if len(note) > LONGEST_NOTE:
        return Refusal.TOO_LONG
    await store.change(work.conn, entry.id, note=note)
    return await store.get_entry(work.conn, entry.id)


async def refuse(work: Work, entry: Entry, *, begun_at: datetime | None = None) -> None:
    """Something else was wanted: it is not proposed again.

    Args:
        work: the transaction.
        entry: what was not wanted.
        begun_at: when the sitting began: what was begun along with it was not begun at all.
    """
    begun_with_it = entry.started_at is not None and entry.started_at == begun_at
    await store.change(work.conn, entry.id, among=OPEN, refused_at=work.now)
    if begun_with_it:
        await store.change(
            work.conn,
            entry.id,
            among={EntryState.STARTED},
            state=EntryState.WAITING,
            started_at=None,
        )


async def offer_again(work: Work, entry: Entry) -> Entry:
    """It may be proposed again after all."""
    await store.change(work.conn, entry.id, refused_at=None)
    return await store.get_entry(work.conn, entry.id)


# Minutes ------------------------------------------------------------------------------------------


async def spend(work: Work, person: Person, entry: Entry, *, minutes: int) -> None:
    """So many minutes went into it outside of any sitting: they count on the person's date of now."""
    await store_minutes.add_minutes(
        work.conn,
        person_id=person.id,
        entry_id=entry.id,
        on=today_of(work, person),
        minutes=minutes,
        mode=entry.resource.mode,
    )
    await store.add_spent(work.conn, entry.id, minutes=minutes)


async def spend_in_sitting(work: Work, entry: Entry, *, minutes: int) -> None:
    """A sitting's minutes went into it: the sitting counts them already."""
    await store.add_spent(work.conn, entry.id, minutes=minutes)
