"""Where an admission goes next, and telling all concerned. The circle's row is locked first."""

from datetime import timedelta
from typing import Any

from bot.acquaintances import store as tie_store
from bot.admissions import (
    actions_asking,
    actions_telling,
    messages_host,
    messages_members,
    rules,
    store,
    store_asked,
    store_hosts,
)
from bot.admissions.records import (
    OTHERS,
    Admission,
    Asked,
    Decline,
    Ended,
    Outcome,
    State,
    Step,
)
from bot.admissions.rules_names import meant
from bot.circles import actions as circle_actions
from bot.circles import store as circle_store
from bot.circles import store_locks
from bot.circles.records import Member, MemberId, Roll
from bot.errors import LostRace, NotForYou
from bot.invites import store as invite_store
from bot.people.records import Person, PersonId
from bot.work import Work

MOST_STEPS = 4  # asking → held → host → asking → …: within one moment nothing goes further


async def locked(work: Work, admission_id: int) -> tuple[Admission, Roll]:
    """An admission and its circle, whose row is locked: nobody comes or goes meanwhile.

    Raises:
        NotForYou: there is no such admission.
    """
    circle_id = (await store.get_admission(work.conn, admission_id)).circle_id
    await circle_store.lock_circle(work.conn, circle_id)
    return (
        await store.get_admission(work.conn, admission_id),
        await circle_store.get_roll(work.conn, circle_id),
    )


async def settle(
    work: Work,
    admission: Admission,
    roll: Roll,
    *,
    tells_newcomer: bool = True,
    seen_by: MemberId | None = None,
) -> Outcome:
    """Do all that follows from how things stand now.

    Args:
        work: the transaction; it holds the circle's lock.
        admission: as it stands.
        roll: the circle.
        tells_newcomer: False where the newcomer is answered by what they just did.
        seen_by: a host who sees the decision anew on the screen that they just pressed.
    """
    for _ in range(MOST_STEPS):
        if not admission.is_undecided:
            break
        asked = await store_asked.list_asked(work.conn, admission.id)
        step = rules.next_step(admission, asked, roll, now=work.now)
        match step:
            case Step.WAIT:
                break
            case Step.CLOSE:
                reason = Ended.NOBODY if roll.circle.is_open else Ended.CIRCLE_CLOSED
                return await end(
                    work, admission, roll, State.CLOSED, reason, tells_newcomer=tells_newcomer
                )
            case Step.ADMIT:
                return await let_in(work, admission, roll, tells_newcomer=tells_newcomer)
            case Step.TO_HOST:
                admission = await _changed(
                    work, admission, state=State.HOST, host_since=work.now, host_alerted_at=None
                )
            case Step.HOLD:
                admission = await _hold(work, admission, roll)
            case Step.ASK_AGAIN:
                admission = await _ask_again(work, admission, roll)
    return await _wait(work, admission, roll, seen_by=seen_by)


async def _changed(work: Work, admission: Admission, **values: Any) -> Admission:  # noqa: ANN401 - columns of several types
    """The admission with other columns.

    Raises:
        LostRace: it was moved meanwhile, which the lock should prevent.
    """
    changed = await store.change(work.conn, admission, **values)
    if changed is None:
        raise LostRace
    return changed


async def _wait(
    work: Work, admission: Admission, roll: Roll, *, seen_by: MemberId | None
) -> Outcome:
    """Ask and remind whom it is time for, keep the hosts informed, and set the next moment."""
    if admission.is_undecided:
        admission = await _go_on_asking(work, admission, roll)
    if admission.state is State.HOST:
        is_alert = rules.alert_is_due(admission, now=work.now)
        if is_alert:
            admission = await _changed(work, admission, host_alerted_at=work.now)
        await actions_telling.tell_hosts(work, admission, roll, is_alert=is_alert, seen_by=seen_by)
    return Outcome(await watch(work, admission, roll), roll.circle)


