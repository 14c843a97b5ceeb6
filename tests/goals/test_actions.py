"""Goals on a real database of each engine."""

from datetime import date, timedelta

import pytest

from bot.circles import store as circle_store
from bot.errors import NotForYou
from bot.goals import actions, due, privacy, store
from bot.goals.records import Goal, GoalDraft, GoalState, Happened, Reach
from bot.goals.rules import Refusal, months_after
from bot.people.records import Person
from tests.support.bench import Bench

pytestmark = pytest.mark.asyncio


async def goal_of(bench: Bench, person: Person, field: str = "Python", **values: object) -> Goal:
    async with bench.work() as work:
        draft = GoalDraft(field=field, **values)  # type: ignore[arg-type]
        goal = await actions.set_goal(work, person, draft)
    assert isinstance(goal, Goal)
    return goal


async def test_a_fourth_active_goal_is_refused_and_a_pause_makes_room(bench: Bench) -> None:
    amina = await bench.person("Amina")
    goals = [await goal_of(bench, amina, field) for field in ("Python", "Go", "Rust")]

    async with bench.work() as work:
        fourth = GoalDraft(field="Zig")
        assert await actions.set_goal(work, amina, fourth) is Refusal.TOO_MANY_ACTIVE
        await actions.set_state(work, amina, goals[0].id, GoalState.PAUSED)
        assert isinstance(await actions.set_goal(work, amina, fourth), Goal)
        resumed = await actions.set_state(work, amina, goals[0].id, GoalState.ACTIVE)

    assert resumed is Refusal.TOO_MANY_ACTIVE


async def test_a_second_tap_changes_nothing_and_what_ended_stays_ended(bench: Bench) -> None:
    amina = await bench.person("Amina")
    goal = await goal_of(bench, amina)

    async with bench.work() as work:
        dropped = await actions.set_state(work, amina, goal.id, GoalState.DROPPED)
        again = await actions.set_state(work, amina, goal.id, GoalState.DROPPED)
        back = await actions.set_state(work, amina, goal.id, GoalState.ACTIVE)
        history = await store.list_changes(work.conn, goal.id)

    assert isinstance(dropped, Goal)
    assert (again, back) == (None, Refusal.ALREADY_ENDED)
    assert [(line.happened, line.detail) for line in history] == [
        (Happened.SET, ""),
        (Happened.STATE, "dropped"),
    ]


async def test_somebody_elses_goal_is_answered_like_none(bench: Bench) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    goal = await goal_of(bench, amina)

    async with bench.work() as work:
        for goal_id in (goal.id, 999):
            with pytest.raises(NotForYou):
                await actions.set_state(work, omar, goal_id, GoalState.PAUSED)
            with pytest.raises(NotForYou):
                await actions.change_focus(work, omar, goal_id, "mine now")
            with pytest.raises(NotForYou):
                await actions.celebrate(work, omar, goal_id)


async def test_a_circle_sees_what_its_present_members_share_and_no_more(bench: Bench) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    data, design = await bench.circle(amina), await bench.circle(amina, name="Design")
    other = await bench.circle(omar)
    shared, hidden = await goal_of(bench, amina), await goal_of(bench, amina, "Go")

    async with bench.work() as work:
        await actions.share_with(work, amina, shared.id, data.id, is_shared=True)
        with pytest.raises(NotForYou):
            await actions.share_with(work, amina, hidden.id, other.id, is_shared=True)
        assert await store.list_shared(work.conn, data.id) == [(amina.id, shared)]
        assert await store.list_shared(work.conn, design.id) == []

        await actions.share_with_all(work, amina, shared.id, is_shared=True)
        assert await store.list_circles_shared_with(work.conn, shared.id) == [data.id, design.id]
        await actions.share_with_all(work, amina, shared.id, is_shared=False)
        assert await store.list_circles_shared_with(work.conn, shared.id) == []


async def test_who_leaves_takes_their_goals_along_and_a_return_does_not_bring_them(
    bench: Bench,
) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    circle = await bench.circle(omar)
    stay = await bench.joins(circle, amina)
    goal = await goal_of(bench, amina)
    async with bench.work() as work:
        await actions.share_with(work, amina, goal.id, circle.id, is_shared=True)
        await circle_store.end_stay(work.conn, stay, now=work.now)
        assert await store.list_shared(work.conn, circle.id) == []

    await bench.joins(circle, amina)

    async with bench.work() as work:
        assert await store.list_shared(work.conn, circle.id) == []


