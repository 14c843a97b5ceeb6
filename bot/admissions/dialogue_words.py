"""Short guided talks of one text each: a concern, a question to the newcomer, their answer."""

from typing import Final

from bot.admissions import actions_answers, actions_asking, messages, messages_words, rules
from bot.admissions.actions_answers import Inside
from bot.admissions.records import LATE_CONCERNS, NoQuestion
from bot.dialogue import Again, Answer, Answered, Dialogue, Finished, Question, Step, Talk
from bot.errors import NotForYou
from bot.people.actions import speaker
from bot.people.records import Person
from bot.texts import Html, Say
from bot.work import Work

CONCERN_NAME: Final = "adm_concern"
QUESTION_NAME: Final = "adm_ask"
REPLY_NAME: Final = "adm_reply"
STEP: Final = "text"


async def _inside(work: Work, talk: Talk) -> tuple[Person, Say, Inside | None]:
    """None: what the talk is about has ended, or is theirs no more; the talk must not get stuck."""
    person, say = await speaker(work, talk)
    try:
        inside = await actions_answers.as_asked(work, person, int(talk.data["admission"]))
    except NotForYou:
        return person, say, None
    return person, say, inside


def _ended(say: Say) -> Question:
    return Question(say=say, html=messages.nothing_needed(say))


def _shut(say: Say) -> Question:
    return Question(say=say, html=messages.not_passed_on(say))


def _not_passed_on(say: Say, person: Person) -> Finished:
    return Finished(messages.screen(say, person, messages.not_passed_on(say)))


def _text(say: Say, answer: Answer, *, longest: int) -> str | Html:
    """What was typed, or why it does not fit."""
    text = (answer.text or "").strip()
    if rules.fits(text, longest=longest):
        return text
    return messages.too_long(say, longest) if text else messages.type_it(say)


# A concern ---------------------------------------------------------------------------------------


async def ask_concern(work: Work, talk: Talk) -> Question:
    """What is it?"""
    _, say, inside = await _inside(work, talk)
    if inside is None:
        return _shut(say)
    newcomer = await actions_asking.newcomer_of(work, inside.admission)
    if inside.admission.state in LATE_CONCERNS:
        return messages_words.ask_late_concern(say, newcomer, inside.roll.circle)
    return messages_words.ask_concern(say, newcomer, inside.roll.circle)


async def read_concern(work: Work, talk: Talk, answer: Answer) -> Answered:
    """1 to 300 characters; then the hosts decide."""
    person, say, inside = await _inside(work, talk)
    if inside is None:
        return _not_passed_on(say, person)
    text = _text(say, answer, longest=rules.LONGEST_CONCERN)
    if isinstance(text, Html):
        return Again(text)
    outcome = await actions_answers.raise_concern(work, person, inside.admission.id, text)
    admission = outcome.admission
    if admission.is_undecided:
        return Finished(messages_words.concern_kept(say, person, admission))
    if admission.state in LATE_CONCERNS:
        return Finished(messages_words.late_concern_kept(say, person))
    return Finished(messages.nothing_open(say, person))


CONCERN: Final = Dialogue(
    name=CONCERN_NAME, command=None, steps={STEP: Step(ask_concern, read_concern)}
)


# A question to the newcomer ----------------------------------------------------------------------


async def ask_question(work: Work, talk: Talk) -> Question:
    """What would you like to know?"""
    _, say, inside = await _inside(work, talk)
    if inside is None:
        return _shut(say)
    newcomer = await actions_asking.newcomer_of(work, inside.admission)
    return messages_words.ask_question(say, newcomer)


async def read_question(work: Work, talk: Talk, answer: Answer) -> Answered:
    """1 to 300 characters; relayed without a name."""
    person, say, inside = await _inside(work, talk)
    if inside is None:
        return _not_passed_on(say, person)
    text = _text(say, answer, longest=rules.LONGEST_QUESTION)
    if isinstance(text, Html):
        return Again(text)
    relayed = await actions_answers.ask_question(work, person, inside.admission.id, text)
    if isinstance(relayed, NoQuestion):
        return Finished(messages_words.not_relayed_screen(say, person, relayed))
    newcomer = await actions_asking.newcomer_of(work, inside.admission)
    return Finished(messages_words.question_sent(say, person, newcomer))


QUESTION: Final = Dialogue(
    name=QUESTION_NAME, command=None, steps={STEP: Step(ask_question, read_question)}
)


# Their answer ------------------------------------------------------------------------------------


async def ask_reply(work: Work, talk: Talk) -> Question:
    """What do you answer?"""
    person, say = await speaker(work, talk)
    try:
        _, _, exchange = await actions_answers.as_questioned(
            work, person, int(talk.data["admission"]), int(talk.data["question"])
        )
    except NotForYou:
        return _ended(say)
    if exchange is None:
        return _ended(say)
    return messages.ask_reply(say, exchange)


async def read_reply(work: Work, talk: Talk, answer: Answer) -> Answered:
    """1 to 500 characters; relayed to all who are asked."""
    person, say = await speaker(work, talk)
    text = _text(say, answer, longest=rules.LONGEST_ANSWER)
    if isinstance(text, Html):
        return Again(text)
    try:
        is_sent = await actions_answers.reply(
            work, person, int(talk.data["admission"]), int(talk.data["question"]), text
        )
    except NotForYou:
        is_sent = False
    if not is_sent:
        return Finished(messages.nothing_open(say, person))
    return Finished(messages.reply_sent(say, person))


REPLY: Final = Dialogue(name=REPLY_NAME, command=None, steps={STEP: Step(ask_reply, read_reply)})
