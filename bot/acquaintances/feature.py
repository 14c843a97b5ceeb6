"""The acquaintances slice's table of contents."""

from datetime import timedelta

from bot.acquaintances import chat, due, privacy
from bot.outbox.records import Class, Gate, Kind, Priority
from bot.registry import DueJob, Feature

FEATURE = Feature(
    name="acquaintances",
    buttons={
        "tie.list": chat.on_list,
        "tie.pick": chat.on_pick,
        "tie.well": chat.on_well,
        "tie.little": chat.on_little,
        "tie.no": chat.on_no,
        "tie.none": chat.on_no,
    },
    due=(
        DueJob(name="ties_ended", run=due.settle_ended, next_at=due.next_ended_at),
        DueJob(name="ties_host", run=due.tell_hosts, next_at=due.next_host_at),
        DueJob(name="ties_round", run=due.ask_rounds, next_at=due.next_round_at),
    ),
    # Tie questions are sent at most once, and they obey quiet hours, budget and pause.
    kinds=(
        Kind(name="tie_question", cls=Class.A, priority=Priority.BULK, gate=Gate.FULL,
             lateness=timedelta(days=14), audience=due.is_question_open),
        Kind(name="tie_round", cls=Class.A, priority=Priority.BULK, gate=Gate.FULL,
             lateness=timedelta(days=30), audience=due.is_question_open),
        Kind(name="tie_confirmed", cls=Class.A, priority=Priority.BULK, gate=Gate.FULL,
             lateness=timedelta(days=7), audience=due.are_both_there),
        Kind(name="tie_host", cls=Class.A, priority=Priority.BULK, gate=Gate.FULL,
             lateness=timedelta(days=14), audience=due.should_host_hear),
    ),
    export=privacy.export,
    erase=privacy.erase,
)  # fmt: skip
