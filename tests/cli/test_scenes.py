"""Scenes: what each of them promises, played by the real bot over HTTP."""

import asyncio
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.circles import store as circle_store
from bot.cli.scenes import CIRCLE, EMPTY, EVENING, SCENES
from bot.cli.scenes.actors import Actor
from bot.cli.scenes.cast import AMINA
from bot.cli.scenes.playbill import day_of_play
from bot.cli.scenes.stage import Stage
from bot.goals import store as goal_store
from bot.goals.records import GoalState
from bot.people import store as people_store
from bot.playground.phone.player import Player
from bot.playground.sentences import page
from bot.playground.world import World
from bot.schema import TABLES
from bot.sittings import store as sitting_store
from bot.sittings.records import State
from bot.texts import Reader
from tests.cli.conftest import Playground, playing
from tests.playground.said import in_both
from tests.support.bench import TEXTS

pytestmark = pytest.mark.asyncio

MEMBERS = ["Amina", "يوسف", "ليلى", "Omar", "سارة"]
NEWCOMER = "عبد الرحمن"
EVERYBODY = [*MEMBERS, NEWCOMER]
VOUCH = "I know them well"


def bare(text: str) -> str:
    """Without the marks that isolate directions."""
    return re.sub("[\u2066-\u2069\u200e\u200f]", "", text)


def label(player: Player, english: str, *, context: str | None = None) -> str:
    """A button's label in the language of this person's Telegram."""
    say = TEXTS.say(Reader(language=player.person.language_code or "en"))
    return say.label_within(context, english) if context else say.label(english)


def waits_for(player: Player, english: str) -> bool:
    """Whether their newest message has that button, and they have not read it."""
    return label(player, english) in player.last.labels and player.unread > 0


def texts(player: Player) -> str:
    return "\n".join(bare(message.text) for message in player.messages)


def shape(player: Player) -> list[str]:
    """A chat as it is every time: without its codes."""
    return sorted(re.sub(r"[0-9A-Z]{12}|[0-9A-Z]{4}(-[0-9A-Z]{4}){2}", "…", bare(message.text))
                  for message in player.messages)  # fmt: skip


def was_shown(world: World, name: str) -> str:
    """All that the bot has ever shown to somebody, also what has changed since."""
    (person,) = [each for each in world.people.values() if each.first_name == name]
    calls = [call for call in world.ledger.calls() if call.chat_id == person.id]
    return bare("\n".join(str(call.parameters.get("text", "")) for call in calls))


def names(playground: Playground) -> list[str]:
    return [player.person.first_name for player in playground.world.players]


# A circle at work --------------------------------------------------------------------------------


async def test_a_circle_at_work_has_five_members_with_a_past_and_somebody_who_knocks(
    playground: Playground,
) -> None:
    await playground.controls.load_scene(CIRCLE)

    world, bot = playground.world, playground.bot.halqa
    assert names(playground) == EVERYBODY
    assert playground.refused() == []
    assert world.clock.now().hour == 15
    people = {player.person.first_name: player for player in world.players}
    assert people["سارة"].person.username is None
    assert {each.person.language_code for each in people.values()} == {"en", "ar"}
    assert len({playground.controls.zone_of(each.id) for each in people.values()}) == 6
    async with bot.db.begin() as conn:
        rows = {
            name: await people_store.find_by_telegram_id(conn, player.id)
            for name, player in people.items()
        }
        host = rows["Amina"]
        assert host is not None
        [(circle, _)] = await circle_store.list_circles_of(conn, host.id)
        roll = await circle_store.get_roll(conn, circle.id)
        ids = {row.id: name for name, row in rows.items() if row is not None}
        assert sorted(ids[member.person_id] for member in roll.members) == sorted(MEMBERS)
        for name in MEMBERS:
            row = rows[name]
            assert row is not None
            assert await goal_store.list_active(conn, row.id), name
            states = {sitting.state for sitting in await sitting_store.list_all(conn, row.id)}
            assert State.ANSWERED in states, name
        omar = rows["Omar"]
        assert omar is not None
        goals = await goal_store.list_goals(conn, omar.id)
        assert GoalState.ACHIEVED in {goal.state for goal in goals}
    assert "لونان يكفيان" in texts(people["Amina"])  # shared by one, read by all, two languages
    assert "Bars that carry their own numbers" in texts(people["يوسف"])
    # Links went round, one was proposed and read to its end, and what a site has new was offered this morning.
    post = TEXTS.say(Reader(language="ar")).label("Save to my queue")
    shared = [m for m in people["يوسف"].received if post in m.labels and "لونٌ واحد" in m.text]
    assert "http://mudawwana.example/posts/one-colour" in shared[-1].text
    assert "For today: <b>Start at zero, unless you have a reason</b>" in was_shown(world, "Amina")
    assert "New for you" in people["Amina"].received[-3].text
    assert "In your queue." in people["Amina"].received[-3].text
    assert "جديد من مصادرك" in texts(people["يوسف"])
    # Whom the newcomer named, and who invited: asked, and not yet answered. The others are not.
    asked = [name for name in MEMBERS if waits_for(people[name], VOUCH)]
    assert asked == ["Amina", "ليلى", "Omar"]
    assert {name: people[name].unread for name in EVERYBODY} == {
        name: int(name in asked) for name in EVERYBODY
    }


