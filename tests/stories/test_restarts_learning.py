"""Every step of the talks about sittings, check-ins and settings, restarted all the time."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Final

import pytest

from bot.checkins import store as checkin_store
from bot.checkins import store_weekly
from bot.checkins.records import Learned, Weekly
from bot.circles.records import Circle
from bot.gate import QuietHours
from bot.reading.records import EVERY_DAY
from bot.sittings import store as sitting_store
from bot.slots.records import Slot
from tests.stories.test_restarts import OF_ALL_ELSE, STEPS, Walk, WalkedStory, walk_through
from tests.support.circles import found_circle, put_in
from tests.support.learning import add_slot
from tests.support.story import Actor

ONE_THING: Final = {"en": "A slope is a rate.", "ar": "الميل معدّل تغيّر."}
BETTER: Final = {"en": "A slope is a rate of change.", "ar": "الميل معدّل تغيّر كمّيّتين."}


# Sittings ------------------------------------------------------------------------------------------


async def with_slot(story: WalkedStory, actor: Actor, *days: int) -> Slot:
    """A slot at seven in the evening by Cairo's clock."""
    person = await actor.person()
    async with story.work() as work:
        return await add_slot(work, person, "19:00", days=days)


async def moved_to(story: WalkedStory, slot: Slot) -> datetime | None:
    async with story.work() as work:
        (sitting,) = await sitting_store.list_all(work.conn, slot.person_id)
    return sitting.moved_at


async def a_sitting_is_moved_to_a_typed_time(story: WalkedStory) -> None:
    amina = await story.actor("Amina")
    slot = await with_slot(story, amina, 0)
    story.restarts_always = True
    await amina.says("/today")
    await amina.presses("Move")
    await amina.says("Tue 8")
    await amina.presses_starting("Tuesday 3 March, 20:00")

    amina.sees("The weekly time stays as it is.")
    assert await moved_to(story, slot) == datetime(2026, 3, 3, 18, tzinfo=UTC)


async def a_sitting_is_moved_by_a_button(story: WalkedStory) -> None:
    layla = await story.actor("ليلى", language="ar")
    slot = await with_slot(story, layla, 0)
    story.restarts_always = True
    await layla.says("/today")
    await layla.presses("Move")
    await layla.presses("Two hours later")

    layla.sees("The weekly time stays as it is.")
    assert await moved_to(story, slot) == datetime(2026, 3, 2, 19, tzinfo=UTC)


# Check-ins -----------------------------------------------------------------------------------------


async def keeps_a_sitting(story: WalkedStory, actor: Actor) -> None:
    """Start it, and say what was learned."""
    await with_slot(story, actor, *EVERY_DAY)
    seven = story.clock.now().replace(hour=17, minute=0, second=0)
    if seven <= story.clock.now():
        seven += timedelta(days=1)
    await story.wait_until(seven)
    await actor.presses("Start")
    await actor.presses("Finished already")
    story.restarts_always = True
    await actor.presses("Done", context="sitting")
    await actor.says(ONE_THING[actor.language])


async def only_learned(story: WalkedStory, actor: Actor) -> Learned:
    person = await actor.person()
    async with story.work() as work:
        (sitting,) = await sitting_store.list_all(work.conn, person.id)
        learned = await checkin_store.find_learned(work.conn, sitting.row_id)
    assert learned is not None
    return learned


async def in_a_circle(
    story: WalkedStory, *names: str, language: str
) -> tuple[Circle, list[Actor]]:
    actors = [await story.actor(name, language=language) for name in names]
    circle = await found_circle(story, actors[0], "Data")
    await put_in(story, circle, *actors[1:])
    return circle, actors


async def what_was_learned_is_shared(story: WalkedStory) -> None:
    circle, (amina, omar) = await in_a_circle(story, "Amina", "Omar", language="en")
    await keeps_a_sitting(story, amina)
    await amina.presses("Share with {circle}", circle="Data")

    omar.sees_text(ONE_THING["en"])
    learned = await only_learned(story, amina)
    assert (learned.text, learned.circle_id) == (ONE_THING["en"], circle.id)


