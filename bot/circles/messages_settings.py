"""What hosts read while they settle what their circle is like."""

from datetime import timedelta
from typing import Final

from bot.circles import rules
from bot.circles.messages import screen
from bot.circles.records import MOST_SEATS, Circle, Setting
from bot.dialogue import Choice, Question
from bot.outbox.records import Button, Outgoing
from bot.people.records import Person
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.html import escaped, isolated
from bot.texts.say import mark

SEATS_IN_ROW: Final = 5  # two-digit numbers that a small phone shows side by side

NAMES: Final = {
    Setting.NAME: mark("Name"),
    Setting.FIELD: mark("Field"),
    Setting.FOCUS: mark("What it begins with"),
    Setting.SEATS: mark("Seats"),
    Setting.REQUIRED: mark("Vouches needed"),
    Setting.WINDOW: mark("Time to answer"),
    Setting.HOLD: mark("Time for concerns"),
    Setting.LAST_WORD: mark("Host's last word"),
    Setting.ONLY_HOSTS: mark("Only hosts invite"),
    Setting.NEW_WAIT: mark("New members wait 14 days"),
}
QUESTIONS: Final = {
    Setting.NAME: mark("What should the circle be called? Up to 64 characters."),
    Setting.FIELD: mark("What is the circle about? Up to 100 characters."),
    Setting.FOCUS: mark("Which part does it begin with? Up to 200 characters."),
    Setting.SEATS: mark("How many members at most? Small circles hold together best."),
    Setting.REQUIRED: mark("How many members must know a newcomer before they come in?"),
    Setting.WINDOW: mark("How long do the members have to say whether they know a newcomer?"),
    Setting.HOLD: mark(
        "Once enough members know a newcomer: how long may all the others still object?"
    ),
    Setting.LAST_WORD: mark("Once enough members know a newcomer: should a host decide?"),
    Setting.ONLY_HOSTS: mark("Should only hosts invite?"),
    Setting.NEW_WAIT: mark("Should new members invite only after their first 14 days?"),
}
NOT_READ: Final = {
    Setting.NAME: mark("A name has 1 to 64 characters. Please type another one."),
    Setting.FIELD: mark("A field has 1 to 100 characters. Please type it shorter."),
    Setting.FOCUS: mark("This has 1 to 200 characters. Please type it shorter."),
}


def value_text(say: Say, setting: Setting, value: str | int) -> Html:
    """A value in words."""
    if isinstance(value, str):
        return Html(isolated(escaped(value))) if value else say("nothing yet")
    if setting in rules.SWITCHES:
        return say("yes") if value else say("no")
    if setting in {Setting.WINDOW, Setting.HOLD}:
        return say.length(timedelta(hours=value)) if value else say("none at all")
    return Html(say.digits(str(value)))


def settings(say: Say, person: Person, circle: Circle) -> Outgoing:
    """All settings with their values; a press opens one."""
    html = paragraphs(
        say("<b>Settings of “{circle}”</b>", circle=circle.name),
        lines(
            *(
                say(
                    "{setting}: {value}",
                    setting=say.looked_up(NAMES[setting]),
                    value=value_text(say, setting, rules.value_of(circle, setting)),
                )
                for setting in Setting
            )
        ),
        say("Every change stands in the log."),
    )
    buttons = [
        Button(say.label_looked_up(NAMES[s]), "circ.one", f"{circle.id}.{s.value}")
        for s in Setting
    ]
    pairs = [tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)]
    return screen(say, person, html, *pairs, (_to_tools(say, circle),))


def one_setting(say: Say, person: Person, circle: Circle, setting: Setting) -> Outgoing:
    """One setting with the values that it can have; the present one is ticked."""
    present = rules.value_of(circle, setting)
    if setting is Setting.SEATS:
        fewest = max(rules.FEWEST_SEATS, circle.members)
        values = tuple(range(fewest, MOST_SEATS + 1))
        in_row = SEATS_IN_ROW
    else:
        values = rules.CHOICES[setting]
        in_row = 2 if setting in rules.SWITCHES else 1
    buttons = []
    for value in values:
        text = say.plain(value_text(say, setting, value))
        shown = f"✓ {text}" if value == present else text
        buttons.append(Button(shown, "circ.put", f"{circle.id}.{setting.value}.{value}"))
    rows = [tuple(buttons[i : i + in_row]) for i in range(0, len(buttons), in_row)]
    back = Button(say.label("Back"), "circ.set", str(circle.id))
    return screen(say, person, say.looked_up(QUESTIONS[setting]), *rows, (back,))


def ask_text(say: Say, circle: Circle, setting: Setting) -> Question:
    """A new name, field or focus, to be typed."""
    value = rules.value_of(circle, setting)
    return Question(
        say=say,
        html=lines(
            say.looked_up(QUESTIONS[setting]),
            say("Until now: {value}", value=value_text(say, setting, value)),
        ),
        choices=((Choice(say.label("Leave it empty"), "empty"),),)
        if setting is Setting.FOCUS and value
        else (),
    )


def not_read(say: Say, setting: Setting) -> Html:
    """A text that is empty or too long."""
    return say.looked_up(NOT_READ[setting])


def _to_tools(say: Say, circle: Circle) -> Button:
    return Button(say.label("Back"), "circ.host", str(circle.id))
