"""Circles, members and the log as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, NewType

from bot.people.records import PersonId

CircleId = NewType("CircleId", int)
MemberId = NewType("MemberId", int)

MOST_SEATS: Final = 20  # the hard ceiling: in a larger group not everybody is heard
STANDING_AFTER: Final = timedelta(hours=24)  # only then a member may vouch


class Role(StrEnum):
    """What a member may do."""

    MEMBER = "member"
    HOST = "host"


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """One circle.

    Attributes:
        id: its id.
        name: 1-64 visible characters.
        field: what it is about.
        focus: the part it begins with; may be empty.
        language: of its texts, a catalogue's name.
        zone: an IANA name.
        seats: how many members at most.
        members: how many there are; equals the open stays.
        acquaintances_required: vouches a newcomer needs, 1-3.
        window_hours: how long the members have to answer.
        hold_hours: 0-72: how long all members may object after enough vouches.
        host_has_last_word: enough vouches only bring it to the host.
        only_hosts_invite: members may not invite.
        new_members_wait: whether a member invites only after 14 days.
        opened_at: when.
        archived_at: set when it is closed; nothing happens in it then.
        changes: how often its members, hosts or settings have changed.
        forget_at: set when it is deleted, until its texts are gone.
    """

    id: CircleId
    name: str
    field: str
    focus: str
    language: str
    zone: str
    seats: int
    members: int
    acquaintances_required: int
    window_hours: int
    hold_hours: int
    host_has_last_word: bool
    only_hosts_invite: bool
    new_members_wait: bool
    opened_at: datetime
    archived_at: datetime | None
    changes: int = 0
    forget_at: datetime | None = None

    @property
    def free_seats(self) -> int:
        """How many may still come."""
        return max(0, self.seats - self.members)

    @property
    def is_open(self) -> bool:
        """Whether it lives."""
        return self.archived_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One stay of a person in a circle.

    Attributes:
        id: of the stay.
        circle_id: where.
        person_id: who.
        role: what they may do.
        joined_at: since when.
        left_at: until when; None: still there.
        is_opener: opened the circle; exempt from the 24 hours.
        helps_with: how they can help the others, in their words; may be empty.
        is_muted: gets no posts of this circle.
    """

    id: MemberId
    circle_id: CircleId
    person_id: PersonId
    role: Role
    joined_at: datetime
    left_at: datetime | None
    is_opener: bool
    helps_with: str
    is_muted: bool

    @property
    def is_host(self) -> bool:
        """Whether they may change the circle."""
        return self.role is Role.HOST

    def has_standing(self, *, now: datetime) -> bool:
        """Whether they have been there for 24 hours (the opener: always)."""
        return self.is_opener or now - self.joined_at >= STANDING_AFTER


@dataclass(frozen=True, slots=True)
class Roll:
    """A circle with everybody who is in it now, longest-standing first."""

    circle: Circle
    members: tuple[Member, ...]

    @property
    def person_ids(self) -> frozenset[PersonId]:
        """Who is in it."""
        return frozenset(member.person_id for member in self.members)

    @property
    def hosts(self) -> tuple[Member, ...]:
        """Who may change it."""
        return tuple(member for member in self.members if member.is_host)

    def find(self, person_id: PersonId) -> Member | None:
        """That person's stay."""
        return next((m for m in self.members if m.person_id == person_id), None)


class Event(StrEnum):
    """What stands in a circle's log, which every member can read."""

    OPENED = "opened"  # person
    JOINED = "joined"  # person; details: vouchers and invited_by (person ids, None: erased)
    LEFT = "left"  # person
    REMOVED = "removed"  # person; by
    ERASED = "erased"  # nobody named
    HOST_ADDED = "host_added"  # person; by
    STEPPED_DOWN = "stepped_down"  # person: no longer a host, by their own wish
    HOST_HANDED_OVER = "handed_over"  # person (the new host); by
    HOST_BY_STANDING = "host_by_standing"  # person: became host because the last one was erased
    CHANGED = "changed"  # by; details: setting, value
    ARCHIVED = "archived"  # by


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One line of the log. Persons that were erased are None."""

    event: Event
    at: datetime
    person_id: PersonId | None
    by_person_id: PersonId | None
    details: Mapping[str, Any]

    @property
    def named(self) -> tuple[PersonId | None, ...]:
        """Everybody whose name the line shows."""
        return (self.person_id, self.by_person_id, *self.details.get("vouchers", ()))


class Setting(StrEnum):
    """What a host may change; the value is the word on buttons and in the log."""

    NAME = "name"
    FIELD = "field"
    FOCUS = "focus"
    SEATS = "seats"
    REQUIRED = "required"  # acquaintances
    WINDOW = "window"  # hours
    HOLD = "hold"  # hours
    LAST_WORD = "lastword"  # 0 or 1, like the two that follow
    ONLY_HOSTS = "onlyhosts"
    NEW_WAIT = "newwait"


class RemovalReason(StrEnum):
    """The reasons that a host need not type."""

    SILENT = "silent"
    PLEDGE = "pledge"
    TONE = "tone"
    DIRECTION = "direction"


class Refusal(StrEnum):
    """Why something is not done; each has exactly one text."""

    TOO_MANY_HOSTED = "too_many_hosted"
    TOO_MANY_CIRCLES = "too_many_circles"
    LAST_HOST = "last_host"
    NOT_A_MEMBER = "not_a_member"
    ALREADY_HOST = "already_host"
    ONESELF = "oneself"
    TOO_FEW_SEATS = "too_few_seats"
    NOT_A_VALUE = "not_a_value"


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody has left; `is_archived`: nobody was there any more, so the circle is closed."""

    circle: Circle
    is_archived: bool
