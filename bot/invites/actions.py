"""Making, renewing, revoking and finding invites, one transaction each."""

import secrets
from datetime import timedelta

from bot.acquaintances.records import Depth
from bot.circles import actions as circle_actions
from bot.circles import store as circle_store
from bot.circles.records import Member, Roll
from bot.errors import NotForYou
from bot.invites import rules, store
from bot.invites.records import Invite, Kind, Made, MakingRefusal, NoInvite
from bot.invites.rules_codes import new_code, read_code
from bot.people import store as people_store
from bot.people.records import Person
from bot.work import Work


async def refuse(work: Work, roll: Roll, member: Member) -> MakingRefusal | None:
    """Why a member may not invite now, or None."""
    return rules.refuse_making(
        member,
        roll,
        live=await store.count_live(work.conn, member.id, now=work.now),
        limit=work.settings.limits.live_invites_per_member,
        now=work.now,
    )


async def refuse_guest(
    work: Work, roll: Roll, member: Member, *, telegram_id: int
) -> MakingRefusal | None:
    """Why a member may not invite the person with that account, or None."""
    guest = await people_store.find_by_telegram_id(work.conn, telegram_id)
    removed_at = guest and await circle_store.find_removal(
        work.conn, circle_id=roll.circle.id, person_id=guest.id
    )
    return rules.refuse_guest(
        member,
        roll,
        guest_id=guest.id if guest else None,
        was_removed=removed_at is not None,
    )


async def make_open(
    work: Work, person: Person, circle_id: int, *, uses: int
) -> Made | MakingRefusal:
    """An invite for whoever holds it; never for more than there are free seats."""
    roll, member = await circle_actions.circle_as_member(work, person, circle_id)
    if (refusal := await refuse(work, roll, member)) is not None:
        return refusal
    uses = max(1, min(uses, roll.circle.free_seats))
    return await _create(work, member, kind=Kind.OPEN, uses=uses)


async def make_personal(
    work: Work, person: Person, circle_id: int, *, telegram_id: int, name: str, depth: Depth
) -> Made | MakingRefusal:
    """An invite for one account; the inviter's vouch is in it."""
    roll, member = await circle_actions.circle_as_member(work, person, circle_id)
    refusal = await refuse(work, roll, member) or await refuse_guest(
        work, roll, member, telegram_id=telegram_id
    )
    if refusal is not None:
        return refusal
    return await _create(
        work,
        member,
        kind=Kind.PERSONAL,
        uses=1,
        for_telegram_id=telegram_id,
        for_name=name,
        depth=depth,
    )


async def _create(
    work: Work,
    member: Member,
    *,
    kind: Kind,
    uses: int,
    for_telegram_id: int | None = None,
    for_name: str | None = None,
    depth: Depth | None = None,
) -> Made:
    code = new_code(secrets.randbits)
    invite = await store.create(
        work.conn,
        code_hash=work.keys.digest("invite", code),
        circle_id=member.circle_id,
        member_id=member.id,
        kind=kind,
        for_telegram_id=for_telegram_id,
        for_name=for_name,
        depth=depth,
        by_host=member.is_host,
        uses=uses,
        created_at=work.now,
        expires_at=work.now + timedelta(days=work.settings.circles.invite_days),
    )
    return Made(invite, code)


async def invite_as_owner(work: Work, person: Person, invite_id: int) -> tuple[Roll, Invite]:
    """The door to an invite: for its inviter and for hosts of its circle.

    Raises:
        NotForYou: there is no such invite, or it is not theirs.
    """
    invite = await store.get_invite(work.conn, invite_id)
    roll, member = await circle_actions.circle_as_member(work, person, invite.circle_id)
    if invite.member_id != member.id and not member.is_host:
        raise NotForYou
    return roll, invite


async def revoke(work: Work, person: Person, invite_id: int) -> tuple[Roll, Invite]:
    """Take an invite back; twice is once. What was begun with it goes on."""
    roll, invite = await invite_as_owner(work, person, invite_id)
    await store.revoke(work.conn, invite.id, now=work.now)
    await work.outbox.withdraw(kind="invite_ends", about=str(invite.id))
    return roll, invite


async def renew(work: Work, person: Person, invite_id: int) -> Made | MakingRefusal:
    """Cancel an invite and issue one like it, in the name of whoever presses.

    Raises:
        NotForYou: it is not theirs, was revoked or used up, or ended too long ago.
    """
    # Two may renew it at once, or somebody redeems it in this moment: one after the other.
    circle_id = (await store.get_invite(work.conn, invite_id)).circle_id
    await circle_store.lock_circle(work.conn, circle_id)
    roll, invite = await invite_as_owner(work, person, invite_id)
    member = roll.find(person.id)
    if member is None or invite.revoked_at is not None or invite.used >= invite.uses:
        raise NotForYou
    # A personal invite holds its inviter's vouch: nobody renews it in their name.
    is_personal = invite.kind is Kind.PERSONAL
    if is_personal and (invite.for_telegram_id is None or invite.member_id != member.id):
        raise NotForYou
    live = await store.count_live(work.conn, member.id, now=work.now)
    refusal = rules.refuse_making(
        member,
        roll,
        live=live - (invite.member_id == member.id and invite.is_live(now=work.now)),
        limit=work.settings.limits.live_invites_per_member,
        now=work.now,
    )
    if refusal is not None:
        return refusal
    if not await store.revoke(work.conn, invite.id, now=work.now):
        raise NotForYou  # taking it back waits for nobody
    await work.outbox.withdraw(kind="invite_ends", about=str(invite.id))
    return await _create(
        work,
        member,
        kind=invite.kind,
        uses=min(invite.uses - invite.used, roll.circle.free_seats),
        for_telegram_id=invite.for_telegram_id,
        for_name=invite.for_name,
        depth=invite.depth,
    )


async def find(work: Work, person: Person, text: str) -> Invite | NoInvite:
    """The invite behind what somebody typed, dead or alive; guessing is slowed down."""
    code = read_code(text)
    if code is None:
        return NoInvite.NO_CODE
    limits = work.settings.limits
    if rules.must_wait(
        own_wrong=await store.count_wrong(
            work.conn,
            since=work.now - rules.WRONG_CODES_COUNT_FOR,
            telegram_id=person.telegram_id,
        ),
        all_wrong=await store.count_wrong(work.conn, since=work.now - rules.RUSH_COUNTS_FOR),
        own_limit=limits.wrong_codes_per_hour,
        rush_limit=limits.wrong_codes_per_minute,
    ):
        return NoInvite.TOO_MANY_TRIES
    invite = await store.find_by_hash(work.conn, work.keys.digest("invite", code))
    if invite is None:
        await store.add_wrong(work.conn, telegram_id=person.telegram_id, now=work.now)
        return NoInvite.UNKNOWN
    return invite
