"""What hosts do: their tools, the settings, and who is host or member."""

from telegram import Update

from bot.circles import actions, actions_hosts, messages, messages_hosts, messages_settings, rules
from bot.circles.chat import circle_screen
from bot.circles.dialogue_hosts import REMOVAL, TEXT
from bot.circles.messages_hosts import Purpose
from bot.circles.records import MemberId, Refusal, Setting
from bot.people import store as people_store
from bot.people.actions import meet
from bot.telegram.context import BotContext, sender_of

# Tools and settings --------------------------------------------------------------------------------


async def on_tools(update: Update, context: BotContext) -> None:
    """All that a host can do."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        roll, me = await actions.circle_as_host(work, person, context.press.number)
        screen = messages_hosts.tools(work.say_to(person.reader), person, roll, me)
        await work.outbox.reply(screen, over=context.over)


async def on_settings(update: Update, context: BotContext) -> None:
    """All settings with their values."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        roll, _ = await actions.circle_as_host(work, person, context.press.number)
        screen = messages_settings.settings(work.say_to(person.reader), person, roll.circle)
        await work.outbox.reply(screen, over=context.over)


async def on_setting(update: Update, context: BotContext) -> None:
    """One setting: its values, or a text to be typed."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        roll, _ = await actions.circle_as_host(work, person, context.press.number)
        setting = Setting(context.press.rest)
        if setting in rules.LONGEST:
            await context.talks.begin(
                work,
                chat_id=person.chat_id,
                name=TEXT.name,
                step="text",
                data={"circle": roll.circle.id, "setting": setting.value},
                over=context.over,
            )
            return
        say = work.say_to(person.reader)
        screen = messages_settings.one_setting(say, person, roll.circle, setting)
        await work.outbox.reply(screen, over=context.over)


async def on_value(update: Update, context: BotContext) -> None:
    """One of the values; the settings are shown with it."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        say = work.say_to(person.reader)
        word, _, value = context.press.rest.partition(".")
        changed = await actions_hosts.change(
            work,
            person,
            circle_id=context.press.number,
            setting=Setting(word),
            value=int(value),
        )
        if isinstance(changed, Refusal):
            context.toast(say.label_looked_up(messages.REFUSALS[changed]), alert=True)
            roll, _ = await actions.circle_as_host(work, person, context.press.number)
            screen = messages_settings.one_setting(say, person, roll.circle, Setting(word))
        else:
            context.toast(say.label("Kept."))
            screen = messages_settings.settings(say, person, changed)
        await work.outbox.reply(screen, over=context.over)


# Members -------------------------------------------------------------------------------------------


async def on_pick(update: Update, context: BotContext) -> None:
    """Whom? For a removal, a hand-over, a second host."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        roll, me = await actions.circle_as_host(work, person, context.press.number)
        people = await people_store.list_people(work.conn, roll.person_ids)
        say = work.say_to(person.reader)
        purpose = Purpose(context.press.rest)
        screen = messages_hosts.choose_member(say, person, roll, me, people, purpose=purpose)
        await work.outbox.reply(screen, over=context.over)


async def on_sure(update: Update, context: BotContext) -> None:
    """Asks once more; a removal asks for a reason."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        say = work.say_to(person.reader)
        roll, me = await actions.circle_as_host(work, person, context.press.number)
        word, _, chosen = context.press.rest.partition(".")
        purpose, member_id = Purpose(word), MemberId(int(chosen))
        refusal = (
            rules.refuse_removal(roll, me, member_id)
            if purpose is Purpose.REMOVE
            else rules.refuse_new_host(roll, me, member_id)
        )
        target = rules.find(roll, member_id)
        if refusal or target is None:
            why = refusal or Refusal.NOT_A_MEMBER
            back = (messages.to_circle(say, roll.circle.id),)
            await work.outbox.reply(messages.refused(say, person, why, back), over=context.over)
        elif purpose is Purpose.REMOVE:
            await context.talks.begin(
                work,
                chat_id=person.chat_id,
                name=REMOVAL.name,
                step="reason",
                data={"circle": roll.circle.id, "member": target.id},
                over=context.over,
            )
        else:
            name = (await people_store.get_person(work.conn, target.person_id)).full_name
            screen = messages_hosts.ask_new_host(
                say, person, roll.circle, target, name, purpose=purpose
            )
            await work.outbox.reply(screen, over=context.over)


async def on_new_host(update: Update, context: BotContext) -> None:
    """Hands over, or adds a host."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        say = work.say_to(person.reader)
        circle_id = context.press.number
        word, _, chosen = context.press.rest.partition(".")
        purpose = Purpose(word)
        act = actions_hosts.hand_over if purpose is Purpose.HAND_OVER else actions_hosts.add_host
        made = await act(work, person, circle_id=circle_id, member_id=MemberId(int(chosen)))
        if isinstance(made, Refusal):
            back = (messages.to_circle(say, circle_id),)
            screen = messages.refused(say, person, made, back)
        else:
            roll, _ = await actions.circle_as_member(work, person, circle_id)
            name = (await people_store.get_person(work.conn, made.person_id)).full_name
            screen = messages_hosts.host_made(say, person, roll.circle, name, purpose)
        await work.outbox.reply(screen, over=context.over)


async def on_step_down(update: Update, context: BotContext) -> None:
    """Asks once more."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        say = work.say_to(person.reader)
        roll, me = await actions.circle_as_host(work, person, context.press.number)
        refusal = rules.refuse_step_down(roll, me)
        screen = (
            messages.hand_over_first(say, person, roll.circle)
            if refusal
            else messages_hosts.ask_step_down(say, person, roll.circle)
        )
        await work.outbox.reply(screen, over=context.over)


async def on_step_down_sure(update: Update, context: BotContext) -> None:
    """A plain member from now on."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        circle_id = context.press.number
        stepped = await actions_hosts.step_down(work, person, circle_id=circle_id)
        if isinstance(stepped, Refusal):
            roll, _ = await actions.circle_as_host(work, person, circle_id)
            say = work.say_to(person.reader)
            screen = messages.hand_over_first(say, person, roll.circle)
        else:
            screen = await circle_screen(work, person, circle_id)
        await work.outbox.reply(screen, over=context.over)


# The end -------------------------------------------------------------------------------------------


async def on_close(update: Update, context: BotContext) -> None:
    """Asks once more."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        roll, _ = await actions.circle_as_host(work, person, context.press.number)
        screen = messages_hosts.ask_close(work.say_to(person.reader), person, roll.circle)
        await work.outbox.reply(screen, over=context.over)


async def on_close_sure(update: Update, context: BotContext) -> None:
    """Closed for everybody."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        is_deleted = context.press.rest == "delete"
        circle = await actions_hosts.archive(
            work, person, circle_id=context.press.number, is_deleted=is_deleted
        )
        say = work.say_to(person.reader)
        screen = messages_hosts.closed(say, person, circle, is_deleted=is_deleted)
        await work.outbox.reply(screen, over=context.over)