async def test_one_press_lets_the_newcomer_of_the_circle_in(playground: Playground) -> None:
    await playground.controls.load_scene(CIRCLE)
    layla, newcomer = playground.named("ليلى"), playground.named(NEWCOMER)

    layla.press(layla.last, label(layla, VOUCH))
    await playground.world.until(lambda: newcomer.unread > 0)

    assert "Stories with data" in newcomer.last.text
    assert "ليلى" in newcomer.last.text
    # That evening three learning times begin at once.
    said = len(playground.world.ledger)
    await playground.controls.rest()
    await playground.controls.to_next()
    assert {name for name, _ in playground.said_since(said)} >= {"يوسف", "Omar", "سارة"}
    # What Yusuf saved this morning fits his three quarters of an hour.
    assert "4. الأرقام التي لا تُقال في الأخبار" in bare(playground.named("يوسف").last.text)


# An evening of nudges ----------------------------------------------------------------------------


async def test_in_an_evening_of_nudges_one_comes_after_the_other(playground: Playground) -> None:
    await playground.controls.load_scene(EVENING)

    world, controls = playground.world, playground.controls
    assert names(playground) == EVERYBODY
    assert playground.refused() == []
    omar, sarah = playground.named("Omar"), playground.named("سارة")
    done = label(omar, "Done", context="sitting")
    assert done in omar.last.labels  # the check-in waits
    assert label(sarah, "Finished already") in sarah.last.labels  # her sitting has begun
    assert controls.focus()[0] == omar.id

    came = []
    for _ in range(6):
        said = len(world.ledger)
        assert await controls.to_next() is not None
        now = world.clock.now()
        for name, _ in playground.said_since(said):
            zone = controls.zone_of(playground.named(name).id)
            page = await playground.page("GET", "/api/state")
            local = next(p for p in page[1]["people"] if p["first_name"] == name)["local_time"]
            assert zone is not None
            came.append((f"{now:%H:%M}", name, local[11:16]))
    assert came == [
        ("18:15", "يوسف", "21:15"),
        ("18:25", "سارة", "21:25"),  # how was it?
        ("18:40", "Amina", "20:40"),
        ("19:15", "Omar", "19:15"),
        ("03:00", NEWCOMER, "07:00"),  # what Amina shared waited through his quiet hours
        ("03:30", NEWCOMER, "07:30"),
    ]
    assert "Read the first page twice" in texts(playground.named(NEWCOMER))
    proposed = texts(playground.named("Amina")) + texts(playground.named("يوسف"))
    assert "For today: How a poll asks its thousand people, 3 minutes" in proposed
    assert "كيف تُبرى القصبة" in proposed
    # Layla's time came and went: she has paused.
    assert playground.named("ليلى").unread == 0
    assert playground.refused() == []


@pytest.mark.parametrize("playground", [datetime(2026, 7, 4, 9, tzinfo=UTC)], indirect=True)
async def test_learning_times_lie_in_the_evening_in_summer_too(playground: Playground) -> None:
    await playground.controls.load_scene(EVENING)

    assert "daily 21:40" in texts(playground.named("Amina"))
    assert "كل يوم ٩:١٥ مساءً" in texts(playground.named("يوسف"))
    assert playground.refused() == []


# Beginning anew ----------------------------------------------------------------------------------


