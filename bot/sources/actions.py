"""What happens to a person's own sources, one transaction each."""

from collections.abc import Sequence
from dataclasses import replace

from bot.errors import NotForYou
from bot.goals import actions as goal_actions
from bot.goals import store as goal_store
from bot.goals.records import ENDED, Goal
from bot.people import store as people_store
from bot.people.records import Person, PersonId
from bot.sources import rules, store
from bot.sources.records import LONGEST_TITLE, Refusal, Source, SourceDraft, SourceKind
from bot.texts.html import one_line
from bot.work import Work

FOUND: str = "communityfound"  # a fellow member named a community


async def own_source(work: Work, person: Person, source_id: int) -> Source:
    """The source, if it is theirs.

    Raises:
        NotForYou: there is none, or it is somebody else's.
    """
    source = await store.get_source(work.conn, source_id)
    if source.person_id != person.id:
        raise NotForYou
    return source


async def add_source(
    work: Work,
    person: Person,
    draft: SourceDraft,
    *,
    goal_ids: Sequence[int] = (),
    tags: Sequence[str] = (),
    saved_from: PersonId | None = None,
) -> Source | Refusal:
    """Keep a source. One that is there already is not changed, but serves these goals as well.

    Raises:
        NotForYou: a goal is somebody else's.
    """
    await people_store.lock(work.conn, person.id)  # of two at once, the last that fits is one
    known = await store.find_by_key(work.conn, person.id, draft.key)
    if known is not None:
        await _attach(work, person, known, goal_ids)
        return Refusal.ALREADY
    refusal = rules.refuse_one_more(await store.count_sources(work.conn, person.id))
    if refusal is not None:
        return refusal
    title = (
        one_line(draft.title)[:LONGEST_TITLE].strip() or draft.site or draft.url[:LONGEST_TITLE]
    )
    made = await store.add_source(
        work.conn,
        person_id=person.id,
        draft=replace(draft, title=title),
        saved_from=saved_from,
        now=work.now,
    )
    if made is None:
        return Refusal.ALREADY
    await store.set_tags(work.conn, made.id, rules.kept_tags(tags))
    await _attach(work, person, made, goal_ids)
    return await store.get_source(work.conn, made.id)


async def _attach(work: Work, person: Person, source: Source, goal_ids: Sequence[int]) -> None:
    for goal_id in goal_ids:
        goal = await goal_actions.goal_as_owner(work, person, goal_id)
        await store.attach(work.conn, source_id=source.id, goal_id=goal.id)


async def remove_source(work: Work, person: Person, source_id: int) -> Source:
    """Keep it no longer; what others saved of it stays theirs."""
    source = await own_source(work, person, source_id)
    await work.outbox.withdraw(kind=FOUND, about=str(source.id))
    await store.remove(work.conn, [source.id])
    return source


async def set_kind(work: Work, person: Person, source_id: int, kind: SourceKind) -> Source:
    """The person knows better what it is."""
    source = await own_source(work, person, source_id)
    await store.change(work.conn, source.id, kind=kind.value)
    return await store.get_source(work.conn, source.id)


async def set_title(work: Work, person: Person, source_id: int, title: str) -> Source:
    """Another name for it."""
    source = await own_source(work, person, source_id)
    await store.change(work.conn, source.id, title=title)
    return await store.get_source(work.conn, source.id)


async def set_note(work: Work, person: Person, source_id: int, note: str) -> Source:
    """A line for themselves."""
    source = await own_source(work, person, source_id)
    await store.change(work.conn, source.id, note=note)
    return await store.get_source(work.conn, source.id)


async def set_tags(work: Work, person: Person, source_id: int, tags: Sequence[str]) -> Source:
    """These tags, in place of what there was."""
    source = await own_source(work, person, source_id)
    await store.set_tags(work.conn, source.id, tags)
    return await store.get_source(work.conn, source.id)


async def list_goals(work: Work, person: Person) -> list[Goal]:
    """The goals that a source can serve: those that have not ended."""
    return [g for g in await goal_store.list_goals(work.conn, person.id) if g.state not in ENDED]


async def serve(
    work: Work, person: Person, source_id: int, goal_id: int, *, is_served: bool
) -> Source:
    """Let the source serve one of their goals, or no longer."""
    source = await own_source(work, person, source_id)
    goal = await goal_actions.goal_as_owner(work, person, goal_id)
    change = store.attach if is_served else store.detach
    await change(work.conn, source_id=source.id, goal_id=goal.id)
    return source
