"""What happens to ties, one transaction each. Each locks the circle's row first."""

from collections.abc import Callable, Collection, Sequence

from bot.acquaintances import messages, rules, store, store_rounds
from bot.acquaintances.records import Depth, Fellow, Outcome
from bot.circles import store as circle_store
from bot.circles.records import Circle, CircleId, Member, MemberId, Roll
from bot.errors import NotForYou
from bot.outbox.records import Outgoing
from bot.people import store as people_store
from bot.people.records import Person
from bot.texts import Say
from bot.work import Work

Writes = Callable[[Say, Person, Circle, Member, Sequence[Fellow]], Outgoing]


# The door ----------------------------------------------------------------------------------------


async def stay_of(work: Work, person: Person, member_id: int) -> tuple[Roll, Member]:
    """The person's own present stay and its circle.

    Raises:
        NotForYou: it is not theirs, or it has ended.
    """
    member = await circle_store.get_member(work.conn, member_id)
    roll = await circle_store.get_roll(work.conn, member.circle_id)
    me = roll.find(person.id)
    if me is None or me.id != member.id or not roll.circle.is_open:
        raise NotForYou
    return roll, me


async def list_strangers(work: Work, roll: Roll, me: Member) -> list[Fellow]:
    """Fellow members whom `me` has neither a tie with nor claimed to know."""
    people = await people_store.list_people(work.conn, roll.person_ids)
    ties = await store.list_ties(work.conn, roll.circle.id)
    claimed = {claim.about for claim in await store.list_claims_by(work.conn, me.id)}
    strangers = rules.strangers(me.id, roll.members, ties)
    return [
        Fellow(member.id, people[member.person_id].full_name)
        for member in strangers
        if member.id not in claimed
    ]


# After somebody has left -------------------------------------------------------------------------


async def settle(
    work: Work, circle_id: CircleId, *, leaving: Collection[MemberId] = ()
) -> frozenset[MemberId]:
    """Let the ties of ended stays go; ask once about everybody who is left without any.

    Args:
        work: the transaction.
        circle_id: where.
        leaving: stays that end in this transaction, though their rows do not say so yet.

    Returns:
        Who was found to be without a tie just now.
    """
    await circle_store.lock_circle(work.conn, circle_id)
    roll = await circle_store.get_roll(work.conn, circle_id)
    present = [member for member in roll.members if member.id not in leaving]
    here = {member.id for member in present}
    everybody = await store.list_ends(work.conn, circle_id)
    await store.end_ties_of(work.conn, everybody - here)

    ties = await store.list_ties(work.conn, circle_id)
    without = rules.untied(here, ties) if roll.circle.is_open else frozenset()
    known = {row.member_id for row in await store_rounds.list_untied(work.conn, circle_id)}
    await store_rounds.drop_untied(work.conn, known - without)
    new = frozenset(
        [
            member_id
            for member_id in sorted(without - known)
            if await store_rounds.put_untied(work.conn, member_id, circle_id, now=work.now)
        ]
    )
    if new:
        await _ask_about(work, roll.circle, present, new)
    return new


async def _ask_about(
    work: Work, circle: Circle, present: Sequence[Member], new: frozenset[MemberId]
) -> None:
    """Ask the members without a tie about all others, and all others about them."""
    people = await people_store.list_people(work.conn, (m.person_id for m in present))
    for me in present:
        fellows = [
            Fellow(member.id, people[member.person_id].full_name)
            for member in present
            if member.id != me.id and (me.id in new or member.id in new)
        ]
        if not fellows:
            continue
        writes: Writes = messages.ask_untied if me.id in new else messages.ask_about_untied
        person = people[me.person_id]
        say = work.say_to(person.reader)
        only = fellows[0].id if len(fellows) == 1 else 0
        await work.outbox.add(
            writes(say, person, circle, me, fellows),
            kind="tie_question",
            key=f"tie_question:{me.id}:{int(work.now.timestamp())}",
            about=f"{me.id}.{only}",
        )


