"""Which words must be in what is offered, and which must not: one question each."""

from typing import Final

from bot.dialogue.records import Again, Answer, Answered, Dialogue, Finished, Question, Step, Talk
from bot.feeds import actions, messages_words, rules_words
from bot.feeds.actions_page import page_of
from bot.feeds.records import LONGEST_WORDS, Subscription
from bot.goals.messages_talk import too_long
from bot.people.actions import speaker
from bot.people.records import Person
from bot.texts import Say
from bot.work import Work

NAME: Final = "feed_words"
MUST, MUST_NOT = "must", "must_not"
OWN: Final = "subscription"  # in the talk's data: which


async def _talking(work: Work, talk: Talk) -> tuple[Person, Say, Subscription]:
    person, say = await speaker(work, talk)
    own = await actions.own_subscription(work, person, int(talk.data[OWN]))
    return person, say, own


async def ask_must(work: Work, talk: Talk) -> Question:
    """Which must be in it?"""
    _, say, own = await _talking(work, talk)
    return messages_words.ask_must(say, own)


async def read_must(work: Work, talk: Talk, answer: Answer) -> Answered:
    """Words, or none any more."""
    return await _read(work, talk, answer, is_must=True)


async def ask_must_not(work: Work, talk: Talk) -> Question:
    """Which must not?"""
    _, say, own = await _talking(work, talk)
    return messages_words.ask_must_not(say, own)


async def read_must_not(work: Work, talk: Talk, answer: Answer) -> Answered:
    """Words, or none any more."""
    return await _read(work, talk, answer, is_must=False)


async def _read(work: Work, talk: Talk, answer: Answer, *, is_must: bool) -> Answered:
    person, say, own = await _talking(work, talk)
    words: tuple[str, ...] = ()
    if answer.choice != messages_words.ANY:
        words = rules_words.read_words(answer.text or "")
        if not words:
            return Again(messages_words.no_words(say))
        if not rules_words.fits(words):
            return Again(too_long(say, n=LONGEST_WORDS))
    kept = rules_words.written(words)
    changed = await actions.set_words(
        work,
        person,
        own.id,
        include=kept if is_must else None,
        exclude=None if is_must else kept,
    )
    return Finished(await page_of(work, person, changed.source_id, note=say("Changed.")))


WORDS: Final = Dialogue(
    name=NAME,
    command=None,
    steps={MUST: Step(ask_must, read_must), MUST_NOT: Step(ask_must_not, read_must_not)},
)
