"""Goals as a person meets them."""

from datetime import date, timedelta

import pytest

from bot.circles import store as circle_store
from bot.circles.records import Circle, Role
from bot.goals import rules, store
from bot.goals.records import Goal, GoalState, Reach
from tests.support.story import Actor, Story

pytestmark = [pytest.mark.asyncio, pytest.mark.story]
LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])


async def goals_of(actor: Actor) -> list[Goal]:
    person = await actor.person()
    async with actor.story.app.db.begin() as conn:
        return await store.list_goals(conn, person.id)


def today(story: Story) -> date:
    return story.clock.now().date()


async def circle_of(story: Story, host: Actor, *others: Actor, name: str = "Data") -> Circle:
    """A circle without any admission."""
    people = [(await host.person(), Role.HOST)]
    people += [(await other.person(), Role.MEMBER) for other in others]
    async with story.app.works.begin(origin=f"circle{name}") as work:
        circle = await circle_store.create_circle(
            work.conn, name=name, field="Statistics", focus="", language="en", zone="Africa/Cairo",
            seats=8, acquaintances_required=1, window_hours=72, hold_hours=0,
            host_has_last_word=False, only_hosts_invite=False, new_members_wait=False,
            opened_at=work.now,
        )  # fmt: skip
        for person, role in people:
            assert await circle_store.take_seat(work.conn, circle.id)
            await circle_store.add_member(
                work.conn, circle_id=circle.id, person_id=person.id, role=role,
                is_opener=role is Role.HOST, helps_with="", now=work.now,
            )  # fmt: skip
    return circle


