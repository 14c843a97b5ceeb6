"""Links that circles see: told as each member wants, thanked for, saved, gone with who shared them."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.circles import actions as circle_actions
from bot.circles import store as circle_store
from bot.circles.records import Circle
from bot.reading.links import read_link
from bot.resources import actions, actions_sharing, store, store_seen, store_shares, store_thanks
from bot.resources.records import Hears
from tests.support.circles import found_circle, put_in
from tests.support.links import TITLE, put_article
from tests.support.story import Actor, Story

pytestmark = [pytest.mark.asyncio, pytest.mark.story]
LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])
WHY = {"en": "It changed my reports", "ar": "غيّر طريقة تقاريري"}


async def three(story: Story, language: str) -> tuple[Circle, Actor, Actor, Actor]:
    """A circle on a weekday noon, so that nothing waits for anybody's morning."""
    amina = await story.actor("Amina", language=language)
    yusuf = await story.actor("Yusuf", language=language)
    layla = await story.actor("Layla", language=language)
    circle = await found_circle(story, amina, "Data")
    await put_in(story, circle, yusuf, layla)
    await story.wait_until(datetime(2026, 3, 3, 10, 0, tzinfo=UTC))  # a Tuesday, noon in Cairo
    return circle, amina, yusuf, layla


async def shares(actor: Actor, line: str) -> None:
    await actor.says(line)
    await actor.presses("Share with a circle")
    await actor.presses_starting("Data")
    await actor.presses("Back")


async def hears(actor: Actor, way: str) -> None:
    await actor.says("/share")
    await actor.presses("How I hear of links")
    await actor.presses_starting("Data")
    await actor.presses(way)
    await actor.story.settle()


@LANGUAGES
async def test_the_circle_hears_at_once_and_says_thanks_once(story: Story, language: str) -> None:
    _, amina, yusuf, layla = await three(story, language)
    url = put_article(story)
    await shares(amina, f"/share {url} #median {WHY[language]}")

    amina.sees("Shared with: {circles}", circles="Data")
    for fellow in (yusuf, layla):
        fellow.sees("{name} shared a link in “{circle}”:", name="Amina", circle="Data")
        assert WHY[language] in fellow.last.text
        fellow.sees("Link: {link}", link=url)
        keyboard = fellow.last.inline_keyboard
        assert keyboard is not None
        assert [b.url for b in keyboard if b.url] == [url]
        assert fellow.label("Save to my queue") in fellow.last.labels
    await yusuf.presses("Thanks")
    assert yusuf.toast == yusuf.label("Your thanks will be passed on.")
    await yusuf.presses("Thanks")
    assert yusuf.toast == yusuf.label("You have said thanks for this already.")

    amina.sees("Thanks for your link came from: {names}", names=amina.say.listed(["Yusuf"]))
    told = [t for t in amina.texts() if amina.label("To my link") and "Yusuf" in t]
    assert len(told) == 1
    await layla.presses("Thanks")  # the day's message is out: the next one comes in the morning
    assert not [t for t in amina.texts() if "Layla" in t]
    await story.wait(hours=24)
    assert [t for t in amina.texts() if "Layla" in t]


@LANGUAGES
async def test_a_second_sharer_learns_who_was_first(story: Story, language: str) -> None:
    circle, amina, yusuf, layla = await three(story, language)
    url = put_article(story)
    await shares(amina, url)
    seen = len(layla.texts())
    await yusuf.says(f"{url}#part {WHY[language]}")
    await yusuf.presses("Share with a circle")
    await yusuf.presses_starting("Data")

    day = yusuf.say.day(story.clock.now().date())
    yusuf.sees("{name} shared this link in “{circle}” already: {day}.",
               name="Amina", circle="Data", day=day)  # fmt: skip
    assert len(layla.texts()) == seen, "one link is told once"
    person = await yusuf.person()
    async with story.app.db.begin() as conn:
        (own,) = await store.list_mine(conn, person.id)
        shared = await store_seen.list_shared_in(conn, circle.id)
    assert own.why == WHY[language]
    assert len(shared) == 1