async def test_a_scene_begins_everything_anew_whatever_was_played_before(
    playground: Playground,
) -> None:
    controls, world = playground.controls, playground.world
    await controls.load_scene(EMPTY)
    assert (controls.loaded(), controls.focus(), names(playground)) == ((EMPTY,), (), [])
    began = world.clock.now()
    mallory = world.add_person("Mallory")
    mallory.start()
    await world.until(lambda: bool(mallory.received))
    await controls.advance(3 * 24 * 3600)
    world.faults.add("refuse", method="sendMessage", times=1000)
    first_bot = playground.bot.halqa

    await controls.load_scene(EVENING)

    assert controls.loaded() == (EVENING,)
    assert names(playground) == EVERYBODY
    assert world.clock.now() < began
    assert playground.refused() == []
    assert playground.bot.halqa is not first_bot
    lived = {player.id: shape(player) for player in world.players}
    playground.named("Omar").send("Nobody has asked for this.")

    await controls.load_scene(EVENING)

    assert {player.id: shape(player) for player in world.players} == lived
    await controls.load_scene(EMPTY)
    assert names(playground) == []
    assert abs((world.clock.now() - began).total_seconds()) < 60
    amina = world.add_person("Amina")
    amina.start()
    await world.until(lambda: bool(amina.received))
    assert "Welcome, Amina" in bare(amina.last.text)


async def test_a_second_press_while_a_scene_is_loaded_begins_nothing(
    playground: Playground,
) -> None:
    told: list[tuple[object, object]] = []

    async def listen() -> None:
        nonlocal told
        async for event in playground.world.events.listen():
            if event["kind"] == "scene":
                told += [(event["name"], event.get("loading"))]

    async with asyncio.TaskGroup() as tasks:
        listening = tasks.create_task(listen())
        await asyncio.sleep(0)
        first = tasks.create_task(playground.page("POST", "/api/scene", {"name": EVENING}))
        await playground.world.until(lambda: playground.controls.loading() is not None)
        _, state = await playground.page("GET", "/api/state")
        second = await playground.page("POST", "/api/scene", {"name": CIRCLE})
        status, _ = await first
        _, after = await playground.page("GET", "/api/state")
        listening.cancel()

    assert (state["loading"], state["loaded"]) == (EVENING, [])
    assert second == (409, in_both(page.SCENE_IS_COMING))
    assert status == 200
    assert (after["scenes"], after["loaded"], after["loading"]) == (list(SCENES), [EVENING], None)
    assert len(after["focus"]) == 3
    assert told == [(EVENING, True), (EVENING, None)]


async def test_a_scene_that_fails_leaves_an_empty_playground_that_works(tmp_path: Path) -> None:
    async def fails(stage: Stage, _day: date) -> Sequence[Actor]:
        (amina,) = stage.enter(AMINA)
        amina.presses("A button that the bot does not have any more")
        return [amina]

    async with playing(tmp_path, plays={CIRCLE: fails}) as playground:
        status, said = await playground.page("POST", "/api/scene", {"name": CIRCLE})
        assert (status, said) == (400, in_both(page.SCENE_FAILED))
        assert (names(playground), playground.controls.loaded()) == ([], (EMPTY,))
        assert playground.controls.loading() is None
        omar = playground.world.add_person("Omar")
        omar.start()
        await playground.world.until(lambda: bool(omar.received))


async def test_people_of_a_scene_can_be_erased(playground: Playground) -> None:
    await playground.controls.load_scene(CIRCLE)
    halqa = playground.bot.halqa
    for player in playground.world.players:
        player.send("/privacy")
        await playground.controls.rest()
        for english in ("Erase my data", "Erase everything now"):
            player.press(player.last, label(player, english))
            await playground.controls.rest()

    async with halqa.db.begin() as conn:
        people = next(table for table in TABLES if table.name == "people")
        assert (await conn.execute(people.select())).all() == []
    assert playground.refused() == []


@pytest.mark.parametrize("day", range(7))
async def test_scenes_are_played_on_a_tuesday_that_is_not_ahead(day: int) -> None:
    today = datetime(2026, 11, 23 + day, 9, tzinfo=UTC)
    played = day_of_play(today)
    assert played.strftime("%A") == "Tuesday"
    assert 0 <= (today.date() - played).days < 7
