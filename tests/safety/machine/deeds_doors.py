"""What happens at the doors of circles: invites, knocks, answers, decisions, the line."""

from typing import Any

from sqlalchemy import Select, select

from bot.acquaintances.records import Depth
from bot.admissions import (
    actions,
    actions_answers,
    actions_host,
    actions_line,
)
from bot.admissions.records import UNDECIDED, WAITING, Decline, Named, Outcome, Said, State
from bot.admissions.tables import admissions, asked, exchanges
from bot.circles import store as circle_store
from bot.circles.tables import members
from bot.invites import actions as invite_actions
from bot.invites.records import Made, NoInvite
from bot.invites.tables import invites
from bot.people import actions as people_actions
from bot.people.records import Person
from bot.work import Work
from tests.safety.machine.deeds import deed
from tests.safety.machine.deeds_circles import a_stay
from tests.safety.machine.souls import SOULS
from tests.safety.machine.town import Town, pick

_DEPTHS = (Depth.WELL, Depth.LITTLE)
_ANSWERS = (Said.WELL, Said.LITTLE, Said.WELL, Said.UNKNOWN)
_UNDECIDED, _WAITING = sorted(UNDECIDED), sorted(WAITING)


async def _rows(work: Work, query: Select[Any]) -> list[Any]:
    return list((await work.conn.execute(query)).all())


def _kept(town: Town, made: object) -> object:
    if isinstance(made, Made):
        town.notes.codes[made.invite.id] = made.code
    return made


# Invites -------------------------------------------------------------------------------------------


