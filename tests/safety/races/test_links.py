"""Links, lists and feeds: whatever several do at once, a link is there once, and nobody loses theirs."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any, Final

import pytest
from sqlalchemy import Table, func, select

from bot.circles import actions as circle_actions
from bot.config import FeedSettings
from bot.errors import LostRace, NotForYou
from bot.features import SLICES
from bot.feeds import actions as feed_actions
from bot.feeds import due_forgetting, store
from bot.feeds.records import Subscription
from bot.feeds.rules import Refusal as FeedRefusal
from bot.feeds.tables import feeds, subscriptions
from bot.outbox.tables import deliveries
from bot.people.records import Person
from bot.privacy import actions as privacy_actions
from bot.queue import actions as queue_actions
from bot.queue.records import Entry
from bot.queue.tables import queue_entries
from bot.reading.links import Link, read_link
from bot.resources import actions, actions_sharing, rules
from bot.resources.actions_sharing import SharedBefore
from bot.resources.records import Collected, Refusal, Resource, Shared
from bot.resources.tables import resource_shares, resource_thanks, resources
from bot.sources import actions as source_actions
from bot.sources import actions_sharing as source_sharing
from bot.sources.records import Source
from bot.sources.rules_recognising import draft_of_link
from bot.sources.tables import sources
from bot.work import Work
from tests.safety.invariants import broken
from tests.safety.races.checks import assert_nothing_is_left_of_the_erased
from tests.safety.races.racing import LIMITS, Race, Run, race_on
from tests.safety.races.rounds import Case, Play, Round, play, round_with
from tests.support.bench import make_settings

pytestmark = pytest.mark.asyncio

SIZES: Final = [
    pytest.param(2, 20_261_124, id="small"),
    pytest.param(60, None, id="long", marks=[pytest.mark.long, pytest.mark.timeout(3_600)]),
]


def link(name: str) -> Link:
    found = read_link(f"https://example.com/{name}")
    assert found is not None
    return found


async def count(race: Race, table: Table, *where: Any) -> int:
    async with race.bench.db.begin() as conn:
        query = select(func.count()).select_from(table).where(*where)
        return int((await conn.execute(query)).scalar_one())


async def keeps(race: Race, person: Person, name: str) -> Resource:
    async with race.bench.work() as work:
        return await actions.keep(work, person, link(name), title="Medians", minutes=5)


async def shared(race: Race, person: Person, name: str, place: Round) -> Resource:
    resource = await keeps(race, person, name)
    async with race.bench.work() as work:
        await actions_sharing.share_with(work, person, resource.id, place.circle.id)
    return resource


def shares(person: Person, resource: Resource, place: Round) -> Run:
    async def run(work: Work) -> object:
        try:
            return await actions_sharing.share_with(work, person, resource.id, place.circle.id)
        except LostRace as lost:  # the pump does it again
            return lost

    return run


def saves(person: Person, resource: Resource) -> Run:
    async def run(work: Work) -> object:
        copy = await actions.copy_of_fellow(work, person, resource.id)
        return await queue_actions.add(work, person, copy)

    return run


def thanks(person: Person, resource: Resource, place: Round) -> Run:
    return lambda work: actions_sharing.thank(work, person, resource.id, place.circle.id)


def follows(person: Person, url: str) -> Run:
    async def run(work: Work) -> object:
        feed = await store.put_feed(
            work.conn, url=url, title="Medians", site_url="", is_podcast=False, now=work.now
        )
        return await feed_actions.subscribe(work, person, feed)

    return run


# In one circle --------------------------------------------------------------------------------------


async def two_share_one_link(race: Race) -> Play:
    """One is the first; the other hears who was."""
    amina, omar, sara = await race.people("Amina", "Omar", "Sara")
    place = await round_with(race, amina, omar, sara)
    deeds = [shares(one, await keeps(race, one, "one"), place) for one in (omar, sara)]

    async def ended(answers: list[Any]) -> str:
        [first] = [answer for answer in answers if isinstance(answer, Shared)]
        [told] = [answer for answer in answers if isinstance(answer, SharedBefore)]
        assert told.name == {omar.id: "Omar", sara.id: "Sara"}[first.person_id]
        assert await count(race, resource_shares) == 1
        assert await count(race, deliveries, deliveries.c.kind == "link") == 2
        return "one of two"

    return Play(place, deeds, ended)


async def one_shares_it_twice(race: Race) -> Play:
    """Two taps share it once."""
    amina, omar, sara = await race.people("Amina", "Omar", "Sara")
    place = await round_with(race, amina, omar, sara)
    resource = await keeps(race, omar, "twice")
    deeds = [shares(omar, resource, place) for _ in range(3)]

    async def ended(answers: list[Any]) -> str:
        assert all(isinstance(answer, Shared) for answer in answers), answers
        assert await count(race, deliveries, deliveries.c.kind == "link") == 2
        return "once"

    return Play(place, deeds, ended)


async def who_shared_it_leaves_while_another_shares_it(race: Race) -> Play:
    """The link is told by who stays, or comes again: never by nobody's stay for ever."""
    amina, omar, sara = await race.people("Amina", "Omar", "Sara")
    place = await round_with(race, amina, omar, sara)
    await shared(race, omar, "left", place)
    hers = await keeps(race, sara, "left")

    async def leaves(work: Work) -> object:
        return await circle_actions.leave(work, omar, circle_id=place.circle.id)

    async def ended(answers: list[Any]) -> str:
        word = type(answers[1]).__name__
        [again] = await race.together(shares(sara, hers, place))
        assert isinstance(again, Shared)
        assert again.person_id == sara.id
        return word

    return Play(place, [leaves, shares(sara, hers, place)], ended)


