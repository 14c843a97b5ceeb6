"""The newcomer's side: the door, the knock, the way back. One transaction each."""

from collections.abc import Sequence
from datetime import timedelta

from bot.acquaintances.records import Depth
from bot.admissions import actions_asking, actions_decision, rules, store, store_asked
from bot.admissions.records import FIRST, Admission, Named, NoEntry, Outcome, Said, State
from bot.admissions.rules_names import meant
from bot.circles import store as circle_store
from bot.circles.records import CircleId, Member, Roll
from bot.errors import NotForYou
from bot.invites import rules as invite_rules
from bot.invites import store as invite_store
from bot.invites.records import Invite, Kind, UseRefusal
from bot.people.records import Person
from bot.work import Work


async def refuse_entry(
    work: Work, person: Person, invite: Invite, *, needs_seat: bool = True
) -> NoEntry | None:
    """Why a person who holds a real code may not knock now, or None if they may.

    Args:
        work: the transaction.
        person: who holds it.
        invite: what they hold.
        needs_seat: False for whoever found a free seat when they began, and may have lost it while
            they wrote: they get a place in line rather than a shut door.
    """
    roll = await circle_store.get_roll(work.conn, invite.circle_id)
    kept = await store.count_offers(work.conn, roll.circle.id)
    refusal = invite_rules.refuse_use(
        invite,
        inviter=await invite_store.find_inviter(work.conn, invite),
        roll=roll,
        person_id=person.id,
        telegram_id=person.telegram_id,
        removed_at=await circle_store.find_removal(
            work.conn, circle_id=roll.circle.id, person_id=person.id
        ),
        free_seats=roll.circle.free_seats - kept if needs_seat else 1,
        now=work.now,
    )
    return refusal or await _refuse_knock(work, person, roll.circle.id)


async def _refuse_knock(work: Work, person: Person, circle_id: CircleId) -> NoEntry | None:
    waiting = await store.find_waiting(work.conn, circle_id=circle_id, person_id=person.id)
    return rules.refuse_knock(
        is_waiting=waiting is not None,
        tries=await store.count_tries(
            work.conn,
            circle_id=circle_id,
            person_id=person.id,
            since=work.now - rules.TRIES_COUNT_FOR,
        ),
        open_in_circle=await store.count_undecided(work.conn, circle_id),
        circles=await circle_store.count_circles_of(work.conn, person.id),
        most_circles=work.settings.limits.circles_per_person,
    )


async def knock(
    work: Work,
    person: Person,
    invite_id: int,
    *,
    introduction: str,
    helps_with: str,
    named: Sequence[Named],
    has_hidden_marks: bool,
) -> Outcome | NoEntry:
    """Ask to join: a use of the invite is reserved, and the first members are asked.

    Args:
        work: the transaction.
        person: the newcomer.
        invite_id: what they hold.
        introduction: 20-500 characters.
        helps_with: how they can help; may be empty.
        named: whom they say they know; empty: only the person who invited them.
        has_hidden_marks: whether their Telegram name holds characters that nobody sees.

    Returns:
        How it stands, which may be a seat at once; or why there is no entry (any more).
    """
    invite = await invite_store.get_invite(work.conn, invite_id)
    await circle_store.lock_circle(work.conn, invite.circle_id)
    invite = await invite_store.get_invite(work.conn, invite_id)  # as it is now that others wait
    refusal = await refuse_entry(work, person, invite, needs_seat=False)
    if refusal is not None:
        return refusal
    inviter = await invite_store.find_inviter(work.conn, invite)
    if inviter is None or not await invite_store.reserve_use(work.conn, invite.id, now=work.now):
        return UseRefusal.REVOKED  # in this moment: taking an invite back waits for nobody
    roll = await circle_store.get_roll(work.conn, invite.circle_id)
    circle = roll.circle
    admission = await store.create(
        work.conn,
        circle_id=circle.id,
        person_id=person.id,
        invite_id=invite.id,
        inviter_id=inviter.id,
        is_personal=invite.kind is Kind.PERSONAL,
        state=State.ASKING,
        introduction=introduction,
        helps_with=helps_with,
        has_hidden_marks=has_hidden_marks,
        opened_at=work.now,
        closes_at=work.now + timedelta(hours=circle.window_hours),
    )
    await _ask_first(work, admission, roll, inviter, named=named, depth=invite.depth)
    return await actions_decision.settle(work, admission, roll, tells_newcomer=False)


async def _ask_first(
    work: Work,
    admission: Admission,
    roll: Roll,
    inviter: Member,
    *,
    named: Sequence[Named],
    depth: Depth | None,
) -> None:
    """The first round: the inviter and those named who are members.

    On a personal invite the inviter has vouched already. Somebody who names nobody means the
    inviter, whose name they may not know: it is kept as an account without a name.
    """
    fellows = await actions_asking.fellows_of(work, roll)
    if not named:
        account = fellows[inviter.id].person.telegram_id
        named = [Named("", telegram_id=account)]
    await store_asked.add_named(work.conn, admission.id, named)
    if admission.is_personal and depth is not None:
        await store_asked.add_asked(
            work.conn, admission.id, [inviter.id], in_round=FIRST, now=work.now
        )
        await store_asked.set_said(
            work.conn, admission.id, inviter.id, Said(depth.value), now=work.now
        )
    asked = sorted(meant(named, fellows.values()) | {inviter.id})
    pending = await store_asked.list_asked(work.conn, admission.id)
    if not rules.has_enough(pending, roll, now=work.now):
        await actions_asking.ask(work, admission, roll, asked, in_round=FIRST)


async def as_newcomer(work: Work, person: Person, admission_id: int) -> tuple[Admission, Roll]:
    """The door to one's own admission; the circle's row is locked.

    Raises:
        NotForYou: there is no such admission, or it is another person's.
    """
    admission = await store.get_admission(work.conn, admission_id)
    if admission.person_id != person.id:
        raise NotForYou
    return await actions_decision.locked(work, admission_id)


async def withdraw(work: Work, person: Person, admission_id: int) -> Outcome:
    """Take the request back, or leave the line; what is decided stays as it is."""
    admission, roll = await as_newcomer(work, person, admission_id)
    if not admission.is_waiting:
        return Outcome(admission, roll.circle)
    return await actions_decision.end(
        work, admission, roll, State.WITHDRAWN, None, tells_newcomer=False
    )


async def find_waiting(work: Work, person: Person, invite: Invite) -> Outcome | None:
    """How the person's own request to the invite's circle stands, while they wait."""
    waiting = await store.find_waiting(work.conn, circle_id=invite.circle_id, person_id=person.id)
    if waiting is None:
        return None
    return Outcome(waiting, await circle_store.get_circle(work.conn, invite.circle_id))
