"""Finds each word's meanings: whole phrases first, then words, then words without what is glued in front of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from bot.reading import words_ar, words_en, words_manner
from bot.reading.marks import Kind, Mark
from bot.reading.tokens import Token, cut
from bot.reading.word_lists import Entry, joined

WORDS: Final[dict[str, Entry]] = joined(words_en.WORDS, words_manner.WORDS, words_ar.WORDS)
LONGEST_PHRASE: Final = 5  # words; a test holds the lists to it
_SHORTEST_STEM: Final = 2  # letters; "والد" is no و + ال + د

_AND: Final = Mark(kind=Kind.AND, arabic=True)
_AT: Final = Mark(kind=Kind.AT)
_TO: Final = Mark(kind=Kind.TO)
_COMING: Final = Mark(kind=Kind.COMING)
_ARTICLES: Final = ("ال", "لل")
# Shortest first, so that as much as possible is left of the word: ولاربع is و + لاربع (Wednesday).
# ل before ال loses the alif: ل + السبت is للسبت.
_PREFIXES: Final[tuple[tuple[str, Entry], ...]] = (
    ("و", (_AND,)),
    ("ب", (_AT,)),
    ("ع", (_AT,)),
    ("ف", (_AT,)),
    ("ل", (_TO,)),
    ("ال", ()),
    ("لل", (_TO,)),
    ("وال", (_AND,)),
    ("بال", (_AT,)),
    ("عال", (_AT,)),
    ("فال", (_AT,)),
    ("هال", (_COMING,)),
    ("وب", (_AND, _AT)),
    ("وع", (_AND, _AT)),
    ("ول", (_AND, _TO)),
    ("ولل", (_AND, _TO)),
    ("وبال", (_AND, _AT)),
    ("وعال", (_AND, _AT)),
    ("بهال", (_AT, _COMING)),
)
_LATIN_ARTICLES: Final = ("el", "il", "al", "l")


def mark_up(text: str, words: Mapping[str, Entry] = WORDS) -> list[Mark]:
    """The words of `text` with the kinds that `words` gives them, fillers left out."""
    tokens = cut(text)
    marks: list[Mark] = []
    at = 0
    while at < len(tokens):
        entry, width = _longest(tokens, at, words)
        marks += entry
        at += width
    return [mark for mark in marks if mark.kind is not Kind.FILLER]


def _longest(tokens: Sequence[Token], at: int, known: Mapping[str, Entry]) -> tuple[Entry, int]:
    for width in range(min(LONGEST_PHRASE, len(tokens) - at), 1, -1):
        words = [token.word for token in tokens[at : at + width]]
        if all(words) and (entry := _entry(" ".join(words), known)):
            raw = " ".join(token.raw for token in tokens[at : at + width])
            return _with_raw(entry, raw), width
    token = tokens[at]
    if token.mark:
        return (token.mark,), 1
    entry = _entry(token.word, known) or (Mark(kind=Kind.UNKNOWN),)
    return _with_raw(entry, token.raw), 1


def _with_raw(entry: Entry, raw: str) -> Entry:
    return (replace(entry[0], raw=raw), *entry[1:])


def _entry(phrase: str, known: Mapping[str, Entry]) -> Entry | None:
    if phrase in known:
        return known[phrase]
    return next(_peeled(phrase, known), None)


def _peeled(phrase: str, known: Mapping[str, Entry]) -> Iterator[Entry]:
    """Readings of `phrase` with a preposition, a conjunction or the article taken off its front."""
    for prefix, glued in _PREFIXES:
        stem = phrase.removeprefix(prefix)
        if stem != phrase and len(stem) >= _SHORTEST_STEM and (entry := known.get(stem)):
            has_article = prefix.endswith(_ARTICLES)
            yield _joined(glued, _with_article(entry) if has_article else entry)
    for article in _LATIN_ARTICLES:
        stem = phrase.removeprefix(article)
        if stem != phrase and len(stem) > _SHORTEST_STEM and stem in words_en.WORDS:
            yield _with_article(words_en.WORDS[stem])


def _with_article(entry: Entry) -> Entry:
    first = replace(entry[0], article=True)
    if first.kind is Kind.HOUR and first.n <= 1:
        first = replace(first, kind=Kind.O_CLOCK)
    return (first, *entry[1:])


def _joined(glued: Entry, entry: Entry) -> Entry:
    """`entry` behind `glued`; a bare ل in front of a day may be the Maghreb's article."""
    first = entry[0]
    is_day = first.kind in {Kind.DAY, Kind.DAY_OR_WEEK} and not first.article
    if glued and glued[-1].kind is Kind.TO and is_day:
        return (*glued[:-1], replace(first, kind=Kind.DAY_WITH_L), *entry[1:])
    return (*glued, *entry)
