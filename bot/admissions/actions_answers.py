"""What members say about a newcomer: answers, concerns, relayed questions. One transaction each."""

from dataclasses import dataclass

from bot.admissions import (
    actions_asking,
    actions_decision,
    messages,
    messages_host,
    messages_words,
    rules,
    store_asked,
)
from bot.admissions.records import (
    LATE_CONCERNS,
    OTHERS,
    Admission,
    Asked,
    Exchange,
    NoQuestion,
    Outcome,
    Said,
    State,
)
from bot.circles.records import Member, MemberId, Roll
from bot.errors import NotForYou
from bot.people import store as people_store
from bot.people.records import Person
from bot.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """What a member who was asked has before them; the circle's row is locked."""

    admission: Admission
    roll: Roll
    member: Member
    asked: Asked


async def as_asked(work: Work, person: Person, admission_id: int) -> Inside:
    """The door for a member who was asked about a newcomer.

    Raises:
        NotForYou: there is no such admission, its newcomer was erased, they are no member (any
            more), or were not asked.
    """
    admission, roll = await actions_decision.locked(work, admission_id)
    member = roll.find(person.id)
    asked = member and await store_asked.find_asked(work.conn, admission.id, member.id)
    if member is None or not asked or not roll.circle.is_open or admission.person_id is None:
        raise NotForYou
    return Inside(admission=admission, roll=roll, member=member, asked=asked)


async def answer(
    work: Work, person: Person, admission_id: int, said: Said, *, over: int | None = None
) -> Outcome:
    """Keep a member's answer, in place of an earlier one, and do what follows from it.

    Args:
        work: the transaction.
        person: the member.
        admission_id: about whom.
        said: well, a little or not at all; a concern has a text (`raise_concern`).
        over: the message id of the screen they pressed.
    """
    inside = await as_asked(work, person, admission_id)
    if not inside.admission.is_undecided:
        return Outcome(inside.admission, inside.roll.circle)
    await store_asked.drop_concern(work.conn, inside.admission.id, inside.member.id)
    return await _keep(work, inside, said, over=over)


async def vouch_as_host(work: Work, person: Person, admission_id: int, said: Said) -> Outcome:
    """A host who decides says that they know the newcomer; they may not have been asked before.

    Raises:
        NotForYou: they are no host (any more).
    """
    admission, roll = await actions_decision.locked(work, admission_id)
    member = roll.find(person.id)
    if member is None or not member.is_host or not roll.circle.is_open:
        raise NotForYou
    if admission.state is State.HOST:
        await store_asked.add_asked(
            work.conn, admission.id, [member.id], in_round=OTHERS, now=work.now
        )
    inside = await as_asked(work, person, admission_id)
    if not inside.admission.is_undecided:
        return Outcome(inside.admission, inside.roll.circle)
    await store_asked.drop_concern(work.conn, inside.admission.id, member.id)
    return await _keep(work, inside, said, over=None, seen_by=member.id)


async def _keep(
    work: Work,
    inside: Inside,
    said: Said,
    *,
    over: int | None,
    seen_by: MemberId | None = None,
) -> Outcome:
    await store_asked.set_said(
        work.conn, inside.admission.id, inside.member.id, said, now=work.now
    )
    outcome = await actions_decision.settle(work, inside.admission, inside.roll, seen_by=seen_by)
    after = outcome.admission
    if after.is_undecided:
        about = await actions_asking.request_of(work, after, inside.roll)
        fellows = await actions_asking.fellows_of(work, inside.roll)
        asked = await store_asked.find_asked(work.conn, after.id, inside.member.id)
        if asked is not None:
            await actions_asking.show_answered(
                work,
                about,
                fellows[inside.member.id],
                asked,
                before=inside.asked.said,
                but=over,
            )
    return outcome


# A concern ---------------------------------------------------------------------------------------


