"""The rows that remember which hosts have a decision before them."""

from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.admissions.records import AdmissionId, Ground
from bot.admissions.tables import told_hosts
from bot.circles.records import MemberId
from bot.circles.tables import members
from bot.people.records import Person
from bot.people.store import record as person_record
from bot.people.tables import people


async def list_told(conn: AsyncConnection, admission_id: AdmissionId) -> dict[MemberId, Ground]:
    """Stays that have the decision before them, with the ground that they know."""
    query = select(told_hosts).where(told_hosts.c.admission_id == admission_id)
    return {
        MemberId(row.member_id): Ground(row.is_enough, row.concerns)
        for row in await conn.execute(query)
    }


async def list_told_people(
    conn: AsyncConnection, admission_id: AdmissionId
) -> dict[MemberId, Person]:
    """Who is behind these stays, whether or not they last; erased people are left out."""
    query = (
        select(told_hosts.c.member_id, people)
        .join(members, members.c.id == told_hosts.c.member_id)
        .join(people, people.c.id == members.c.person_id)
        .where(told_hosts.c.admission_id == admission_id)
    )
    rows = await conn.execute(query)
    return {MemberId(row.member_id): person_record(row) for row in rows}


async def put_told(
    conn: AsyncConnection, admission_id: AdmissionId, member_id: MemberId, ground: Ground
) -> None:
    """A host has the decision before them, on that ground."""
    dialect = sqlite if conn.dialect.name == "sqlite" else postgresql
    known = {"is_enough": ground.is_enough, "concerns": ground.concerns}
    statement = dialect.insert(told_hosts).values(
        admission_id=admission_id, member_id=member_id, **known
    )
    await conn.execute(
        statement.on_conflict_do_update(index_elements=["admission_id", "member_id"], set_=known)
    )


async def drop_told(
    conn: AsyncConnection, admission_id: AdmissionId, member_ids: Iterable[MemberId]
) -> None:
    """They have it before them no more."""
    await conn.execute(
        delete(told_hosts).where(
            told_hosts.c.admission_id == admission_id,
            told_hosts.c.member_id.in_(sorted(member_ids)),
        )
    )
