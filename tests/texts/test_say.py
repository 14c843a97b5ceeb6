import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.texts import Digits, Html, Reader, Say, Texts
from bot.texts.say import mark

TEXTS = Texts.load()
EN = TEXTS.say(Reader())
AR = TEXTS.say(Reader(language="ar", zone="Africa/Cairo", country="EG"))
AR_DIGITS = TEXTS.say(replace(AR.reader, digits=Digits.ARABIC))
MAGHREB = TEXTS.say(replace(AR.reader, zone="Africa/Casablanca", country="MA"))
OPEN, SHUT = "\u2068", "\u2069"


def bare(text: str) -> str:
    return re.sub("[\u2068\u2069\u200e\u200f]", "", text)


# Values ------------------------------------------------------------------------------------------


def test_what_a_person_wrote_is_escaped_cleaned_and_isolated() -> None:
    said = EN("{city}, {zone}", city="<b>&\u202eX", zone=Html("<i>ours</i>"))
    assert said == f"\u200e{OPEN}&lt;b&gt;&amp;X{SHUT}, <i>ours</i>"


def test_a_label_is_plain_on_one_line_and_has_no_markup() -> None:
    assert (
        EN.label("{city}, {zone}", city="<b>\nX", zone="Y") == f"{OPEN}<b> X{SHUT}, {OPEN}Y{SHUT}"
    )
    with pytest.raises(TypeError):
        EN.label("{city}, {zone}", city=Html("<b>"), zone="Y")


def test_braces_that_somebody_wrote_are_no_places() -> None:
    assert (
        bare(EN("{city}, {zone}", city="{zone}", zone="{0.__class__}")) == "{zone}, {0.__class__}"
    )


def test_numbers_are_in_the_readers_digits_and_codes_never() -> None:
    assert AR_DIGITS.n("{n} hour", "{n} hours", n=45) == "٤٥ ساعة"
    assert AR.n("{n} hour", "{n} hours", n=45) == "45 ساعة"
    assert bare(AR_DIGITS.time(time(19, 30))) == "٧:٣٠ مساءً"
    assert AR_DIGITS.code("K7Q2") == f"{OPEN}<code>K7Q2</code>{SHUT}"
    assert AR_DIGITS.literal("t.me/x?a=1&b=2") == f"{OPEN}t.me/x?a=1&amp;b=2{SHUT}"
    in_english = TEXTS.say(Reader(digits=Digits.ARABIC))
    assert in_english.digits("12") == "12", "only Arabic has a choice"


def test_bold_and_quoted_words_are_isolated_line_by_line() -> None:
    assert EN.bold("a<b") == f"<b>{OPEN}a&lt;b{SHUT}</b>"
    assert EN.bold(Html("<i>x</i>")) == "<b><i>x</i></b>"
    assert EN.quote("one\n\nاثنان") == (
        f"<blockquote>{OPEN}one{SHUT}\n\n{OPEN}اثنان{SHUT}</blockquote>"
    )


# Plurals -----------------------------------------------------------------------------------------

COUNTS = (0, 1, 2, 3, 10, 11, 99, 100, 101, 102, 103, 110, 111, 200)


def test_arabic_counts_in_six_forms() -> None:
    forms = [AR._catalogue.plural(n) for n in COUNTS]  # type: ignore[attr-defined]  # gettext's own
    assert forms == [0, 1, 2, 3, 3, 4, 4, 5, 5, 5, 3, 3, 4, 5]


def test_english_counts_in_two() -> None:
    assert [EN.n("{n} day", "{n} days", n=n) for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]


@pytest.mark.parametrize(
    ("minutes", "english", "arabic"),
    [
        (0, "0 minutes", "أقل من دقيقة"),
        (1, "1 minute", "دقيقة واحدة"),
        (2, "2 minutes", "دقيقتان"),
        (45, "45 minutes", "45 دقيقة"),
        (60, "1 hour", "ساعة واحدة"),
        (90, "90 minutes", "90 دقيقة"),
        (120, "2 hours", "ساعتان"),
        (48 * 60, "2 days", "يومان"),
        (11 * 24 * 60, "11 days", "11 يومًا"),
        (100 * 24 * 60, "100 days", "100 يوم"),
    ],
)
def test_lengths(minutes: int, english: str, arabic: str) -> None:
    length = timedelta(minutes=minutes)
    assert (EN.length(length), AR.length(length)) == (english, arabic)


# Times and days ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "english", "arabic", "short", "maghreb"),
    [
        (time(0, 0), "00:00", "منتصف الليل", "منتصف الليل", "00:00"),
        (time(0, 30), "00:30", "12:30 صباحًا", "12:30 ص", "00:30"),
        (time(7, 5), "07:05", "7:05 صباحًا", "7:05 ص", "07:05"),
        (time(12, 0), "12:00", "12:00 ظهرًا", "12:00 ظهرًا", "12:00"),
        (time(12, 45), "12:45", "12:45 ظهرًا", "12:45 ظهرًا", "12:45"),
        (time(19, 30), "19:30", "7:30 مساءً", "7:30 م", "19:30"),
    ],
)
def test_times(at: time, english: str, arabic: str, short: str, maghreb: str) -> None:
    assert bare(EN.time(at)) == english
    assert bare(AR.time(at)) == arabic
    assert bare(AR.time(at, short=True)) == short
    assert bare(MAGHREB.time(at)) == maghreb
    assert AR.time(at).startswith(OPEN)


