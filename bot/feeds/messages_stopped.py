"""What people read about a feed that is fetched no longer."""

from collections.abc import Sequence
from typing import Final

from bot.feeds.records import Feed, Stopped, Subscription, SubscriptionId
from bot.goals.messages import short
from bot.outbox.records import Button, Outgoing, Rows
from bot.people.records import Person
from bot.sources.records import SourceId
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.say import mark

MOST_NAMED: Final = 8  # feeds in one message, each with a button
_WHY: Final = {
    Stopped.GONE: mark("The site says that it is gone for good."),
    Stopped.NOT_A_FEED: mark("At its address there is something else now, and no feed."),
    Stopped.NOT_ALLOWED: mark("Its address leads to a place that I do not visit."),
}


def why(say: Say, feed: Feed) -> Html:
    """Why a stopped feed is asked no longer, in one sentence."""
    if feed.stopped is None or feed.stopped is Stopped.FAILING:
        since = feed.failing_since
        if since is None:
            return say("It does not answer any more.")
        day = say.day(since.astimezone(say.reader.tz).date())
        return say("It has not answered since {day}.", day=day)
    return say.looked_up(_WHY[feed.stopped])


def stopped(say: Say, person: Person, feeds: Sequence[tuple[Subscription, str, Feed]]) -> Outgoing:
    """Told once, when one stops, or several did; each with the title of its source."""
    if len(feeds) == 1:
        ((subscription, title, feed),) = feeds
        html = paragraphs(
            say("<b>A feed has stopped</b>"),
            lines(say("Source: {title}", title=title), why(say, feed)),
            say("I do not ask it any more. You can let me try once again, or remove it."),
        )
        return _screen(say, person, html, _choices(say, subscription.id))
    named = feeds[:MOST_NAMED]
    more = len(feeds) - len(named)
    html = paragraphs(
        say("<b>Some feeds have stopped</b>"),
        *(
            lines(say("Source: {title}", title=title), why(say, feed))
            for _, title, feed in named
        ),
        say.n("And {n} more feed.", "And {n} more feeds.", n=more) if more else None,
        say("I do not ask them any more. On the page of each you can let me try once again, or "
            "remove it."),
    )  # fmt: skip
    rows = tuple(
        (Button(short(title), "src.show", str(subscription.source_id)),)
        for subscription, title, _ in named
    )
    return _screen(say, person, html, rows)


def trying(say: Say, person: Person, *, title: str) -> Outgoing:
    """It is being asked."""
    html = lines(
        say("Source: {title}", title=title),
        say("I am asking it once more. This takes a few seconds."),
    )
    return _screen(say, person, html)


def revived(say: Say, person: Person, *, title: str, source_id: SourceId) -> Outgoing:
    """It answers again."""
    html = lines(
        say("Source: {title}", title=title),
        say("It answers again. What is new there will be offered to you as before."),
    )
    return _screen(say, person, html, ((_page(say, source_id),),))


def still_silent(
    say: Say, person: Person, feed: Feed, *, title: str, subscription_id: SubscriptionId
) -> Outgoing:
    """It was asked, in vain."""
    html = lines(
        say("Source: {title}", title=title),
        say("I asked it again, and there is still no feed to be had."),
        why(say, feed),
    )
    return _screen(say, person, html, _choices(say, subscription_id))


def _choices(say: Say, subscription_id: SubscriptionId) -> Rows:
    return (
        (
            Button(say.label("Try again"), "feed.revive", str(subscription_id)),
            Button(say.label("Remove"), "feed.stop", str(subscription_id)),
        ),
    )


def _page(say: Say, source_id: SourceId) -> Button:
    return Button(say.label("Its page"), "src.show", str(source_id))


def _screen(say: Say, person: Person, html: Html, buttons: Rows = ()) -> Outgoing:
    return Outgoing(to=person.chat_id, html=html, buttons=buttons, rtl=say.reader.is_rtl)
