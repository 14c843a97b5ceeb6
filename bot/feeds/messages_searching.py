"""What people read while a feed is looked for, and after."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

from bot.feeds.records import Feed
from bot.outbox.records import Button, Outgoing, Rows
from bot.people.records import Person
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.html import isolated, one_line

LONGEST_ON_BUTTON: Final = 40  # characters; a phone cuts what is longer


def busy(say: Say, person: Person) -> Outgoing:
    """There is enough to look for already."""
    html = say("I am still busy with what you asked before. Press the button again in a minute.")
    return _screen(say, person, html)


def looking(say: Say, person: Person) -> Outgoing:
    """At once."""
    return _screen(
        say, person, say("I am looking for what is new there. This takes a few seconds.")
    )


def off(say: Say, person: Person, *, source_id: int | None = None) -> Outgoing:
    """Nothing is fetched here."""
    html = say("Whoever runs this bot has switched off the reading of feeds.")
    return _screen(say, person, html, _back(say, source_id))


def missed(say: Say, person: Person, *, source_id: int | None) -> Outgoing:
    """Nothing was found, whatever the reason."""
    html = paragraphs(
        say("I found no feed there."),
        say("Not every site has one. If you know the address of its feed, add that as a source "
            "and press the same button on its page."),
    )  # fmt: skip
    return _screen(say, person, html, _back(say, source_id))


def choices(say: Say, person: Person, feeds: Sequence[Feed], *, source_id: int | None) -> Outgoing:
    """Several were found."""
    rows = [
        (Button(_on_button(feed), "feed.pick", f"{source_id or 0}.{feed.id}"),) for feed in feeds
    ]
    html = say("I found several feeds there. Which one shall I read for you?")
    return _screen(say, person, html, (*rows, *_back(say, source_id)))


def followed(say: Say, person: Person, feed: Feed, *, title: str, source_id: int) -> Outgoing:
    """One was found, and is followed from now on."""
    html = paragraphs(
        lines(
            say("I found its feed, and read it for you from now on."),
            say("Source: {title}", title=title),
            say("Feed: {title}", title=feed.name) if feed.name != title else None,
        ),
        say("I offer you a few new things from it each week. On its page you choose how many, and "
            "which words must be in them."),
    )  # fmt: skip
    return _screen(say, person, html, _back(say, source_id))


def already(say: Say, person: Person, *, source_id: int, is_here: bool) -> Outgoing:
    """They follow it."""
    html = (
        say("I read this feed for you already.")
        if is_here
        else say("I read this feed for you already, for another source of yours.")
    )
    return _screen(say, person, html, _back(say, source_id))


def too_many(say: Say, person: Person, *, most: int, source_id: int | None) -> Outgoing:
    """They follow as many as they may."""
    html = say.n(
        "I read {n} feed for one person at most. Remove one, then try again.",
        "I read {n} feeds for one person at most. Remove one, then try again.",
        n=most,
    )
    return _screen(say, person, html, _back(say, source_id))


def no_list(say: Say, person: Person) -> Outgoing:
    """What they sent is no list of feeds."""
    html = paragraphs(
        say("I found no feeds in that file."),
        say(
            "It should be a list as apps for feeds and podcasts export it (OPML), of at most 1 MB."
        ),
    )
    return _screen(say, person, html)


def _on_button(feed: Feed) -> str:
    """What tells one of several feeds from the others: its title, and where it lies."""
    parts = urlsplit(feed.url)
    place = one_line(f"{parts.path}{f'?{parts.query}' if parts.query else ''}".strip("/"))
    title = one_line(feed.title) or parts.hostname or ""
    shown = f"{title} · {place}" if place and place != title else title
    cut = shown if len(shown) <= LONGEST_ON_BUTTON else f"{shown[: LONGEST_ON_BUTTON - 1]}…"
    return isolated(cut)


def _back(say: Say, source_id: int | None) -> Rows:
    return ((Button(say.label("Its page"), "src.show", str(source_id)),),) if source_id else ()


def _screen(say: Say, person: Person, html: Html, buttons: Rows = ()) -> Outgoing:
    return Outgoing(to=person.chat_id, html=html, buttons=buttons, rtl=say.reader.is_rtl)
