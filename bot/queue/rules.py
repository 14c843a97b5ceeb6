"""What a sitting is offered of somebody's list. Pure.

One thing, or nothing. What fits, and what comes first among that:

1.  *Mode*: as the sitting's, or either of them unknown. No two different modes stand in for each other:
    who listens while driving can watch nothing, and who came to practise has not come to read.
2.  *Length*: what was begun, whatever its length (it is taken in parts), and what is known to fit in the
    sitting; then what has no known length; then what is longer than the sitting, for want of anything
    else, begun there and ended in another. A discussion is not taken in parts: too long, it is not offered.
3.  *Goal*: the sitting's own; then none; then another one. A goal that is not worked on (paused, achieved,
    let go) is as none. A sitting without a goal has room for each.
4.  What was begun.
5.  What more fellow members with the same focus thanked for.
6.  The order by hand.

What was refused is not offered again, and nothing before the date that it was put off to.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Final

from bot.goals.records import Goal, GoalId
from bot.people.records import PersonId
from bot.queue.records import Entry, EntryId, EntryState
from bot.reading.normalise import folded_ar
from bot.reading.records import Mode

# What cannot be left in the middle and taken up in another sitting.
IN_ONE_GO: Final = frozenset({Mode.DISCUSS})
_WORD: Final = re.compile(r"[^\W_]+")


def propose(
    entries: Iterable[Entry],
    *,
    mode: Mode | None,
    minutes: int,
    goal_id: GoalId | None = None,
    active: Collection[GoalId] = (),
    thanked: Mapping[str, int] | None = None,
    refused: Collection[EntryId] = (),
    today: date,
) -> Entry | None:
    """The one thing for a sitting; None: nothing fits.

    Args:
        entries: the person's list.
        mode: how they learn in the sitting; None: however.
        minutes: how long it is.
        goal_id: what it is for; None: any goal.
        active: the goals that are worked on.
        thanked: by a resource's key: how many fellow members with the same focus thanked for it.
        refused: what is not to be offered, beside what was refused for good.
        today: the person's local date.
    """
    thanks = thanked or {}
    fitting = [
        entry
        for entry in entries
        if may_be_offered(entry, today=today)
        and entry.id not in refused
        and fits_mode(entry.resource.mode, mode)
        and _length_rank(entry, minutes) is not None
    ]

    def rank(entry: Entry) -> tuple[int, int, bool, int, int, int]:
        return (
            _length_rank(entry, minutes) or 0,
            _goal_rank(entry.resource.goal_id, goal_id, active),
            entry.state is not EntryState.STARTED,
            -thanks.get(entry.resource.key, 0),
            entry.position,
            entry.id,
        )

    return min(fitting, key=rank, default=None)


def may_be_offered(entry: Entry, *, today: date) -> bool:
    """Whether it is open, not put off, and was not refused."""
    return entry.is_open and not is_put_off(entry, today=today) and entry.refused_at is None


def is_put_off(entry: Entry, *, today: date) -> bool:
    """Whether its time has not come yet."""
    return entry.later_on is not None and entry.later_on > today


def fits_mode(mode: Mode | None, wanted: Mode | None) -> bool:
    """Whether something in that mode fits a sitting in the wanted one."""
    return mode is None or wanted is None or mode is wanted


def _length_rank(entry: Entry, minutes: int) -> int | None:
    """0: begun, or it fits. 1: nobody knows. 2: in parts. None: it is too long."""
    takes = entry.resource.minutes
    if entry.state is EntryState.STARTED or (takes is not None and takes <= minutes):
        return 0
    if takes is None:
        return 1
    return None if entry.resource.mode in IN_ONE_GO else 2


def _goal_rank(goal_id: GoalId | None, wanted: GoalId | None, active: Collection[GoalId]) -> int:
    """0: the sitting's. 1: none that is worked on. 2: another one."""
    if goal_id is not None and goal_id == wanted:
        return 0
    is_active = goal_id is not None and goal_id in active
    if wanted is None:
        return 0 if goal_id is None or is_active else 1
    return 2 if is_active else 1


# What fellow members thanked for ------------------------------------------------------------------


def count_thanks(
    thankers: Mapping[str, Collection[PersonId]],
    shown: Mapping[PersonId, Collection[Goal]],
    mine: Collection[Goal],
) -> Mapping[str, int]:
    """By a resource's key: how many of those who thanked for it show a goal like one of `mine`."""
    alike = {
        person_id
        for person_id, goals in shown.items()
        if any(is_same_goal(goal, own) for goal in goals for own in mine)
    }
    counted = {key: len(alike & set(people)) for key, people in thankers.items()}
    return {key: number for key, number in counted.items() if number}


def is_same_goal(goal: Goal, other: Goal) -> bool:
    """Whether two goals have the same focus, or, where one has none, the same field; however spelled."""
    if goal.focus and other.focus and _bare(goal.focus) == _bare(other.focus):
        return True
    is_same_field = _bare(goal.field) == _bare(other.field)
    return is_same_field and not (goal.focus and other.focus)


def _bare(text: str) -> str:
    return " ".join(_WORD.findall(folded_ar(text)))
