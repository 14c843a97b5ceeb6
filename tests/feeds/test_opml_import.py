import pytest

from bot.errors import NotForYou
from bot.feeds import actions_importing, rules_searching, store_searches, store_subscriptions
from bot.feeds.due_searching import SEARCH
from bot.feeds.records import Looking, Stage
from bot.parsing.records import OutlineRead
from bot.people.records import Person
from bot.sources import store as source_store
from tests.feeds.machine import Machine
from tests.feeds.makers import RSS, opml, rss

pytestmark = pytest.mark.asyncio
MANY = [("" if n % 3 else f"Folder {n % 2}", f"Blog {n}", f"http://b{n}.example/feed")
        for n in range(60)]  # fmt: skip


async def send(
    machine: Machine, person: Person, content: str | bytes, *, size: int | None = None
) -> None:
    """A file that somebody sends."""
    raw = content.encode() if isinstance(content, str) else content
    machine.files["file"] = raw
    async with machine.bench.work() as work:
        screen = await actions_importing.bring(
            work, person, "file", size=len(raw) if size is None else size
        )
        if screen is not None:
            await work.outbox.reply(screen)
    await machine.run()


async def newest(machine: Machine) -> str:
    payload = (await machine.bench.planned())[-1].payload
    assert payload is not None
    return str(payload["html"]).translate(str.maketrans("", "", "\u2068\u2069"))


async def waiting(machine: Machine, person: Person) -> Looking:
    async with machine.bench.db.begin() as conn:
        (looking,) = await store_searches.list_searches(conn, person.id)
    return looking


async def add_all(machine: Machine, person: Person) -> None:
    looking = await waiting(machine, person)
    async with machine.bench.work() as work:
        await actions_importing.add_all(work, person, looking.id, over=None)
    await machine.run()


async def count(machine: Machine, person: Person) -> int:
    async with machine.bench.db.begin() as conn:
        return await store_subscriptions.count_subscriptions(conn, person.id)


async def test_a_list_is_told_confirmed_and_added_with_folders_as_tags(machine: Machine) -> None:
    mona = await machine.bench.person("Mona")
    await send(machine, mona, opml(MANY))
    assert "60 feeds are in your list." in await newest(machine)
    assert "Folders become tags." in await newest(machine)
    assert await count(machine, mona) == 0

    await add_all(machine, mona)
    assert "I added 60 feeds." in await newest(machine)
    assert await count(machine, mona) == 60
    async with machine.bench.db.begin() as conn:
        sources = await source_store.list_sources(conn, mona.id)
    tags = {source.title: source.tags for source in sources}
    assert (tags["Blog 3"], tags["Blog 6"], tags["Blog 1"]) == (("Folder 1",), ("Folder 0",), ())


async def test_the_list_is_not_kept_and_each_part_is_read_anew(machine: Machine) -> None:
    mona = await machine.bench.person("Mona")
    await send(machine, mona, opml(MANY))
    looking = await waiting(machine, mona)
    assert (looking.stage, looking.target) == (Stage.FOUND, "file")
    async with machine.bench.work() as work:
        await actions_importing.add_all(work, mona, looking.id, over=None)
    await machine.errands.run_round()
    assert (await waiting(machine, mona)).done == await count(machine, mona) == 25
    del machine.files["file"]
    await machine.run()
    assert await count(machine, mona) == 25
    assert "I added 25 feeds." in await newest(machine)
    assert "not there any more" in await newest(machine)


async def test_new_feeds_are_read_spread_over_an_hour_and_none_before_it_is_due(
    machine: Machine,
) -> None:
    mona = await machine.bench.person("Mona")
    for n in range(60):
        machine.web.put(f"b{n}.example", "/feed", rss([1]), content_type=RSS)
    await send(machine, mona, opml(MANY))
    await add_all(machine, mona)
    assert not machine.web.asked
    asked = []
    for _ in range(6):
        await machine.wait(minutes=10)
        asked.append(len(machine.web.asked))
    assert asked[-1] == 60
    assert all(
        8 <= later - before <= 12 for before, later in zip([0, *asked], asked, strict=False)
    )


async def test_what_is_followed_already_or_listed_twice_is_not_added_again(
    machine: Machine,
) -> None:
    mona = await machine.bench.person("Mona")
    await machine.follow(mona, "http://b1.example/feed")
    three = [("", "Blog", f"http://b{n}.example/feed") for n in (0, 1, 2, 2)]
    await send(machine, mona, opml([*three, ("", "Again", "https://www.b0.example/feed/")]))
    assert "3 feeds are in your list.\n2 of them are new to you." in await newest(machine)
    await add_all(machine, mona)
    assert "I added 2 feeds.\nYou followed 1 of the list before." in await newest(machine)
    assert await count(machine, mona) == 3

    await send(machine, mona, opml(three))
    assert "You follow all of them already." in await newest(machine)
    async with machine.bench.db.begin() as conn:
        assert await store_searches.list_searches(conn, mona.id) == []


