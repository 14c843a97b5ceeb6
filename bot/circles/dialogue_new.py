"""The guided talk of `/new`: name, field, focus, language, seats, zone, and the whole once more."""

from typing import Final

from bot.circles import actions, messages, messages_new, rules
from bot.circles.messages_settings import not_read
from bot.circles.records import Refusal, Setting
from bot.dialogue import Again, Answer, Answered, Dialogue, Finished, Goto, Question, Step, Talk
from bot.people.actions import speaker
from bot.people.messages import LANGUAGE_NAMES
from bot.reading.cities import city_by_key, find_cities
from bot.reading.normalise import normalise
from bot.reading.zones import canonical_zone, zone_at
from bot.work import Work

MOST_CITIES: Final = 6  # buttons that fit on a phone without scrolling
# What people type instead of pressing a language's button.
_TYPED_LANGUAGES: Final = {
    "ar": ("ar", "arabic", "عربي", "عربية", "العربي"),
    "en": ("en", "english", "انجليزي", "إنجليزي", "الإنجليزية", "انكليزي"),
}


async def ask_name(work: Work, talk: Talk) -> Question:
    """What is it called?"""
    return messages_new.ask_name((await speaker(work, talk))[1])


async def read_name(work: Work, talk: Talk, answer: Answer) -> Answered:
    """1-64 visible characters."""
    return await _read_text(work, talk, answer, Setting.NAME, then="field")


async def ask_field(work: Work, talk: Talk) -> Question:
    """What is it about?"""
    _, say = await speaker(work, talk)
    return messages_new.ask_field(say, name=talk.data["name"])


async def read_field(work: Work, talk: Talk, answer: Answer) -> Answered:
    """1-100 characters."""
    return await _read_text(work, talk, answer, Setting.FIELD, then="focus")


async def ask_focus(work: Work, talk: Talk) -> Question:
    """Where does it begin?"""
    return messages_new.ask_focus((await speaker(work, talk))[1])


async def read_focus(work: Work, talk: Talk, answer: Answer) -> Answered:
    """1-200 characters, or nothing."""
    if answer.is_skip:
        return Goto("language", {"focus": ""})
    return await _read_text(work, talk, answer, Setting.FOCUS, then="language")


async def _read_text(
    work: Work, talk: Talk, answer: Answer, setting: Setting, *, then: str
) -> Answered:
    text = rules.read_text(answer.text or "", setting)
    if text is None:
        return Again(not_read((await speaker(work, talk))[1], setting))
    return Goto(then, {setting.value: text})


async def ask_language(work: Work, talk: Talk) -> Question:
    """In which language does it talk?"""
    _, say = await speaker(work, talk)
    return messages_new.ask_language(say, work.texts.languages)


async def read_language(work: Work, talk: Talk, answer: Answer) -> Answered:
    """One of the catalogues' languages."""
    language = answer.choice or _typed_language(answer.text or "")
    if language not in work.texts.languages:
        return Again(messages_new.not_a_language((await speaker(work, talk))[1]))
    return Goto("seats", {"language": language})


def _typed_language(text: str) -> str | None:
    typed = normalise(text)
    for code, names in _TYPED_LANGUAGES.items():
        if typed in {normalise(name) for name in (*names, LANGUAGE_NAMES[code])}:
            return code
    return None


async def ask_seats(work: Work, talk: Talk) -> Question:
    """How many at most?"""
    return messages_new.ask_seats((await speaker(work, talk))[1])


async def read_seats(work: Work, talk: Talk, answer: Answer) -> Answered:
    """2-20."""
    seats = rules.read_seats(answer.choice or answer.text or "")
    if seats is None:
        return Again(messages_new.not_seats((await speaker(work, talk))[1]))
    return Goto("zone", {"seats": seats})


async def ask_zone(work: Work, talk: Talk) -> Question:
    """By which city's clock?"""
    person, say = await speaker(work, talk)
    return messages_new.ask_zone(say, own_zone=person.zone)


async def read_zone(work: Work, talk: Talk, answer: Answer) -> Answered:
    """Their own, a city, a zone's name, or a shared place."""
    person, say = await speaker(work, talk)
    if answer.choice == "own" and person.zone is not None:
        return Goto("right", {"zone": person.zone})
    if answer.location is not None:
        zone = zone_at(*answer.location)
        return Goto("right", {"zone": zone}) if zone else Again(messages_new.no_such_city(say))
    text = answer.text or ""
    if (zone := canonical_zone(text)) is not None:
        return Goto("right", {"zone": zone})
    cities = find_cities(text, limit=MOST_CITIES)
    if not cities:
        return Again(messages_new.no_such_city(say))
    if len({city.zone for city in cities}) == 1:
        return Goto("right", {"zone": cities[0].zone})
    return Goto("which", {"cities": [city.key for city in cities]})


async def ask_which(work: Work, talk: Talk) -> Question:
    """Several places fit."""
    _, say = await speaker(work, talk)
    found = [city for key in talk.data["cities"] if (city := city_by_key(key)) is not None]
    return messages_new.ask_which_city(say, found)


async def read_which(work: Work, talk: Talk, answer: Answer) -> Answered:
    """One of the places, or another one typed."""
    if answer.choice is None:
        return await read_zone(work, talk, answer)
    city = city_by_key(talk.data["cities"][int(answer.choice.removeprefix("c"))])
    return Goto("right", {"zone": city.zone}) if city else Goto("zone")


async def ask_right(work: Work, talk: Talk) -> Question:
    """All of it once more."""
    return messages_new.ask_right((await speaker(work, talk))[1], talk.data)


async def read_right(work: Work, talk: Talk, answer: Answer) -> Answered:
    """Open it, or begin again with the name."""
    person, say = await speaker(work, talk)
    if answer.choice == "again":
        return Goto("name")
    if answer.choice != "open":
        return Again(say("Please press Open it, or Change something."))
    opened = await actions.open_circle(
        work,
        person,
        name=talk.data["name"],
        field=talk.data["field"],
        focus=talk.data["focus"],
        language=talk.data["language"],
        seats=talk.data["seats"],
        zone=talk.data["zone"],
    )
    if isinstance(opened, Refusal):
        return Finished(messages.refused(say, person, opened, (messages.to_list(say),)))
    return Finished(messages.opened(say, person, opened))


NEW: Final = Dialogue(
    name="circle_new",
    command="/new",
    steps={
        "name": Step(ask_name, read_name),
        "field": Step(ask_field, read_field),
        "focus": Step(ask_focus, read_focus, may_skip=True),
        "language": Step(ask_language, read_language),
        "seats": Step(ask_seats, read_seats),
        "zone": Step(ask_zone, read_zone),
        "which": Step(ask_which, read_which),
        "right": Step(ask_right, read_right),
    },
)
