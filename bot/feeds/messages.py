"""What people read about following a feed."""

from datetime import datetime
from typing import Final

from bot.feeds import messages_stopped, rules_words
from bot.feeds.records import Feed, Subscription
from bot.goals.messages import screen
from bot.outbox.records import Button, Outgoing, Rows
from bot.people.records import Person
from bot.texts import Html, Say, lines
from bot.texts.html import escaped, isolated

PER_WEEK: Final = (0, 1, 3, 5, 7)  # what is offered as a choice


# The page of a source that is followed ------------------------------------------------------------


def page_text(
    say: Say,
    feed: Feed,
    subscription: Subscription,
    *,
    last_new_at: datetime | None,
    is_fetched: bool,
    now: datetime,
) -> Html:
    """What a source's page says of its feed.

    Args:
        say: the reader's voice.
        feed: it.
        subscription: how it is followed.
        last_new_at: when its newest item was published or found; None: there is none.
        is_fetched: whether this bot fetches feeds at all.
        now: the moment.
    """
    return lines(
        say("<b>What is new there</b>"),
        say("The newest: {moment}", moment=say.moment(last_new_at))
        if last_new_at
        else say("Nothing has come from there yet."),
        _next_look(say, feed, is_fetched=is_fetched, now=now),
        per_week_line(say, subscription.per_week),
        include_line(say, subscription) if subscription.include else None,
        exclude_line(say, subscription) if subscription.exclude else None,
        say("I asked you whether to go on from now on. Until you answer, or for a week, I offer nothing "
            "from there.")
        if subscription.gap_asked_at
        else None,
    )  # fmt: skip


def _next_look(say: Say, feed: Feed, *, is_fetched: bool, now: datetime) -> Html:
    if feed.stopped is not None:
        return lines(
            messages_stopped.why(say, feed),
            say("I do not ask it any more. You can let me try once again."),
        )
    if not is_fetched:
        return say("Whoever runs this bot has switched off the reading of feeds.")
    if feed.next_at is None or feed.next_at <= now:
        return say("I look again in a moment.")
    return say("I look again at about this time: {moment}", moment=say.moment(feed.next_at))


def per_week_line(say: Say, per_week: int) -> Html:
    """How many are offered."""
    if per_week == 0:
        return say("I offer nothing from there by myself: look when you like.")
    return say.n(
        "Offered from there: at most {n} a week.",
        "Offered from there: at most {n} a week.",
        n=per_week,
    )


def include_line(say: Say, subscription: Subscription) -> Html:
    """Which words must be in it."""
    return say("One of these must be in it: {words}", words=_listed(subscription.include))


def exclude_line(say: Say, subscription: Subscription) -> Html:
    """Which words must not."""
    return say("None of these may be in it: {words}", words=_listed(subscription.exclude))


def _listed(words: str) -> Html:
    """Each with its own direction; no "and" between them, for one is enough."""
    return Html(" · ".join(isolated(escaped(word)) for word in rules_words.read_words(words)))


def page_buttons(say: Say, feed: Feed, subscription: Subscription) -> Rows:
    """What can be done with a feed, on its source's page."""
    own = str(subscription.id)
    rows: list[tuple[Button, ...]] = []
    if feed.stopped is not None:
        rows.append((Button(say.label("Try again"), "feed.revive", own),))
    rows.append(
        (
            Button(say.label("Look now"), "feed.look", f"{own}.0"),
            Button(say.label("How many a week"), "feed.much", own),
        )
    )
    rows.append(
        (
            Button(say.label("Only with words"), "feed.must", own),
            Button(say.label("Not with words"), "feed.mustnot", own),
        )
    )
    rows.append((Button(say.label("Stop offering"), "feed.stop", own),))
    return tuple(rows)


# Settings ----------------------------------------------------------------------------------------


def how_many(say: Say, person: Person, subscription: Subscription, *, title: str) -> Outgoing:
    """How many a week?"""

    def choice(n: int) -> Button:
        text = say.label("None by itself") if n == 0 else say.digits(str(n))
        shown = say.label("{choice} ✓", choice=text) if n == subscription.per_week else text
        return Button(shown, "feed.perweek", f"{subscription.id}.{n}")

    return screen(
        person,
        say,
        lines(
            say("Source: {title}", title=title),
            say("How many of what is new there do I offer you in a week, at most?"),
        ),
        (
            tuple(choice(n) for n in PER_WEEK if n),
            (choice(0),),
            (Button(say.label("Back"), "src.show", str(subscription.source_id)),),
        ),
    )


def stopped_offering(say: Say) -> Html:
    """They follow it no longer; the source stays."""
    return say("From now on I offer nothing from there. The source itself stays with you.")


def export_caption(say: Say) -> Html:
    """What the file is."""
    return say("The feeds you follow. Feed readers and podcast apps can take them in.")


def nothing_to_export(say: Say) -> str:
    """There is no feed yet."""
    return say.label("You follow no feed yet.")
