"""Resources as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique
from typing import Final, NewType

from bot.circles.records import CircleId, MemberId
from bot.goals.records import GoalId
from bot.people.records import PersonId
from bot.reading.records import Mode

ResourceId = NewType("ResourceId", int)

LONGEST_TITLE: Final = 300  # characters
LONGEST_SITE: Final = 100  # characters
LONGEST_URL: Final = 2_000  # characters
LONGEST_WHY: Final = 300  # characters: one line
LONGEST_TAG: Final = 40  # characters
MOST_TAGS: Final = 5  # of one resource
LONGEST_MINUTES: Final = 1_440  # a day; longer ones are courses, and taken in parts
KEY_LENGTH: Final = 64  # hexadecimal digits of SHA-256


@unique
class Lookup(StrEnum):
    """Whether a resource's page was asked about it."""

    NONE = "none"  # it was not to be asked
    WAITING = "waiting"
    FOUND = "found"
    NOT_FOUND = "not_found"  # not allowed, not there, not readable: the person is asked


@unique
class Hears(StrEnum):
    """When a member hears of what others share in a circle."""

    AT_ONCE = "at_once"
    WEEKLY = "weekly"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A link of somebody's.

    Attributes:
        id: its id.
        person_id: whose.
        key: the same for every spelling of the same address.
        url: the address, without what only tracks.
        site: the site's name, or the host.
        title: empty: not known.
        mode: how it is taken in; None: not known.
        minutes: how long that takes, 1-1,440; None: not known.
        goal_id: what it is for; None: nothing in particular.
        why: the person's one line; may be empty.
        tags: by name, folded as they were typed, at most `MOST_TAGS`.
        saved_from: the fellow member's resource that it is a copy of; None: their own, or that is gone.
        lookup: whether its page was asked.
        created_at: when it came.
        answer_at: until then what its page says is awaited, whatever came of it; None: no longer.
    """

    id: ResourceId
    person_id: PersonId
    key: str
    url: str
    site: str
    title: str
    mode: Mode | None
    minutes: int | None
    goal_id: GoalId | None
    why: str
    tags: tuple[str, ...]
    saved_from: ResourceId | None
    lookup: Lookup
    created_at: datetime
    answer_at: datetime | None = None

    @property
    def name(self) -> str:
        """What it is shown as: its title, or its address."""
        return self.title or self.url

    @property
    def is_awaited(self) -> bool:
        """Whether its page may still tell what it is."""
        return self.answer_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A resource that a circle sees.

    Attributes:
        resource: what, as its person describes it.
        circle_id: where.
        member_id: the stay that shares it …
        person_id: … and whose stay that is.
        shared_at: when.
        thanks: how many members said thanks.
    """

    resource: Resource
    circle_id: CircleId
    member_id: MemberId
    person_id: PersonId
    shared_at: datetime
    thanks: int


@dataclass(frozen=True, slots=True)
class Collected:
    """What became of links that somebody sent.

    Attributes:
        new: those that they did not have.
        known: those that they had.
        refusal: why the rest was not taken; None: there is no rest.
    """

    new: tuple[Resource, ...]
    known: tuple[Resource, ...]
    refusal: "Refusal | None" = None


@unique
class Refusal(StrEnum):
    """Why a link is not taken."""

    TOO_MANY = "too_many"
    TOO_FAST = "too_fast"
