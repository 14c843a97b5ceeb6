"""What must be true at the doors of circles: of admissions, and of who knows whom."""

from itertools import groupby
from operator import attrgetter

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.acquaintances.tables import claims, ties, untied
from bot.admissions.records import UNDECIDED, WAITING, Said, State
from bot.admissions.tables import admissions, asked, concerns, exchanges, named, told_hosts
from bot.circles.records import STANDING_AFTER
from bot.circles.tables import circles, members
from tests.safety.findings import Question

_PRESENT = members.c.left_at.is_(None)
_WAITING = sorted(WAITING)
_VOUCHES = sorted(said for said in Said if said.is_vouch)


# Admissions ----------------------------------------------------------------------------------------


def waits_twice() -> Question:
    """I-3: nobody waits twice at one door."""
    return Question(
        "I-3: person {} waits {} times at the door of circle {}",
        select(admissions.c.person_id, func.count(), admissions.c.circle_id)
        .where(admissions.c.state.in_(_WAITING), admissions.c.person_id.is_not(None))
        .group_by(admissions.c.person_id, admissions.c.circle_id)
        .having(func.count() > 1),
    )


def waits_inside() -> Question:
    """I-3: nobody waits at the door of a circle they are in."""
    return Question(
        "I-3: person {} is in circle {} and waits at its door (admission {})",
        select(admissions.c.person_id, admissions.c.circle_id, admissions.c.id)
        .join(
            members,
            and_(
                members.c.person_id == admissions.c.person_id,
                members.c.circle_id == admissions.c.circle_id,
                _PRESENT,
            ),
        )
        .where(admissions.c.state.in_(_WAITING)),
    )


def states_of_admissions() -> Question:
    """What a state needs is there, and what it excludes is not; the clock looks at all that waits."""
    is_waiting = admissions.c.state.in_(_WAITING)
    return Question(
        "admission {} is '{}', which does not fit its moments",
        select(admissions.c.id, admissions.c.state).where(
            or_(
                and_(is_waiting, admissions.c.decided_at.is_not(None)),
                and_(is_waiting, admissions.c.person_id.is_(None)),
                and_(is_waiting, admissions.c.look_at.is_(None)),
                and_(~is_waiting, admissions.c.decided_at.is_(None)),
                and_(~is_waiting, admissions.c.offered_until.is_not(None)),
                and_(~is_waiting, admissions.c.look_at.is_not(None)),
                and_(admissions.c.state == State.HELD, admissions.c.held_until.is_(None)),
                and_(admissions.c.state == State.HOST, admissions.c.host_since.is_(None)),
                and_(admissions.c.state == State.LINE, admissions.c.line_since.is_(None)),
                (admissions.c.state == State.ADMITTED) != admissions.c.member_id.is_not(None),
            )
        ),
    )


def seats_of_the_admitted() -> Question:
    """Whoever was admitted got a stay of their own, in that circle, at that moment."""
    return Question(
        "admission {} led to stay {}, which is another's, elsewhere or of another moment",
        select(admissions.c.id, members.c.id)
        .join(members, members.c.id == admissions.c.member_id)
        .where(
            or_(
                members.c.circle_id != admissions.c.circle_id,
                members.c.person_id != admissions.c.person_id,
                members.c.joined_at != admissions.c.decided_at,
            )
        ),
    )


def two_ways_to_one_seat() -> Question:
    """One admission, one stay."""
    return Question(
        "stay {} is the outcome of {} admissions",
        select(admissions.c.member_id, func.count())
        .where(admissions.c.member_id.is_not(None))
        .group_by(admissions.c.member_id)
        .having(func.count() > 1),
    )


def asked_outsiders() -> Question:
    """Only members of that circle are asked, and nobody about themselves."""
    return Question(
        "stay {} was asked about admission {}: it is of another circle, or the newcomer's own",
        select(asked.c.member_id, asked.c.admission_id)
        .join(admissions, admissions.c.id == asked.c.admission_id)
        .join(members, members.c.id == asked.c.member_id)
        .where(
            or_(
                members.c.circle_id != admissions.c.circle_id,
                and_(
                    members.c.person_id == admissions.c.person_id,
                    members.c.left_at.is_(None),
                ),
            )
        ),
    )


def words_after_the_decision() -> Question:
    """I-17: names, concerns and questions go when the decision is made."""
    kept = [select(t.c.admission_id) for t in (named, concerns, exchanges, told_hosts)]
    return Question(
        "I-17: admission {} is '{}', and words about it are still there",
        select(admissions.c.id, admissions.c.state).where(
            admissions.c.state.not_in(sorted(UNDECIDED)),
            or_(*(admissions.c.id.in_(rows) for rows in kept)),
        ),
    )


# Ties ----------------------------------------------------------------------------------------------


def ties_across_circles() -> Question:
    """A tie joins two different people of one circle."""
    one, other = members.alias("tie_one"), members.alias("tie_other")
    return Question(
        "stays {} and {} are tied: they are of two circles, or one person's",
        select(ties.c.first, ties.c.second)
        .join(one, one.c.id == ties.c.first)
        .join(other, other.c.id == ties.c.second)
        .where(
            or_(
                one.c.circle_id != ties.c.circle_id,
                other.c.circle_id != ties.c.circle_id,
                one.c.person_id == other.c.person_id,
                ties.c.first >= ties.c.second,
            )
        ),
    )


