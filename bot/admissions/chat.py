"""What newcomers send: `/join`, the deep link, and the buttons on what they are shown."""

from telegram import Update

from bot.admissions import (
    actions,
    actions_answers,
    actions_line,
    dialogue_knock,
    messages,
    messages_knock,
    messages_words,
)
from bot.admissions.dialogue_words import REPLY_NAME, STEP
from bot.admissions.records import Outcome
from bot.admissions.rules_names import hides_marks
from bot.dialogue import store as dialogue_store
from bot.invites import store as invite_store
from bot.invites.messages_codes import no_invite
from bot.invites.records import NoInvite
from bot.invites.rules_codes import is_plainly_a_code
from bot.people.actions import meet
from bot.people.records import Person
from bot.telegram.context import BotContext, Sender, sender_of
from bot.work import Work


async def on_join(update: Update, context: BotContext) -> None:
    """`/join CODE`; alone it asks for the code, or goes on with a knock that was begun."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        if context.line:
            await _show_door(work, person, context.line)
            return
        await context.talks.begin(
            work, chat_id=person.chat_id, name=dialogue_knock.NAME, step="code", fresh=False
        )


async def on_link(update: Update, context: BotContext) -> None:
    """`t.me/<bot>?start=j_<code>`."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await _show_door(work, person, context.payload)


async def on_text(work: Work, update: Update) -> bool:
    """A code or a link that was pasted although nobody asked for one."""
    message = update.effective_message
    text = (message.text or "") if message is not None else ""
    if not is_plainly_a_code(text):
        return False
    await _show_door(work, await meet(work, sender_of(update)), text)
    return True


async def _show_door(work: Work, person: Person, text: str) -> None:
    found = await dialogue_knock.door_screen(work, person, text)
    if isinstance(found, NoInvite):
        say = work.say_to(person.reader)
        found = messages.screen(say, person, no_invite(say, found))
    await work.outbox.reply(found)


async def on_knock(update: Update, context: BotContext) -> None:
    """`Ask to join`: the door is tried again, then the talk begins."""
    sender = sender_of(update)
    async with context.begin() as work:
        person = await meet(work, sender)
        invite = await invite_store.get_invite(work.conn, context.press.number)
        waiting = await actions.find_waiting(work, person, invite)
        if waiting is not None or await actions.refuse_entry(work, person, invite) is not None:
            screen = await dialogue_knock.door_of(work, person, invite)
            await work.outbox.reply(screen, over=context.over)
            return
        left = await dialogue_store.find_talk(
            work.conn, chat_id=person.chat_id, name=dialogue_knock.NAME
        )
        is_same = left is not None and left.data.get("invite") == invite.id
        if left is not None and is_same and left.data.get("door") == context.over:
            return  # a second tap: the question stands on this very screen
        await context.talks.begin(
            work,
            chat_id=person.chat_id,
            name=dialogue_knock.NAME,
            step="introduction",
            data={"invite": invite.id, "hidden": _hides(sender), "door": context.over},
            fresh=not is_same,
            over=context.over,
        )


def _hides(sender: Sender) -> bool:
    """Only the update holds the name as Telegram has it; what is kept is cleaned."""
    return hides_marks(sender.first_name, sender.last_name)


async def on_not_now(update: Update, context: BotContext) -> None:
    """`Not now`."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        say = work.say_to(person.reader)
        await work.outbox.reply(messages_knock.not_now(say, person), over=context.over)


# The way back ------------------------------------------------------------------------------------


async def on_back(update: Update, context: BotContext) -> None:
    """`Withdraw my request`, `Leave the line`: sure?"""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        admission, roll = await actions.as_newcomer(work, person, context.press.number)
        say = work.say_to(person.reader)
        screen = messages.nothing_open(say, person)
        if admission.is_waiting:
            screen = messages.ask_withdraw(say, person, roll.circle, admission)
        await work.outbox.reply(screen, over=context.over)


async def on_withdraw(update: Update, context: BotContext) -> None:
    """Sure."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        outcome = await actions.withdraw(work, person, context.press.number)
        screen = messages.standing(work.say_to(person.reader), person, outcome)
        await work.outbox.reply(screen, over=context.over)


async def on_keep(update: Update, context: BotContext) -> None:
    """Not withdrawn: how it stands."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        admission, roll = await actions.as_newcomer(work, person, context.press.number)
        outcome = Outcome(admission, roll.circle)
        screen = messages.standing(work.say_to(person.reader), person, outcome)
        await work.outbox.reply(screen, over=context.over)


async def on_take(update: Update, context: BotContext) -> None:
    """`Take the seat`."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        say = work.say_to(person.reader)
        match await actions_line.take_offer(work, person, context.press.number):
            case (Outcome(admission, circle), _):
                screen = messages.no_room_for_more(say, person, circle, admission)
            case Outcome(admission, circle) if admission.is_undecided:
                screen = messages.asked_again(say, person, circle, admission)
            case outcome:
                screen = messages.standing(say, person, outcome)
        await work.outbox.reply(screen, over=context.over)


# A relayed question ------------------------------------------------------------------------------


async def on_reply(update: Update, context: BotContext) -> None:
    """`Answer` under a relayed question."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        admission, _, exchange = await actions_answers.as_questioned(
            work, person, context.press.number, int(context.press.rest)
        )
        if exchange is None or exchange.answer is not None:
            say = work.say_to(person.reader)
            if exchange is None:
                context.toast(messages_words.decided_already(say))
            await work.outbox.reply(messages.nothing_open(say, person), over=context.over)
            return
        await context.talks.begin(
            work,
            chat_id=person.chat_id,
            name=REPLY_NAME,
            step=STEP,
            data={"admission": admission.id, "question": exchange.id},
            over=context.over,
        )
