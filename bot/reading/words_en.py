"""English words about time, and Arabic ones in Latin letters (Arabizi).

In Arabizi a digit inside a word is a letter (7 ح, 3 ع, 5 خ, 2 ء); only a free-standing one is a number.
"""

from typing import Final

from bot.reading import word_lists as lists
from bot.reading.marks import Kind, Mark
from bot.reading.word_lists import Entry

_DAYS: Final = {
    0: "mon / monday / mondays / mo",
    1: "tue / tues / tuesday / tuesdays / tu",
    2: "wed / weds / wednesday / wednesdays / wednsday",
    3: "thu / thur / thurs / thursday / thursdays / th",
    4: "fri / friday / fridays / fr",
    5: "sat / saturday / saturdays / sa",
    6: "sun / sunday / sundays / su",
}
_DAYS_ARABIZI: Final = {
    0: "etnein / itnein / tnein / etneen / itneen / ethnein / ithnain / ethnain / 2etnein / 2itnein",
    1: "talat / tlata / talata / tlat / thulatha / thalatha / tholatha / talaat",
    2: "arba3 / arbe3 / arba3a / arbi3a / arb3a / arbe3a / 2arba3a / rboo3 / laarba3 / larb3a",
    3: "khamis / khamees / 5amis / 5amees / khmis / lkhmis",
    4: "gom3a / jom3a / jum3a / gum3a / jm3a / jumu3a",
    5: "sabt / sebt / ssebt",
    6: "7ad / a7ad / 2a7ad / l7ed / 7ed",
}
_NUMBERS: Final = {
    1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight",
    9: "nine", 10: "ten", 11: "eleven", 12: "twelve", 15: "fifteen", 20: "twenty", 30: "thirty",
    40: "forty / fourty", 45: "fortyfive", 50: "fifty", 60: "sixty", 90: "ninety",
}  # fmt: skip
_PARTS: Final = (
    (lists.TWELVE_AM, "am"),
    (lists.TWELVE_PM, "pm"),
    (lists.AM, "morning / mornings / sob7 / sobo7 / soba7 / essob7 / elsob7 / saba7 / sabah"),
    (lists.DAWN, "dawn / sunrise / fajr / fagr / fejr"),
    (lists.NOON, "noontime / lunchtime / dohr / do7r / zuhr / dhuhr / duhr / eldohr / qaila"),
    (lists.AFTERNOON, "afternoon / afternoons / ba3d eldohr / ba3d el dohr / ba3d dohr"),
    (lists.LATE_AFTERNOON, "asr / 3asr / el3asr"),
    (lists.SUNSET, "sunset / maghrib / maghreb / mo8reb / 3shiya / 3achiya"),
    (
        lists.EVENING,
        "evening / evenings / eve / isha / esha / 3isha / 3esha / masa / masaa / mesa",
    ),
    (lists.NIGHT, "night / nights / nighttime / leil / layl / belleil / bellel / bleil / belel"),
    (lists.NIGHT, "bel lel / bil lel / bl lel / b lel / taraweeh / tarawih / taraweh"),
)
_ANCHORS: Final = (
    (lists.NIGHT, "bed / sleep / sleeping / bedtime / dinner / supper"),
    (frozenset(range(11, 18)), "lunch"),
    (frozenset(range(5, 12)), "breakfast"),
    (frozenset[int](), "work / school / class / classes / shift / shoghl / dawam / prayer"),
)
_SETS: Final = {
    "daily": "daily / everyday / all week / the whole week / whole week / yawmiyan / yomeyan",
    "workdays": "weekday / weekdays / workday / workdays / work day / work days / working days / working day"
    " / business days / business day / week days / school days",
    "weekend": "weekend / weekends / week end / week ends",
    "every_day_or_workdays": "days of the week / days of week",
}