@deed
async def makes_an_open_invite(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, stay = await a_stay(town, work, a)
    return _kept(
        town, await invite_actions.make_open(work, person, stay.circle_id, uses=1 + b % 4)
    )


@deed
async def invites_somebody(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, stay = await a_stay(town, work, a)
    guest = SOULS[b % len(SOULS)]
    town.notes.erased.discard(guest.number)  # somebody else tells the bot of them anew
    return _kept(town, await _invite(work, person, stay.circle_id, guest.number, c))


async def _invite(work: Work, person: Person, circle_id: int, guest: int, how: int) -> object:
    soul = SOULS[guest]
    return await invite_actions.make_personal(
        work,
        person,
        circle_id,
        telegram_id=soul.telegram_id,
        name=f"Name{guest} {soul.family}",
        depth=_DEPTHS[how % 2],
    )


@deed
async def revokes_an_invite(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person = await _owner(town, work, a, c)
    found = await _rows(work, select(invites.c.id).order_by(invites.c.id))
    return await invite_actions.revoke(work, person, pick(found, b).id)


@deed
async def renews_an_invite(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person = await _owner(town, work, a, c)
    found = await _rows(work, select(invites.c.id).order_by(invites.c.id))
    return _kept(town, await invite_actions.renew(work, person, pick(found, b).id))


async def _owner(town: Town, work: Work, a: int, c: int) -> Person:
    person, _ = await a_stay(town, work, a, is_host=bool(c % 2))
    return person


@deed
async def guesses_a_code(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person = await town.somebody(work, a)
    guess = pick(("K7Q2M9XPRD4T", "K7Q2-M9XP-RD4V", "no code at all"), b)
    return await invite_actions.find(work, person, guess)


# Knocking ------------------------------------------------------------------------------------------


def _named(b: int, c: int) -> list[Named]:
    match c % 4:
        case 0:
            return []
        case 1:
            soul = SOULS[b % len(SOULS)]
            return [Named(f"Name{soul.number} {soul.family}")]
        case 2:
            soul = SOULS[(b + 1) % len(SOULS)]
            return [Named(f"Name{soul.number}", telegram_id=soul.telegram_id)]
        case _:
            return [Named("Somebody Else Entirely")]


async def _knock(town: Town, work: Work, person: Person, code: str, *, how: int) -> object:
    found = await invite_actions.find(work, person, code)
    if isinstance(found, NoInvite):
        return found
    refusal = await actions.refuse_entry(work, person, found)
    if refusal is not None:
        return refusal
    mark = town.soul_of(person).mark
    named = _named(how // 4, how)
    for soul in SOULS:  # somebody else tells the bot of them anew
        if any(soul.family in one.name or one.telegram_id == soul.telegram_id for one in named):
            town.notes.erased.discard(soul.number)
    return await actions.knock(
        work,
        person,
        found.id,
        introduction=f"I am new here and would like to learn: {mark}",
        helps_with=f"With maps {mark}" if how % 2 else "",
        named=named,
        has_hidden_marks=False,
    )


async def _live_codes(town: Town, work: Work) -> list[str]:
    """Codes of open invites that somebody can still use."""
    query = (
        select(invites.c.id)
        .join(members, members.c.id == invites.c.member_id)
        .where(
            invites.c.kind == "open",
            invites.c.revoked_at.is_(None),
            invites.c.used < invites.c.uses,
            invites.c.expires_at > work.now,
            members.c.left_at.is_(None),
        )
        .order_by(invites.c.id)
    )
    return [town.notes.codes[row.id] for row in await _rows(work, query)]


@deed
async def knocks(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person = await town.somebody(work, a)
    codes = [town.notes.codes[number] for number in sorted(town.notes.codes)]
    if c % 4:
        codes = await _live_codes(town, work) or codes
    outcome = await _knock(town, work, person, pick(codes, b), how=c)
    return outcome.admission.state.value if isinstance(outcome, Outcome) else outcome


@deed
async def comes_by_a_new_invite(town: Town, work: Work, a: int, b: int, c: int) -> object:
    """A member invites a soul who is not there by name, and they knock at once."""
    return await _come(town, work, a, b, c, is_open=False)


@deed
async def comes_by_an_open_invite(town: Town, work: Work, a: int, b: int, c: int) -> object:
    """A member makes an open invite, and somebody knocks with it at once."""
    return await _come(town, work, a, b, c, is_open=True)


async def _come(town: Town, work: Work, a: int, b: int, c: int, *, is_open: bool) -> object:
    member, stay = await a_stay(town, work, a)
    there = (await circle_store.get_roll(work.conn, stay.circle_id)).person_ids
    inside = {p.telegram_id for p in await town.everybody(work) if p.id in there}
    soul = pick([s for s in SOULS if s.telegram_id not in inside | town.office.blocked], b)
    made = (
        await invite_actions.make_open(work, member, stay.circle_id, uses=1 + c % 3)
        if is_open
        else await _invite(work, member, stay.circle_id, soul.number, c)
    )
    if not isinstance(made, Made):
        return made
    _kept(town, made)
    town.notes.erased.discard(soul.number)
    guest = await people_actions.meet(work, soul.sender)
    outcome = await _knock(town, work, guest, made.code, how=c)
    return outcome.admission.state.value if isinstance(outcome, Outcome) else f"shut: {outcome}"


@deed
async def withdraws(town: Town, work: Work, a: int, b: int, c: int) -> object:
    query = select(admissions.c.id, admissions.c.person_id).order_by(admissions.c.id)
    if c % 4:
        query = query.where(admissions.c.state.in_(_WAITING))
    row = pick(await _rows(work, query), a)
    return await actions.withdraw(work, await _acting(town, work, row.person_id), row.id)


async def _acting(town: Town, work: Work, person_id: int | None) -> Person:
    """That person, if they can act now."""
    found = [person for person in await town.everybody(work) if person.id == person_id]
    return pick(found, 0)


# Answers -------------------------------------------------------------------------------------------


async def _a_question(town: Town, work: Work, a: int, b: int, c: int) -> tuple[Person, int]:
    """A member who was asked, and about which admission; sometimes somebody who was not."""
    query = (
        select(asked.c.admission_id, members.c.person_id)
        .join(admissions, admissions.c.id == asked.c.admission_id)
        .join(members, members.c.id == asked.c.member_id)
        .order_by(asked.c.admission_id, asked.c.member_id)
    )
    if b % 8 != 7:
        query = query.where(admissions.c.state.in_(_UNDECIDED))
    row = pick(await _rows(work, query), a)
    if c % 8 == 7:
        return await town.somebody(work, b), row.admission_id
    return await _acting(town, work, row.person_id), row.admission_id


@deed
async def answers_about_a_newcomer(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, admission_id = await _a_question(town, work, a, b, c)
    said = _ANSWERS[(b + c) % len(_ANSWERS)]
    outcome = await actions_answers.answer(work, person, admission_id, said)
    return outcome.admission.state.value


@deed
async def raises_a_concern(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, admission_id = await _a_question(town, work, a, b, c)
    text = f"I am not sure: {town.soul_of(person).concern}"
    outcome = await actions_answers.raise_concern(work, person, admission_id, text)
    return outcome.admission.state.value


@deed
async def asks_a_newcomer_something(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, admission_id = await _a_question(town, work, a, b, c)
    text = f"Where did we meet? {town.soul_of(person).mark}"
    return await actions_answers.ask_question(work, person, admission_id, text)


@deed
async def replies_to_a_question(town: Town, work: Work, a: int, b: int, c: int) -> object:
    query = (
        select(exchanges.c.id, exchanges.c.admission_id, admissions.c.person_id)
        .join(admissions, admissions.c.id == exchanges.c.admission_id)
        .order_by(exchanges.c.id)
    )
    row = pick(await _rows(work, query), a)
    person = (
        await town.somebody(work, b) if c % 8 == 7 else await _acting(town, work, row.person_id)
    )
    text = f"At work: {town.soul_of(person).mark}"
    return await actions_answers.reply(work, person, row.admission_id, row.id, text)


# Hosts ---------------------------------------------------------------------------------------------


async def _a_decision(town: Town, work: Work, a: int, b: int, c: int) -> tuple[Person, int]:
    """A host, and an admission of their circle; sometimes somebody who is none."""
    query = (
        select(admissions.c.id, members.c.person_id)
        .join(members, members.c.circle_id == admissions.c.circle_id)
        .where(members.c.left_at.is_(None), members.c.role == "host")
        .order_by(admissions.c.id, members.c.id)
    )
    if b % 8 != 7:
        query = query.where(admissions.c.state == State.HOST)
    row = pick(await _rows(work, query), a)
    if c % 8 == 7:
        return await town.somebody(work, b), row.id
    return await _acting(town, work, row.person_id), row.id


@deed
async def lets_a_newcomer_in(town: Town, work: Work, a: int, b: int, c: int) -> object:
    host, admission_id = await _a_decision(town, work, a, b, c)
    outcome = await actions_host.admit(work, host, admission_id)
    return "too few" if outcome is None else outcome.admission.state.value


@deed
async def turns_a_newcomer_away(town: Town, work: Work, a: int, b: int, c: int) -> object:
    host, admission_id = await _a_decision(town, work, a, b, c)
    outcome = await actions_host.decline(work, host, admission_id, pick(list(Decline), c))
    return outcome.admission.state.value


@deed
async def vouches_as_host(town: Town, work: Work, a: int, b: int, c: int) -> object:
    host, admission_id = await _a_decision(town, work, a, b, c)
    said = (Said.WELL, Said.LITTLE)[c % 2]
    outcome = await actions_answers.vouch_as_host(work, host, admission_id, said)
    return outcome.admission.state.value


# The line ------------------------------------------------------------------------------------------


@deed
async def takes_a_seat_that_was_kept(town: Town, work: Work, a: int, b: int, c: int) -> object:
    query = select(admissions.c.id, admissions.c.person_id).order_by(admissions.c.id)
    if c % 8:
        query = query.where(admissions.c.offered_until.is_not(None))
    row = pick(await _rows(work, query), a)
    person = await _acting(town, work, row.person_id)
    outcome = await actions_line.take_offer(work, person, row.id)
    return outcome.admission.state.value if isinstance(outcome, Outcome) else outcome
