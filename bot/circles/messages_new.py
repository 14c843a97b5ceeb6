"""The questions of `/new`."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot.circles.messages_settings import QUESTIONS
from bot.circles.records import Setting
from bot.dialogue import Choice, Question
from bot.people.messages import LANGUAGE_NAMES
from bot.reading.cities import City, zone_label
from bot.reading.zone_cities import territory_name
from bot.texts import Html, Say, lines, paragraphs

OFFERED_SEATS: Final = (4, 6, 8, 12)  # any number from 2 to 20 may be typed


def ask_name(say: Say) -> Question:
    """What is it called?"""
    return Question(
        say=say,
        html=paragraphs(
            say("<b>A new learning circle</b>"),
            lines(
                say("A small closed group of people who know each other and learn one thing."),
                say.looked_up(QUESTIONS[Setting.NAME]),
            ),
        ),
    )


def ask_field(say: Say, *, name: str) -> Question:
    """What is it about?"""
    return Question(
        say=say,
        html=lines(
            say("The circle “{circle}”.", circle=name),
            say.looked_up(QUESTIONS[Setting.FIELD]),
            say("For example: data analysis, leading a team, public speaking."),
        ),
    )


def ask_focus(say: Say) -> Question:
    """Where does it begin?"""
    return Question(
        say=say,
        html=lines(
            say.looked_up(QUESTIONS[Setting.FOCUS]),
            say(
                "The narrower, the sooner you get somewhere. You can also settle it together later."
            ),
        ),
    )


def ask_language(say: Say, languages: Sequence[str]) -> Question:
    """In which language does it talk?"""
    first = sorted(languages, key=lambda code: code != say.reader.language)
    return Question(
        say=say,
        html=say("Which language do you talk in there?"),
        choices=(tuple(Choice(LANGUAGE_NAMES.get(code, code), code) for code in first),),
    )


def ask_seats(say: Say) -> Question:
    """How many at most?"""
    return Question(
        say=say,
        html=lines(
            say.looked_up(QUESTIONS[Setting.SEATS]),
            say("Choose, or type a number from 2 to 20."),
        ),
        choices=(tuple(Choice(say.digits(str(seats)), str(seats)) for seats in OFFERED_SEATS),),
    )


def ask_zone(say: Say, *, own_zone: str | None) -> Question:
    """By which city's clock does it live?"""
    html = lines(
        say("By which city's clock does the circle live? Its weekly digest comes by it."),
        say("Choose yours, or type another city.") if own_zone else say("Type a city."),
    )
    if own_zone is None:
        return Question(say=say, html=html)
    own = zone_label(own_zone, language=say.reader.language)
    return Question(say=say, html=html, choices=((Choice(own, "own"),),))


def ask_which_city(say: Say, cities: Sequence[City]) -> Question:
    """Several places fit: which one?"""
    language = say.reader.language
    rows = []
    for number, city in enumerate(cities):
        name = city.name_ar if language == "ar" else city.name_en
        country = territory_name(city.country, language=language)
        label = say.label("{city}, {country}", city=name, country=country)
        rows.append((Choice(label, f"c{number}"),))
    return Question(say=say, html=say("Which one?"), choices=tuple(rows))


def ask_right(say: Say, data: Mapping[str, Any]) -> Question:
    """All of it once more, before it is opened."""
    zone = zone_label(data["zone"], language=say.reader.language)
    language = LANGUAGE_NAMES.get(data["language"], data["language"])
    return Question(
        say=say,
        html=paragraphs(
            say("<b>The circle “{circle}”</b>", circle=data["name"]),
            lines(
                say("Field: {field}", field=data["field"]),
                say("It begins with: {focus}", focus=data["focus"]) if data["focus"] else None,
                say("Language: {language}", language=language),
                say("Seats: {seats}", seats=data["seats"]),
                say("Clock: {zone}", zone=zone),
            ),
            say("Everything can be changed later, except the language and the clock."),
        ),
        choices=(
            (Choice(say.label("Open it"), "open"),),
            (Choice(say.label("Change something"), "again"),),
        ),
    )


# What was not understood ---------------------------------------------------------------------------


def not_a_language(say: Say) -> Html:
    """No language of ours."""
    return say("Please choose one of the languages with the buttons.")


def not_seats(say: Say) -> Html:
    """No number of seats."""
    return say("Please type a number from 2 to 20.")


def no_such_city(say: Say) -> Html:
    """No place of ours."""
    return say("I do not know that place. Try the nearest big city, in Arabic or English.")