async def thanks_of_several_and_twice(race: Race) -> Play:
    """Each counts once, and whoever shared it gets one message."""
    amina, omar, sara = await race.people("Amina", "Omar", "Sara")
    place = await round_with(race, amina, omar, sara)
    resource = await shared(race, amina, "thanks", place)
    deeds = [thanks(one, resource, place) for one in (omar, omar, sara, sara, amina)]

    async def ended(answers: list[Any]) -> str:
        assert sum(isinstance(answer, Shared) for answer in answers) == 2
        assert answers[4] is None
        assert await count(race, resource_thanks) == 2
        assert await count(race, deliveries, deliveries.c.kind == "thanks") == 1
        async with race.bench.db.begin() as conn:
            query = select(deliveries.c.payload).where(deliveries.c.kind == "thanks")
            told = str((await conn.execute(query)).scalar_one())
        assert "Omar" in told
        assert "Sara" in told
        await forget(race, resource_thanks)
        return "two thanks"

    return Play(place, deeds, ended)


async def forget(race: Race, table: Table) -> None:
    async with race.bench.db.begin() as conn:
        await conn.execute(table.delete())


async def saved_twice_and_by_two(race: Race) -> Play:
    """Two taps make one copy and one entry; two people have one each."""
    amina, omar, sara = await race.people("Amina", "Omar", "Sara")
    place = await round_with(race, amina, omar, sara)
    resource = await shared(race, amina, "saved", place)
    deeds = [saves(one, resource) for one in (omar, omar, omar, sara)]

    async def ended(answers: list[Any]) -> str:
        assert all(isinstance(answer, Entry) for answer in answers), answers
        for one in (omar, sara):
            assert await count(race, resources, resources.c.person_id == one.id) == 1
            assert await count(race, queue_entries, queue_entries.c.person_id == one.id) == 1
        return "one each"

    return Play(place, deeds, ended)


async def who_shared_it_is_erased_while_another_saves_it(race: Race) -> Play:
    """What was saved stays, as nobody's; what was not is gone."""
    amina, omar, sara = await race.people("Amina", "Omar", "Sara")
    place = await round_with(race, amina, omar, sara)
    resource = await shared(race, omar, "erased", place)
    deeds: Sequence[Run] = [
        lambda work: privacy_actions.erase(work, SLICES, omar.id),
        saves(sara, resource),
        thanks(sara, resource, place),
    ]

    async def ended(answers: list[Any]) -> str:
        assert await count(race, resources, resources.c.id == resource.id) == 0
        kept = await count(race, resources, resources.c.person_id == sara.id)
        assert kept == isinstance(answers[1], Entry)
        assert isinstance(answers[1], Entry | NotForYou)
        assert await count(race, resources, resources.c.saved_from == resource.id) == 0
        await assert_nothing_is_left_of_the_erased(race)
        return "saved" if kept else "gone"

    return Play(place, deeds, ended)


