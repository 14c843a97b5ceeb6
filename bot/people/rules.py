"""What is decided about people. Pure."""

import unicodedata
from datetime import time
from typing import Final

from bot.gate import QuietHours
from bot.texts.html import one_line

LONGEST_NAME: Final = 32  # characters shown; Telegram allows 64 + 64, which would fill a screen
QUIET_BY_DEFAULT: Final = QuietHours(time(22, 0), time(7, 0))  # as most people sleep

# Letters and symbols by Unicode, but nothing is seen of them: Hangul fillers, the blank Braille cell.
_BLANK: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def shown_name(first_name: str, last_name: str | None, *, telegram_id: int) -> tuple[str, str]:
    """(first name, full name) fit to be shown: cleaned, not too long, never empty.

    A name of invisible marks alone becomes `·a1f3`, from the account's id: two such people can be
    told apart.
    """
    first, last = _visible(first_name), _visible(last_name or "")
    short = first or last or f"·{telegram_id & 0xFFFF:04x}"
    full = f"{first} {last}".strip() or short
    return short[:LONGEST_NAME].strip(), full[: 2 * LONGEST_NAME].strip()


def _visible(name: str) -> str:
    cleaned = one_line(name)
    has_something = any(unicodedata.category(c)[0] in "LNSP" and c not in _BLANK for c in cleaned)
    return cleaned if has_something else ""
