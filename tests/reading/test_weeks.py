"""Weeks as countries keep them."""

import pytest

from bot.reading.weeks import FRIDAY, SATURDAY, SUNDAY, week_start, weekend_days, work_days

MONDAY = 0


@pytest.mark.parametrize(
    ("countries", "starts", "weekend"),
    [
        ("EG DZ SY IQ JO KW LY SD QA PS", SATURDAY, {FRIDAY, SATURDAY}),
        ("SA", SUNDAY, {FRIDAY, SATURDAY}),
        ("LB MA TN AE DE GB", MONDAY, {SATURDAY, SUNDAY}),
        ("US", SUNDAY, {SATURDAY, SUNDAY}),
        ("IR", SATURDAY, {FRIDAY}),
    ],
)
def test_week_and_weekend_are_the_country_s(countries, starts, weekend):
    for country in countries.split():
        assert (week_start(country), weekend_days(country)) == (starts, weekend)


@pytest.mark.parametrize("country", [None, "", "AQ", "nowhere", "1"])
def test_without_a_country_the_week_starts_on_sunday(country):
    assert week_start(country) == SUNDAY
    assert work_days(country) == {6, 0, 1, 2, 3}
