"""The rows around an admission: who is asked, concerns, relayed questions, named people."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.admissions.records import ONLY_TOLD, AdmissionId, Asked, Exchange, Named, Said
from bot.admissions.tables import admissions, asked, concerns, exchanges, named, told_hosts
from bot.circles.records import MemberId
from bot.circles.tables import members
from bot.errors import NotForYou
from bot.people.records import Person
from bot.people.store import record as person_record
from bot.people.tables import people


def _asked(row: Row[*tuple[Any, ...]]) -> Asked:
    values = dict(row._mapping)  # noqa: SLF001 - the public name of a row's columns
    return Asked(**{**values, "said": Said(values["said"]) if values["said"] else None})


# Who is asked ------------------------------------------------------------------------------------


async def list_asked(conn: AsyncConnection, admission_id: AdmissionId) -> list[Asked]:
    """Everybody who was asked, in order."""
    query = (
        select(asked)
        .where(asked.c.admission_id == admission_id)
        .order_by(asked.c.round, asked.c.asked_at, asked.c.member_id)
    )
    return [_asked(row) for row in await conn.execute(query)]


async def find_asked(
    conn: AsyncConnection, admission_id: int, member_id: MemberId
) -> Asked | None:
    """One member's row."""
    query = select(asked).where(
        asked.c.admission_id == admission_id, asked.c.member_id == member_id
    )
    row = (await conn.execute(query)).first()
    return _asked(row) if row else None


async def add_asked(
    conn: AsyncConnection,
    admission_id: AdmissionId,
    member_ids: Iterable[MemberId],
    *,
    in_round: int,
    now: datetime,
) -> list[MemberId]:
    """Remember who is asked; returns those who were not before.

    Somebody who was only told, in a hold, has not been asked before.
    """
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    fresh: list[MemberId] = []
    for member_id in member_ids:
        statement = (
            dialect.insert(asked)
            .values(admission_id=admission_id, member_id=member_id, round=in_round, asked_at=now)
            .on_conflict_do_update(
                index_elements=["admission_id", "member_id"],
                set_={"round": in_round, "asked_at": now},
                where=(asked.c.round == ONLY_TOLD)
                & asked.c.said.is_(None)
                & (in_round != ONLY_TOLD),
            )
            .returning(asked.c.member_id)
        )
        if (await conn.execute(statement)).first() is not None:
            fresh.append(member_id)
    return fresh


async def list_asked_people(
    conn: AsyncConnection, admission_id: AdmissionId
) -> dict[MemberId, Person]:
    """The person behind each stay that was asked, whether or not it lasts; erased ones are left out."""
    query = (
        select(asked.c.member_id, people)
        .join(members, members.c.id == asked.c.member_id)
        .join(people, people.c.id == members.c.person_id)
        .where(asked.c.admission_id == admission_id)
    )
    rows = await conn.execute(query)
    return {MemberId(row.member_id): person_record(row) for row in rows}


async def set_said(
    conn: AsyncConnection,
    admission_id: AdmissionId,
    member_id: MemberId,
    said: Said,
    *,
    now: datetime,
) -> None:
    """One member's answer, in place of an earlier one."""
    await conn.execute(
        update(asked)
        .where(asked.c.admission_id == admission_id, asked.c.member_id == member_id)
        .values(said=said, said_at=now, is_overruled=False)
    )


async def overrule(conn: AsyncConnection, admission_id: AdmissionId) -> None:
    """A host takes the newcomer in: the concerns that stand have been decided about."""
    await conn.execute(
        update(asked)
        .where(asked.c.admission_id == admission_id, asked.c.said == Said.CONCERN)
        .values(is_overruled=True)
    )


async def clear_but_vouches(conn: AsyncConnection, admission_id: AdmissionId) -> None:
    """Whoever did not vouch is asked anew."""
    vouches = [said for said in Said if said.is_vouch]
    await conn.execute(
        update(asked)
        .where(asked.c.admission_id == admission_id, asked.c.said.not_in(vouches))
        .values(said=None, said_at=None, is_overruled=False)
    )


async def list_said_by(conn: AsyncConnection, person_id: int) -> list[tuple[int, Asked]]:
    """Every answer somebody gave in any of their stays, each with its circle."""
    query = (
        select(asked, admissions.c.circle_id)
        .join(admissions, admissions.c.id == asked.c.admission_id)
        .join(members, members.c.id == asked.c.member_id)
        .where(members.c.person_id == person_id, asked.c.said.is_not(None))
        .order_by(asked.c.said_at)
    )
    found = []
    for row in await conn.execute(query):
        values = {name: row._mapping[name] for name in asked.c.keys()}  # noqa: SLF001, SIM118
        found.append((row.circle_id, Asked(**{**values, "said": Said(values["said"])})))
    return found


# Concerns ----------------------------------------------------------------------------------------


async def put_concern(
    conn: AsyncConnection,
    admission_id: AdmissionId,
    member_id: MemberId,
    text: str,
    *,
    now: datetime,
) -> None:
    """A member's concern, in place of an earlier one."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(concerns).values(
        admission_id=admission_id, member_id=member_id, text=text, at=now
    )
    await conn.execute(
        statement.on_conflict_do_update(
            index_elements=["admission_id", "member_id"], set_={"text": text, "at": now}
        )
    )


async def drop_concern(
    conn: AsyncConnection, admission_id: AdmissionId, member_id: MemberId
) -> None:
    """A member took it back."""
    await conn.execute(
        delete(concerns).where(
            concerns.c.admission_id == admission_id, concerns.c.member_id == member_id
        )
    )


async def list_concerns(
    conn: AsyncConnection, admission_id: AdmissionId, member_ids: Iterable[MemberId]
) -> list[str]:
    """The texts of those members' concerns, oldest first, without their authors."""
    query = (
        select(concerns.c.text)
        .where(
            concerns.c.admission_id == admission_id,
            concerns.c.member_id.in_(sorted(member_ids)),
        )
        .order_by(concerns.c.at, concerns.c.text)
    )
    return list((await conn.execute(query)).scalars())


