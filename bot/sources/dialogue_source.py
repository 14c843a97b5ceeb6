"""The guided talks about sources: a new one, a community that a circle asks for, and changing one."""

from collections.abc import Sequence
from typing import Final

from bot.dialogue import Again, Answer, Answered, Dialogue, Finished, Goto, Question, Step, Talk
from bot.errors import NotForYou
from bot.goals.messages_talk import use_the_buttons
from bot.people import store as people_store
from bot.people.actions import speaker
from bot.people.records import Person
from bot.sources import (
    actions,
    actions_asking,
    chat_screens,
    messages,
    messages_asking,
    rules,
    store,
)
from bot.sources import messages_talk as talking
from bot.sources.records import (
    LONGEST_NOTE,
    LONGEST_TITLE,
    Refusal,
    Source,
    SourceDraft,
    SourceKind,
)
from bot.sources.rules_names import SITES
from bot.sources.rules_recognising import Handle, OwnLink, draft_of_handle, recognise
from bot.texts.html import one_line
from bot.work import Work

NEW, COMMUNITY, EDIT = "source", "community", "source_edit"
# Data keys: `goal` (which one it is added for), `handle` (whose site is asked), `source` with `title`, `note` and
# `tags` (what was saved, or is changed), `member` and `ask_goal` (which question of a circle is answered).
# No question needs more than that from the rows: whatever went meanwhile, a talk can still be left.


# What and where ----------------------------------------------------------------------------------


async def ask_what(work: Work, talk: Talk) -> Question:
    """Where do you learn from?"""
    return talking.ask_what((await speaker(work, talk))[1])


