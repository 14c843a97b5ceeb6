"""`/invite`, its list and its buttons."""

import io
from collections.abc import Mapping
from typing import Any, Final

import segno
from telegram import Update

from bot.circles import actions as circle_actions
from bot.circles import store as circle_store
from bot.circles.records import Circle
from bot.dialogue import Finished
from bot.dialogue import store as dialogue_store
from bot.errors import NotForYou
from bot.invites import actions, dialogue_invite, messages, store
from bot.invites.records import Invite, MakingRefusal
from bot.invites.rules_codes import link_to, read_code
from bot.people import store as people_store
from bot.people.actions import meet
from bot.people.records import Person
from bot.telegram.context import BotContext, sender_of
from bot.telegram.files import Rendered
from bot.work import Work

LIST_WORDS: Final = frozenset({"list", "قائمة", "القائمة"})
QR_SCALE: Final = 10  # pixels a module: about 330 wide, sharp on a phone held at arm's length


async def on_invite(update: Update, context: BotContext) -> None:
    """`/invite`: begin, or go on with what was left; `/invite list`: what is open."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        if context.line.strip().casefold() in LIST_WORDS:
            await _show_list(work, person, over=None)
            return
        left = await dialogue_store.find_talk(
            work.conn, chat_id=person.chat_id, name=dialogue_invite.NAME
        )
        circles = await circle_store.list_circles_of(work.conn, person.id)
        if left is None and len(circles) <= 1:
            if circles:
                await _begin(work, context, person, circles[0][0].id)
            else:
                say = work.say_to(person.reader)
                await work.outbox.reply(messages.no_circle(say, person))
            return
        await context.talks.begin(
            work, chat_id=person.chat_id, name=dialogue_invite.NAME, step="circle", fresh=False
        )


async def on_circle(update: Update, context: BotContext) -> None:
    """Invite to the circle whose screen this button is on."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await _begin(work, context, person, context.press.number)


async def _begin(work: Work, context: BotContext, person: Person, circle_id: int) -> None:
    match await dialogue_invite.may_go_on(work, person, circle_id):
        case Finished(screen):
            if screen is not None:
                await work.outbox.reply(screen)
        case goto:
            await context.talks.begin(
                work,
                chat_id=person.chat_id,
                name=dialogue_invite.NAME,
                step=goto.step,
                data=goto.data,
            )


# The list ----------------------------------------------------------------------------------------


async def on_list(update: Update, context: BotContext) -> None:
    """Live invites: one's own, and all of the circles one hosts."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await _show_list(work, person, over=context.over)


async def _show_list(work: Work, person: Person, *, over: int | None) -> None:
    rows: list[tuple[Invite, Circle, str | None]] = []
    for circle, member in await circle_store.list_circles_of(work.conn, person.id):
        only_own = None if member.is_host else member.id
        found = await store.list_live(
            work.conn, now=work.now, circle_id=circle.id, member_id=only_own
        )
        roll = await circle_store.get_roll(work.conn, circle.id)
        people = await people_store.list_people(work.conn, roll.person_ids)
        names = {m.id: people[m.person_id].name for m in roll.members if m.id != member.id}
        rows += [(invite, circle, names.get(invite.member_id)) for invite in found]
    say = work.say_to(person.reader)
    await work.outbox.reply(messages.listed(say, person, rows), over=over)


async def on_revoke(update: Update, context: BotContext) -> None:
    """Take an invite back."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await actions.revoke(work, person, context.press.number)
        context.toast(messages.revoked(work.say_to(person.reader)))
        await _show_list(work, person, over=context.over)


async def on_renew(update: Update, context: BotContext) -> None:
    """Cancel and reissue; the new code comes in a message of its own."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        say = work.say_to(person.reader)
        outcome = await actions.renew(work, person, context.press.number)
        if isinstance(outcome, MakingRefusal):
            await work.outbox.reply(
                messages.screen(say, person, messages.not_made(say, outcome)), over=context.over
            )
            return
        circle = await circle_store.get_circle(work.conn, outcome.invite.circle_id)
        screen = messages.made(say, person, circle, outcome, bot_username=work.bot_username)
        await work.outbox.reply(screen, over=context.over)


# The picture -------------------------------------------------------------------------------------


async def on_qr(update: Update, context: BotContext) -> None:
    """The picture of a live invite, for whoever was shown its code."""
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        code = read_code(context.press.arg)
        invite = code and await store.find_by_hash(work.conn, work.keys.digest("invite", code))
        if not code or not invite or not invite.is_live(now=work.now):
            raise NotForYou
        roll, _ = await circle_actions.circle_as_member(work, person, invite.circle_id)
        say = work.say_to(person.reader)
        await work.outbox.file(messages.qr_picture(say, person, roll.circle, code))


async def render_qr(work: Work, arguments: Mapping[str, Any]) -> Rendered:
    """The invite's link as a PNG."""
    drawn = io.BytesIO()
    link = link_to(work.bot_username, arguments["code"])
    segno.make(link, error="m").save(drawn, kind="png", scale=QR_SCALE, border=4)
    return Rendered("invite.png", drawn.getvalue())