WORDS: Final[dict[str, Entry]] = lists.joined(
    lists.weekdays(Kind.DAY, _DAYS),
    lists.weekdays(Kind.DAY, _DAYS_ARABIZI),
    lists.marked(Mark(kind=Kind.DAY, days=frozenset({0, 2, 4})), "mwf / m w f"),
    lists.marked(Mark(kind=Kind.DAY, days=frozenset({1, 3})), "tth / tuth / t th / tuthu"),
    lists.numbered(Kind.NUMBER, _NUMBERS, spelled=True),
    lists.numbered(
        Kind.FRACTION,
        {
            30: "half / nos / noss / nuss / nus",
            15: "quarter / rob3 / rub3 / robo3",
            45: "three quarters",
            20: "telt",
        },
    ),
    lists.parts(_PARTS),
    lists.anchors(_ANCHORS),
    {
        word: (Mark(kind=Kind.DAYS, name=name),)
        for name, words in _SETS.items()
        for word in lists.split(words)
    },
    lists.marked(
        (Mark(kind=Kind.DAYS, name="daily"), Mark(kind=Kind.PART, hours=lists.NIGHT)), "nightly"
    ),
    lists.marked(
        (Mark(kind=Kind.NEAR_DAY), Mark(kind=Kind.PART, hours=lists.NIGHT)),
        "tonight / elleila / elleila di",
    ),
    lists.listed(
        Kind.RHYTHM,
        "fortnightly / biweekly / bi-weekly / monthly / alternate days / every other day / each other day"
        " / every second day / every third day / every fourth day / day on day off / on and off"
        " / yom ah w yom la / yom w yom la",
    ),
    lists.listed(Kind.EVERY, "every / each / all / kol / kul / koll"),
    lists.listed(Kind.ONE_DAY, "day / yom / youm / nhar / yawm"),
    lists.listed(Kind.MANY_DAYS, "days / ayam / ayyam"),
    lists.listed(Kind.WEEK, "week / weeks / weekly / wk / wks / osbo3 / usbu3 / simana"),
    lists.numbered(
        Kind.TIMES,
        {
            0: "times / x / marrat / marat",
            1: "once / marra",
            2: "twice / marreten / martein",
            3: "thrice",
        },
    ),
    lists.listed(Kind.OTHER, "other / second / third / alternate / 2nd / 3rd"),
    lists.listed(
        Kind.EXCEPT,
        "except / except for / but / but not / excluding / exclude / excl / not / no / without / apart from"
        " / other than / skip / skipping / aside from / save / ma3ada / ma 3ada",
    ),
    lists.listed(Kind.EXCEPT_OR_MINUS, "illa / ella / gheir"),
    lists.listed(Kind.MINUS, "minus"),
    lists.numbered(
        Kind.NEAR_DAY,
        {
            0: "today / elyom / ennaharda",
            1: "tomorrow / tmrw / tmr / tomorow / bokra / bukra / ghadan",
            2: "day after tomorrow / the day after tomorrow / after tomorrow / ba3d bokra",
        },
    ),
    lists.listed(Kind.COMING, "next / this / coming / upcoming / jay / gay"),
    lists.marked(Mark(kind=Kind.NAMED_HOUR, n=0), "midnight"),
    lists.marked(Mark(kind=Kind.NAMED_HOUR, n=12), "noon / midday / mid-day"),
    lists.listed(Kind.HOUR, "hour / hr / h"),
    lists.marked(Mark(kind=Kind.HOUR, arabic=True), "sa3a / sa3eh / sa3at"),
    lists.listed(Kind.HOURS, "hours / hrs / sa3aat"),
    lists.marked(Mark(kind=Kind.HOUR, n=2), "sa3ten / sa3tein / sa3teen"),
    lists.listed(
        Kind.MINUTE,
        "m / min / mins / minute / minutes / minuites / de2i2a / da2i2a / da2aye2 / d2i2a",
    ),
    lists.listed(Kind.O_CLOCK, "o'clock / oclock / elsa3a / essa3a / el sa3a / is sa3a / es sa3a"),
    lists.listed(
        Kind.AT,
        "at / in / around / by / b / 3a / 3ala / m3a / fi / starting / starts / bel / bil / bl",
    ),
    lists.listed(Kind.PAST, "past"),
    lists.numbered(Kind.AFTER, {1: "after / following / ba3d / 3a2ab", -1: "before / abl / 2abl"}),
    lists.listed(Kind.FOR, "for / lasting / during / lemodet / limoddat"),
    lists.listed(Kind.FROM, "from / between / men / min el / mn"),
    lists.listed(
        Kind.TO,
        "to / till / til / until / through / thru / upto / up to / la7ad / le7ad / lel / lil / ila",
    ),
    lists.listed(Kind.AND, "and / n"),
    lists.marked(Mark(kind=Kind.AND, arabic=True), "w / we / wa / ou"),
    lists.listed(
        Kind.FILLER,
        "a / an / the / of / on / i / i'm / im / i'd / like / want / would / my / me / please / pls / about / roughly"
        " / approximately / approx / slot / session / sessions / learn / learning / study / studying / time / with"
        " / while / when / is / it's / its / it / per / el / il / al / long / only / just / also / then / some / do"
        " / each time / or so / usually / start / ana / 3ayz / 3ayez / biddi / ready / add / set / up / am i / can",
    ),
)
