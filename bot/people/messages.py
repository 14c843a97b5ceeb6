"""What people read about themselves: zone, language, pause."""

from collections.abc import Sequence
from datetime import datetime

from bot.dialogue import Choice, Question
from bot.outbox.records import Button, Key, Outgoing, ReplyKeyboard
from bot.people.records import Person
from bot.reading.cities import City
from bot.reading.zone_cities import territory_name, zone_label
from bot.texts import Html, Say, lines, paragraphs

LANGUAGE_NAMES = {"ar": "العربية", "en": "English"}


def screen(say: Say, person: Person, html: Html) -> Outgoing:
    """A plain answer without buttons."""
    return Outgoing(to=person.chat_id, html=html, rtl=say.reader.is_rtl)


def ask_city(say: Say) -> Question:
    """Where are you? By typing a city, an offset, or by sharing the place."""
    return Question(
        say=say,
        html=paragraphs(
            say("<b>Your time zone</b>"),
            say("Which city are you in? Type its name, or share your location: it is used once and "
                "not stored."),
        ),
        keyboard=ReplyKeyboard(
            rows=((Key(say.label("Share my location"), location=True),),),
            placeholder=say.label("A city, or +3"),
        ),
    )  # fmt: skip


def ask_which_city(say: Say, cities: Sequence[City], *, by_offset: bool) -> Question:
    """Several places fit: which one?"""
    language = say.reader.language
    rows = []
    for number, city in enumerate(cities):
        name = city.name_ar if language == "ar" else city.name_en
        country = territory_name(city.country, language=language)
        label = say.label("{city}, {country}", city=name, country=country)
        rows.append((Choice(label, f"c{number}"),))
    html = (
        say("These cities have that time now. Which one keeps your time all year?")
        if by_offset
        else say("Which one?")
    )
    return Question(say=say, html=html, choices=tuple(rows))


def ask_right_time(say: Say, *, zone: str, now: datetime) -> Question:
    """The echo: what time it would be there."""
    local = now.astimezone(say.reader.tz)
    return Question(
        say=say,
        html=say(
            "{place}: it is {time} with you, right?",
            place=zone_label(zone, language=say.reader.language),
            time=say.time(local.time()),
        ),
        choices=((Choice(say.label("Yes"), "yes"), Choice(say.label("No, another place"), "no")),),
    )


def zone_set(say: Say, person: Person) -> Outgoing:
    """The zone is kept."""
    zone = zone_label(person.zone or "UTC", language=say.reader.language)
    return screen(say, person, say("Your time zone: {zone}. All your times follow it.", zone=zone))


def choose_language(say: Say, person: Person, languages: Sequence[str]) -> Outgoing:
    """Which language?"""
    buttons = tuple((Button(LANGUAGE_NAMES.get(code, code), "lang", code),) for code in languages)
    return Outgoing(
        to=person.chat_id,
        html=say("Which language should I speak?"),
        buttons=buttons,
        rtl=say.reader.is_rtl,
    )


def language_set(say: Say, person: Person) -> Outgoing:
    """The language is kept; said in the new one."""
    return screen(say, person, say("From now on I speak English with you."))


def ask_pause(say: Say, person: Person) -> Outgoing:
    """Until when?"""
    return Outgoing(
        to=person.chat_id,
        html=lines(
            say("How long should I be silent?"),
            say("Nothing is lost meanwhile, and decisions about you still reach you."),
        ),
        buttons=(
            (Button(say.label("Until tomorrow"), "pause", "1"), Button(say.label("A week"), "pause", "7")),
            (Button(say.label("A month"), "pause", "30"), Button(say.label("Until I am back"), "pause", "0")),
        ),
        rtl=say.reader.is_rtl,
    )  # fmt: skip


def paused(say: Say, person: Person, *, is_open_ended: bool) -> Outgoing:
    """The pause is kept."""
    command = say.literal("/resume")
    if is_open_ended or person.paused_until is None:
        html = say("I am silent until you are back. To go on: {command}", command=command)
    else:
        until = say.day(person.paused_until.astimezone(say.reader.tz).date())
        html = say(
            "I am silent until {day}. To go on sooner: {command}", day=until, command=command
        )
    return screen(say, person, html)


def not_paused(say: Say, person: Person) -> Outgoing:
    """There was no pause to end."""
    return screen(say, person, say("Nothing was paused. Your messages come as usual."))


def resumed(say: Say, person: Person) -> Outgoing:
    """The pause is over."""
    return screen(say, person, say("Welcome back. Your next learning times count again from now."))


def not_a_date(say: Say) -> Html:
    """A date that was not understood."""
    return say("I could not read that date. For example: 1 December, in 2 weeks, tomorrow.")


def no_such_city(say: Say) -> Html:
    """A place that was not found."""
    return say(
        "I do not know that place. Try the nearest big city in Arabic or English, or the difference "
        "to UTC, such as +3."
    )
