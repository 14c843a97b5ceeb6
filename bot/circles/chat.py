"""What members do with their circles: `/new`, `/circles`, one circle, its log, leaving."""

from telegram import Update

from bot.circles import actions, messages, messages_log, rules, store, store_log
from bot.circles.dialogue_new import NEW
from bot.circles.records import MemberId, Refusal, Setting
from bot.errors import NotForYou
from bot.outbox.records import Outgoing
from bot.people import store as people_store
from bot.people.actions import meet
from bot.people.records import Person
from bot.telegram.context import BotContext, sender_of
from bot.work import Work


async def on_new(update: Update, context: BotContext) -> None:
    """`/new`, alone or with a name, and the button that does the same."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        say = work.say_to(person.reader)
        if refusal := await actions.refuse_open(work, person):
            screen = messages.refused(say, person, refusal, (messages.to_list(say),))
            await work.outbox.reply(screen, over=context.over)
            return
        line = context.line if context.over is None else ""
        name = rules.read_text(line, Setting.NAME) if line else None
        await context.talks.begin(
            work,
            chat_id=person.chat_id,
            name=NEW.name,
            step="field" if name else "name",
            data={"name": name} if name else {},
            over=context.over,
            fresh=name is not None,
        )


# The list and one circle ---------------------------------------------------------------------------


async def circle_screen(work: Work, person: Person, circle_id: int) -> Outgoing:
    """One circle as that member sees it.

    Raises:
        NotForYou: they are not in it.
    """
    roll, me = await actions.circle_as_member(work, person, circle_id)
    people = await people_store.list_people(work.conn, (m.person_id for m in roll.hosts))
    return messages.circle(
        work.say_to(person.reader),
        person,
        roll,
        me,
        messages.names_of(people, roll.hosts),
        may_invite=rules.may_invite(roll.circle, me, now=work.now),
    )


async def on_circles(update: Update, context: BotContext) -> None:
    """`/circles`, and the way back to it."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        circles = await store.list_circles_of(work.conn, person.id)
        screen = messages.my_circles(work.say_to(person.reader), person, circles)
        await work.outbox.reply(screen, over=context.over)


async def on_show(update: Update, context: BotContext) -> None:
    """One circle."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        screen = await circle_screen(work, person, context.press.number)
        await work.outbox.reply(screen, over=context.over)


async def on_log(update: Update, context: BotContext) -> None:
    """What happened in it."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        roll, _ = await actions.circle_as_member(work, person, context.press.number)
        entries = await store_log.list_log(work.conn, roll.circle.id, limit=rules.LOG_LINES)
        named = {i for entry in entries for i in entry.named if i is not None}
        people = await people_store.list_people(work.conn, named)
        say = work.say_to(person.reader)
        screen = messages_log.log(say, person, roll.circle, entries, people)
        await work.outbox.reply(screen, over=context.over)


async def on_mute(update: Update, context: BotContext) -> None:
    """No posts of it, or posts again; the button says which, so that a double tap changes nothing."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        circle_id = context.press.number
        await actions.mute(work, person, circle_id=circle_id, is_muted=context.press.rest == "1")
        screen = await circle_screen(work, person, circle_id)
        await work.outbox.reply(screen, over=context.over)


# Leaving -------------------------------------------------------------------------------------------


async def on_leave(update: Update, context: BotContext) -> None:
    """Asks once more; the last host of others hands over first."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        say = work.say_to(person.reader)
        roll, me = await actions.circle_as_member(work, person, context.press.number)
        screen = (
            messages.hand_over_first(say, person, roll.circle)
            if rules.refuse_leave(roll, me)
            else messages.ask_leave(say, person, roll, me)
        )
        await work.outbox.reply(screen, over=context.over)


async def on_leave_sure(update: Update, context: BotContext) -> None:
    """Leaves; a second press finds nothing to leave."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        say = work.say_to(person.reader)
        circle_id, member_id = context.press.number, MemberId(int(context.press.rest))
        screen: Outgoing
        try:
            left = await actions.leave(work, person, circle_id=circle_id, member_id=member_id)
        except NotForYou:
            screen = messages.not_there(say, person)
        else:
            if isinstance(left, Refusal):
                circle = await store.get_circle(work.conn, circle_id)
                screen = messages.hand_over_first(say, person, circle)
            else:
                screen = messages.left(say, person, left.circle, is_archived=left.is_archived)
        await work.outbox.reply(screen, over=context.over)
