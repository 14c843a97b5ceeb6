"""Hostile strings in everything that comes from pages, feeds, files and people, as others read it.

The strict world takes each message; its markup is ours, and nothing that somebody wrote leads anywhere.
"""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from itertools import count
from random import Random
from typing import Final, TypeAlias

import pytest
import pytest_asyncio

from bot.circles.records import Circle
from bot.feeds import actions as feed_actions
from bot.feeds import (
    actions_fetching,
    messages_offers,
    messages_searching,
    store,
    store_subscriptions,
    store_waiting,
)
from bot.feeds.actions_importing import _add as add_outline
from bot.feeds.records import Answered, Offer, Subscription
from bot.fetching.records import Fetched
from bot.outbox.records import Outgoing, Sent
from bot.parsing import plain
from bot.parsing.records import FeedRead, ItemRead, OutlineRead, PageRead
from bot.people import store as people_store
from bot.people.records import Person
from bot.queue import actions as queue_actions
from bot.queue import actions_screens as queue_screens
from bot.queue.records import LONGEST_NOTE, Entry, View
from bot.reading.links import Link, read_link
from bot.resources import actions as link_actions
from bot.resources import (
    actions_lookup,
    actions_screens,
    actions_sharing,
    messages,
    messages_posts,
    rules_line,
)
from bot.resources import store as link_store
from bot.resources.records import LONGEST_WHY, Resource, Shared
from bot.sources import actions as source_actions
from bot.sources import chat_screens
from bot.sources.records import LONGEST_NOTE as LONGEST_SOURCE_NOTE
from bot.sources.records import Source, SourceDraft, SourceKind
from bot.sources.rules import kept_tags
from bot.sources.rules_recognising import draft_of_link
from bot.telegram.buttons import Signer
from bot.telegram.sender import TelegramSender
from bot.texts.html import clean, one_line
from bot.work import Work
from tests.safety.machine.crowd import Crowd
from tests.safety.updates import odd_links, odd_text
from tests.safety.updates.outgoing import oddities
from tests.support.bench import Bench

pytestmark = pytest.mark.asyncio

OURS: Final = frozenset(
    {"bold", "italic", "underline", "code", "pre", "blockquote", "expandable_blockquote"}
)
# What every client finds in a text by itself, whoever wrote it.
FOUND_BY_CLIENTS: Final = frozenset(
    {"url", "mention", "hashtag", "cashtag", "bot_command", "email", "phone_number", "bank_card"}
)
_numbers = count(1)


def hostile(rng: Random) -> str:
    """As it comes out of an update: Telegram sends no half of a character, we take more out."""
    return rng.choice((
        lambda: odd_links.title(rng),
        lambda: odd_links.words(rng),
        lambda: odd_text.text(rng)[:600],
        lambda: odd_text.name(rng),
        lambda: rng.choice(odd_text.MARKUP) + odd_links.address(rng) + rng.choice(odd_text.MARKUP),
    ))()  # fmt: skip


def typed(text: str) -> str:
    return clean(text.encode("utf-16", "ignore").decode("utf-16", "ignore"))


def parsed(text: str, most: int = 300) -> str:
    return plain.clean(text.encode("utf-16", "ignore").decode("utf-16", "ignore"), most)


def _link() -> Link:
    found = read_link(f"https://n{next(_numbers)}.example/x")
    assert found is not None
    return found


class Stage:
    """Two people of a circle, one for each language, and the strict world a call away."""

    def __init__(self, crowd: Crowd, sender: TelegramSender) -> None:
        self.crowd = crowd
        self.sender = sender
        self.people: list[Person] = []
        self.circle: Circle | None = None
        self.sent: Counter[str] = Counter()

    async def send(self, outgoing: Outgoing, hostile_text: str) -> None:
        """It arrives, and nothing of it is markup that is not ours."""
        world = self.crowd.world
        world.clock.advance(timedelta(seconds=4))
        said = await self.sender.send(outgoing)
        assert isinstance(said, Sent), f"{said}: {outgoing} for {hostile_text!r}"
        player = next(each for each in self.crowd.players if each.id == outgoing.to)
        message = player.last
        for entity in message.entities:
            assert entity.type in OURS | FOUND_BY_CLIENTS, f"{entity} in {message.text!r}"
        assert not (odd := oddities(world.ledger.calls()[-1].parameters)), (
            f"{odd} {message.text!r}"
        )
        self.sent["messages"] += 1


# One string in each field -----------------------------------------------------------------------------

