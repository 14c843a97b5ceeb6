"""The check-ins slice's table of contents."""

from datetime import timedelta

from bot.checkins import chat, chat_finished, chat_weekly, due, privacy
from bot.checkins.rules import OPENS_LATE, WINDOW
from bot.outbox.records import Class, Gate, Kind, Priority
from bot.registry import Command, DueJob, Feature
from bot.texts.say import mark

FEATURE = Feature(
    name="checkins",
    commands=(
        Command(name="checkin", handler=chat_weekly.on_checkin,
                description=mark("My weekly check-in"), order=115),
    ),
    buttons={
        "check.ask": chat.on_ask,
        "check.done": chat.on_done,
        "check.partly": chat.on_partly,
        "check.not": chat.on_not_this_time,
        "check.why": chat.on_why,
        "check.shorter": chat.on_shorter,
        "check.fin": chat_finished.on_finished,
        "check.notyet": chat_finished.on_not_yet,
        "week.answer": chat_weekly.on_answer,
        "week.skip": chat_weekly.on_skip,
    },
    dialogues=(chat.SHARING, chat_weekly.QUESTIONS),
    due=(
        DueJob(name="checkins.sittings", run=due.ask_after_sittings, next_at=due.next_check_at),
        DueJob(name="checkins.turns", run=due.check_turns, next_at=due.next_turn_check_at),
        DueJob(name="checkins.weekly", run=due.ask_weekly, next_at=due.next_weekly_at),
        DueJob(name="checkins.reminders", run=due.remind, next_at=due.next_reminder_at),
        DueJob(name="checkins.closings", run=due.close_weeks, next_at=due.next_closing_at),
    ),
    kinds=(
        # Each row has its own, earlier end: when its sitting closes.
        Kind(name="checkin", cls=Class.A, priority=Priority.NUDGE, lateness=timedelta(hours=12),
             gate=Gate.NUDGE, audience=due.wants_checkin),
        Kind(name="weekly", cls=Class.A, priority=Priority.BULK, lateness=OPENS_LATE,
             gate=Gate.FULL, audience=due.wants_weekly),
        Kind(name="weekly_reminder", cls=Class.A, priority=Priority.BULK, lateness=WINDOW,
             gate=Gate.FULL, audience=due.wants_weekly),
        Kind(name="learned", cls=Class.B, priority=Priority.BULK, lateness=timedelta(hours=72),
             gate=Gate.FULL, audience=due.wants_learned),
    ),
    on_edit=chat.on_edit,
    export=privacy.export,
    erase=privacy.erase,
)  # fmt: skip
