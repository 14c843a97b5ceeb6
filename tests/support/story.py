"""Stories: the whole bot against the playground's server over HTTP, with a clock moved by hand."""

import html
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.app import Halqa
from bot.db.metadata import metadata
from bot.features import FEATURES
from bot.people import actions as people_actions
from bot.people import store as people_store
from bot.people.records import Person
from bot.playground.messages import Message
from bot.playground.phone.player import Player
from bot.playground.server import PlaygroundServer
from bot.playground.world import World
from bot.registry import Feature
from bot.texts import Reader, Say
from tests.support.bench import TEXTS, make_app
from tests.support.web import Web

MOST_STEPS = 2_000


class Actor:
    """Somebody in a story. Texts and labels are given as English message ids, read in their language."""

    def __init__(self, story: "Story", player: Player, language: str) -> None:
        self.story = story
        self.player = player
        self.language = language
        self._seen = 0

    # What they do ---------------------------------------------------------------------------------

    async def says(self, text: str) -> None:
        """Type something."""
        self._mark()
        self.player.send(text)
        await self.story.settle()

    async def starts(self, payload: str | None = None) -> None:
        """Press Start, or open a deep link."""
        self._mark()
        self.player.start(payload)
        await self.story.settle()

    async def opens(self, url: str) -> None:
        """Tap a t.me link."""
        self._mark()
        self.player.open_link(url)
        await self.story.settle()

    async def presses(self, label: str, *, context: str | None = None, **values: Any) -> None:
        """Press the newest button with that label (a message id, in their own language)."""
        text = self.label(label, context=context, **values)
        for message in reversed(self.player.received):
            if text in message.labels:
                self._mark()
                self.player.press(message, text)
                await self.story.settle()
                return
        raise AssertionError(f"no button {text!r}; there are {self.buttons()}")

    async def presses_starting(self, start: str) -> None:
        """Press the newest button whose label begins with that text, as it is shown."""
        for message in reversed(self.player.received):
            for text in message.labels:
                if _bare(text).startswith(start):
                    self._mark()
                    self.player.press(message, text)
                    await self.story.settle()
                    return
        raise AssertionError(f"no button {start!r}…; there are {self.buttons()}")

    async def presses_data(self, message: Message, data: str) -> None:
        """Send callback data as an altered client can."""
        self._mark()
        self.player.press_raw(message, data)
        await self.story.settle()

    async def taps(self, label: str) -> None:
        """Tap a plain key of the reply keyboard (a message id)."""
        self._mark()
        self.player.tap(self.label(label))
        await self.story.settle()

    async def picks(self, *others: "Actor") -> None:
        """Choose people in the user picker."""
        self._mark()
        self.player.pick_users([other.player for other in others])
        await self.story.settle()

    async def shares_location(self, latitude: float, longitude: float) -> None:
        """Share a place."""
        self._mark()
        self.player.share_location(latitude, longitude)
        await self.story.settle()

    async def edits(self, message: Message, text: str) -> None:
        """Correct one of their own messages."""
        self._mark()
        self.player.edit(message.message_id, text)
        await self.story.settle()

    # What they see --------------------------------------------------------------------------------

    @property
    def last(self) -> Message:
        """The newest message from the bot."""
        return self.player.last

    def texts(self) -> list[str]:
        """Every text from the bot, oldest first, as it stands now, without direction marks."""
        return [_bare(message.text) for message in self.player.received]

    def buttons(self) -> list[list[str]]:
        """The labels under each message from the bot that has some."""
        return [message.labels for message in self.player.received if message.labels]

    def sees(self, message: str, *, n: int | None = None, many: str = "", context: str | None = None,
             **values: Any) -> Message:  # fmt: skip
        """The newest message that holds that text (a message id, in their language); fails if none."""
        say = self.say
        if n is not None:
            wanted = say.n(message, many, n=n, **values)
        elif context is not None:
            wanted = say.within(context, message, **values)
        else:
            wanted = say(message, **values)
        plain = _bare(html.unescape(re.sub(r"</?[a-z][^>]*>", "", wanted)))
        for shown in reversed(self.player.received):
            if plain in _bare(shown.text):
                return shown
        newest = "\n---\n".join(self.texts()[-4:])
        raise AssertionError(f"{plain!r} is not among what is seen:\n{newest}")

    def sees_text(self, text: str) -> Message:
        """The newest message that holds those very words; fails if none."""
        for shown in reversed(self.player.received):
            if text in _bare(shown.text):
                return shown
        newest = "\n---\n".join(self.texts()[-4:])
        raise AssertionError(f"{text!r} is not among what is seen:\n{newest}")

    def does_not_see(self, text: str) -> None:
        """No message holds those words."""
        assert not [shown for shown in self.texts() if text in shown]

    def new(self) -> list[Message]:
        """Messages from the bot since the last thing they did."""
        return self.player.received[self._seen :]

    @property
    def toast(self) -> str:
        """The answer to the last press, without direction marks."""
        return _bare(self.player.answers[-1].text or "")

    def label(self, label: str, *, context: str | None = None, **values: Any) -> str:
        """A button's label in their language."""
        say = self.say
        return (
            say.label_within(context, label, **values) if context else say.label(label, **values)
        )

    @property
    def say(self) -> Say:
        """The voice that speaks to them (without their zone)."""
        return TEXTS.say(Reader(language=self.language))

    async def person(self) -> Person:
        """Their row."""
        async with self.story.app.db.begin() as conn:
            found = await people_store.find_by_telegram_id(conn, self.player.id)
        assert found is not None
        return found

    def _mark(self) -> None:
        self._seen = len(self.player.received)


