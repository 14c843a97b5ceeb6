"""The line before a full circle: a freed seat is offered to the first, one after the other."""

from datetime import timedelta

from bot.admissions import (
    actions,
    actions_asking,
    actions_decision,
    messages,
    rules,
    store,
    store_asked,
)
from bot.admissions.records import (
    OTHERS,
    Admission,
    Ended,
    KnockRefusal,
    Outcome,
    State,
)
from bot.circles.records import Roll
from bot.people.records import Person
from bot.work import Work


async def offer_next(work: Work) -> bool:
    """Offer one freed seat to whoever waits longest; False: there is none, or nobody waits."""
    first = await store.next_in_line(work.conn)
    if first is None:
        return False
    admission, roll = await actions_decision.locked(work, first.id)
    # What was found free may have been taken, offered or closed while the lock was waited for.
    is_free = roll.circle.free_seats > await store.count_offers(work.conn, roll.circle.id)
    if not is_free or not roll.circle.is_open:
        return True
    if admission.state is not State.LINE or admission.offered_until is not None:
        return True
    asked = await store_asked.list_asked(work.conn, admission.id)
    newcomer = await actions_asking.newcomer_of(work, admission)
    if not rules.has_enough(asked, roll, now=work.now):
        await _ask_again(work, admission, roll, newcomer, tells_newcomer=True)
        return True
    offered = await store.change(work.conn, admission, offered_until=work.now + rules.OFFER_LASTS)
    if offered is not None:
        offered = await actions_decision.watch(work, offered, roll)
        await work.outbox.add(
            messages.seat_free(work.say_to(newcomer.reader), newcomer, roll.circle, offered),
            kind="adm_offer",
            key=f"adm_offer:{admission.id}:{int(work.now.timestamp())}",
            about=str(admission.id),
        )
    return True


async def take_offer(
    work: Work, person: Person, admission_id: int
) -> Outcome | tuple[Outcome, KnockRefusal]:
    """Take the seat that was offered; vouches are checked again.

    Returns:
        How it stands; with a refusal where the newcomer is in too many circles: the seat is kept.
    """
    admission, roll = await actions.as_newcomer(work, person, admission_id)
    if admission.state is not State.LINE or admission.offered_until is None:
        return await actions_decision.outcome_of(work, admission, roll)
    if await actions_decision.is_in_too_many(work, person):
        return Outcome(admission, roll.circle), KnockRefusal.TOO_MANY_CIRCLES
    asked = await store_asked.list_asked(work.conn, admission.id)
    if not rules.has_enough(asked, roll, now=work.now):
        return await _ask_again(work, admission, roll, person, tells_newcomer=False)
    return await actions_decision.let_in(work, admission, roll, tells_newcomer=False)


async def _ask_again(
    work: Work, admission: Admission, roll: Roll, newcomer: Person, *, tells_newcomer: bool
) -> Outcome:
    """Those who knew them have left: the members are asked anew, with a new window."""
    reopened = await store.change(
        work.conn,
        admission,
        state=State.ASKING,
        offered_until=None,
        held_until=None,
        reminded_at=None,
        others_asked_at=work.now,
        opened_at=work.now,
        closes_at=work.now + timedelta(hours=roll.circle.window_hours),
    )
    if reopened is None:
        return Outcome(admission, roll.circle)
    await store_asked.clear_but_vouches(work.conn, admission.id)
    asked = await store_asked.list_asked(work.conn, admission.id)
    vouched = {row.member_id for row in asked if row.said is not None}
    others = [member.id for member in roll.members if member.id not in vouched]
    await store_asked.add_asked(work.conn, admission.id, others, in_round=OTHERS, now=work.now)
    await actions_asking.send_requests(work, reopened, roll, others)
    if tells_newcomer:
        await work.outbox.add(
            messages.asked_again(work.say_to(newcomer.reader), newcomer, roll.circle, reopened),
            kind="adm_outcome",
            key=f"adm_outcome:{admission.id}:again:{int(work.now.timestamp())}",
            about=str(admission.id),
        )
    return await actions_decision.settle(work, reopened, roll)


async def end_line(work: Work, admission: Admission, roll: Roll) -> Outcome:
    """The time of an offer or of the whole line is over, if it is; the next one has their turn."""
    if not roll.circle.is_open:
        reason = Ended.CIRCLE_CLOSED
    elif admission.offered_until is not None and work.now >= admission.offered_until:
        reason = Ended.OFFER_OVER
    elif admission.offered_until is None and _is_over(admission, work):
        reason = Ended.LINE_OVER
    else:
        return Outcome(await actions_decision.watch(work, admission, roll), roll.circle)
    return await actions_decision.end(work, admission, roll, State.CLOSED, reason)


def _is_over(admission: Admission, work: Work) -> bool:
    since = admission.line_since
    return since is not None and work.now >= since + rules.LINE_LASTS
