"""A double tap on any button of circles, invites, admissions and ties does what one tap does."""

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

import pytest
from sqlalchemy import create_engine, text

from bot.circles import store as circle_store
from bot.circles.records import Circle
from bot.db.metadata import metadata
from bot.playground.server import serve
from bot.playground.world import World
from bot.schema import TABLES
from tests.safety.races.tapping import LIVING_TOGETHER, TappingStory
from tests.support.circles import (
    INTRODUCTION,
    found_circle,
    invite_link,
    makes_open_invite,
    put_in,
)
from tests.support.story import Actor

pytestmark = pytest.mark.asyncio

TAPS: Final = (1, 2)
# They only show something.
HARMLESS: Final = {"circ.list", "circ.log", "inv.list", "inv.qr", "tie.list"}


async def asks_to_join(newcomer: Actor, link: str, *, knows: str) -> None:
    await newcomer.opens(link)
    await newcomer.presses("Ask to join")
    await newcomer.says(INTRODUCTION)
    await newcomer.presses("Skip")
    await newcomer.says(knows)


async def seats(story: TappingStory, circle: Circle, number: int) -> None:
    async with story.app.works.begin(origin=f"seats{number}.{story.clock.now()}") as work:
        await circle_store.change_circle(work.conn, circle.id, seats=number)
    await story.settle()


async def shows(actor: Actor, circle: str) -> None:
    await actor.says("/circles")
    await actor.presses_starting(circle)


async def members_answer(story: TappingStory) -> None:
    """Invites, knocks, all that members, hosts and newcomers press about an admission, the line."""
    amina, omar, sara, layla, yusuf, noor, karim, zaid = [
        await story.actor(name)
        for name in ("Amina", "Omar", "Sara", "Layla", "Yusuf", "Noor", "Karim", "Zaid")
    ]
    data = await found_circle(story, amina, "Data", acquaintances_required=2, seats=9)
    await put_in(story, data, omar, sara)
    await story.wait(timedelta(hours=25))
    link = await makes_open_invite(omar, uses=3)

    await layla.opens(link)
    await layla.presses("Not now")
    await asks_to_join(layla, link, knows="Omar, Sara")
    await omar.presses("Ask them something")
    await omar.says("Where did we meet?")
    await layla.presses("Answer")
    await layla.says("In the library.")
    await omar.presses("I know them a little")
    await omar.presses("Change my answer")
    await omar.presses("I know them well")
    await sara.presses("I have a concern")
    await sara.says("I would rather not.")
    await amina.presses("Decline")
    await amina.presses("Back")
    await amina.presses("I know them a little")
    await amina.presses("Admit")
    layla.sees("You are in: {circle}", circle="Data")

    await asks_to_join(yusuf, link, knows="Omar, Sara")
    await omar.presses("I don't know them")
    await sara.presses("I have a concern")
    await sara.says("I would rather not.")
    await amina.presses("I know them well")
    await amina.presses("Decline")
    await amina.presses("Not now, perhaps later")
    yusuf.sees("The circle “{circle}” cannot take you in this time.", circle="Data")

    await asks_to_join(noor, link, knows="Omar, Sara")
    await noor.presses("Withdraw my request")
    await noor.presses("No, keep it")
    await noor.presses("Withdraw my request")
    await noor.presses("Yes, withdraw it")

    await asks_to_join(karim, link, knows="Omar, Sara")
    await asks_to_join(zaid, link, knows="Omar, Sara")
    await seats(story, data, 4)
    for member in (omar, sara):
        for _ in range(2):
            await member.presses("I know them well")
    await karim.presses("Leave the line")
    await karim.presses("Yes, withdraw it")
    await seats(story, data, 5)
    await zaid.presses("Take the seat")
    zaid.sees("You are in: {circle}", circle="Data")


async def hosts_and_members(story: TappingStory) -> None:
    """Opening, settings, second hosts, removals, leaving, closing."""
    amina, omar, sara, layla = [
        await story.actor(name) for name in ("Amina", "Omar", "Sara", "Layla")
    ]
    await amina.says("/circles")
    await amina.presses("Open a circle")
    await amina.says("Maps")
    await amina.says("Statistics")
    await amina.presses("Skip")
    await amina.presses("English")
    await amina.presses("6")
    await amina.says("Tripoli")
    await amina.presses("{city}, {country}", city="Tripoli", country="Libya")
    await amina.presses("Open it")

    await _settings(story, amina, omar, sara, layla)
    await _hosts(amina, omar, sara)


