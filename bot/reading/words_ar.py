"""Arabic words about time, in the standard language and the dialects.

Written without the article and without و ب ل ع ف in front (`lexicon` peels those), unless the word only exists with
them. Spelling variants that `normalise` joins (أ ا, ة ه, ث ت, ظ ض) are listed once.
"""

from typing import Final

from bot.reading import word_lists as lists
from bot.reading.marks import Kind, Mark
from bot.reading.records import Place
from bot.reading.word_lists import Entry

_DAYS: Final = {
    0: "اثنينات",
    1: "ثلاثاء / ثلاثا / ثلوث / ثلاثاءات",
    2: "أربعاء / ربوع / أربعاءات",
    3: "خميس / خميسات",
    4: "جمعا / جمعات",
    5: "سبت / سبوت",
    6: "أحد / حد / اللحد / آحاد",
}
# With the ل of the Maghreb's article, or of "until".
_DAYS_WITH_L: Final = {0: "لتنين", 1: "لتلات / لتلاتا", 2: "لاربع / لاربعا / لاربعة / لربعا"}
_DAY_OR_NUMBER: Final = {0: (2, "اثنين / ثنين"), 1: (3, "ثلاث"), 2: (4, "أربع")}
_NUMBER_OR_DAY: Final = {1: (3, "ثلاثة"), 2: (4, "أربعة")}

_NUMBERS: Final = {
    1: "واحدة / وحدة / وحده / أولى",
    2: "ثنتين / تنتين / جوج / زوز / ثانية / اتنتين / تنتان",
    3: "ثالثة / تلتة",
    4: "رابعة / ربعة",
    5: "خمس / خمسة / خامسة",
    6: "ست / ستة / سادسة",
    7: "سبع / سبعة / سابعة",
    8: "ثمان / ثماني / ثمانية / تمن / تمنية / ثامنة / ثمنية",
    9: "تسع / تسعة / تسعود / تاسعة",
    10: "عشر / عشرة / عاشرة",
    11: "احدعش / حدعش / حداشر / حضاش / احداشر / حداعش / حادية عشرة / حادية عشر / أحد عشر"
    " / إحدى عشرة / احدعشر",
    12: "اثنعش / اتنعش / طنعش / اتناشر / طناش / اطناش / اثناعش / ثنعش / اثنعشر / ثانية عشرة"
    " / ثانية عشر / اثنا عشر / اثنتا عشرة / اثني عشر / اثنتي عشرة",
    13: "ثالثة عشرة / ثالثة عشر / ثلاثة عشر / ثلاث عشرة",
    14: "رابعة عشرة / رابعة عشر / أربعة عشر / أربع عشرة",
    16: "سادسة عشرة / سادسة عشر / ستة عشر / ست عشرة",
    17: "سابعة عشرة / سابعة عشر / سبعة عشر / سبع عشرة",
    18: "ثامنة عشرة / ثامنة عشر / ثمانية عشر / ثماني عشرة",
    19: "تاسعة عشرة / تاسعة عشر / تسعة عشر / تسع عشرة",
    15: "خامسة عشرة / خامسة عشر / خمسة عشر / خمس عشرة / خمستاشر / خمسطعش / خمستعش / خمسطاش",
    20: "عشرين / عشرون",
    30: "ثلاثين / ثلاثون",
    40: "أربعين / أربعون",
    50: "خمسين / خمسون",
    60: "ستين / ستون",
    90: "تسعين / تسعون",
}
_FRACTIONS: Final = {
    30: "نص / نصف / نصفا",
    15: "ربع / ربعا / روب",
    20: "ثلث / ثلثا",
    40: "ثلثين / ثلثي",
    45: "ثلاثة أرباع / ثلاث أرباع / 3 أرباع / تلات ترباع",
    5: "قسم / درج",
    10: "قسمين / درجين",
}

