"""What is offered, to whom, when. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from itertools import count
from typing import Final
from zoneinfo import ZoneInfo

from bot.feeds.records import Answered, Item, Subscription
from bot.gate import QuietHours, after_quiet_hours
from bot.people.records import Person
from bot.reading.records import Mode
from bot.slots.rules_instants import instant_of

OFFERED_AT: Final = time(9, 0)  # the day has begun for most, and its learning is still to come
MOST_AT_ONCE: Final = 5  # items in one message, over all feeds: what one looks through at a glance
# Between two messages to one person: less than a day with a change of clocks, so that somebody who travels
# has no two mornings in one.
APART: Final = timedelta(hours=18)
FIRST_FEW: Final = 5  # of what a feed held before somebody followed it: a taste, not its archive
REFUSED_IN_A_ROW: Final = 5
_A_DAY: Final = timedelta(days=1)
_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An item that may be offered.

    Attributes:
        subscription: to what it belongs.
        item: what.
        key: the same for the same link in another feed.
        serves_goal: whether the source serves an active goal.
    """

    subscription: Subscription
    item: Item
    key: str
    serves_goal: bool


# When --------------------------------------------------------------------------------------------


def next_turn(
    zone: ZoneInfo, quiet: QuietHours, *, after: datetime, offered_at: datetime | None
) -> datetime:
    """When somebody is next offered something: in the morning, or when quiet hours end after it."""
    earliest = max(after, offered_at + APART) if offered_at else after
    first = earliest.astimezone(zone).date() - _A_DAY
    for days in count():
        on = first + timedelta(days=days)
        morning = instant_of(OFFERED_AT, zone, on)
        if morning is None:  # that date is left out in the zone
            continue
        at = after_quiet_hours(morning, quiet, zone)
        if at > after and at >= earliest:
            return at
    raise AssertionError  # a morning always comes


def day_ends(zone: ZoneInfo, *, now: datetime) -> datetime:
    """When the local day of `now` is over."""
    tomorrow = now.astimezone(zone).date() + _A_DAY
    return datetime.combine(tomorrow, time(0), tzinfo=zone).astimezone(UTC)


def week_began(zone: ZoneInfo, *, now: datetime) -> datetime:
    """When the first of the seven local dates that end with today's began."""
    first = now.astimezone(zone).date() - _WEEK + _A_DAY
    return datetime.combine(first, time(0), tzinfo=zone).astimezone(UTC)


def may_offer(person: Person, *, now: datetime) -> bool:
    """Whether anything is offered to them now: what the gate would hold back is not even written."""
    is_paused = person.paused_until is not None and now < person.paused_until
    local = now.astimezone(person.reader.tz)
    ends = day_ends(person.reader.tz, now=now)
    return (
        person.is_reachable
        and not is_paused
        and local.weekday() not in person.days_off
        and after_quiet_hours(now, person.quiet, person.reader.tz) < ends
    )


# What --------------------------------------------------------------------------------------------


def modes_wanted(modes: Iterable[Mode | None]) -> frozenset[Mode]:
    """The modes of somebody's slots; empty: any will do."""
    found = set(modes)
    return frozenset() if None in found else frozenset(mode for mode in found if mode)


def choose(
    candidates: Iterable[Candidate],
    *,
    left: dict[int, int],
    modes: frozenset[Mode],
    most: int = MOST_AT_ONCE,
) -> list[Candidate]:
    """What goes into one message: for active goals first, then by mode, then the newest.

    Args:
        candidates: what may be offered; the same address may come from several feeds.
        left: how many each subscription may still offer this week, by its id.
        modes: those of the person's slots; empty: any.
        most: how many at most. Each feed has one before another has a second.
    """
    ranked = sorted(candidates, key=lambda each: _rank(each, modes))
    chosen: list[Candidate] = []
    keys: set[str] = set()
    taken: dict[int, int] = {}
    for round_ in range(most):
        for each in ranked:
            own = each.subscription.id
            if each.key in keys or taken.get(own, 0) != round_ or left.get(own, 0) <= round_:
                continue
            chosen.append(each)
            keys.add(each.key)
            taken[own] = round_ + 1
            if len(chosen) == most:
                return chosen
    return chosen


def best_first(candidates: Iterable[Candidate], *, modes: frozenset[Mode]) -> list[Candidate]:
    """All of them in the order in which they would be offered, each address once."""
    found: dict[str, Candidate] = {}
    for each in sorted(candidates, key=lambda each: _rank(each, modes)):
        found.setdefault(each.key, each)
    return list(found.values())


def happened_at(item: Item) -> datetime:
    """When it was published, or found where it does not say."""
    return item.published_at or item.found_at


def _rank(each: Candidate, modes: frozenset[Mode]) -> tuple[bool, int, float, int]:
    return (
        not each.serves_goal,
        _mode_rank(each.item.mode, modes),
        -happened_at(each.item).timestamp(),
        -each.item.id,
    )


def _mode_rank(mode: Mode | None, modes: frozenset[Mode]) -> int:
    if not modes or mode in modes:
        return 0
    return 1 if mode is None else 2


# Answers -----------------------------------------------------------------------------------------


def is_tired(newest_first: Sequence[Answered]) -> bool:
    """Whether the last five answers to one feed's offers were refusals, and exactly five: asked once a row."""
    row = 0
    for answered in newest_first:
        if answered is Answered.SAVED:
            break
        if answered is Answered.REFUSED:
            row += 1
    return row == REFUSED_IN_A_ROW
