"""What must hold of a circle after every round, read from the rows alone."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.admissions.records import WAITING, State
from bot.admissions.tables import admissions
from bot.circles.records import Event, Role
from bot.circles.tables import circle_log, circles, members
from bot.invites.tables import invites
from bot.outbox.tables import deliveries
from bot.people.tables import people
from bot.privacy.due import FAREWELL
from tests.safety.races.racing import Race

GOING = frozenset({Event.LEFT, Event.REMOVED, Event.ERASED})


async def check_circle(race: Race, circle_id: int) -> None:
    """Seats, hosts, uses of invites, and that a member knew whoever came."""
    async with race.bench.db.begin() as conn:
        circle = (await conn.execute(select(circles).where(circles.c.id == circle_id))).one()
        stays = await _rows(conn, members, circle_id)
        knocks = await _rows(conn, admissions, circle_id)
        lines = await _rows(conn, circle_log, circle_id)
        codes = await _rows(conn, invites, circle_id)
    _check_seats(circle, stays)
    _check_admitted(knocks, stays)
    _check_uses(codes, knocks)
    _check_somebody_knew_them(lines, knocks, stays)


async def _rows(conn: AsyncConnection, table: Any, circle_id: int) -> Sequence[Row[Any]]:
    query = select(table).where(table.c.circle_id == circle_id).order_by(table.c.id)
    return (await conn.execute(query)).all()


def _check_seats(circle: Row[Any], stays: Sequence[Row[Any]]) -> None:
    present = [stay for stay in stays if stay.left_at is None]
    people_there = [stay.person_id for stay in present]
    assert circle.members == len(present), "the counter is not the number of stays"
    assert len(present) <= circle.seats
    assert len(set(people_there)) == len(people_there), "somebody is in twice"
    assert None not in people_there, "an erased person is still in"
    if circle.archived_at is None:
        assert any(stay.role == Role.HOST for stay in present), "an open circle without a host"
    else:
        assert not present, "somebody is in a closed circle"


def _check_admitted(knocks: Sequence[Row[Any]], stays: Sequence[Row[Any]]) -> None:
    by_id = {stay.id: stay for stay in stays}
    for knock in knocks:
        is_admitted = knock.state == State.ADMITTED
        assert (knock.member_id is not None) == is_admitted
        if is_admitted:
            assert by_id[knock.member_id].person_id in {knock.person_id, None}


def _check_uses(codes: Sequence[Row[Any]], knocks: Sequence[Row[Any]]) -> None:
    """Each use is one admission that is open or ended with a seat."""
    holding = {state.value for state in WAITING} | {State.ADMITTED.value}
    for code in codes:
        uses = [k for k in knocks if k.invite_id == code.id and k.state in holding]
        assert code.used == len(uses), f"{code.used} uses counted, {len(uses)} there"
        assert code.used <= code.uses


def _check_somebody_knew_them(
    lines: Sequence[Row[Any]], knocks: Sequence[Row[Any]], stays: Sequence[Row[Any]]
) -> None:
    """The log's lines are written under the circle's lock: their ids are the order of the commits.

    Whoever vouched and was erased since has no name there; their going must have come later.
    """
    came_by_knock = {knock.member_id for knock in knocks if knock.member_id is not None}
    present = {stay.person_id for stay in stays if stay.id not in came_by_knock}
    for place, line in enumerate(lines):
        if line.event == Event.JOINED:
            vouchers = line.details["vouchers"]
            later = lines[place + 1 :]
            erased_later = any(x.event in GOING and x.person_id is None for x in later)
            assert present & set(vouchers) - {None} or (None in vouchers and erased_later), (
                f"nobody who was a member knew them: {line.details}, present {present}"
            )
            assert line.person_id is None or line.person_id not in vouchers
            present.add(line.person_id)
        elif line.event in GOING:
            present.discard(line.person_id)


async def assert_nothing_is_left_of_the_erased(race: Race) -> None:
    """No row of the outbox is for somebody who is not there any more, but the good-bye."""
    known = select(people.c.telegram_id)
    query = select(deliveries.c.kind, func.count()).where(
        deliveries.c.chat_id > 0,
        deliveries.c.kind != FAREWELL,
        deliveries.c.chat_id.not_in(known),
    )
    async with race.bench.db.begin() as conn:
        left = (await conn.execute(query.group_by(deliveries.c.kind))).all()
    assert not left, f"planned for somebody who was erased: {left}"
