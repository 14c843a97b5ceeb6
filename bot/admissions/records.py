"""Admissions, answers and what is asked around them, as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, NewType, TypeAlias

from bot.acquaintances.records import Depth
from bot.circles.records import Circle, CircleId, Member, MemberId
from bot.invites.records import InviteId, UseRefusal
from bot.people.records import Person, PersonId

AdmissionId = NewType("AdmissionId", int)


class State(StrEnum):
    """Where an admission is."""

    ASKING = "asking"  # the members are asked
    HELD = "held"  # enough know the newcomer; all members may still object
    HOST = "host"  # a host decides
    LINE = "line"  # enough know the newcomer; there was no seat
    ADMITTED = "admitted"
    CLOSED = "closed"  # time ran out
    DECLINED = "declined"  # by a host
    WITHDRAWN = "withdrawn"  # by the newcomer


UNDECIDED: Final = frozenset({State.ASKING, State.HELD, State.HOST})
WAITING: Final = UNDECIDED | {State.LINE}
# Where members have decided that the newcomer may come: a concern is only a note to the hosts then.
LATE_CONCERNS: Final = frozenset({State.LINE, State.ADMITTED})


class Said(StrEnum):
    """What a member answered."""

    WELL = "well"
    LITTLE = "little"
    UNKNOWN = "unknown"
    CONCERN = "concern"

    @property
    def is_vouch(self) -> bool:
        """Whether it says that they know the newcomer."""
        return self in {Said.WELL, Said.LITTLE}

    @property
    def depth(self) -> Depth:
        """How well.

        Raises:
            ValueError: it is no vouch.
        """
        return Depth(self.value)


class Decline(StrEnum):
    """Why a host declines; each has a text that helps the newcomer on."""

    NOT_KNOWN = "notknown"
    OTHER_FIELD = "field"
    STAYS_SMALL = "small"
    LATER = "later"
    OTHER = "other"


class Ended(StrEnum):
    """Why an admission closed without a host's word."""

    NOBODY = "nobody"  # the window ran out
    NO_WORD = "no_word"  # the hosts stayed silent
    LINE_OVER = "line_over"  # fourteen days in line
    OFFER_OVER = "offer_over"  # the freed seat was not taken
    CIRCLE_CLOSED = "circle_closed"
    TOO_MANY_CIRCLES = "too_many_circles"  # the newcomer is in as many as one can be in by now


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """One newcomer's way into one circle.

    Attributes:
        id: its id.
        circle_id: where to.
        person_id: the newcomer; None once erased.
        invite_id: what they knocked with; None: a link that stands for a host's invite.
        inviter_id: the stay of whoever invited them.
        is_personal: the inviter's vouch came with the invite.
        state: where it is.
        introduction: in their words; may be empty once erased.
        helps_with: how they can help, in their words; may be empty.
        has_hidden_marks: whether their Telegram name holds characters that nobody sees.
        opened_at: the knock.
        closes_at: when the members' time is over.
        others_asked_at: when the second round began; None: not yet.
        reminded_at: when those who had not answered were reminded.
        held_until: HELD: when the hold ends.
        host_since: HOST: when it was handed over.
        host_alerted_at: HOST: when the silent hosts were alerted.
        line_since: LINE: since when.
        offered_until: LINE: until when a freed seat is kept for them; None: none is.
        decided_at: when it ended.
        reason: a `Decline` or an `Ended`.
        member_id: ADMITTED: their stay.
        look_at: the next moment at which time alone changes something; None: none.
        seen_changes: the circle's `changes` when it was last looked at.
    """

    id: AdmissionId
    circle_id: CircleId
    person_id: PersonId | None
    invite_id: InviteId | None
    inviter_id: MemberId
    is_personal: bool
    state: State
    introduction: str
    helps_with: str
    has_hidden_marks: bool
    opened_at: datetime
    closes_at: datetime
    others_asked_at: datetime | None
    reminded_at: datetime | None
    held_until: datetime | None
    host_since: datetime | None
    host_alerted_at: datetime | None
    line_since: datetime | None
    offered_until: datetime | None
    decided_at: datetime | None
    reason: str | None
    member_id: MemberId | None
    look_at: datetime | None
    seen_changes: int = -1

    @property
    def is_undecided(self) -> bool:
        """Whether members and hosts can still say something."""
        return self.state in UNDECIDED

    @property
    def is_waiting(self) -> bool:
        """Whether the newcomer still waits for something."""
        return self.state in WAITING


