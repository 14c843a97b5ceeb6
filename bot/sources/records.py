"""Sources as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique
from typing import Final, NewType

from bot.circles.records import CircleId, MemberId
from bot.goals.records import GoalId
from bot.people.records import PersonId

SourceId = NewType("SourceId", int)

LONGEST_TITLE: Final = 200  # characters
LONGEST_HANDLE: Final = 100  # characters; no site takes more
LONGEST_SITE: Final = 100  # characters of a host name that are kept
LONGEST_URL: Final = 2_000  # characters
LONGEST_NOTE: Final = 200  # characters
LONGEST_TAG: Final = 40  # characters
MOST_TAGS: Final = 5  # of one source
KEY_LENGTH: Final = 64  # hexadecimal digits of SHA-256


@unique
class SourceKind(StrEnum):
    """What sort of source it is."""

    PERSON = "person"  # somebody to follow, a channel included
    HASHTAG = "hashtag"
    BLOG = "blog"
    PODCAST = "podcast"
    FEED = "feed"
    COURSE = "course"
    COMMUNITY = "community"  # a group elsewhere: LinkedIn, Slack, Reddit, Telegram


@unique
class Refusal(StrEnum):
    """Why a source is not added."""

    TOO_MANY = "too_many"  # as many as one person may have
    ALREADY = "already"  # they have it


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDraft:
    """What was recognised in a link, a handle or a hashtag.

    Attributes:
        kind: by its form; the person may correct it.
        title: what it is shown as; never empty.
        key: the same for every spelling of the same source.
        site: the host it lives on (`x.com`); empty: nowhere in particular.
        handle: without `@` or `#`; empty: it has none.
        url: where it is opened; empty: nowhere.
    """

    kind: SourceKind
    title: str
    key: str
    site: str = ""
    handle: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a person learns from.

    Attributes:
        id: its id.
        person_id: whose.
        kind: what sort.
        title: what it is shown as.
        key: the same for every spelling of the same source.
        site: the host it lives on; may be empty.
        handle: without `@` or `#`; may be empty.
        url: where it is opened; may be empty.
        note: the person's own line; may be empty.
        tags: by name, at most `MOST_TAGS`.
        saved_from: whose it was saved from; None: nobody's, or they are gone.
        created_at: when it was added.
    """

    id: SourceId
    person_id: PersonId
    kind: SourceKind
    title: str
    key: str
    site: str
    handle: str
    url: str
    note: str
    tags: tuple[str, ...]
    saved_from: PersonId | None
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A source as the circle sees it that its member shares it with.

    Attributes:
        source: what.
        owner_name: who shares it.
        fields: of the goals that it serves and that the circle sees, too.
    """

    source: Source
    owner_name: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityAsk:
    """A circle that was asked, for one goal, which communities its members are in.

    Attributes:
        member_id: the asker's stay.
        goal_id: for which goal.
        asker_id: who asks.
        circle_id: which circle.
        field: what they learn.
    """

    member_id: MemberId
    goal_id: GoalId
    asker_id: PersonId
    circle_id: CircleId
    field: str
