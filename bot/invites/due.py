"""What the clock triggers: the warning before an invite ends, and forgetting."""

from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.circles import store as circle_store
from bot.errors import NotForYou
from bot.invites import messages, rules, store
from bot.outbox.records import Delivery
from bot.people import store as people_store
from bot.work import Work

BATCH: Final = 50


async def warn_of_ends(work: Work) -> int:
    """Tell inviters, once each, of invites that end within a day."""
    ending = await store.list_ending(work.conn, at=work.now, limit=BATCH)
    for invite in ending:
        await store.mark_warned(work.conn, invite.id, now=work.now)
        inviter = await store.find_inviter(work.conn, invite)
        if inviter is None or rules.warned_at(invite) is None:
            continue
        person = await people_store.get_person(work.conn, inviter.person_id)
        circle = await circle_store.get_circle(work.conn, invite.circle_id)
        await work.outbox.add(
            messages.ends_soon(work.say_to(person.reader), person, circle, invite),
            kind="invite_ends",
            key=f"invite_ends:{invite.id}",
            about=str(invite.id),
        )
    return len(ending)


async def next_warning_at(conn: AsyncConnection, after: datetime) -> datetime | None:
    """When the next invite is a day from its end."""
    ends = await store.next_end(conn, after=after)
    return ends - rules.WARNED_BEFORE if ends is not None else None


async def is_live(conn: AsyncConnection, delivery: Delivery, now: datetime) -> bool:
    """Whether a warning is still true: the invite lives, and its inviter is a member."""
    try:
        invite = await store.get_invite(conn, int(delivery.about))
    except NotForYou:
        return False
    return invite.is_live(now=now) and await store.find_inviter(conn, invite) is not None


async def forget(work: Work) -> int:
    """Forget wrong codes after an hour, and guests of invites that ended long ago."""
    forgotten = await store.forget_wrong(work.conn, before=work.now - rules.WRONG_CODES_COUNT_FOR)
    return forgotten + await store.forget_guests(work.conn, now=work.now)


async def never(_conn: AsyncConnection, _after: datetime) -> datetime | None:
    """Nobody waits for what is forgotten."""
    return None
