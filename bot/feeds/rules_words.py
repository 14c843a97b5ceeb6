"""Which words must be in an item, and which must not. Pure.

Words are parted by spaces, or by commas where there are some; quotes keep words together. A word is looked
for whole; a star at its end asks for what begins with it (`program*`). Arabic is folded, may carry what is
written together with a word (و ف ب ك ل and the article), and from four letters on it may go on, since its
endings are written together with it, too.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from bot.feeds.records import LONGEST_WORDS
from bot.reading.normalise import folded_ar, latin_digits
from bot.texts.html import one_line

_QUOTED: Final = re.compile(r'"([^"]*)"|«([^»]*)»|“([^”]*)”|„([^“”]*)[“”]')
_QUOTES: Final = re.compile('["«»“”„]')
_COMMAS: Final = re.compile(r"[,،;؛]")
_ARABIC: Final = re.compile("[\u0621-\u064a\u0671-\u06d3]")
_ARTICLE: Final = re.compile(r"\Aال(?=\w{3})")
# What Arabic writes together with the next word: and, so · by, like, for · the article.
_BEFORE: Final = "[وف]?(?:[بك]?ال|لل|[بكل])?"
_SHORTEST_STEM: Final = 4  # letters; shorter ones are the beginning of too many others
_STAR: Final = "*"
_MOST_PATTERNS: Final = 1_024  # kept in memory: the same words meet hundreds of items
_TAA: Final = "ه"  # as taa marbuta is folded; it turns into ت before an ending


def read_words(text: str) -> tuple[str, ...]:
    """The words and phrases that somebody typed, in order, each once."""
    text = one_line(text)
    has_commas = bool(_COMMAS.search(_QUOTED.sub(" ", text)))
    found: dict[str, str] = {}
    for word in _parted(text, has_commas=has_commas):
        shown = " ".join(_QUOTES.sub(" ", word).split())
        if _folded(shown).strip(f"{_STAR} "):
            found.setdefault(_folded(shown), shown)
    return tuple(found.values())


def _parted(text: str, *, has_commas: bool) -> list[str]:
    words: list[str] = []
    start = 0
    for quoted in _QUOTED.finditer(text):
        words += _parted_plain(text[start : quoted.start()], has_commas=has_commas)
        words.append(quoted.group())
        start = quoted.end()
    return words + _parted_plain(text[start:], has_commas=has_commas)


def _parted_plain(text: str, *, has_commas: bool) -> list[str]:
    return _COMMAS.split(text) if has_commas else text.split()


def written(words: Sequence[str]) -> str:
    """Words as they are kept and shown; `read_words` reads them back."""
    return ", ".join(
        f'"{word}"' if " " in word or _COMMAS.search(word) else word for word in words
    )


def fits(words: Sequence[str]) -> bool:
    """Whether they are short enough to be kept."""
    return len(written(words)) <= LONGEST_WORDS


def lets_through(text: str, *, include: Sequence[str], exclude: Sequence[str]) -> bool:
    """Whether an item may be offered.

    Args:
        text: its title and the beginning of what it says.
        include: one of these must be in it; empty: anything goes.
        exclude: none of these may be.
    """
    if (
        not include and not exclude
    ):  # folding costs 0.16 ms an item in Arabic, and mornings have many
        return True
    folded = _folded(text)
    if any(_pattern(word).search(folded) for word in exclude):
        return False
    return not include or any(_pattern(word).search(folded) for word in include)


def _folded(text: str) -> str:
    return latin_digits(folded_ar(text)).replace("_", " ")


@lru_cache(maxsize=_MOST_PATTERNS)
def _pattern(word: str) -> re.Pattern[str]:
    """What finds a word, or a phrase whose words may be parted by anything that is no word."""
    return re.compile(r"\W+".join(_part(part) for part in _folded(word).split()))


def _part(word: str) -> str:
    bare = word.rstrip(_STAR)
    if not bare:
        return r"\w*"
    before = r"(?<!\w)" if re.match(r"\w", bare) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", bare) else ""
    if not _ARABIC.search(bare):
        return before + re.escape(bare) + (r"\w*" if word != bare else after)
    bare = _ARTICLE.sub("", bare)
    if word == bare and len(bare) < _SHORTEST_STEM:
        return f"{before}{_BEFORE}{re.escape(bare)}{after}"
    if bare.endswith(_TAA):
        return f"{before}{_BEFORE}{re.escape(bare[:-1])}(?:{_TAA}{after}|ا?ت\\w*)"
    return f"{before}{_BEFORE}{re.escape(bare)}\\w*"
