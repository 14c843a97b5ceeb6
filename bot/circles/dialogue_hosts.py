"""The guided talks of hosts: a reason for a removal, and a name, field or focus to be typed."""

from typing import Final

from bot.circles import (
    actions_hosts,
    messages,
    messages_hosts,
    messages_settings,
    rules,
    store,
)
from bot.circles.records import MemberId, Refusal, RemovalReason, Setting
from bot.dialogue import Again, Answer, Answered, Dialogue, Finished, Goto, Question, Step, Talk
from bot.errors import NotForYou
from bot.people import store as people_store
from bot.people.actions import speaker
from bot.work import Work

# Removing ------------------------------------------------------------------------------------------


async def _target_name(work: Work, talk: Talk) -> str:
    """The name of whom it is about; somebody erased meanwhile has none, and the talk must still end."""
    try:
        member = await store.get_member(work.conn, talk.data["member"])
        return (await people_store.get_person(work.conn, member.person_id)).full_name
    except NotForYou:
        return (await speaker(work, talk))[1].label("a former member")


def _reason_in(talk: Talk) -> str | RemovalReason:
    reason = talk.data["reason"]
    return RemovalReason(reason) if talk.data["is_ready"] else str(reason)


async def ask_reason(work: Work, talk: Talk) -> Question:
    """Why?"""
    _, say = await speaker(work, talk)
    return messages_hosts.ask_reason(say, await _target_name(work, talk))


async def read_reason(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A ready reason, or 1-300 typed characters."""
    if answer.choice is not None:
        return Goto("sure", {"reason": answer.choice, "is_ready": True})
    reason = rules.read_reason(answer.text or "")
    if reason is None:
        return Again(messages_hosts.not_a_reason((await speaker(work, talk))[1]))
    return Goto("sure", {"reason": reason, "is_ready": False})


async def ask_sure(work: Work, talk: Talk) -> Question:
    """Really?"""
    _, say = await speaker(work, talk)
    return messages_hosts.ask_removal(say, await _target_name(work, talk), _reason_in(talk))


async def read_sure(work: Work, talk: Talk, answer: Answer) -> Answered:
    """Yes removes; a text is another reason."""
    if answer.choice == "no":
        return Goto("reason")
    if answer.choice != "yes":
        return await read_reason(work, talk, answer)
    person, say = await speaker(work, talk)
    name, circle_id = await _target_name(work, talk), talk.data["circle"]
    try:
        ended = await actions_hosts.remove(
            work,
            person,
            circle_id=circle_id,
            member_id=MemberId(talk.data["member"]),
            reason=_reason_in(talk),
        )
    except NotForYou:
        return Finished(messages_hosts.not_host(say, person))
    if isinstance(ended, Refusal):
        back = (messages.to_circle(say, circle_id),)
        return Finished(messages.refused(say, person, ended, back))
    circle = await store.get_circle(work.conn, circle_id)
    return Finished(messages_hosts.removed(say, person, circle, name))


REMOVAL: Final = Dialogue(
    name="circle_removal",
    command=None,
    steps={"reason": Step(ask_reason, read_reason), "sure": Step(ask_sure, read_sure)},
)


# A text --------------------------------------------------------------------------------------------


async def ask_text(work: Work, talk: Talk) -> Question:
    """A new name, field or focus."""
    _, say = await speaker(work, talk)
    circle = await store.get_circle(work.conn, talk.data["circle"])
    return messages_settings.ask_text(say, circle, Setting(talk.data["setting"]))


async def read_text(work: Work, talk: Talk, answer: Answer) -> Answered:
    """Kept if it fits."""
    person, say = await speaker(work, talk)
    setting = Setting(talk.data["setting"])
    is_emptied = answer.choice == "empty" and setting is Setting.FOCUS
    value = "" if is_emptied else rules.read_text(answer.text or "", setting)
    if value is None:
        return Again(messages_settings.not_read(say, setting))
    try:
        changed = await actions_hosts.change(
            work, person, circle_id=talk.data["circle"], setting=setting, value=value
        )
    except NotForYou:
        return Finished(messages_hosts.not_host(say, person))
    if isinstance(changed, Refusal):
        return Again(messages_settings.not_read(say, setting))
    return Finished(messages_settings.settings(say, person, changed))


TEXT: Final = Dialogue(name="circle_text", command=None, steps={"text": Step(ask_text, read_text)})