def test_days_name_the_weekday_and_the_year_only_where_it_is_another() -> None:
    on, today = date(2026, 11, 24), date(2026, 3, 2)
    assert bare(EN.day(on, today=today)) == "Tuesday 24 November"
    assert bare(AR.day(on)) == "الثلاثاء 24 نوفمبر"
    assert bare(AR_DIGITS.day(on)) == "الثلاثاء ٢٤ نوفمبر"
    assert bare(EN.day(date(2027, 1, 1), today=today)) == "Friday 1 January 2027"


def test_a_moment_is_told_in_the_readers_zone_as_one_value() -> None:
    at = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
    assert bare(AR.moment(at)) == "الثلاثاء 3 مارس، 12:30 صباحًا"
    assert bare(EN.moment(at)) == "Monday 2 March, 22:30"
    assert AR.moment(at).count(OPEN) == 1


def test_a_span_has_no_dash() -> None:
    assert bare(EN.span(time(7), time(8))) == "07:00 to 08:00"
    assert bare(AR.span(time(19), time(20))) == "من 7:00 مساءً إلى 8:00 مساءً"


@pytest.mark.parametrize(
    ("country", "first"),
    [("EG", 5), ("SA", 6), ("MA", 0), ("AE", 0), ("PS", 5), (None, 6)],
)
def test_the_week_begins_as_in_the_country(country: str | None, first: int) -> None:
    say = TEXTS.say(Reader(country=country))
    order = [say.weekday(day) for day in ((first + n) % 7 for n in range(6))]
    assert bare(say.weekdays((first + n) % 7 for n in range(6))) == (
        f"{', '.join(order[:-1])}, and {order[-1]}"
    )


def test_weekdays_in_both_languages() -> None:
    assert bare(AR.weekdays([0, 2])) == "الاثنين والأربعاء"
    assert bare(EN.weekdays([2, 0])) == "Monday and Wednesday"
    assert bare(EN.weekdays(range(7))) == "every day"
    assert bare(AR.weekdays(range(7))) == "كل يوم"
    assert (EN.weekday(0, short=True), AR.weekday(0, short=True)) == ("Mon", "الاثنين")


def test_names_are_listed_by_the_languages_own_rules() -> None:
    assert bare(EN.listed(["A", "<B>", "C"])) == "A, &lt;B&gt;, and C"
    assert bare(AR.listed(["Omar", "ليلى"])) == "Omar وليلى"
    # The Arabic "and" is never glued to a Latin name.
    assert bare(AR.listed(["ليلى", "Omar"])) == "ليلى و Omar"
    assert EN.listed([]) == ""


# Catalogues --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "language"),
    [("ar-EG", "ar"), ("AR", "ar"), ("en_GB", "en"), ("fr", "en"), ("", "en"), (None, "en")],
)
def test_the_language_that_telegram_tells_is_spoken_or_else_english(
    code: str | None, language: str
) -> None:
    assert TEXTS.language_for(code) == language


def test_a_language_that_is_gone_falls_back_to_english() -> None:
    assert TEXTS.say(Reader(language="tlh"))("Yes") == "Yes"


def test_which_languages_run_from_right_to_left() -> None:
    readers = [Reader(language=language) for language in ("ar", "en", "fa", "he", "fr")]
    assert [reader.is_rtl for reader in readers] == [True, False, True, True, False]


def test_a_text_in_every_language() -> None:
    assert TEXTS.every("Skip") == {"Skip", "تخطّي"}
    assert TEXTS.every("midnight", context="time of day") == {"midnight", "منتصف الليل"}


def test_a_marked_text_is_looked_up_later() -> None:
    skip = mark("Skip")
    say: Say = AR
    assert (say.looked_up(skip), say.label_looked_up(skip)) == ("تخطّي", "تخطّي")


def test_one_more_file_is_one_more_language(tmp_path: Path) -> None:
    folder = tmp_path / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "halqa.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Yes"\nmsgstr "Oui"\n\n'
        'msgctxt "days of the week"\nmsgid "every day"\nmsgstr "tous les jours"\n',
        encoding="utf-8",
    )
    texts = Texts.load(tmp_path)
    say = texts.say(Reader(language=texts.language_for("fr-CA")))
    assert say("Yes") == "Oui"
    assert bare(say.weekdays(range(7))) == "tous les jours"
    assert bare(say.time(time(19, 30))) == "19:30"


def test_a_sentences_own_numbers_have_the_digits_of_its_values() -> None:
    assert AR_DIGITS._own_digits("من 20 إلى {n1} <b>300</b>") == "من ٢٠ إلى {n1} <b>٣٠٠</b>"
    assert AR._own_digits("من 20 إلى {n1}") == "من 20 إلى {n1}"


def test_a_line_that_begins_with_a_name_has_the_language_s_own_direction() -> None:
    joined = "<b>{name}</b> is here.\n{n} of {planned}\nHello {name}."
    assert EN._own_direction(joined, {"name": "ليلى", "n": 1, "planned": 2}) == (
        "<b>\u200e{name}</b> is here.\n{n} of {planned}\nHello {name}."
    )
    assert AR._own_direction("• {name}", {"name": "Omar"}) == "• \u200f{name}"
