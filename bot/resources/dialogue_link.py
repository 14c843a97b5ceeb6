"""The guided talks about links: `/share` alone, and what is typed about one link."""

from typing import Final

from bot.circles import store as circle_store
from bot.dialogue import Again, Answer, Answered, Dialogue, Finished, Goto, Question, Step, Talk
from bot.outbox.records import Outgoing
from bot.people.actions import speaker
from bot.people.records import Person
from bot.resources import (
    actions,
    actions_lookup,
    actions_screens,
    actions_sharing,
    messages_asking,
    messages_lists,
    rules,
    rules_line,
    store,
)
from bot.resources.records import LONGEST_TITLE, LONGEST_WHY, Resource
from bot.texts import Say
from bot.texts.html import one_line
from bot.work import Work

SHARE, EDIT = "share_link", "link_edit"


# `/share` alone -------------------------------------------------------------------------------------


async def ask_link(work: Work, talk: Talk) -> Question:
    """Which link?"""
    person, say = await speaker(work, talk)
    return messages_asking.ask_link(
        say,
        has_circles=bool(await circle_store.list_circles_of(work.conn, person.id)),
        has_links=bool(await store.count_mine(work.conn, person.id)),
    )


async def read_link(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A link, or one of the lists."""
    person, say = await speaker(work, talk)
    if answer.choice is not None:
        return Finished(await _list(work, person, say, answer.choice))
    line = rules_line.read_line(answer.text or "")
    links = rules.without_own(line.links, bot_username=work.bot_username)
    if not links:
        return Again(messages_asking.no_link(say))
    collected = await actions.collect(work, person, links, tags=line.tags, why=line.why)
    await actions_lookup.show_collected(work, person, collected)
    return Finished(None)


async def _list(work: Work, person: Person, say: Say, choice: str) -> Outgoing:
    if choice == "circles":
        return await circles_screen(work, person)
    if choice == "hear":
        hearing = await actions_sharing.list_hearing(work, person)
        return messages_lists.hearing(say, person, hearing)
    return await actions_screens.mine(work, person)


async def circles_screen(work: Work, person: Person) -> Outgoing:
    """Whose links: a choice where there is one."""
    mine = await circle_store.list_circles_of(work.conn, person.id)
    say = work.say_to(person.reader)
    return messages_lists.choose_circle(say, person, [circle for circle, _ in mine])


# About one link -------------------------------------------------------------------------------------


async def _resource(work: Work, talk: Talk) -> tuple[Person, Say, Resource]:
    person, say = await speaker(work, talk)
    return person, say, await actions.own_resource(work, person, talk.data["resource"])


async def _finished(work: Work, person: Person, resource: Resource) -> Finished:
    return Finished(await actions_screens.page(work, person, resource))


async def ask_title(work: Work, talk: Talk) -> Question:
    """What is it called?"""
    _, say, resource = await _resource(work, talk)
    return messages_asking.ask_title(say, resource)


async def read_title(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A title; skipped: as it was."""
    person, say, resource = await _resource(work, talk)
    if answer.is_skip:
        return await _finished(work, person, resource)
    title = one_line(answer.text or "")
    if not title:
        return Again(messages_asking.no_words(say))
    if len(title) > LONGEST_TITLE:
        return Again(messages_asking.title_too_long(say))
    return await _finished(work, person, await actions.set_title(work, person, resource.id, title))


async def ask_minutes(work: Work, talk: Talk) -> Question:
    """How long?"""
    _, say, resource = await _resource(work, talk)
    return messages_asking.ask_minutes(say, resource)


async def read_minutes(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A number of minutes; then the title, where it was asked for all."""
    person, say, resource = await _resource(work, talk)
    if not answer.is_skip:
        minutes = rules.read_minutes(answer.text or "")
        if minutes is None:
            return Again(messages_asking.not_minutes(say))
        resource = await actions.set_minutes(work, person, resource.id, minutes)
    if talk.data.get("asked") and not resource.title:
        return Goto("title")
    return await _finished(work, person, resource)


async def ask_tags(work: Work, talk: Talk) -> Question:
    """Which tags?"""
    _, say, resource = await _resource(work, talk)
    return messages_asking.ask_tags(say, resource)


async def read_tags(work: Work, talk: Talk, answer: Answer) -> Answered:
    """Tags; skipped: none."""
    person, say, resource = await _resource(work, talk)
    tags = rules.read_tags((answer.text or "").split())
    if not tags and not answer.is_skip:
        return Again(messages_asking.no_words(say))
    return await _finished(work, person, await actions.set_tags(work, person, resource.id, tags))


async def ask_why(work: Work, talk: Talk) -> Question:
    """Why?"""
    _, say, resource = await _resource(work, talk)
    return messages_asking.ask_why(say, resource)


async def read_why(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A line; skipped: none."""
    person, say, resource = await _resource(work, talk)
    why = one_line(answer.text or "")
    if not why and not answer.is_skip:
        return Again(messages_asking.no_words(say))
    if len(why) > LONGEST_WHY:
        return Again(messages_asking.why_too_long(say))
    return await _finished(work, person, await actions.set_why(work, person, resource.id, why))


SHARING: Final = Dialogue(name=SHARE, command="/share", steps={"link": Step(ask_link, read_link)})
EDITING: Final = Dialogue(
    name=EDIT,
    command=None,
    steps={
        "title": Step(ask_title, read_title, may_skip=True),
        "minutes": Step(ask_minutes, read_minutes, may_skip=True),
        "tags": Step(ask_tags, read_tags, may_skip=True),
        "why": Step(ask_why, read_why, may_skip=True),
    },
)
