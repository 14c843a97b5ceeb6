"""A ready-made cast for the playground: people in two languages, and a circle that has begun."""

from collections.abc import Awaitable, Callable
from typing import Final

from bot.acquaintances import store as tie_store
from bot.acquaintances.records import Depth
from bot.app import Halqa
from bot.circles import actions as circle_actions
from bot.circles.records import Circle
from bot.people import actions as people_actions
from bot.people import store as people_store
from bot.people.records import Person
from bot.playground.world import World
from bot.work import Work

SCENES: Final = ("cast",)

# First name, username, language, zone.
CAST: Final = (
    ("Amina", "amina", "en", "Africa/Cairo"),
    ("يوسف", "yusuf", "ar", "Asia/Riyadh"),
    ("ليلى", "layla", "ar", "Africa/Casablanca"),
    ("Omar", "omar", "en", "Europe/London"),
    ("سارة", None, "ar", "Asia/Amman"),
)


async def load(world: World, halqa: Halqa, *, rest: Callable[[], Awaitable[None]]) -> None:
    """Let everybody press Start; Amina opens a circle in which Yusuf, whom she knows, is a member."""
    players = [
        world.add_person(name, username=username, language_code=language)
        for name, username, language, _ in CAST
    ]
    for player in players:
        player.start()
    await rest()
    async with halqa.works.begin(origin=f"cast{players[0].id}") as work:
        met: list[Person] = []
        for player, (_, _, _, zone) in zip(players, CAST, strict=True):
            person = await people_store.find_by_telegram_id(work.conn, player.id)
            if person is not None:
                met.append(await people_actions.set_zone(work, person, zone))
        await _circle(work, host=met[0], friend=met[1])
    await rest()


async def _circle(work: Work, *, host: Person, friend: Person) -> None:
    opened = await circle_actions.open_circle(
        work,
        host,
        name="Stories with data",
        field="Data visualisation",
        focus="Charts that people read",
        language="en",
        seats=8,
        zone=host.zone or "UTC",
    )
    if not isinstance(opened, Circle):
        return
    member = await circle_actions.admit(
        work,
        circle_id=opened.id,
        person_id=friend.id,
        helps_with="Arabic typography",
        vouchers=[host.id],
    )
    _, first = await circle_actions.circle_as_member(work, host, opened.id)
    if member is not None:
        await tie_store.put_tie(
            work.conn,
            circle_id=opened.id,
            one=first.id,
            other=member.id,
            depth=Depth.WELL,
            vouched=True,
            now=work.now,
        )
