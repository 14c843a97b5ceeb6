"""Whatever is typed, reading it neither fails nor makes up impossible values."""

from datetime import date, time

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading import lexicon, words_dates
from bot.reading.answers import answered, open_questions
from bot.reading.dates import read_date
from bot.reading.marks import Kind
from bot.reading.records import EVERY_DAY, NO_DAYS, Ask, Question
from bot.reading.slot_text import read_clock, read_days, read_minutes, read_number, read_slot
from bot.reading.span_text import read_span
from bot.reading.tokens import cut

LONGEST_MINUTES = 60_000  # 999 hours: what three figures can say
WITH_CHOICES = set(Ask) - {Ask.DAYS, Ask.CLOCK, Ask.LENGTH}

words = st.sampled_from(
    [
        *sorted(lexicon.WORDS),
        *["-", ",", ":", "&", "/", ".", "ل", "و", "ال", "ب", "لل"],
        *[
            "7",
            "8",
            "12",
            "20",
            "45",
            "0730",
            "730",
            "7:30",
            "19:00",
            "00:00",
            "24:00",
            "1h30",
            "18h30",
            "1.5",
            "7،30",
            "٨",
            "۸",
        ],
    ]
)
lines = st.lists(words, max_size=9).map(" ".join) | st.lists(words, max_size=6).map("".join)
texts = lines | st.text(max_size=60)


def is_sound(question):
    if question.ask in WITH_CHOICES or question.choices:
        return len(question.choices) > 1 and len(set(question.choices)) == len(question.choices)
    return True


@given(texts)
@settings(max_examples=600, deadline=None)
def test_any_line_gives_a_sound_slot(text):
    slot = read_slot(text)

    assert slot.days <= EVERY_DAY
    assert slot.minutes is None or 0 <= slot.minutes <= LONGEST_MINUTES
    assert slot.start is None or isinstance(slot.start, time)
    assert all(is_sound(question) for question in slot.asks)
    assert len({question.ask for question in slot.asks}) == len(slot.asks)


@given(lines, st.data())
@settings(max_examples=300, deadline=None)
def test_answering_comes_to_an_end(text, data):
    slot = read_slot(text)

    for _ in range(len(Ask)):
        question = next((q for q in open_questions(slot) if q.choices), None)
        if question is None:
            break
        slot = answered(slot, question, data.draw(st.sampled_from(question.choices)))

    assert not any(question.choices for question in slot.asks)


@given(texts, st.dates(date(2020, 1, 1), date(2100, 1, 1)))
@settings(max_examples=300, deadline=None)
def test_any_line_is_safe_for_every_reader(text, today):
    assert read_days(text).days <= EVERY_DAY
    assert isinstance(read_clock(text).start, time | None)
    assert (read_minutes(text) or 0) in range(LONGEST_MINUTES)
    assert (read_number(text) or 0) in range(1000)
    assert isinstance(read_date(text, today=today), date | Question | None)
    assert isinstance(read_span(text), tuple | Question | None)


def test_a_long_text_is_read_as_far_as_a_slot_may_reach():
    assert read_slot("Mon 19:00 " + "و" * 1_000_000).days == {0}
    assert read_slot("ونص " * 100_000).days == NO_DAYS


def test_no_listed_phrase_is_longer_than_the_reader_looks():
    longest = max(len(phrase.split()) for phrase in (*lexicon.WORDS, *words_dates.WORDS))

    assert longest <= lexicon.LONGEST_PHRASE


def test_every_listed_word_is_found_as_it_stands():
    lost = [
        phrase
        for phrase in lexicon.WORDS
        if len(cut(phrase)) == len(phrase.split())
        and any(mark.kind is Kind.UNKNOWN for mark in lexicon.mark_up(phrase))
    ]

    assert lost == []