async def raise_concern(work: Work, person: Person, admission_id: int, text: str) -> Outcome:
    """Keep a concern and hand the decision to the hosts; after it, it is a note to them."""
    inside = await as_asked(work, person, admission_id)
    admission, roll = inside.admission, inside.roll
    if admission.state in LATE_CONCERNS:
        await _note_to_hosts(work, inside, text)
    if not admission.is_undecided:
        return Outcome(admission, roll.circle)
    await store_asked.put_concern(work.conn, admission.id, inside.member.id, text, now=work.now)
    return await _keep(work, inside, Said.CONCERN, over=None)


async def _note_to_hosts(work: Work, inside: Inside, text: str) -> None:
    newcomer = await actions_asking.newcomer_of(work, inside.admission)
    for host in inside.roll.hosts:
        person = await people_store.get_person(work.conn, host.person_id)
        if person.id == newcomer.id:
            continue
        say = work.say_to(person.reader)
        note = messages_host.late_concern(
            say, person, newcomer, Outcome(inside.admission, inside.roll.circle), text
        )
        await work.outbox.add(
            note,
            kind="adm_note",
            key=f"adm_note:{inside.admission.id}:{host.id}:{actions_asking.stamp(work)}",
            # With its author's stay: an erased author's words do not wait for the morning.
            about=f"{inside.admission.id}.{inside.member.id}",
        )


# Relayed questions -------------------------------------------------------------------------------


async def refuse_question(work: Work, inside: Inside) -> NoQuestion | None:
    """Why a member's question would not be relayed, or None."""
    if not inside.admission.is_undecided:
        return NoQuestion.DECIDED
    exchanges = await store_asked.list_exchanges(work.conn, inside.admission.id)
    if any(exchange.member_id == inside.member.id for exchange in exchanges):
        return NoQuestion.ONE_EACH
    return NoQuestion.ENOUGH if len(exchanges) >= rules.MOST_QUESTIONS else None


async def ask_question(
    work: Work, person: Person, admission_id: int, text: str
) -> Exchange | NoQuestion:
    """Relay a question to the newcomer, without the asker's name; the window does not move."""
    inside = await as_asked(work, person, admission_id)
    if (refusal := await refuse_question(work, inside)) is not None:
        return refusal
    admission = inside.admission
    exchange = await store_asked.add_exchange(
        work.conn, admission.id, inside.member.id, text, now=work.now
    )
    newcomer = await actions_asking.newcomer_of(work, admission)
    say = work.say_to(newcomer.reader)
    await work.outbox.add(
        messages.relayed_question(say, newcomer, inside.roll.circle, exchange),
        kind="adm_question",
        key=f"adm_question:{exchange.id}",
        about=str(admission.id),
    )
    return exchange


async def as_questioned(
    work: Work, person: Person, admission_id: int, exchange_id: int
) -> tuple[Admission, Roll, Exchange | None]:
    """The door for the newcomer to a question that was relayed to them; None: it was decided since.

    Raises:
        NotForYou: it is not theirs.
    """
    admission, roll = await actions_decision.locked(work, admission_id)
    if admission.person_id != person.id:
        raise NotForYou
    if not admission.is_undecided:  # the question is forgotten then
        return admission, roll, None
    exchange = await store_asked.get_exchange(work.conn, exchange_id)
    if exchange.admission_id != admission.id:
        raise NotForYou
    return admission, roll, exchange


async def reply(
    work: Work, person: Person, admission_id: int, exchange_id: int, text: str
) -> bool:
    """Relay the newcomer's answer to all who are asked; False when nothing waits for it."""
    admission, roll, exchange = await as_questioned(work, person, admission_id, exchange_id)
    if exchange is None:
        return False
    if not await store_asked.set_reply(work.conn, exchange.id, text):
        return False
    exchange = await store_asked.get_exchange(work.conn, exchange.id)
    about = await actions_asking.request_of(work, admission, roll)
    fellows = await actions_asking.fellows_of(work, roll)
    for row in await store_asked.list_asked(work.conn, admission.id):
        if row.member_id not in fellows:
            continue
        reader = fellows[row.member_id].person
        await work.outbox.add(
            messages_words.relayed_reply(work.say_to(reader.reader), reader, about, exchange),
            kind="adm_answer",
            key=f"adm_answer:{exchange.id}:{row.member_id}",
            about=str(admission.id),
        )
    return True
