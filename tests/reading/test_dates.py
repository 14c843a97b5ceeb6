"""Dates as they are typed for a pause or a goal's horizon."""

from datetime import date

import pytest

from bot.reading.dates import read_date
from bot.reading.records import Ask, Question

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("٢٠٢٦-١٢-٠١", date(2026, 12, 1)),
        ("2026/12/1", date(2026, 12, 1)),
        ("2026-02-30", None),
        ("1 Dec", date(2026, 12, 1)),
        ("Dec 1st", date(2026, 12, 1)),
        ("1st of December 2027", date(2027, 12, 1)),
        ("until Thursday 3 December", date(2026, 12, 3)),
        ("15/1", date(2027, 1, 15)),
        ("1.12.", date(2026, 12, 1)),
        ("١/١٢", date(2026, 12, 1)),
        ("31/2", None),
        ("29 Feb", date(2028, 2, 29)),
        ("24 nov", TODAY),
        ("23 nov", date(2027, 11, 23)),
        ("١ ديسمبر", date(2026, 12, 1)),
        ("أول كانون الأول", date(2026, 12, 1)),
        ("١٥ كانون الثاني", date(2027, 1, 15)),
        ("١٥ تشرين الثاني ٢٠٢٧", date(2027, 11, 15)),
        ("٣ شباط", date(2027, 2, 3)),
        ("٣ آذار", date(2027, 3, 3)),
        ("٣ نيسان", date(2027, 4, 3)),
        ("٣ أيار", date(2027, 5, 3)),
        ("٣ حزيران", date(2027, 6, 3)),
        ("٣ تموز", date(2027, 7, 3)),
        ("٣ آب", date(2027, 8, 3)),
        ("٣ أيلول", date(2027, 9, 3)),
        ("٣ تشرين الأول", date(2027, 10, 3)),
        ("1 دجنبر", date(2026, 12, 1)),
        ("3 نونبر", date(2027, 11, 3)),
        ("3 غشت", date(2027, 8, 3)),
        ("3 يوليوز", date(2027, 7, 3)),
        ("3 شتنبر", date(2027, 9, 3)),
        ("5 جانفي", date(2027, 1, 5)),
        ("5 فيفري", date(2027, 2, 5)),
        ("5 أفريل", date(2027, 4, 5)),
        ("5 جوان", date(2027, 6, 5)),
        ("5 جويلية", date(2027, 7, 5)),
        ("5 أوت", date(2027, 8, 5)),
        ("يوم الخميس ٣ ديسمبر", date(2026, 12, 3)),
        ("in 2 weeks", date(2026, 12, 8)),
        ("بعد أسبوعين", date(2026, 12, 8)),
        ("for two weeks", date(2026, 12, 8)),
        ("10 days", date(2026, 12, 4)),
        ("بعد ٣ أيام", date(2026, 11, 27)),
        ("3 months", date(2027, 2, 24)),
        ("٣ أشهر", date(2027, 2, 24)),
        ("شهرين", date(2027, 1, 24)),
        ("a year", date(2027, 11, 24)),
        ("next week", date(2026, 12, 1)),
        ("الشهر القادم", date(2026, 12, 24)),
        ("tomorrow", date(2026, 11, 25)),
        ("بكرة", date(2026, 11, 25)),
        ("غدًا", date(2026, 11, 25)),
        ("بعد غد", date(2026, 11, 26)),
        ("next Thursday", date(2026, 11, 26)),
        ("الخميس القادم", date(2026, 11, 26)),
        ("لحد الخميس", date(2026, 11, 26)),
        ("Tuesday", date(2026, 12, 1)),
        ("end of March", date(2027, 3, 31)),
        ("نهاية شهر شباط", date(2027, 2, 28)),
        ("آخر نوفمبر", date(2026, 11, 30)),
        ("end of the month", date(2026, 11, 30)),
        ("نهاية الشهر القادم", date(2026, 12, 31)),
        ("نهاية السنة", date(2026, 12, 31)),
        ("أول الشهر", date(2026, 12, 1)),
        ("3 weeks ago", None),
        ("before March", None),
        ("end of the week", None),
        ("9999 days", None),
        ("999 years", None),
        ("15", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_date_is_read(text, found):
    assert read_date(text, today=TODAY) == found


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("1/12", [date(2026, 12, 1), date(2027, 1, 12)]),
        ("2/3/2027", [date(2027, 3, 2), date(2027, 2, 3)]),
        ("December", [date(2026, 12, 1), date(2026, 12, 31)]),
        ("شهر آذار", [date(2027, 3, 1), date(2027, 3, 31)]),
    ],
)
def test_a_date_of_two_readings_is_asked_back(text, dates):
    question = read_date(text, today=TODAY)

    assert isinstance(question, Question)
    assert question.ask is Ask.WHICH_DATE
    assert [choice.on for choice in question.choices] == dates


def test_a_month_later_ends_no_later_than_the_month():
    assert read_date("a month", today=date(2027, 1, 31)) == date(2027, 2, 28)
    assert read_date("in 13 months", today=date(2027, 1, 31)) == date(2028, 2, 29)
