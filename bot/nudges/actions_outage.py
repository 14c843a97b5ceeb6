"""The one line that a person gets after Halqa was away, whatever there is to say about it."""

from datetime import datetime, timedelta
from typing import Final

from bot.circles import store as circle_store
from bot.inbox.records import Silence
from bot.nudges import messages_outage
from bot.nudges.records import Absence, Cause
from bot.outbox import store as outbox_store
from bot.outbox.records import Priority
from bot.outbox.records import State as Sending
from bot.people import store as people_store
from bot.people.records import Person
from bot.work import Work

# What is found out about the same outage within that time is said in the same line.
GATHERS_FOR: Final = timedelta(minutes=1)
TELEGRAM_KEEPS: Final = timedelta(hours=24)  # Bot API, "Getting updates"
TOLD_WITHIN: Final = timedelta(hours=24)
LOSS_TOLD_WITHIN: Final = timedelta(days=3)  # over days off too: they must know
A_FEW: Final = 2  # one decision that waited speaks for itself


async def tell(
    work: Work,
    person: Person,
    cause: Cause,
    *,
    since: datetime,
    lost_until: datetime | None = None,
) -> None:
    """Say it in this outage's line: a planned one takes it in, and what was said before `since` covers it.

    Args:
        work: the transaction.
        person: to whom.
        cause: what there is to say.
        since: when that happened.
        lost_until: what they wrote before this moment is gone.
    """
    latest = await outbox_store.find_latest(work.conn, kind="outage", chat_id=person.chat_id)
    absence = Absence(causes=frozenset({cause}), lost_until=lost_until)
    if latest is not None and latest.state is Sending.PLANNED:
        absence |= Absence.from_about(latest.about)
        await outbox_store.rewrite(
            work.conn,
            latest.id,
            messages_outage.line(work.say_to(person.reader), person, absence),
            about=absence.to_about(),
            expires_at=_expires_at(work.now, absence),
        )
        return
    if latest is not None and since <= latest.planned_at:
        return
    today = work.now.astimezone(person.reader.tz).date()
    await work.outbox.add(
        messages_outage.line(work.say_to(person.reader), person, absence),
        kind="outage",
        key=f"outage:{person.id}:{today.isoformat()}",
        about=absence.to_about(),
        due_at=work.now + GATHERS_FOR,
        expires_at=_expires_at(work.now, absence),
    )


def _expires_at(now: datetime, absence: Absence) -> datetime:
    return now + (LOSS_TOLD_WITHIN if Cause.DEAF in absence.causes else TOLD_WITHIN)


async def on_silence(work: Work, silence: Silence) -> None:
    """Telegram is heard again: tell hosts what is lost, and others why several messages come late."""
    if silence.ended_at - silence.began_at > TELEGRAM_KEEPS:
        lost_until = silence.ended_at - TELEGRAM_KEEPS
        for person_id in await circle_store.list_host_ids(work.conn):
            host = await people_store.get_person(work.conn, person_id)
            await tell(work, host, Cause.DEAF, since=silence.ended_at, lost_until=lost_until)
    for chat_id in await outbox_store.list_waiting_chats(
        work.conn,
        priority=Priority.DECISION,
        since=silence.began_at,
        until=silence.ended_at,
        at_least=A_FEW,
    ):
        person = await people_store.find_by_telegram_id(work.conn, chat_id)
        if person is not None:
            await tell(work, person, Cause.WAITS, since=silence.ended_at)
