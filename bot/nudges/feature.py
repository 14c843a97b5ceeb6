"""The nudges slice's table of contents."""

from datetime import timedelta

from bot.nudges import actions_outage, chat, chat_proposals, chat_silence, due, privacy
from bot.outbox.records import Class, Gate, Kind, Priority
from bot.registry import DueJob, Feature

FEATURE = Feature(
    name="nudges",
    buttons={
        "nudge.later": chat.on_later,
        "nudge.else": chat_proposals.on_something_else,
        # The sittings' and the queue's: with a sitting what is proposed for it begins, and what is done
        # while one goes on counts with it.
        "sit.start": chat_proposals.on_start,
        "queue.done": chat_proposals.on_done,
        "nudge.keep": chat_silence.on_keep,
        "nudge.move": chat_silence.on_move,
        "nudge.moveto": chat_silence.on_move_to,
        "nudge.fewer": chat_silence.on_fewer,
        "nudge.drop": chat_silence.on_drop,
        "nudge.rest": chat_silence.on_rest,
        "nudge.restfor": chat_silence.on_rest_for,
        "nudge.back": chat_silence.on_back,
        "nudge.wake": chat_silence.on_wake,
        # A slot's page tells what its nudges do.
        "slot.show": chat_silence.on_show,
        "slot.lead": chat_silence.on_lead,
    },
    # The order matters: what moved is reckoned anew before anything of this minute is planned.
    due=(
        DueJob(name="nudges.turns", run=due.check_turns, next_at=due.next_check_at),
        DueJob(name="nudges.due", run=due.plan_due, next_at=due.next_turn_at),
        DueJob(name="nudges.moved", run=due.plan_moved, next_at=due.next_moved_at),
        DueJob(name="nudges.snoozes", run=due.plan_snoozes, next_at=due.next_snooze_at),
        DueJob(name="nudges.lapse", run=due.lapse, next_at=due.next_lapse_at),
    ),
    kinds=(
        # Each row has its own, earlier end: the operator's lateness, the next slot, quiet hours.
        Kind(name="nudge", cls=Class.A, priority=Priority.NUDGE, lateness=timedelta(minutes=20),
             gate=Gate.NUDGE, audience=due.wants_nudge),
        Kind(name="snooze", cls=Class.A, priority=Priority.NUDGE, lateness=timedelta(minutes=20),
             gate=Gate.NUDGE, audience=due.wants_snooze),
        Kind(name="unanswered", cls=Class.A, priority=Priority.BULK, lateness=timedelta(days=3),
             gate=Gate.FULL, audience=due.wants_question),
        Kind(name="outage", cls=Class.A, priority=Priority.BULK, lateness=timedelta(hours=24),
             gate=Gate.FULL, audience=due.is_there),
    ),
    on_silence=actions_outage.on_silence,
    export=privacy.export,
    erase=privacy.erase,
)  # fmt: skip
