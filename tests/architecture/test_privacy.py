"""Erasure leaves no row that names the person: no id, no account, no name, no word of theirs."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import ForeignKey, Table, select

from bot.admissions import actions as admission_actions
from bot.admissions.records import Named
from bot.circles import actions as circle_actions
from bot.circles.records import Circle
from bot.dialogue import store as talk_store
from bot.features import FEATURES
from bot.goals import actions as goal_actions
from bot.goals.records import Goal, GoalDraft
from bot.invites import actions as invite_actions
from bot.invites.records import Made
from bot.people.records import Person
from bot.people.tables import people
from bot.queue import actions as queue_actions
from bot.reading.records import EVERY_DAY, Mode
from bot.resources import actions as link_actions
from bot.resources import actions_sharing
from bot.resources.records import Hears
from bot.schema import TABLES
from bot.slots import actions as slot_actions
from bot.slots.records import SlotDraft, Timing
from bot.sources import actions as source_actions
from bot.sources import actions_asking
from bot.sources import actions_sharing as source_sharing
from bot.sources.records import Source, SourceDraft
from bot.sources.rules_recognising import recognise
from bot.work import Work
from tests.feeds.following import add_search, bring, follow, put_feed, refuse_newest
from tests.support.learning import add_link
from tests.support.story import Actor, Story

# Words that are nobody else's.
FOCUS, WHY, LEARNED, HELP, CIRCLE = (
    "Quaternionfocus", "Quaternionwhy", "Quaternionlearned", "Quaternionhelp", "Quaternioncircle",
)  # fmt: skip
NAME, USERNAME = "Quirinia", "quirinia_q"
QUEUED, NOTED = "Quaternionqueued", "Quaternionnoted"
WORDS, LOOKED_FOR = "Quaternionwords", "quaternionlookedfor.example"
SHARED, TAGGED = "Quaternionshared", "Quaterniontagged"
JOTTED = "Quaternionjotted"

WORDS_OF_THEIRS = (JOTTED,
    FOCUS, WHY, LEARNED, QUEUED, NOTED, TAGGED, WORDS, LOOKED_FOR, NAME, USERNAME,
)  # fmt: skip


def _columns_of_people(table: Table) -> Iterator[str]:
    """Columns that hold a person's id."""
    for column in table.columns:
        keys: set[ForeignKey] = column.foreign_keys
        if any(key.column is people.c.id for key in keys):
            yield column.name


async def _rows(story: Story) -> dict[str, list[dict[str, Any]]]:
    async with story.app.db.begin() as conn:
        return {
            table.name: [dict(row._mapping) for row in await conn.execute(select(table))]
            for table in TABLES
        }


async def _source(work: Work, person: Person, typed: str, *goals: Goal) -> Source:
    draft = recognise(typed)
    assert isinstance(draft, SourceDraft)
    made = await source_actions.add_source(work, person, draft, goal_ids=[g.id for g in goals])
    assert isinstance(made, Source)
    return made


async def _lives(amina: Actor, omar: Actor) -> None:
    """A bit of everything: a circle with somebody in it, goals, times, a sitting with its answer."""
    story = amina.story
    host, friend = await amina.person(), await omar.person()
    async with story.app.works.begin(origin="life") as work:
        circle = await circle_actions.open_circle(
            work, host, name=CIRCLE, field="Algebra", focus="", language="en", seats=5, zone="UTC"
        )
        assert isinstance(circle, Circle)
        joined = await circle_actions.admit(
            work, circle_id=circle.id, person_id=friend.id, helps_with=HELP, vouchers=[host.id]
        )
        assert joined is not None
        goal = await goal_actions.set_goal(
            work, host, GoalDraft(field="Algebra", focus=FOCUS, why=WHY)
        )
        assert isinstance(goal, Goal)
        await goal_actions.share_with_all(work, host, goal.id, is_shared=True)
        entry = await add_link(work, host, QUEUED, mode=Mode.READ)
        await queue_actions.set_note(work, entry, NOTED)
        await queue_actions.spend(work, host, entry, minutes=5)
        link = (await add_link(work, host, SHARED)).resource
        await link_actions.set_tags(work, host, link.id, [TAGGED])
        theirs = (await add_link(work, friend, "Slopes")).resource
        for sharer, thanker, what in ((host, friend, link), (friend, host, theirs)):
            await actions_sharing.share_with(work, sharer, what.id, circle.id)
            await actions_sharing.thank(work, thanker, what.id, circle.id)
            await actions_sharing.set_hearing(work, thanker, circle.id, Hears.WEEKLY)
            await link_actions.copy_of_fellow(work, thanker, what.id)
        source = await _source(work, host, "https://example.com/algebra", goal)
        await source_actions.set_note(work, host, source.id, JOTTED)
        await source_sharing.share_with_all(work, host, source.id, is_shared=True)
        await source_sharing.save_copy(work, friend, source.id)
        his = await _source(work, friend, "r/algebra")
        await source_sharing.share_with_all(work, friend, his.id, is_shared=True)
        await source_sharing.save_copy(work, host, his.id)
        assert await actions_asking.ask_circle(work, host, goal.id, circle.id) == 1
        feed = await put_feed(work, "algebra.example")
        await bring(work, feed, "News of rings")
        for reader, words in ((host, WORDS), (friend, "rings")):
            await refuse_newest(work, await follow(work, reader, feed, include=words))
        await add_search(work, host, LOOKED_FOR)
        timing = Timing(days=EVERY_DAY, start=time(19), minutes=30)
        await slot_actions.keep_slot(work, host, SlotDraft(timing=timing, mode=Mode.READ))
    now = story.clock.now()
    await story.wait_until(datetime(now.year, now.month, now.day, 17, 0, tzinfo=UTC))
    await amina.presses("Start")
    await story.wait(minutes=31)
    await amina.presses("Done", context="sitting")
    await amina.says(LEARNED)
    await amina.says("/timezone")  # a talk that stays open


