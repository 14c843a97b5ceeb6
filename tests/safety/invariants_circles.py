"""What must be true of circles, stays and invites."""

from sqlalchemy import and_, func, or_, select

from bot.admissions.records import WAITING, Said, State
from bot.admissions.tables import admissions
from bot.circles.records import MOST_SEATS, Role
from bot.circles.tables import circles, members, removals
from bot.invites.tables import invites
from bot.people.tables import people
from tests.safety.findings import Question

_PRESENT = members.c.left_at.is_(None)
_WAITING = sorted(WAITING)
_VOUCHES = sorted(said for said in Said if said.is_vouch)


# Seats and stays -----------------------------------------------------------------------------------


def counted_members() -> Question:
    """I-2: the counter is the number of present stays."""
    there = func.count(members.c.id)
    return Question(
        "I-2: circle {} counts {} members, and {} are there",
        select(circles.c.id, circles.c.members, there)
        .outerjoin(members, and_(members.c.circle_id == circles.c.id, _PRESENT))
        .group_by(circles.c.id, circles.c.members)
        .having(circles.c.members != there),
    )


def seats() -> Question:
    """I-2: never more members than seats, never more seats than may be."""
    return Question(
        "I-2: circle {} has {} members on {} seats",
        select(circles.c.id, circles.c.members, circles.c.seats).where(
            or_(
                circles.c.members < 0,
                circles.c.members > circles.c.seats,
                circles.c.seats > MOST_SEATS,
            )
        ),
    )


def twice_in_a_circle() -> Question:
    """I-3: nobody is twice in a circle."""
    return Question(
        "I-3: person {} is in circle {} {} times",
        select(members.c.person_id, members.c.circle_id, func.count())
        .where(_PRESENT)
        .group_by(members.c.person_id, members.c.circle_id)
        .having(func.count() > 1),
    )


def nobodys_stay() -> Question:
    """I-3: whoever is there is somebody; a stay does not end before it began."""
    return Question(
        "I-3: stay {} in circle {} is nobody's, or ends before it begins",
        select(members.c.id, members.c.circle_id).where(
            or_(
                and_(_PRESENT, members.c.person_id.is_(None)),
                members.c.left_at < members.c.joined_at,
            )
        ),
    )


def removed_but_there() -> Question:
    """I-3: a removed person is no member."""
    return Question(
        "I-3: person {} was removed from circle {} and is in it",
        select(removals.c.person_id, removals.c.circle_id).join(
            members,
            and_(
                members.c.person_id == removals.c.person_id,
                members.c.circle_id == removals.c.circle_id,
                _PRESENT,
            ),
        ),
    )


def removed_but_waiting() -> Question:
    """I-3: a removed person comes back only by a host's later invite."""
    return Question(
        "I-3: person {} was removed from circle {} and waits (admission {}) without a host's invite",
        select(admissions.c.person_id, admissions.c.circle_id, admissions.c.id)
        .join(
            removals,
            and_(
                removals.c.person_id == admissions.c.person_id,
                removals.c.circle_id == admissions.c.circle_id,
            ),
        )
        .outerjoin(invites, invites.c.id == admissions.c.invite_id)
        .where(
            admissions.c.state.in_(_WAITING),
            or_(
                invites.c.id.is_(None),
                invites.c.by_host.is_(False),
                invites.c.created_at <= removals.c.at,
            ),
        ),
    )


def hosts() -> Question:
    """I-16: an open circle has members, and a host among them."""
    there = (
        select(members.c.id)
        .where(members.c.circle_id == circles.c.id, _PRESENT, members.c.role == Role.HOST)
        .exists()
    )
    return Question(
        "I-16: circle {} is open and has no host",
        select(circles.c.id).where(circles.c.archived_at.is_(None), ~there),
    )


def closed_but_inhabited() -> Question:
    """I-16: nobody is in a closed circle, and whoever has left is no host."""
    return Question(
        "I-16: stay {} goes on in the closed circle {}, or is a host's although it ended",
        select(members.c.id, members.c.circle_id)
        .join(circles, circles.c.id == members.c.circle_id)
        .where(
            or_(
                and_(_PRESENT, circles.c.archived_at.is_not(None)),
                and_(members.c.left_at.is_not(None), members.c.role == Role.HOST),
            )
        ),
    )


# Invites -------------------------------------------------------------------------------------------


def uses() -> Question:
    """I-4: never more uses than allowed; each belongs to one knock that waits or led to a seat."""
    knocks = func.count(admissions.c.id)
    return Question(
        "I-4: invite {} counts {} uses, and {} knocks hold one",
        select(invites.c.id, invites.c.used, knocks)
        .outerjoin(
            admissions,
            and_(
                admissions.c.invite_id == invites.c.id,
                admissions.c.state.in_([*_WAITING, State.ADMITTED]),
            ),
        )
        .group_by(invites.c.id, invites.c.used, invites.c.uses)
        .having(or_(invites.c.used != knocks, knocks > invites.c.uses)),
    )


def used_after_its_end() -> Question:
    """I-4: nobody knocks with an invite that has ended; a second window is no knock."""
    return Question(
        "I-4: admission {} was opened with invite {} after its end",
        select(admissions.c.id, invites.c.id)
        .join(invites, invites.c.id == admissions.c.invite_id)
        .where(
            admissions.c.line_since.is_(None),
            or_(
                admissions.c.opened_at > invites.c.revoked_at,
                admissions.c.opened_at >= invites.c.expires_at,
                admissions.c.opened_at < invites.c.created_at,
            ),
        ),
    )


def somebody_elses_invite() -> Question:
    """I-4: a personal invite is redeemed by that account only."""
    return Question(
        "I-4: admission {} came by the personal invite {} of somebody else",
        select(admissions.c.id, invites.c.id)
        .join(invites, invites.c.id == admissions.c.invite_id)
        .join(people, people.c.id == admissions.c.person_id)
        .where(
            invites.c.for_telegram_id.is_not(None),
            invites.c.for_telegram_id != people.c.telegram_id,
        ),
    )


def invites_fit() -> Question:
    """I-4: invite, inviter and admission are of one circle and one member."""
    return Question(
        "I-4: admission {} does not fit its invite {}",
        select(admissions.c.id, invites.c.id)
        .join(invites, invites.c.id == admissions.c.invite_id)
        .join(members, members.c.id == invites.c.member_id)
        .where(
            or_(
                invites.c.circle_id != admissions.c.circle_id,
                invites.c.circle_id != members.c.circle_id,
                invites.c.member_id != admissions.c.inviter_id,
            )
        ),
    )


ALWAYS = (
    counted_members,
    seats,
    twice_in_a_circle,
    nobodys_stay,
    removed_but_there,
    removed_but_waiting,
    hosts,
    closed_but_inhabited,
    uses,
    used_after_its_end,
    somebody_elses_invite,
    invites_fit,
)