Screens: TypeAlias = list[Outgoing]
Field: TypeAlias = Callable[[Stage, Work, Person, Person, str], Awaitable[Screens]]


async def _screens_of_link(
    stage: Stage, work: Work, one: Person, other: Person, resource: Resource
) -> Screens:
    assert stage.circle is not None
    shared = await actions_sharing.share_with(work, one, resource.id, stage.circle.id)
    assert isinstance(shared, Shared)
    says, hears = work.say_to(one.reader), work.say_to(other.reader)
    entry = await queue_actions.add(work, one, resource)
    assert isinstance(entry, Entry)
    return [
        await actions_screens.page(work, one, resource),
        await actions_screens.mine(work, one),
        actions_screens.list_of(work, one, [resource, resource]),
        messages.outside(says, one, resource),
        messages.confirm_remove(says, one, resource),
        messages_posts.post(hears, other, stage.circle, [shared], sharer=one.name),
        messages_posts.post(hears, other, stage.circle, [shared, shared], sharer=one.name),
        messages_posts.weekly(hears, other, stage.circle, [shared], {one.id: one.name}),
        messages_posts.thanks(says, one, resource, [other.name]),
        await queue_screens.entry_screen(work, one, entry, View()),
        await queue_screens.list_screen(work, one, View()),
    ]


async def a_pages_title(
    stage: Stage, work: Work, one: Person, other: Person, text: str
) -> Screens:
    resource = await link_actions.keep(work, one, _link())
    page = PageRead(title=parsed(text), site=parsed(text), words=900)
    await actions_lookup.settle(work, actions_lookup.Task(resource.id, resource.url), page)
    found = await link_store.get_resource(work.conn, resource.id)
    return await _screens_of_link(stage, work, one, other, found)


async def why_and_tags(stage: Stage, work: Work, one: Person, other: Person, text: str) -> Screens:
    link = _link()
    line = rules_line.read_line(f"{link.url} #{typed(text)} {typed(text)}"[:4096], ())
    resource = await link_actions.keep(work, one, link, title="Medians", minutes=5)
    await link_actions.set_tags(work, one, resource.id, line.tags)
    found = await link_actions.set_why(work, one, resource.id, line.why[:LONGEST_WHY])
    return await _screens_of_link(stage, work, one, other, found)


async def a_note(stage: Stage, work: Work, one: Person, other: Person, text: str) -> Screens:
    resource = await link_actions.keep(work, one, _link(), title="Medians", minutes=5)
    entry = await queue_actions.add(work, one, resource)
    assert isinstance(entry, Entry)
    noted = await queue_actions.set_note(work, entry, typed(text).strip()[:LONGEST_NOTE])
    assert isinstance(noted, Entry)
    return [
        await queue_screens.entry_screen(work, one, noted, View()),
        await queue_screens.found_screen(work, one, typed(text)[:100].strip() or "x"),
    ]


async def a_source(stage: Stage, work: Work, one: Person, other: Person, text: str) -> Screens:
    bare = draft_of_link(_link())
    draft = SourceDraft(kind=SourceKind.BLOG, title=parsed(text), key=bare.key, url=bare.url)
    source = await source_actions.add_source(work, one, draft, tags=kept_tags(typed(text).split()))
    assert isinstance(source, Source)
    note = one_line(typed(text))[:LONGEST_SOURCE_NOTE]
    noted = await source_actions.set_note(work, one, source.id, note)
    screens = [
        await chat_screens.source_screen(work, one, noted),
        await chat_screens.list_screen(work, one),
        await chat_screens.share_screen(work, one, noted),
    ]
    await source_actions.remove_source(work, one, source.id)
    return screens


async def a_feed(stage: Stage, work: Work, one: Person, other: Person, text: str) -> Screens:
    url = _link().url
    feed = await store.put_feed(
        work.conn, url=url, title=parsed(text), site_url="", is_podcast=False, now=work.now
    )
    items = tuple(
        ItemRead(guid=f"{n}", url=f"{url}/{n}", title=parsed(text), text=parsed(text, 2_000))
        for n in range(3)
    )
    read = FeedRead(kind="rss", title=parsed(text), items=items)
    await actions_fetching.take_in(work, feed, actions_fetching.Answer(Fetched(url=url), read))
    feed = await store.get_feed(work.conn, feed.id)
    subscription = await feed_actions.subscribe(work, one, feed)
    assert isinstance(subscription, Subscription)
    return await _screens_of_feed(work, one, subscription)