@pytest.mark.asyncio
@pytest.mark.story
async def test_erasure_leaves_no_row_that_names_the_person(story: Story) -> None:
    amina = await story.actor(NAME, username=USERNAME)
    omar = await story.actor("Omar")
    await _lives(amina, omar)
    person = await amina.person()
    before = str(await _rows(story))
    for word in WORDS_OF_THEIRS:
        assert word in before, f"the story does not store {word}: it would prove nothing"

    await amina.says("/privacy")
    await amina.presses("Erase my data")
    await amina.presses("Erase everything now")
    await story.settle()

    await _is_nowhere(story, person, *WORDS_OF_THEIRS)
    after = await _rows(story)
    assert len(after["feeds"]) == len(after["subscriptions"]) == len(after["feed_offers"]) == 1
    assert any(CIRCLE in repr(row) for row in after["circles"]), "what is others' stays"


@pytest.mark.asyncio
@pytest.mark.story
async def test_who_was_vouched_for_is_erased_from_the_circle_of_others(story: Story) -> None:
    amina = await story.actor("Amina")
    omar = await story.actor(NAME, username=USERNAME)
    await _lives(amina, omar)
    person = await omar.person()

    await omar.says("/privacy")
    await omar.presses("Erase my data")
    await omar.presses("Erase everything now")

    await _is_nowhere(story, person, HELP, NAME, USERNAME)
    after = await _rows(story)
    for row in after["circle_log"]:
        assert person.id not in row["details"].get("vouchers", [])


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_newcomer_is_erased_from_requests_that_wait_for_the_morning(story: Story) -> None:
    """What others are to read about the person goes too, and so does what others began about them."""
    amina, omar = await story.actor("Amina"), await story.actor("Omar")
    quirinia = await story.actor(NAME, username=USERNAME)
    host, friend = await amina.person(), await omar.person()
    async with story.app.works.begin(origin="circle") as work:
        circle = await circle_actions.open_circle(
            work, host, name=CIRCLE, field="Algebra", focus="", language="en", seats=5, zone="UTC"
        )
        assert isinstance(circle, Circle)
        await circle_actions.admit(
            work, circle_id=circle.id, person_id=friend.id, helps_with="", vouchers=[host.id]
        )
    now = story.clock.now()
    night = datetime(now.year, now.month, now.day, 21, 30, tzinfo=UTC)  # 23:30 in Cairo
    await story.wait_until(night + timedelta(days=2))
    newcomer = await quirinia.person()
    async with story.app.works.begin(origin="knock") as work:
        made = await invite_actions.make_open(work, host, circle.id, uses=1)
        assert isinstance(made, Made)
        await admission_actions.knock(
            work,
            newcomer,
            made.invite.id,
            introduction=f"{WHY} and more words about myself",
            helps_with=HELP,
            named=[Named("Omar", telegram_id=friend.telegram_id, username=None)],
            has_hidden_marks=False,
        )
        await talk_store.create(
            work.conn,
            chat_id=friend.telegram_id,
            name="invite",
            step="depth",
            data={"users": [{"id": newcomer.telegram_id, "name": NAME}]},
            version=1,
            now=work.now,
        )
    before = await _rows(story)
    assert [row for row in before["deliveries"] if NAME in repr(row["payload"])]

    await quirinia.says("/privacy")
    await quirinia.presses("Erase my data")
    await quirinia.presses("Erase everything now")

    await _is_nowhere(story, newcomer, HELP, WHY, NAME, USERNAME)


async def _is_nowhere(story: Story, person: Person, *words: str) -> None:
    after = await _rows(story)
    for table in TABLES:
        for row in after[table.name]:
            for column in _columns_of_people(table):
                assert row[column] != person.id, f"{table.name}.{column}: {row}"
            for word in (*words, str(person.telegram_id)):
                assert word not in repr(row), f"{table.name} still holds {word}: {row}"


def test_every_slice_that_has_tables_of_people_takes_part_in_erasure() -> None:
    """By the foreign keys: a new table that names people brings its own erasure."""
    for feature in FEATURES:
        own = [t for t in TABLES if _is_of(t, feature.name) and list(_columns_of_people(t))]
        assert not own or feature.erase is not None, f"{feature.name} names people: erase them"


def _is_of(table: Table, slice_name: str) -> bool:
    try:
        module = __import__(f"bot.{slice_name}.tables", fromlist=["tables"])
    except ModuleNotFoundError:
        return False
    return any(value is table for value in vars(module).values())