@LANGUAGES
async def test_who_leaves_takes_their_links_along(story: Story, language: str) -> None:
    circle, amina, yusuf, layla = await three(story, language)
    url = put_article(story)
    await shares(yusuf, url)
    leaver = await yusuf.person()
    async with story.app.works.begin(origin="leaves") as work:
        await circle_actions.leave(work, leaver, circle_id=circle.id)

    await amina.says("/share")
    await amina.presses("What my circles shared")
    await amina.presses_starting("Data")
    amina.sees("Nobody has shared a link here yet.")
    await layla.presses("Thanks")
    assert layla.toast != layla.label("Your thanks will be passed on.")
    await shares(amina, url)
    layla.sees("{name} shared a link in “{circle}”:", name="Amina", circle="Data")
    async with story.app.db.begin() as conn:
        (found,) = await store_seen.list_shared_in(conn, circle.id)
    assert found.person_id != leaver.id


@LANGUAGES
async def test_each_member_hears_as_they_want(story: Story, language: str) -> None:
    _, amina, yusuf, layla = await three(story, language)
    await hears(yusuf, "Once a week")
    await hears(layla, "Never")
    title = "Medians of the week"
    await shares(amina, put_article(story, "/week", title))

    yusuf.does_not_see(title)
    await story.wait_until(datetime(2026, 3, 7, 7, 59, tzinfo=UTC))
    yusuf.does_not_see(title)
    await story.wait_until(datetime(2026, 3, 7, 8, 1, tzinfo=UTC))  # Saturday, ten in Cairo
    yusuf.sees("<b>The week's links in “{circle}”</b>", circle="Data")
    yusuf.sees("From {name}", name="Amina")
    layla.does_not_see(title)
    assert not [t for t in amina.texts() if "The week" in t], "one's own are left out"
    await yusuf.presses_starting("Medians")
    yusuf.sees("{name} shared a link in “{circle}”:", name="Amina", circle="Data")
    await yusuf.presses("Thanks")
    amina.sees("Thanks for your link came from: {names}", names=amina.say.listed(["Yusuf"]))
    seen = len(yusuf.texts())
    await story.wait(days=7)
    assert not [t for t in yusuf.texts()[seen:] if "Data" in t], "nothing new, nothing said"


async def test_what_the_gate_dropped_comes_with_the_week(story: Story) -> None:
    _, amina, yusuf, _ = await three(story, "en")
    await yusuf.says("/pause in 2 days")
    await shares(amina, put_article(story))
    await story.wait(days=3)
    assert not [t for t in yusuf.texts() if TITLE in t], "a day later it is too late"
    await story.wait_until(datetime(2026, 3, 7, 8, 1, tzinfo=UTC))

    yusuf.sees("<b>The week's links in “{circle}”</b>", circle="Data")
    assert TITLE in yusuf.last.text


async def test_links_shared_within_minutes_come_together(story: Story) -> None:
    _, amina, yusuf, _ = await three(story, "en")
    before = len(yusuf.texts())
    for n in range(4):
        await shares(amina, put_article(story, f"/{n}", f"Part {n}"))
    assert len(yusuf.texts()) == before + 1
    await amina.presses("Share with a circle")  # the last one is taken back
    await amina.presses_starting("Data")
    await story.wait(minutes=10)

    assert len(yusuf.texts()) == before + 2
    yusuf.sees("{name} shared links in “{circle}”:", name="Amina", circle="Data")
    assert "Part 1" in yusuf.last.text
    assert "Part 2" in yusuf.last.text
    assert "Part 3" not in yusuf.last.text


async def test_a_muted_circle_and_a_stranger_hear_nothing(story: Story) -> None:
    circle, amina, yusuf, _ = await three(story, "en")
    omar = await story.actor("Omar")
    reader = await yusuf.person()
    async with story.app.works.begin(origin="mutes") as work:
        await circle_actions.mute(work, reader, circle_id=circle.id, is_muted=True)
    await shares(amina, put_article(story))
    await story.wait(days=7)

    yusuf.does_not_see(TITLE)
    omar.does_not_see(TITLE)


async def test_what_is_corrected_after_sharing_is_corrected_for_all(story: Story) -> None:
    _, amina, yusuf, _ = await three(story, "en")
    await shares(amina, put_article(story))
    await amina.presses("Why line")
    await amina.says(WHY["en"])

    post = yusuf.sees("{name} shared a link in “{circle}”:", name="Amina", circle="Data")
    assert WHY["en"] in post.text


