"""Who is asked about a newcomer, and what they are shown."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from bot.admissions import messages_members, store, store_asked, store_hosts
from bot.admissions.records import (
    ONLY_TOLD,
    OTHERS,
    Admission,
    Asked,
    Fellow,
    Request,
    Said,
    State,
)
from bot.admissions.rules_names import name_warnings
from bot.circles.records import MemberId, Roll
from bot.errors import NotForYou
from bot.outbox import store as outbox_store
from bot.outbox.records import Outgoing
from bot.people import store as people_store
from bot.people.records import Person
from bot.texts import Say
from bot.work import Work

# Everything about an admission that has buttons for members and hosts.
SCREENS: Final = ("vouch", "vouch_again", "vouch_hold", "adm_host")


async def newcomer_of(work: Work, admission: Admission) -> Person:
    """The newcomer.

    Raises:
        NotForYou: they were erased.
    """
    if admission.person_id is None:
        raise NotForYou
    return await people_store.get_person(work.conn, admission.person_id)


async def fellows_of(work: Work, roll: Roll) -> dict[MemberId, Fellow]:
    """Present members with their persons."""
    people = await people_store.list_people(work.conn, roll.person_ids)
    return {m.id: Fellow(m, people[m.person_id]) for m in roll.members}


async def request_of(work: Work, admission: Admission, roll: Roll) -> Request:
    """All that is shown of an admission before somebody answers."""
    newcomer = await newcomer_of(work, admission)
    fellows = await fellows_of(work, roll)
    return Request(
        admission=admission,
        circle=roll.circle,
        newcomer=newcomer,
        warnings=name_warnings(
            newcomer.full_name,
            newcomer.username,
            has_hidden_marks=admission.has_hidden_marks,
            members=[
                (fellow.person.full_name, fellow.person.username)
                for fellow in fellows.values()
                if fellow.person.id != newcomer.id
            ],
            removed=await store.removed_names(work.conn, roll.circle.id),
        ),
        exchanges=tuple(await store_asked.list_exchanges(work.conn, admission.id)),
    )


async def ask(
    work: Work, admission: Admission, roll: Roll, members: Iterable[MemberId], *, in_round: int
) -> None:
    """Ask members who were not asked yet."""
    fresh = await store_asked.add_asked(
        work.conn, admission.id, members, in_round=in_round, now=work.now
    )
    await send_requests(work, admission, roll, fresh)


async def send_requests(
    work: Work, admission: Admission, roll: Roll, members: Iterable[MemberId]
) -> None:
    """Send the question to members, all of whom are remembered as asked."""
    about = await request_of(work, admission, roll)
    fellows = await fellows_of(work, roll)
    for member_id in members:
        person = fellows[member_id].person
        await work.outbox.add(
            messages_members.request(work.say_to(person.reader), person, about),
            kind="vouch",
            key=f"vouch:{admission.id}:{member_id}:{stamp(work)}",
            about=str(admission.id),
        )


def stamp(work: Work) -> str:
    """What tells two messages about one thing apart: the moment and its cause."""
    return f"{int(work.now.timestamp())}:{work.update_id or 0}"


async def ask_others(work: Work, admission: Admission, roll: Roll) -> Admission:
    """The second round: everybody else."""
    changed = await store.change(work.conn, admission, others_asked_at=work.now)
    await ask(work, admission, roll, [m.id for m in roll.members], in_round=OTHERS)
    return changed or admission


async def remind(
    work: Work, admission: Admission, roll: Roll, asked: Iterable[Asked]
) -> Admission:
    """Once more, only those who have not answered; the older question gives up its buttons.

    Whoever is asked in this very moment needs no reminder.
    """
    changed = await store.change(work.conn, admission, reminded_at=work.now)
    about = await request_of(work, admission, roll)
    fellows = await fellows_of(work, roll)
    for row in asked:
        if row.said is not None or row.round == ONLY_TOLD or row.member_id not in fellows:
            continue
        if row.asked_at >= work.now:
            continue
        person = fellows[row.member_id].person
        await work.outbox.change_sent(
            Outgoing(to=person.chat_id), kind="vouch", about=str(admission.id)
        )
        await work.outbox.add(
            messages_members.reminder(work.say_to(person.reader), person, about),
            kind="vouch_again",
            key=f"vouch_again:{admission.id}:{row.member_id}:{stamp(work)}",
            about=str(admission.id),
        )
    return changed or admission


async def tell_of_hold(work: Work, admission: Admission, roll: Roll) -> None:
    """Enough know them: everybody hears of it and may still object."""
    about = await request_of(work, admission, roll)
    everybody = await fellows_of(work, roll)
    await store_asked.add_asked(
        work.conn, admission.id, everybody, in_round=ONLY_TOLD, now=work.now
    )
    for member_id, fellow in everybody.items():
        person = fellow.person
        await work.outbox.add(
            messages_members.held(work.say_to(person.reader), person, about),
            kind="vouch_hold",
            key=f"vouch_hold:{admission.id}:{member_id}:{stamp(work)}",
            about=str(admission.id),
        )


async def show_answered(
    work: Work,
    about: Request,
    fellow: Fellow,
    asked: Asked,
    *,
    before: Said | None,
    but: int | None,
) -> None:
    """Let every question that this member still sees show their answer.

    Args:
        work: the transaction.
        about: the request.
        fellow: who answered.
        asked: with their answer.
        before: what they had answered until now.
        but: the message id of the screen that they pressed: it is edited in place anyway.
    """
    if asked.said is None:
        return
    person = fellow.person
    say = work.say_to(person.reader)
    screen = messages_members.answered(say, person, about, asked.said)
    theirs = {person.chat_id: person}
    await change_screens(
        work,
        about.admission,
        theirs,
        lambda _say, _person: screen,
        kinds=("vouch", "vouch_again"),
        but=but,
    )
    if Said.CONCERN in {asked.said, before}:  # it may have been raised on word of a hold
        await change_screens(
            work,
            about.admission,
            theirs,
            lambda _say, _person: screen,
            kinds=("vouch_hold",),
            but=but,
            keeps_planned=about.admission.state is State.HELD,
        )


async def change_screens(
    work: Work,
    admission: Admission,
    people: Mapping[int, Person],
    screen: Callable[[Say, Person], Outgoing],
    *,
    kinds: Iterable[str] = SCREENS,
    but: int | None = None,
    only_newest: bool = True,
    keeps_planned: bool = False,
) -> None:
    """Withdraw what was not sent about an admission, and replace what was.

    Args:
        work: the transaction.
        admission: which one.
        people: whose screens, by chat id.
        screen: what stands there from now on.
        kinds: which messages.
        but: a message id that is left alone.
        only_newest: False where several stand side by side; else older ones have given up their
            buttons.
        keeps_planned: True where what was not sent yet is still true.
    """
    about = str(admission.id)
    for kind in kinds:
        for chat_id in () if keeps_planned else people:
            await work.outbox.withdraw(kind=kind, about=about, chat_id=chat_id)
        shown = await outbox_store.list_sent(work.conn, kind=kind, about=about)
        if only_newest:
            shown = list({sent.chat_id: sent for sent in shown}.values())
        for sent in shown:
            if sent.chat_id in people and sent.message_id != but:
                person = people[sent.chat_id]
                await work.outbox.change(screen(work.say_to(person.reader), person), of=sent.key)


async def everybody_asked(work: Work, admission: Admission, roll: Roll) -> dict[int, Person]:
    """Who may see something with buttons about an admission, by chat id."""
    asked = await store_asked.list_asked_people(work.conn, admission.id)
    hosts = await store_hosts.list_told_people(work.conn, admission.id)
    present = {member_id: f.person for member_id, f in (await fellows_of(work, roll)).items()}
    return {person.chat_id: person for person in (asked | hosts | present).values()}
