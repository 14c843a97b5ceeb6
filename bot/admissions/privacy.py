"""A person's own data in admissions: what is given to them, and how it goes."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.admissions import actions_decision, store, store_asked
from bot.admissions.records import Admission, State
from bot.admissions.rules_names import is_called
from bot.people import store as people_store
from bot.work import Work


async def export(conn: AsyncConnection, person_id: int) -> Mapping[str, Any]:
    """Their own knocks, and what they said about others, without the others' names.

    Who was asked about them and what was answered is the members' own.
    """
    return {
        "admissions": [
            await _admission(conn, admission) for admission in await store.list_of(conn, person_id)
        ],
        "answers_about_newcomers": [
            {
                "circle": circle_id,
                "answer": row.said.value if row.said else None,
                "at": row.said_at.isoformat() if row.said_at else None,
            }
            for circle_id, row in await store_asked.list_said_by(conn, person_id)
        ],
        "concerns": await store_asked.list_concerns_by(conn, person_id),
        "questions_to_newcomers": await store_asked.list_questions_by(conn, person_id),
    }


async def _admission(conn: AsyncConnection, admission: Admission) -> dict[str, Any]:
    named = await store_asked.list_named(conn, admission.id)
    exchanges = await store_asked.list_exchanges(conn, admission.id)
    return {
        "circle": admission.circle_id,
        "state": admission.state.value,
        "introduction": admission.introduction,
        "helps_with": admission.helps_with,
        "named": [one.name for one in named if one.name],
        "questions": [{"question": e.question, "answer": e.answer} for e in exchanges],
        "asked_at": admission.opened_at.isoformat(),
        "decided_at": admission.decided_at.isoformat() if admission.decided_at else None,
    }


async def erase(work: Work, person_id: int) -> None:
    """Withdraw what is open, and take the person and their words out of the rest."""
    person = await people_store.get_person(work.conn, person_id)
    await _take_back_words(work, person_id)
    for one in await store.list_of(work.conn, person_id):
        if one.is_waiting:
            admission, roll = await actions_decision.locked(work, one.id)
            if admission.is_waiting:  # they may have got their seat while the lock was waited for
                await actions_decision.end(
                    work, admission, roll, State.WITHDRAWN, None, tells_newcomer=False
                )
        await store_asked.forget_words(work.conn, one.id)
    await store.unname(work.conn, person_id)
    await store_asked.forget_words_of(work.conn, person_id)
    await store_asked.forget_named(
        work.conn, person.telegram_id, is_called=partial(is_called, person)
    )


async def _take_back_words(work: Work, person_id: int) -> None:
    """Their words to others that wait for the morning: questions, concerns, their own answers."""
    for exchange_id in await store_asked.list_exchange_ids_by(work.conn, person_id):
        await work.outbox.withdraw(key=f"adm_question:{exchange_id}")
    for admission_id, member_id in await store_asked.list_asked_of(work.conn, person_id):
        await work.outbox.withdraw(kind="adm_note", about=f"{admission_id}.{member_id}")
    for own in await store.list_of(work.conn, person_id):
        await work.outbox.withdraw(kind="adm_answer", about=str(own.id))