async def test_what_is_found_out_after_sharing_reaches_the_circle(story: Story) -> None:
    circle, amina, yusuf, _ = await three(story, "en")
    sharer, link = await amina.person(), read_link(put_article(story))
    assert link is not None
    async with story.app.works.begin(origin="before its page is read") as work:
        (kept,) = (await actions.collect(work, sharer, [link])).new
        await actions_sharing.share_with(work, sharer, kept.id, circle.id)
    await story.wait(seconds=3)

    post = yusuf.sees("{name} shared a link in “{circle}”:", name="Amina", circle="Data")
    assert TITLE in post.text


async def test_what_is_shared_no_longer_is_not_told(story: Story) -> None:
    """Whoever was to hear in the morning does not, where it was taken back in the night."""
    _, amina, yusuf, layla = await three(story, "en")
    await story.wait_until(datetime(2026, 3, 3, 21, 0, tzinfo=UTC))  # 23:00 in Cairo
    await shares(amina, put_article(story))
    await amina.presses("Share with a circle")
    await amina.presses_starting("Data")
    await story.wait(hours=12)

    yusuf.does_not_see(TITLE)
    layla.does_not_see(TITLE)


async def test_a_copy_remembers_whose_it_was_and_outlives_the_original(story: Story) -> None:
    _, amina, yusuf, _ = await three(story, "en")
    await shares(amina, put_article(story))
    sharer, reader = await amina.person(), await yusuf.person()
    async with story.app.works.begin(origin="copies") as work:
        (original,) = await store.list_mine(work.conn, sharer.id)
        copy = await actions.copy_of_fellow(work, reader, original.id)
        assert copy.saved_from == original.id
        assert (copy.title, copy.minutes, copy.why) == (TITLE, 5, "")
        assert (await actions.copy_of_fellow(work, reader, original.id)).id == copy.id
    await amina.says("/privacy")
    await amina.presses("Erase my data")
    await amina.presses("Erase everything now")

    async with story.app.db.begin() as conn:
        (kept,) = await store.list_mine(conn, reader.id)
    assert kept.saved_from is None


async def test_erasing_takes_thanks_and_settings_along(story: Story) -> None:
    circle, amina, yusuf, _ = await three(story, "en")
    await hears(yusuf, "Once a week")
    await shares(amina, put_article(story))
    await story.wait_until(datetime(2026, 3, 3, 21, 0, tzinfo=UTC))
    sharer, reader = await amina.person(), await yusuf.person()
    async with story.app.works.begin(origin="thanks") as work:  # she sleeps: it waits
        (link,) = await store.list_mine(work.conn, sharer.id)
        assert await actions_sharing.thank(work, reader, link.id, circle.id)
    await yusuf.says("/privacy")
    await yusuf.presses("Erase my data")
    await yusuf.presses("Erase everything now")
    await story.wait(hours=12)

    assert not [t for t in amina.texts() if "Thanks for your link" in t]
    async with story.app.db.begin() as conn:
        (found,) = await store.list_mine(conn, sharer.id)
        assert await store_thanks.list_names(conn, found.id) == []
        (shared,) = await store_seen.list_shared_in(conn, circle.id)
    assert shared.thanks == 0


async def test_a_way_of_hearing_is_ones_own(story: Story) -> None:
    circle, _, yusuf, layla = await three(story, "en")
    await hears(yusuf, "Never")
    people = [await actor.person() for actor in (yusuf, layla)]
    async with story.app.db.begin() as conn:
        roll = await circle_store.get_roll(conn, circle.id)
        stays = [stay.id for person in people if (stay := roll.find(person.id))]
        found = await store_shares.list_hears(conn, stays)
    assert [found[stay] for stay in stays] == [Hears.NEVER, Hears.AT_ONCE]


async def test_the_week_is_told_by_the_circles_own_clock_when_clocks_change(story: Story) -> None:
    """Cairo moves its clocks on the last Friday of April: ten o'clock stays ten o'clock."""
    _, amina, yusuf, _ = await three(story, "en")
    await hears(yusuf, "Once a week")
    await story.wait_until(datetime(2026, 4, 22, 10, 0, tzinfo=UTC))
    await shares(amina, put_article(story))
    await story.wait_until(datetime(2026, 4, 25, 6, 59, tzinfo=UTC))
    yusuf.does_not_see("The week's links")
    await story.wait_until(datetime(2026, 4, 25, 7, 1, tzinfo=UTC))
    yusuf.sees("<b>The week's links in “{circle}”</b>", circle="Data")
    assert timedelta(0) <= story.clock.now() - datetime(2026, 4, 25, 7, tzinfo=UTC)