async def _settings(story: TappingStory, amina: Actor, omar: Actor, *others: Actor) -> None:
    data = await found_circle(story, amina, "Data")
    await put_in(story, data, omar, *others)
    await shows(omar, "Data")
    await omar.presses("Mute")
    await omar.presses("Unmute")
    await omar.presses("Mute")

    await shows(amina, "Data")
    await amina.presses("Host's tools")
    await amina.presses("Settings")
    await amina.presses("Seats")
    await amina.presses_starting("12")
    await amina.presses("Host's last word")
    await amina.presses_starting("yes")
    await amina.presses("Name")
    await amina.says("Figures")


async def _hosts(amina: Actor, omar: Actor, sara: Actor) -> None:
    await shows(amina, "Figures")
    await amina.presses("Host's tools")
    await amina.presses("Second host")
    await amina.presses_starting("Omar")
    await amina.presses("Yes")
    await shows(omar, "Figures")
    await omar.presses("Host's tools")
    await omar.presses("Step down as host")
    await omar.presses("Yes")
    await shows(amina, "Figures")
    await amina.presses("Host's tools")
    await amina.presses("Remove a member")
    await amina.presses_starting("Layla")
    await amina.presses("Silent for a long time")
    await amina.presses("Remove them")
    await shows(amina, "Figures")
    await amina.presses("Host's tools")
    await amina.presses("Hand over")
    await amina.presses_starting("Omar")
    await amina.presses("Yes")
    await shows(sara, "Figures")
    await sara.presses("Leave")
    await sara.presses("Leave the circle")
    await shows(omar, "Figures")
    await omar.presses("Host's tools")
    await omar.presses("Close the circle")
    await omar.presses("Close and delete it")


async def invites_and_ties(story: TappingStory) -> None:
    """Invites that are made, renewed and revoked; and who has come to know whom."""
    amina, omar, sara = [await story.actor(name) for name in ("Amina", "Omar", "Sara")]
    layla = await story.actor("Layla")
    data = await found_circle(story, amina, "Data")
    await put_in(story, data, omar, sara)
    await shows(omar, "Data")
    await omar.presses("Invite somebody")
    await omar.presses("For one person")
    await omar.picks(layla)
    await omar.presses("I know them well")
    await makes_open_invite(omar)
    await omar.says("/invite list")
    await omar.presses("Renew number {n}", n=2)
    await omar.says("/invite list")
    await omar.presses("Revoke number {n}", n=1)
    assert invite_link(omar)

    await story.wait(timedelta(days=62))
    await omar.presses_starting("Sara")
    await omar.presses("I know them well")
    await sara.presses_starting("Omar")
    await sara.presses("I know them a little")
    await sara.presses("Somebody else")
    await sara.presses_starting("Amina")
    await sara.presses("I don't know them")
    await amina.presses("Nobody yet")


PRESSED: Final = Counter[str]()
Walk = Callable[[TappingStory], Awaitable[None]]
WALKS: Final[tuple[Walk, ...]] = (members_answer, hosts_and_members, invites_and_ties)


def empty(url: str) -> None:
    """Nobody has ever met this bot."""
    engine = create_engine(url.replace("+aiosqlite", ""))
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            for table in reversed(metadata.sorted_tables):
                connection.execute(table.delete())
        else:
            names = ", ".join(table.name for table in TABLES)
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
    engine.dispose()


# An update is one transaction on either engine: PostgreSQL's walk is a long one.
ENGINES = [
    "sqlite",
    pytest.param("postgresql", marks=[pytest.mark.long, pytest.mark.timeout(3_600)]),
]


@pytest.mark.parametrize("database_url", ENGINES, indirect=True)
@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
async def test_two_taps_do_what_one_does(database_url: str, walk: Walk) -> None:
    kept = []
    for taps in TAPS:
        empty(database_url)
        world = World()
        async with serve(world) as server:
            story = TappingStory(world, server, database_url, taps=taps)
            await story.begin()
            try:
                await walk(story)
                kept.append(await story.rows())
            finally:
                await story.end()
            answers = sum(len(player.answers) for player in world.players)
            assert answers == taps * sum(story.pressed.values()), "a tap was not answered"
        PRESSED.update(story.pressed)

    once, twice = kept
    for name, rows in once.items():
        assert twice[name] == rows, name


async def test_every_button_was_tapped() -> None:
    """The walks above, in this process, have met every button that changes something."""
    buttons = {
        name for feature in LIVING_TOGETHER if feature.name != "people" for name in feature.buttons
    }
    if not PRESSED:
        pytest.skip("the walks ran elsewhere")
    assert buttons - PRESSED.keys() - HARMLESS == set()
