"""Links that people send: found out about within seconds, or asked."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot import faultpoints
from bot.faultpoints import Point
from bot.resources import store
from bot.resources.records import Lookup, Resource
from tests.support.links import TITLE, article, passes_on, put_article, sends_markup
from tests.support.story import Actor, Story

pytestmark = [pytest.mark.asyncio, pytest.mark.story]
WHY = {"en": "It changed my reports", "ar": "غيّر طريقة تقاريري"}
LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])
ASKED = "I could not find out what is behind this link, so I am asking you."
MOMENT = "One moment: I am looking at what is behind this link."


@pytest.fixture(autouse=True)
def _no_point_stays_armed() -> Iterator[None]:
    yield
    faultpoints.install(None)


async def links_of(story: Story, actor: Actor) -> list[Resource]:
    person = await actor.person()
    async with story.app.db.begin() as conn:
        return await store.list_mine(conn, person.id)


async def only_link(story: Story, actor: Actor) -> Resource:
    (found,) = await links_of(story, actor)
    return found


# Coming ---------------------------------------------------------------------------------------------


@LANGUAGES
async def test_a_link_that_is_sent_is_found_out_about_at_once(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    url = put_article(story)
    await amina.says(f"{url}?utm_source=feed")

    assert len(amina.new()) == 1, "one screen that is edited"
    assert amina.sees("Title: {title}", title=TITLE) is amina.last
    amina.sees("Site: {site}", site="Statistics for all")
    length = amina.say.n("{n} minute", "{n} minutes", n=5)
    amina.sees("How: {mode}, {length}", mode=amina.say("read"), length=length)
    amina.sees("Link: {link}", link=url)
    (asked,) = story.web.asked_for("stats.example", "/median")
    assert "cookie" not in asked.headers


@LANGUAGES
async def test_one_line_says_link_tags_and_why(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    url = put_article(story)
    await amina.says(f"/share {url} #statistics #إحصاء {WHY[language]}")

    amina.sees("Why: {why}", why=WHY[language])
    found = await only_link(story, amina)
    assert set(found.tags) == {"statistics", "إحصاء"}
    assert found.why == WHY[language]


@LANGUAGES
async def test_share_alone_asks_for_the_link(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    url = put_article(story)
    await amina.says("/share")
    amina.sees("Which link? Send it here, or forward a message that has one.")
    await amina.says("hello")
    amina.sees("I see no link in that. A link looks like this: {link}", link="https://example.com")
    await amina.says(url)

    amina.sees("Title: {title}", title=TITLE)
    await amina.says("hello")  # the talk is over
    assert len(await links_of(story, amina)) == 1


@LANGUAGES
async def test_the_same_link_again_is_the_same_link(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    url = put_article(story)
    await amina.says(url)
    await amina.says(url.replace("http://", "HTTPS://WWW.") + "/?utm_medium=x&fbclid=1")

    amina.sees("You have this one already.")
    assert len(await links_of(story, amina)) == 1
    assert len(story.web.asked) == 1


async def test_a_forwarded_link_is_taken_while_a_talk_goes_on_waiting(story: Story) -> None:
    amina = await story.actor("Amina")
    url = put_article(story)
    await amina.says("/goals")
    await amina.presses("Add a goal")
    await passes_on(amina, f'Our new <a href="{url}">article</a>, #hot and good')

    amina.sees("Title: {title}", title=TITLE)
    found = await only_link(story, amina)
    assert (found.why, found.tags) == ("", ()), "those are somebody else's words"
    await amina.says("Statistics")
    amina.sees("Field: {field}", field="Statistics")  # the talk took the next thing that was typed


async def test_a_link_typed_into_a_talk_belongs_to_the_talk(story: Story) -> None:
    amina = await story.actor("Amina")
    await amina.says("/goals")
    await amina.presses("Add a goal")
    await amina.says("https://stats.example/median")

    assert await links_of(story, amina) == []


async def test_a_link_that_a_question_cannot_use_is_kept_and_the_question_waits(
    story: Story,
) -> None:
    amina = await story.actor("Amina")
    url = put_article(story)
    await amina.says("/timezone")
    await amina.says(f"{url} #median for my reports")

    amina.sees("Title: {title}", title=TITLE)
    found = await only_link(story, amina)
    assert (found.why, found.tags) == ("for my reports", ("median",))
    await amina.says("Cairo")
    await amina.presses("Yes")
    assert (await amina.person()).zone == "Africa/Cairo"


async def test_a_link_behind_words_and_one_in_a_caption_are_found(story: Story) -> None:
    amina = await story.actor("Amina")
    await sends_markup(amina, f'<a href="{put_article(story)}">this one</a>')
    amina.sees("Title: {title}", title=TITLE)
    other = put_article(story, "/mean", "What the mean hides")
    amina.player.send_document(b"x", caption=f"see {other}")
    await story.settle()

    assert {found.title for found in await links_of(story, amina)} == {
        TITLE,
        "What the mean hides",
    }


@LANGUAGES
async def test_several_links_are_one_screen_with_a_button_each(
    story: Story, language: str
) -> None:
    amina = await story.actor("Amina", language=language)
    urls = [put_article(story, f"/{n}", f"Part {n}") for n in range(3)]
    await amina.says("\n".join([*urls, "http://nowhere.example/x", urls[0]]))

    assert len(amina.new()) == 1
    amina.sees("Noted: {n} link.", many="Noted: {n} links.", n=4)
    for n in range(3):
        amina.sees("• Link: {name}", name=f"Part {n}")
    amina.sees("One moment: I am looking at what is behind them.")
    await story.wait(seconds=3)
    amina.sees("Some do not tell what they are. Press them to say so.")
    assert len(amina.last.labels) == 4
    await amina.presses_starting("nowhere.example")
    amina.sees(ASKED)
    assert len(amina.new()) == 0, "the list becomes the page"


@LANGUAGES
async def test_more_links_than_an_hour_holds_are_put_off_kindly(
    story: Story, language: str
) -> None:
    amina = await story.actor("Amina", language=language)
    refusal = (
        "That is as many new links as I can look at in an hour. Send the rest a little later."
    )
    messages = []
    for part in range(4):
        await amina.says(" ".join(f"http://nowhere.example/{part}/{n}" for n in range(8)))
        messages.append(len(amina.new()))
    assert messages == [1, 1, 2, 1], "never a flood"
    amina.sees(refusal)
    await amina.says("http://nowhere.example/0/0 http://nowhere.example/9/9")  # one of them known
    assert amina.sees(refusal) is amina.last
    assert len(await links_of(story, amina)) == 20
    await story.wait(seconds=3)
    amina.sees(refusal)  # nothing that is found out writes over it
    assert sum(amina.say(refusal) in text for text in amina.texts()) == 3
    await story.wait(hours=1)
    await amina.says("http://nowhere.example/2/4")
    assert len(await links_of(story, amina)) == 21


async def test_the_bots_own_links_are_left_to_others(story: Story) -> None:
    amina = await story.actor("Amina")
    name = story.app.works.bot_username
    await amina.says(f"https://t.me/{name}?start=j_K7Q2M9XPRD4T")
    await amina.says(f"/share https://t.me/{name}")

    amina.sees("Which link? Send it here, or forward a message that has one.")
    assert await links_of(story, amina) == []


# What is not found out ------------------------------------------------------------------------------


@LANGUAGES
async def test_what_cannot_be_found_out_is_asked(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("http://nowhere.example/talk")
    amina.sees(MOMENT)
    await story.wait(seconds=2)
    amina.sees(MOMENT)
    await story.wait(seconds=1)

    amina.sees(ASKED)
    amina.sees("How is it taken in?")
    await amina.presses("Listen")
    amina.sees("How many minutes does it take?")
    await amina.presses("Another length")
    await amina.says("a while")
    amina.sees("Type the minutes as a number from 1 to {most}.", most=1440)
    await amina.says("٢٥")
    amina.sees("What is it called?")
    await amina.says("A talk on <b>samples</b>")

    amina.sees("Title: {title}", title="A talk on <b>samples</b>")
    found = await only_link(story, amina)
    assert (found.mode, found.minutes) == ("listen", 25)


async def test_no_reason_and_no_moment_tells_one_failure_from_another(story: Story) -> None:
    """Whoever sends addresses learns nothing about what answers there."""
    story.web.put("tls.example", "/gone", status=410)
    story.web.put("tls.example", "/feed", b"\x00\x01\x02", content_type="image/png")
    story.web.put("tls.example", "/slow", None)
    told: list[tuple[str, timedelta]] = []
    for number, address in enumerate(
        (
            "http://10.0.0.1/same",
            "http://nowhere.example/same",
            "http://tls.example/gone",
            "http://tls.example/feed",
            "http://169.254.169.254/latest",
        )
    ):
        actor = await story.actor(f"Actor {number}")
        began = story.clock.now()
        await actor.says(address)
        before = [shown.text for shown in actor.new()]
        assert len(before) == 1
        while "I could not find out" not in actor.last.text:
            await story.wait(milliseconds=500)
        shown = actor.last.text.replace(address, "").split("\n")
        told.append((f"{shown[0]} {shown[-1]} {actor.last.labels}", story.clock.now() - began))

    assert len({text for text, _ in told}) == 1
    assert len({moment for _, moment in told}) == 1
    assert told[0][1] >= timedelta(seconds=3)


async def test_half_a_page_asks_for_the_other_half(story: Story) -> None:
    amina = await story.actor("Amina")
    url = story.web.put(
        "tube.example",
        "/watch",
        '<html><head><title>Sampling</title><meta property="og:type" content="video.other">'
        "</head><body></body></html>",
    )
    await amina.says(url)

    amina.sees("The page does not tell everything, so I am asking you.")
    await amina.presses("15")
    amina.sees("Title: {title}", title="Sampling")
    found = await only_link(story, amina)
    assert (found.mode, found.minutes) == ("watch", 15)


async def test_without_fetching_everything_is_asked_at_once(story: Story) -> None:
    story.sections["resources"] = {"fetch": False}
    await story.restart()
    amina = await story.actor("Amina")
    await amina.says(put_article(story))

    amina.sees("How is it taken in?")
    assert story.web.asked == []
    await amina.presses("Read")
    await amina.presses("10")
    await amina.presses("Skip")
    found = await only_link(story, amina)
    assert (found.mode, found.minutes, found.title) == ("read", 10, "")


async def test_a_restart_between_asking_and_keeping_loses_nothing(story: Story) -> None:
    amina = await story.actor("Amina")
    url = put_article(story)
    died: list[Point] = []

    def die(point: Point) -> None:
        if point is Point.ERRAND_RUN and not died:
            died.append(point)
            raise RuntimeError

    faultpoints.install(die)
    await amina.says(url)
    assert died
    await story.restart()
    amina.sees(MOMENT)
    await story.wait(seconds=3)
    amina.sees(ASKED)  # nobody waits for a minute
    await amina.presses("Listen")
    await story.wait(minutes=2)

    found = await only_link(story, amina)
    assert (found.title, found.mode, found.lookup) == (TITLE, "listen", Lookup.FOUND)
    assert found.minutes is None, "the words of a page are no minutes of what is heard"
    amina.sees("How many minutes does it take?")  # what was pressed stays where it was


async def test_what_is_found_late_replaces_what_nobody_has_answered(story: Story) -> None:
    amina = await story.actor("Amina")
    faultpoints.install(_dies_once())
    await amina.says(put_article(story))
    await story.wait(seconds=3)
    amina.sees(ASKED)
    await story.wait(minutes=2)

    assert amina.sees("Title: {title}", title=TITLE) is amina.last
    amina.does_not_see("I could not find out")


def _dies_once():
    died: list[Point] = []

    def die(point: Point) -> None:
        if point is Point.ERRAND_CLAIMED and not died:
            died.append(point)
            raise RuntimeError

    return die


async def test_after_two_tries_it_is_given_up(story: Story) -> None:
    amina = await story.actor("Amina")

    def die(point: Point) -> None:
        if point is Point.ERRAND_CLAIMED:
            raise RuntimeError

    faultpoints.install(die)
    await amina.says(put_article(story))
    await story.wait(minutes=10)

    assert (await only_link(story, amina)).lookup is Lookup.NOT_FOUND
    assert story.web.asked == []


# One link's page ------------------------------------------------------------------------------------


@LANGUAGES
async def test_a_link_is_corrected_tagged_and_given_a_goal(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/goals add Statistics: regression")
    await amina.presses("Save")
    await amina.says(put_article(story))
    await amina.presses("Correct it", context="link")
    await amina.presses("Mode", context="link")
    await amina.presses("Practise")
    await amina.presses("Correct it", context="link")
    await amina.presses("Length", context="link")
    await amina.presses("45")
    await amina.presses("Correct it", context="link")
    await amina.presses("Title", context="link")
    await amina.says("The median, again")
    await amina.presses("Tags")
    await amina.says("#median إحصاء")
    await amina.presses("Goal", context="link")
    await amina.presses_starting("regression")
    await amina.presses("Why line")
    await amina.says(WHY[language])

    amina.sees("Title: {title}", title="The median, again")
    amina.sees("Goal: {goal}", goal="regression")
    amina.sees("Why: {why}", why=WHY[language])
    found = await only_link(story, amina)
    assert (found.mode, found.minutes) == ("practise", 45)
    assert set(found.tags) == {"median", "إحصاء"}


@LANGUAGES
async def test_a_text_is_made_for_elsewhere(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    url = put_article(story)
    await amina.says(f"/share {url} {WHY[language]}")
    await amina.presses("Share outside")

    amina.sees("A text to post wherever you like:")
    for part in (TITLE, WHY[language], url):
        assert part in amina.last.text
    keyboard = amina.last.inline_keyboard
    assert keyboard is not None
    buttons = [button for row in keyboard.rows for button in row]
    (leading,) = [b.url for b in buttons if b.url]
    assert leading.startswith(
        "https://t.me/share/url?url=http%3A%2F%2Fstats.example%2Fmedian&text="
    )
    assert [b.copy_text for b in buttons if b.copy_text]


@LANGUAGES
async def test_a_removed_link_is_gone_and_may_come_again(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    url = put_article(story)
    await amina.says(url)
    await amina.presses("Remove", context="link")
    await amina.presses("Yes, remove the link")
    amina.sees("The link is removed.")
    assert await links_of(story, amina) == []
    await amina.says(url)
    assert len(await links_of(story, amina)) == 1


async def test_what_strangers_call_their_page_is_only_text(story: Story) -> None:
    amina = await story.actor("Amina")
    hostile = (
        "&lt;a href='tg://user?id=1'&gt;x&lt;/a&gt; \u202egnp.exe " + "ب" * 400 + "\u0300" * 500
    )
    url = story.web.put("evil.example", "/", article(hostile, site="\u2066<b>bank</b>"))
    await amina.says(url)

    found = await only_link(story, amina)
    assert found.title.startswith("<a href='tg://user?id=1'>x</a> gnp.exe")
    assert len(found.title) <= 300
    assert {entity.type for entity in amina.last.entities} <= {"bold", "url"}
    amina.sees("Title: {title}", title=found.title)


async def test_ones_own_links_are_listed_a_page_at_a_time(story: Story) -> None:
    amina = await story.actor("Amina")
    for n in range(9):
        await amina.says(put_article(story, f"/{n}", f"Part {n}"))
    await amina.says("/share")
    await amina.presses("My links")

    amina.sees("You have {n} link.", many="You have {n} links.", n=9)
    assert "Part 8" in amina.last.text
    assert "Part 0" not in amina.last.text
    await amina.presses("Older ones")
    assert "Part 0" in amina.last.text
    await amina.presses_starting("Part 0")
    amina.sees("Title: {title}", title="Part 0")
