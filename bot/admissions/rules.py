"""What is decided about admissions. Pure."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.admissions.records import (
    FIRST,
    ONLY_TOLD,
    Admission,
    Asked,
    Ground,
    KnockRefusal,
    Said,
    State,
    Step,
)
from bot.circles.records import STANDING_AFTER, Circle, Member, MemberId, Roll

SHORTEST_INTRODUCTION: Final = 20  # characters: a greeting alone tells nobody anything
LONGEST_INTRODUCTION: Final = 500
LONGEST_HELP: Final = 500
LONGEST_CONCERN: Final = 300
LONGEST_QUESTION: Final = 300
LONGEST_ANSWER: Final = 500
MOST_NAMED: Final = 10  # as many as Telegram's picker gives at once
MOST_QUESTIONS: Final = 5  # an admission; one a member
MOST_OPEN_IN_CIRCLE: Final = 10
MOST_TRIES: Final = 3  # a person and circle …
TRIES_COUNT_FOR: Final = timedelta(days=30)  # … within this
OTHERS_ASKED_AFTER: Final = timedelta(hours=24)  # at most; in a short window at its half
ASKED_AGAIN_FOR: Final = timedelta(
    hours=24
)  # at least, where a hold or a handover lost its ground
REMINDED_AT: Final = 0.8  # of the window
HOST_ALERTED_AFTER: Final = timedelta(hours=24)  # and not before the members' time is over
HOST_HAS_AFTER_ALERT: Final = timedelta(hours=72)
LINE_LASTS: Final = timedelta(days=14)
OFFER_LASTS: Final = timedelta(hours=72)
SMALL_CIRCLE: Final = 4  # members; in a smaller one a host can infer who raised a concern


# The knock ---------------------------------------------------------------------------------------


def refuse_knock(
    *, is_waiting: bool, tries: int, open_in_circle: int, circles: int, most_circles: int
) -> KnockRefusal | None:
    """Why somebody with a good invite may not knock now, or None if they may.

    Args:
        is_waiting: whether they wait in this circle already.
        tries: knocks at this circle within 30 days.
        open_in_circle: undecided admissions of the circle.
        circles: open circles the newcomer is in.
        most_circles: in how many one may be.
    """
    if is_waiting:
        return KnockRefusal.ASKED_ALREADY
    if circles >= most_circles:
        return KnockRefusal.TOO_MANY_CIRCLES
    if tries >= MOST_TRIES:
        return KnockRefusal.TOO_MANY_TRIES
    if open_in_circle >= MOST_OPEN_IN_CIRCLE:
        return KnockRefusal.CIRCLE_BUSY
    return None


def fits(text: str, *, shortest: int = 1, longest: int) -> bool:
    """Whether a text has between `shortest` and `longest` characters."""
    return shortest <= len(text.strip()) <= longest


# Who is asked ------------------------------------------------------------------------------------


def second_round_is_due(
    admission: Admission,
    asked: Sequence[Asked],
    roll: Roll,
    *,
    enough: bool,
    someone_was_named: bool,
    now: datetime,
) -> bool:
    """Whether the other members are asked now.

    At once when nobody named is a member; else when everybody of the first round who is still there
    has answered, or after a day. Never when enough vouches stand.

    Args:
        admission: the admission.
        asked: who was asked so far.
        roll: the circle.
        enough: whether enough vouches stand.
        someone_was_named: whether the newcomer named somebody who is a member.
        now: an aware moment.
    """
    if enough or admission.others_asked_at is not None or not admission.is_undecided:
        return False
    present = {member.id for member in roll.members}
    first = [row for row in asked if row.round == FIRST and row.member_id in present]
    if not someone_was_named or all(row.said is not None for row in first):
        return True
    return now >= others_due_at(admission)


def others_due_at(admission: Admission) -> datetime:
    """When the others are asked although somebody of the first round is silent."""
    half = (admission.closes_at - admission.opened_at) / 2
    return admission.opened_at + min(OTHERS_ASKED_AFTER, half)


def latecomers(
    admission: Admission, asked: Iterable[Asked], roll: Roll, *, enough: bool, now: datetime
) -> tuple[MemberId, ...]:
    """Members who came when the others had been asked, and whose vouch counts now."""
    if enough or admission.others_asked_at is None or not admission.is_undecided:
        return ()
    return tuple(m.id for m in _not_asked(asked, roll) if may_vouch(m, now=now))


def _not_asked(asked: Iterable[Asked], roll: Roll) -> list[Member]:
    known = {row.member_id for row in asked if row.round != ONLY_TOLD}
    return [member for member in roll.members if member.id not in known]


# The decision ------------------------------------------------------------------------------------


def may_vouch(member: Member, *, now: datetime) -> bool:
    """Whether a present member's vouch counts: 24 hours there, or the opener."""
    return member.left_at is None and member.has_standing(now=now)


def counting(asked: Iterable[Asked], roll: Roll, *, now: datetime) -> tuple[MemberId, ...]:
    """Stays whose vouch counts at `now`: well first, then in the order of answering."""
    able = {member.id for member in roll.members if may_vouch(member, now=now)}
    vouches = [row for row in asked if row.said and row.said.is_vouch and row.member_id in able]
    vouches.sort(key=lambda row: (row.said is not Said.WELL, row.said_at or row.asked_at))
    return tuple(row.member_id for row in vouches)


def needed(roll: Roll, *, now: datetime) -> int:
    """How many vouches are enough: the threshold, or all who may vouch, at least one."""
    able = sum(may_vouch(member, now=now) for member in roll.members)
    return max(1, min(roll.circle.acquaintances_required, able))