async def what_was_learned_is_kept_private(story: WalkedStory) -> None:
    _, (layla, sami) = await in_a_circle(story, "ليلى", "سامي", language="ar")
    await keeps_a_sitting(story, layla)
    await layla.says(layla.label("Keep private"))

    layla.sees("Noted, for you only.")
    sami.does_not_see(ONE_THING["ar"])
    learned = await only_learned(story, layla)
    assert (learned.text, learned.circle_id) == (ONE_THING["ar"], None)


async def what_was_learned_is_corrected(story: WalkedStory) -> None:
    for name, language in (("Amina", "en"), ("ليلى", "ar")):
        story.restarts_always = False
        actor = await story.actor(name, language=language)
        await keeps_a_sitting(story, actor)
        on = (await only_learned(story, actor)).on
        await actor.says("/progress")
        await actor.presses("Correct: {day}", day=actor.say.plain(actor.say.day(on)))
        await actor.says(BETTER[language])

        actor.sees_text(BETTER[language])
        assert (await only_learned(story, actor)).text == BETTER[language]


async def only_weekly(story: WalkedStory, actor: Actor) -> Weekly:
    person = await actor.person()
    async with story.work() as work:
        (weekly,) = await store_weekly.list_weeklies(work.conn, person.id)
    return weekly


async def the_week_is_shared(story: WalkedStory) -> None:
    circle, (amina, _) = await in_a_circle(story, "Amina", "Omar", language="en")
    story.restarts_always = True
    await amina.says("/checkin")
    await amina.says("Slopes")
    await amina.presses("Skip")
    await amina.says("Chapter two")
    await amina.presses("Share with {circle}", circle="Data")

    amina.sees("Thank you. That is your week:")
    weekly = await only_weekly(story, amina)
    assert (weekly.learned, weekly.stuck, weekly.focus) == ("Slopes", "", "Chapter two")
    assert weekly.circle_id == circle.id


async def the_week_is_kept_private(story: WalkedStory) -> None:
    _, (layla, _) = await in_a_circle(story, "ليلى", "سامي", language="ar")
    story.restarts_always = True
    await layla.says("/checkin")
    await layla.says("الميل")
    await layla.says("فترات الثقة")
    await layla.says("الفصل الثاني")
    await layla.says(layla.label("Keep private"))

    layla.sees("Thank you. That is your week:")
    weekly = await only_weekly(story, layla)
    assert (weekly.learned, weekly.stuck) == ("الميل", "فترات الثقة")
    assert (weekly.focus, weekly.circle_id) == ("الفصل الثاني", None)


# Settings ------------------------------------------------------------------------------------------


async def quiet_hours_are_typed(story: WalkedStory) -> None:
    amina = await story.actor("Amina")
    story.restarts_always = True
    await amina.says("/settings")
    await amina.presses("Quiet hours")
    await amina.says("from 10 to 7")
    await amina.presses_starting("22:00")

    amina.sees("Quiet hours: {span}", span="22:00 to 07:00")
    assert (await amina.person()).quiet == QuietHours(time(22), time(7))


async def quiet_hours_are_chosen(story: WalkedStory) -> None:
    layla = await story.actor("ليلى", language="ar")
    story.restarts_always = True
    await layla.says("/settings")
    await layla.presses("Quiet hours")
    await layla.presses_starting("من 9:00 مساءً")

    assert (await layla.person()).quiet == QuietHours(time(21), time(8))


WALKS: Final[Mapping[str, Sequence[Walk]]] = {
    "sit.move": (a_sitting_is_moved_to_a_typed_time, a_sitting_is_moved_by_a_button),
    "learned": (what_was_learned_is_shared, what_was_learned_is_kept_private),
    "weekly": (the_week_is_shared, the_week_is_kept_private),
    "correction": (what_was_learned_is_corrected,),
    "quiet": (quiet_hours_are_typed, quiet_hours_are_chosen),
}


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.timeout(240)
@pytest.mark.parametrize("name", OF_ALL_ELSE)
async def test_every_step_outlives_a_restart(sqlite_url: str, name: str) -> None:
    assert name in WALKS, "a guided talk without a walk"

    assert await walk_through(sqlite_url, name, WALKS[name]) == STEPS[name]
