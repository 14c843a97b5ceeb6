"""Items, subscriptions and people for tests of rules."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from bot.feeds.records import FeedId, Item, ItemId, Subscription, SubscriptionId
from bot.feeds.rules_offers import Candidate
from bot.gate import QuietHours
from bot.people.records import Budget, Person, PersonId
from bot.reading.records import Mode
from bot.sources.records import SourceId
from bot.texts import Digits

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)  # a Monday, 9:00 in Cairo


def make_item(
    number: int,
    *,
    feed: int = 1,
    found: datetime = NOW,
    published: datetime | None = None,
    mode: Mode | None = None,
) -> Item:
    """An item with that id."""
    return Item(
        id=ItemId(number),
        feed_id=FeedId(feed),
        url=f"https://feed{feed}.example/{number}",
        title=f"Item {number}",
        text="",
        mode=mode,
        minutes=None,
        published_at=published,
        found_at=found,
    )


def make_subscription(number: int = 1, *, per_week: int = 3, **values: Any) -> Subscription:
    """A subscription with that id, to the feed with that id."""
    columns: dict[str, Any] = {
        "include": "",
        "exclude": "",
        "after_item": ItemId(0),
        "gap_asked_at": None,
        "created_at": NOW - timedelta(days=60),
        **values,
    }
    return Subscription(
        id=SubscriptionId(number),
        person_id=PersonId(1),
        feed_id=FeedId(number),
        source_id=SourceId(number),
        per_week=per_week,
        **columns,
    )


def make_candidate(
    number: int,
    *,
    feed: int = 1,
    goal: bool = False,
    key: str | None = None,
    mode: Mode | None = None,
    age_hours: float = 0,
) -> Candidate:
    """An item that may be offered; `age_hours`: how long ago it was published."""
    published = NOW - timedelta(hours=age_hours)
    item = make_item(number, feed=feed, mode=mode, published=published)
    return Candidate(
        subscription=make_subscription(feed),
        item=item,
        key=key or f"{feed}/{number}",
        serves_goal=goal,
    )


def make_person(**values: Any) -> Person:
    """Somebody in Cairo."""
    columns: dict[str, Any] = {
        "zone": "Africa/Cairo",
        "quiet": QuietHours(time(22), time(7)),
        "days_off": frozenset(),
        "paused_until": None,
        "unreachable_since": None,
        "gone_at": None,
        **values,
    }
    return Person(
        id=PersonId(1),
        telegram_id=7,
        name="Amina",
        full_name="Amina",
        username=None,
        language="en",
        digits=Digits.WESTERN,
        country="EG",
        budget=Budget.STANDARD,
        met_at=NOW,
        **columns,
    )
