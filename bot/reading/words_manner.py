"""Words for how, where and with how much energy somebody learns, in both languages.

A word that *does* something (listening) is stronger than the thing it is done to (a book): "listen to a book" is
listening.
"""

from typing import Final

from bot.reading import word_lists as lists
from bot.reading.marks import Kind, Mark
from bot.reading.records import Energy, Mode, Place
from bot.reading.word_lists import Entry

_THING: Final = 1
_DEED: Final = 2

_DEEDS: Final = {
    Mode.LISTEN: "listen / listening / hear / hearing / سماع / استماع / اسمع / أستمع / نسمع / بسمع / سمع / الاستماع"
    " / sama3 / asma3 / esma3 / audiobook / audiobooks / audio book / audio books / كتاب صوتي / كتب صوتية",
    Mode.READ: "read / reading / reads / قراءة / أقرأ / اقرا / قراية / مطالعة / نقرأ / بقرأ / قرايه / القراءة"
    " / 2eraya / 2era2a / 2raya / a2ra / qera2a",
    Mode.WATCH: "watch / watching / مشاهدة / أشوف / اتفرج / أتفرج / أشاهد / فرجة / بتفرج / مشاهده / atfarrag / ashoof",
    Mode.PRACTISE: "practise / practising / practice / practicing / exercises / drill / drills / hands-on / coding"
    " / تطبيق / تمرين / تمارين / تدريب / ممارسة / تدرب / أتدرب / أطبق / تمرن / tamreen / tatbee2",
    Mode.DISCUSS: "discuss / discussing / discussion / discussions / debate / talk / conversation / نقاش / مناقشة"
    " / حوار / أناقش / نتناقش / نقاشات / niqash / ni2ash",
}
_THINGS: Final = {
    Mode.LISTEN: "podcast / podcasts / audio / بودكاست / بودكاستات / بودكست / صوتي / تدوينة صوتية / مقطع صوتي",
    Mode.READ: "book / books / article / articles / blog / newsletter / paper / papers / كتاب / كتب / مقال / مقالة"
    " / مقالات / كتيب",
    Mode.WATCH: "video / videos / vid / youtube / film / فيديو / فيديوهات / يوتيوب / فديو",
}
_PLACES: Final = {
    Place.DRIVING: "driving / drive / car / سيارة / سياره / سايق / سواقة / أسوق / قيادة / عربية / طوموبيل / كرهبة"
    " / sayara / 3arabeya / behind the wheel",
    Place.TRANSIT: "transit / commute / commuting / commutes / bus / train / metro / subway / tram / tube / underground"
    " / ferry / public transport / public transportation / مترو / باص / مواصلات / طريق / قطار / اتوبيس / حافلة"
    " / ترام / ميكروباص / طوبيس / تران / كار / بالطريق / metro / mowasalat / otobees / on the way",
    Place.WORKOUT: "workout / workouts / work out / working out / gym / sport / sports / run / running / jog / jogging"
    " / walk / walking / treadmill / جيم / نادي / رياضة / مشي / أمشي / جري / ركض / جم / مشية / تريض / gim",
    Place.HOUSEWORK: "housework / chores / chore / cooking / cook / kitchen / cleaning / dishes / laundry / house"
    " / home / ironing / بيت / مطبخ / طبخ / تنظيف / أعمال البيت / شغل البيت / أعمال المنزل / منزل / جلي / غسيل"
    " / bait / beit",
    Place.DESK: "desk / office / computer / laptop / at work / مكتب / كمبيوتر / لابتوب / بالشغل / في الشغل"
    " / في العمل / maktab",
    Place.ANYWHERE: "anywhere / any place / wherever / أي مكان / اي مكان / أي محل / كل مكان / وين ما كان / أينما",
}
_ENERGY: Final = {
    Energy.HIGH: "high energy / energy high / high-energy / full of energy / energetic / طاقة عالية / عالية الطاقة"
    " / طاقة كبيرة / نشاط عالي / بطاقة عالية",
    Energy.LOW: "low energy / energy low / low-energy / tired / sleepy / طاقة منخفضة / طاقة قليلة / طاقة واطية"
    " / طاقة ضعيفة / منخفضة الطاقة / تعبان / تعبانة / بطاقة منخفضة",
}

WORDS: Final[dict[str, Entry]] = lists.joined(
    {
        word: (Mark(kind=Kind.MODE, mode=mode, n=strength),)
        for strength, entries in ((_THING, _THINGS), (_DEED, _DEEDS))
        for mode, words in entries.items()
        for word in lists.split(words)
    },
    {
        word: (Mark(kind=Kind.PLACE, place=place),)
        for place, words in _PLACES.items()
        for word in lists.split(words)
    },
    {
        word: (Mark(kind=Kind.ENERGY, energy=energy),)
        for energy, words in _ENERGY.items()
        for word in lists.split(words)
    },
)