async def _go_on_asking(work: Work, admission: Admission, roll: Roll) -> Admission:
    """The second round, those who came after it, and the reminder; none while enough vouches stand."""
    asked = await store_asked.list_asked(work.conn, admission.id)
    enough = rules.has_enough(asked, roll, now=work.now)
    fellows = await actions_asking.fellows_of(work, roll)
    named = await store_asked.list_named(work.conn, admission.id)
    if rules.second_round_is_due(
        admission,
        asked,
        roll,
        enough=enough,
        someone_was_named=bool(meant(named, fellows.values())),
        now=work.now,
    ):
        admission = await actions_asking.ask_others(work, admission, roll)
    elif late := rules.latecomers(admission, asked, roll, enough=enough, now=work.now):
        await actions_asking.ask(work, admission, roll, late, in_round=OTHERS)
    if rules.reminder_is_due(admission, enough=enough, now=work.now):
        admission = await actions_asking.remind(work, admission, roll, asked)
    return admission


async def watch(work: Work, admission: Admission, roll: Roll) -> Admission:
    """Set the next moment at which the clock looks at it; what the circle is now has been seen."""
    asked = await store_asked.list_asked(work.conn, admission.id)
    look_at = rules.next_look(admission, asked, roll, now=work.now)
    return await _changed(work, admission, look_at=look_at, seen_changes=roll.circle.changes)


# On the way --------------------------------------------------------------------------------------


async def _hold(work: Work, admission: Admission, roll: Roll) -> Admission:
    """All members are told; a hold that a concern had interrupted only goes on."""
    if admission.held_until is not None:
        return await _changed(work, admission, state=State.HELD)
    until = work.now + timedelta(hours=roll.circle.hold_hours)
    held = await _changed(work, admission, state=State.HELD, held_until=until)
    await actions_asking.tell_of_hold(work, held, roll)
    return held


async def _ask_again(work: Work, admission: Admission, roll: Roll) -> Admission:
    """A hold or a handover lost its ground: the vouches decide, or the members go on."""
    asked = await store_asked.list_asked(work.conn, admission.id)
    is_enough = rules.has_enough(asked, roll, now=work.now)
    told = await store_hosts.list_told(work.conn, admission.id)
    screen = messages_host.taken_back if is_enough else messages_host.not_needed
    await actions_telling.take_from_hosts(work, admission, told, screen)
    asking = await _changed(
        work, admission, state=State.ASKING, host_since=None, host_alerted_at=None
    )
    if is_enough:
        return asking
    newcomer = await actions_asking.newcomer_of(work, admission)
    await actions_asking.change_screens(
        work,
        admission,
        await actions_asking.everybody_asked(work, admission, roll),
        lambda say, person: messages_members.hold_lost(say, person, newcomer, roll.circle),
        kinds=("vouch_hold",),
    )
    # With a day at least, however late it is.
    closes_at = max(admission.closes_at, work.now + rules.ASKED_AGAIN_FOR)
    return await _changed(work, asking, held_until=None, closes_at=closes_at)


# The decision ------------------------------------------------------------------------------------


async def is_in_too_many(work: Work, newcomer: Person) -> bool:
    """Whether the newcomer is in as many circles as one can be in; no other lets them in meanwhile."""
    await store_locks.lock_joining(work.conn, newcomer.id)
    joined = await circle_store.count_circles_of(work.conn, newcomer.id)
    return joined >= work.settings.limits.circles_per_person


