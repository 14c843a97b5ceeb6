"""The guided talk that ends with an invite: circle, kind, whom, how well or for how many."""

import unicodedata
from collections.abc import Mapping
from typing import Final

from bot.acquaintances.records import Depth
from bot.circles import actions as circle_actions
from bot.circles import store as circle_store
from bot.circles.records import Circle, Member, Roll
from bot.dialogue import Again, Answer, Answered, Dialogue, Finished, Goto, Question, Step, Talk
from bot.errors import NotForYou
from bot.invites import actions, messages
from bot.invites.records import Made, MakingRefusal
from bot.people.actions import speaker
from bot.people.records import Person
from bot.people.rules import shown_name
from bot.texts import Say
from bot.texts.say import mark
from bot.work import Work

NAME: Final = "invite"
# What may be typed instead of pressed: the buttons' own words.
KINDS: Final[Mapping[str, str]] = {
    "personal": mark("For one person"),
    "open": mark("Open invite"),
}
DEPTHS: Final[Mapping[str, str]] = {
    "well": mark("I know them well"),
    "little": mark("I know them a little"),
}


async def _inside(work: Work, person: Person, talk: Talk) -> tuple[Roll, Member] | None:
    """None: they are no member of an open circle any more; the talk must not get stuck."""
    try:
        return await circle_actions.circle_as_member(work, person, int(talk.data["circle"]))
    except NotForYou:
        return None


def _no_circle(work: Work, person: Person) -> Finished:
    return Finished(messages.no_circle(work.say_to(person.reader), person))


def _ended(say: Say) -> Question:
    return Question(say=say, html=messages.not_made(say, MakingRefusal.CIRCLE_CLOSED))


def _chosen(work: Work, answer: Answer, among: Mapping[str, str]) -> str | None:
    """The value that was pressed, or whose words were typed."""
    if answer.choice is not None:
        return answer.choice if answer.choice in among else None
    typed = (answer.text or "").strip()
    return next((value for value, text in among.items() if typed in work.texts.every(text)), None)


def number_in(text: str) -> int | None:
    """A typed number in any digits; None for anything else."""
    digits = [unicodedata.digit(character, None) for character in text.strip()]
    if not digits or None in digits or len(digits) > 2:  # noqa: PLR2004 - no circle has 100 seats
        return None
    return int("".join(str(digit) for digit in digits))


# The circle --------------------------------------------------------------------------------------


async def _circles(work: Work, person: Person) -> list[Circle]:
    return [circle for circle, _ in await circle_store.list_circles_of(work.conn, person.id)]


async def ask_circle(work: Work, talk: Talk) -> Question:
    """Which circle?"""
    person, say = await speaker(work, talk)
    return messages.ask_circle(say, await _circles(work, person))


