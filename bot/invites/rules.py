"""What is decided about invites. Pure."""

from datetime import datetime, timedelta
from typing import Final

from bot.circles.records import Member, Roll
from bot.circles.rules import may_invite
from bot.invites.records import Invite, Kind, MakingRefusal, UseRefusal
from bot.people.records import PersonId

WARNED_BEFORE: Final = timedelta(days=1)  # the inviter hears of the end
WRONG_CODES_COUNT_FOR: Final = timedelta(hours=1)
RUSH_COUNTS_FOR: Final = timedelta(minutes=1)
NAMES_ARE_KEPT_FOR: Final = timedelta(days=7)  # after the end, so that it can still be renewed


def refuse_making(
    member: Member, roll: Roll, *, live: int, limit: int, now: datetime
) -> MakingRefusal | None:
    """Why `member` may not invite now, or None if they may.

    Args:
        member: the stay of whoever wants to.
        roll: the circle.
        live: invites of theirs that somebody can still use.
        limit: how many may be live.
        now: an aware moment.
    """
    circle = roll.circle
    if not circle.is_open:
        return MakingRefusal.CIRCLE_CLOSED
    if not may_invite(circle, member, now=now):
        return MakingRefusal.ONLY_HOSTS if circle.only_hosts_invite else MakingRefusal.TOO_NEW
    if circle.free_seats < 1:
        return MakingRefusal.CIRCLE_FULL
    if live >= limit:
        return MakingRefusal.TOO_MANY
    return None


def refuse_guest(
    member: Member, roll: Roll, *, guest_id: PersonId | None, was_removed: bool
) -> MakingRefusal | None:
    """Why `member` may not invite that very person, or None.

    Args:
        member: the stay of the inviter.
        roll: the circle.
        guest_id: the person; None: they have not met the bot.
        was_removed: whether they were removed from this circle.
    """
    if guest_id == member.person_id:
        return MakingRefusal.ONESELF
    if guest_id in roll.person_ids:
        return MakingRefusal.ALREADY_MEMBER
    if was_removed and not member.is_host:
        return MakingRefusal.WAS_REMOVED
    return None


def refuse_use(
    invite: Invite,
    *,
    inviter: Member | None,
    roll: Roll,
    person_id: PersonId,
    telegram_id: int,
    removed_at: datetime | None,
    free_seats: int,
    now: datetime,
) -> UseRefusal | None:
    """Why a person may not knock with `invite`, or None if they may.

    When several reasons hold, the one they can do least about comes first.

    Args:
        invite: found by its code.
        inviter: the stay of whoever made it; None: it has ended.
        roll: the circle.
        person_id: who knocks.
        telegram_id: their account.
        removed_at: when they were removed from this circle; None: they were not.
        free_seats: seats that nobody has and nobody was offered.
        now: an aware moment.
    """
    is_personal = invite.kind is Kind.PERSONAL
    # Whom a dead invite was for is forgotten with time: then it is dead for everybody.
    if is_personal and invite.for_telegram_id not in {telegram_id, None}:
        return UseRefusal.NOT_THIS_ACCOUNT
    if person_id in roll.person_ids:
        return UseRefusal.ALREADY_MEMBER
    if invite.revoked_at is not None or inviter is None or not roll.circle.is_open:
        return UseRefusal.REVOKED
    if removed_at is not None and not (invite.by_host and invite.created_at > removed_at):
        return UseRefusal.WAS_REMOVED
    if now >= invite.expires_at:
        return UseRefusal.EXPIRED
    if is_personal and invite.for_telegram_id is None:  # erased since, and a live invite
        return UseRefusal.NOT_THIS_ACCOUNT
    if invite.used >= invite.uses:
        return UseRefusal.USED_UP
    if free_seats < 1:
        return UseRefusal.CIRCLE_FULL
    return None


def must_wait(*, own_wrong: int, all_wrong: int, own_limit: int, rush_limit: int) -> bool:
    """Whether a code is not even looked up.

    Args:
        own_wrong: wrong codes of this person within the hour.
        all_wrong: wrong codes of everybody within the minute.
        own_limit: how many a person may have.
        rush_limit: more of everybody's than this is a rush; it slows down only those who guessed
            wrong themselves.
    """
    return own_wrong >= own_limit or (all_wrong > rush_limit and own_wrong > 0)


def warned_at(invite: Invite) -> datetime | None:
    """When the inviter hears that it ends; None: it lives too short for a warning."""
    at = invite.expires_at - WARNED_BEFORE
    return at if at > invite.created_at else None
