"""About what one person does in a chat: writing, pressing, opening links, and their account."""

from typing import Final

from bot.playground.sentences.sentence import Sentence

# Writing.

MESSAGE_LENGTH: Final = Sentence(
    "A message has 1-{most} characters. Write something, or send it in shorter parts.",
    "طول الرسالة من حرف واحد إلى {most} حرفًا. يمكنك كتابة شيء، أو تقسيم النص إلى رسائل أقصر.",
)
CAPTION_LENGTH: Final = Sentence(
    "A caption has up to {most} characters. Shorten it, and send the rest as a message.",
    "الحد الأقصى للتعليق {most} حرفًا. يمكنك اختصاره وإرسال الباقي في رسالة.",
)
BROKEN_TEXT: Final = Sentence(
    "A part of this text is broken and cannot be sent. Type it anew instead of pasting it.",
    "في هذا النص جزء تالف لا يمكن إرساله. يمكنك كتابته من جديد بدلًا من لصقه.",
)
ONLY_OWN_TEXTS: Final = Sentence(
    "People can edit only their own texts. Choose one that this person has written.",
    "التعديل متاح فقط للنصوص التي كتبها هذا الشخص بنفسه. يمكنك اختيار رسالة نصية من رسائله.",
)
EDIT_CHANGES_NOTHING: Final = Sentence(
    "The text is empty or the same as before. Write something else, or cancel the edit.",
    "النص فارغ أو كما كان. يمكنك كتابة نص آخر أو إلغاء التعديل.",
)
TELEGRAMS_LINE: Final = Sentence(
    "Telegram's own lines cannot be forwarded. Choose a message that somebody has written.",
    "لا يمكن إعادة توجيه السطور التي يضيفها تيليغرام بنفسه. يمكنك اختيار رسالة كتبها أحد.",
)
PROTECTED: Final = Sentence(
    "The bot has protected this message from forwarding. Choose another message.",
    "حمى البوت هذه الرسالة من إعادة التوجيه. يمكنك اختيار رسالة أخرى.",
)
NO_SUCH_MESSAGE: Final = Sentence(
    "There is no message {number} in this chat, or not any more. Choose another message.",
    "الرسالة رقم {number} ليست في هذه المحادثة، أو لم تعد فيها. يمكنك اختيار رسالة أخرى.",
)
BOT_HAS_NOT_WRITTEN: Final = Sentence(
    "The bot has not written to {name} yet. Press Start, or send it a message first.",
    "لم يكتب البوت إلى {name} بعد. يمكنك الضغط على زر البداية أو إرسال رسالة أولًا.",
)
NO_TOPICS_IN_PRIVATE: Final = Sentence(
    "A private chat has no topics. Write without one, or open a group that has topics.",
    "لا توجد مواضيع في المحادثة الخاصة. يمكنك الكتابة من دون موضوع، أو فتح مجموعة فيها مواضيع.",
)

# Files and places.

NO_SUCH_FILE: Final = Sentence(
    "There is no such file, or not any more. Let it be sent again.",
    "هذا الملف غير موجود، أو لم يعد موجودًا. يمكنك طلب إرساله من جديد.",
)
FILE_NAME_TOO_LONG: Final = Sentence(
    "The file's name is too long. Give the file a shorter name and send it again.",
    "اسم الملف أطول من اللازم. يمكنك تسميته باسم أقصر ثم إرساله من جديد.",
)
FILE_IS_BROKEN: Final = Sentence(
    "The file did not arrive whole. Choose it and send it again.",
    "لم يصل الملف كاملًا. يمكنك اختياره وإرساله من جديد.",
)
FILE_IS_EMPTY: Final = Sentence(
    "This file is empty, and Telegram takes only files that hold something. Choose another one.",
    "هذا الملف فارغ، وتيليغرام لا يقبل الملفات الفارغة. يمكنك اختيار ملف آخر.",
)
FILE_IS_TOO_BIG: Final = Sentence(
    "This file is bigger than Telegram takes. Choose a smaller one; a picture may go as a file.",
    "حجم هذا الملف أكبر مما يقبله تيليغرام. يمكنك اختيار ملف أصغر، أو إرسال الصورة كملف.",
)
NO_PICTURE: Final = Sentence(
    "This is no picture that Telegram can show. Choose a PNG, JPEG or GIF, or send it as a file.",
    "ليست هذه صورة يستطيع تيليغرام عرضها. الأنواع الممكنة: \u2068PNG\u2069 أو \u2068JPEG\u2069 أو"
    " \u2068GIF\u2069، ويمكنك إرسالها كملف.",
)
PICTURE_SIDES: Final = Sentence(
    "This picture is too large or too narrow to be a photo. Send it as a file, or a smaller one.",
    "أبعاد هذه الصورة أكبر أو أضيق مما يقبله تيليغرام. يمكنك إرسالها كملف، أو اختيار صورة أصغر.",
)
NO_SUCH_PLACE: Final = Sentence(
    "There is no such place on Earth: latitude ends at {latitude} degrees, longitude at"
    " {longitude}. Correct the numbers.",
    "لا مكان على الأرض بهذه الأرقام. أقصى خط عرض {latitude} درجة وأقصى خط طول {longitude} درجة."
    " يمكنك تصحيح الرقمين.",
)

# Pressing.

