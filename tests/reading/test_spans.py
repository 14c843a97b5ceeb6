"""Quiet hours as they are typed."""

from datetime import time

import pytest

from bot.reading.records import Ask, Question
from bot.reading.span_text import read_span

NIGHT = (time(22), time(7))


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("22-7", NIGHT),
        ("22:00-07:00", NIGHT),
        ("22h-7h", NIGHT),
        ("23 to 7", (time(23), time(7))),
        ("from 10pm to 7am", NIGHT),
        ("10pm 7am", NIGHT),
        ("10 pm - 7", NIGHT),
        ("من ١٠ مساءً إلى ٧ صباحًا", NIGHT),
        ("من ١٠ بالليل ل ٧ الصبح", NIGHT),
        ("من 10 الى 7 صباحا", NIGHT),
        ("22.30 - 7.15", (time(22, 30), time(7, 15))),
        ("midnight to 7", (time(0), time(7))),
        ("من منتصف الليل إلى ٧ صباحا", (time(0), time(7))),
        ("00-00", (time(0), time(0))),
        ("7am-7am", (time(7), time(7))),
        ("7", None),
        ("never", None),
        ("", None),
    ],
)
def test_a_span_is_read(text, span):
    assert read_span(text) == span


def test_a_span_that_may_be_a_night_or_a_day_is_asked_back():
    question = read_span("10-7")

    assert isinstance(question, Question)
    assert question.ask is Ask.AM_PM
    assert [(c.start, c.ends) for c in question.choices] == [(time(10), time(19)), NIGHT]