async def read_circle(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A button, or the circle's name typed."""
    person, say = await speaker(work, talk)
    typed = (answer.text or "").strip().casefold()
    for circle in await _circles(work, person):
        if answer.choice == f"c{circle.id}" or typed == circle.name.casefold():
            return await may_go_on(work, person, circle.id)
    return Again(messages.ask_circle(say, ()).html)


async def may_go_on(work: Work, person: Person, circle_id: int) -> Goto | Finished:
    """On to the kind, or out with the reason."""
    roll, member = await circle_actions.circle_as_member(work, person, circle_id)
    if (refusal := await actions.refuse(work, roll, member)) is not None:
        return _refused(work, person, refusal)
    return Goto("kind", {"circle": circle_id})


def _refused(work: Work, person: Person, refusal: MakingRefusal) -> Finished:
    say = work.say_to(person.reader)
    return Finished(messages.screen(say, person, messages.not_made(say, refusal)))


# The kind ----------------------------------------------------------------------------------------


async def ask_kind(work: Work, talk: Talk) -> Question:
    """One person, or whoever holds the code?"""
    person, say = await speaker(work, talk)
    inside = await _inside(work, person, talk)
    return messages.ask_kind(say, inside[0].circle) if inside else _ended(say)


async def read_kind(work: Work, talk: Talk, answer: Answer) -> Answered:
    """Personal goes to the picker; open asks for how many, if there can be several."""
    person, _ = await speaker(work, talk)
    if (inside := await _inside(work, person, talk)) is None:
        return _no_circle(work, person)
    roll, _ = inside
    match _chosen(work, answer, KINDS):
        case "personal":
            return Goto("who")
        case "open" if roll.circle.free_seats > 1:
            return Goto("uses")
        case "open":
            return await _finish(
                work, person, await actions.make_open(work, person, roll.circle.id, uses=1)
            )
        case _:
            return Again((await ask_kind(work, talk)).html)


# Whom, and how well ------------------------------------------------------------------------------


async def ask_who(work: Work, talk: Talk) -> Question:
    """The picker."""
    return messages.ask_who((await speaker(work, talk))[1])


async def read_who(work: Work, talk: Talk, answer: Answer) -> Answered:
    """One person from the picker; a typed name says nothing for sure."""
    person, say = await speaker(work, talk)
    if not answer.users:
        return Again(messages.pick_with_the_button(say))
    picked = answer.users[0]
    if (inside := await _inside(work, person, talk)) is None:
        return _no_circle(work, person)
    roll, member = inside
    refusal = await actions.refuse_guest(work, roll, member, telegram_id=picked.telegram_id)
    if refusal is not None:
        return Again(messages.not_made(say, refusal))
    name, _ = shown_name(picked.first_name or "", picked.last_name, telegram_id=picked.telegram_id)
    return Goto("depth", {"guest": picked.telegram_id, "name": name})


async def ask_depth(work: Work, talk: Talk) -> Question:
    """How well?"""
    return messages.ask_depth((await speaker(work, talk))[1], talk.data["name"])


async def read_depth(work: Work, talk: Talk, answer: Answer) -> Answered:
    """Well or a little; then the invite is made."""
    person, _ = await speaker(work, talk)
    depth = _chosen(work, answer, DEPTHS)
    if depth is None:
        return Again((await ask_depth(work, talk)).html)
    if await _inside(work, person, talk) is None:
        return _no_circle(work, person)
    outcome = await actions.make_personal(
        work,
        person,
        int(talk.data["circle"]),
        telegram_id=talk.data["guest"],
        name=talk.data["name"],
        depth=Depth(depth),
    )
    return await _finish(work, person, outcome)


# For how many ------------------------------------------------------------------------------------


async def ask_uses(work: Work, talk: Talk) -> Question:
    """For how many?"""
    person, say = await speaker(work, talk)
    inside = await _inside(work, person, talk)
    return messages.ask_uses(say, inside[0].circle) if inside else _ended(say)


async def read_uses(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A number from 1 to the free seats; skipped: one."""
    person, say = await speaker(work, talk)
    if (inside := await _inside(work, person, talk)) is None:
        return _no_circle(work, person)
    roll, _ = inside
    typed = (answer.choice or "").removeprefix("n") or answer.text or ""
    uses = 1 if answer.is_skip else number_in(typed)
    if uses is None or not 1 <= uses <= max(1, roll.circle.free_seats):
        return Again(messages.not_a_number(say, roll.circle))
    outcome = await actions.make_open(work, person, roll.circle.id, uses=uses)
    return await _finish(work, person, outcome)


async def _finish(work: Work, person: Person, outcome: Made | MakingRefusal) -> Finished:
    if isinstance(outcome, MakingRefusal):
        return _refused(work, person, outcome)
    circle = await circle_store.get_circle(work.conn, outcome.invite.circle_id)
    say = work.say_to(person.reader)
    return Finished(messages.made(say, person, circle, outcome, bot_username=work.bot_username))


INVITE: Final = Dialogue(
    name=NAME,
    command="/invite",
    steps={
        "circle": Step(ask_circle, read_circle),
        "kind": Step(ask_kind, read_kind),
        "who": Step(ask_who, read_who),
        "depth": Step(ask_depth, read_depth),
        "uses": Step(ask_uses, read_uses, may_skip=True),
    },
)