_PARTS: Final = (
    (lists.AM, "ص / صباحا / صبح / صباح / صبحا / صبحية"),
    (lists.PM, "م / مساء / مسا / مساءا / مسية / أمسية / عشا / عشاء"),
    (lists.DAWN, "فجر / فجرا / سحر"),
    (lists.FORENOON, "ضحى / ضحوية"),
    (lists.NOON, "ظ / ظهرا / ظهر / ظهرية / قايلة / قوايل"),
    (lists.AFTERNOON, "بعد الظهر / بعد ظهر / عقب الظهر / بعد الظهرية / بعدالظهر"),
    (lists.LATE_AFTERNOON, "عصر / عصرا / عصرية"),
    (lists.SUNSET, "مغرب / مغربية / عشية / عشيه / عشوية"),
    (lists.NIGHT, "ليل / ليلا / باليل / بليل / تراويح / سهرة"),
)
_ANCHORS: Final = (
    (lists.NIGHT, "نوم"),
    (frozenset(range(11, 18)), "الغدا / الغداء"),
    (frozenset(range(5, 12)), "فطور / ريوق"),
    (frozenset[int](), "خدمة / مدرسة / جامعة"),
)

_SETS: Final = {
    "daily": "يوميا / يومي / طول الأسبوع / كل الأسبوع / طوال الأسبوع / طيلة الأسبوع",
    "workdays": "أيام الدوام / أيام الشغل / أيام العمل / أيام الخدمة / يوم دوام / يوم عمل",
    "weekend": "ويكند / ويك اند / ويكاند / نهاية الأسبوع / نهايات الأسبوع / آخر الأسبوع / عطلة الأسبوع"
    " / عطلة نهاية الأسبوع / إجازة الأسبوع / إجازة نهاية الأسبوع / أيام العطلة / أيام الإجازة"
    " / عطلة / إجازة / ويكيند",
    "every_day_or_workdays": "أيام الأسبوع",
}
_RHYTHMS: Final = (
    "يوم آه ويوم لأ / يوم اه يوم لا / يوم اي ويوم لا / يوم ايه ويوم لا / يوم ويوم / يوم بعد يوم / يوم اه ويوم لاء"
    " / يوم بيوم لا / يوم نعم ويوم لا / يوم ايوه ويوم لا / يوم ترك / شهريا / كل شهر"
)

