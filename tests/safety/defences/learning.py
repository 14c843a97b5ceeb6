"""What keeps links, lists, sources and feeds to those whose they are, and within what they asked for."""

import pytest

from bot.errors import NotForYou
from bot.feeds import actions_waiting
from bot.queue import actions as queue_actions
from bot.queue import rules as queue_rules
from bot.queue import store as queue_store
from bot.resources import actions as link_actions
from bot.resources import store_shares
from bot.sources import actions as source_actions
from tests.feeds import test_offers_morning as mornings
from tests.nudges import test_proposals as proposals
from tests.queue import test_actions as lists
from tests.resources import test_actions as links
from tests.safety.defences.defence import Clause, Cut, Defence
from tests.sources import test_actions as sources
from tests.support.bench import Bench


async def somebody_elses_link_is_answered_like_none(bench: Bench) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    await links.test_somebody_elses_link_is_answered_like_none(bench, amina, omar)


async def who_left_a_circle_sees_its_links_no_longer(bench: Bench) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    circle = await bench.circle(amina)
    await bench.joins(circle, omar)
    await links.test_who_left_a_circle_sees_its_links_no_longer(bench, amina, omar, circle)


async def somebody_elses_source_is_answered_like_none(bench: Bench) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    source = await sources.source_of(bench, amina, "jvns.ca")
    async with bench.work() as work:
        with pytest.raises(NotForYou):
            await source_actions.set_note(work, omar, source.id, "mine")


async def a_circle_has_a_link_once(bench: Bench) -> None:
    amina, omar = await bench.person("Amina"), await bench.person("Omar")
    circle = await bench.circle(amina)
    await bench.joins(circle, omar)
    await links.test_a_circle_has_a_link_once_whoever_shares_it(bench, amina, omar, circle)


DEFENCES = (
    Defence(
        name="a link is its owner's to change, to share and to remove",
        prevents="anybody renames, removes and shares the links of others by guessing numbers",
        removed_by=(Cut(link_actions.own_resource, {"resource.person_id != person.id": "False"}),),
        shown_by=somebody_elses_link_is_answered_like_none,
    ),
    Defence(
        name="only what a circle sees is copied by its members",
        prevents="anybody reads the links of others by saving one number after the other",
        removed_by=(
            Cut(
                link_actions.copy_of_fellow,
                {"await shared_resource(work, person, original.id)": "pass"},
            ),
        ),
        shown_by=somebody_elses_link_is_answered_like_none,
    ),
    Defence(
        name="who has left a circle sees its links no longer",
        prevents="former members go on reading what a circle shares",
        removed_by=(Cut(store_shares.find_seen_by, {"reader.c.left_at.is_(None),": ""}),),
        shown_by=who_left_a_circle_sees_its_links_no_longer,
    ),
    Defence(
        name="a circle has a link once, by the database's own word",
        prevents="the same link is told as often as somebody brings it",
        removed_by=(
            Clause(
                "resource_shares",
                'CONSTRAINT uq_resource_shares_circle_id_key UNIQUE (circle_id, "key")',
            ),
        ),
        shown_by=a_circle_has_a_link_once,
    ),
    Defence(
        name="an entry is its owner's to see and to move",
        prevents="anybody reads the lists and the notes of others",
        removed_by=(Cut(queue_actions.own_entry, {"entry.person_id != person.id": "False"}),),
        shown_by=lists.test_a_fellow_members_resource_is_not_put_on_a_list_without_a_copy,
    ),
    Defence(
        name="a list holds its owner's links only",
        prevents="what is removed by one person is on the list of another",
        removed_by=(Cut(queue_actions.add, {"resource.person_id != person.id": "False"}),),
        shown_by=lists.test_a_fellow_members_resource_is_not_put_on_a_list_without_a_copy,
    ),
    Defence(
        name="what was refused is never proposed again",
        prevents="people are offered what they said no to",
        removed_by=(
            Cut(queue_rules.may_be_offered, {"entry.refused_at is None": "True"}),
            Cut(queue_store.list_offerable, {"queue_entries.c.refused_at.is_(None),": ""}),
        ),
        shown_by=proposals.test_something_else_refuses_for_good_until_nothing_is_left,
    ),
    Defence(
        name="a source is its owner's to change, to share and to remove",
        prevents="anybody reads and changes the sources of others",
        removed_by=(Cut(source_actions.own_source, {"source.person_id != person.id": "False"}),),
        shown_by=somebody_elses_source_is_answered_like_none,
    ),
    Defence(
        name="no more is offered in a week than somebody wants",
        prevents="a feed that floods fills people's mornings",
        removed_by=(
            Cut(
                actions_waiting.look_at,
                {
                    "subscription.per_week - offered.get(subscription.id, 0)": "subscription.per_week"
                },
            ),
        ),
        shown_by=mornings.test_a_flood_never_brings_more_than_they_want_in_any_week,
    ),
)