async def test_a_goal_is_quoted_back_once_at_its_horizon_and_again_at_a_moved_one(
    bench: Bench,
) -> None:
    amina = await bench.person("Amina")
    today = bench.clock.now().date()
    goal = await goal_of(bench, amina, horizon_on=today + timedelta(days=3))

    async def asked() -> int:
        async with bench.work() as work:
            return await due.quote_due_goals(work)

    async def next_at_is_the_truth() -> None:
        async with bench.work() as work:
            at = await due.next_quote_at(work.conn, work.now)
        assert at is not None
        bench.clock.move_to(at - timedelta(seconds=1))
        assert await asked() == 0
        bench.clock.move_to(at)

    await next_at_is_the_truth()
    assert (await asked(), await asked()) == (1, 0)

    async with bench.work() as work:
        on = today + timedelta(days=3)
        moved = await actions.extend(work, amina, goal.id, horizon_on=on)
        assert await actions.extend(work, amina, goal.id, horizon_on=on) is None
    assert moved is not None
    assert moved.horizon_on == months_after(today + timedelta(days=3), 1)
    await next_at_is_the_truth()
    assert (await asked(), await asked()) == (1, 0)
    assert len(await bench.planned(kind=actions.QUOTE)) == 2


async def test_a_paused_goal_is_not_quoted_and_a_pause_withdraws_the_question(
    bench: Bench,
) -> None:
    amina = await bench.person("Amina")
    today = bench.clock.now().date()
    goal = await goal_of(bench, amina, horizon_on=today + timedelta(days=1))
    bench.clock.advance(days=2)
    async with bench.work() as work:
        assert await due.quote_due_goals(work) == 1
        await actions.set_state(work, amina, goal.id, GoalState.PAUSED)

    assert [row.state for row in await bench.planned(kind=actions.QUOTE)] == ["cancelled"]


async def test_an_answer_counts_once_and_all_of_it_is_achieved(bench: Bench) -> None:
    amina = await bench.person("Amina")
    on = bench.clock.now().date() + timedelta(days=1)
    goal = await goal_of(bench, amina, horizon_on=on)
    bench.clock.advance(days=2)

    async def answer(reach: Reach, horizon_on: date = on) -> Goal | None:
        async with bench.work() as work:
            return await actions.answer_quote(
                work, amina, goal.id, horizon_on=horizon_on, reach=reach
            )

    assert await answer(Reach.ALL) is None  # nobody asked yet
    async with bench.work() as work:
        await due.quote_due_goals(work)
    assert await answer(Reach.ALL, on - timedelta(days=1)) is None
    reached = await answer(Reach.ALL)
    assert await answer(Reach.MOST) is None

    assert reached is not None
    assert (reached.state, reached.reach) == (GoalState.ACHIEVED, Reach.ALL)


async def test_an_achieved_goal_is_told_to_those_who_saw_it_once_each(bench: Bench) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    layla, yusuf = await bench.person("Layla", language="ar"), await bench.person("Yusuf")
    data, design = await bench.circle(amina), await bench.circle(amina, name="Design")
    unshared = await bench.circle(yusuf)
    await bench.joins(unshared, amina)
    for circle in (data, design):
        await bench.joins(circle, omar)
    muted = await bench.joins(data, layla)
    goal = await goal_of(bench, amina)

    async with bench.work() as work:
        await circle_store.change_member(work.conn, muted.id, is_muted=True)
        for circle in (data, design):
            await actions.share_with(work, amina, goal.id, circle.id, is_shared=True)
        assert await actions.celebrate(work, amina, goal.id) == []  # not achieved yet
        await actions.set_state(work, amina, goal.id, GoalState.ACHIEVED)
        await actions.celebrate(work, amina, goal.id)
        await actions.celebrate(work, amina, goal.id)

    assert [row.chat_id for row in await bench.planned(kind=actions.CHEER)] == [omar.chat_id]
    async with bench.work() as work:
        for person, hears in ((omar, True), (layla, False), (yusuf, False)):
            heard = await store.may_hear_of(work.conn, goal_id=goal.id, chat_id=person.chat_id)
            assert heard is hears


async def test_export_tells_the_history_and_erase_leaves_no_row(bench: Bench) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    circle = await bench.circle(amina)
    await bench.joins(circle, omar)
    goal = await goal_of(bench, amina, focus="testing", why="bugs")
    async with bench.work() as work:
        await actions.share_with(work, amina, goal.id, circle.id, is_shared=True)
        await actions.set_state(work, amina, goal.id, GoalState.ACHIEVED)
        await actions.celebrate(work, amina, goal.id)
        (told,) = (await privacy.export(work.conn, amina.id))["goals"]
        assert (told["focus"], told["state"]) == ("testing", "achieved")
        assert [line["detail"] for line in told["history"]] == ["", "achieved"]

        await privacy.erase(work, amina.id)
        assert await store.list_goals(work.conn, amina.id) == []
    assert [row.state for row in await bench.planned(kind=actions.CHEER)] == ["cancelled"]
