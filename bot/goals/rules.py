"""What is decided about goals. Pure."""

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from bot.goals.records import LONGEST_FIELD, LONGEST_FOCUS, GoalDraft
from bot.reading.normalise import normalise

QUOTED_AT: Final = time(18, 0)  # local: after work, when a weekly check-in comes too
FURTHEST_YEARS: Final = 5  # a date further away is a slip of the finger, or no goal
MONTHS_A_YEAR: Final = 12
_WORD: Final = re.compile(r"[^\W_]+")

# Words that name no part of anything: everything about nothing in particular, and whole fields.
_GENERIC_WORDS: Final = (
    "everything all anything something basics basic beginner beginners advanced fundamentals "
    "foundations introduction intro learning study studying skills skill improve improvement "
    "better general generally development programming coding software computers computer "
    "technology tech science math maths business management marketing design language "
    "languages english arabic reading writing work career self data "
    "الأساسيات أساسيات مبادئ المبادئ كل الكل شيء أي بداية البداية مبتدئ مبتدئين متقدم مقدمة "
    "تعلم التعلم دراسة الدراسة مهارات مهارة المهارات تطوير التطوير الذات تحسين عام عموما "
    "برمجة البرمجة حاسوب الحاسوب كمبيوتر الكمبيوتر تقنية التقنية تكنولوجيا التكنولوجيا علوم "
    "العلوم رياضيات الرياضيات أعمال الأعمال إدارة الإدارة تسويق التسويق تصميم التصميم لغة "
    "اللغة لغات اللغات إنجليزي الإنجليزية إنجليزية الإنجليزي عربي العربية قراءة القراءة "
    "كتابة الكتابة عمل العمل بيانات البيانات"
)
_FILLER_WORDS: Final = "the a an of in and to my more في من و عن على إلى كل أي"
# In one spelling, as what was typed is compared.
_GENERIC: Final = frozenset(normalise(word) for word in _GENERIC_WORDS.split())
_FILLERS: Final = frozenset(normalise(word) for word in _FILLER_WORDS.split())


class Refusal(StrEnum):
    """Why something is not done to a goal."""

    TOO_MANY_ACTIVE = "too_many_active"
    ALREADY_ENDED = "already_ended"


def refuse_one_more(active: int, *, most: int) -> Refusal | None:
    """Why one more goal may not be active, or None if it may."""
    return Refusal.TOO_MANY_ACTIVE if active >= most else None


def is_too_broad(field: str, focus: str) -> bool:
    """Whether the focus names no part yet: it is empty, the field again, or one generic word."""
    words = _words(focus)
    if not words or words == _words(field):
        return True
    telling = [word for word in words if word not in _FILLERS]
    return not telling or (len(telling) == 1 and telling[0] in _GENERIC)


class WrongDate(StrEnum):
    """Why a date is no horizon."""

    PAST = "past"
    TOO_FAR = "too_far"


def refuse_horizon(on: date, *, today: date) -> WrongDate | None:
    """Why `on` may not be a horizon, or None if it may: after today, within a few years."""
    if on <= today:
        return WrongDate.PAST
    if on > months_after(today, FURTHEST_YEARS * MONTHS_A_YEAR):
        return WrongDate.TOO_FAR
    return None


def months_after(on: date, months: int) -> date:
    """The same day of the month `months` later, or the last day of a shorter month."""
    month = on.month - 1 + months
    year, month = on.year + month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1
    return date(year, month, min(on.day, calendar.monthrange(year, month)[1]))


def quoted_at(horizon_on: date, zone: ZoneInfo) -> datetime:
    """When a goal is quoted back: the evening of its horizon, where the person lives. UTC."""
    return datetime.combine(horizon_on, QUOTED_AT, tzinfo=zone).astimezone(UTC)


def latest_date_somewhere(now: datetime) -> date:
    """No zone is at a later date now than this."""
    return (now + timedelta(hours=14)).astimezone(UTC).date()


def needs_a_push(draft: GoalDraft) -> bool:
    """Whether to ask for the first part of it, once."""
    return is_too_broad(draft.field, draft.focus)


def extended(horizon_on: date, *, today: date) -> date:
    """A horizon moved on by a month: from its own date, or from today if that has passed."""
    return months_after(max(horizon_on, today), 1)


def fits(draft: GoalDraft) -> bool:
    """Whether field and focus have a word in them and are not too long."""
    return (
        bool(_words(draft.field))
        and len(draft.field) <= LONGEST_FIELD
        and len(draft.focus) <= LONGEST_FOCUS
    )


def _words(text: str) -> list[str]:
    return _WORD.findall(normalise(text))
