"""What people read about what is new: the morning's offers, and lists."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from bot.feeds.records import Answered, Item, ItemId, Offer, Subscription
from bot.feeds.rules import Outcome
from bot.goals.messages import screen
from bot.outbox.records import Button, Outgoing, Rows
from bot.people.records import Person
from bot.reading.links import is_openable, read_link
from bot.resources.messages_lists import cut
from bot.slots.messages import MODE_LABELS
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.html import utf16_length

A_PAGE: Final = 10  # items of a list on one screen
_IN_A_ROW: Final = 5  # numbers in a row of buttons
# UTF-16 units, so that five offers, or ten lines of a list, fit into one message of 4,096.
_LONGEST_TITLE: Final = 200
_LONGEST_NAME: Final = 60
_LONGEST_LINK: Final = 200
_LONGEST_LISTED: Final = 110
_LONGEST_LISTED_LINK: Final = 100


# The morning's message ---------------------------------------------------------------------------


def offers_screen(say: Say, person: Person, offers: Sequence[Offer]) -> Outgoing:
    """What is offered together, each with what became of it."""
    return screen(
        person,
        say,
        paragraphs(say("<b>New for you</b>"), *(_offer(say, each) for each in offers)),
        tuple(_buttons(say, each) for each in offers),
    )


def _offer(say: Say, offer: Offer) -> Html:
    item = offer.item
    return lines(
        say(
            "{n} · Title: {title}", n=offer.place, title=say.bold(cut(item.title, _LONGEST_TITLE))
        ),
        say("Source: {title}", title=cut(offer.name, _LONGEST_NAME)),
        _kind(say, item),
        _link(say, item, longest=_LONGEST_LINK),
        _became(say, offer.answered),
    )


def _kind(say: Say, item: Item) -> Html | None:
    """How it is taken in, and for how long."""
    length = say.length(timedelta(minutes=item.minutes)) if item.minutes else None
    if item.mode is None:
        return say("Length: {length}", length=length) if length else None
    mode = say.looked_up(MODE_LABELS[item.mode])
    return say("{mode}, {length}", mode=mode, length=length) if length else mode


def _link(say: Say, item: Item, *, longest: int) -> Html:
    """Its whole address; of one that is too long for that, where it leads (the button opens it)."""
    if utf16_length(item.url) <= longest:
        return say("Link: {link}", link=say.literal(item.url))
    return say("Link to: {host}", host=say.literal(cut(urlsplit(item.url).hostname or "", 80)))


def _became(say: Say, answered: Answered) -> Html | None:
    match answered:
        case Answered.SAVED:
            return say("In your queue.")
        case Answered.REFUSED:
            return say("Not for you: it does not come again.")
        case _:
            return None


def _buttons(say: Say, offer: Offer) -> tuple[Button, ...]:
    n = offer.place
    arg = f"{offer.item.id}.{int(offer.offered_at.timestamp())}"
    # Of an address that Telegram may not take it would refuse the whole message.
    link = read_link(offer.item.url)
    row = (
        [Button(say.label("{n} · Open", n=n), url=link.url)]
        if link and is_openable(link.url)
        else []
    )
    if offer.answered is not Answered.SAVED:
        row.append(Button(say.label("{n} · Save", n=n), "feed.save", arg))
    if offer.answered is Answered.NOTHING:
        row.append(Button(say.label("{n} · Not for me", n=n), "feed.refuse", arg))
    return tuple(row)


def toast(say: Say, outcome: Outcome) -> str:
    """The short answer to a press under an offer."""
    match outcome:
        case Outcome.SAVED:
            return say.label("Saved in your queue.")
        case Outcome.REFUSED | Outcome.TIRED:
            return say.label("Noted: it does not come again.")
        case Outcome.SAME:
            return say.label("Nothing changed: it was so already.")
        case Outcome.FULL:
            return say.label("Your queue is full. Finish or drop something, then save this.")
        case Outcome.GONE:
            return say.label("I do not have this one any more. The link still opens it; send it to me to "
                             "save it.")  # fmt: skip


def tired(say: Say, person: Person, subscription: Subscription, *, title: str) -> Outgoing:
    """Five of one feed were passed over in a row: asked once."""
    own = str(subscription.id)
    fewer = (
        (Button(say.label("One a week"), "feed.perweek", f"{own}.1"),)
        if subscription.per_week > 1
        else ()
    )
    rows: Rows = (
        (*fewer, Button(say.label("Stop offering"), "feed.stop", own)),
        (Button(say.label("Leave it as it is"), "feed.leave", own),),
    )
    return screen(
        person,
        say,
        lines(
            say("Source: {title}", title=title),
            say("The last five from there were not for you. Would fewer be better, or none?"),
        ),
        rows,
    )


def left_as_it_is(say: Say, person: Person, *, title: str) -> Outgoing:
    """Nothing changes."""
    return screen(
        person,
        say,
        lines(
            say("Source: {title}", title=title),
            say("It stays as it is."),
        ),
    )


# Lists -------------------------------------------------------------------------------------------


def look_screen(
    say: Say,
    person: Person,
    subscription: Subscription,
    items: Sequence[Item],
    *,
    title: str,
    page: int,
    has_more: bool,
    saved: Collection[ItemId],
    left_out: Collection[ItemId],
) -> Outgoing:
    """The newest of one feed, by hand.

    Args:
        say: their voice.
        person: who looks.
        subscription: how they follow it.
        items: those of this page, the newest first.
        title: its source's.
        page: which page, from 0.
        has_more: whether older ones follow.
        saved: which of them are among their links.
        left_out: which of them their words leave out.
    """
    own = str(subscription.id)
    first = page * A_PAGE + 1
    numbers = [
        Button(say.digits(str(n)), "feed.keep", f"{own}.{item.id}.{page}")
        for n, item in enumerate(items, first)
        if item.id not in saved
    ]
    shown = [
        _listed(
            say,
            n,
            item,
            note=say("In your queue.")
            if item.id in saved
            else say("Left out of the offers by your words.")
            if item.id in left_out
            else None,
        )
        for n, item in enumerate(items, first)
    ]
    return screen(
        person,
        say,
        paragraphs(
            lines(
                say("<b>The newest</b>"),
                say("Source: {title}", title=cut(title, _LONGEST_NAME)),
                _how_to_save(say) if numbers else None,
            ),
            *shown,
            None if shown else say("Nothing has come from there yet."),
        ),
        (
            *_in_rows(numbers),
            *_turning(say, "feed.look", own, page=page, has_more=has_more),
            (Button(say.label("Back"), "src.show", str(subscription.source_id)),),
        ),
    )


def missed_screen(say: Say, person: Person, offers: Sequence[Offer], *, page: int) -> Outgoing:
    """What came meanwhile, the best first.

    Args:
        say: their voice.
        person: who was away.
        offers: the whole list.
        page: which page, from 0; one that is not there is the first.
    """
    first = page * A_PAGE
    if not 0 <= first < len(offers):
        page = first = 0
    shown = offers[first : first + A_PAGE]
    at = str(int(offers[0].offered_at.timestamp())) if offers else ""
    numbers = [
        Button(say.digits(str(each.place)), "feed.save", f"{each.item.id}.{at}.{page}")
        for each in shown
        if each.answered is not Answered.SAVED
    ]
    return screen(
        person,
        say,
        paragraphs(
            lines(
                say("<b>What you missed</b>"),
                say("The best for you come first. What you do not save does not come again."),
                _how_to_save(say) if numbers else None,
            ),
            *(
                _listed(
                    say, each.place, each.item, name=each.name, note=_became(say, each.answered)
                )
                for each in shown
            ),
            None if shown else say("There is nothing left of it."),
        ),
        (
            *_in_rows(numbers),
            *_turning(say, "feed.list", at, page=page, has_more=first + A_PAGE < len(offers)),
        ),
    )


def _how_to_save(say: Say) -> Html:
    return say("A tap on a number saves it in your queue.")


def _listed(
    say: Say, n: int, item: Item, *, name: str | None = None, note: Html | None = None
) -> Html:
    return lines(
        say("{n} · Title: {title}", n=n, title=say.bold(cut(item.title, _LONGEST_LISTED))),
        say("Source: {title}", title=cut(name, _LONGEST_NAME)) if name else None,
        _kind(say, item),
        _link(say, item, longest=_LONGEST_LISTED_LINK),
        note,
    )


def _in_rows(buttons: Sequence[Button]) -> Rows:
    return tuple(
        tuple(buttons[start : start + _IN_A_ROW]) for start in range(0, len(buttons), _IN_A_ROW)
    )


def _turning(say: Say, action: str, arg: str, *, page: int, has_more: bool) -> Rows:
    turns = []
    if page:
        turns.append(Button(say.label("Previous"), action, f"{arg}.{page - 1}"))
    if has_more:
        turns.append(Button(say.label("Next"), action, f"{arg}.{page + 1}"))
    return (tuple(turns),) if turns else ()
