import pytest
from sqlalchemy import select

from bot.errors import NotForYou
from bot.feeds import actions_searching, actions_stopping, privacy, store_subscriptions
from bot.feeds.due_searching import SEARCH
from bot.feeds.records import Stopped
from bot.people import store as people_store
from bot.people.records import Person
from bot.people.tables import people
from bot.sources import actions as source_actions
from bot.sources.records import Source, SourceDraft, SourceKind
from tests.feeds.machine import Machine
from tests.feeds.makers import RSS, rss
from tests.support.bench import TEXTS

pytestmark = pytest.mark.asyncio
HOST = "blog.example"
HTML = "<!doctype html><html><head><title>A blog</title>{links}</head><body><p>Words</p></body></html>"
LINK = '<link rel="alternate" type="application/rss+xml" title="{title}" href="{url}">'
MISSED = "I found no feed there."


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The rows of searches are tried on both engines by the tests of lists."""
    return sqlite_url


def page(*links: tuple[str, str]) -> str:
    return HTML.format(links="".join(LINK.format(title=title, url=url) for title, url in links))


async def source_at(machine: Machine, person: Person, url: str) -> Source:
    draft = SourceDraft(kind=SourceKind.BLOG, title="Naming", key=url, site=HOST, url=url)
    async with machine.bench.work() as work:
        source = await source_actions.add_source(work, person, draft)
    assert isinstance(source, Source)
    return source


async def press(machine: Machine, person: Person, source: Source) -> None:
    """`Offer me what is new there`."""
    async with machine.bench.work() as work:
        screen = await actions_searching.find_for_source(work, person, source.id, over=None)
        if screen is not None:
            await work.outbox.reply(screen)


async def newest(machine: Machine) -> str:
    """What was said last."""
    payload = (await machine.bench.planned())[-1].payload
    assert payload is not None
    return str(payload["html"])


async def buttons(machine: Machine) -> list[tuple[str, str, str]]:
    payload = (await machine.bench.planned())[-1].payload
    assert payload is not None
    rows = payload.get("buttons", [])
    bare = str.maketrans("", "", "\u2068\u2069")
    return [(text.translate(bare), action, arg) for row in rows for text, action, arg, *_ in row]


async def followed(machine: Machine, person: Person) -> list[str]:
    async with machine.bench.db.begin() as conn:
        subscriptions = await store_subscriptions.list_subscriptions(conn, person.id)
    return [(await machine.feed(each.feed_id)).url for each in subscriptions]


async def looked_for(machine: Machine, url: str) -> list[str]:
    """What is followed after a search there."""
    mona = await machine.bench.person("Mona")
    await press(machine, mona, await source_at(machine, mona, url))
    await machine.wait(seconds=10)
    return await followed(machine, mona)


async def test_the_address_of_a_feed_is_followed_as_it_is(machine: Machine) -> None:
    url = machine.web.put(HOST, "/feed", rss([1]), content_type=RSS)
    assert await looked_for(machine, url) == [url]
    assert "I found its feed" in await newest(machine)


async def test_the_feed_that_a_page_names_is_followed(machine: Machine) -> None:
    feed = machine.web.put(HOST, "/posts/index.xml", rss([1]), content_type=RSS)
    url = machine.web.put(HOST, "/", page(("Posts", "/posts/index.xml")))
    assert await looked_for(machine, url) == [feed]


async def test_of_a_large_page_the_beginning_is_enough(machine: Machine) -> None:
    feed = machine.web.put(HOST, "/posts.xml", rss([1]), content_type=RSS)
    noise = "".join(f"<p>{n * 7919 % 104729} {n * 104729 % 7919}</p>" for n in range(200_000))
    url = machine.web.put(HOST, "/", page(("Posts", "/posts.xml")).replace("</body>", noise))
    assert await looked_for(machine, url) == [feed]


async def test_comments_are_no_choice_where_there_is_something_else(machine: Machine) -> None:
    feed = machine.web.put(HOST, "/feed/", rss([1]), content_type=RSS)
    url = machine.web.put(HOST, "/", page(("Posts", "/feed/"), ("Comments", "/comments/feed/")))
    assert await looked_for(machine, url) == [feed]


async def test_of_several_feeds_one_is_chosen(machine: Machine) -> None:
    machine.web.put(HOST, "/ar.xml", rss([1]), content_type=RSS)
    machine.web.put(HOST, "/en.xml", rss([1]), content_type=RSS)
    many = [(f"Topic {n}", f"/topic/{n}.xml") for n in range(9)]
    url = machine.web.put(HOST, "/", page(("Arabic", "/ar.xml"), ("English", "/en.xml"), *many))
    assert await looked_for(machine, url) == []
    shown = await buttons(machine)
    assert [text for text, *_ in shown][:2] == ["Arabic · ar.xml", "English · en.xml"]
    assert [action for _, action, _ in shown] == ["feed.pick"] * 6 + ["src.show"]
    assert len(machine.web.asked) == 1  # none of them is asked before it is chosen

    source_id, _, feed_id = shown[1][2].partition(".")
    stranger = await machine.bench.person("Stranger")
    async with machine.bench.work() as work:
        with pytest.raises(NotForYou):
            await actions_searching.choose(work, stranger, int(feed_id), int(source_id))
    mona = await person_named(machine, "Mona")
    async with machine.bench.work() as work:
        await actions_searching.choose(work, mona, int(feed_id), int(source_id))
    assert await followed(machine, mona) == [f"http://{HOST}/en.xml"]


async def person_named(machine: Machine, name: str) -> Person:
    async with machine.bench.db.begin() as conn:
        number = (
            await conn.execute(select(people.c.id).where(people.c.name == name))
        ).scalar_one()
        return await people_store.get_person(conn, number)


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("/blog", ["/feed", "/rss.xml", "/atom.xml"]),
    ],
)
async def test_without_any_named_three_usual_places_are_tried_and_no_more(
    machine: Machine, address, asked
) -> None:
    url = machine.web.put(HOST, address, page())
    assert await looked_for(machine, url) == []
    assert [each.path for each in machine.web.asked] == [address, *asked]
    assert MISSED in await newest(machine)


async def test_a_feed_at_a_usual_place_is_followed(machine: Machine) -> None:
    feed = machine.web.put(HOST, "/rss.xml", rss([1]), content_type=RSS)
    assert await looked_for(machine, machine.web.put(HOST, "/blog", page())) == [feed]


async def test_a_channel_is_followed_by_the_number_that_its_page_tells(machine: Machine) -> None:
    channel = "UC" + "a1_-" * 5 + "bc"
    where = f"https://www.youtube.com/channel/{channel}"
    html = HTML.format(links=f'<link rel="canonical" href="{where}">')
    url = machine.web.put("www.youtube.com", "/@naming", html)
    path = f"/feeds/videos.xml?channel_id={channel}"
    machine.web.put("www.youtube.com", path, rss([1]), content_type=RSS)
    assert await looked_for(machine, url) == [f"https://www.youtube.com{path}"]


# Nothing to be found -----------------------------------------------------------------------------


def not_there(machine: Machine) -> str:
    return "http://nowhere.example/"


def forbidden(machine: Machine) -> str:
    return machine.web.move(HOST, "/", "http://169.254.169.254/latest")


def refused(machine: Machine) -> str:
    return machine.web.put(HOST, "/", status=403)


def a_picture(machine: Machine) -> str:
    return machine.web.put(HOST, "/", b"\x89PNG\r\n", content_type="image/png")


@pytest.mark.parametrize("what", [not_there, forbidden, refused, a_picture])
async def test_whatever_the_reason_nothing_found_is_told_in_the_same_words_after_the_same_time(
    machine: Machine, what
) -> None:
    mona = await machine.bench.person("Mona")
    await press(machine, mona, await source_at(machine, mona, what(machine)))
    begun = machine.now
    await machine.run()
    assert "I am looking" in await newest(machine)
    machine.bench.clock.advance(seconds=4.9)
    await machine.run()
    assert "I am looking" in await newest(machine)
    assert await machine.errands.next_at(after=machine.now) is not None
    await machine.wait(seconds=1)
    say = TEXTS.say(mona.reader)
    assert (await newest(machine)).startswith(say(MISSED))
    assert (machine.now - begun).total_seconds() < 7
    assert await machine.errands.next_at(after=machine.now) is None


async def test_a_second_press_looks_no_second_time(machine: Machine) -> None:
    mona = await machine.bench.person("Mona")
    source = await source_at(machine, mona, machine.web.put(HOST, "/", page()))
    await press(machine, mona, source)
    await press(machine, mona, source)
    await machine.wait(seconds=10)
    assert len(machine.web.asked_for(HOST, "/")) == 1


async def test_a_search_of_which_the_process_dies_is_begun_three_times_and_then_told(
    machine: Machine,
) -> None:
    mona = await machine.bench.person("Mona")
    await press(machine, mona, await source_at(machine, mona, "http://nowhere.example/"))
    for _ in range(3):
        async with machine.bench.work() as work:
            assert len(await SEARCH.claim(work, 1)) == 1
        machine.bench.clock.advance(minutes=2)
    async with machine.bench.work() as work:
        assert await SEARCH.claim(work, 1) == []
    assert MISSED in await newest(machine)


async def test_one_person_may_follow_only_so_many(machine: Machine) -> None:
    machine.set(per_person=1)
    mona = await machine.bench.person("Mona")
    await machine.follow(mona, "http://other.example/feed")
    url = machine.web.put(HOST, "/feed", rss([1]), content_type=RSS)
    await press(machine, mona, await source_at(machine, mona, url))
    await machine.wait(seconds=10)
    assert "for one person at most" in await newest(machine)
    assert await followed(machine, mona) == ["http://other.example/feed"]


async def test_what_is_followed_already_is_said(machine: Machine) -> None:
    mona = await machine.bench.person("Mona")
    url = machine.web.put(HOST, "/feed", rss([1]), content_type=RSS)
    source = await source_at(machine, mona, url)
    for _ in range(2):
        await press(machine, mona, source)
        await machine.wait(seconds=10)
    assert "already" in await newest(machine)
    assert await followed(machine, mona) == [url]


async def test_where_feeds_are_switched_off_nothing_is_looked_for(machine: Machine) -> None:
    machine.set(fetch=False)
    mona = await machine.bench.person("Mona")
    url = machine.web.put(HOST, "/feed", rss([1]), content_type=RSS)
    await press(machine, mona, await source_at(machine, mona, url))
    assert "switched off" in await newest(machine)
    await machine.wait(seconds=10)
    assert not machine.web.asked


async def test_a_source_of_somebody_elses_is_not_looked_for(machine: Machine) -> None:
    mona, karim = await machine.bench.person("Mona"), await machine.bench.person("Karim")
    source = await source_at(machine, mona, "http://blog.example/")
    with pytest.raises(NotForYou):
        await press(machine, karim, source)


async def test_for_somebody_who_is_gone_meanwhile_nothing_is_followed(machine: Machine) -> None:
    mona = await machine.bench.person("Mona")
    url = machine.web.put(HOST, "/feed", rss([1]), content_type=RSS)
    await press(machine, mona, await source_at(machine, mona, url))
    async with machine.bench.work() as work:
        (looking,) = await SEARCH.claim(work, 1)
    found = await SEARCH.run(machine.outside, looking)
    async with machine.bench.work() as work:
        await privacy.erase(work, mona.id)
        await SEARCH.settle(work, looking, found)
    assert await followed(machine, mona) == []
    assert await machine.feeds() == []


# A stopped one -----------------------------------------------------------------------------------


async def stopped(machine: Machine, person: Person) -> int:
    url = machine.web.put(HOST, "/feed", status=410)
    subscription = await machine.follow(person, url)
    await machine.run()
    assert (await machine.feed(subscription.feed_id)).stopped is Stopped.GONE
    return subscription.id


async def try_again(machine: Machine, person: Person, subscription_id: int) -> None:
    async with machine.bench.work() as work:
        screen = await actions_stopping.try_again(work, person, subscription_id, over=None)
        if screen is not None:
            await work.outbox.reply(screen)


async def test_a_stopped_feed_that_answers_again_is_read_as_before(machine: Machine) -> None:
    mona = await machine.bench.person("Mona")
    number = await stopped(machine, mona)
    machine.web.put(HOST, "/feed", rss([1]), content_type=RSS)
    await try_again(machine, mona, number)
    await machine.wait(seconds=10)
    (feed,) = await machine.feeds()
    assert (feed.stopped, feed.failures) == (None, 0)
    assert await machine.titles(feed.id) == ["Post number 1"]
    assert "It answers again." in await newest(machine)


async def test_one_that_does_not_stays_stopped_and_may_be_tried_again(machine: Machine) -> None:
    mona = await machine.bench.person("Mona")
    number = await stopped(machine, mona)
    await try_again(machine, mona, number)
    await machine.wait(seconds=10)
    (feed,) = await machine.feeds()
    assert feed.stopped is Stopped.GONE
    assert [action for _, action, _ in await buttons(machine)] == ["feed.revive", "feed.stop"]
    assert len(machine.web.asked_for(HOST, "/feed")) == 2


async def test_nobody_revives_what_is_somebody_elses(machine: Machine) -> None:
    mona, karim = await machine.bench.person("Mona"), await machine.bench.person("Karim")
    number = await stopped(machine, mona)
    with pytest.raises(NotForYou):
        await try_again(machine, karim, number)
