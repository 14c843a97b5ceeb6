"""When the week and the weekend begin, by country."""

from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError

from bot.reading.records import EVERY_DAY

SUNDAY: Final = 6
SATURDAY: Final = 5
FRIDAY: Final = 4

# Palestine has no week of its own in CLDR and would fall to the world's default, Monday.
_WEEK_STARTS: Final = {"PS": SATURDAY}
_WEEKENDS: Final = {"PS": frozenset({FRIDAY, SATURDAY})}
# Where no country is known, as most readers have it: the working week is "from Sunday to Thursday".
_ANY_START: Final = SUNDAY
_ANY_WEEKEND: Final = frozenset({FRIDAY, SATURDAY})


def week_start(country: str | None) -> int:
    """The weekday that the week begins with in `country` (two letters), Sunday if none is known."""
    if country in _WEEK_STARTS:
        return _WEEK_STARTS[country]
    locale = _locale(country)
    return _ANY_START if locale is None else locale.first_week_day


def weekend_days(country: str | None) -> frozenset[int]:
    """The weekdays of the weekend in `country` (two letters), Friday and Saturday if none is known."""
    if country in _WEEKENDS:
        return _WEEKENDS[country]
    locale = _locale(country)
    if locale is None:
        return _ANY_WEEKEND
    days = len(EVERY_DAY)
    length = (locale.weekend_end - locale.weekend_start) % days + 1
    return frozenset((locale.weekend_start + day) % days for day in range(length))


def work_days(country: str | None) -> frozenset[int]:
    """The weekdays that are not the weekend."""
    return EVERY_DAY - weekend_days(country)


@lru_cache(maxsize=300)  # there are about 250 countries
def _locale(country: str | None) -> Locale | None:
    """Some locale of `country`: CLDR keeps its week there."""
    if not country:
        return None
    try:
        locale = Locale.parse(f"und_{country}")
    except (UnknownLocaleError, ValueError):
        return None
    # What is no country is taken for something else, such as a variant of English.
    return locale if locale.territory == country.upper() else None
