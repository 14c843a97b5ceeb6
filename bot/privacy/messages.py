"""What `/privacy` says."""

from bot.outbox.records import Button, Outgoing
from bot.people.records import Person
from bot.texts import Html, Say, lines, paragraphs


def _told(say: Say) -> Html:
    """What is stored, and for how long."""
    return paragraphs(
        say("<b>What I know about you</b>"),
        lines(
            say("• From Telegram: your number there, your name and @username. No phone number, no "
                "contacts, no picture."),
            say("• I receive only what you send me in this chat, and which buttons you press."),
            say("• What you told me: language, time zone, quiet hours, goals, learning times, what you "
                "answered after them, your circles, and how you introduced yourself there."),
            say("• What you learn from: your sources, the links that you shared or saved, your queue "
                "with its notes, the feeds you follow and what you were offered from them."),
            say("• Who vouched for you when you joined a circle, and how well they know you. The members "
                "see who vouched, not how well."),
            say("• Names of people outside a circle that you gave when you asked to join: only until "
                "your request is decided."),
        ),
        lines(
            say("• Your goals, times, progress, sources and queue are seen by you alone, except for "
                "what you share with a circle."),
            say("• To find a link's title or what is new in a feed, I ask its site. The site sees this "
                "server, and nothing of you."),
            say("• A location that you share is used once to find the time zone, and is not stored."),
            say("• An invite code is stored only as a fingerprint from which it cannot be read."),
        ),
        say("<b>What I keep for how long</b>"),
        lines(
            say("• What you write to me: its text goes as soon as I have handled it; a bare number and "
                "a date stay for 8 days. If I fail over a message, I keep it until that is mended."),
            say("• What I write to you: its text goes as soon as it is sent; that it was sent is known "
                "for 30 days."),
            say("• What you began and did not finish: a week."),
            say("• Everything else: until you erase it."),
        ),
        say("Whoever runs this bot can look into its database, and may keep backups of it. Telegram "
            "itself keeps our chat as it keeps every chat with a bot."),
    )  # fmt: skip


def privacy_screen(say: Say, person: Person) -> Outgoing:
    """All that, with what can be done."""
    return Outgoing(
        to=person.chat_id,
        html=_told(say),
        buttons=(
            (
                Button(say.label("Export"), "priv.export"),
                Button(say.label("Erase my data"), "priv.erase"),
            ),
            (Button(say.label("Export (OPML)"), "feed.export"),),
        ),
        rtl=say.reader.is_rtl,
    )


def export_caption(say: Say) -> Html:
    """What the file is."""
    return say("Everything that is stored about you, in one file.")


def confirm_erasure(say: Say, person: Person) -> Outgoing:
    """The second step: what goes, what stays."""
    return Outgoing(
        to=person.chat_id,
        html=paragraphs(
            say("<b>Erase everything about you?</b>"),
            lines(
                say("Your goals, learning times, answers and settings go. You leave your circles, and "
                    "your name goes from their logs."),
                say("Where you are the last host, the longest-standing member takes over."),
                say("What others wrote stays, without your name. This cannot be undone."),
            ),
        ),
        buttons=(
            (Button(say.label("Erase everything now"), "priv.sure"),),
            (Button(say.label("Keep my data"), "priv.keep"),),
        ),
        rtl=say.reader.is_rtl,
    )  # fmt: skip


def farewell(say: Say, chat_id: int) -> Outgoing:
    """The last message: nothing is known of its reader any more."""
    return Outgoing(
        to=chat_id,
        html=lines(
            say("Everything about you is erased. Thank you for the time with us."),
            say("If you write to me again, we begin anew, as strangers."),
        ),
        rtl=say.reader.is_rtl,
    )
