from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.db.engine import Database
from bot.inbox import store
from bot.inbox.records import lane_of
from bot.inbox.tables import updates
from bot.playground.clock import A_MONDAY_MORNING as NOW


def message(update_id: int, chat_id: int = 1, text: str = "x") -> dict[str, Any]:
    return {"update_id": update_id, "message": {"chat": {"id": chat_id}, "text": text}}


@pytest.mark.parametrize(
    ("update", "lane"),
    [
        pytest.param(message(1, 7), 7, id="message"),
        pytest.param(
            {"update_id": 1, "callback_query": {"from": {"id": 5}, "message": message(1, 7)["message"]}},
            7,
            id="press: the chat of its screen",
        ),
        pytest.param(
            {"update_id": 1, "callback_query": {"from": {"id": 5}}}, 5, id="press without a screen"
        ),
        pytest.param(
            {"update_id": 1, "my_chat_member": {"chat": {"id": 9}, "from": {"id": 5}}}, 9, id="block"
        ),
        pytest.param({"update_id": 1, "poll": {"id": "x"}}, 0, id="nobody's"),
        pytest.param({"update_id": 1, "message": "nonsense"}, 0, id="nonsense"),
        pytest.param({"update_id": 1, "message": {"chat": {"id": "1"}}}, 0, id="no number"),
    ],
)  # fmt: skip
def test_the_lane_of_an_update(update: dict[str, Any], lane: int) -> None:
    assert lane_of(update) == lane


async def heads(db: Database, *, seconds: int = 0, without: set[int] | None = None) -> list[int]:
    async with db.begin() as conn:
        found = await store.list_heads(
            conn, at=NOW + timedelta(seconds=seconds), without_lanes=without or set(), limit=10
        )
    return [raw.update_id for raw in found]


@pytest.mark.asyncio
async def test_what_is_sent_twice_is_kept_once(db: Database) -> None:
    async with db.begin() as conn:
        assert await store.keep(conn, [message(1), message(2)], now=NOW) == 2
    async with db.begin() as conn:
        assert await store.keep(conn, [message(2, text="other"), message(3)], now=NOW) == 1
        assert await store.keep(conn, [], now=NOW) == 0
        assert await store.mark_done(conn, 1)
        assert not await store.mark_done(conn, 1)
        assert await store.keep(conn, [message(1)], now=NOW) == 0, "done is done"
        assert await store.count_by_state(conn) == {"done": 1, "new": 2}


@pytest.mark.asyncio
async def test_whatever_somebody_types_is_kept_as_it_came(db: Database) -> None:
    text = "\x00\ud800 \U0001f642 \u202e \u0000"
    async with db.begin() as conn:
        await store.keep(conn, [message(1, text=text)], now=NOW)
        [raw] = await store.list_heads(conn, at=NOW, without_lanes=set(), limit=1)
    assert raw.payload["message"]["text"] == text


@pytest.mark.asyncio
async def test_each_lane_shows_its_oldest_and_waits_for_it(db: Database) -> None:
    async with db.begin() as conn:
        kept = [message(4, 1), message(2, 1), message(3, 2), message(5, 2)]
        await store.keep(conn, kept, now=NOW)
    assert await heads(db) == [2, 3]
    assert await heads(db, without={1}) == [3]

    async with db.begin() as conn:
        await store.mark_failed(conn, 2, error="x", again_at=NOW + timedelta(seconds=5))
    assert await heads(db) == [3], "what came later in that lane does not overtake"
    assert await heads(db, seconds=5) == [2, 3]

    async with db.begin() as conn:
        await store.mark_failed(conn, 2, error="x", again_at=None)
        await store.mark_done(conn, 3)
    assert await heads(db) == [4, 5]


@pytest.mark.asyncio
async def test_the_text_is_dropped_when_it_is_done_and_the_trace_after_eight_days(
    db: Database,
) -> None:
    async with db.begin() as conn:
        await store.keep(conn, [message(1), message(2)], now=NOW)
        await store.mark_done(conn, 1)
        rows = (await conn.execute(updates.select().order_by(updates.c.update_id))).all()
        assert [row.payload is None for row in rows] == [True, False]

        assert await store.forget_done(conn, before=NOW.date()) == 0
        assert await store.forget_done(conn, before=NOW.date() + timedelta(days=1)) == 1
        assert await store.count_by_state(conn) == {"new": 1}


@pytest.mark.asyncio
async def test_a_lane_is_forgotten_but_for_what_is_being_handled(db: Database) -> None:
    async with db.begin() as conn:
        await store.keep(conn, [message(1), message(2), message(3, 2)], now=NOW)
        await store.forget_lane(conn, lane=1, but=2)
        left = (await conn.execute(updates.select())).all()
    assert {row.update_id for row in left} == {2, 3}


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "update",
    [
        {"message": {"chat": {"id": -5, "type": "supergroup"}, "text": "private matters"}},
        {"edited_message": {"chat": {"id": -5, "type": "group"}, "text": "private matters"}},
        {
            "callback_query": {
                "message": {"chat": {"id": -5, "type": "group"}},
                "data": "private matters",
            }
        },
    ],
)
async def test_of_what_is_said_in_a_group_only_the_id_is_kept(db: Database, update) -> None:
    async with db.begin() as conn:
        await store.keep(conn, [{"update_id": 7, **update}], now=NOW)
        kept = (await conn.execute(select(updates.c.payload))).scalar_one()

    assert kept == {"update_id": 7}
