"""Whether what was planned is still wanted at the moment it is sent."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.admissions import store, store_asked
from bot.admissions.records import Admission, Asked, State
from bot.circles import store as circle_store
from bot.circles.records import Member
from bot.errors import NotForYou
from bot.outbox.records import Delivery
from bot.people import store as people_store


async def _admission(conn: AsyncConnection, delivery: Delivery) -> Admission | None:
    try:
        return await store.get_admission(conn, int(delivery.about.partition(".")[0]))
    except NotForYou:
        return None


async def _stay(conn: AsyncConnection, delivery: Delivery, circle_id: int) -> Member | None:
    person = await people_store.find_by_telegram_id(conn, delivery.chat_id)
    if person is None:
        return None
    return await circle_store.find_stay(conn, circle_id=circle_id, person_id=person.id)


async def _asked(conn: AsyncConnection, delivery: Delivery) -> tuple[Admission, Asked] | None:
    """The undecided admission and the row of the recipient, who is still a member."""
    admission = await _admission(conn, delivery)
    if admission is None or not admission.is_undecided:
        return None
    member = await _stay(conn, delivery, admission.circle_id)
    row = member and await store_asked.find_asked(conn, admission.id, member.id)
    return (admission, row) if row else None


async def has_to_answer(conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    """A question or its reminder: undecided, still a member, not answered."""
    found = await _asked(conn, delivery)
    return found is not None and found[1].said is None


async def is_asked(conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    """A relayed answer: undecided, and still a member."""
    return await _asked(conn, delivery) is not None


async def is_held(conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    """Word of a hold: it runs, and they are still a member."""
    found = await _asked(conn, delivery)
    return found is not None and found[0].state is State.HELD


async def decides(conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    """A host's decision: it is open, and they are still a host."""
    admission = await _admission(conn, delivery)
    if admission is None or admission.state is not State.HOST:
        return False
    member = await _stay(conn, delivery, admission.circle_id)
    return member is not None and member.is_host


async def is_undecided(conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    """A relayed question: the newcomer's request is open."""
    admission = await _admission(conn, delivery)
    return admission is not None and admission.is_undecided


async def is_offered(conn: AsyncConnection, delivery: Delivery, now: datetime) -> bool:
    """A seat that is kept: the offer runs."""
    admission = await _admission(conn, delivery)
    if admission is None or admission.state is not State.LINE:
        return False
    return admission.offered_until is not None and now < admission.offered_until


async def is_fellow(conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    """Word of a new member: their stay lasts, and the recipient is in the same circle."""
    try:
        new = await circle_store.get_member(conn, int(delivery.about))
    except NotForYou:
        return False
    return new.left_at is None and await _stay(conn, delivery, new.circle_id) is not None


async def invited_them(conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    """How it ended for one's guest: nobody was erased, and the inviter is a member."""
    admission = await _admission(conn, delivery)
    if admission is None or admission.person_id is None:
        return False
    return await _stay(conn, delivery, admission.circle_id) is not None


async def hosts(conn: AsyncConnection, delivery: Delivery, _now: datetime) -> bool:
    """A note to a host: nobody was erased, and they still are one."""
    admission = await _admission(conn, delivery)
    if admission is None or admission.person_id is None:
        return False
    member = await _stay(conn, delivery, admission.circle_id)
    return member is not None and member.is_host
