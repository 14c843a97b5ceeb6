"""What administrators' rights are called, for the gaps of other sentences."""

from collections.abc import Mapping
from typing import Final

from bot.playground.sentences.sentence import Sentence

RIGHTS: Final[Mapping[str, Sentence]] = {
    "is_anonymous": Sentence("Stay anonymous", "الظهور من دون اسم"),
    "can_manage_chat": Sentence("See what administrators see", "الاطّلاع على سجل الإدارة"),
    "can_delete_messages": Sentence("Delete messages", "حذف الرسائل"),
    "can_manage_video_chats": Sentence("Manage video chats", "إدارة محادثات الفيديو"),
    "can_restrict_members": Sentence("Restrict and remove people", "تقييد الأعضاء وإزالتهم"),
    "can_promote_members": Sentence("Add administrators", "إضافة مشرفين"),
    "can_change_info": Sentence("Change name and picture", "تغيير الاسم والصورة"),
    "can_invite_users": Sentence("Invite people", "دعوة الآخرين"),
    "can_post_stories": Sentence("Post stories", "نشر القصص"),
    "can_edit_stories": Sentence("Edit stories", "تعديل القصص"),
    "can_delete_stories": Sentence("Delete stories", "حذف القصص"),
    "can_pin_messages": Sentence("Pin messages", "تثبيت الرسائل"),
    "can_manage_topics": Sentence("Manage topics", "إدارة المواضيع"),
    "can_manage_tags": Sentence("Manage members' tags", "إدارة ألقاب الأعضاء"),
}