async def tell_hosts(work: Work, untied_id: MemberId) -> int:
    """Tell the hosts of a member whom nobody has confirmed knowing for two weeks; how many.

    Whoever has left, or is the only one there, is dropped instead.
    """
    row = await store_rounds.find_untied(work.conn, untied_id)
    if row is None:
        return 0
    await circle_store.lock_circle(work.conn, row.circle_id)
    row = await store_rounds.find_untied(work.conn, untied_id)
    if row is None or row.host_told_at is not None:  # settled while the lock was waited for
        return 0
    roll = await circle_store.get_roll(work.conn, row.circle_id)
    member = next((m for m in roll.members if m.id == untied_id), None)
    if member is None or len(roll.members) == 1 or not roll.circle.is_open:
        await store_rounds.drop_untied(work.conn, [untied_id])
        return 0
    await store_rounds.mark_host_told(work.conn, untied_id, now=work.now)
    people = await people_store.list_people(work.conn, roll.person_ids)
    name = people[member.person_id].full_name
    for host in roll.hosts:
        person = people[host.person_id]
        say = work.say_to(person.reader)
        await work.outbox.add(
            messages.host_hears_of_self(say, person, roll.circle)
            if host.id == untied_id
            else messages.host_hears(say, person, roll.circle, name),
            kind="tie_host",
            key=f"tie_host:{untied_id}:{int(row.since.timestamp())}:{host.id}",
            about=f"{host.id}.{untied_id}",
        )
    return len(roll.hosts)


# After two months --------------------------------------------------------------------------------


async def ask_round(work: Work, me: Member) -> bool:
    """Ask a member once whom else they have come to know; False: they were asked, or know all."""
    await circle_store.lock_circle(work.conn, me.circle_id)
    roll = await circle_store.get_roll(work.conn, me.circle_id)
    if all(member.id != me.id for member in roll.members):  # they have just left
        return False
    if not await store_rounds.put_round(work.conn, me.id, now=work.now):
        return False
    fellows = await list_strangers(work, roll, me)
    if not fellows:
        return False
    person = await people_store.get_person(work.conn, me.person_id)
    say = work.say_to(person.reader)
    return await work.outbox.add(
        messages.ask_round(say, person, roll.circle, me, fellows),
        kind="tie_round",
        key=f"tie_round:{me.id}",
        about=f"{me.id}.0",
    )


# Answers -----------------------------------------------------------------------------------------


async def claim(
    work: Work, person: Person, *, member_id: MemberId, about: MemberId, depth: Depth
) -> Outcome:
    """Take one side's word; with the other side's it becomes a tie, and both are told.

    Args:
        work: the transaction.
        person: who says it.
        member_id: their stay.
        about: the fellow member's stay.
        depth: how well, in their eyes.

    Raises:
        NotForYou: the stay is not theirs, or it has ended.
    """
    mine = await circle_store.get_member(work.conn, member_id)
    await circle_store.lock_circle(work.conn, mine.circle_id)
    roll, me = await stay_of(work, person, member_id)
    other = next((m for m in roll.members if m.id == about and m.id != me.id), None)
    if other is None:
        return Outcome.GONE
    circle = roll.circle
    if other.id in rules.known_to(me.id, await store.list_ties(work.conn, circle.id)):
        return Outcome.KNOWN_ALREADY
    theirs = await store.find_claim(work.conn, by=other.id, about=me.id)
    if theirs is None:
        await store.put_claim(work.conn, by=me.id, about=other.id, depth=depth, now=work.now)
        await _ask_other_side(work, circle, me, other, person)
        return Outcome.CLAIMED
    await store.put_tie(
        work.conn,
        circle_id=circle.id,
        one=me.id,
        other=other.id,
        depth=rules.weaker(depth, theirs.depth),
        vouched=False,
        now=work.now,
    )
    await store.drop_claims_between(work.conn, me.id, other.id)
    told = await people_store.get_person(work.conn, other.person_id)
    say = work.say_to(told.reader)
    await work.outbox.add(
        messages.confirmed(say, told, circle, person.full_name),
        kind="tie_confirmed",
        key=f"tie_confirmed:{other.id}:{me.id}",
        about=f"{other.id}.{me.id}",
    )
    return Outcome.CONFIRMED


async def _ask_other_side(
    work: Work, circle: Circle, me: Member, other: Member, person: Person
) -> None:
    """Ask the other side, unless a question in which they can say so has gone to them already."""
    untied = await store_rounds.list_untied(work.conn, circle.id)
    if rules.was_asked_about(other, me, untied):
        return
    asked = await people_store.get_person(work.conn, other.person_id)
    say = work.say_to(asked.reader)
    await work.outbox.add(
        messages.ask_confirmation(say, asked, circle, other, Fellow(me.id, person.full_name)),
        kind="tie_question",
        key=f"tie_question:{other.id}:about:{me.id}",
        about=f"{other.id}.{me.id}",
    )
