"""About groups: who is in them, who leads them, their links and their topics."""

from typing import Final

from bot.playground.sentences.sentence import Sentence

# Being in a group.

NEEDS_A_GROUP: Final = Sentence(
    "This is done in a group. Open one of this person's groups first.",
    "مكان هذه الخطوة داخل مجموعة. يمكنك فتح إحدى مجموعات هذا الشخص أولًا.",
)
ONLY_MEMBERS_WRITE: Final = Sentence(
    "Only members write here. Let this person join, or be added, first.",
    "الكتابة هنا للأعضاء فقط. يمكنك ضمّ هذا الشخص إلى المجموعة أولًا.",
)
SENDING_NOT_ALLOWED: Final = Sentence(
    "Sending this is not allowed to this person here. An administrator can change that.",
    "إرسال هذا غير متاح لهذا الشخص هنا. يمكن لأحد المشرفين تغيير ذلك.",
)
BECAME_SUPERGROUP: Final = Sentence(
    "This group has become a supergroup. Go on in the new one: it is in the list of chats.",
    "تحوّلت هذه المجموعة إلى مجموعة خارقة. يمكنك إكمال الحديث في الجديدة، وهي في قائمة المحادثات.",
)
IN_ALREADY: Final = Sentence(
    "They are in this group already. There is nothing more to do: open the group.",
    "هذا العضو موجود في المجموعة بالفعل. يمكنك فتح المجموعة مباشرة.",
)
NOT_IN_IT: Final = Sentence(
    "They are not in this group, or not any more. Look at its members again.",
    "هذا العضو ليس في المجموعة الآن. يمكنك النظر إلى قائمة الأعضاء من جديد.",
)
REMOVED_FROM_IT: Final = Sentence(
    "They were removed from this group, and a link does not bring them back. An administrator can"
    " add them.",
    "أُزيل هذا الحساب من المجموعة من قبل، ولا يعود إليها برابط. يمكن لأحد المشرفين إضافته.",
)
LEAVE_INSTEAD: Final = Sentence(
    "Nobody removes themselves. Choose “Leave the group” instead.",
    "لا أحد يزيل نفسه من مجموعة. يمكنك اختيار «مغادرة المجموعة».",
)
ONLY_MEMBERS_LEAVE: Final = Sentence(
    "This person is not in the group, so they cannot leave it. There is nothing more to do.",
    "لا يمكن لهذا الشخص مغادرة المجموعة لأنه ليس فيها. لا حاجة إلى خطوة أخرى.",
)
BOT_JOINS_NO_GROUPS: Final = Sentence(
    "This bot joins no groups: its owner has switched that off. Write to it in its private chat.",
    "لا ينضم هذا البوت إلى المجموعات، فصاحبه أوقف ذلك. يمكنك الكتابة إليه في المحادثة الخاصة.",
)
NOBODY_WAITS: Final = Sentence(
    "This request waits no more: it was answered already, or taken back. Look at the list again.",
    "لم يعد هذا الطلب في الانتظار، فقد وصله رد أو سُحب. يمكنك النظر إلى القائمة من جديد.",
)

# Links into a group.

NO_SUCH_LINK: Final = Sentence(
    "There is no such invite link. Copy it whole, or ask for a new one.",
    "رابط الدعوة هذا غير موجود. يمكنك نسخه كاملًا، أو طلب رابط جديد.",
)
LINK_HAS_EXPIRED: Final = Sentence(
    "The invite link has expired. Ask an administrator of the group for a new one.",
    "انتهت صلاحية رابط الدعوة. يمكنك طلب رابط جديد من أحد مشرفي المجموعة.",
)
LINK_IS_USED_UP: Final = Sentence(
    "The invite link is used up: as many have joined as it was made for. Ask for a new one.",
    "اكتمل العدد الذي يتسع له رابط الدعوة. يمكنك طلب رابط جديد من أحد مشرفي المجموعة.",
)

# Leading a group.

NEEDS_RIGHT: Final = Sentence(
    "This needs the right “{right}”, which this person does not have in {group}. An administrator"
    " can give it.",
    "تحتاج هذه الخطوة إلى صلاحية «{right}»، وهي ليست لهذا الشخص في المجموعة {group}. يمكن لأحد المشرفين منحها.",
)
ONLY_ADMINISTRATORS: Final = Sentence(
    "Only administrators do this. Let one of them do it, or make this person one.",
    "هذه الخطوة للمشرفين فقط. يمكنك تنفيذها باسم أحدهم، أو جعل هذا الشخص مشرفًا.",
)
MAY_NOT_PROMOTE: Final = Sentence(
    "To change administrators is not among this person's rights. The group's creator can do it.",
    "تغيير المشرفين ليس من صلاحيات هذا الشخص. يمكن لمالك المجموعة فعل ذلك.",
)
GIVES_ONLY_OWN_RIGHTS: Final = Sentence(
    "Only who has the right “{right}” can give it. Leave it out, or let the group's creator do this.",
    "لا يمنح صلاحية «{right}» إلا صاحبها. يمكنك تركها، أو تنفيذ ذلك باسم مالك المجموعة.",
)
CREATOR_STAYS: Final = Sentence(
    "The group's creator stays what they are. Choose another member.",
    "يبقى مالك المجموعة مالكًا لها. يمكنك اختيار عضو آخر.",
)
ONLY_WHO_PROMOTED: Final = Sentence(
    "Only who promoted this administrator, or the group's creator, can change them. Go on as one of"
    " these.",
    "لا يغيّر صلاحيات هذا المشرف إلا من منحها أو مالك المجموعة. يمكنك تنفيذ ذلك باسم أحدهما.",
)
NO_SUCH_RIGHT: Final = Sentence(
    "There is no right {right} in Telegram. Choose from the list of rights.",
    "لا توجد في تيليغرام صلاحية باسم {right}. يمكنك الاختيار من قائمة الصلاحيات.",
)
NOT_ANONYMOUS: Final = Sentence(
    "Anonymous administrators are not offered by the playground. Leave this right out.",
    "لا تتيح ساحة التجربة مشرفين من دون اسم. يمكنك ترك هذه الصلاحية.",
)
ONLY_BASIC_GROUPS_UPGRADE: Final = Sentence(
    "Only a basic group becomes a supergroup, and only once. Go on in the supergroup.",
    "لا تتحوّل إلى مجموعة خارقة إلا مجموعة عادية، ومرة واحدة. يمكنك إكمال الحديث في المجموعة الخارقة.",
)
ONLY_CREATOR_UPGRADES: Final = Sentence(
    "Only the group's creator turns it into a supergroup. Do it as the creator.",
    "تحويل المجموعة إلى مجموعة خارقة لمالكها فقط. يمكنك تنفيذ ذلك باسمه.",
)