# Rounds: the inviter and those whom the newcomer named; the others; those only told, in a hold.
FIRST, OTHERS, ONLY_TOLD = 1, 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One member who is asked about one newcomer.

    Attributes:
        admission_id: about whom.
        member_id: the stay that is asked.
        round: `FIRST`, `OTHERS` or `ONLY_TOLD`.
        asked_at: when.
        said: the answer; None: none yet.
        said_at: when they last answered.
        is_overruled: a concern that a host has decided about.
    """

    admission_id: AdmissionId
    member_id: MemberId
    round: int
    asked_at: datetime
    said: Said | None
    said_at: datetime | None
    is_overruled: bool = False


@dataclass(frozen=True, slots=True)
class Ground:
    """On what hosts decide: whether the vouches are enough, and how many concerns there are."""

    is_enough: bool
    concerns: int

    def goes_beyond(self, other: "Ground") -> bool:
        """Whether it holds something new for whoever knows `other`."""
        return (self.is_enough and not other.is_enough) or self.concerns > other.concerns


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A member's question to the newcomer, relayed without a name, and its answer."""

    id: int
    admission_id: AdmissionId
    member_id: MemberId
    question: str
    asked_at: datetime
    answer: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody whom the newcomer said they know: picked (with an account) or typed."""

    name: str
    telegram_id: int | None = None
    username: str | None = None


@dataclass(frozen=True, slots=True)
class Fellow:
    """A present member with their person."""

    member: Member
    person: Person


class NameSign(StrEnum):
    """What is odd about a newcomer's name."""

    LIKE_MEMBER = "like_member"
    LIKE_REMOVED = "like_removed"
    MIXED_SCRIPTS = "mixed_scripts"
    HIDDEN_MARKS = "hidden_marks"


@dataclass(frozen=True, slots=True)
class NameWarning:
    """One of the signs; `of`: whose name it looks like, where that is said."""

    sign: NameSign
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """All that a member sees before they answer.

    Attributes:
        admission: the admission.
        circle: where to.
        newcomer: who.
        warnings: what is odd about the name.
        exchanges: questions that were answered.
    """

    admission: Admission
    circle: Circle
    newcomer: Person
    warnings: tuple[NameWarning, ...]
    exchanges: tuple[Exchange, ...]


class KnockRefusal(StrEnum):
    """Why somebody with a good invite may not knock now."""

    ASKED_ALREADY = "asked_already"
    TOO_MANY_TRIES = "too_many_tries"
    CIRCLE_BUSY = "circle_busy"
    TOO_MANY_CIRCLES = "too_many_circles"


class NoQuestion(StrEnum):
    """Why a member's question to the newcomer is not relayed."""

    DECIDED = "decided"
    ONE_EACH = "one_each"
    ENOUGH = "enough"


NoEntry: TypeAlias = UseRefusal | KnockRefusal


class Step(StrEnum):
    """What follows for an admission; the rule's answer."""

    WAIT = "wait"
    TO_HOST = "to_host"
    HOLD = "hold"
    ADMIT = "admit"
    ASK_AGAIN = "ask_again"  # a hold or a handover lost its ground
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an admission stands after an action.

    Attributes:
        admission: as it is now.
        circle: where to.
        vouchers: ADMITTED: who vouched, well first.
    """

    admission: Admission
    circle: Circle
    vouchers: tuple[Person, ...] = ()
