"""Times told by something else: "after work", بعد الفجر بنص ساعة. They name a part of the day and no hour."""

import re
from collections.abc import Sequence
from typing import Final

from bot.reading.marks import Kind, Mark, rewrite, typed
from bot.reading.word_lists import AFTERNOON, FORENOON, NIGHT

HOURS_A_DAY: Final = 24
_AROUND_ANCHOR: Final = 3  # hours that "after" or "before" may reach


def read_anchors(marks: list[Mark]) -> list[Mark]:
    """`marks` with "after work" or بعد الفجر بنص ساعة read as a part of the day: it gives no hour."""
    marks = rewrite(marks, re.compile("A[ZPpm](?:@(?:FH|H(?:&F|-F)?|NM))?"), _anchor)
    return rewrite(marks, re.compile("AX"), _around_named_hour)


def _anchor(found: Sequence[Mark]) -> list[Mark]:
    way, anchor = found[0].n, found[1]
    shifted = {
        (hour + way * step) % HOURS_A_DAY
        for hour in anchor.hours
        for step in range(1, _AROUND_ANCHOR + 1)
    }
    return [Mark(kind=Kind.PART, hours=anchor.hours | shifted, raw=typed(found))]


def _around_named_hour(found: Sequence[Mark]) -> list[Mark]:
    after, named = found
    around_noon = AFTERNOON if after.n > 0 else FORENOON
    return [Mark(kind=Kind.PART, hours=around_noon if named.n else NIGHT, raw=typed(found))]
