import pytest
from tests.feeds.makers import RSS, opml, rss
from tests.support.story import Story
from tests.stories.test_feeds_machine import sends, follows, HOST, PAGE
pytestmark = pytest.mark.asyncio

@pytest.mark.parametrize("language", ["ar"])
async def test_hand(story: Story, language):
    mona = await story.actor("Mona", language=language)
    def show(t): print("=== ", t); print(mona.last.text); print(mona.last.labels)
    story.web.put(HOST, "/posts.xml", rss([1,2], host=HOST, title="Posts"), content_type=RSS)
    await follows(story, mona); show("followed")
    await mona.presses("Its page"); show("page")
    many = PAGE.replace("</head>", '<link rel="alternate" type="application/rss+xml" title="Arabic" href="/ar.xml"></head>')
    story.web.put("two.example", "/", many)
    await mona.says("/sources add http://two.example/")
    await mona.presses("Offer me what is new there"); show("looking")
    await story.wait(seconds=10); show("choices")
    story.web.put(HOST, "/posts.xml", status=410)
    await story.wait(days=3)
    for m in mona.player.received[-4:]: print("---", m.text, m.labels)
    await mona.presses("Try again"); show("trying")
    await story.wait(seconds=10); show("still")
    await sends(mona, opml([("D", f"B {n}", f"http://b{n}.example/f") for n in range(12)]), "x.opml"); show("list")
    await mona.presses("Add all"); show("added")
    await story.wait(days=17)
    for m in mona.player.received[-3:]: print("---", m.text, m.labels)
