"""The page of a source whose feed is followed. Sources know nothing of feeds: it is put together here."""

from dataclasses import replace

from bot.feeds import messages, store, store_subscriptions, store_waiting
from bot.outbox.records import Outgoing, Rows
from bot.people.records import Person
from bot.sources import chat_screens as screens
from bot.sources.actions import own_source
from bot.texts import Html, paragraphs
from bot.work import Work

_FIND = "feed.find"  # the button that a page has as long as no feed is followed


async def page_of(
    work: Work, person: Person, source_id: int, *, note: Html | None = None
) -> Outgoing:
    """A source of theirs as it stands, with its feed where it is followed.

    Raises:
        NotForYou: there is no such source, or it is somebody else's.
    """
    source = await own_source(work, person, source_id)
    shown = await screens.source_screen(work, person, source, note=note)
    subscription = await store_subscriptions.find_by_source(work.conn, source.id)
    if subscription is None:
        return shown
    say = work.say_to(person.reader)
    feed = await store.get_feed(work.conn, subscription.feed_id)
    text = messages.page_text(
        say,
        feed,
        subscription,
        last_new_at=await store_waiting.last_new_at(work.conn, feed.id),
        is_fetched=work.settings.feeds.fetch,
        now=work.now,
    )
    return replace(
        shown,
        html=paragraphs(shown.html, text),
        buttons=_with(shown.buttons, messages.page_buttons(say, feed, subscription)),
    )


def _with(rows: Rows, own: Rows) -> Rows:
    """A feed's rows in place of the button that looks for one; without one they come first."""
    place = next(
        (n for n, row in enumerate(rows) if any(button.action == _FIND for button in row)), 0
    )
    kept = tuple(tuple(button for button in row if button.action != _FIND) for row in rows)
    return tuple(row for row in (*kept[:place], *own, *kept[place:]) if row)