NO_BUTTONS: Final = Sentence(
    "There is no button under this message any more. Look for a newer message.",
    "لم تعد تحت هذه الرسالة أزرار. يمكنك البحث عن رسالة أحدث.",
)
NO_SUCH_BUTTON: Final = Sentence(
    "There is no button “{label}” under this message, only {labels}. Press one of these.",
    "لا يوجد تحت هذه الرسالة زر باسم «{label}». الأزرار الموجودة: {labels}. يمكنك الضغط على أحدها.",
)
BUTTON_SENDS_NOTHING: Final = Sentence(
    "The button “{label}” sends nothing to the bot; it opens or copies something. Tap it itself.",
    "لا يرسل الزر «{label}» شيئًا إلى البوت، بل يفتح شيئًا أو ينسخه. يمكنك الضغط عليه مباشرة.",
)
ONLY_MEMBERS_PRESS: Final = Sentence(
    "Only members press buttons in this group. Let this person join first.",
    "أزرار هذه المجموعة لأعضائها فقط. يمكنك ضمّ هذا الشخص إليها أولًا.",
)
NO_KEYBOARD: Final = Sentence(
    "There is no reply keyboard here now. Let the bot show one first, or write a message.",
    "لا توجد لوحة أزرار هنا الآن. يمكنك كتابة رسالة، أو انتظار لوحة يرسلها البوت.",
)
NOT_ON_KEYBOARD: Final = Sentence(
    "There is no button {wanted} on the keyboard, only {labels}. Press one of these.",
    "لا يوجد في لوحة الأزرار زر {wanted}. الأزرار الموجودة: {labels}. يمكنك الضغط على أحدها.",
)
# What stands in for {wanted} there.
LABELLED: Final = Sentence("“{label}”", "باسم «{label}»")
THAT_PICKS_PEOPLE: Final = Sentence("that picks people", "لاختيار أشخاص")
THAT_PICKS_A_CHAT: Final = Sentence("that picks a chat", "لاختيار محادثة")
THAT_ASKS_FOR_A_PLACE: Final = Sentence("that asks for a location", "لإرسال الموقع")
THAT_ASKS_FOR_A_CONTACT: Final = Sentence("that asks for a contact", "لإرسال جهة الاتصال")
BUTTON_ASKS_FIRST: Final = Sentence(
    "The button “{label}” opens a picker or asks for leave, so its text is not sent. Tap it itself.",
    "يفتح الزر «{label}» قائمة اختيار أو يطلب إذنًا، فلا يُرسل نصه. يمكنك الضغط عليه مباشرة.",
)
NO_PICKER: Final = Sentence(
    "This button opens no picker. Look at the keyboard again: the bot may have changed it.",
    "لا يفتح هذا الزر قائمة اختيار. ربما غيّر البوت لوحة الأزرار، فيمكنك النظر إليها من جديد.",
)
PICK_SO_MANY: Final = Sentence(
    "Pick 1-{most} different people, as the bot asks here. Change the choice and share again.",
    "يطلب البوت هنا شخصًا واحدًا على الأقل، والحد الأقصى {most}، من دون تكرار."
    " يمكنك تغيير الاختيار والمشاركة من جديد.",
)
NOT_ONESELF: Final = Sentence(
    "Telegram's picker does not show oneself. Pick somebody else.",
    "لا تعرض قائمة الاختيار في تيليغرام صاحبها نفسه. يمكنك اختيار شخص آخر.",
)

# Links.

LINK_LEAVES_TELEGRAM: Final = Sentence(
    "This link leaves Telegram. Open it in a browser, or choose one that begins with t.me.",
    "هذا الرابط خارج تيليغرام. يمكنك فتحه في المتصفح، أو اختيار رابط يبدأ بالعنوان \u2068t.me\u2069.",
)
LINK_OF_SOMEBODY_ELSE: Final = Sentence(
    "This link leads to somebody who is not in the playground. Only {bot} is: try its links.",
    "يؤدي هذا الرابط إلى حساب ليس في ساحة التجربة. يمكنك فتح روابط البوت {bot}.",
)
CHOOSE_GROUP_FOR_BOT: Final = Sentence(
    "This link adds the bot to a group: choose the group first, or make one.",
    "يضيف هذا الرابط البوت إلى مجموعة. يمكنك اختيار المجموعة أولًا، أو إنشاء واحدة.",
)
START_PARAMETER: Final = Sentence(
    "The link's start parameter is not possible: it has up to {most} Latin letters, digits, _ and -."
    " Correct the link.",
    "رمز البداية في هذا الرابط غير ممكن. أقصى طول له {most} من الحروف اللاتينية والأرقام"
    " والشرطة \u2068-\u2069 والشرطة السفلية \u2068_\u2069. يمكنك تصحيح الرابط.",
)

# The account.

ACCOUNT_IS_GONE: Final = Sentence(
    "This account is gone for good. Go on as somebody else, or add a new person.",
    "هذا الحساب محذوف نهائيًا. يمكنك إكمال التجربة باسم شخص آخر، أو إضافة شخص جديد.",
)
BOT_IS_BLOCKED: Final = Sentence(
    "This person has blocked the bot. Unblock it first, in this person's menu.",
    "البوت محظور عند هذا الشخص. يمكنك إلغاء الحظر أولًا من قائمة هذا الشخص.",
)
BLOCKED_ALREADY: Final = Sentence(
    "The bot is blocked already. There is nothing more to do.",
    "البوت محظور من قبل، ولا حاجة إلى خطوة أخرى.",
)
NOT_BLOCKED: Final = Sentence(
    "The bot is not blocked here. This person can write to it right away.",
    "البوت غير محظور هنا، ويمكن لهذا الشخص الكتابة إليه الآن.",
)
NOBODY: Final = Sentence(
    "There is nobody with this number, or the account is gone. Choose somebody else.",
    "لا أحد هنا بهذا الرقم، أو أن الحساب محذوف. يمكنك اختيار شخص آخر.",
)
