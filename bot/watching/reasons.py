"""Why something did not arrive, without what anybody wrote, and as a label of which there are few. Pure."""

import re
from typing import Final

# In quotes or angle brackets Telegram's errors repeat parts of a message.
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'|<[^>]*>|“[^”]*”")
_NUMBER: Final = re.compile(r"\d{4,}")  # ids; shorter ones are statuses and limits
_LABELS: Final = {
    "": "none",
    "too late": "too_late",
    "held back too long": "held_back",
    "no longer wanted": "not_wanted",
    "withdrawn": "withdrawn",
    "paused": "paused",
    "too old for an answer": "too_late",
    "restored": "restored",
    "unreachable": "unreachable",
    "never came back": "unreachable",
    "forbidden": "unreachable",
    "no such chat": "unreachable",
    "no such kind": "no_such_kind",
    "stopped while sending": "stopped",
    "no connection": "no_connection",
    "no longer the leader": "not_leading",
    "database away": "database",
    "message to edit not found": "message_gone",
    "TimedOut": "timed_out",
    "NetworkError": "broken",
    "429": "limited",
    "401": "token",
}
_PREFIXES: Final = {"audience:": "audience", "ours:": "ours"}


def plain(reason: str) -> str:
    """A reason for people: no quotation, no id."""
    return _NUMBER.sub("…", _QUOTED.sub("…", reason)) or "no reason told"


def label(reason: str) -> str:
    """A reason for a figure: one of a short list."""
    for prefix, found in _PREFIXES.items():
        if reason.startswith(prefix):
            return found
    return _LABELS.get(reason, "other")


LABELS: Final = tuple(sorted({*_LABELS.values(), *_PREFIXES.values(), "other"}))