def has_enough(asked: Iterable[Asked], roll: Roll, *, now: datetime) -> bool:
    """Whether enough vouches stand at `now`."""
    return len(counting(asked, roll, now=now)) >= needed(roll, now=now)


def concerns(asked: Iterable[Asked], roll: Roll) -> tuple[MemberId, ...]:
    """Present stays with a concern that no host has decided about; it needs no standing."""
    present = {member.id for member in roll.members}
    return tuple(
        row.member_id
        for row in asked
        if row.said is Said.CONCERN and not row.is_overruled and row.member_id in present
    )


def ground(asked: Sequence[Asked], roll: Roll, *, now: datetime) -> Ground:
    """On what the hosts decide at `now`."""
    return Ground(has_enough(asked, roll, now=now), len(concerns(asked, roll)))


def next_step(admission: Admission, asked: Sequence[Asked], roll: Roll, *, now: datetime) -> Step:
    """What follows for an undecided admission at `now`, hosts' presses apart.

    A concern comes before everything. Then come the hold and the host's last word, in this order,
    where the circle wants them.
    """
    if not roll.circle.is_open:
        return Step.CLOSE
    if concerns(asked, roll):
        return Step.WAIT if admission.state is State.HOST else Step.TO_HOST
    enough = has_enough(asked, roll, now=now)
    match admission.state:
        case State.ASKING:
            return _after_asking(admission, roll.circle, enough=enough, now=now)
        case State.HELD:
            return _after_hold(admission, roll.circle, enough=enough, now=now)
        case State.HOST:
            is_free = hold_is_over(admission, roll.circle, now=now)
            if enough and roll.circle.host_has_last_word and is_free:
                return Step.WAIT
            # What brought it here is gone: a concern was taken back, or a vouch.
            return Step.ASK_AGAIN
        case _:
            return Step.WAIT


def _after_asking(admission: Admission, circle: Circle, *, enough: bool, now: datetime) -> Step:
    if not enough:
        return Step.CLOSE if now >= admission.closes_at else Step.WAIT
    if not hold_is_over(admission, circle, now=now):
        return Step.HOLD
    return Step.TO_HOST if circle.host_has_last_word else Step.ADMIT


def _after_hold(admission: Admission, circle: Circle, *, enough: bool, now: datetime) -> Step:
    if not enough:
        return Step.ASK_AGAIN
    if not hold_is_over(admission, circle, now=now):
        return Step.WAIT
    return Step.TO_HOST if circle.host_has_last_word else Step.ADMIT


def hold_is_over(admission: Admission, circle: Circle, *, now: datetime) -> bool:
    """Whether no hold is in the way of a seat: it has run out, or the circle wants none.

    A hold that a concern has interrupted is not begun again: what the members were told stands.
    """
    if admission.held_until is not None:
        return now >= admission.held_until
    return not circle.hold_hours


# Time --------------------------------------------------------------------------------------------


def reminder_at(admission: Admission) -> datetime:
    """When those who have not answered are reminded: at four fifths of the window."""
    window = admission.closes_at - admission.opened_at
    return admission.opened_at + window * REMINDED_AT


def reminder_is_due(admission: Admission, *, enough: bool, now: datetime) -> bool:
    """Whether the silent are reminded now; not while enough vouches stand: nothing is needed then."""
    if enough or admission.reminded_at is not None or not admission.is_undecided:
        return False
    return reminder_at(admission) <= now < admission.closes_at


def host_alert_at(admission: Admission) -> datetime | None:
    """When silent hosts are alerted; None: no host has to decide."""
    if admission.state is not State.HOST or admission.host_since is None:
        return None
    return max(admission.closes_at, admission.host_since + HOST_ALERTED_AFTER)


def alert_is_due(admission: Admission, *, now: datetime) -> bool:
    """Whether silent hosts are alerted now; once."""
    at = host_alert_at(admission)
    return at is not None and admission.host_alerted_at is None and now >= at


def host_close_at(admission: Admission) -> datetime | None:
    """When hosts who stayed silent after the alert have lost their say; None: not alerted."""
    if admission.state is not State.HOST or admission.host_alerted_at is None:
        return None
    return admission.host_alerted_at + HOST_HAS_AFTER_ALERT


def next_look(
    admission: Admission, asked: Sequence[Asked], roll: Roll, *, now: datetime
) -> datetime | None:
    """The next moment after `now` at which time alone may change something; None: none."""
    moments: list[datetime | None] = []
    if admission.state is State.LINE:
        line_ends = admission.line_since + LINE_LASTS if admission.line_since else None
        moments = [admission.offered_until or line_ends]
    elif admission.is_undecided:
        moments = [
            admission.closes_at,
            admission.held_until,
            host_alert_at(admission) if admission.host_alerted_at is None else None,
            host_close_at(admission),
            *_ripenings(asked, roll),
        ]
        if admission.others_asked_at is None:
            moments.append(others_due_at(admission))
        else:
            moments += [m.joined_at + STANDING_AFTER for m in _not_asked(asked, roll)]
        if admission.reminded_at is None:
            moments.append(reminder_at(admission))
    return min((at for at in moments if at is not None and at > now), default=None)


def _ripenings(asked: Iterable[Asked], roll: Roll) -> list[datetime | None]:
    """When vouches of members who are new themselves begin to count."""
    vouched = {row.member_id for row in asked if row.said and row.said.is_vouch}
    return [m.joined_at + STANDING_AFTER for m in roll.members if m.id in vouched]
