"""Ties as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.circles.records import CircleId, MemberId


class Depth(StrEnum):
    """How well somebody is known."""

    WELL = "well"
    LITTLE = "little"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A confirmed acquaintance between two stays; `first` is the smaller id.

    Attributes:
        circle_id: where.
        first: one stay.
        second: the other.
        depth: how well.
        vouched: True: it came from a vouch; False: both confirmed it later.
        since: when it was confirmed.
    """

    circle_id: CircleId
    first: MemberId
    second: MemberId
    depth: Depth
    vouched: bool
    since: datetime

    def other(self, member_id: MemberId) -> MemberId:
        """The one at the other end."""
        return self.second if member_id == self.first else self.first


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One side's "I have come to know them", until the other side says the same."""

    by: MemberId
    about: MemberId
    depth: Depth


@dataclass(frozen=True, slots=True, kw_only=True)
class Untied:
    """A member whom no other member is known to know.

    Attributes:
        member_id: their stay.
        circle_id: where.
        since: when that was found, and everybody was asked.
        host_told_at: when the hosts heard of it; None: not yet.
    """

    member_id: MemberId
    circle_id: CircleId
    since: datetime
    host_told_at: datetime | None


class Outcome(StrEnum):
    """What became of a claim."""

    CLAIMED = "claimed"  # waits for the other side
    CONFIRMED = "confirmed"  # both sides have said so: a tie
    KNOWN_ALREADY = "known_already"  # there was a tie before
    GONE = "gone"  # the other has left the circle


@dataclass(frozen=True, slots=True)
class Fellow:
    """A fellow member as a question shows them."""

    id: MemberId
    name: str
