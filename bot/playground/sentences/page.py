"""About the playground itself: who and what is added, the failures, the clock, the scenes, and odd requests."""

from typing import Final

from bot.playground.sentences.sentence import Sentence

# People and groups that are added.

PERSON_NAME: Final = Sentence(
    "A name has 1-{most} characters. Change it and try again.",
    "طول الاسم من حرف واحد إلى {most} حرفًا. يمكنك تغييره والمحاولة مرة أخرى.",
)
USERNAME: Final = Sentence(
    "A username has 4-32 Latin letters, digits and underscores, and begins with a letter. Change it,"
    " or leave it empty.",
    "اسم المستخدم من 4 إلى 32 من الحروف اللاتينية والأرقام والشرطات السفلية، وأوله حرف."
    " يمكنك تغييره أو تركه فارغًا.",
)
USERNAME_TAKEN: Final = Sentence(
    "Somebody has the username {username} already. Choose another one, or leave it empty.",
    "اسم المستخدم {username} لشخص آخر هنا. يمكنك اختيار غيره أو تركه فارغًا.",
)
LANGUAGE_CODE: Final = Sentence(
    "A language code looks like ar or en-GB. Choose a language from the list.",
    "رمز اللغة يشبه \u2068ar\u2069 أو \u2068en-GB\u2069. يمكنك اختيار لغة من القائمة.",
)
GROUP_TITLE: Final = Sentence(
    "A group's title has 1-{most} characters. Change it and try again.",
    "طول اسم المجموعة من حرف واحد إلى {most} حرفًا. يمكنك تغييره والمحاولة مرة أخرى.",
)
GROUP_KIND: Final = Sentence(
    "A group is either a basic group or a supergroup. Choose one of these kinds.",
    "المجموعة إما عادية وإما خارقة. يمكنك اختيار أحد هذين النوعين.",
)
NOBODY_HERE: Final = Sentence(
    "There is nobody with this number here, or not any more. Reload the page to see who is.",
    "لا أحد هنا بهذا الرقم الآن. يمكنك إعادة تحميل الصفحة لرؤية الموجودين.",
)
NO_SUCH_GROUP: Final = Sentence(
    "There is no group with this number here, or not any more. Reload the page to see which are.",
    "لا توجد هنا مجموعة بهذا الرقم الآن. يمكنك إعادة تحميل الصفحة لرؤية المجموعات.",
)

# Failures that are switched on, and the clock.

LATENCY: Final = Sentence(
    "A slow line takes between 1 and {most} ms. Choose such a number.",
    "بطء الخط بين 1 و{most} مللي ثانية. يمكنك اختيار رقم بينهما.",
)
SHARE: Final = Sentence(
    "The share of calls is above 0 and at most 100%. Choose such a number.",
    "نسبة الطلبات أكبر من صفر، والحد الأقصى 100%. يمكنك اختيار رقم بينهما.",
)
FAILING_STATUS: Final = Sentence(
    "The status is {either} or {other}. Choose one of these.",
    "رمز الخطأ {either} أو {other}. يمكنك اختيار أحدهما.",
)
RETRY_AFTER: Final = Sentence(
    "The seconds to wait are between 1 and {most}. Choose such a number.",
    "ثواني الانتظار بين 1 و{most}. يمكنك اختيار رقم بينهما.",
)
FAILURE_KIND: Final = Sentence(
    "The kind of a failure is one of {kinds}. Choose one of these.",
    "أنواع الأعطال هي: {kinds}. يمكنك اختيار أحدها.",
)
NO_SUCH_METHOD: Final = Sentence(
    "There is no method of the Bot API with that in its name. Write another part, or leave it empty.",
    "لا يوجد طلب في اسمه هذا النص. يمكنك كتابة جزء آخر من الاسم أو ترك الخانة فارغة.",
)
CLOCK: Final = Sentence(
    "The clock does not move like that: up to {days} days at once, and up to {rate} times as fast."
    " Choose less.",
    "لا يتحرك الوقت هكذا. أقصى تقديم {days} يومًا دفعة واحدة، وأقصى سرعة {rate} ضعف. يمكنك اختيار أقل من ذلك.",
)

# Scenes and the bot beside the page.

STILL_STARTING: Final = Sentence(
    "The bot is still starting. Wait a moment and try again.",
    "لم يكتمل تشغيل البوت بعد. يمكنك المحاولة مرة أخرى بعد لحظات.",
)
NO_SUCH_SCENE: Final = Sentence(
    "There is no scene of this name. Choose one from the list.",
    "لا يوجد مشهد بهذا الاسم. يمكنك اختيار مشهد من القائمة.",
)
SCENE_IS_COMING: Final = Sentence(
    "A scene is being loaded already. Wait a moment until it is here.",
    "لحظات ويكتمل المشهد… يمكنك الانتظار قليلًا.",
)
SCENE_FAILED: Final = Sentence(
    "The scene could not be set up, and nobody is here now. Try it again, or choose another one.",
    "لم يكتمل إعداد المشهد، ولا أحد هنا الآن. يمكنك المحاولة مرة أخرى أو اختيار مشهد آخر.",
)
BOT_IS_SOMEBODY_ELSES: Final = Sentence(
    "Somebody else runs this bot, so it cannot begin anew here. Go on with who is there.",
    "يشغّل هذا البوت شخص آخر، فلا يبدأ من جديد من هنا. يمكنك إكمال التجربة مع الموجودين.",
)

# Requests that this page does not send, and those of strangers.

ODD_REQUEST: Final = Sentence(
    "Something in this request is missing or not possible. Correct it and try again. Details:"
    " {reason}",
    "في هذا الطلب شيء ناقص أو غير ممكن. يمكنك تصحيحه والمحاولة مرة أخرى. التفاصيل: {reason}",
)
OTHER_ADDRESS: Final = Sentence(
    "This address is not the playground's. Open the one that the terminal shows.",
    "ليس هذا عنوان ساحة التجربة. العنوان الصحيح مكتوب في الطرفية، ويمكنك فتحه من هناك.",
)
OTHER_SITE: Final = Sentence(
    "Requests from other sites are refused. Open the playground by its own address.",
    "لا تُقبل طلبات من مواقع أخرى. يمكنك فتح ساحة التجربة من عنوانها.",
)
NO_KEY: Final = Sentence(
    "The page's key is missing or wrong. Open the address that was printed.",
    "مفتاح هذه الصفحة ناقص أو قديم. يمكنك فتح العنوان المكتوب في الطرفية.",
)
TOO_LONG: Final = Sentence(
    "The request is too long, or does not say how long it is. Send less at once.",
    "هذا أطول مما يُرسل دفعة واحدة. يمكنك إرسال جزء منه.",
)
