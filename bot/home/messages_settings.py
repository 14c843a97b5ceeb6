"""`/settings`: one screen, and one for each thing that can be set."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Final

from bot.checkins.records import WeeklySettings
from bot.dialogue import Choice, Question
from bot.gate import QuietHours
from bot.home.messages import screen
from bot.outbox.records import Button, Outgoing
from bot.people.messages import LANGUAGE_NAMES
from bot.people.records import Budget, Person
from bot.reading.records import Choice as Reading
from bot.reading.weeks import weekend_days
from bot.reading.zone_cities import zone_label
from bot.texts import Digits, Html, Say, lines, paragraphs
from bot.texts.moments import in_week_order
from bot.texts.say import mark

# What most people choose from; anything else is typed.
QUIET_CHOICES: Final[Mapping[str, QuietHours]] = {
    "22-07": QuietHours(time(22, 0), time(7, 0)),
    "23-06": QuietHours(time(23, 0), time(6, 0)),
    "21-08": QuietHours(time(21, 0), time(8, 0)),
    "00-08": QuietHours(time(0, 0), time(8, 0)),
}
WEEKLY_TIMES: Final = tuple(time(hour) for hour in (8, 12, 16, 18, 20, 21))
BUDGETS: Final[Mapping[Budget, str]] = {
    Budget.LIGHT: mark("Light: {n} a day"),
    Budget.STANDARD: mark("Standard: {n} a day"),
    Budget.ACTIVE: mark("Active: {n} a day"),
}


def _back(say: Say) -> tuple[Button, ...]:
    return (Button(say.label("Back"), "home.go", "settings"),)


def _chosen(say: Say, label: str, *, is_chosen: bool) -> str:
    return say.label("✓ {choice}", choice=label) if is_chosen else label


def settings(say: Say, person: Person, weekly: WeeklySettings) -> Outgoing:
    """Everything as it stands, and a button for each."""
    html = paragraphs(say("<b>Settings</b>"), _state(say, person, weekly))
    digits = (Button(say.label("Digits"), "set.open", "digits"),)
    rows = [
        (
            Button(say.label("Language"), "set.open", "language"),
            *(digits if person.language == "ar" else ()),
        ),
        (
            Button(say.label("Time zone"), "set.zone"),
            Button(say.label("Quiet hours"), "set.quiet"),
        ),
        (
            Button(say.label("Days off"), "set.open", "days"),
            Button(say.label("Messages a day"), "set.open", "budget"),
        ),
        (
            Button(say.label("Weekly check-in"), "set.open", "weekly"),
            Button(say.label("Pause"), "set.open", "pause"),
        ),
    ]
    return screen(say, person, html, tuple(rows))


def _state(say: Say, person: Person, weekly: WeeklySettings) -> Html:
    language = say.reader.language
    zone = zone_label(person.zone, language=language) if person.zone else None
    return lines(
        say("Language: {language}", language=LANGUAGE_NAMES.get(language, language)),
        say("Time zone: {zone}", zone=zone) if zone else say("Time zone: not told yet"),
        quiet_line(say, person.quiet),
        say("Days off: {days}", days=say.weekdays(person.days_off))
        if person.days_off
        else say("Days off: none"),
        say("Messages that I start: at most {n} a day", n=person.budget.messages),
        say(
            "Weekly check-in: {day}, {time}",
            day=say.weekday(weekly.weekday),
            time=say.time(weekly.at),
        )
        if weekly.is_on
        else say("Weekly check-in: none"),
        _pause_line(say, person),
    )


def quiet_line(say: Say, quiet: QuietHours) -> Html:
    """The quiet hours as they stand."""
    if quiet.starts == quiet.ends:
        return say("Quiet hours: none")
    return say("Quiet hours: {span}", span=say.span(quiet.starts, quiet.ends))


def _pause_line(say: Say, person: Person) -> Html | None:
    return (
        say("Paused now. Nothing but decisions about you reaches you.")
        if (person.paused_until is not None)
        else None
    )


def choose_language(say: Say, person: Person, languages: Sequence[str]) -> Outgoing:
    """Which language?"""
    rows = tuple(
        (
            Button(
                _chosen(say, LANGUAGE_NAMES.get(code, code), is_chosen=code == person.language),
                "set.language",
                code,
            ),
        )
        for code in languages
    )
    return screen(say, person, say("Which language should I speak?"), (*rows, _back(say)))


def choose_digits(say: Say, person: Person) -> Outgoing:
    """Which digits? Each shown in itself."""
    row = tuple(
        Button(_chosen(say, shown, is_chosen=person.digits is digits), "set.digits", digits.value)
        for digits, shown in ((Digits.WESTERN, "123"), (Digits.ARABIC, "١٢٣"))
    )
    return screen(say, person, say("Which digits should I write?"), (row, _back(say)))


def choose_days_off(say: Say, person: Person) -> Outgoing:
    """Days of the week to switch on and off."""
    days = in_week_order(range(7), say.reader)
    buttons = [
        Button(
            _chosen(say, say.weekday(day), is_chosen=day in person.days_off), "set.day", str(day)
        )
        for day in days
    ]
    weekend = say.label(
        "The weekend: {days}", days=say.plain(say.weekdays(weekend_days(person.country)))
    )
    return screen(
        say,
        person,
        lines(
            say("On which days should I be silent?"),
            say("Sittings on those days are left out, and count neither for nor against you."),
        ),
        (
            tuple(buttons[:4]),
            tuple(buttons[4:]),
            (Button(weekend, "set.days", "weekend"),),
            (Button(say.label("No days off"), "set.days", "none"),),
            _back(say),
        ),
    )  # fmt: skip


def choose_budget(say: Say, person: Person) -> Outgoing:
    """How many messages a day?"""
    rows = tuple(
        (
            Button(
                _chosen(
                    say,
                    say.label_looked_up(BUDGETS[budget], n=budget.messages),
                    is_chosen=budget is person.budget,
                ),
                "set.budget",
                budget.value,
            ),
        )
        for budget in Budget
    )
    return screen(
        say,
        person,
        lines(
            say("How many messages may I start in a day?"),
            say("Answers to what you do, and decisions about you, are not counted."),
        ),
        (*rows, _back(say)),
    )


def choose_weekly(say: Say, person: Person, weekly: WeeklySettings) -> Outgoing:
    """On which day, at what time, or not at all."""
    days = [
        Button(
            _chosen(say, say.weekday(day), is_chosen=weekly.is_on and day == weekly.weekday),
            "set.weekly",
            f"day.{day}",
        )
        for day in in_week_order(range(7), say.reader)
    ]
    times = [
        Button(
            _chosen(
                say,
                say.plain(say.time(at, short=True)),
                is_chosen=weekly.is_on and at == weekly.at,
            ),
            "set.weekly",
            f"at.{at.hour}",
        )
        for at in WEEKLY_TIMES
    ]
    off = Button(say.label("No weekly check-in"), "set.weekly", "off")
    return screen(
        say,
        person,
        lines(
            say("When should I ask the three questions of the week?"),
            say("What I learned, where I am stuck, what comes next: two minutes, and two days to "
                "answer."),
        ),
        (
            tuple(days[:4]),
            tuple(days[4:]),
            tuple(times[:3]),
            tuple(times[3:]),
            *(((off,),) if weekly.is_on else ()),
            _back(say),
        ),
    )  # fmt: skip


def choose_pause(say: Say, person: Person) -> Outgoing:
    """How long to be silent, or to speak again."""
    if person.paused_until is not None:
        return screen(
            say,
            person,
            say("I am silent now, but for decisions about you."),
            ((Button(say.label("Speak again"), "set.pause", "off"),), _back(say)),
        )
    return screen(
        say,
        person,
        lines(
            say("How long should I be silent?"),
            say("Nothing is lost meanwhile, and decisions about you still reach you."),
        ),
        (
            (Button(say.label("Until tomorrow"), "set.pause", "1"), Button(say.label("A week"), "set.pause", "7")),
            (Button(say.label("A month"), "set.pause", "30"), Button(say.label("Until I am back"), "set.pause", "0")),
            _back(say),
        ),
    )  # fmt: skip


# Quiet hours: a talk, since they may be typed ------------------------------------------------------


def ask_quiet(say: Say, person: Person) -> Question:
    """From when to when?"""
    rows = [
        (Choice(say.plain(say.span(span.starts, span.ends)), key),)
        for key, span in QUIET_CHOICES.items()
    ]
    return Question(
        say=say,
        html=paragraphs(
            quiet_line(say, person.quiet),
            lines(
                say("When should I be silent? Choose, or type it: from 22 to 7."),
                say("Nudges for learning times inside them still come, since you set those yourself."),
            ),
        ),
        choices=(*rows, (Choice(say.label("No quiet hours"), "none"), Choice(say.label("Back"), "back"))),
    )  # fmt: skip


def ask_which_span(say: Say, spans: Sequence[QuietHours]) -> Question:
    """The halves of the day were left open."""
    rows = tuple(
        (Choice(say.plain(say.span(span.starts, span.ends)), f"s{number}"),)
        for number, span in enumerate(spans)
    )
    return Question(say=say, html=say("Which of these?"), choices=rows)


def no_such_span(say: Say) -> Html:
    """What was typed is no span."""
    return say("I could not read that. For example: from 22 to 7, or 23:00 to 6:30.")


def spans_in(choices: Sequence[Reading]) -> list[QuietHours]:
    """The spans among which the reader's question lets choose."""
    return [QuietHours(c.start, c.ends) for c in choices if c.start and c.ends]
