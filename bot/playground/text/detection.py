"""What Telegram finds in a text by itself: commands, mentions, hashtags, addresses."""

import re
from collections.abc import Iterator

from bot.playground.text.spans import Span

# Top-level domains under which an address counts without "https://" before it. Telegram knows them
# all; these are the ones that people type.
_DOMAINS = (
    "com|org|net|edu|gov|info|io|dev|app|me|tv|ai|co|uk|de|fr|"
    "eg|sa|ae|jo|ma|tn|dz|iq|qa|kw|om|bh|lb|sy|ye|ly|sd|ps"
)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("email", re.compile(r"(?<![\w.@/])[\w.+-]{1,64}@(?:[\w-]+\.)+[A-Za-z]{2,}(?![\w@])")),
    ("url", re.compile(r"(?<![\w@])(?:https?|ftp|tg)://[^\s<>\"«»\u2066-\u2069]+", re.IGNORECASE)),
    (
        "url",
        re.compile(
            rf"(?<![\w@./-])(?:[\w-]+\.)+(?:{_DOMAINS})(?![\w@-])(?:[/?#:][^\s<>\"«»\u2066-\u2069]*)?",
            re.IGNORECASE,
        ),
    ),
    (
        "bot_command",
        re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])"),
    ),
    ("mention", re.compile(r"(?<![\w@/])@[A-Za-z][A-Za-z0-9_]{2,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#@/])#(?=\w*[^\W\d_])\w{1,255}(?![\w#])")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{3,8}(?!\w)")),
)
_AFTER_AN_ADDRESS = ".,:;!?'\")]}»…؟،؛"


def detect(text: str) -> Iterator[Span]:
    """Spans that Telegram adds to `text`, never two over the same characters."""
    taken: list[Span] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            end = match.end()
            if kind == "url":
                end = match.start() + len(match[0].rstrip(_AFTER_AN_ADDRESS))
            span = Span(kind, match.start(), end)
            if not any(span.overlaps(other) for other in taken):
                taken.append(span)
                yield span
