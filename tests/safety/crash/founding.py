"""The world as the week finds it: people who have met the bot, circles, slots; no fork point lies here."""

import asyncio
from pathlib import Path

from bot.db import migrate
from bot.people import actions as people_actions
from bot.people.records import Person
from bot.playground.clock import WorldClock
from bot.playground.server import serve
from bot.playground.world import World
from tests.safety.crash.accounts import install_audit
from tests.safety.crash.bot_process import keep_compiled
from tests.safety.crash.cast import Cast, Somebody
from tests.safety.crash.week import SUNDAY
from tests.safety.invariants import broken
from tests.support.circles import found_circle, put_in
from tests.support.learning import add_slot
from tests.support.story import Actor, Story

CIRCLES = {
    "Data": ("Amina", "Omar", "Sara", "Yusuf", "Huda"),
    "خرائط": ("ليلى", "سامي", "نور", "خالد"),
    "Law": ("Karim", "Dina", "رامي", "Salma"),
    "برمجة": ("مريم", "حسن", "زينب"),
}
COLUMNS: dict[str, dict[str, object]] = {"Law": {"hold_hours": 24}, "برمجة": {"seats": 4}}
DAILY = ("Omar", "Huda", "سامي", "خالد", "مريم", "Karim")


def found(database: Path) -> tuple[World, Cast]:
    """A world on the morning before the week, and its database."""
    migrate.upgrade(f"sqlite+aiosqlite:///{database}")
    install_audit(
        database
    )  # before anything is sent: erasing somebody removes their first rows too
    world = World(WorldClock(SUNDAY))
    cast = Cast(world)
    asyncio.run(_found(world, cast, database))
    return world, cast


async def _found(world: World, cast: Cast, database: Path) -> None:
    async with serve(world) as server:
        story = Story(world, server, f"sqlite+aiosqlite:///{database}")
        await story.app.start(migrate_first=False)
        actors = {name: await _meets(story, body) for name, body in _members(cast)}
        for name, (host, *others) in CIRCLES.items():
            circle = await found_circle(
                story, actors[host], name, zone="Africa/Cairo", **COLUMNS.get(name, {})
            )
            await put_in(story, circle, *(actors[other] for other in others))
        for name in DAILY:
            await _learns_daily(story, await actors[name].person())
        await story.settle()
        async with story.app.db.begin() as conn:
            assert await broken(conn, now=world.clock.now(), is_at_rest=True) == []
        keep_compiled(story.app.db.engine.sync_engine)
        await story.end()


def _members(cast: Cast) -> list[tuple[str, Somebody]]:
    return list(zip(cast.MEMBERS, cast.members, strict=True))


async def _meets(story: Story, body: Somebody) -> Actor:
    actor = Actor(story, body.player, body.language)
    await actor.starts()
    person = await actor.person()
    async with story.app.works.begin(origin=f"zone{person.id}") as work:
        await people_actions.set_zone(work, person, "Africa/Cairo")
    return actor


async def _learns_daily(story: Story, person: Person) -> None:
    async with story.app.works.begin(origin=f"slot{person.id}") as work:
        await add_slot(work, person, "19:00")