WORDS: Final[dict[str, Entry]] = lists.joined(
    lists.weekdays(Kind.DAY, _DAYS),
    lists.weekdays(Kind.DAY_WITH_L, _DAYS_WITH_L),
    lists.day_numbers(Kind.DAY_OR_NUMBER, _DAY_OR_NUMBER),
    lists.day_numbers(Kind.NUMBER_OR_DAY, _NUMBER_OR_DAY),
    lists.weekdays(Kind.SUNDAY_OR_UNTIL, {6: "لحد"}),
    lists.weekdays(Kind.LETTER, {0: "ن", 1: "ث", 2: "ر", 3: "خ", 4: "ج", 5: "س", 6: "ح"}),
    lists.day_numbers(Kind.ONE_OR_SUNDAY, {6: (1, "واحد")}),
    lists.weekdays(Kind.DAY_OR_WEEK, {4: "جمعة"}),
    lists.numbered(Kind.NUMBER, _NUMBERS, spelled=True, arabic=True),
    lists.numbered(Kind.FRACTION, _FRACTIONS),
    lists.parts(_PARTS),
    lists.anchors(_ANCHORS),
    lists.marked(Mark(kind=Kind.ANCHOR, place=Place.DESK), "دوام / شغل / عمل"),
    {
        word: (Mark(kind=Kind.DAYS, name=name),)
        for name, words in _SETS.items()
        for word in lists.split(words)
    },
    lists.listed(Kind.RHYTHM, _RHYTHMS),
    lists.listed(Kind.EVERY, "كل / جميع"),
    lists.listed(Kind.ONE_DAY, "يوم / نهار"),
    lists.listed(Kind.MANY_DAYS, "أيام / ايام / ليالي"),
    lists.marked(
        (Mark(kind=Kind.NUMBER, n=2, spelled=True), Mark(kind=Kind.MANY_DAYS)), "يومين / يومان"
    ),
    lists.listed(Kind.WEEK, "أسبوع / سيمانة / أسبوعيا / أسابيع / اسبوعي"),
    lists.marked(
        (Mark(kind=Kind.NUMBER, n=2, spelled=True), Mark(kind=Kind.WEEK)), "أسبوعين / أسبوعان"
    ),
    lists.numbered(Kind.TIMES, {1: "مرة", 2: "مرتين / مرتان / مرتن", 0: "مرات / مرا"}),
    lists.listed(Kind.EXCEPT, "ما عدا / ماعدا / عدا / من غير / بدون / بلا / من دون / باستثناء"),
    lists.listed(Kind.EXCEPT_OR_MINUS, "إلا / غير"),
    lists.listed(Kind.MINUS, "قل / ناقص"),
    lists.marked(
        (Mark(kind=Kind.MINUS), Mark(kind=Kind.FRACTION, n=15)), "لاروب / لا روب / لا ربع"
    ),
    lists.numbered(
        Kind.NEAR_DAY,
        {
            0: "اليوم / النهارده / النهاردة / هاليوم / ليوما",
            1: "بكرة / بكرا / غدا / غدوة / باكر / غدوا / بكره",
            2: "بعد بكرة / بعد بكرا / بعد غد / بعد غدا / عقب باكر / بعد غدوة",
        },
    ),
    lists.marked(
        (Mark(kind=Kind.NEAR_DAY), Mark(kind=Kind.PART, hours=lists.NIGHT)),
        "الليلة / الليله / هالليلة",
    ),
    lists.listed(
        Kind.COMING, "قادم / قادمة / جاي / جاية / مقبل / مقبلة / هذا / هاد / هذه / هالـ / جي"
    ),
    lists.listed(Kind.EVE, "ليلة"),
    lists.marked(Mark(kind=Kind.NAMED_HOUR, n=0), "منتصف الليل / نص الليل / نصف الليل / نص ليل"),
    lists.marked(Mark(kind=Kind.NAMED_HOUR, n=12), "منتصف النهار / نص النهار / نصف النهار"),
    lists.marked(Mark(kind=Kind.HOUR, arabic=True), "ساعة / سا"),
    lists.listed(Kind.HOURS, "ساعات"),
    lists.marked(Mark(kind=Kind.HOUR, n=2, arabic=True), "ساعتين / ساعتان"),
    lists.listed(Kind.MINUTE, "د / دق / دقيقة / دقايق / دقائق / دقيقه / دقايء"),
    lists.listed(Kind.AT, "ع / على / عال / مع / ب / بال / في / ف / فال / ال / عل"),
    lists.listed(Kind.PAST, "ماضي"),
    lists.numbered(Kind.AFTER, {1: "بعد / عقب / ورا", -1: "قبل"}),
    lists.listed(Kind.FOR, "لمدة / مدة / لمده / بمدة"),
    lists.listed(Kind.FROM, "من / بين / ما بين"),
    lists.listed(Kind.TO, "إلى / ل / لل / حتى / لغاية / لحد ما / لعند / لين / لـ"),
    lists.marked(Mark(kind=Kind.AND, arabic=True), "و"),
    lists.listed(Kind.TUNISIAN, "متاع"),
    lists.listed(
        Kind.FILLER,
        "حوالي / تقريبا / تمام / صلاة / شي / كده / كدا / هيك / يعني / ابي / أبغى / بدي / عايز / عاوز / عايزة"
        " / إن شاء الله / أن / أريد / حابب / أنا / وانا / ديال / تاع / بتاع / حق / يا / لو سمحت / من فضلك / دايما"
        " / دائما / كمان / بس / موعد / موعدي / جلسة / تعلم / وقت / توقيت"
        " / بتوقيت / عن / عند / هو / هي / أتعلم / عم / راح / رح",
    ),
)
