"""Words about dates: months as they are called from Morocco to Iraq, and units to count in."""

from typing import Final

from bot.reading import word_lists as lists
from bot.reading import words_ar, words_en
from bot.reading.marks import Kind, Mark
from bot.reading.word_lists import Entry

_MONTHS: Final = {
    1: "january / jan / يناير / كانون الثاني / كانون ثاني / جانفي / كانون ٢",
    2: "february / feb / فبراير / شباط / فيفري / فبراير",
    3: "march / mar / مارس / آذار / اذار",
    4: "april / apr / أبريل / إبريل / نيسان / أفريل",
    5: "may / مايو / أيار / ماي",
    6: "june / jun / يونيو / يونيه / حزيران / جوان",
    7: "july / jul / يوليو / يوليه / تموز / يوليوز / جويلية",
    8: "august / aug / أغسطس / آب / غشت / أوت",
    9: "september / sept / sep / سبتمبر / أيلول / شتنبر",
    10: "october / oct / أكتوبر / تشرين الأول / تشرين أول / تشرين ١",
    11: "november / nov / نوفمبر / تشرين الثاني / تشرين ثاني / نونبر / تشرين ٢",
    12: "december / dec / ديسمبر / كانون الأول / كانون أول / دجنبر / كانون ١",
}
DAY: Final = "day"
WEEK: Final = "week"
MONTH: Final = "month"
YEAR: Final = "year"
_UNITS: Final = {
    DAY: "day / يوم / يوما",
    WEEK: "week / wk / أسبوع / أسبوعا / سيمانة",
    MONTH: "month / شهر / شهرا",
    YEAR: "year / سنة / عام / عاما",
}
_PLURALS: Final = {
    DAY: "days / أيام / ايام",
    WEEK: "weeks / wks / أسابيع",
    MONTH: "months / أشهر / شهور / اشهر",
    YEAR: "years / سنوات / سنين / أعوام",
}
_DUALS: Final = {
    DAY: "يومين / يومان",
    WEEK: "أسبوعين / أسبوعان",
    MONTH: "شهرين / شهران",
    YEAR: "سنتين / عامين / سنتان / عامان",
}
_TWO: Final = Mark(kind=Kind.NUMBER, n=2, spelled=True)


def _units(entries: dict[str, str], *, plural: bool) -> dict[str, Entry]:
    return {
        word: (Mark(kind=Kind.UNIT, name=name, spelled=plural),)
        for name, words in entries.items()
        for word in lists.split(words)
    }


WORDS: Final[dict[str, Entry]] = {
    **words_en.WORDS,
    **words_ar.WORDS,
    **lists.numbered(Kind.MONTH, _MONTHS),
    **_units(_UNITS, plural=False),
    **_units(_PLURALS, plural=True),
    **{
        word: (_TWO, Mark(kind=Kind.UNIT, name=name, spelled=True))
        for name, words in _DUALS.items()
        for word in lists.split(words)
    },
    **lists.listed(Kind.BEGINNING, "beginning / start / أول / بداية / مطلع / first / أوائل"),
    **lists.listed(Kind.END, "end / نهاية / آخر / أواخر / last day / ختام"),
    **lists.listed(
        Kind.FILLER,
        "now / date / from now / from today / within / تاريخ / بتاريخ / الآن / من الآن / من اليوم / بحلول / خلال",
    ),
}
