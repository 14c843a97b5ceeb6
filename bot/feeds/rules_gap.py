"""When somebody is asked: what I missed, or from now on. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.feeds.records import Item
from bot.feeds.rules_offers import happened_at

GAP: Final = timedelta(
    days=14
)  # two weeks without an offer: a holiday, a pause, a feed that stood still
WAITED: Final = timedelta(days=7)  # of these, a week at least: what came yesterday was not missed
SILENCE: Final = timedelta(days=7)  # nobody need answer: after a week it is taken as "from now on"
FEWEST: Final = 5  # items; so many are simply offered


def is_gap(
    waiting: Sequence[Item],
    *,
    per_week: int,
    since: datetime,
    offered_at: datetime | None,
    now: datetime,
) -> bool:
    """Whether so much was missed that it is asked about.

    A feed that had nothing to say, or that stands back behind others, is no gap: either the person had no
    offer from any feed for two weeks, or the feed brought old items late.

    Args:
        waiting: what would be offered, of one feed.
        per_week: how many of them they want in seven days.
        since: when that feed's last offer was, or when they began to follow it.
        offered_at: when they had their last offer from any feed; None: never.
        now: the moment.
    """
    if per_week == 0 or now - since < GAP or len(waiting) <= max(FEWEST, 2 * per_week):
        return False
    if now - min(happened_at(item) for item in waiting) < WAITED:
        return False
    was_away = offered_at is None or now - offered_at >= GAP
    return was_away or any(item.found_at - happened_at(item) >= WAITED for item in waiting)


def is_silent(asked_at: datetime, *, now: datetime) -> bool:
    """Whether the question has stood so long that it is answered by silence."""
    return now - asked_at >= SILENCE