async def whose_source_it_is_is_erased_while_another_saves_it(race: Race) -> Play:
    """Likewise."""
    amina, omar, sara = await race.people("Amina", "Omar", "Sara")
    place = await round_with(race, amina, omar, sara)
    async with race.bench.work() as work:
        source = await source_actions.add_source(work, omar, draft_of_link(link("blog")))
        assert isinstance(source, Source)
        await source_sharing.share_with_all(work, omar, source.id, is_shared=True)
    deeds: Sequence[Run] = [
        lambda work: privacy_actions.erase(work, SLICES, omar.id),
        lambda work: source_sharing.save_copy(work, sara, source.id),
    ]

    async def ended(answers: list[Any]) -> str:
        assert await count(race, sources, sources.c.saved_from == omar.id) == 0
        kept = await count(race, sources, sources.c.person_id == sara.id)
        assert kept == isinstance(answers[1], tuple)
        assert isinstance(answers[1], tuple | NotForYou)
        return "saved" if kept else "gone"

    return Play(place, deeds, ended)


async def two_save_sources_of_one_another(race: Race) -> Play:
    """Neither waits for the other for ever."""
    amina, omar, sara = await race.people("Amina", "Omar", "Sara")
    place = await round_with(race, amina, omar, sara)
    found = []
    async with race.bench.work() as work:
        for one in (omar, sara):
            blog = draft_of_link(link(f"mutual{one.id}"))
            source = await source_actions.add_source(work, one, blog)
            assert isinstance(source, Source)
            await source_sharing.share_with_all(work, one, source.id, is_shared=True)
            found.append(source)
    deeds: Sequence[Run] = [
        lambda work: source_sharing.save_copy(work, omar, found[1].id),
        lambda work: source_sharing.save_copy(work, sara, found[0].id),
    ]

    async def ended(answers: list[Any]) -> str:
        assert all(isinstance(answer, tuple) for answer in answers), answers
        return "both"

    return Play(place, deeds, ended)


async def all_are_erased_who_thanked_and_saved_from_one_another(race: Race) -> Play:
    """Each would wait for what another holds."""
    amina, omar, sara = await race.people("Amina", "Omar", "Sara")
    place = await round_with(race, amina, omar, sara)
    found = [await shared(race, one, f"all{one.id}", place) for one in (omar, sara)]
    await race.together(
        saves(omar, found[1]), saves(sara, found[0]),
        thanks(omar, found[1], place), thanks(sara, found[0], place),
    )  # fmt: skip

    def erases(person: Person) -> Run:
        return lambda work: privacy_actions.erase(work, SLICES, person.id)

    async def ended(_: list[Any]) -> str:
        gone = resources.c.person_id.in_([omar.id, sara.id])
        assert await count(race, resources, gone) == 0
        await assert_nothing_is_left_of_the_erased(race)
        return "both gone"

    return Play(place, [erases(omar), erases(sara)], ended)


# Limits ---------------------------------------------------------------------------------------------


async def the_last_link_of_an_hour(race: Race) -> Play:
    """Three links come at once where one more is taken."""
    amina, *_ = await race.people("Amina")
    place = await round_with(race, amina)
    async with race.bench.work() as work:
        many = [link(f"hour{n}") for n in range(rules.MOST_AN_HOUR - 1)]
        await actions.collect(work, amina, many)

    def brings(name: str) -> Run:
        return lambda work: actions.collect(work, amina, (link(name),))

    async def ended(answers: list[Collected]) -> str:
        assert sum(len(answer.new) for answer in answers) == 1
        assert [answer.refusal for answer in answers].count(Refusal.TOO_FAST) == 2
        mine = resources.c.person_id == amina.id
        assert await count(race, resources, mine) == rules.MOST_AN_HOUR
        return "one more"

    return Play(place, [brings(f"last{n}") for n in range(3)], ended)


async def the_last_feed_that_fits(race: Race) -> Play:
    """Two feeds at once where one more may be followed."""
    amina, *_ = await race.people("Amina")
    place = await round_with(race, amina)
    deeds = [follows(amina, f"https://feed{n}.example/rss") for n in range(2)]

    async def ended(answers: list[Any]) -> str:
        assert sum(isinstance(answer, Subscription) for answer in answers) == 1
        assert FeedRefusal.TOO_MANY in answers
        assert await count(race, subscriptions, subscriptions.c.person_id == amina.id) == 1
        return "one"

    return Play(place, deeds, ended)