# Relayed questions -------------------------------------------------------------------------------


async def list_exchanges(conn: AsyncConnection, admission_id: int) -> list[Exchange]:
    """Questions to the newcomer, oldest first."""
    query = (
        select(exchanges).where(exchanges.c.admission_id == admission_id).order_by(exchanges.c.id)
    )
    return [Exchange(**row._mapping) for row in await conn.execute(query)]  # noqa: SLF001


async def get_exchange(conn: AsyncConnection, exchange_id: int) -> Exchange:
    """One question.

    Raises:
        NotForYou: there is none (any more).
    """
    query = select(exchanges).where(exchanges.c.id == exchange_id)
    row = (await conn.execute(query)).first()
    if row is None:
        raise NotForYou
    return Exchange(**row._mapping)  # noqa: SLF001


async def add_exchange(
    conn: AsyncConnection,
    admission_id: AdmissionId,
    member_id: MemberId,
    question: str,
    *,
    now: datetime,
) -> Exchange:
    """One more question."""
    statement = (
        insert(exchanges)
        .values(admission_id=admission_id, member_id=member_id, question=question, asked_at=now)
        .returning(exchanges)
    )
    return Exchange(**(await conn.execute(statement)).one()._mapping)  # noqa: SLF001


async def set_reply(conn: AsyncConnection, exchange_id: int, reply: str) -> bool:
    """The newcomer's answer; False when there was one before."""
    statement = (
        update(exchanges)
        .where(exchanges.c.id == exchange_id, exchanges.c.answer.is_(None))
        .values(answer=reply)
    )
    return (await conn.execute(statement)).rowcount == 1


# Named people ------------------------------------------------------------------------------------


async def add_named(
    conn: AsyncConnection, admission_id: AdmissionId, those: Iterable[Named]
) -> None:
    """Whom the newcomer said they know."""
    for one in those:
        await conn.execute(
            insert(named).values(
                admission_id=admission_id,
                name=one.name,
                telegram_id=one.telegram_id,
                username=one.username,
            )
        )


async def list_named(conn: AsyncConnection, admission_id: int) -> list[Named]:
    """Whom the newcomer said they know, in their order."""
    query = select(named).where(named.c.admission_id == admission_id).order_by(named.c.id)
    return [
        Named(row.name, telegram_id=row.telegram_id, username=row.username)
        for row in await conn.execute(query)
    ]


# Forgetting --------------------------------------------------------------------------------------


async def forget_words(conn: AsyncConnection, admission_id: AdmissionId) -> None:
    """The decision is made: names, concerns and questions have served; answers stay for the record."""
    for table in (named, concerns, exchanges, told_hosts):
        await conn.execute(delete(table).where(table.c.admission_id == admission_id))


async def forget_words_of(conn: AsyncConnection, person_id: int) -> None:
    """What somebody wrote as a member about others (erasure)."""
    stays = select(members.c.id).where(members.c.person_id == person_id)
    for table in (concerns, exchanges):
        await conn.execute(delete(table).where(table.c.member_id.in_(stays)))


async def forget_named(
    conn: AsyncConnection, telegram_id: int, *, is_called: Callable[[str], bool]
) -> None:
    """Somebody as others named them (erasure); `is_called`: whether a typed name may mean them."""
    query = select(named.c.id, named.c.name).where(named.c.telegram_id.is_(None))
    typed = [row.id for row in await conn.execute(query) if is_called(row.name)]
    await conn.execute(
        delete(named).where(or_(named.c.telegram_id == telegram_id, named.c.id.in_(typed)))
    )


# What somebody wrote as a member -----------------------------------------------------------------


async def list_concerns_by(conn: AsyncConnection, person_id: int) -> list[str]:
    """The texts of somebody's own concerns about undecided admissions."""
    query = (
        select(concerns.c.text)
        .join(members, members.c.id == concerns.c.member_id)
        .where(members.c.person_id == person_id)
        .order_by(concerns.c.at)
    )
    return list((await conn.execute(query)).scalars())


async def list_questions_by(conn: AsyncConnection, person_id: int) -> list[str]:
    """Somebody's own questions to newcomers whose admission is undecided."""
    query = (
        select(exchanges.c.question)
        .join(members, members.c.id == exchanges.c.member_id)
        .where(members.c.person_id == person_id)
        .order_by(exchanges.c.id)
    )
    return list((await conn.execute(query)).scalars())


async def list_asked_of(
    conn: AsyncConnection, person_id: int
) -> list[tuple[AdmissionId, MemberId]]:
    """About whom somebody was asked in any of their stays, answered or not."""
    query = (
        select(asked.c.admission_id, asked.c.member_id)
        .join(members, members.c.id == asked.c.member_id)
        .where(members.c.person_id == person_id)
        .order_by(asked.c.admission_id, asked.c.member_id)
    )
    rows = await conn.execute(query)
    return [(AdmissionId(admission), MemberId(member)) for admission, member in rows]


async def list_exchange_ids_by(conn: AsyncConnection, person_id: int) -> list[int]:
    """The ids of somebody's own questions to newcomers."""
    query = (
        select(exchanges.c.id)
        .join(members, members.c.id == exchanges.c.member_id)
        .where(members.c.person_id == person_id)
        .order_by(exchanges.c.id)
    )
    return list((await conn.execute(query)).scalars())
