"""The one thing a nudge proposes, on both engines: refused once is refused for good, twice is once."""

from datetime import UTC, date, datetime

import pytest

from bot.checkins import actions as checkin_actions
from bot.checkins import actions_finished
from bot.errors import NotForYou
from bot.nudges import actions_proposals, privacy, store_proposals
from bot.people.records import Person
from bot.queue import actions as queue_actions
from bot.queue import store as queue_store
from bot.queue.records import Entry, EntryState, Later
from bot.sittings import actions as sitting_actions
from bot.sittings import store as sitting_store
from bot.sittings.records import Kept, Sitting
from bot.work import Work
from tests.support.bench import Bench
from tests.support.learning import add_goal, add_link, add_slot

pytestmark = pytest.mark.asyncio
EVENING = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)  # 19:00 in Cairo
MONDAY = date(2026, 3, 2)


async def learner(bench: Bench, *titles: str) -> tuple[Person, Sitting]:
    """Somebody with links and a sitting of half an hour that begins now."""
    person = await bench.person("Amina")
    async with bench.work() as work:
        goal = await add_goal(work, person, "Statistics")
        slot = await add_slot(work, person, "19:00", minutes=30, goal=goal)
        for title in titles:
            await add_link(work, person, title)
    bench.clock.move_to(EVENING)
    async with bench.work() as work:
        sitting = await sitting_actions.own_sitting_on(work, person, slot.id, MONDAY)
        return person, await sitting_store.touch(work.conn, sitting)


async def begun(work: Work, person: Person, sitting: Sitting) -> Sitting:
    outcome = await sitting_actions.start(work, person, sitting)
    assert isinstance(outcome, Sitting)
    return outcome


def title(entry: Entry | None) -> str | None:
    return entry.resource.title if entry else None


async def test_the_same_is_proposed_again_while_it_is_open_and_another_when_it_is_not(
    bench: Bench,
) -> None:
    amina, sitting = await learner(bench, "One", "Two", "Three")
    async with bench.work() as work:
        one = await actions_proposals.propose(work, amina, sitting)
        assert title(one) == "One"
        assert one is not None
        last = (await queue_store.list_open(work.conn, amina.id))[-1]
        await queue_actions.to_top(work, amina, last)
        assert title(await actions_proposals.propose(work, amina, sitting)) == "One"
        await queue_actions.put_off(work, amina, one, Later.DAY)
        again = await actions_proposals.propose(work, amina, sitting)
        assert title(again) == "Three"
        assert again is not None
        await queue_actions.drop(work, again)
        assert title(await actions_proposals.propose(work, amina, sitting)) == "Two"


async def test_something_else_refuses_for_good_until_nothing_is_left(bench: Bench) -> None:
    amina, sitting = await learner(bench, "One", "Two")
    async with bench.work() as work:
        one = await actions_proposals.propose(work, amina, sitting)
        assert one is not None
        two = await actions_proposals.something_else(work, amina, sitting, than=one.id)
        assert title(two) == "Two"
        again = await actions_proposals.something_else(work, amina, sitting, than=one.id)
        assert title(again) == "Two", "a second tap"
        assert two is not None
        for _ in range(2):
            assert (
                await actions_proposals.something_else(work, amina, sitting, than=two.id) is None
            )
        assert await actions_proposals.propose(work, amina, sitting) is None
        assert await actions_proposals.begin(work, amina, sitting) is None
        entry = await queue_store.get_entry(work.conn, one.id)
        await queue_actions.offer_again(work, entry)
        assert title(await actions_proposals.propose(work, amina, sitting)) == "One"


async def test_start_begins_the_proposed_thing_once(bench: Bench) -> None:
    amina, sitting = await learner(bench, "One")
    async with bench.work() as work:
        begun_sitting = await begun(work, amina, sitting)
        await actions_proposals.begin(work, amina, begun_sitting)
        entry = await actions_proposals.find_entry(work, begun_sitting)
        assert entry is not None
        assert entry.state is EntryState.STARTED
        assert await actions_proposals.is_in_a_sitting(work, amina)


@pytest.mark.parametrize(
    ("kept", "minutes"), [(Kept.DONE, 30), (Kept.PARTLY, 15), (Kept.NOT_THIS_TIME, 0)]
)
async def test_a_sittings_minutes_go_into_what_was_finished_in_it_once(
    bench: Bench, kept: Kept, minutes: int
) -> None:
    amina, sitting = await learner(bench, "One")
    async with bench.work() as work:
        sitting = await begun(work, amina, sitting)
        await actions_proposals.begin(work, amina, sitting)
        answered = await checkin_actions.answer(work, amina, sitting, kept, over=None)
        assert isinstance(answered, Sitting)
        for is_finished in (True, True, False):
            await actions_finished.answer(work, answered, is_finished=is_finished)
        entry = await actions_proposals.find_entry(work, answered)
    assert entry is not None
    assert entry.minutes_spent == minutes
    assert (entry.state is EntryState.DONE) == (kept is not Kept.NOT_THIS_TIME)


async def test_not_yet_keeps_it_begun_and_is_asked_once(bench: Bench) -> None:
    amina, sitting = await learner(bench, "One")
    async with bench.work() as work:
        sitting = await begun(work, amina, sitting)
        await actions_proposals.begin(work, amina, sitting)
        answered = await checkin_actions.answer(work, amina, sitting, Kept.DONE, over=None)
        assert isinstance(answered, Sitting)
        assert title(await actions_finished.find_open(work, answered)) == "One"
        await actions_finished.answer(work, answered, is_finished=False)
        assert await actions_finished.find_open(work, answered) is None
        entry = await actions_proposals.find_entry(work, answered)
    assert entry is not None
    assert (entry.state, entry.minutes_spent) == (EntryState.STARTED, 30)


async def test_what_was_done_while_the_sitting_went_on_gets_its_minutes_unasked(
    bench: Bench,
) -> None:
    amina, sitting = await learner(bench, "One")
    async with bench.work() as work:
        sitting = await begun(work, amina, sitting)
        entry = await actions_proposals.begin(work, amina, sitting)
        assert entry is not None
        await queue_actions.finish(work, entry)
        answered = await checkin_actions.answer(work, amina, sitting, Kept.DONE, over=None)
        assert isinstance(answered, Sitting)
        assert await actions_finished.find_open(work, answered) is None
        assert (await queue_store.get_entry(work.conn, entry.id)).minutes_spent == 30


async def test_nobody_refuses_what_is_anothers(bench: Bench) -> None:
    amina, sitting = await learner(bench, "One")
    omar = await bench.person("Omar")
    async with bench.work() as work:
        one = await actions_proposals.propose(work, amina, sitting)
        assert one is not None
        with pytest.raises(NotForYou):
            await actions_proposals.something_else(work, omar, sitting, than=one.id)


async def test_erasure_leaves_no_proposal(bench: Bench) -> None:
    amina, sitting = await learner(bench, "One")
    async with bench.work() as work:
        await actions_proposals.propose(work, amina, sitting)
        await privacy.erase(work, amina.id)
        assert await store_proposals.find_proposed(work.conn, sitting.row_id) is None
