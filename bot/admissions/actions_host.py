"""What hosts decide about a newcomer, one transaction each."""

from bot.admissions import actions_decision, rules, store_asked
from bot.admissions.records import Admission, Decline, Outcome, State
from bot.circles.records import Member, Roll
from bot.errors import NotForYou
from bot.people.records import Person
from bot.work import Work


async def as_host(work: Work, person: Person, admission_id: int) -> tuple[Admission, Roll, Member]:
    """The door for a host; the circle's row is locked.

    Raises:
        NotForYou: there is no such admission, or they are no host of its circle (any more).
    """
    admission, roll = await actions_decision.locked(work, admission_id)
    member = roll.find(person.id)
    if member is None or not member.is_host or not roll.circle.is_open:
        raise NotForYou
    return admission, roll, member


async def admit(work: Work, person: Person, admission_id: int) -> Outcome | None:
    """Take the newcomer in, whatever concerns there are; None: too few vouches stand."""
    admission, roll, _ = await as_host(work, person, admission_id)
    if admission.state is not State.HOST:
        return Outcome(admission, roll.circle)
    asked = await store_asked.list_asked(work.conn, admission.id)
    if not rules.has_enough(asked, roll, now=work.now):
        return None
    await store_asked.overrule(work.conn, admission.id)
    return await actions_decision.let_in(work, admission, roll)


async def decline(work: Work, person: Person, admission_id: int, reason: Decline) -> Outcome:
    """Turn the newcomer away with a reason; who did it is kept nowhere."""
    admission, roll, _ = await as_host(work, person, admission_id)
    if admission.state is not State.HOST:
        return Outcome(admission, roll.circle)
    return await actions_decision.end(work, admission, roll, State.DECLINED, reason)
