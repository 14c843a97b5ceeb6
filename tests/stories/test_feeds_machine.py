"""A feed is found, stops, is revived; a list is brought. In both languages."""

import pytest

from tests.feeds.makers import RSS, opml, rss
from tests.support.story import Actor, Story

pytestmark = [pytest.mark.asyncio, pytest.mark.story]
LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])
HOST = "naming.example"
PAGE = (
    "<!doctype html><html><head><title>On naming</title>"
    '<link rel="alternate" type="application/atom+xml" title="Posts" href="/posts.xml"></head>'
    "<body><p>Words about names.</p></body></html>"
)


async def sends(who: Actor, content: str, name: str) -> None:
    """Send a file."""
    who._mark()
    who.player.send_document(content.encode(), name, mime_type="text/x-opml")
    await who.story.settle()


async def follows(story: Story, mona: Actor) -> None:
    """Add a blog, and have its feed found."""
    story.web.put(HOST, "/", PAGE)
    await mona.says(f"/sources add http://{HOST}/")
    await mona.presses("Offer me what is new there")
    await story.wait(seconds=10)
    mona.sees("I found its feed, and read it for you from now on.")


@LANGUAGES
async def test_a_feed_is_found_by_the_address_of_its_page(story: Story, language) -> None:
    mona = await story.actor("Mona", language=language)
    story.web.put(HOST, "/posts.xml", rss([1, 2], host=HOST, title="Posts"), content_type=RSS)
    await follows(story, mona)
    shown = mona.last
    assert len(mona.new()) == 0, "the screen is edited, nothing new is said"
    await mona.presses("Its page")
    assert mona.last.message_id == shown.message_id
    assert story.web.asked_for(HOST, "/posts.xml")


@LANGUAGES
async def test_where_there_is_no_feed_it_is_said_after_a_few_seconds(
    story: Story, language
) -> None:
    mona = await story.actor("Mona", language=language)
    await mona.says(f"/sources add http://{HOST}/")
    await mona.presses("Offer me what is new there")
    mona.sees("I am looking for what is new there. This takes a few seconds.")
    await story.wait(seconds=10)
    mona.sees("I found no feed there.")
    await mona.presses("Its page")
    await mona.presses("Offer me what is new there")
    await story.wait(seconds=10)
    mona.sees("I found no feed there.")


@LANGUAGES
async def test_a_feed_that_stops_is_told_once_and_revived_by_a_button(
    story: Story, language
) -> None:
    mona = await story.actor("Mona", language=language)
    story.web.put(HOST, "/posts.xml", rss([1], host=HOST), content_type=RSS)
    await follows(story, mona)
    story.web.put(HOST, "/posts.xml", status=410)
    await story.wait(days=3)
    mona.sees("<b>A feed has stopped</b>")
    mona.sees("The site says that it is gone for good.")
    word = mona.say.label("Try again")
    assert sum(word in labels for labels in mona.buttons()) == 1
    asked = len(story.web.asked)

    await mona.presses("Try again")
    await story.wait(seconds=10)
    mona.sees("I asked it again, and there is still no feed to be had.")
    assert len(story.web.asked) == asked + 1

    await story.restart()
    story.web.put(HOST, "/posts.xml", rss([1, 2], host=HOST), content_type=RSS)
    await mona.presses("Try again")
    await story.wait(seconds=10)
    mona.sees("It answers again. What is new there will be offered to you as before.")
    before = len(story.web.asked)
    await story.wait(hours=5)
    assert len(story.web.asked) > before, "it is read by the hour again"


@LANGUAGES
async def test_a_feed_that_stopped_is_removed_by_a_button_and_its_source_stays(
    story: Story, language
) -> None:
    mona = await story.actor("Mona", language=language)
    story.web.put(HOST, "/posts.xml", rss([1], host=HOST), content_type=RSS)
    await follows(story, mona)
    story.web.put(HOST, "/posts.xml", status=410)
    await story.wait(days=2)
    mona.sees("I do not ask it any more. You can let me try once again, or remove it.")
    await mona.presses("Remove")
    mona.sees("From now on I offer nothing from there. The source itself stays with you.")
    asked = len(story.web.asked)
    await story.wait(days=2)
    assert len(story.web.asked) == asked, "nobody asks it"
    await mona.says("/sources")
    await mona.presses_starting("naming")
    mona.sees("Source: {title}", title="naming.example")


@LANGUAGES
async def test_a_list_is_brought_by_a_button_and_added(story: Story, language) -> None:
    story.restarts_always = True
    mona = await story.actor("Mona", language=language)
    feeds = [
        ("Data" if n % 2 else "", f"Blog {n}", f"http://b{n}.example/feed") for n in range(30)
    ]
    for n in range(30):
        story.web.put(f"b{n}.example", "/feed", rss([1], host=f"b{n}.example"), content_type=RSS)
    await mona.says("/sources")
    await mona.presses("Import (OPML)")
    mona.sees("Send me your list as a file.")
    await mona.says("blog 1, blog 2")
    mona.sees("I need the file itself, a list of at most 1 MB (OPML).")
    await sends(mona, opml(feeds), "mine")
    mona.sees("{n} feed is in your list.", many="{n} feeds are in your list.", n=30)
    assert not story.web.asked
    await mona.presses("Add all")
    mona.sees("I added {n} feed.", many="I added {n} feeds.", n=30)
    story.restarts_always = False
    await story.wait(minutes=65)
    assert len({asked.host for asked in story.web.asked}) == 30


@LANGUAGES
async def test_a_list_that_is_just_sent_is_understood_and_may_be_declined(
    story: Story, language
) -> None:
    mona = await story.actor("Mona", language=language)
    await sends(mona, opml([("", "Blog", "http://b1.example/feed")]), "subscriptions.OPML")
    mona.sees("{n} feed is in your list.", many="{n} feeds are in your list.", n=1)
    screen = mona.last
    await mona.presses("Cancel")
    mona.sees("I added nothing.")
    assert mona.last.message_id == screen.message_id
    await sends(mona, "<html>no list</html>", "page.xml")
    mona.sees("I found no feeds in that file.")


@LANGUAGES
async def test_a_source_is_removed_while_its_feed_is_looked_for(story: Story, language) -> None:
    mona = await story.actor("Mona", language=language)
    await mona.says(f"/sources add http://{HOST}/")
    page = mona.last
    story.web.put(HOST, "/", PAGE)
    await mona.presses("Offer me what is new there")
    await story.wait(seconds=10)
    await mona.presses("Its page")
    assert mona.last.message_id == page.message_id
    await mona.presses("Offer me what is new there")
    await mona.says("/sources")
    await mona.presses_starting("naming")
    await mona.presses("Remove")
    await mona.presses("Yes, remove the source")
    await story.wait(seconds=30)
    mona.does_not_see(mona.say("I found its feed, and read it for you from now on."))