async def read_what(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A link, a handle, a hashtag."""
    _, say = await speaker(work, talk)
    read = recognise(answer.text or "", bot_username=work.bot_username)
    if isinstance(read, Handle):
        return Goto("site", {"handle": read.name})
    if isinstance(read, SourceDraft):
        return await _save(work, talk, read)
    if isinstance(read, OwnLink):
        return Again(messages.own_link(say))
    return Again(messages.not_recognised(say))


async def ask_site(work: Work, talk: Talk) -> Question:
    """On which site?"""
    _, say = await speaker(work, talk)
    return talking.ask_site(say, name=talk.data["handle"])


async def read_site(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A site by its button or its name; or something else, typed anew."""
    _, say = await speaker(work, talk)
    name = talk.data["handle"]
    if answer.choice is None:
        typed = recognise(f"@{name} on {one_line(answer.text or '')}")
        if isinstance(typed, SourceDraft):
            return await _save(work, talk, typed)
        return await read_what(work, talk, answer)
    site = SITES.get(answer.choice)
    draft = draft_of_handle(name, site) if site else None
    if site is None or draft is None:
        return Again(talking.not_there(say, site.name if site else answer.choice))
    return await _save(work, talk, draft)


async def _save(work: Work, talk: Talk, draft: SourceDraft) -> Answered:
    if talk.name == COMMUNITY:
        return await _save_community(work, talk, draft)
    person, _ = await speaker(work, talk)
    goal_id = talk.data.get("goal")
    outcome = await actions.add_source(work, person, draft, goal_ids=[goal_id] if goal_id else [])
    if not goal_id and isinstance(outcome, Source) and await actions.list_goals(work, person):
        return Goto("goal", {"source": outcome.id, "title": outcome.title})
    return await _added(work, person, draft, outcome, goal_id=goal_id)


async def _added(
    work: Work,
    person: Person,
    draft: SourceDraft,
    outcome: Source | Refusal,
    *,
    goal_id: int | None,
) -> Finished:
    say = work.say_to(person.reader)
    note = say("Saved.") if isinstance(outcome, Source) else messages.refusal(say, outcome)
    source = await store.find_by_key(work.conn, person.id, draft.key)
    if goal_id:
        return Finished(await chat_screens.goal_screen(work, person, goal_id, note=note))
    if source is None:
        return Finished(await chat_screens.list_screen(work, person, note=note))
    return Finished(await chat_screens.source_screen(work, person, source, note=note))


async def ask_goal(work: Work, talk: Talk) -> Question:
    """Which goal does it serve?"""
    person, say = await speaker(work, talk)
    return talking.ask_goal(say, talk.data["title"], await actions.list_goals(work, person))


async def read_goal(work: Work, talk: Talk, answer: Answer) -> Answered:
    """One of them, or none."""
    person, say = await speaker(work, talk)
    source = await _find(work, person, talk)
    if source is None:
        return await _lost(work, person)
    if answer.choice is not None:
        await actions.serve(work, person, source.id, int(answer.choice[1:]), is_served=True)
    elif not answer.is_skip:
        return Again(use_the_buttons(say))
    return Finished(await chat_screens.source_screen(work, person, source, note=say("Saved.")))


# A community that a circle asks for --------------------------------------------------------------


async def ask_community(work: Work, talk: Talk) -> Question:
    """Which one?"""
    person, say = await speaker(work, talk)
    try:
        ask = await actions_asking.asked_of(
            work, person, talk.data["member"], talk.data["ask_goal"]
        )
    except NotForYou:
        return talking.ask_community(say, field=None)
    return talking.ask_community(say, field=ask.field)


async def _save_community(work: Work, talk: Talk, draft: SourceDraft) -> Answered:
    person, say = await speaker(work, talk)
    community = _as_community(draft)
    try:
        ask = await actions_asking.asked_of(
            work, person, talk.data["member"], talk.data["ask_goal"]
        )
        outcome = await actions_asking.answer_with(work, person, ask, community)
        asker = await people_store.get_person(work.conn, ask.asker_id)
    except NotForYou:  # the asker left meanwhile, or the goal has ended: it is still worth keeping
        kept = await actions.add_source(work, person, community)
        return await _added(work, person, community, kept, goal_id=None)
    if isinstance(outcome, Source):
        screen = messages_asking.answered(say, person, outcome, ask, asker=asker.name)
        return Finished(screen)
    return await _added(work, person, community, outcome, goal_id=None)


def _as_community(draft: SourceDraft) -> SourceDraft:
    return SourceDraft(
        kind=SourceKind.COMMUNITY,
        title=draft.title,
        key=draft.key,
        site=draft.site,
        handle=draft.handle,
        url=draft.url,
    )


# Changing one ------------------------------------------------------------------------------------


async def ask_title(work: Work, talk: Talk) -> Question:
    """Another name."""
    _, say = await speaker(work, talk)
    return talking.ask_title(say, talk.data["title"])


async def read_title(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A few words."""
    person, say = await speaker(work, talk)
    title = one_line(answer.text or "")
    if not title:
        return Again(talking.no_words(say))
    if len(title) > LONGEST_TITLE:
        return Again(talking.too_long_title(say))
    return await _change(work, person, talk, title=title)


async def ask_note(work: Work, talk: Talk) -> Question:
    """A line for themselves."""
    _, say = await speaker(work, talk)
    return talking.ask_note(say, talk.data["title"], note=talk.data["note"])


async def read_note(work: Work, talk: Talk, answer: Answer) -> Answered:
    """A line, or none."""
    person, say = await speaker(work, talk)
    note = "" if answer.choice == talking.CLEAR else one_line(answer.text or "")
    if not note and answer.choice is None:
        return Again(talking.no_words(say))
    if len(note) > LONGEST_NOTE:
        return Again(talking.too_long_note(say))
    return await _change(work, person, talk, note=note)


async def ask_tags(work: Work, talk: Talk) -> Question:
    """A few words to find it by."""
    _, say = await speaker(work, talk)
    return talking.ask_tags(say, talk.data["title"], tags=talk.data["tags"])


async def read_tags(work: Work, talk: Talk, answer: Answer) -> Answered:
    """Tags, or none."""
    person, say = await speaker(work, talk)
    tags: tuple[str, ...] | None = ()
    if answer.choice != talking.CLEAR:
        tags = rules.read_tags(answer.text or "")
        if tags == ():
            return Again(talking.no_words(say))
    if tags is None:
        return Again(talking.wrong_tags(say))
    return await _change(work, person, talk, tags=tags)


async def _change(
    work: Work,
    person: Person,
    talk: Talk,
    *,
    title: str | None = None,
    note: str | None = None,
    tags: Sequence[str] | None = None,
) -> Answered:
    source = await _find(work, person, talk)
    if source is None:
        return await _lost(work, person)
    if title is not None:
        source = await actions.set_title(work, person, source.id, title)
    if note is not None:
        source = await actions.set_note(work, person, source.id, note)
    if tags is not None:
        source = await actions.set_tags(work, person, source.id, tags)
    say = work.say_to(person.reader)
    said = say("Changed.")
    return Finished(await chat_screens.source_screen(work, person, source, note=said))


async def _find(work: Work, person: Person, talk: Talk) -> Source | None:
    """The source that the talk is about; it may have been removed on another screen."""
    try:
        return await actions.own_source(work, person, talk.data["source"])
    except NotForYou:
        return None


async def _lost(work: Work, person: Person) -> Finished:
    say = work.say_to(person.reader)
    note = say("That source was removed meanwhile.")
    return Finished(await chat_screens.list_screen(work, person, note=note))


SOURCE: Final = Dialogue(
    name=NEW,
    command="/sources",
    steps={
        "what": Step(ask_what, read_what),
        "site": Step(ask_site, read_site),
        "goal": Step(ask_goal, read_goal, may_skip=True),
    },
)
SOURCE_COMMUNITY: Final = Dialogue(
    name=COMMUNITY,
    command=None,
    steps={
        "what": Step(ask_community, read_what),
        "site": Step(ask_site, read_site),
    },
)
SOURCE_EDIT: Final = Dialogue(
    name=EDIT,
    command=None,
    steps={
        "title": Step(ask_title, read_title),
        "note": Step(ask_note, read_note),
        "tags": Step(ask_tags, read_tags),
    },
)