async def _screens_of_feed(work: Work, one: Person, subscription: Subscription) -> Screens:
    say = work.say_to(one.reader)
    feed = await store.get_feed(work.conn, subscription.feed_id)
    source = await source_actions.own_source(work, one, subscription.source_id)
    newest = await store_waiting.list_newest(work.conn, feed.id, limit=5)
    offers = [
        Offer(
            subscription=subscription, item=item, name=source.title, offered_at=work.now,
            place=place, answered=Answered.NOTHING,
        )
        for place, item in enumerate(newest, 1)
    ]  # fmt: skip
    screens = [
        messages_searching.choices(say, one, [feed, feed], source_id=None),
        messages_searching.followed(say, one, feed, title=source.title, source_id=source.id),
        messages_offers.tired(say, one, subscription, title=source.title),
        await chat_screens.source_screen(work, one, source),
    ]
    if offers:
        screens += [
            messages_offers.offers_screen(say, one, offers),
            messages_offers.missed_screen(say, one, offers, page=0),
            messages_offers.look_screen(
                say, one, subscription, newest, title=source.title, page=0, has_more=False,
                saved=(), left_out=(),
            ),
        ]  # fmt: skip
    await feed_actions.unsubscribe(work, one, subscription)
    await source_actions.remove_source(work, one, source.id)
    return screens


async def a_list(stage: Stage, work: Work, one: Person, other: Person, text: str) -> Screens:
    outline = OutlineRead(_link().url, parsed(text), "", (parsed(text, 40),) * 2)
    await add_outline(work, one, outline)
    [subscription] = await store_subscriptions.list_subscriptions(work.conn, one.id)
    return await _screens_of_feed(work, one, subscription)


FIELDS: Final[tuple[Field, ...]] = (
    a_pages_title, why_and_tags, a_note, a_source, a_feed, a_list,
)  # fmt: skip


@pytest_asyncio.fixture
async def stage(sqlite_url: str) -> AsyncIterator[Stage]:
    crowd = Crowd(sqlite_url)
    await crowd.begin()
    for player in crowd.players[:2]:
        player.send("/start")
    await crowd.settle()
    app = crowd.app
    signer = Signer(app.keys, bot_id=app.bot.id, epoch=await app.db.epoch())
    made = Stage(crowd, TelegramSender(app.bot, signer, app._render))
    made.people = await _people_of(crowd)
    made.circle = await _circle_of(crowd, made.people)
    yield made
    await crowd.end()


async def _people_of(crowd: Crowd) -> list[Person]:
    found = []
    async with crowd.app.works.begin(origin="people") as work:
        for player in crowd.players[:2]:
            person = await people_store.find_by_telegram_id(work.conn, player.id)
            assert person is not None
            await people_store.change(work.conn, person.id, zone="Africa/Cairo")
            found.append(await people_store.get_person(work.conn, person.id))
    return found


async def _circle_of(crowd: Crowd, people: list[Person]) -> Circle:
    bench = Bench(crowd.app.db)
    bench.clock = bench.works.clock = crowd.world.clock
    circle = await bench.circle(people[0])
    await bench.joins(circle, people[1])
    return circle


@pytest.mark.parametrize(
    "strings",
    [
        pytest.param(100, marks=[pytest.mark.slow, pytest.mark.timeout(600)]),
        pytest.param(10_000, marks=[pytest.mark.long, pytest.mark.timeout(14_400)]),
    ],
)
@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.__name__)
async def test_what_others_wrote_never_becomes_markup_and_is_never_refused(
    stage: Stage, field: Field, strings: int
) -> None:
    rng = Random(f"{field.__name__} 20261124")  # noqa: S311 - it must be repeatable
    for number in range(strings):
        text = hostile(rng)
        one, other = stage.people if number % 2 else reversed(stage.people)
        async with stage.crowd.app.works.begin(origin=f"field{number}") as work:
            screens = await field(stage, work, one, other, text)
        for screen in screens if number % 10 == 0 else _some(rng, screens):
            await stage.send(screen, text)
        if number % 50 == 49:
            _forget(stage)
    assert stage.sent["messages"] >= strings


def _some(rng: Random, screens: Screens) -> Screens:
    return rng.sample(screens, min(3, len(screens)))


def _forget(stage: Stage) -> None:
    """The world's memory is not what is looked at."""
    stage.crowd.world.ledger._calls.clear()
    for chat in stage.crowd.world.chats.values():
        for message_id in list(chat.messages)[:-5]:
            del chat.messages[message_id]
