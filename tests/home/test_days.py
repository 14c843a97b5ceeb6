"""`/today`, `/upcoming` and `/plan` over real learning times."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.goals import actions as goal_actions
from bot.goals.records import Goal, GoalDraft
from bot.nudges import actions_silence
from bot.outbox.records import Outgoing
from bot.people import actions as people_actions
from bot.reading.records import EVERY_DAY, Mode
from bot.slots import actions as slot_actions
from bot.slots.messages import times_label
from bot.slots.records import Slot, SlotDraft, Timing
from tests.support.story import Actor, Story

pytestmark = [pytest.mark.asyncio, pytest.mark.story]
LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])


async def has_slot(actor: Actor, *, start: time, days: frozenset[int] = EVERY_DAY) -> Slot:
    """A learning time of theirs, without the talk."""
    person = await actor.person()
    draft = SlotDraft(timing=Timing(days=days, start=start, minutes=30), mode=Mode.LISTEN)
    async with actor.story.app.works.begin(origin=f"slot{start}") as work:
        kept = await slot_actions.keep_slot(work, person, draft)
    assert isinstance(kept, Slot)
    return kept


async def has_goal(actor: Actor, *, horizon_on: date | None = None) -> Goal:
    """A goal of theirs, without the talk."""
    person = await actor.person()
    draft = GoalDraft(field="Statistics", focus="Regression", horizon_on=horizon_on)
    async with actor.story.app.works.begin(origin="goal") as work:
        kept = await goal_actions.set_goal(work, person, draft)
    assert isinstance(kept, Goal)
    return kept


def bare(text: str) -> str:
    """A text without its direction marks."""
    return re.sub(r"[\u200e\u200f\u2066-\u2069]", "", text)


async def at_noon(story: Story) -> date:
    """Noon in Cairo on the story's own day; the local date."""
    now = story.clock.now()
    await story.wait_until(datetime(now.year, now.month, now.day, 10, tzinfo=UTC))
    return story.clock.now().date()


