"""`/today` and `/upcoming`, and what is skipped on them."""

from collections.abc import Collection, Sequence
from typing import Final

from telegram import Update

from bot.goals import store as goal_store
from bot.home import actions, actions_days, messages_days
from bot.nudges import actions_silence
from bot.outbox.records import Outgoing
from bot.people.actions import meet
from bot.people.records import Person
from bot.registry import Feature
from bot.sittings import store_ahead
from bot.telegram.context import BotContext, sender_of
from bot.work import Work

TODAY: Final = "t."  # before a sitting's arg: the button is on today's screen


async def today_screen(work: Work, person: Person) -> Outgoing:
    """The sittings of the local day as they stand."""
    sittings = await store_ahead.today(work.conn, person, now=work.now)
    goals = await goal_store.list_goals(work.conn, person.id)
    answers = await actions.look(work, person)
    silent = await actions_silence.list_silent(work, person)
    return messages_days.today(
        work.say_to(person.reader),
        person,
        sittings,
        {goal.id: goal.title for goal in goals},
        silent,
        on=work.now.astimezone(person.reader.tz).date(),
        next_at=answers.next_at,
    )


async def on_today(update: Update, context: BotContext) -> None:
    """`/today`."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await work.outbox.reply(await today_screen(work, person), over=context.over)


class Days:
    """The handlers that must know which kinds of messages may be skipped."""

    def __init__(self, slices: Sequence[Feature]) -> None:
        self._pausable: Collection[str] = frozenset(
            kind.name for feature in slices for kind in feature.kinds if kind.pausable
        )

    async def upcoming_screen(self, work: Work, person: Person) -> Outgoing:
        """The next days as they stand."""
        silent = await actions_silence.list_silent(work, person)
        ahead = await actions_days.foresee(work, person, pausable=self._pausable, silent=silent)
        days = actions_days.local_dates(ahead, person.reader.tz)
        say = work.say_to(person.reader)
        return messages_days.upcoming(
            say, person, days, total=len(ahead), silent=list(silent.values())
        )

    async def on_upcoming(self, update: Update, context: BotContext) -> None:
        """`/upcoming`."""
        async with context.begin() as work:
            person = await meet(work, sender_of(update))
            screen = await self.upcoming_screen(work, person)
            await work.outbox.reply(screen, over=context.over)

    async def on_skip(self, update: Update, context: BotContext) -> None:
        """Leave one out; the screen shows it."""
        async with context.begin() as work:
            person = await meet(work, sender_of(update))
            arg = context.press.arg
            is_today = arg.startswith(TODAY)
            what = f"n.{arg.removeprefix(TODAY)}" if is_today else arg
            await actions_days.skip(work, person, what, pausable=self._pausable)
            await self._again(work, person, context, is_today=is_today)

    async def on_unskip(self, update: Update, context: BotContext) -> None:
        """Take a skip back; the screen shows it."""
        async with context.begin() as work:
            person = await meet(work, sender_of(update))
            arg = context.press.arg
            is_today = arg.startswith(TODAY)
            what = f"n.{arg.removeprefix(TODAY)}" if is_today else arg
            await actions_days.take_back(work, person, what)
            await self._again(work, person, context, is_today=is_today)

    async def on_wake(self, update: Update, context: BotContext) -> None:
        """Let the nudges of a silent slot come again; the screen shows it."""
        async with context.begin() as work:
            person = await meet(work, sender_of(update))
            arg = context.press.arg
            is_today = arg.startswith(TODAY)
            await actions_days.wake(work, person, int(arg.removeprefix(TODAY)))
            await self._again(work, person, context, is_today=is_today)

    async def _again(
        self, work: Work, person: Person, context: BotContext, *, is_today: bool
    ) -> None:
        screen = (
            await today_screen(work, person)
            if is_today
            else await self.upcoming_screen(work, person)
        )
        await work.outbox.reply(screen, over=context.over)
