"""The resources slice's table of contents."""

from datetime import timedelta

from bot.outbox.records import Class, Gate, Kind, Priority
from bot.registry import Command, DueJob, Errand, Feature
from bot.resources import actions_lookup, chat, chat_circles, chat_correct, due, privacy
from bot.resources.actions_telling import LINK, THANKS
from bot.resources.actions_weekly import WEEKLY
from bot.resources.dialogue_link import EDITING, SHARING
from bot.resources.rules import WEEKLY_LATENESS
from bot.texts.say import mark

FEATURE = Feature(
    name="resources",
    commands=(
        Command(name="share", handler=chat.on_share, description=mark("Share a useful link"),
                in_menu=True, order=75),
    ),
    buttons={
        "res.new": chat.on_new,
        "res.list": chat.on_list,
        "res.show": chat.on_show,
        "res.first": chat.on_first,
        "res.out": chat.on_outside,
        "res.drop": chat.on_drop,
        "res.drop.y": chat.on_drop_sure,
        "res.edit": chat_correct.on_edit,
        "res.title": chat_correct.on_title,
        "res.modes": chat_correct.on_modes,
        "res.mode": chat_correct.on_mode,
        "res.lengths": chat_correct.on_lengths,
        "res.length": chat_correct.on_length,
        "res.typed": chat_correct.on_typed,
        "res.tags": chat_correct.on_tags,
        "res.goals": chat_correct.on_goals,
        "res.goal": chat_correct.on_goal,
        "res.why": chat_correct.on_why,
        "res.share": chat_circles.on_share,
        "res.circle": chat_circles.on_circle,
        "res.from": chat_circles.on_from,
        "res.circ": chat_circles.on_circ,
        "res.post": chat_circles.on_post,
        "res.look": chat_circles.on_look,
        "res.thanks": chat_circles.on_thanks,
        "res.heard": chat_circles.on_heard,
        "res.hears": chat_circles.on_hears,
        "res.hear": chat_circles.on_hear,
    },
    dialogues=(SHARING, EDITING),
    due=(
        DueJob(name="resources.answers", run=due.answer, next_at=due.next_answer_at),
        DueJob(name="resources.weeks", run=due.tell_weeks, next_at=due.next_week_at),
    ),
    errands=(
        # Four at once: ten links of one message are there within the seconds that people wait.
        Errand(name="resources.lookup", claim=actions_lookup.claim, run=actions_lookup.run,
               settle=actions_lookup.settle, next_at=due.next_lookup_at, most_at_once=4,
               deadline_seconds=45.0),
    ),
    kinds=(
        Kind(name=LINK, cls=Class.A, priority=Priority.BULK, lateness=timedelta(hours=24),
             gate=Gate.FULL, audience=due.wants_link),
        Kind(name=WEEKLY, cls=Class.A, priority=Priority.BULK, lateness=WEEKLY_LATENESS,
             gate=Gate.FULL, audience=due.wants_week),
        Kind(name=THANKS, cls=Class.A, priority=Priority.BULK, lateness=timedelta(hours=24),
             gate=Gate.FULL, audience=due.wants_thanks),
    ),
    on_text=chat.on_text,
    on_passed_on=chat.on_passed_on,
    export=privacy.export,
    erase=privacy.erase,
)  # fmt: skip
