"""A small living population: three circles, people outside them, and what they have begun."""

from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import select

from bot.circles.tables import members
from bot.people.tables import people
from bot.playground.messages import Message
from tests.safety.updates.cases import Cast, Screen
from tests.support.circles import found_circle, invite_link, knocks, makes_open_invite, put_in
from tests.support.links import put_article
from tests.support.story import Actor, Story

MOST_SCREENS: Final = 60  # remembered for each person, the newest
STRANGERS: Final = 12


@dataclass
class Population:
    """Everybody, by what they may be made to send."""

    honest: list[Actor] = field(default_factory=list)
    typists: list[Actor] = field(default_factory=list)
    careless: list[Actor] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    screens: dict[int, list[Screen]] = field(default_factory=dict)

    @property
    def everybody(self) -> list[Actor]:
        """All of them."""
        return [*self.honest, *self.typists, *self.careless]

    def cast(self) -> Cast:
        """Who there is now, for the generator."""
        for actor in self.everybody:
            self._remember(actor)
        return Cast(
            careless=[actor.player.id for actor in self.careless],
            typists=[actor.player.id for actor in self.typists],
            honest=[actor.player.id for actor in self.honest],
            screens=self.screens,
            newest={actor.player.id: _newest(actor) for actor in self.everybody},
            shown={actor.player.id: _shown(actor) for actor in self.everybody},
            codes=tuple(self.codes),
            now=int(self.honest[0].story.clock.now().timestamp()),
        )

    def _remember(self, actor: Actor) -> None:
        known = self.screens.setdefault(actor.player.id, [])
        for message in actor.player.received:
            for screen in _buttons(message):
                if screen not in known:
                    known.append(screen)
        del known[:-MOST_SCREENS]


def _shown(actor: Actor) -> list[int]:
    """What the bot may edit: text, without a reply keyboard."""
    return [
        message.message_id
        for message in actor.player.received
        if message.is_text and (message.markup is None or message.inline_keyboard is not None)
    ]


def _newest(actor: Actor) -> list[Screen]:
    last = actor.player.received[-1:]
    return [s for message in last for s in _buttons(message) if "._cancel:" not in s.data]


def _buttons(message: Message) -> list[Screen]:
    rows = message.inline_keyboard or ()
    return [Screen(message.message_id, b.callback_data) for b in rows if b.callback_data]


async def settle_down(story: Story) -> Population:
    """Two honest circles, one of careless people, somebody who has left, somebody who waits."""
    all_of = Population()
    amina = await story.actor("Amina", username="amina")
    yusuf = await story.actor("يوسف", language="ar", zone="Asia/Riyadh")
    layla = await story.actor("ليلى", language="ar", zone="Africa/Casablanca", username="layla")
    omar = await story.actor("Omar", zone="Europe/London")
    salma = await story.actor("Salma", language="ar")
    nour = await story.actor("Nour", zone="America/Havana")
    left = await story.actor("Karim")
    newcomer = await story.actor("Ziad", language="ar")
    maps = await found_circle(story, amina, "Maps & <data>")
    await put_in(story, maps, yusuf, layla, left)
    prose = await found_circle(story, omar, "نثر", language="ar", only_hosts_invite=True)
    await put_in(story, prose, salma, amina)
    await story.wait(hours=25)  # only then their word counts

    for actor, line in (
        (amina, "/goals add Statistics: regression by 1 June"),
        (layla, "/goals إضافة الإحصاء: تحليل الانحدار حتى ١ يونيو"),
        (left, "/goals add Bread: sourdough"),
    ):
        await actor.says(line)
        await actor.presses("Save")
    for actor, line in (
        (amina, "/times add every day 19:00 45m listen"),
        (layla, "/times إضافة كل اثنين وأربعاء ٧ مساءً ٤٥ د استماع"),
        (yusuf, "/times add Sun Tue Thu 6:30am 30m read"),
        (left, "/times add Fri 20:00 30m"),
    ):
        await actor.says(line)
        await actor.presses_starting({"en": "Yes", "ar": "نعم"}[actor.language])
    # What members learn from: links that a circle sees.
    for actor, path in ((amina, "/median"), (left, "/mean")):
        await actor.says(f"/share {put_article(story, path)} #data why")
        await actor.presses("Share with a circle")
        await actor.presses_starting("Maps")
    # Somebody who has left keeps every screen of the time before.
    for line in ("/invite", "/today", "/queue", "/sources", "/circles"):
        await left.says(line)
    all_of.honest = [amina, yusuf, omar, newcomer]
    all_of.typists = [layla, salma, nour]
    all_of.careless = [left]
    await knocks(newcomer, await makes_open_invite(yusuf, uses=3), knows="Layla")
    all_of.codes.append(invite_link(yusuf).partition("start=j_")[2])
    await put_in(story, prose, nour)
    all_of.cast()
    await left.says("/circles")
    await left.presses_starting("Maps")
    await left.presses("Leave")
    await left.presses("Leave the circle")
    await refill(story, all_of)
    for number in range(STRANGERS):
        language = "ar" if number % 2 else "en"
        stranger = await story.actor(
            f"S{number}", language=language, met=number % 4 == 0, zone=None
        )
        stranger.player.person.started = True
        all_of.careless.append(stranger)
    all_of.careless[-1].player.block()
    await story.settle()
    return all_of


async def refill(story: Story, all_of: Population) -> None:
    """A circle of careless people, who may do there what they like; a new one once it is gone."""
    async with story.app.db.begin() as conn:
        query = (
            select(people.c.telegram_id)
            .join(members, members.c.person_id == people.c.id)
            .where(members.c.left_at.is_(None))
        )
        inside = {row[0] for row in await conn.execute(query)}
    if any(actor.player.id in inside for actor in all_of.careless):
        return
    number = len(story.world.people)
    host = await story.actor(f"Hana{number}", language="ar")
    guest = await story.actor(f"Ivo{number}", username=f"ivo{number}")
    circle = await found_circle(story, host, f"Bees {number}")
    await put_in(story, circle, guest)
    await makes_open_invite(host)
    for actor in (host, guest):
        await actor.says("/circles")
    await guest.says(f"/share http://bees{number}.example/x")
    await host.says("/queue")
    await guest.says("/sources")
    all_of.careless += [host, guest]