class Story:
    """One world, one bot."""

    def __init__(
        self,
        world: World,
        server: PlaygroundServer,
        url: str,
        *,
        features: Sequence[Feature] = FEATURES,
        **sections: Any,
    ) -> None:
        self.world = world
        self.server = server
        self.url = url
        self.clock = world.clock
        self.features = features
        self.sections = sections  # of the settings, that are not as usual
        self.web = (
            Web()
        )  # what the bot may fetch; serves nothing before the first page is asked for
        self.app = self._make_app()
        # Stop and start the bot after everything that anybody does: nothing may depend on memory.
        self.restarts_always = False

    async def begin(self) -> None:
        """Start the bot on an empty database."""
        async with self.app.db.begin() as conn:
            await conn.run_sync(metadata.create_all)
        await self.app.start(migrate_first=False)
        await self.settle()

    async def restart(self) -> None:
        """Stop the bot and start another on the same database; nothing is kept in memory."""
        await self.app.close()
        self.app = self._make_app()
        await self.app.start(migrate_first=False)
        await self._come_to_rest()

    async def end(self) -> None:
        """Stop the bot."""
        await self.app.close()
        await self.web.close()

    def _make_app(self) -> Halqa:
        return make_app(
            self.url,
            self.clock,
            self.server.url,
            features=self.features,
            fetcher=self.web.fetcher(),
            **self.sections,
        )

    async def actor(
        self,
        name: str,
        *,
        language: str = "en",
        zone: str | None = "Africa/Cairo",
        username: str | None = None,
        met: bool = True,
    ) -> Actor:
        """Somebody with a Telegram account; `met`: who has pressed Start and told their zone."""
        player = self.world.add_person(name, username=username, language_code=language)
        actor = Actor(self, player, language)
        if met:
            await actor.starts()
            if zone is not None:
                person = await actor.person()
                async with self.app.works.begin(origin=f"zone{player.id}") as work:
                    await people_actions.set_zone(work, person, zone)
        return actor

    # Time -----------------------------------------------------------------------------------------

    async def settle(self) -> None:
        """Let the bot do all that it can do now. The clock moves by seconds where its pace asks."""
        await self._come_to_rest()
        if self.restarts_always:
            await self.restart()

    async def _come_to_rest(self) -> None:
        for _ in range(MOST_STEPS):
            done = await self.app.step()
            await self.app.background.finish()
            if done:
                continue
            if await self.app.is_idle():
                return
            self.clock.advance(seconds=1)
        raise AssertionError("the bot never comes to rest")

    async def wait(self, delta: timedelta | None = None, **units: float) -> None:
        """Let time pass, stopping at every moment at which something is due."""
        await self.wait_until(self.clock.now() + (delta or timedelta(**units)))

    async def wait_until(self, moment: datetime) -> None:
        """Let time pass until `moment`."""
        for _ in range(MOST_STEPS):
            due = await self.app.next_at()
            if due is None or due > moment:
                break
            if due > self.clock.now():
                self.clock.move_to(due)
            else:
                self.clock.advance(seconds=1)
            await self.settle()
        if moment > self.clock.now():
            self.clock.move_to(moment)
        await self.settle()

    def refused_calls(self) -> Sequence[Any]:
        """Calls that the strict server refused: there must be none.

        An edit that changes nothing is refused by Telegram too; it is harmless and counts as done.
        """
        return [
            call
            for call in self.world.ledger.calls()
            if call.status >= 400 and "message is not modified" not in str(call.answer)
        ]


def _bare(text: str) -> str:
    """Without the marks that isolate directions."""
    return re.sub("[\u2066-\u2069\u200e\u200f]", "", text)
