"""Two small talks of their own."""

from collections.abc import AsyncIterator

import pytest_asyncio
from telegram import Update

from bot.dialogue import (
    Again,
    Answer,
    Answered,
    Choice,
    Dialogue,
    Finished,
    Goto,
    Question,
    Step,
    Talk,
)
from bot.errors import NotForYou
from bot.outbox.records import Key, Outgoing, ReplyKeyboard
from bot.people import store as people_store
from bot.people.actions import meet
from bot.people.feature import FEATURE as PEOPLE
from bot.playground.server import serve
from bot.playground.world import World
from bot.registry import Command, Feature
from bot.telegram.context import BotContext, sender_of
from bot.texts import Html, Say
from bot.work import Work
from tests.support.story import Story

COLOURS = ("red", "blue")


async def _say(work: Work, talk: Talk) -> Say:
    person = await people_store.find_by_telegram_id(work.conn, talk.chat_id)
    assert person is not None
    return work.say_to(person.reader)


async def ask_name(work: Work, talk: Talk) -> Question:
    return Question(say=await _say(work, talk), html=Html("What is it called?"))


async def read_name(_work: Work, _talk: Talk, answer: Answer) -> Answered:
    if answer.text is None or len(answer.text) > 20:
        return Again(Html("A name has 20 letters."))
    return Goto("colour", {"name": answer.text})


async def ask_colour(work: Work, talk: Talk) -> Question:
    choices = tuple((Choice(colour.title(), colour),) for colour in COLOURS)
    html = Html(f"Which colour has {talk.data['name']}?")
    return Question(say=await _say(work, talk), html=html, choices=choices)


async def read_colour(_work: Work, _talk: Talk, answer: Answer) -> Answered:
    if answer.is_skip:
        return Goto("friends", {"colour": None})
    chosen = answer.choice or (answer.text or "").lower()
    if chosen not in COLOURS:
        return Again(Html("Red or blue."))
    return Goto("friends", {"colour": chosen})


async def ask_friends(work: Work, talk: Talk) -> Question:
    keyboard = ReplyKeyboard(rows=((Key("Pick", users=3),),))
    return Question(say=await _say(work, talk), html=Html("With whom?"), keyboard=keyboard)


async def read_friends(_work: Work, talk: Talk, answer: Answer) -> Answered:
    names: list[str] = []
    if answer.users is not None:
        names = [user.first_name or "" for user in answer.users]
    elif not answer.is_skip:
        return Again(Html("Pick somebody."))
    told = f"{talk.data['name']}, {talk.data['colour']}, {' '.join(names) or 'alone'}"
    return Finished(Outgoing(to=talk.chat_id, html=f"Made: {told}"))


GONE: set[int] = set()  # chats whose note is about something that is gone


async def ask_note(work: Work, talk: Talk) -> Question:
    if talk.chat_id in GONE:
        raise NotForYou
    return Question(say=await _say(work, talk), html=Html("What should be noted?"))


async def read_note(_work: Work, talk: Talk, answer: Answer) -> Answered:
    return Finished(Outgoing(to=talk.chat_id, html=f"A note: {answer.text}"))


KITE = Dialogue(
    name="kite",
    command="/kite",
    steps={
        "name": Step(ask_name, read_name),
        "colour": Step(ask_colour, read_colour, may_skip=True),
        "friends": Step(ask_friends, read_friends, may_skip=True),
    },
)
NOTE = Dialogue(name="note", command=None, steps={"note": Step(ask_note, read_note)})


async def on_start(update: Update, context: BotContext) -> None:
    async with context.begin() as work:
        await meet(work, sender_of(update))


async def on_kite(update: Update, context: BotContext) -> None:
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        talks, fresh = context.talks, context.line == "new"
        await talks.begin(work, chat_id=person.chat_id, name="kite", step="name", fresh=fresh)
        if context.line not in {"", "new"}:
            answer = Answer(text=context.line)
            await talks.answer(work, chat_id=person.chat_id, answer=answer)


async def on_note(update: Update, context: BotContext) -> None:
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        await context.talks.begin(work, chat_id=person.chat_id, name="note", step="note")


async def on_stop(update: Update, context: BotContext) -> None:
    async with context.begin() as work:
        person = await meet(work, sender_of(update))
        if not await context.talks.cancel(work, chat_id=person.chat_id):
            await work.outbox.reply(Outgoing(to=person.chat_id, html="Nothing to stop."))


FEATURE = Feature(
    name="kites",
    commands=(
        Command(name="start", handler=on_start, description="Start"),
        Command(name="kite", handler=on_kite, description="Kite"),
        Command(name="note", handler=on_note, description="Note"),
        Command(name="stop", handler=on_stop, description="Stop"),
    ),
    dialogues=(KITE, NOTE),
)


@pytest_asyncio.fixture
async def told(sqlite_url: str) -> AsyncIterator[Story]:
    """The bot with these talks and the lowest slice: nothing is due, so it is quick."""
    world = World()
    async with serve(world) as server:
        story = Story(world, server, sqlite_url, features=(FEATURE, PEOPLE))
        await story.begin()
        yield story
        await story.end()
        assert not story.refused_calls()
