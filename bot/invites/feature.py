"""The invites slice's table of contents."""

from datetime import timedelta

from bot.invites import chat, dialogue_invite, due, privacy
from bot.outbox.records import Class, Gate, Kind, Priority
from bot.registry import Command, DueJob, Feature
from bot.texts.say import mark

FEATURE = Feature(
    name="invites",
    commands=(
        Command(name="invite", handler=chat.on_invite, in_menu=True, order=60,
                description=mark("Invite somebody I know")),
    ),
    buttons={
        "inv.circle": chat.on_circle,
        "inv.list": chat.on_list,
        "inv.revoke": chat.on_revoke,
        "inv.renew": chat.on_renew,
        "inv.qr": chat.on_qr,
    },
    dialogues=(dialogue_invite.INVITE,),
    due=(
        DueJob(name="invites.warn", run=due.warn_of_ends, next_at=due.next_warning_at),
        DueJob(name="invites.forget", run=due.forget, next_at=due.never, is_hourly=True),
    ),
    kinds=(
        Kind(name="invite_ends", cls=Class.A, priority=Priority.BULK, gate=Gate.FULL,
             lateness=timedelta(hours=24), audience=due.is_live),
    ),
    recipes={"invite_qr": chat.render_qr},
    export=privacy.export,
    erase=privacy.erase,
)  # fmt: skip
