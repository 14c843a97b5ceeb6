"""Who is told what about an admission: hosts who decide it, and everybody once it is decided."""

import hashlib
from collections.abc import Callable, Iterable, Sequence

from bot.admissions import (
    actions_asking,
    messages,
    messages_host,
    messages_members,
    rules,
    store_asked,
    store_hosts,
)
from bot.admissions.records import Admission, Outcome
from bot.circles.records import Member, MemberId, Roll
from bot.outbox import store as outbox_store
from bot.outbox.records import Outgoing
from bot.people import store as people_store
from bot.people.records import Person
from bot.texts import Say
from bot.work import Work


async def tell_hosts(
    work: Work,
    admission: Admission,
    roll: Roll,
    *,
    is_alert: bool = False,
    seen_by: MemberId | None = None,
) -> None:
    """Let exactly those who are hosts now have the decision before them, as it stands.

    Whoever has not had it, or finds a new ground in it, gets a message; else it changes in place.
    Who is no host any more gives it up.

    Args:
        work: the transaction.
        admission: a host decides it.
        roll: the circle.
        is_alert: everybody gets a message: they were silent.
        seen_by: a host who sees it already on the screen that they just pressed.
    """
    ground = rules.ground(
        await store_asked.list_asked(work.conn, admission.id), roll, now=work.now
    )
    told = await store_hosts.list_told(work.conn, admission.id)
    for host in roll.hosts:
        known = told.pop(host.id, None)
        if host.id == seen_by:
            pass
        elif is_alert or known is None or ground.goes_beyond(known):
            await _tell_host(work, admission, roll, host, is_alert=is_alert)
        else:
            await _refresh_host(work, admission, roll, host)
        await store_hosts.put_told(work.conn, admission.id, host.id, ground)
    await take_from_hosts(work, admission, told, messages_host.for_hosts)


async def take_from_hosts(
    work: Work,
    admission: Admission,
    stays: Iterable[MemberId],
    screen: Callable[[Say, Person], Outgoing],
) -> None:
    """Those stays have the decision before them no more; `screen` stands in its place."""
    gone = set(stays)
    people = await store_hosts.list_told_people(work.conn, admission.id)
    former = {person.chat_id: person for stay, person in people.items() if stay in gone}
    await actions_asking.change_screens(work, admission, former, screen, kinds=("adm_host",))
    await store_hosts.drop_told(work.conn, admission.id, gone)


async def _tell_host(
    work: Work, admission: Admission, roll: Roll, host: Member, *, is_alert: bool = False
) -> None:
    person = await people_store.get_person(work.conn, host.person_id)
    screen = await host_screen(work, admission, roll, host, person, is_alert=is_alert)
    await actions_asking.change_screens(
        work, admission, {person.chat_id: person}, messages_host.moved, kinds=("adm_host",)
    )
    # The same screen within the same second is the same news; another one is not.
    digest = hashlib.sha256(screen.html.encode()).hexdigest()[:8]
    stamp = f"{actions_asking.stamp(work)}:{digest}"
    await work.outbox.add(
        screen,
        kind="adm_host",
        key=f"adm_host:{admission.id}:{host.id}:{stamp}",
        about=str(admission.id),
    )


async def _refresh_host(work: Work, admission: Admission, roll: Roll, host: Member) -> None:
    """Bring what a host sees up to date in place: a vouch more, a concern less."""
    about = str(admission.id)
    person = await people_store.get_person(work.conn, host.person_id)
    planned = [
        row.payload
        for row in await outbox_store.list_planned(work.conn, chat_id=person.chat_id)
        if (row.kind, row.about) == ("adm_host", about)
    ]
    if planned:  # it waits for the morning
        is_alert = admission.host_alerted_at is not None
        screen = await host_screen(work, admission, roll, host, person, is_alert=is_alert)
        if planned != [screen.to_json()]:
            await _tell_host(work, admission, roll, host, is_alert=is_alert)
        return
    shown = [
        sent.key
        for sent in await outbox_store.list_sent(work.conn, kind="adm_host", about=about)
        if sent.chat_id == person.chat_id
    ]
    if shown:  # older ones have given up their buttons
        screen = await host_screen(work, admission, roll, host, person)
        await work.outbox.change(screen, of=shown[-1])


async def host_screen(
    work: Work,
    admission: Admission,
    roll: Roll,
    host: Member,
    person: Person,
    *,
    is_alert: bool = False,
) -> Outgoing:
    """What a host decides on."""
    asked = await store_asked.list_asked(work.conn, admission.id)
    raised = rules.concerns(asked, roll)
    own = next((row for row in asked if row.member_id == host.id), None)
    has_vouched = own is not None and own.said is not None and own.said.is_vouch
    return messages_host.last_word(
        work.say_to(person.reader),
        person,
        await actions_asking.request_of(work, admission, roll),
        concerns=await store_asked.list_concerns(work.conn, admission.id, raised),
        vouches=len(rules.counting(asked, roll, now=work.now)),
        is_enough=rules.has_enough(asked, roll, now=work.now),
        may_vouch=not has_vouched and rules.may_vouch(host, now=work.now),
        is_alert=is_alert,
    )


# Once it is decided ------------------------------------------------------------------------------


async def tell(
    work: Work, outcome: Outcome, roll: Roll, newcomer: Person, *, tells_newcomer: bool
) -> None:
    """The members' questions close, the newcomer and the inviter hear how it ended."""
    admission = outcome.admission
    await actions_asking.change_screens(
        work,
        admission,
        await actions_asking.everybody_asked(work, admission, roll),
        lambda say, person: messages_members.decided(say, person, newcomer, outcome),
    )
    await actions_asking.change_screens(
        work,
        admission,
        {newcomer.chat_id: newcomer},
        messages.nothing_open,
        kinds=("adm_question", "adm_offer"),
        only_newest=False,  # several members may have asked something
    )
    await actions_asking.change_screens(
        work,
        admission,
        {newcomer.chat_id: newcomer},
        lambda say, person: messages.request_decided(say, person, outcome.circle),
        kinds=("adm_waiting",),
        keeps_planned=True,  # it goes out before the decision that follows it
    )
    stamp = f"{admission.id}:{admission.state}:{int(work.now.timestamp())}"
    if tells_newcomer:
        await work.outbox.add(
            messages.standing(work.say_to(newcomer.reader), newcomer, outcome),
            kind="adm_outcome",
            key=f"adm_outcome:{stamp}",
            about=str(admission.id),
        )
    inviter = _present(roll, admission.inviter_id)
    if inviter is not None:
        person = await people_store.get_person(work.conn, inviter.person_id)
        say = work.say_to(person.reader)
        await work.outbox.add(
            messages_members.guest_outcome(say, person, newcomer, outcome),
            kind="adm_guest",
            key=f"adm_guest:{stamp}",
            about=str(admission.id),
        )


async def tell_fellows(
    work: Work, outcome: Outcome, newcomer: Person, fellows: Sequence[Person], stay: MemberId
) -> None:
    """Everybody hears who is new and who knows them; the inviter has heard it already."""
    for person in fellows:
        await work.outbox.add(
            messages_members.joined(work.say_to(person.reader), person, newcomer, outcome),
            kind="joined",
            key=f"joined:{stay}:{person.id}",
            about=str(stay),
        )


def _present(roll: Roll, member_id: MemberId) -> Member | None:
    """The present stay with that id."""
    return next((member for member in roll.members if member.id == member_id), None)