@LANGUAGES
async def test_today_shows_what_is_planned_and_starts_it(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await at_noon(story)
    await has_slot(amina, start=time(19))

    await amina.says("/today")
    await amina.presses_starting(
        amina.say.label("Start now: {time}", time="").strip("\u2068\u2069")
    )

    assert amina.label("Finished already") in amina.last.labels


@LANGUAGES
async def test_a_skip_on_today_is_shown_and_taken_back(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await at_noon(story)
    await has_slot(amina, start=time(19))
    await amina.says("/today")
    seen = len(amina.texts())

    await amina.presses("Skip")
    assert amina.label("Skip") not in amina.last.labels
    await amina.presses_starting(
        amina.say.label("Take back: {time}", time="").strip("\u2068\u2069")
    )

    assert amina.label("Skip") in amina.last.labels
    assert len(amina.texts()) == seen


@LANGUAGES
async def test_today_without_learning_times_offers_one(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)

    await amina.says("/today")

    amina.sees("No learning time today.")
    assert amina.last.labels == [amina.label("Set a learning time")]


@LANGUAGES
async def test_upcoming_tells_every_message_and_why_and_lets_it_be_skipped(
    story: Story, language: str
) -> None:
    amina = await story.actor("Amina", language=language)
    today = await at_noon(story)
    await has_slot(amina, start=time(19))
    await has_goal(amina, horizon_on=today)

    await amina.says("/upcoming")

    shown = amina.texts()[-1]
    assert shown.count("19:00" if language == "en" else "7:00") >= 7
    assert "Regression" in shown
    before = list(amina.last.labels)

    await amina.presses(before[2])

    assert len(amina.last.labels) == len(before)
    assert amina.last.labels != before


async def test_a_skip_survives_a_restart(story: Story) -> None:
    amina = await story.actor("Amina")
    await at_noon(story)
    await has_slot(amina, start=time(19))
    await amina.says("/upcoming")
    await amina.presses(amina.last.labels[0])

    await story.restart()
    await amina.says("/upcoming")

    assert amina.texts()[-1].count(": skipped") == 1
    await story.wait(hours=12)
    amina.does_not_see("It is time")


async def test_the_goals_question_can_be_skipped(story: Story) -> None:
    amina = await story.actor("Amina")
    today = await at_noon(story)
    await has_goal(amina, horizon_on=today)
    await amina.says("/upcoming")

    await amina.presses(amina.last.labels[0])

    assert "Regression" not in amina.texts()[-1]
    await story.wait(hours=12)
    amina.does_not_see("how far did you get")


@LANGUAGES
async def test_a_week_without_anything_says_so(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)

    await amina.says("/upcoming")

    amina.sees(
        "Nothing is planned. I write first only about your learning times, your goals and your "
        "circles."
    )


async def test_days_off_are_shown_as_not_sent(story: Story) -> None:
    amina = await story.actor("Amina")
    await at_noon(story)
    await has_slot(amina, start=time(19))
    person = await amina.person()
    async with story.app.works.begin(origin="off") as work:
        await people_actions.set_days_off(work, person, frozenset({4}))

    await amina.says("/upcoming")

    assert amina.texts()[-1].count("a day off") == 1
    assert len(amina.last.labels) == 6 + 1  # the weekly check-in too


@LANGUAGES
async def test_the_plan_holds_the_three_answers(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await at_noon(story)
    await has_slot(amina, start=time(19), days=frozenset({0, 2}))
    await has_goal(amina)

    await amina.says("/plan")

    shown = amina.texts()[-1]
    assert "Regression" in shown
    assert amina.say.weekday(0) in shown
    assert len(amina.last.labels) == 1  # with whom is open


@LANGUAGES
async def test_the_zone_and_a_learning_time_follow_each_other(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language, zone=None)

    await amina.presses("When can I learn?")
    await amina.says("Cairo")
    await amina.presses("Yes")
    await amina.says("Mon Wed 19:00 45m listen")
    await amina.presses("Yes")

    assert amina.label("When can I learn?") not in amina.last.labels
    assert amina.label("What do I want to learn?") in amina.last.labels


@LANGUAGES
async def test_the_weekly_check_in_is_skipped_and_taken_back(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await at_noon(story)
    await has_goal(amina)
    await amina.says("/upcoming")
    assert len(amina.last.labels) == 1

    await amina.presses(amina.last.labels[0])
    await amina.presses(amina.last.labels[0])
    await amina.presses(amina.last.labels[0])
    seen = len(amina.texts())
    await story.wait(days=6)

    assert len(amina.texts()) == seen


async def test_what_waits_is_told_and_only_decisions_about_oneself_cannot_be_skipped(
    story: Story,
) -> None:
    amina = await story.actor("Amina")
    await at_noon(story)
    tomorrow = story.clock.now() + timedelta(days=1)
    async with story.app.works.begin(origin="waits") as work:
        for kind in ("invite_ends", "circle_removed"):
            message = Outgoing(to=amina.player.id, html="later")
            await work.outbox.add(message, kind=kind, key=f"{kind}:1", about="1", due_at=tomorrow)

    await amina.says("/upcoming")
    assert amina.texts()[-1].count("a message that was held back until then") == 2
    assert len(amina.last.labels) == 1
    await amina.presses(amina.last.labels[0])

    assert amina.texts()[-1].count("a message that was held back until then") == 1
    assert not amina.last.labels


async def test_nobody_skips_a_sitting_of_somebody_else(story: Story) -> None:
    amina, omar = await story.actor("Amina"), await story.actor("Omar")
    await at_noon(story)
    await has_slot(amina, start=time(19))
    await amina.says("/upcoming")
    data = amina.last.data_of(amina.last.labels[0])
    await omar.says("/upcoming")

    await omar.presses_data(omar.last, data)
    await amina.says("/upcoming")

    assert "skipped" not in amina.texts()[-1]


@LANGUAGES
@pytest.mark.parametrize("command", ["/upcoming", "/today"])
async def test_no_nudge_is_promised_that_will_not_come(
    story: Story, language: str, command: str
) -> None:
    amina = await story.actor("Amina", language=language)
    today = await at_noon(story)
    slot = await has_slot(amina, start=time(19))
    promised = amina.say("{line}: not sent, silent until you answer", line="").strip(
        "\u2066\u2067\u2068\u2069\u200e\u200f: "
    )
    label = amina.label("Nudge me again: {slot}", slot=times_label(amina.say, slot.timing))
    seen = datetime(today.year, today.month, today.day, 8, tzinfo=UTC) + timedelta(days=5)

    await story.wait_until(seen)  # five went unanswered: the question comes in the sixth's place
    await amina.says("/upcoming")
    shown = amina.texts()[-1]
    assert bare(amina.say("• {time}: question whether your learning time still suits you",
                          time=amina.say.time(time(19)))) in shown  # fmt: skip
    assert bare(amina.say("• {time}: nudge for your learning time",
                          time=amina.say.time(time(19)))) in shown  # fmt: skip
    assert shown.count(promised) == 6

    await story.wait_until(seen + timedelta(days=1))
    await amina.says(command)
    shown = amina.texts()[-1]
    if command == "/today":
        amina.sees("• {time}: {title}, planned, without a nudge",
                   time=amina.say.time(time(19)), title=amina.say("learning time"))  # fmt: skip
    else:
        assert shown.count(promised) == 7
    await amina.presses(label)

    assert label not in amina.last.labels
    assert promised not in amina.texts()[-1]
    await story.wait(hours=24)
    amina.sees("<b>It is your learning time.</b>")


async def test_a_slot_that_rests_is_told_to_rest_until_its_date(story: Story) -> None:
    amina = await story.actor("Amina")
    await at_noon(story)
    slot = await has_slot(amina, start=time(19))
    person = await amina.person()
    await story.wait(minutes=1)
    async with story.app.works.begin(origin="rest") as work:
        await actions_silence.rest(work, person, slot, days=3)

    await amina.says("/upcoming")

    assert amina.texts()[-1].count(": not sent, it rests") == 3
    assert bare(amina.last.labels[0]) == "Nudge me again: Every day, 19:00"