# Feeds ----------------------------------------------------------------------------------------------


async def two_follow_one_new_feed(race: Race) -> Play:
    """It is fetched once for both; two taps of one follow it once."""
    amina, omar = await race.people("Amina", "Omar")
    place = await round_with(race, amina, omar)
    url = f"https://new{amina.id}.example/rss"
    deeds = [follows(one, url) for one in (amina, omar, omar)]

    async def ended(answers: list[Any]) -> str:
        assert isinstance(answers[0], Subscription)
        assert [type(answer) for answer in answers[1:]].count(Subscription) == 1
        assert FeedRefusal.ALREADY in answers
        assert await count(race, feeds, feeds.c.url == url) == 1
        assert await count(race, subscriptions, subscriptions.c.person_id == amina.id) == 1
        return "one feed"

    return Play(place, deeds, ended)


async def followed_while_it_is_forgotten(race: Race) -> Play:
    """The janitor takes feeds away that nobody follows: it does not take this one from under anybody."""
    amina, omar = await race.people("Amina", "Omar")
    place = await round_with(race, amina, omar)
    url = f"https://old{amina.id}.example/rss"
    async with race.bench.work() as work:
        await store.put_feed(
            work.conn, url=url, title="Old", site_url="", is_podcast=False, now=work.now
        )
    race.bench.clock.advance(timedelta(days=9))
    deeds: Sequence[Run] = [
        follows(amina, url), due_forgetting.forget_feeds, follows(omar, url),
    ]  # fmt: skip

    async def ended(answers: list[Any]) -> str:
        assert isinstance(answers[0], Subscription)
        assert isinstance(answers[2], Subscription)
        assert await count(race, feeds, feeds.c.url == url) == 1
        return "forgotten first" if answers[1] else "followed first"

    return Play(place, deeds, ended)


IN_A_CIRCLE: Final[tuple[Case, ...]] = (
    two_share_one_link,
    one_shares_it_twice,
    who_shared_it_leaves_while_another_shares_it,
    thanks_of_several_and_twice,
    saved_twice_and_by_two,
    who_shared_it_is_erased_while_another_saves_it,
    whose_source_it_is_is_erased_while_another_saves_it,
    two_save_sources_of_one_another,
    all_are_erased_who_thanked_and_saved_from_one_another,
)
BESIDE: Final[tuple[Case, ...]] = (
    the_last_link_of_an_hour,
    two_follow_one_new_feed,
    followed_while_it_is_forgotten,
)


async def _and_nothing_is_broken(case: Case, race: Race) -> Play:
    staged = await case(race)

    async def ended(answers: list[Any]) -> str:
        async with race.bench.db.begin() as conn:
            assert await broken(conn) == []
        word = await staged.ended(answers)
        await forget(race, resource_shares)
        return word

    return Play(staged.place, staged.deeds, ended)


def whole(*cases: Case) -> list[Case]:
    """Each case, after which no promise is broken."""
    found: list[Case] = []
    for case in cases:
        made = partial(_and_nothing_is_broken, case)
        made.__name__ = case.__name__  # type: ignore[attr-defined]
        found.append(made)
    return found


@pytest.mark.parametrize(("rounds", "seed"), SIZES)
async def test_a_link_is_there_once_for_a_circle_and_for_a_person(
    database_url: str, rounds: int, seed: int | None
) -> None:
    async with race_on(database_url, seed) as race:
        await play(race, whole(*IN_A_CIRCLE), rounds=rounds)
        race.assert_nothing_was_broken_off()


@pytest.mark.parametrize(("rounds", "seed"), SIZES)
async def test_limits_hold_and_a_feed_is_there_once_for_all(
    database_url: str, rounds: int, seed: int | None
) -> None:
    async with race_on(database_url, seed) as race:
        await play(race, whole(*BESIDE), rounds=rounds)
        race.assert_nothing_was_broken_off()


@pytest.mark.parametrize(("rounds", "seed"), SIZES)
async def test_one_follows_no_more_feeds_than_may_be(
    database_url: str, rounds: int, seed: int | None
) -> None:
    async with race_on(database_url, seed) as race:
        few = FeedSettings(per_person=1)
        for bench in race.benches:
            bench.works.settings = make_settings(limits=LIMITS, feeds=few)
        await play(race, whole(the_last_feed_that_fits), rounds=rounds)
        race.assert_nothing_was_broken_off()
