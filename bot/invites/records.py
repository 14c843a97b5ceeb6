"""Invites as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.acquaintances.records import Depth
from bot.circles.records import CircleId, MemberId

InviteId = NewType("InviteId", int)


class Kind(StrEnum):
    """Who may use it."""

    PERSONAL = "personal"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Invite:
    """One invite. Its code is known only to those who were shown it.

    Attributes:
        id: its id.
        circle_id: where to.
        member_id: the stay of whoever made it.
        kind: who may use it.
        for_telegram_id: personal: the account; forgotten a week after it ran out.
        for_name: personal: the name that the picker gave; forgotten with the account.
        depth: personal: how well the inviter knows them.
        by_host: whether the inviter was a host when it was made.
        uses: how many knocks at most.
        used: how many are reserved or done.
        created_at: when.
        expires_at: the first moment at which it cannot be used.
        revoked_at: when it was taken back; None: it was not.
        warned_at: when the inviter heard that it runs out.
    """

    id: InviteId
    circle_id: CircleId
    member_id: MemberId
    kind: Kind
    for_telegram_id: int | None
    for_name: str | None
    depth: Depth | None
    by_host: bool
    uses: int
    used: int
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    warned_at: datetime | None

    def is_live(self, *, now: datetime) -> bool:
        """Whether it can still be used by somebody."""
        return self.revoked_at is None and now < self.expires_at and self.used < self.uses


@dataclass(frozen=True, slots=True)
class Made:
    """A new invite with its code, which is shown now and never again."""

    invite: Invite
    code: str


class MakingRefusal(StrEnum):
    """Why a member may not invite."""

    CIRCLE_CLOSED = "closed"
    ONLY_HOSTS = "only_hosts"
    TOO_NEW = "too_new"
    CIRCLE_FULL = "full"
    TOO_MANY = "too_many"
    ONESELF = "oneself"
    ALREADY_MEMBER = "already_member"
    WAS_REMOVED = "was_removed"


class UseRefusal(StrEnum):
    """Why a real code does not open the door; told to whoever holds it."""

    NOT_THIS_ACCOUNT = "not_this_account"
    ALREADY_MEMBER = "already_member"
    REVOKED = "revoked"
    WAS_REMOVED = "was_removed"
    EXPIRED = "expired"
    USED_UP = "used_up"
    CIRCLE_FULL = "full"


class NoInvite(StrEnum):
    """Why what was typed leads to no invite."""

    NO_CODE = "no_code"  # it does not have the form of a code: a slip, not a guess
    UNKNOWN = "unknown"
    TOO_MANY_TRIES = "too_many_tries"
