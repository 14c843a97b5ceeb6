"""Finding out what is behind a link: claimed, asked outside, settled, and told at its moment."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.fetching.records import Failed, Wanted
from bot.outbox.records import Outgoing
from bot.outside import Outside
from bot.parsing.records import PageRead, Unreadable
from bot.people import store as people_store
from bot.people.records import Person
from bot.resources import actions_screens, actions_telling, rules, store, store_lookup
from bot.resources.records import (
    LONGEST_SITE,
    LONGEST_TITLE,
    Collected,
    Lookup,
    Resource,
    ResourceId,
)
from bot.texts.html import one_line
from bot.work import Work

MOST_TRIES: Final = 2  # a page that a restart came into is asked once more
LEASE: Final = timedelta(seconds=60)  # longer than the errand's deadline
SECONDS: Final = 3.0  # nobody waits longer for a title
MOST_BYTES: Final = 512 * 1024  # what a page says about itself stands in its head
ANSWERS: Final = 50  # screens changed in one transaction


@dataclass(frozen=True, slots=True)
class Task:
    """A page to be asked about."""

    resource_id: ResourceId
    url: str


# The errand -----------------------------------------------------------------------------------------


async def claim(work: Work, limit: int) -> list[Task]:
    """Lease what is due; what was tried often enough is given up."""
    tasks = []
    for resource_id, url, tries in await store_lookup.list_due(
        work.conn, at=work.now, limit=limit
    ):
        if tries >= MOST_TRIES or not work.settings.resources.fetch:
            await store_lookup.settle_not_found(work.conn, resource_id)
        else:
            await store_lookup.lease(work.conn, resource_id, until=work.now + LEASE)
            tasks.append(Task(resource_id, url))
    return tasks


async def run(outside: Outside, task: Task) -> PageRead | None:
    """What its page says; None: whatever the reason, nothing."""
    fetched = await outside.fetch(
        Wanted(
            url=task.url,
            seconds=SECONDS,
            most_bytes=MOST_BYTES,
            accept="text/html, application/xhtml+xml, */*;q=0.5",
            may_be_cut=True,
        )
    )
    if isinstance(fetched, Failed):
        return None
    page = await outside.page(fetched.content, content_type=fetched.content_type, url=fetched.url)
    return None if isinstance(page, Unreadable) else page


async def settle(work: Work, task: Task, page: PageRead | None) -> None:
    """Keep what was found, and show it at once; that nothing was found is told at its moment only."""
    resource = await store_lookup.lock_waiting(work.conn, task.resource_id)
    if resource is None:
        return
    if page is None:
        await store_lookup.settle_not_found(work.conn, resource.id)
        return
    mode = resource.mode or rules.mode_of_page(page)
    minutes = resource.minutes
    if minutes is None:
        minutes = rules.minutes_of_page(page, mode)
    await store.change_resource(
        work.conn,
        resource.id,
        title=resource.title or one_line(page.title)[:LONGEST_TITLE],
        site=one_line(page.site)[:LONGEST_SITE] or resource.site,
        mode=mode,
        minutes=minutes,
        lookup=Lookup.FOUND,
        lookup_at=None,
        answer_at=None,
    )
    await _show_news(work, resource.id)
    await actions_telling.tell_anew(work, resource.id)


# The answer -----------------------------------------------------------------------------------------


async def answer_due(work: Work) -> int:
    """Ask everybody who has waited long enough, whatever came of it; how many resources."""
    due = await store_lookup.list_to_answer(work.conn, at=work.now, limit=ANSWERS)
    await store_lookup.wait_no_longer(work.conn, due)
    shown: set[str] = set()
    for resource_id in due:
        screen = await store_lookup.find_screen(work.conn, resource_id)
        if screen is not None and screen.key not in shown:
            shown.add(screen.key)
            await _change(work, screen)
    return len(due)


async def _show_news(work: Work, resource_id: ResourceId) -> None:
    screen = await store_lookup.find_screen(work.conn, resource_id)
    if screen is not None:
        await _change(work, screen)


async def _change(work: Work, screen: store_lookup.Screen) -> None:
    """Let a screen say what is known by now."""
    person = await people_store.get_person(work.conn, screen.person_id)
    found = screen.resources
    shown = await _screen_of(work, person, found)
    await work.outbox.change(shown, of=screen.key)
    is_done = not any(resource.is_awaited for resource in found)
    if is_done and len(found) == 1 and rules.first_missing(found[0]) is None:
        # A page with all its buttons: what is pressed on it must not be overwritten later.
        await store_lookup.put_screen(work.conn, [found[0].id], key="")


async def _screen_of(work: Work, person: Person, found: tuple[Resource, ...]) -> Outgoing:
    if len(found) == 1:
        return await actions_screens.present(work, person, found[0])
    return actions_screens.list_of(work, person, found)


# The first screen -----------------------------------------------------------------------------------


async def show_collected(work: Work, person: Person, collected: Collected) -> None:
    """Answer links that somebody sent, with one screen, that changes as more is found out."""
    found = (*collected.known, *collected.new)
    if not found:
        await work.outbox.reply(
            actions_screens.list_of(work, person, found, refusal=collected.refusal)
        )
        return
    if len(found) == 1:
        is_known = bool(collected.known)
        shown = await actions_screens.present(work, person, found[0], is_known=is_known)
    else:
        shown = actions_screens.list_of(work, person, found, known=len(collected.known))
    key = await work.outbox.reply(shown)
    await store_lookup.put_screen(work.conn, [resource.id for resource in found], key=key)
    if collected.refusal is not None:
        # A message of its own: the list is written anew with everything that is found out.
        await work.outbox.reply(actions_screens.refused(work, person, collected.refusal))
