"""What people read about a list of feeds that they bring."""

from bot.feeds.messages_searching import no_list
from bot.outbox.records import Button, Outgoing, Rows
from bot.people.records import Person
from bot.texts import Html, Say, lines, paragraphs

__all__ = ["no_list"]


def ask(say: Say) -> Html:
    """The question for the file."""
    return lines(
        say("Send me your list as a file."),
        say("Apps for feeds and podcasts have it under export, mostly called OPML."),
    )


def not_a_file(say: Say) -> Html:
    """Something else came."""
    return say("I need the file itself, a list of at most 1 MB (OPML).")


def reading(say: Say, person: Person) -> Outgoing:
    """At once."""
    return _screen(say, person, say("I am reading your list. This takes a few seconds."))


def busy(say: Say, person: Person) -> Outgoing:
    """There is enough to do."""
    html = say("I am still busy with what you asked before. Send it again in a minute.")
    return _screen(say, person, html)


def found(
    say: Say, person: Person, *, search_id: int, total: int, new: int, room: int, tagged: bool,
    is_off: bool,
) -> Outgoing:  # fmt: skip
    """What is in the list, and whether it is to be added."""
    left_out = max(0, new - room)
    facts = lines(
        say.n("{n} feed is in your list.", "{n} feeds are in your list.", n=total),
        say.n("{n} of them is new to you.", "{n} of them are new to you.", n=new)
        if new
        else say("You follow all of them already."),
        say("Folders become tags.") if tagged and new else None,
    )
    limit = _no_room(say, left_out) if left_out else None
    off = (
        say("Whoever runs this bot has switched off the reading of feeds.")
        if is_off and new
        else None
    )
    if not new:
        return _screen(say, person, facts)
    if not room:
        return _screen(say, person, paragraphs(facts, limit))
    rows = (
        (
            Button(say.label("Add all"), "feed.addall", str(search_id)),
            Button(say.label("Cancel"), "feed.addnone", str(search_id)),
        ),
    )
    return _screen(say, person, paragraphs(facts, limit, off), rows)


def _no_room(say: Say, left_out: int) -> Html:
    return say.n(
        "There is no room for {n} of them: one person can follow only so many feeds.",
        "There is no room for {n} of them: one person can follow only so many feeds.",
        n=left_out,
    )


def adding(say: Say, person: Person) -> Outgoing:
    """On its way."""
    return _screen(say, person, say("I am adding them. This takes a few seconds."))


def added(say: Say, person: Person, *, added: int, known: int, left_out: int) -> Outgoing:
    """How it ended."""
    html = paragraphs(
        lines(
            say.n("I added {n} feed.", "I added {n} feeds.", n=added),
            say.n("You followed {n} of the list before.",
                  "You followed {n} of the list before.", n=known)
            if known
            else None,
            _no_room(say, left_out) if left_out else None,
        ),
        say("I read them one after another, not all at once. What is new will be offered to you a "
            "little at a time.")
        if added
        else None,
    )  # fmt: skip
    return _screen(say, person, html)


def broken_off(say: Say, person: Person, *, added: int) -> Outgoing:
    """The file was not to be had any more."""
    html = lines(
        say.n("I added {n} feed.", "I added {n} feeds.", n=added) if added else None,
        say("The file is not there any more. Send it again, and I go on with what is missing."),
    )
    return _screen(say, person, html)


def let_go(say: Say, person: Person) -> Outgoing:
    """Nobody said anything."""
    return _screen(
        say, person, say("I did not add that list. You can send it again whenever you like.")
    )


def cancelled(say: Say, person: Person) -> Outgoing:
    """They said no."""
    return _screen(say, person, say("I added nothing."))


def _screen(say: Say, person: Person, html: Html, buttons: Rows = ()) -> Outgoing:
    return Outgoing(to=person.chat_id, html=html, buttons=buttons, rtl=say.reader.is_rtl)
