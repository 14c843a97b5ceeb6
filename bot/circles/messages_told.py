"""What people are told about circles without having asked."""

from typing import Final

from bot.circles.records import Circle, RemovalReason
from bot.outbox.records import Button, Outgoing
from bot.people.records import Person
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.say import mark

REASONS: Final = {
    RemovalReason.SILENT: mark(
        "The seat is needed, and the circle had not heard from you for a while."
    ),
    RemovalReason.PLEDGE: mark("Something that was said in the circle was told outside."),
    RemovalReason.TONE: mark("The way of talking did not fit what the circle had agreed on."),
    RemovalReason.DIRECTION: mark("The circle now learns something else than you do."),
}


def reason_text(say: Say, reason: str | RemovalReason) -> Html:
    """A ready reason in the reader's language, or the typed one as it is."""
    if isinstance(reason, RemovalReason):
        return say.looked_up(REASONS[reason])
    return say.quote(reason)


def removed(say: Say, person: Person, circle: Circle, reason: str | RemovalReason) -> Outgoing:
    """To somebody who was removed."""
    return Outgoing(
        to=person.chat_id,
        html=paragraphs(
            say("Your membership of the circle “{circle}” has ended: a host took you off its "
                "list.", circle=circle.name),
            lines(say("The host's reason:"), reason_text(say, reason)),
            lines(
                say("Your goals, your learning times and everything else of yours stay with you."),
                say("To learn with others you can open a circle of your own: {command}",
                    command=say.literal("/new")),
            ),
        ),
        rtl=say.reader.is_rtl,
    )  # fmt: skip


def inviter(say: Say, person: Person, circle: Circle, gone: Person) -> Outgoing:
    """To whoever brought somebody who was removed."""
    return Outgoing(
        to=person.chat_id,
        html=paragraphs(
            say("For you alone: {name}, whom you brought into “{circle}”, is no longer a member.",
                name=gone.name, circle=circle.name),
            lines(
                say("A host decided so, and {name} knows the reason.", name=gone.name),
                say("It changes nothing for you: your invites are as welcome as before."),
            ),
        ),
        rtl=say.reader.is_rtl,
    )  # fmt: skip


def became_host(say: Say, person: Person, circle: Circle, by: Person) -> Outgoing:
    """To a member whom a host made host."""
    return Outgoing(
        to=person.chat_id,
        html=paragraphs(
            say("You are now a host of “{circle}”: {name} entrusted you with it.",
                circle=circle.name, name=by.name),
            _what_hosts_do(say),
        ),
        buttons=_to_circle(say, circle),
        rtl=say.reader.is_rtl,
    )  # fmt: skip


def host_by_standing(say: Say, person: Person, circle: Circle) -> Outgoing:
    """To the longest-standing member, once the last host is gone."""
    return Outgoing(
        to=person.chat_id,
        html=paragraphs(
            say("You are now the host of “{circle}”: its host is gone, and nobody has been there "
                "longer than you.", circle=circle.name),
            _what_hosts_do(say),
        ),
        buttons=_to_circle(say, circle),
        rtl=say.reader.is_rtl,
    )  # fmt: skip


def closed(say: Say, person: Person, circle: Circle) -> Outgoing:
    """To the members of a circle that was closed."""
    return Outgoing(
        to=person.chat_id,
        html=lines(
            say("The circle “{circle}” was closed by a host.", circle=circle.name),
            say("Your goals, your learning times and everything else of yours stay with you."),
        ),
        rtl=say.reader.is_rtl,
    )


def account_gone(say: Say, person: Person, circle: Circle, gone: Person) -> Outgoing:
    """To the hosts, when a stay ended because the Telegram account was deleted."""
    return Outgoing(
        to=person.chat_id,
        html=lines(
            say("The Telegram account of {name} was deleted a month ago.", name=gone.name),
            say("The seat in “{circle}” is free again.", circle=circle.name),
        ),
        buttons=_to_circle(say, circle),
        rtl=say.reader.is_rtl,
    )


def _what_hosts_do(say: Say) -> Html:
    return say(
        "A host settles what the circle is like and has the last word where it is needed. You can "
        "hand it over to another member at any time."
    )


def _to_circle(say: Say, circle: Circle) -> tuple[tuple[Button, ...], ...]:
    return ((Button(say.label("To the circle"), "circ.show", str(circle.id)),),)
