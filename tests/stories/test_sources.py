"""Where somebody learns from, as they meet it."""

import json
from datetime import timedelta

import pytest

from bot.goals import store as goal_store
from bot.goals.records import GoalDraft
from bot.people.records import Person
from bot.sources import rules, store
from bot.sources.records import Source, SourceDraft, SourceKind
from bot.sources.rules_recognising import recognise
from bot.work import Work
from tests.stories.test_wrong_buttons import NOT_FOR_YOU, OLD_BUTTON, data_of
from tests.support.story import Actor, Story

pytestmark = [pytest.mark.asyncio, pytest.mark.story]
LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])


async def sources_of(actor: Actor) -> list[Source]:
    person = await actor.person()
    async with actor.story.app.db.begin() as conn:
        return await store.list_sources(conn, person.id)


async def kept(work: Work, person: Person, typed: str) -> Source:
    draft = recognise(typed)
    assert isinstance(draft, SourceDraft)
    made = await store.add_source(
        work.conn, person_id=person.id, draft=draft, saved_from=None, now=work.now
    )
    assert made is not None
    return made


async def with_goal(actor: Actor, field: str) -> None:
    person = await actor.person()
    async with actor.story.app.works.begin(origin=f"goal{field}") as work:
        await goal_store.add_goal(
            work.conn, person_id=person.id, draft=GoalDraft(field=field), now=work.now
        )


@LANGUAGES
async def test_a_source_is_added_by_its_link_and_corrected_by_buttons(
    story: Story, language: str
) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/sources")
    amina.sees("Nothing is here yet.")
    await amina.presses("Add a source")
    await amina.says("what is that")
    amina.sees("That is not a link, a handle or a hashtag.")
    await amina.says("https://www.jvns.ca/?utm_source=x")
    amina.sees("Saved.")
    amina.sees_text("https://www.jvns.ca/")
    amina.does_not_see("utm_source")

    await amina.presses("Kind")
    await amina.presses("Feed")
    await amina.presses("Rename")
    await amina.says("Julia Evans \u202egpj.exe")
    await amina.presses("Note")
    await amina.says("short and clear")
    await amina.presses("Tags")
    await amina.says("a b c d e f")
    amina.sees(
        "At most {most} tags fit, each of at most {longest} characters.", most=5, longest=40
    )
    await amina.says("linux، shell")

    (source,) = await sources_of(amina)
    assert (source.kind, source.title, source.note, source.tags) == (
        SourceKind.FEED,
        "Julia Evans gpj.exe",
        "short and clear",
        ("linux", "shell"),
    )
    await amina.presses("Note")
    await amina.presses("No note")
    await amina.presses("Remove")
    await amina.presses("Back")
    await amina.presses("Remove")
    await amina.presses("Yes, remove the source")
    amina.sees("Removed: {title}", title="Julia Evans gpj.exe")
    assert await sources_of(amina) == []
    assert not story.refused_calls()