async def test_what_is_over_the_limit_is_left_out_and_said(machine: Machine) -> None:
    machine.set(per_person=40)
    mona = await machine.bench.person("Mona")
    await send(machine, mona, opml(MANY))
    assert "There is no room for 20 of them" in await newest(machine)
    await add_all(machine, mona)
    assert await count(machine, mona) == 40
    told = await newest(machine)
    assert "I added 40 feeds." in told
    assert "There is no room for 20 of them" in told
    assert "before" not in told
    await send(machine, mona, opml(MANY))
    assert (await machine.bench.planned())[-1].payload is not None
    async with machine.bench.db.begin() as conn:
        assert await store_searches.list_searches(conn, mona.id) == []


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG",
        "<opml version='2.0'><body/></opml>",
        rss([1]),
        "",
        '<!DOCTYPE o [<!ENTITY a "b">]>',
    ],
)
async def test_what_is_no_list_is_said_kindly(machine: Machine, content) -> None:
    mona = await machine.bench.person("Mona")
    await send(machine, mona, content)
    assert "I found no feeds in that file." in await newest(machine)
    assert await machine.errands.next_at(after=machine.now) is None


async def test_a_large_file_is_not_even_fetched(machine: Machine) -> None:
    mona = await machine.bench.person("Mona")
    await send(machine, mona, opml(MANY), size=1024 * 1024 + 1)
    assert "I found no feeds in that file." in await newest(machine)
    await send(machine, mona, b" " * (1024 * 1024 + 1), size=5)
    assert "I found no feeds in that file." in await newest(machine)


async def test_a_list_that_nobody_confirms_is_let_go_after_a_day(machine: Machine) -> None:
    mona = await machine.bench.person("Mona")
    await send(machine, mona, opml(MANY))
    looking = await waiting(machine, mona)
    await machine.wait(days=2)
    assert "I did not add that list." in await newest(machine)
    async with machine.bench.work() as work:
        with pytest.raises(NotForYou):
            await actions_importing.add_all(work, mona, looking.id, over=None)


async def test_a_second_list_takes_the_place_of_one_that_waits(machine: Machine) -> None:
    mona = await machine.bench.person("Mona")
    await send(machine, mona, opml(MANY))
    await send(machine, mona, opml(MANY[:2]))
    await add_all(machine, mona)
    assert await count(machine, mona) == 2


async def test_nobody_adds_or_cancels_somebody_elses_list(machine: Machine) -> None:
    mona, karim = await machine.bench.person("Mona"), await machine.bench.person("Karim")
    await send(machine, mona, opml(MANY))
    looking = await waiting(machine, mona)
    async with machine.bench.work() as work:
        with pytest.raises(NotForYou):
            await actions_importing.add_all(work, karim, looking.id, over=None)
        with pytest.raises(NotForYou):
            await actions_importing.add_none(work, karim, looking.id)
        await actions_importing.add_none(work, mona, looking.id)
    async with machine.bench.db.begin() as conn:
        assert await store_searches.list_searches(conn, mona.id) == []


async def test_a_part_of_which_the_process_dies_is_added_once(machine: Machine) -> None:
    mona = await machine.bench.person("Mona")
    await send(machine, mona, opml(MANY))
    looking = await waiting(machine, mona)
    async with machine.bench.work() as work:
        await actions_importing.add_all(work, mona, looking.id, over=None)
    async with machine.bench.work() as work:
        (slow,) = await SEARCH.claim(work, 1)
    found = await SEARCH.run(machine.outside, slow)
    machine.bench.clock.advance(minutes=3)
    await machine.run()
    async with machine.bench.work() as work:
        await SEARCH.settle(work, slow, found)
    assert await count(machine, mona) == 60
    assert "I added 60 feeds." in await newest(machine)


async def test_feeds_of_a_household_are_left_out_of_a_list() -> None:
    outlines = [
        OutlineRead(url, "A feed", "", ())
        for url in (
            "http://a.example/feed",
            "http://localhost:8080/feed",
            "http://nas/feed",
            "http://a.example/feed",
            "https://b.example/feed",
        )
    ]
    kept = [outline.url for _, outline in rules_searching.each_once(outlines)]
    assert kept == ["http://a.example/feed", "https://b.example/feed"]
