"""What is decided about ties: a graph of members, and when it is asked about. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.acquaintances.records import Depth, Tie, Untied
from bot.circles.records import Member, MemberId

HOST_HEARS_AFTER: Final = timedelta(days=14)  # time to answer, or to meet
ROUND_AFTER: Final = timedelta(days=60)  # two months together


def known_to(member_id: MemberId, ties: Iterable[Tie]) -> frozenset[MemberId]:
    """Everybody at the other end of that member's ties."""
    return frozenset(tie.other(member_id) for tie in ties if member_id in {tie.first, tie.second})


def untied(present: Iterable[MemberId], ties: Iterable[Tie]) -> frozenset[MemberId]:
    """Those who are present and know none of the others who are; a sole member is not among them.

    Args:
        present: the members of one circle.
        ties: of that circle; a tie counts only while both its ends are present.
    """
    here = frozenset(present)
    if len(here) == 1:
        return frozenset()
    live = [tie for tie in ties if tie.first in here and tie.second in here]
    tied = {end for tie in live for end in (tie.first, tie.second)}
    return here - tied


def strangers(me: MemberId, present: Sequence[Member], ties: Iterable[Tie]) -> list[Member]:
    """The present members whom `me` has no tie with, in their order."""
    known = known_to(me, ties)
    return [member for member in present if member.id != me and member.id not in known]


def weaker(one: Depth, other: Depth) -> Depth:
    """How deep a tie is that both sides describe: no deeper than either says."""
    return Depth.WELL if one is other is Depth.WELL else Depth.LITTLE


def was_asked_about(asked: Member, about: Member, untied_now: Iterable[Untied]) -> bool:
    """Whether `asked` had a question in which `about` was a choice, because one of them is untied.

    An untied member was asked about everybody who was there; everybody who was there was asked
    about them.
    """
    since = {row.member_id: row.since for row in untied_now}
    return any(
        here.id in since and other.joined_at <= since[here.id]
        for here, other in ((asked, about), (about, asked))
    )


def host_hears_at(row: Untied) -> datetime:
    """When the hosts hear that nobody was found."""
    return row.since + HOST_HEARS_AFTER
