"""Moving and skipping one sitting, through the whole bot."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.outbox.records import Button, Outgoing
from bot.people import actions as people_actions
from bot.sittings import chat, store
from bot.sittings.records import Sitting, Target
from bot.slots.records import Slot
from tests.support.learning import add_slot
from tests.support.story import Actor, Story

MONDAY = date(2026, 3, 2)
CAIRO = ZoneInfo("Africa/Cairo")


def at(hour: int, minute: int = 0, *, day: int = 2) -> datetime:
    """A moment of March 2026 by Cairo's clock (UTC+2)."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC) - timedelta(hours=2)


async def has_slot(story: Story, actor: Actor, start: str, **values: object) -> Slot:
    person = await actor.person()
    async with story.app.works.begin(origin=f"slot{actor.player.id}{start}") as work:
        return await add_slot(work, person, start, **values)  # type: ignore[arg-type]


async def is_shown(story: Story, actor: Actor, label: str, action: str, arg: str) -> None:
    """A list with that button, as other slices show it."""
    async with story.app.works.begin(origin=f"list{action}{story.clock.now()}") as work:
        button = Button(actor.label(label), action, arg)
        await work.outbox.reply(Outgoing(to=actor.player.id, html="List", buttons=((button,),)))
    await story.settle()


async def sitting_of(story: Story, slot: Slot, on: date = MONDAY) -> Sitting | None:
    async with story.app.db.begin() as conn:
        return await store.find_sitting(conn, slot_id=slot.id, on=on)


def nudge_times(actor: Actor) -> list[datetime]:
    received = zip(actor.player.received, actor.texts(), strict=True)
    return [
        m.date for m, shown in received if "learning time.</b>" in shown or "It is your" in shown
    ]


@pytest.mark.asyncio
@pytest.mark.story
async def test_one_is_moved_by_a_typed_time_and_the_series_stays(story: Story) -> None:
    amina = await story.actor("Amina")
    slot = await has_slot(story, amina, "19:00")
    await is_shown(story, amina, "Move", "sit.move", f"{slot.id}.2026-03-02")

    await amina.presses("Move")
    # Tomorrow at the same time there is another sitting of the slot: that is not offered.
    assert amina.last.labels == ["An hour later", "Two hours later", "Cancel"]
    await amina.says("9 pm")

    amina.sees("The weekly time stays as it is.")
    await story.wait_until(at(23, 0, day=3))
    assert nudge_times(amina) == [at(21, 0), at(19, 0, day=3)]


@pytest.mark.asyncio
@pytest.mark.story
async def test_an_unclear_time_is_asked_back_and_a_wrong_one_explained(story: Story) -> None:
    amina = await story.actor("Amina")
    slot = await has_slot(story, amina, "19:00")
    await is_shown(story, amina, "Move", "sit.move", f"{slot.id}.2026-03-03")
    await amina.presses("Move")

    await amina.says("whenever")
    amina.sees_text("I could not read that time.")
    await amina.says("8:30")
    await amina.presses_starting("Tuesday 3 March, 20:30")

    sitting = await sitting_of(story, slot, date(2026, 3, 3))
    assert sitting is not None
    assert sitting.starts_at == at(20, 30, day=3)


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_moved_sitting_keeps_its_wall_clock_in_another_zone(story: Story) -> None:
    amina = await story.actor("Amina")
    slot = await has_slot(story, amina, "19:00")
    await is_shown(story, amina, "Move", "sit.move", f"{slot.id}.2026-03-02")
    await amina.presses("Move")
    await amina.presses("Two hours later")
    person = await amina.person()
    async with story.app.works.begin(origin="zone") as work:
        await people_actions.set_zone(work, person, "Europe/London")

    await story.wait_until(at(2, 0, day=3))

    assert nudge_times(amina) == [at(23, 0)]  # 21:00 in London


@pytest.mark.asyncio
@pytest.mark.story
async def test_skip_the_next_is_silent_that_day_only(story: Story) -> None:
    amina = await story.actor("Amina")
    slot = await has_slot(story, amina, "19:00")
    await is_shown(story, amina, "Skip", "sit.next", f"{slot.id}")

    await amina.presses("Skip")
    await story.wait_until(at(23, 0, day=3))

    assert nudge_times(amina) == [at(19, 0, day=3)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("21:15", [Target(MONDAY, time(21, 15))], id="clock"),
        pytest.param("٩ مساءً", [Target(MONDAY, time(21))], id="Arabic"),
        pytest.param("Wed 8pm", [Target(date(2026, 3, 4), time(20))],
                     id="a weekday"),
        pytest.param("tomorrow 8 pm", [Target(date(2026, 3, 3), time(20))],
                     id="tomorrow"),
        pytest.param("07:00", [], id="past already"),
        pytest.param("nonsense", [], id="no time"),
    ],
)  # fmt: skip
def test_a_typed_time_is_read_on_the_sittings_day(text: str, expected: list[Target]) -> None:
    assert chat.targets_in(text, day=MONDAY, zone=CAIRO, now=at(11)) == expected
