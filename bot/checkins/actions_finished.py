"""Whether the thing that was proposed for a sitting is finished: asked after it, once."""

from bot.nudges import actions_proposals, store_proposals
from bot.queue import actions as queue_actions
from bot.queue.records import Entry
from bot.sittings.records import Kept, Sitting
from bot.sittings.rules import PARTLY_COUNTS
from bot.work import Work

KEPT = frozenset({Kept.DONE, Kept.PARTLY})


async def find_open(work: Work, sitting: Sitting) -> Entry | None:
    """What is asked about: proposed for a kept sitting, not finished, not yet asked about."""
    proposed = await store_proposals.find_proposed(work.conn, sitting.row_id)
    if proposed is None or proposed.answered_at is not None or sitting.kept not in KEPT:
        return None
    entry = await actions_proposals.find_entry(work, sitting)
    return entry if entry is not None and entry.is_open else None


async def answer(work: Work, sitting: Sitting, *, is_finished: bool) -> Entry | None:
    """Keep whether it is finished; the sitting's minutes went into it either way. None: asked and answered."""
    entry = await find_open(work, sitting)
    if entry is None or not await store_proposals.mark_answered(
        work.conn, sitting.row_id, now=work.now
    ):
        return None
    await queue_actions.spend_in_sitting(work, entry, minutes=minutes_of(sitting))
    if is_finished:
        await queue_actions.finish(work, entry)
    else:
        await queue_actions.start(work, entry)
    return entry


async def settle(work: Work, sitting: Sitting) -> None:
    """A kept sitting whose thing was finished while it went on: its minutes went into that."""
    entry = await actions_proposals.find_entry(work, sitting)
    if entry is None or entry.ended_at is None or sitting.started_at is None:
        return
    was_then = sitting.started_at <= entry.ended_at
    if was_then and await store_proposals.mark_answered(work.conn, sitting.row_id, now=work.now):
        await queue_actions.spend_in_sitting(work, entry, minutes=minutes_of(sitting))


def minutes_of(sitting: Sitting) -> int:
    """What of a sitting counts: as in the progress of its week."""
    return sitting.minutes // PARTLY_COUNTS if sitting.kept is Kept.PARTLY else sitting.minutes