# Topics.

ONLY_SUPERGROUPS_HAVE_TOPICS: Final = Sentence(
    "Only supergroups have topics. Choose “Supergroup with topics” as the kind.",
    "لا توجد مواضيع إلا في المجموعات الخارقة. يمكنك اختيار النوع «مجموعة خارقة بمواضيع».",
)
NO_TOPICS_HERE: Final = Sentence(
    "This group has no topics. Write without one, or make a supergroup with topics.",
    "لا توجد مواضيع في هذه المجموعة. يمكنك الكتابة من دون موضوع، أو إنشاء مجموعة خارقة بمواضيع.",
)
NO_SUCH_TOPIC: Final = Sentence(
    "There is no such topic, or not any more. Choose another topic.",
    "هذا الموضوع غير موجود، أو لم يعد موجودًا. يمكنك اختيار موضوع آخر.",
)
TOPIC_IS_CLOSED: Final = Sentence(
    "This topic is closed. Write in another one, or let an administrator open it again.",
    "هذا الموضوع مغلق. يمكنك الكتابة في موضوع آخر، أو إعادة فتحه باسم أحد المشرفين.",
)
TOPIC_NAME: Final = Sentence(
    "A topic's name has 1-{most} characters. Change it and try again.",
    "طول اسم الموضوع من حرف واحد إلى {most} حرفًا. يمكنك تغييره والمحاولة مرة أخرى.",
)
TOPIC_NOT_CHANGED: Final = Sentence(
    "Nothing changes: the topic is like that already. There is nothing more to do.",
    "لا شيء يتغيّر، فالموضوع على هذه الحال من قبل. لا حاجة إلى خطوة أخرى.",
)
MAY_NOT_MAKE_TOPICS: Final = Sentence(
    "Making topics is not allowed to this person here. Let an administrator do it.",
    "إنشاء المواضيع غير متاح لهذا الشخص هنا. يمكنك تنفيذ ذلك باسم أحد المشرفين.",
)
NOT_THEIR_TOPIC: Final = Sentence(
    "This topic is not theirs to manage. Let its maker or an administrator do it.",
    "إدارة هذا الموضوع ليست لهذا الشخص. يمكنك تنفيذ ذلك باسم من أنشأه أو أحد المشرفين.",
)

# Choosing a group for the bot.

CHOOSE_A_GROUP: Final = Sentence(
    "The bot asks for a group here. Choose one, or make a new one.",
    "يطلب البوت هنا مجموعة. يمكنك اختيار واحدة، أو إنشاء مجموعة جديدة.",
)
PICKER_SHOWS_OWN: Final = Sentence(
    "The picker shows only the groups that this person is in. Choose one of these.",
    "لا تعرض قائمة الاختيار إلا المجموعات التي فيها هذا الشخص. يمكنك اختيار إحداها.",
)
PICKER_WANTS_WHAT_IS_NOT: Final = Sentence(
    "The bot asks for a channel, or a chat with a username, and the playground has none. Go on"
    " without it.",
    "يطلب البوت قناة أو محادثة لها اسم مستخدم، ولا شيء من ذلك في ساحة التجربة. يمكنك تجاوز هذه الخطوة.",
)
PICKER_WANTS_OTHER_KIND: Final = Sentence(
    "The bot asks for another kind of group: with topics, or without. Choose such a one.",
    "يطلب البوت نوعًا آخر من المجموعات، بمواضيع أو من دونها. يمكنك اختيار مجموعة من ذلك النوع.",
)
PICKER_SHOWS_MADE: Final = Sentence(
    "The picker shows only groups that this person has made. Choose one of these, or make one.",
    "لا تعرض قائمة الاختيار إلا المجموعات التي أنشأها هذا الشخص. يمكنك اختيار إحداها أو إنشاء واحدة.",
)
PICKER_SHOWS_LED: Final = Sentence(
    "The picker shows only groups where this person is an administrator. Choose one of these.",
    "لا تعرض قائمة الاختيار إلا مجموعات يشرف عليها هذا الشخص. يمكنك اختيار إحداها.",
)
PICKER_NEEDS_RIGHT: Final = Sentence(
    "The picker shows only groups where this person has the right “{right}”. Choose another group.",
    "لا تعرض قائمة الاختيار إلا مجموعات لهذا الشخص فيها صلاحية «{right}». يمكنك اختيار مجموعة أخرى.",
)
BOT_CANNOT_BE_ADDED: Final = Sentence(
    "The bot is not in this group, and this person may not add it. Choose another group.",
    "ليس البوت في هذه المجموعة، وإضافته غير متاحة لهذا الشخص. يمكنك اختيار مجموعة أخرى.",
)
