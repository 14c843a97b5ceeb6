"""One spelling for the many ways a place is written, and another for how it sounds."""

import re
import unicodedata
from typing import Final

from bot.reading.normalise import normalise

# Letters that Unicode does not take apart into a letter and an accent.
_LATIN: Final = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a"}
)
_QUOTES: Final = re.compile(r"['’‘ʼ`´]")
_NOT_WORDS: Final = re.compile(r"[\W_]+")
# The Arabic article as it is spelled in Latin letters, before sun letters too.
_ARTICLES: Final = frozenset(
    {"al", "el", "il", "ad", "an", "ar", "as", "ash", "at", "az", "ed", "en", "er", "es", "ez"}
)
_SHORT_FORMS: Final = {"st": "saint", "ste": "saint"}
# Digits that stand for Arabic letters inside a Latin word: 3amman, 7alab, Ta2if.
_ARABIZI: Final = str.maketrans({"2": None, "3": "a", "5": "kh", "7": "h", "8": "gh", "9": "s"})

_SOUNDS: Final = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"dj"), "j"),
    (re.compile(r"tch"), "ch"),
    (re.compile(r"sch"), "sh"),
    (re.compile(r"ck|q|c(?!h)"), "k"),
    (re.compile(r"ou|oo|o"), "u"),
    (re.compile(r"ee|ie|ei|e|y"), "i"),
    (re.compile(r"(?<=[aiu])h(?![aiu])"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
# Letters that many do not tell apart in names, or that stand for a foreign g.
_ARABIC_SOUNDS: Final = str.maketrans("طصضذغ", "تسددج")


def fold_name(text: str) -> str:
    """`text` as places are compared: small letters without accents, hamza, articles and signs.

    Words stay apart, by one space. May be empty, for a text without letters or digits.
    """
    folded = unicodedata.normalize("NFKD", normalise(text)).casefold()
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    plain = _NOT_WORDS.sub(" ", _QUOTES.sub("", bare.translate(_LATIN)))
    words = [_bare_word(word) for word in plain.split()]
    kept = [word for word in words[:-1] if word not in _ARTICLES] + words[-1:]
    return " ".join(word for word in kept if word)


def _bare_word(word: str) -> str:
    if word.startswith("ال") and len(word) > len("الم"):
        return word.removeprefix("ال")
    if word[-1].isalpha() and word.isascii() and not word.isalpha():
        return word.translate(_ARABIZI)
    return _SHORT_FORMS.get(word, word)


def without_preposition(word: str) -> str | None:
    """The folded `word` without a glued "in" or "to" (بالقاهرة, بمصر, للرياض), or None."""
    for glued in ("بال", "لل", "ب"):
        if word.startswith(glued) and len(word) > len(glued) + 2:
            return word.removeprefix(glued)
    return None


def without_glued_article(word: str) -> str | None:
    """The folded `word` without a Latin article written onto it (alriyadh), or None."""
    if word.isascii() and word.startswith(("al", "el")) and len(word) > len("al") + 2:
        return word[len("al") :]
    return None


def sound_of(folded: str) -> str:
    """How a folded name sounds, roughly and without spaces: Jidda and Jeddah are one."""
    sound = folded.replace(" ", "").translate(_ARABIC_SOUNDS)
    for pattern, letter in _SOUNDS:
        sound = pattern.sub(letter, sound)
    return sound