@LANGUAGES
async def test_a_handle_is_asked_for_its_site(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/sources add @first.last")
    amina.sees("On which site? If it is another one, send the link of the page.")
    await amina.presses("X")
    amina.sees("A name on {site} does not look like that. Press another site, or send a link.",
               site="X")  # fmt: skip
    await amina.presses("Instagram")
    (source,) = await sources_of(amina)
    assert (source.title, source.url) == ("@first.last", "https://www.instagram.com/first.last")

    await amina.says("/sources add @another")
    await amina.says("تويتر" if language == "ar" else "twitter")
    assert [s.url for s in await sources_of(amina)][1:] == ["https://x.com/another"]


@LANGUAGES
async def test_one_line_is_enough_and_the_same_source_is_one(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/sources add #تعلم_الآلة")
    await amina.says("/sources أضف r/python")
    await amina.says("/sources https://x.com/karpathy")
    amina.sees("Saved.")
    await amina.says("/sources add @karpathy على تويتر")
    amina.sees("This is among your sources already.")
    await amina.says("/sources add https://user:pw@evil.com/")
    amina.sees("That is not a link, a handle or a hashtag.")
    await amina.says(f"/sources add t.me/{story.app.works.bot_username}")
    amina.sees("That link leads to me. A source is somewhere else: a page, a person, a hashtag.")

    assert [s.title for s in await sources_of(amina)] == ["#تعلم_الآلة", "r/python", "@karpathy"]


@LANGUAGES
async def test_sources_serve_goals_and_are_found_by_kind_and_by_goal(
    story: Story, language: str
) -> None:
    amina = await story.actor("Amina", language=language)
    await with_goal(amina, "Python")
    await amina.says("/goals")
    await amina.presses_starting("Python")
    await amina.presses("Sources")
    amina.sees("No source serves this goal yet.")
    await amina.presses("Add one")
    await story.restart()
    await amina.says("r/python")
    amina.sees("Saved.")
    amina.sees_text("r/python")

    await with_goal(amina, "Rust")
    await amina.says("/sources add r/rust")
    await amina.presses("Which goals")
    await amina.presses_starting("Rust")
    amina.player.press(amina.last, next(label for label in amina.last.labels if "Rust" in label))
    await story.settle()
    await amina.presses("Back")
    await amina.presses("All my sources")
    await amina.presses("By goal")
    await amina.presses_starting("Python: 1")
    amina.sees_text("r/python")
    assert "r/rust" not in amina.last.text
    await amina.presses("To the goal")
    await amina.says("/sources")
    await amina.presses("By kind")
    await amina.presses_starting(amina.label("Communities elsewhere"))
    amina.sees_text("r/rust")
    assert not story.refused_calls()


@LANGUAGES
async def test_many_sources_stand_on_pages_and_go_into_a_file(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    person = await amina.person()
    async with story.app.works.begin(origin="many") as work:
        made = [
            await kept(work, person, f"https://example.com/page-{n:02}")
            for n in range(rules.PAGE + 3)
        ]
        await store.change(work.conn, made[0].id, note="a private line")
    await amina.says("/sources")
    amina.sees("You have {n} source.", many="You have {n} sources.", n=rules.PAGE + 3)
    assert "page-10" not in amina.last.text
    await amina.presses("Next")
    assert "page-10" in amina.last.text
    await amina.presses("Previous")
    await amina.presses("As a file")
    file = amina.last.document
    assert file is not None
    text = file.content.decode()
    assert "https://example.com/page-10" in text.split("\n")
    assert "a private line" not in text


@LANGUAGES
async def test_what_is_too_many_is_refused_kindly(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    person = await amina.person()
    async with story.app.works.begin(origin="full") as work:
        for n in range(rules.MOST_SOURCES):
            await kept(work, person, f"https://example.com/{n}")
    await amina.says("/sources add jvns.ca")
    amina.sees("To make room, remove one that you no longer use.")
    assert len(await sources_of(amina)) == rules.MOST_SOURCES


@pytest.mark.parametrize(
    "text",
    ["x" * 4_096, "https://" + "a" * 4_000, "#" + "م" * 4_000, "\u202e\u2067@name\u0000",
     "https://a:b@c.com", "(" * 4_096, "@a@" * 1_300, "<b>&amp;</i>"],
)  # fmt: skip
async def test_hostile_text_is_answered_like_any_other(story: Story, text: str) -> None:
    amina = await story.actor("Amina")
    await amina.says("/sources")
    await amina.presses("Add a source")
    await amina.says(text)
    assert amina.new()
    for source in await sources_of(amina):
        assert source.title.isprintable()
    await amina.says("/cancel")
    await amina.says(f"/sources add {text}"[:4_096])
    assert amina.new()
    assert not story.refused_calls()


# Wrong buttons -----------------------------------------------------------------------------------


@LANGUAGES
async def test_another_persons_and_an_old_button_have_no_effect(
    story: Story, language: str
) -> None:
    amina = await story.actor("Amina", language=language)
    omar = await story.actor("Omar", language=language)
    await omar.says("/sources")
    await amina.says("/sources add jvns.ca")
    await amina.presses("Remove")
    sure = data_of(amina.last, amina.label("Yes, remove the source"))
    await omar.presses_data(omar.last, sure)
    assert omar.toast == omar.label(OLD_BUTTON)
    assert len(await sources_of(amina)) == 1

    page = amina.last
    await amina.presses("Yes, remove the source")
    await amina.presses_data(page, sure)
    assert amina.toast == amina.label(NOT_FOR_YOU)
    assert await sources_of(amina) == []


@LANGUAGES
async def test_a_source_that_is_removed_during_a_talk_about_it_ends_the_talk(
    story: Story, language: str
) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/sources add jvns.ca")
    page = amina.last
    remove = data_of(page, amina.label("Remove"))
    await amina.presses("Rename")
    await amina.presses_data(page, remove)
    await amina.presses("Yes, remove the source")
    await amina.says("Julia Evans")
    amina.sees("That source was removed meanwhile.")
    await amina.says("/cancel")
    assert await sources_of(amina) == []


@LANGUAGES
async def test_a_double_tap_on_a_site_saves_once(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/sources add @name")
    question = amina.last
    data = data_of(question, "X")
    await amina.presses("X")
    await amina.presses_data(question, data)
    assert amina.toast == amina.label(OLD_BUTTON)
    assert len(await sources_of(amina)) == 1


async def test_all_of_it_is_in_the_persons_own_file(story: Story) -> None:
    amina = await story.actor("Amina")
    await amina.says("/sources add jvns.ca")
    await amina.says("/privacy")
    await amina.presses("Export")
    await story.wait(timedelta(seconds=2))
    file = amina.last.document
    assert file is not None
    (told,) = json.loads(file.content)["sources"]["sources"]
    assert told["url"] == "https://jvns.ca/"
