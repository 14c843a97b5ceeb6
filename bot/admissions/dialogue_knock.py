"""The guided talk of a newcomer: code, introduction, help, whom they know."""

from collections.abc import Sequence
from typing import Final

from bot.admissions import actions, messages, messages_knock
from bot.admissions.records import Named, NoEntry, Outcome
from bot.admissions.rules import (
    LONGEST_HELP,
    LONGEST_INTRODUCTION,
    SHORTEST_INTRODUCTION,
    fits,
)
from bot.admissions.rules_names import LONGEST_TYPED_NAME, typed_names
from bot.circles import store as circle_store
from bot.circles.records import Circle
from bot.dialogue import Again, Answer, Answered, Dialogue, Finished, Goto, Question, Step, Talk
from bot.dialogue.records import PickedUser
from bot.invites import actions as invite_actions
from bot.invites import store as invite_store
from bot.invites.messages_codes import no_invite
from bot.invites.records import Invite, Kind, NoInvite
from bot.outbox.records import Outgoing
from bot.people import store as people_store
from bot.people.actions import speaker
from bot.people.records import Person
from bot.people.rules import shown_name
from bot.work import Work

NAME: Final = "knock"


async def _circle(work: Work, talk: Talk) -> Circle:
    invite = await invite_store.get_invite(work.conn, int(talk.data["invite"]))
    return await circle_store.get_circle(work.conn, invite.circle_id)


# The code ----------------------------------------------------------------------------------------


async def door_screen(work: Work, person: Person, text: str) -> Outgoing | NoInvite:
    """What lies behind a typed code: the door, or why it does not open; or no invite at all."""
    invite = await invite_actions.find(work, person, text)
    return invite if isinstance(invite, NoInvite) else await door_of(work, person, invite)


async def door_of(work: Work, person: Person, invite: Invite) -> Outgoing:
    """The door of a real invite, how the person's own request stands, or why it is shut."""
    waiting = await actions.find_waiting(work, person, invite)
    if waiting is not None:
        return messages.standing(work.say_to(person.reader), person, waiting)
    refusal = await actions.refuse_entry(work, person, invite)
    if refusal is not None:
        return _refused(work, person, refusal)
    circle = await circle_store.get_circle(work.conn, invite.circle_id)
    inviter = None
    if invite.kind is Kind.PERSONAL:
        stay = await circle_store.get_member(work.conn, invite.member_id)
        inviter = await people_store.get_person(work.conn, stay.person_id)
    say = work.say_to(person.reader)
    return messages_knock.door(say, person, circle, invite, inviter=inviter)


def _refused(work: Work, person: Person, refusal: NoEntry) -> Outgoing:
    say = work.say_to(person.reader)
    return messages.screen(say, person, messages_knock.no_entry(say, refusal))


async def ask_code(work: Work, talk: Talk) -> Question:
    """Which code?"""
    return messages_knock.ask_code((await speaker(work, talk))[1])


async def read_code(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A code or a link; it is not kept, only what it leads to is shown."""
    person, say = await speaker(work, talk)
    found = await door_screen(work, person, answer.text or "")
    if isinstance(found, NoInvite):
        return Again(no_invite(say, found))
    return Finished(found)


# The introduction and the help -------------------------------------------------------------------


async def ask_introduction(work: Work, talk: Talk) -> Question:
    """Who are you?"""
    _, say = await speaker(work, talk)
    return messages_knock.ask_introduction(say, await _circle(work, talk))


async def read_introduction(work: Work, talk: Talk, answer: Answer) -> Answered:
    """20 to 500 characters."""
    _, say = await speaker(work, talk)
    text = (answer.text or "").strip()
    if not fits(text, shortest=SHORTEST_INTRODUCTION, longest=LONGEST_INTRODUCTION):
        return Again(messages_knock.introduction_length(say, len(text)))
    return Goto("helps", {"introduction": text})


async def ask_help(work: Work, talk: Talk) -> Question:
    """What can you give?"""
    return messages_knock.ask_help((await speaker(work, talk))[1])


async def read_help(work: Work, talk: Talk, answer: Answer) -> Answered:
    """Up to 500 characters, or skipped."""
    _, say = await speaker(work, talk)
    text = "" if answer.is_skip else (answer.text or "").strip()
    if len(text) > LONGEST_HELP:
        return Again(messages_knock.help_too_long(say))
    return Goto("knows", {"helps": text})


# Whom they know ----------------------------------------------------------------------------------


async def ask_knows(work: Work, talk: Talk) -> Question:
    """Whom do you know here?"""
    return messages_knock.ask_knows((await speaker(work, talk))[1])


async def read_knows(work: Work, talk: Talk, answer: Answer) -> Answered:
    """Picked people, typed names, or only the inviter; then the request is made."""
    person, say = await speaker(work, talk)
    text = (answer.text or "").strip()
    is_only_inviter = text in work.texts.every(messages_knock.ONLY_INVITER)
    if answer.users:
        named: Sequence[Named] = [_picked(user) for user in answer.users]
    elif is_only_inviter:
        named = []
    elif not (named := typed_names(text)):
        return Again(messages_knock.name_somebody(say))
    outcome = await actions.knock(
        work,
        person,
        int(talk.data["invite"]),
        introduction=talk.data["introduction"],
        helps_with=talk.data["helps"],
        named=named,
        has_hidden_marks=bool(talk.data.get("hidden")),
    )
    if not isinstance(outcome, Outcome):
        return Finished(_refused(work, person, outcome))
    screen = messages.standing(say, person, outcome)
    if not outcome.admission.is_waiting:
        return Finished(screen)
    # Found again at the decision: the button to withdraw must not outlive it.
    about = str(outcome.admission.id)
    await work.outbox.add(
        screen, kind="adm_waiting", key=f"adm_waiting:{about}:{work.update_id}", about=about
    )
    return Finished(None)


def _picked(user: PickedUser) -> Named:
    _, full_name = shown_name(user.first_name or "", user.last_name, telegram_id=user.telegram_id)
    return Named(
        full_name[:LONGEST_TYPED_NAME], telegram_id=user.telegram_id, username=user.username
    )


KNOCK: Final = Dialogue(
    name=NAME,
    command="/join",
    steps={
        "code": Step(ask_code, read_code),
        "introduction": Step(ask_introduction, read_introduction),
        "helps": Step(ask_help, read_help, may_skip=True),
        "knows": Step(ask_knows, read_knows),
    },
)
