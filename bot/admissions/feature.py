"""The admissions slice's table of contents."""

from datetime import timedelta

from bot.admissions import (
    chat,
    chat_host,
    chat_members,
    dialogue_knock,
    dialogue_words,
    due,
    due_audiences,
    privacy,
)
from bot.invites.rules_codes import PREFIX
from bot.outbox.records import Class, Gate, Kind, Priority
from bot.registry import Command, DueJob, Feature
from bot.texts.say import mark

# Requests, their reminder and decisions wait for quiet hours only; a pause stops none that is about
# oneself. The rest obeys everything. What waits for somebody's answer, and how it ended for them, is
# kept for whoever has blocked the bot.
KINDS = (
    Kind(name="vouch", cls=Class.B, priority=Priority.DECISION, gate=Gate.QUIET,
         awaits_return=True,
         audience=due_audiences.has_to_answer),
    Kind(name="vouch_again", cls=Class.B, priority=Priority.DECISION, gate=Gate.QUIET,
         awaits_return=True,
         audience=due_audiences.has_to_answer),
    Kind(name="vouch_hold", cls=Class.B, priority=Priority.DECISION, gate=Gate.QUIET,
         audience=due_audiences.is_held),
    Kind(name="adm_host", cls=Class.B, priority=Priority.DECISION, gate=Gate.QUIET,
         awaits_return=True,
         audience=due_audiences.decides),
    Kind(name="adm_note", cls=Class.B, priority=Priority.DECISION, gate=Gate.QUIET,
         audience=due_audiences.hosts),
    Kind(name="adm_waiting", cls=Class.C, priority=Priority.DECISION,
         lateness=timedelta(minutes=10), pausable=False),
    Kind(name="adm_outcome", cls=Class.B, priority=Priority.DECISION, gate=Gate.QUIET,
         pausable=False, awaits_return=True),
    Kind(name="adm_offer", cls=Class.B, priority=Priority.DECISION, gate=Gate.QUIET,
         pausable=False, awaits_return=True, audience=due_audiences.is_offered),
    Kind(name="adm_guest", cls=Class.B, priority=Priority.DECISION, gate=Gate.QUIET,
         audience=due_audiences.invited_them),
    Kind(name="adm_question", cls=Class.B, priority=Priority.BULK, gate=Gate.FULL,
         awaits_return=True, audience=due_audiences.is_undecided),
    Kind(name="adm_answer", cls=Class.B, priority=Priority.BULK, gate=Gate.FULL,
         audience=due_audiences.is_asked),
    Kind(name="joined", cls=Class.B, priority=Priority.BULK, gate=Gate.FULL,
         lateness=timedelta(days=7), audience=due_audiences.is_fellow),
)  # fmt: skip

FEATURE = Feature(
    name="admissions",
    commands=(
        Command(name="join", handler=chat.on_join, in_menu=True, order=20,
                description=mark("Join a circle with an invite code")),
    ),
    buttons={
        "adm.knock": chat.on_knock,
        "adm.notnow": chat.on_not_now,
        "adm.back": chat.on_back,
        "adm.withdraw": chat.on_withdraw,
        "adm.keep": chat.on_keep,
        "adm.take": chat.on_take,
        "adm.reply": chat.on_reply,
        "adm.well": chat_members.on_well,
        "adm.little": chat_members.on_little,
        "adm.unknown": chat_members.on_unknown,
        "adm.concern": chat_members.on_concern,
        "adm.ask": chat_members.on_ask,
        "adm.again": chat_members.on_again,
        "adm.admit": chat_host.on_admit,
        "adm.decline": chat_host.on_decline,
        "adm.no": chat_host.on_reason,
        "adm.host": chat_host.on_host,
        "adm.hwell": chat_host.on_well,
        "adm.hlittle": chat_host.on_little,
    },
    payloads={PREFIX: chat.on_link},
    dialogues=(
        dialogue_knock.KNOCK,
        dialogue_words.CONCERN,
        dialogue_words.QUESTION,
        dialogue_words.REPLY,
    ),
    due=(
        DueJob(name="admissions.look", run=due.look_after_one, next_at=due.next_look_at),
        DueJob(name="admissions.offer", run=due.offer_seats, next_at=due.next_offer_at),
        DueJob(name="admissions.forget", run=due.forget_circles,
               next_at=due.next_forgetting_at),
    ),
    kinds=KINDS,
    on_text=chat.on_text,
    export=privacy.export,
    erase=privacy.erase,
)  # fmt: skip