async def let_in(
    work: Work, admission: Admission, roll: Roll, *, tells_newcomer: bool = True
) -> Outcome:
    """Give the newcomer a seat, or a place in line where there is none.

    The rule gave the reason; the circle's row gives the truth. A seat that is kept for somebody in
    line is not free for others.
    """
    asked = await store_asked.list_asked(work.conn, admission.id)
    newcomer = await actions_asking.newcomer_of(work, admission)
    if await is_in_too_many(work, newcomer):
        reason = Ended.TOO_MANY_CIRCLES
        return await end(
            work, admission, roll, State.CLOSED, reason, tells_newcomer=tells_newcomer
        )
    fellows = await actions_asking.fellows_of(work, roll)
    vouching = rules.counting(asked, roll, now=work.now)
    vouchers = tuple(fellows[member_id].person for member_id in vouching)
    has_offer = admission.offered_until is not None
    kept = await store.count_offers(work.conn, roll.circle.id) - has_offer
    member = None
    if roll.circle.free_seats > kept:
        member = await circle_actions.admit(
            work,
            circle_id=roll.circle.id,
            person_id=newcomer.id,
            helps_with=admission.helps_with,
            vouchers=[person.id for person in vouchers],
            invited_by=await _inviter_id(work, admission),
        )
    if member is None:
        return await _line_up(work, admission, roll, newcomer, tells_newcomer=tells_newcomer)
    by_id = {row.member_id: row for row in asked}
    for member_id in vouching:
        await _tie(work, roll, by_id[member_id], member)
    admitted = await _changed(
        work,
        admission,
        state=State.ADMITTED,
        decided_at=work.now,
        member_id=member.id,
        offered_until=None,
        look_at=None,
    )
    circle = await circle_store.get_circle(work.conn, roll.circle.id)
    outcome = Outcome(admitted, circle, vouchers)
    await actions_telling.tell(work, outcome, roll, newcomer, tells_newcomer=tells_newcomer)
    others = [f.person for f in fellows.values() if f.member.id != admission.inviter_id]
    await actions_telling.tell_fellows(work, outcome, newcomer, others, member.id)
    await store_asked.forget_words(work.conn, admission.id)
    return outcome


async def outcome_of(work: Work, admission: Admission, roll: Roll) -> Outcome:
    """How an admission stands, told once more as it was told before."""
    if admission.state is not State.ADMITTED:
        return Outcome(admission, roll.circle)
    asked = await store_asked.list_asked(work.conn, admission.id)
    people = await actions_asking.fellows_of(work, roll)
    vouching = rules.counting(asked, roll, now=admission.decided_at or work.now)
    return Outcome(admission, roll.circle, tuple(people[stay].person for stay in vouching))


async def _tie(work: Work, roll: Roll, row: Asked, member: Member) -> None:
    if row.said is not None:
        await tie_store.put_tie(
            work.conn,
            circle_id=roll.circle.id,
            one=row.member_id,
            other=member.id,
            depth=row.said.depth,
            vouched=True,
            now=work.now,
        )


async def _line_up(
    work: Work, admission: Admission, roll: Roll, newcomer: Person, *, tells_newcomer: bool
) -> Outcome:
    """No seat: a place in line. Whoever was in it before keeps their turn, if it is not over."""
    since = admission.line_since
    is_kept = since is not None and work.now < since + rules.LINE_LASTS
    waiting = await _changed(
        work,
        admission,
        state=State.LINE,
        line_since=since if is_kept else work.now,
        offered_until=None,
        held_until=None,
        host_since=None,
    )
    outcome = Outcome(await watch(work, waiting, roll), roll.circle)
    await actions_telling.tell(work, outcome, roll, newcomer, tells_newcomer=tells_newcomer)
    await store_asked.forget_words(work.conn, admission.id)
    return outcome


async def end(
    work: Work,
    admission: Admission,
    roll: Roll,
    state: State,
    reason: Ended | Decline | None,
    *,
    tells_newcomer: bool = True,
) -> Outcome:
    """End an admission without a seat: the use of the invite is given back, and all are told."""
    newcomer = await actions_asking.newcomer_of(work, admission)
    ended = await _changed(
        work,
        admission,
        state=state,
        reason=reason,
        decided_at=work.now,
        offered_until=None,
        look_at=None,
    )
    if admission.invite_id is not None:
        await invite_store.give_back_use(work.conn, admission.invite_id)
    outcome = Outcome(ended, roll.circle)
    await actions_telling.tell(work, outcome, roll, newcomer, tells_newcomer=tells_newcomer)
    await store_asked.forget_words(work.conn, admission.id)
    return outcome


async def _inviter_id(work: Work, admission: Admission) -> PersonId | None:
    try:
        inviter = await circle_store.get_member(work.conn, admission.inviter_id)
    except NotForYou:
        return None
    return inviter.person_id
