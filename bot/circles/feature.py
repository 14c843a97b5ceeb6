"""The circles slice's table of contents."""

from datetime import timedelta

from bot.circles import chat, chat_hosts, due, privacy
from bot.circles.dialogue_hosts import REMOVAL, TEXT
from bot.circles.dialogue_new import NEW
from bot.outbox.records import Class, Gate, Kind, Priority
from bot.registry import Command, DueJob, Feature
from bot.texts.say import mark

FEATURE = Feature(
    name="circles",
    commands=(
        Command(name="new", handler=chat.on_new,
                description=mark("Open a new circle"), order=30),
        Command(name="circles", handler=chat.on_circles,
                description=mark("My circles and their members"), order=40, in_menu=True),
    ),
    buttons={
        "circ.new": chat.on_new,
        "circ.list": chat.on_circles,
        "circ.show": chat.on_show,
        "circ.log": chat.on_log,
        "circ.mute": chat.on_mute,
        "circ.leave": chat.on_leave,
        "circ.leave.y": chat.on_leave_sure,
        "circ.host": chat_hosts.on_tools,
        "circ.set": chat_hosts.on_settings,
        "circ.one": chat_hosts.on_setting,
        "circ.put": chat_hosts.on_value,
        "circ.pick": chat_hosts.on_pick,
        "circ.sure": chat_hosts.on_sure,
        "circ.do": chat_hosts.on_new_host,
        "circ.step": chat_hosts.on_step_down,
        "circ.step.y": chat_hosts.on_step_down_sure,
        "circ.end": chat_hosts.on_close,
        "circ.end.y": chat_hosts.on_close_sure,
    },
    dialogues=(NEW, REMOVAL, TEXT),
    due=(
        DueJob(name="gone_accounts", run=due.end_stays_of_gone, next_at=due.next_gone_at),
    ),
    # Removals and decisions wait for quiet hours only; those about oneself pass a pause.
    kinds=(
        Kind(name="circle_removed", cls=Class.B, priority=Priority.DECISION, gate=Gate.QUIET,
             pausable=False, awaits_return=True, audience=due.is_still_removed),
        Kind(name="circle_host", cls=Class.B, priority=Priority.DECISION, gate=Gate.QUIET,
             pausable=False, awaits_return=True, audience=due.is_host),
        Kind(name="circle_closed", cls=Class.B, priority=Priority.DECISION, gate=Gate.QUIET,
             pausable=False, awaits_return=True),
        Kind(name="circle_inviter", cls=Class.B, priority=Priority.DECISION, gate=Gate.QUIET,
             lateness=timedelta(days=30), audience=due.is_member),
        Kind(name="circle_gone", cls=Class.B, priority=Priority.DECISION, gate=Gate.FULL,
             lateness=timedelta(days=30), audience=due.is_host),
    ),
    export=privacy.export,
    erase=privacy.erase,
)  # fmt: skip