def claims_across_circles() -> Question:
    """One member's word is about a fellow member."""
    one, other = members.alias("claim_one"), members.alias("claim_other")
    return Question(
        "stay {} says that it knows stay {}, which is itself or of another circle",
        select(claims.c.by_member_id, claims.c.about_member_id)
        .join(one, one.c.id == claims.c.by_member_id)
        .join(other, other.c.id == claims.c.about_member_id)
        .where(or_(one.c.circle_id != other.c.circle_id, one.c.id == other.c.id)),
    )


def untied_but_tied() -> Question:
    """Who is remembered as known by nobody has no tie, and is of that circle."""
    return Question(
        "stay {} is remembered as known by nobody in circle {}, wrongly",
        select(untied.c.member_id, untied.c.circle_id)
        .join(members, members.c.id == untied.c.member_id)
        .outerjoin(ties, or_(ties.c.first == members.c.id, ties.c.second == members.c.id))
        .where(or_(members.c.circle_id != untied.c.circle_id, ties.c.first.is_not(None))),
    )


ALWAYS = (
    waits_twice,
    waits_inside,
    states_of_admissions,
    seats_of_the_admitted,
    two_ways_to_one_seat,
    asked_outsiders,
    words_after_the_decision,
    ties_across_circles,
    claims_across_circles,
    untied_but_tied,
)


def ties_of_the_gone() -> Question:
    """At rest: whoever has left is tied to nobody."""
    return Question(
        "stays {} and {} are tied, and one of them has ended",
        select(ties.c.first, ties.c.second)
        .distinct()
        .join(members, or_(members.c.id == ties.c.first, members.c.id == ties.c.second))
        .where(members.c.left_at.is_not(None)),
    )


def texts_of_deleted_circles() -> Question:
    """At rest: a deleted circle's texts go when nobody waits at its door."""
    waits = (
        select(admissions.c.id)
        .where(admissions.c.circle_id == circles.c.id, admissions.c.state.in_(_WAITING))
        .exists()
    )
    return Question(
        "I-17: circle {} was deleted, nobody waits, and its texts are there",
        select(circles.c.id).where(circles.c.forget_at.is_not(None), ~waits),
    )


def doors_of_closed_circles() -> Question:
    """At rest: nobody waits at the door of a closed circle."""
    return Question(
        "admission {} waits at the door of the closed circle {}",
        select(admissions.c.id, circles.c.id)
        .join(circles, circles.c.id == admissions.c.circle_id)
        .where(admissions.c.state.in_(_WAITING), circles.c.archived_at.is_not(None)),
    )


AT_REST = (ties_of_the_gone, texts_of_deleted_circles, doors_of_closed_circles)


def stays_without_admission() -> Question:
    """I-1: but for openers, nobody is in a circle without an admission."""
    return Question(
        "I-1: stay {} in circle {} came by no admission",
        select(members.c.id, members.c.circle_id)
        .outerjoin(admissions, admissions.c.member_id == members.c.id)
        .where(members.c.is_opener.is_(False), admissions.c.id.is_(None)),
    )


def known_by_nobody_and_not_asked() -> Question:
    """At rest: of members without a tie it is known, and the others were asked."""
    tied = select(ties.c.first).where(
        or_(ties.c.first == members.c.id, ties.c.second == members.c.id)
    )
    known = select(untied.c.member_id).where(untied.c.member_id == members.c.id)
    return Question(
        "stay {} in circle {} is known by nobody, and nobody was asked",
        select(members.c.id, members.c.circle_id)
        .join(circles, circles.c.id == members.c.circle_id)
        .where(_PRESENT, circles.c.members > 1, ~tied.exists(), ~known.exists()),
    )


async def known_when_admitted(conn: AsyncConnection) -> list[str]:
    """I-1: who was admitted was known by a member of that moment, of 24 hours' standing, and is tied."""
    query = (
        select(
            admissions.c.id,
            admissions.c.decided_at,
            admissions.c.member_id,
            asked.c.member_id.label("voucher"),
            members.c.joined_at,
            members.c.left_at,
            members.c.is_opener,
        )
        .outerjoin(
            asked, and_(asked.c.admission_id == admissions.c.id, asked.c.said.in_(_VOUCHES))
        )
        .outerjoin(members, members.c.id == asked.c.member_id)
        .where(admissions.c.state == State.ADMITTED)
        .order_by(admissions.c.id)
    )
    rows = (await conn.execute(query)).all()
    if not rows:
        return []
    found = []
    tied = {frozenset(pair) for pair in await conn.execute(select(ties.c.first, ties.c.second))}
    ended = set(
        (await conn.execute(select(members.c.id).where(members.c.left_at.is_not(None)))).scalars()
    )
    for number, of_one in groupby(rows, attrgetter("id")):
        counting = [
            row
            for row in of_one
            if row.voucher is not None
            and (row.left_at is None or row.left_at >= row.decided_at)
            and (row.is_opener or row.decided_at - row.joined_at >= STANDING_AFTER)
        ]
        if not counting:
            found.append(
                f"I-1: admission {number} ended with a seat, and nobody knew the newcomer"
            )
        found += [
            f"I-1: stay {row.member_id} was let in on the word of {row.voucher}, without a tie"
            for row in counting
            if not {row.member_id, row.voucher} & ended
            and frozenset({row.member_id, row.voucher}) not in tied
        ]
    return found