@LANGUAGES
async def test_a_goal_is_set_step_by_step_over_a_restart(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/goals")
    amina.sees("You have no goal yet. One small goal is a good beginning.")

    await amina.presses("Add a goal")
    await amina.says("Python")
    await amina.says("writing tests")
    await story.restart()
    amina.sees("Why this one? Which gap does it close for you?")
    await amina.says("My changes break things")
    await amina.presses("Skip")
    await amina.presses("3 months")
    await story.restart()
    await amina.says("somebody who works with it")
    amina.sees("<b>Is this your goal?</b>")
    await amina.presses("Save")

    amina.sees("Your goal is saved.")
    (goal,) = await goals_of(amina)
    assert (goal.field, goal.focus, goal.measure) == ("Python", "writing tests", "")
    assert (goal.why, goal.whom) == ("My changes break things", "somebody who works with it")
    assert goal.horizon_on == rules.months_after(today(story), 3)


@LANGUAGES
async def test_everything_but_the_field_may_be_skipped(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/goals add")
    await amina.says("Python")
    await amina.presses("Skip")
    amina.sees("That is still wide, and wide goals are hard to finish.")
    await amina.presses("Keep it as it is")
    for _ in range(4):
        await amina.presses("Skip")
    await amina.presses("Save")

    (goal,) = await goals_of(amina)
    assert (goal.field, goal.focus, goal.why, goal.horizon_on) == ("Python", "", "", None)


async def test_a_broad_goal_gets_one_push_and_not_a_second(story: Story) -> None:
    amina = await story.actor("Amina")
    await amina.says("/goals add Python: the basics")
    amina.sees("That is still wide, and wide goals are hard to finish.")

    await amina.says("everything")
    amina.sees("<b>Is this your goal?</b>")
    await amina.presses("Save")

    assert [goal.focus for goal in await goals_of(amina)] == ["everything"]


async def test_a_goal_is_set_in_one_arabic_line(story: Story) -> None:
    layla = await story.actor("ليلى", language="ar")
    await layla.says("/goals add بايثون: أساسيات الاختبار حتى ١ ديسمبر")
    layla.sees_text("الجزء الذي أبدأ به: أساسيات الاختبار")
    await layla.presses("Save")

    (goal,) = await goals_of(layla)
    assert (goal.field, goal.focus) == ("بايثون", "أساسيات الاختبار")
    assert goal.horizon_on is not None
    assert (goal.horizon_on.month, goal.horizon_on.day) == (12, 1)
    begins_arabic = [line for line in layla.texts()[-1].split("\n") if line]
    assert all("\u0600" <= line[0] <= "\u06ff" for line in begins_arabic), begins_arabic


async def test_an_unclear_or_unfit_date_is_asked_back(story: Story) -> None:
    amina = await story.actor("Amina")
    await amina.says("/goals add Go: channels by 1/12")
    amina.sees("Which date do you mean?")
    await amina.presses_starting("Tuesday 12 January" if today(story).year == 2026 else "")
    amina.sees("<b>Is this your goal?</b>")
    await amina.presses("Save")
    await amina.presses("Change the date")
    await amina.says("yesterday")
    await amina.says("1/1/2020")
    amina.sees("That day is not ahead of us. Which later day is it?")
    await amina.says("1 December 2060")
    await amina.says("gibberish")
    amina.sees("I could not read that date. For example: 1 December, in 2 weeks, tomorrow.")
    await amina.says("in 2 weeks")

    (goal,) = await goals_of(amina)
    assert goal.horizon_on == today(story) + timedelta(days=14)


@LANGUAGES
async def test_a_fourth_goal_asks_which_one_pauses_and_keeps_what_was_typed(
    story: Story, language: str
) -> None:
    amina = await story.actor("Amina", language=language)
    for line in ("Python: tests", "Go: channels", "Rust: lifetimes"):
        await amina.says(f"/goals add {line}")
        await amina.presses("Save")

    await amina.says("/goals add Zig: comptime")
    amina.sees("To add a goal, choose one that pauses meanwhile. It can be taken up again.")
    await amina.presses_starting("channels")
    await amina.presses("Save")

    states = {goal.field: goal.state for goal in await goals_of(amina)}
    assert states == {
        "Python": GoalState.ACTIVE,
        "Go": GoalState.PAUSED,
        "Rust": GoalState.ACTIVE,
        "Zig": GoalState.ACTIVE,
    }

    await amina.says("/goals")
    await amina.presses_starting("channels")
    await amina.presses("Take it up again")
    amina.sees("Which one should pause instead?")
    await amina.presses_starting("tests")
    states = {goal.field: goal.state for goal in await goals_of(amina)}
    assert (states["Go"], states["Python"]) == (GoalState.ACTIVE, GoalState.PAUSED)


@LANGUAGES
async def test_a_goal_is_paused_taken_up_changed_and_let_go(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/goals add Python: tests")
    await amina.presses("Save")
    await amina.presses("Pause it")
    await amina.presses("Take it up again")
    await amina.presses("Change the focus")
    await amina.says("fixtures")
    amina.sees("Changed.")
    await amina.presses("Change the date")
    await amina.presses("1 month")
    (goal,) = await goals_of(amina)
    assert (goal.focus, goal.horizon_on) == ("fixtures", rules.months_after(today(story), 1))

    await amina.presses("Let it go")
    await amina.presses("Yes, let it go")
    await amina.presses("All my goals")
    await amina.presses("Achieved and let go")
    amina.sees_text("fixtures")
    assert [goal.state for goal in await goals_of(amina)] == [GoalState.DROPPED]


@LANGUAGES
async def test_at_the_horizon_the_goal_is_quoted_and_a_month_more_asks_again(
    story: Story, language: str
) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/goals add Python: tests by in 1 week")
    await amina.presses("Save")

    await story.wait(days=8)
    quoted = amina.sees("The day you chose for it is here. How far did you get?")
    amina.sees("You wrote:")
    await story.restart()
    await amina.presses("A part of it")
    amina.sees("Every step counts. How shall it go on?")
    await amina.presses("One more month")
    (goal,) = await goals_of(amina)
    assert goal.is_active
    assert goal.horizon_on == rules.months_after(today(story), 1)
    assert quoted.message_id == amina.sees("One more month: I ask again then.").message_id

    await story.wait(days=33)
    await amina.presses("Most of it")
    await amina.presses("Pause it")
    (goal,) = await goals_of(amina)
    assert (goal.state, goal.reach) == (GoalState.PAUSED, Reach.MOST)


@LANGUAGES
async def test_a_reached_goal_is_celebrated_only_where_it_is_shared_and_wished(
    story: Story, language: str
) -> None:
    amina = await story.actor("Amina", language=language)
    omar, layla = await story.actor("Omar"), await story.actor("Layla", language="ar")
    await circle_of(story, amina, omar, name="Data")
    await circle_of(story, amina, layla, name="Design")
    await amina.says("/goals add Python: tests by in 1 week")
    await amina.presses("Save")
    await amina.presses("Share with my circles")
    await amina.presses_starting("Data")
    await amina.presses("Back")

    await story.wait(days=8)
    await amina.presses("All of it")
    await amina.presses("Yes, tell them")

    await story.wait(hours=20)  # a day off or quiet hours may hold it
    await story.wait(days=2)
    omar.sees("{name} reached a goal: {goal}", name="Amina", goal="tests")
    layla.does_not_see("tests")
    assert [goal.state for goal in await goals_of(amina)] == [GoalState.ACHIEVED]


async def test_what_is_reached_early_can_stay_private(story: Story) -> None:
    amina, omar = await story.actor("Amina"), await story.actor("Omar")
    await circle_of(story, amina, omar)
    await amina.says("/goals add Python: tests")
    await amina.presses("Save")
    await amina.presses("Share with my circles")
    await amina.presses("All of them")
    await amina.presses("Back")
    await amina.presses("Achieved")
    await amina.presses("Keep private")

    await story.wait(days=2)
    omar.does_not_see("tests")


async def test_a_button_of_somebody_elses_goal_does_nothing(story: Story) -> None:
    amina, omar = await story.actor("Amina"), await story.actor("Omar")
    await amina.says("/goals add Python: tests")
    await amina.presses("Save")
    data = amina.last.data_of("Pause it")

    await omar.says("/goals")
    await omar.presses_data(omar.last, data)

    assert [goal.state for goal in await goals_of(amina)] == [GoalState.ACTIVE]


async def test_left_with_cancel_a_goal_is_taken_up_again(story: Story) -> None:
    amina = await story.actor("Amina")
    await amina.says("/goals add")
    await amina.says("Python")
    await amina.presses("Cancel")
    await story.restart()
    await amina.says("/goals")
    await amina.presses("Add a goal")

    amina.sees("Which part of it do you begin with? The smaller, the better.")
    await amina.says("tests")
    amina.sees("Why this one? Which gap does it close for you?")


async def test_what_is_too_long_or_empty_is_told_and_the_question_stays(story: Story) -> None:
    amina = await story.actor("Amina")
    await amina.says("/goals add")
    await amina.says("!!!")
    amina.sees("I need a few words here. For example: statistics.")
    await amina.says("x" * 101)
    amina.sees("That is too long: {n} character fits here.",
               many="That is too long: {n} characters fit here.", n=100)  # fmt: skip
    await amina.says("Python <b>& more")
    amina.sees_text("Python <b>& more")
