"""How a talk holds the sketch of a slot, reads a whole typed line into it, and goes on."""

from collections.abc import Mapping
from typing import Any

from bot.dialogue import Again, Answer, Answered, Goto, Talk
from bot.people.actions import speaker
from bot.people.records import Person
from bot.reading.records import TypedSlot
from bot.reading.slot_text import read_slot
from bot.reading.weeks import weekend_days, work_days
from bot.slots import actions, messages, rules_sketch
from bot.slots.records import Sketch
from bot.work import Work


def data_of(sketch: Sketch) -> dict[str, Any]:
    """The talk's data that hold the sketch."""
    return {"sketch": rules_sketch.to_json(sketch)}


def sketch_in(data: Mapping[str, Any]) -> Sketch:
    """The sketch that a talk's data hold."""
    return rules_sketch.from_json(data["sketch"]) if "sketch" in data else Sketch()


def read_line(work: Work, person: Person, line: str) -> TypedSlot:
    """A typed line, by the week of the person's country."""
    return read_slot(
        line,
        workdays=work_days(person.country),
        weekend=weekend_days(person.country),
        today=work.now.astimezone(person.reader.tz).weekday(),
    )


async def step_of(work: Work, person: Person, sketch: Sketch) -> str:
    """What is asked next."""
    has_goals = bool(await actions.list_goals(work, person))
    return rules_sketch.next_step(sketch, has_goals=has_goals)


async def go_to_next(work: Work, person: Person, sketch: Sketch) -> Goto:
    """Keep the sketch and ask what it leaves open."""
    return Goto(await step_of(work, person, sketch), data_of(sketch))


async def read_typed(work: Work, talk: Talk, answer: Answer) -> Answered:
    """Anything about a slot, typed at any step."""
    person, say = await speaker(work, talk)
    typed = read_line(work, person, answer.text or "")
    if rules_sketch.says_nothing(typed):
        return Again(messages.not_understood(say))
    sketch = rules_sketch.merged(sketch_in(talk.data), typed)
    if typed.is_complete:
        sketch = rules_sketch.typed_in_one_line(sketch)
    return await go_to_next(work, person, sketch)
