"""Cuts a text into words, numbers, clock times and signs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.reading.marks import Kind, Mark
from bot.reading.normalise import normalise, strip_invisible

MAX_CHARS: Final = 400  # a slot in one line is a tenth of that; what is longer is not a time
MINUTES_AN_HOUR: Final = 60
LAST_HOUR: Final = 24  # 24:00 is the end of the day
MILITARY_DIGITS: Final = 4  # 0730
SHORT_DIGITS: Final = 3  # 730

_NUMBER_UNITS: Final = "am|pm|a|p|mins?|minutes?|m|hours?|x|times"
# "7pm" and "45-min" are a number and a word; "7ad" (حد in Latin letters) is one word.
_GLUED: Final = re.compile(
    rf"(?<![a-z\d'])(\d{{1,4}}(?:[:.,]\d{{1,2}})?)-?({_NUMBER_UNITS})(?![a-z\d'])"
)
_DOTTED_HALF: Final = re.compile(r"(?<![a-z])([ap])\.\s?m\b\.?")
_MILITARY: Final = re.compile(r"(?<!\d)(\d{4})(?:h|hrs?)(?![a-z\d])")  # 1900h
_ONE_AND_HALF: Final = re.compile(r"(?<=\d)\s?½")
_TENS: Final = re.compile(r"(?<![a-z])(twenty|thirty|forty|fifty|half|quarter)-(?=[a-z])")
_HALF_OF_DAY: Final = {"a": "am", "p": "pm"}

_TOKEN: Final = re.compile(
    r"""
      (?P<date>\d{4}[-/]\d{1,2}[-/]\d{1,2} | \d{1,2}/\d{1,2}(?:/\d{2,4})? (?!\d))
    | (?P<h_hour>\d{1,2})(?:h|hrs?)(?P<h_minute>\d{2})?(?:m|mins?)?(?![a-z\d])
    | (?P<hour>\d{1,2})(?P<mark>[:.٫،,])(?P<minute>\d{2})(?::\d{2})?(?!\d)
    | (?P<whole>\d{1,2})[.,٫](?P<tenth>\d)(?!\d)
    | (?P<latin>[a-z\d'\u00df-\u024f]*[a-z\u00df-\u024f][a-z\d'\u00df-\u024f]*)
    | (?P<word>[^\W\d_]+)
    | (?P<digits>[0-9]+)
    | (?P<to>[-–—−~→])
    | (?P<and>[&+])
    | (?P<separator>[,،;؛/|:()\[\]])
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of text: a word to look up, or a mark that is clear without looking."""

    word: str
    raw: str
    mark: Mark | None = None


def cut(text: str) -> list[Token]:
    """The tokens of `text`; signs and pictures that mean nothing here are left out."""
    readable = _ONE_AND_HALF.sub("+half ", text[:MAX_CHARS]).replace("½", " half ")
    return [token for piece in strip_invisible(readable).split() for token in _cut(piece)]


def _cut(piece: str) -> Iterator[Token]:
    spelled = normalise(piece).replace("’", "'")
    spelled = _MILITARY.sub(r"\1", spelled)
    spelled = _TENS.sub(r"\1 ", spelled)
    spelled = _DOTTED_HALF.sub(r"\1m", spelled)
    spelled = _GLUED.sub(lambda m: f"{m[1]} {_HALF_OF_DAY.get(m[2], m[2])}", spelled)
    matches = list(_TOKEN.finditer(spelled))
    words = [match for match in matches if match.lastgroup not in {"separator", "to", "and"}]
    for match in matches:
        alone = len(words) == 1 and match is words[0]
        raw = piece.strip(" .,،;؛:()[]!?؟«»\"'@&+-") if alone else match[0]
        yield _token(match, raw or match[0])


def _token(match: re.Match[str], raw: str) -> Token:
    group = match.lastgroup
    if group in {"latin", "word"}:
        return Token(match[0], raw)
    if group in {"to", "and", "separator"}:
        kind = {"to": Kind.TO, "and": Kind.AND, "separator": Kind.SEPARATOR}[group]
        return Token("", raw, Mark(kind=kind))
    return Token(match[0], raw, _number(match, raw))


def _number(match: re.Match[str], raw: str) -> Mark:
    if match["date"]:
        return Mark(kind=Kind.UNKNOWN, raw=raw)
    if match["h_hour"]:
        return clock_mark(match["h_hour"], match["h_minute"] or "0", raw=raw, kind=Kind.H_CLOCK)
    if match["hour"]:
        return clock_mark(match["hour"], match["minute"], raw=raw)
    if match["whole"]:
        whole, tenth = int(match["whole"]), int(match["tenth"])
        return Mark(kind=Kind.DECIMAL, raw=raw, n=whole, tenths=tenth)
    return _digits(match["digits"], raw)


def _digits(digits: str, raw: str) -> Mark:
    if len(digits) == MILITARY_DIGITS:
        return clock_mark(digits[:2], digits[2:], raw=raw)
    if len(digits) > MILITARY_DIGITS:
        return Mark(kind=Kind.UNKNOWN, raw=raw)
    return Mark(kind=Kind.NUMBER, raw=raw, n=int(digits))


def clock_mark(hour: str, minute: str, *, raw: str, kind: Kind = Kind.CLOCK) -> Mark:
    """A time in figures, or an unknown word if there is no such time.

    A leading zero (0730, 07:30) is how the 24-hour clock is written: nobody need be asked.
    """
    if int(hour) > LAST_HOUR or int(minute) >= MINUTES_AN_HOUR:
        return Mark(kind=Kind.UNKNOWN, raw=raw)
    zero = len(hour) > 1 and hour.startswith("0")
    return Mark(kind=kind, raw=raw, n=int(hour), minute=int(minute), clear=zero)
