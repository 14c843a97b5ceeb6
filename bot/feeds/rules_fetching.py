"""When a feed is fetched next, and when no longer. Pure."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bot.feeds.records import Feed, Stopped
from bot.slots.rules_instants import instant_of

LEASE: Final = timedelta(minutes=5)  # far more than one fetch may take
DAY: Final = timedelta(days=1)
SLOWEST: Final = 24  # times the shortest period; never more than a day
LONGEST_WAIT: Final = timedelta(
    days=7
)  # whoever asks for more is asked once more, and then stopped
GIVE_UP_AFTER: Final = timedelta(days=14)
# In two weeks of ever longer waits a feed is asked about 17 times. Fewer: it was us who were away.
FEWEST_FAILURES: Final = 10
NOT_ALLOWED_FAILURES: Final = 3  # names lead elsewhere for an hour, sometimes; not for three times
SPREAD: Final = 8  # feeds that came into step drift apart by up to an eighth of a wait each time
_GOLDEN: Final = 0.6180339887498949  # its multiples fill an interval more evenly than chance
_MOST_DOUBLINGS: Final = 12  # more than enough for a day


@dataclass(frozen=True, slots=True, kw_only=True)
class Next:
    """What follows from a fetch.

    Attributes:
        next_at: when it is fetched next; None: never by itself.
        period_minutes: between two fetches, while all is well.
        failures: in a row.
        failing_since: when they began.
        stopped: why it is fetched no longer.
    """

    next_at: datetime | None
    period_minutes: int
    failures: int = 0
    failing_since: datetime | None = None
    stopped: Stopped | None = None


def share_of(feed_id: int) -> float:
    """A feed's own place in an interval, 0 to 1: however many there are, they lie evenly."""
    return feed_id * _GOLDEN % 1.0


def first_at(feed_id: int, *, now: datetime, within: timedelta) -> datetime:
    """When a new feed is read first: many that come at once are spread over `within`."""
    return now + within * share_of(feed_id)


def longest_period(between_minutes: int) -> int:
    """The longest time between two fetches, in minutes, while all is well."""
    return max(between_minutes, min(between_minutes * SLOWEST, 24 * 60))


def after_reading(
    feed: Feed, *, now: datetime, between_minutes: int, new: int, asks: timedelta | None = None
) -> Next:
    """What follows from a fetch that went well.

    Args:
        feed: as it was.
        now: the moment.
        between_minutes: the shortest time between two fetches.
        new: how many items were new.
        asks: how long the feed asks to be left alone; a day at most is granted.
    """
    before = max(feed.period_minutes, between_minutes)
    # Halved by news and half as long again without: a feed is asked a few times for each item.
    period = before // 2 if new else before + (before + 1) // 2
    if feed.fetched_at is None:
        period = between_minutes  # all of it was new: that says nothing
    period = min(max(period, between_minutes), longest_period(between_minutes))
    wait = max(timedelta(minutes=period), min(asks or timedelta(), DAY))
    return Next(next_at=_spread(feed.id, now, wait), period_minutes=period)


def after_failure(
    feed: Feed,
    *,
    now: datetime,
    between_minutes: int,
    why: Stopped,
    retry_after: timedelta | None = None,
) -> Next:
    """What follows from a fetch that went wrong.

    Args:
        feed: as it was.
        now: the moment.
        between_minutes: the shortest time between two fetches.
        why: what it would be stopped for.
        retry_after: how long the server asks to wait.
    """
    failures = feed.failures + 1
    since = feed.failing_since or now
    stopped = why if _is_hopeless(failures, now - since, why) else None
    wait = max(back_off(failures, between_minutes), min(retry_after or timedelta(), LONGEST_WAIT))
    return Next(
        next_at=None if stopped else _spread(feed.id, now, wait),
        period_minutes=max(feed.period_minutes, between_minutes),
        failures=failures,
        failing_since=since,
        stopped=stopped,
    )


def back_off(failures: int, between_minutes: int) -> timedelta:
    """How long a feed that failed so often in a row is left alone: twice as long each time, up to a day."""
    doubled = timedelta(minutes=between_minutes) * (1 << min(failures, _MOST_DOUBLINGS))
    return min(doubled, DAY)


def _is_hopeless(failures: int, lasting: timedelta, why: Stopped) -> bool:
    match why:
        case Stopped.GONE:
            return True
        case Stopped.NOT_ALLOWED:
            return failures >= NOT_ALLOWED_FAILURES
        case _:
            return lasting >= GIVE_UP_AFTER and failures >= FEWEST_FAILURES


def _spread(feed_id: int, now: datetime, wait: timedelta) -> datetime:
    return now + wait + wait * share_of(feed_id) / SPREAD


# Word of a stop ----------------------------------------------------------------------------------

TOLD_AT: Final = time(18, 0)  # nothing that hurries: the mornings are for what is new


def told_at(now: datetime, zone: ZoneInfo) -> datetime:
    """When somebody hears that a feed has stopped: in the evening where they live."""
    today = now.astimezone(zone).date()
    for days in range(3):  # a date that a zone left out is followed by one that it did not
        at = instant_of(TOLD_AT, zone, today + timedelta(days=days))
        if at is not None and at >= now:
            return at
    return now


# The disk ----------------------------------------------------------------------------------------

ROOM_SHARE: Final = 0.1  # of the disk that must stay free …
ROOM_ENOUGH: Final = 2 * 1024**3  # … bytes; on a large disk this is enough


def has_room(*, total: int, free: int) -> bool:
    """Whether there is room on the disk for what feeds bring; the rest of the bot needs it more."""
    return free >= min(int(total * ROOM_SHARE), ROOM_ENOUGH)
