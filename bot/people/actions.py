"""What happens to people, one transaction each."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.dialogue import Talk
from bot.errors import NotForYou
from bot.gate import WHEN_REACHABLE, QuietHours, Standing
from bot.outbox import store as outbox_store
from bot.outbox.records import Gone
from bot.people import rules, store
from bot.people.records import Budget, Person
from bot.reading.zones import country_of_zone
from bot.telegram.context import Sender
from bot.texts import Digits, Reader, Say
from bot.work import Work


async def meet(work: Work, sender: Sender) -> Person:
    """The person behind an update; made on first contact, reachable again on every one."""
    await come_back(work, sender.telegram_id)
    name, full_name = rules.shown_name(
        sender.first_name, sender.last_name, telegram_id=sender.telegram_id
    )
    return await store.put_person(
        work.conn,
        telegram_id=sender.telegram_id,
        name=name,
        full_name=full_name,
        username=sender.username,
        language=work.texts.language_for(sender.language_code),
        now=work.now,
    )


async def come_back(work: Work, telegram_id: int) -> None:
    """They can be reached; what was kept for their return is free."""
    if await store.mark_reachable(work.conn, telegram_id):
        await outbox_store.release(
            work.conn, chat_id=telegram_id, held_until=WHEN_REACHABLE, now=work.now
        )


async def set_zone(work: Work, person: Person, zone: str) -> Person:
    """Let them live in `zone` (a canonical IANA name)."""
    await store.change(work.conn, person.id, zone=zone, country=country_of_zone(zone))
    return await store.get_person(work.conn, person.id)


async def set_language(work: Work, person: Person, language: str) -> Person:
    """Speak `language` to them from now on."""
    await store.change(work.conn, person.id, language=language)
    return await store.get_person(work.conn, person.id)


async def set_digits(work: Work, person: Person, digits: Digits) -> Person:
    """Show numbers in `digits`."""
    await store.change(work.conn, person.id, digits=digits)
    return await store.get_person(work.conn, person.id)


async def set_quiet_hours(work: Work, person: Person, quiet: QuietHours) -> Person:
    """Change the quiet hours; equal ends mean none."""
    await store.change(work.conn, person.id, quiet_from=quiet.starts, quiet_to=quiet.ends)
    return await store.get_person(work.conn, person.id)


async def set_budget(work: Work, person: Person, budget: Budget) -> Person:
    """Change how many messages a day the bot may start."""
    await store.change(work.conn, person.id, budget=budget)
    return await store.get_person(work.conn, person.id)


async def set_days_off(work: Work, person: Person, days: frozenset[int]) -> Person:
    """Change the weekdays (Monday 0) on which the bot starts nothing."""
    written = "".join(str(day) for day in sorted(days))
    await store.change(work.conn, person.id, days_off=written)
    return await store.get_person(work.conn, person.id)


async def pause(work: Work, person: Person, *, until: datetime | None) -> Person:
    """Be silent before `until`; None: speak again. What the pause before this one held back is free."""
    if person.paused_until is not None and person.paused_until != until:
        await outbox_store.release(
            work.conn, chat_id=person.chat_id, held_until=person.paused_until, now=work.now
        )
    await store.change(work.conn, person.id, paused_until=until)
    return await store.get_person(work.conn, person.id)


# What the kernel asks ----------------------------------------------------------------------------


async def standing_of(conn: AsyncConnection, chat_id: int) -> Standing | None:
    """Where the person behind a private chat stands at the gate."""
    person = await store.find_by_telegram_id(conn, chat_id)
    return person.standing if person else None


async def reader_of(conn: AsyncConnection, chat_id: int) -> Reader | None:
    """How the person behind a private chat is spoken to."""
    person = await store.find_by_telegram_id(conn, chat_id)
    return person.reader if person else None


async def on_gone(conn: AsyncConnection, chat_id: int, gone: Gone, now: datetime) -> None:
    """Telegram refused to deliver: the person is unreachable; nothing of theirs is deleted."""
    await store.mark_unreachable(conn, telegram_id=chat_id, now=now, is_final=gone.is_final)


async def speaker(work: Work, talk: Talk) -> tuple[Person, Say]:
    """Whose talk it is, and the voice for them.

    Raises:
        NotForYou: nobody is known there (any more).
    """
    person = await store.find_by_telegram_id(work.conn, talk.chat_id)
    if person is None:
        raise NotForYou
    return person, work.say_to(person.reader)
