"""The goals slice's table of contents."""

from datetime import timedelta

from bot.goals import chat, chat_horizon, due, privacy
from bot.goals.actions import CHEER, QUOTE
from bot.goals.dialogue_goal import GOAL, GOAL_EDIT
from bot.outbox.records import Class, Gate, Kind, Priority
from bot.registry import Command, DueJob, Feature
from bot.texts.say import mark

FEATURE = Feature(
    name="goals",
    commands=(
        Command(name="goals", handler=chat.on_goals, description=mark("My goals: what I learn"),
                in_menu=True, order=60),
    ),
    buttons={
        "goal.list": chat.on_list,
        "goal.add": chat.on_add,
        "goal.past": chat.on_past,
        "goal.show": chat.on_show,
        "goal.state": chat.on_state,
        "goal.swap": chat.on_swap,
        "goal.drop": chat.on_drop,
        "goal.focus": chat.on_focus,
        "goal.date": chat.on_date,
        "goal.share": chat.on_share,
        "goal.circle": chat.on_circle,
        "goal.all": chat.on_all,
        "goal.none": chat.on_none,
        "goal.reach": chat_horizon.on_reach,
        "goal.extend": chat_horizon.on_extend,
        "goal.cheer": chat_horizon.on_cheer,
        "goal.quiet": chat_horizon.on_quiet,
    },
    dialogues=(GOAL, GOAL_EDIT),
    due=(DueJob(name="quote goals", run=due.quote_due_goals, next_at=due.next_quote_at),),
    kinds=(
        # A week: whoever did not look by then is asked by their own screen, not by an old message.
        Kind(name=QUOTE, cls=Class.A, priority=Priority.NUDGE, lateness=timedelta(days=7),
             gate=Gate.FULL, audience=due.is_quote_wanted),
        Kind(name=CHEER, cls=Class.B, priority=Priority.BULK, lateness=timedelta(hours=72),
             gate=Gate.FULL, audience=due.is_cheer_wanted),
    ),
    export=privacy.export,
    erase=privacy.erase,
)  # fmt: skip
