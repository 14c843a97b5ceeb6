"""Feeds as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique
from typing import Final, NewType

from bot.people.records import PersonId
from bot.reading.records import Mode
from bot.sources.records import SourceId

FeedId = NewType("FeedId", int)
ItemId = NewType("ItemId", int)
SubscriptionId = NewType("SubscriptionId", int)
SearchId = NewType("SearchId", int)

LONGEST_TITLE: Final = 300  # characters
LONGEST_URL: Final = 2_000  # characters
LONGEST_TEXT: Final = 500  # characters of an item that keywords are looked for in
LONGEST_WORDS: Final = 300  # characters of a keyword filter
LONGEST_VALIDATOR: Final = 300  # characters of an ETag or a date; longer ones are not given back
HASH_LENGTH: Final = 32  # hexadecimal digits: 128 bits tell items of one feed apart
KEY_LENGTH: Final = 64  # hexadecimal digits of SHA-256
USUAL_PER_WEEK: Final = 3
MOST_PER_WEEK: Final = 7
NOT_BEGUN: Final = ItemId(-1)  # a subscription before the first look at what its feed holds


@unique
class Stopped(StrEnum):
    """Why a feed is fetched no longer."""

    FAILING = "failing"  # for two weeks, whatever the reason
    GONE = "gone"  # it said so itself (410)
    NOT_A_FEED = "not_a_feed"  # it is something else now, for two weeks
    NOT_ALLOWED = "not_allowed"  # its address leads where nobody is sent


@unique
class Answered(StrEnum):
    """What became of an offered item."""

    NOTHING = "nothing"
    SAVED = "saved"
    REFUSED = "refused"
    SKIPPED = "skipped"  # passed over after a gap: "from now on"


@unique
class Search(StrEnum):
    """What is looked for on somebody's behalf."""

    PAGE = "page"  # an address: a feed, or a page that names some
    LIST = "list"  # an OPML file that they sent
    FEED = "feed"  # a feed that stopped: whether it answers again


@unique
class Stage(StrEnum):
    """How far a search is."""

    LOOKING = "looking"
    MISSED = "missed"  # nothing was found; they are told at a moment that gives away nothing
    FOUND = "found"  # a list, which waits for their word
    ADDING = "adding"  # a list, of which a part is followed already


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed, fetched once for all who read it.

    Attributes:
        id: its id.
        url: where it is fetched.
        title: as it calls itself; may be empty.
        site_url: the page it belongs to; may be empty.
        is_podcast: whether most of its items are audio.
        etag: what came with it the last time; may be empty.
        last_modified: likewise.
        next_at: when it is fetched next; None: never by itself.
        fetched_at: when it was last read well.
        period_minutes: between two fetches, while all is well.
        failures: in a row.
        failing_since: when they began.
        stopped: why it is fetched no longer; None: it is.
    """

    id: FeedId
    url: str
    title: str
    site_url: str
    is_podcast: bool
    etag: str
    last_modified: str
    next_at: datetime | None
    fetched_at: datetime | None
    period_minutes: int
    failures: int
    failing_since: datetime | None
    stopped: Stopped | None

    @property
    def name(self) -> str:
        """What it is shown as."""
        return self.title or self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item of a feed.

    Attributes:
        id: its id; grows as items come.
        feed_id: whose.
        url: where it leads; never empty.
        title: never empty.
        text: the beginning of what it says, for keywords; may be empty.
        mode: how it is taken in; None: not known.
        minutes: how long that takes; None: not known.
        published_at: as it says, never later than `found_at`; None: it does not.
        found_at: when it was first seen.
    """

    id: ItemId
    feed_id: FeedId
    url: str
    title: str
    text: str
    mode: Mode | None
    minutes: int | None
    published_at: datetime | None
    found_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One person's way of following one feed.

    Attributes:
        id: its id.
        person_id: whose.
        feed_id: of what.
        source_id: the source that it is.
        per_week: most offers in seven days, 0-7; 0: none by itself, it is looked at by hand.
        include: words of which one must be in an item; empty: anything.
        exclude: words of which none may be.
        after_item: items up to this id are past; `NOT_BEGUN`: that is settled at the first look.
        gap_asked_at: when "what I missed, or from now on" was asked, and not answered yet.
        created_at: since when.
    """

    id: SubscriptionId
    person_id: PersonId
    feed_id: FeedId
    source_id: SourceId
    per_week: int
    include: str
    exclude: str
    after_item: ItemId
    gap_asked_at: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """Something that is looked for on somebody's behalf.

    Attributes:
        id: its id.
        person_id: whose.
        search: what.
        target: an address, or Telegram's id of a file.
        source_id: the source that it is for; None: none yet.
        screen_key: the delivery that shows how it goes.
        stage: how far it is.
        tries: how often it was claimed at this stage.
        done: how much of a list was gone through.
        added: how much of that is followed since.
        asked_at: when they asked.
    """

    id: SearchId
    person_id: PersonId
    search: Search
    target: str
    source_id: SourceId | None
    screen_key: str
    stage: Stage
    tries: int
    done: int
    added: int
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """An item that was offered to somebody.

    Attributes:
        subscription: by which.
        item: what.
        name: what its source is called.
        offered_at: when; the same for all of one message or list.
        place: in that message or list, from 1; 0: it was saved by hand, from a list of what is new.
        answered: what became of it.
    """

    subscription: Subscription
    item: Item
    name: str
    offered_at: datetime
    place: int
    answered: Answered


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """When somebody is next offered something.

    Attributes:
        person_id: who.
        zone: their zone when it was reckoned.
        offered_at: when they had their last offer from any feed; None: never.
        next_at: when the next one is due.
    """

    person_id: PersonId
    zone: str
    offered_at: datetime | None
    next_at: datetime
