"""What happens to the one thing that a sitting's nudge proposes."""

from bot.errors import NotForYou
from bot.nudges import store_proposals
from bot.people.records import Person
from bot.queue import actions as queue_actions
from bot.queue import rules as queue_rules
from bot.queue import store as queue_store
from bot.queue.actions_proposing import propose as pick
from bot.queue.records import Entry
from bot.sittings import store as sitting_store
from bot.sittings.records import Sitting, State
from bot.work import Work


async def propose(work: Work, person: Person, sitting: Sitting) -> Entry | None:
    """What is proposed for a sitting: as before while that is still to be got through, else another thing."""
    known = await find_entry(work, sitting)
    today = queue_actions.today_of(work, person)
    if known is not None and queue_rules.may_be_offered(known, today=today):
        return known
    return await _put(work, person, sitting)


async def _put(work: Work, person: Person, sitting: Sitting) -> Entry | None:
    entry = await pick(
        work, person, mode=sitting.mode, minutes=sitting.minutes, goal_id=sitting.goal_id
    )
    if entry is None:
        await store_proposals.remove_proposed(work.conn, sitting.row_id)
    else:
        await store_proposals.put_proposed(work.conn, sitting.row_id, entry.id, now=work.now)
    return entry


async def find_entry(work: Work, sitting: Sitting) -> Entry | None:
    """What was proposed for a sitting, whatever became of it; None: nothing was, or its link was removed."""
    if sitting.id is None:
        return None
    proposed = await store_proposals.find_proposed(work.conn, sitting.id)
    return await queue_store.find_entry(work.conn, proposed.entry_id) if proposed else None


async def begin(work: Work, person: Person, sitting: Sitting) -> Entry | None:
    """A sitting has begun, and with it what is proposed for it."""
    entry = await propose(work, person, sitting)
    if entry is not None:
        await queue_actions.start(work, entry)
    return entry


async def something_else(
    work: Work, person: Person, sitting: Sitting, *, than: int
) -> Entry | None:
    """Refuse the entry `than`, for good, and propose another one; None: nothing else fits.

    Where something else is proposed already (a second tap) that stays.

    Raises:
        NotForYou: it is somebody else's.
    """
    proposed = await store_proposals.find_proposed(work.conn, sitting.row_id)
    if proposed is None:
        return None
    entry = await find_entry(work, sitting)
    if entry is not None and entry.person_id != person.id:
        raise NotForYou
    if proposed.entry_id != than and entry is not None:
        return entry
    if entry is not None:
        await queue_actions.refuse(work, entry, begun_at=sitting.started_at)
    another = await _put(work, person, sitting)
    if another is not None and sitting.state is State.STARTED and sitting.started_at is not None:
        await queue_actions.start(work, another, at=sitting.started_at)
    return another


async def is_in_a_sitting(work: Work, person: Person) -> bool:
    """Whether one of their sittings goes on now: its time is counted with it."""
    return await sitting_store.is_any_started(work.conn, person.id, now=work.now)
