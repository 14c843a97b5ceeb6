"""What inviters read."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from bot.circles.records import Circle
from bot.dialogue import Choice, Question
from bot.invites.records import Invite, Kind, Made, MakingRefusal
from bot.invites.rules_codes import link_to, shown
from bot.outbox.records import Button, Key, Method, Outgoing, ReplyKeyboard
from bot.people.records import Person
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.say import mark

MOST_LISTED: Final = 10  # on one screen; a host of a busy circle sees the oldest first

NOT_MADE: Final = {
    MakingRefusal.CIRCLE_CLOSED: mark("This circle is closed: nobody can join it any more."),
    MakingRefusal.ONLY_HOSTS: mark(
        "In this circle only hosts invite. Tell a host whom you have in mind."
    ),
    MakingRefusal.TOO_NEW: mark(
        "In this circle members invite after their first 14 days. Until then a host can do it for "
        "you."
    ),
    MakingRefusal.CIRCLE_FULL: mark(
        "Every seat of this circle is taken. A host can add seats, or you open a second circle "
        "together."
    ),
    MakingRefusal.TOO_MANY: mark(
        "You have as many live invites as one may have. Revoke one, then make a new one: {command}"
    ),
    MakingRefusal.ONESELF: mark("That is you. Choose somebody else."),
    MakingRefusal.ALREADY_MEMBER: mark("They are in this circle already. Choose somebody else."),
    MakingRefusal.WAS_REMOVED: mark(
        "They were in this circle before, and only a host can invite them again."
    ),
}


def screen(say: Say, person: Person, html: Html) -> Outgoing:
    """A plain answer without buttons."""
    return Outgoing(to=person.chat_id, html=html, rtl=say.reader.is_rtl)


# Making one --------------------------------------------------------------------------------------


def no_circle(say: Say, person: Person) -> Outgoing:
    """Nowhere to invite to."""
    return screen(
        say,
        person,
        lines(
            say("You are in no circle yet, so there is nothing to invite somebody to."),
            say("To open one: {command}", command=say.literal("/new")),
        ),
    )


def ask_circle(say: Say, circles: Sequence[Circle]) -> Question:
    """Which circle?"""
    return Question(
        say=say,
        html=say("Which circle is the invite for?"),
        choices=tuple(
            (Choice(say.label("{circle}", circle=circle.name), f"c{circle.id}"),)
            for circle in circles
        ),
    )


def ask_kind(say: Say, circle: Circle) -> Question:
    """One person, or whoever holds the code?"""
    return Question(
        say=say,
        html=paragraphs(
            say("<b>An invite to {circle}</b>", circle=circle.name),
            lines(
                say("For one person: you choose them, and only they can use it. Your word that you "
                    "know them is already in it."),
                say("Open: whoever has the code may ask to join, and you are asked whether you know "
                    "them."),
            ),
        ),
        choices=(
            (Choice(say.label("For one person"), "personal"), Choice(say.label("Open invite"), "open")),
        ),
    )  # fmt: skip


def ask_who(say: Say) -> Question:
    """Whom?"""
    return Question(
        say=say,
        html=say("Whom do you want to invite? Choose them with the button below."),
        keyboard=ReplyKeyboard(rows=((Key(say.label("Choose a person"), users=1),),)),
    )


def pick_with_the_button(say: Say) -> Html:
    """A name was typed where only the picker says who it is."""
    return say(
        "A typed name could be anybody's. Choose the person with the button below, or make an open "
        "invite: {command}",
        command=say.literal("/invite"),
    )


def ask_depth(say: Say, name: str) -> Question:
    """How well?"""
    return Question(
        say=say,
        html=lines(
            say("How well do you know {name}?", name=name),
            say("Your answer counts as your word for them; you will not be asked again."),
        ),
        choices=(
            (Choice(say.label("I know them well"), "well"),),
            (Choice(say.label("I know them a little"), "little"),),
        ),
    )


def ask_uses(say: Say, circle: Circle) -> Question:
    """For how many?"""
    numbers = range(1, min(circle.free_seats, 6) + 1)
    return Question(
        say=say,
        html=say.n(
            "How many people may use it? {n} seat is free.",
            "How many people may use it? {n} seats are free.",
            n=circle.free_seats,
        ),
        choices=tuple(
            tuple(Choice(say.digits(str(n)), f"n{n}") for n in row)
            for row in (numbers[:3], numbers[3:])
            if row
        ),
    )


def not_a_number(say: Say, circle: Circle) -> Html:
    """No number, or more than there are seats."""
    return say.n(
        "Type a number: {n} at most, as many as there are free seats.",
        "Type a number from 1 to {n}, as many as there are free seats.",
        n=circle.free_seats,
    )


def made(say: Say, person: Person, circle: Circle, made: Made, *, bot_username: str) -> Outgoing:
    """The new invite: the only message that ever holds its code."""
    invite, link = made.invite, link_to(bot_username, made.code)
    if invite.kind is Kind.PERSONAL:
        whom = say(
            "Only {name} can use it. Forward this to them; nobody else can do anything with it.",
            name=invite.for_name or "",
        )
    else:
        whom = say.n(
            "Whoever has the code may ask to join. It works for {n} person.",
            "Whoever has the code may ask to join. It works for {n} people.",
            n=invite.uses,
        )
    return Outgoing(
        to=person.chat_id,
        html=paragraphs(
            say("<b>An invite to {circle}</b>", circle=circle.name),
            whom,
            lines(say("The code:"), say.code(shown(made.code))),
            lines(say("The link:"), say.literal(link)),
            lines(
                say("It can be used until {moment}.", moment=say.moment(invite.expires_at)),
                say("I show the code only here. Your invites: {command}",
                    command=say.literal("/invite list")),
            ),
        ),
        buttons=(
            (
                Button(say.label("Copy the code"), copy=shown(made.code)),
                Button(say.label("Share"), url=_share_url(say, circle, link)),
            ),
            (Button(say.label("QR picture"), "inv.qr", made.code),),
        ),
        rtl=say.reader.is_rtl,
    )  # fmt: skip


def _share_url(say: Say, circle: Circle, link: str) -> str:
    text = say.label("Join me in the learning circle {circle}", circle=circle.name)
    return f"https://t.me/share/url?url={quote(link, safe='')}&text={quote(text, safe='')}"


def qr_picture(say: Say, person: Person, circle: Circle, code: str) -> Outgoing:
    """The link as a picture; the recipe holds the code only until the picture is sent."""
    return Outgoing(
        to=person.chat_id,
        html=lines(
            say("An invite to {circle}: point a phone's camera at it.", circle=circle.name)
        ),
        method=Method.PHOTO,
        recipe=("invite_qr", {"code": code}),
        rtl=say.reader.is_rtl,
    )


def not_made(say: Say, refusal: MakingRefusal) -> Html:
    """Why there is no invite, and what to do."""
    return say.looked_up(NOT_MADE[refusal], command=say.literal("/invite list"))


# The list ----------------------------------------------------------------------------------------


def listed(
    say: Say, person: Person, rows: Sequence[tuple[Invite, Circle, str | None]]
) -> Outgoing:
    """Live invites, each with its circle and, where it is another's, its inviter's name."""
    if not rows:
        html = lines(
            say("There are no live invites."),
            say("To make one: {command}", command=say.literal("/invite")),
        )
        return screen(say, person, html)
    shown_rows = rows[:MOST_LISTED]
    parts = [_row(say, number, *row) for number, row in enumerate(shown_rows, start=1)]
    hidden = len(rows) - len(shown_rows)
    more = (
        say.n("There is {n} more; it shows when these are gone.",
              "There are {n} more; they show when these are gone.", n=hidden)
        if hidden else None
    )  # fmt: skip
    return Outgoing(
        to=person.chat_id,
        html=paragraphs(
            say("<b>Live invites</b>"),
            *parts,
            more,
            say("A code is shown only once. “Renew” cancels an invite and makes one like it."),
        ),
        buttons=tuple(
            _row_buttons(say, number, invite, inviter)
            for number, (invite, _, inviter) in enumerate(shown_rows, start=1)
        ),
        rtl=say.reader.is_rtl,
    )


def _row_buttons(say: Say, number: int, invite: Invite, inviter: str | None) -> tuple[Button, ...]:
    revoke = Button(say.label("Revoke number {n}", n=number), "inv.revoke", str(invite.id))
    if invite.kind is Kind.PERSONAL and inviter is not None:
        return (revoke,)  # it holds another's vouch: nobody renews it in their name
    return (Button(say.label("Renew number {n}", n=number), "inv.renew", str(invite.id)), revoke)


def _row(say: Say, number: int, invite: Invite, circle: Circle, inviter: str | None) -> Html:
    until = say.moment(invite.expires_at)
    if invite.kind is Kind.PERSONAL:
        first = say("{n}. For {name}, to {circle}", n=number, name=invite.for_name or "",
                    circle=circle.name)  # fmt: skip
    else:
        first = say(
            "{n}. Open, to {circle}: used {used} of {uses}",
            n=number, circle=circle.name, used=invite.used, uses=invite.uses,
        )  # fmt: skip
    return lines(
        first,
        say("Until {moment}", moment=until),
        say("Made by {name}", name=inviter) if inviter else None,
    )


def revoked(say: Say) -> str:
    """The short answer."""
    return say.label("Revoked: nobody can use it any more.")


def ends_soon(say: Say, person: Person, circle: Circle, invite: Invite) -> Outgoing:
    """A day before the end."""
    until = say.moment(invite.expires_at)
    if invite.kind is Kind.PERSONAL:
        html = say(
            "Your invite to {circle} for {name} has not been used yet. It runs out on {moment}.",
            circle=circle.name, name=invite.for_name or "", moment=until,
        )  # fmt: skip
    else:
        html = say("Your open invite to {circle} runs out on {moment}.",
                   circle=circle.name, moment=until)  # fmt: skip
    return Outgoing(
        to=person.chat_id,
        html=lines(html, say("Renewing cancels the old code and makes a new one.")),
        buttons=((Button(say.label("Renew"), "inv.renew", str(invite.id)),),),
        rtl=say.reader.is_rtl,
    )
