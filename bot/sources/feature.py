"""The sources slice's table of contents."""

from datetime import timedelta

from bot.outbox.records import Class, Gate, Kind, Priority
from bot.registry import Command, Feature
from bot.sources import chat, chat_circles, chat_source, due, messages_file, privacy
from bot.sources.actions import FOUND
from bot.sources.actions_asking import ASK
from bot.sources.dialogue_source import SOURCE, SOURCE_COMMUNITY, SOURCE_EDIT
from bot.texts.say import mark

FEATURE = Feature(
    name="sources",
    commands=(
        Command(name="sources", handler=chat.on_sources, order=65,
                description=mark("My sources: where I learn from")),
    ),
    buttons={
        "src.list": chat.on_list,
        "src.add": chat.on_add,
        "src.kinds": chat.on_kinds,
        "src.goals": chat.on_goals,
        "src.goal": chat.on_goal,
        "src.file": chat.on_file,
        # A source's own page, and what ends with it, are the feeds' (`src.show`, `src.setkind`, `src.gone`):
        # its feed stands on it.
        "src.kind": chat_source.on_kind,
        "src.title": chat_source.on_title,
        "src.note": chat_source.on_note,
        "src.tags": chat_source.on_tags,
        "src.drop": chat_source.on_drop,
        "src.for": chat_source.on_for,
        "src.serve": chat_source.on_serve,
        "src.share": chat_source.on_share,
        "src.circ": chat_source.on_circle,
        "src.shareall": chat_source.on_all,
        "src.sharenone": chat_source.on_none,
        "src.circles": chat_circles.on_circles,
        "src.circle": chat_circles.on_circle,
        "src.seen": chat_circles.on_seen,
        "src.save": chat_circles.on_save,
        "src.ask": chat_circles.on_ask,
        "src.askin": chat_circles.on_ask_in,
        "src.asknow": chat_circles.on_ask_now,
        "src.answer": chat_circles.on_answer,
        "src.none": chat_circles.on_no_answer,
    },
    dialogues=(SOURCE, SOURCE_COMMUNITY, SOURCE_EDIT),
    kinds=(
        Kind(name=ASK, cls=Class.B, priority=Priority.BULK, lateness=timedelta(hours=72),
             gate=Gate.FULL, audience=due.is_question_wanted),
        Kind(name=FOUND, cls=Class.B, priority=Priority.BULK, lateness=timedelta(hours=72),
             gate=Gate.FULL, audience=due.is_answer_wanted),
    ),
    recipes={messages_file.RECIPE: chat.render_file},
    export=privacy.export,
    erase=privacy.erase,
)  # fmt: skip
