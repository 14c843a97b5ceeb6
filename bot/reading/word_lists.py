"""How the word lists are written: entries for one meaning, parted by slashes."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from bot.reading.marks import Kind, Mark
from bot.reading.normalise import normalise

Entry: TypeAlias = tuple[Mark, ...]
"""What a word or phrase stands for; most stand for one mark, *tonight* for two."""

# Hours of the day, 0-23, that a part of the day may mean.
AM: Final = frozenset(range(1, 12))
PM: Final = frozenset(range(13, 24))
DAWN: Final = frozenset(range(3, 7))
FORENOON: Final = frozenset(range(8, 12))
NOON: Final = frozenset(range(11, 16))
AFTERNOON: Final = frozenset(range(12, 18))
LATE_AFTERNOON: Final = frozenset(range(14, 19))
SUNSET: Final = frozenset(range(15, 22))
EVENING: Final = frozenset(range(15, 24))
NIGHT: Final = frozenset({*range(18, 24), *range(5)})
TWELVE_AM: Final = frozenset(range(12))  # English fixes 12 am; Arabic 12 ص is asked back
TWELVE_PM: Final = frozenset(range(12, 24))


def split(entries: str) -> Iterator[str]:
    """The entries of a slash-separated list, spelled as readers see them."""
    return (normalise(entry) for entry in entries.split("/") if entry.strip())


def listed(kind: Kind, entries: str) -> dict[str, Entry]:
    """One kind for every entry."""
    return {word: (Mark(kind=kind),) for word in split(entries)}


def numbered(
    kind: Kind, entries: Mapping[int, str], *, spelled: bool = False, arabic: bool = False
) -> dict[str, Entry]:
    """Entries that carry a number."""
    return {
        word: (Mark(kind=kind, n=n, spelled=spelled, arabic=arabic),)
        for n, words in entries.items()
        for word in split(words)
    }


def weekdays(kind: Kind, entries: Mapping[int, str]) -> dict[str, Entry]:
    """Entries that name a weekday."""
    return {
        word: (Mark(kind=kind, days=frozenset({day})),)
        for day, words in entries.items()
        for word in split(words)
    }


def day_numbers(kind: Kind, entries: Mapping[int, tuple[int, str]]) -> dict[str, Entry]:
    """Entries that name a weekday or a number: weekday to number and words."""
    return {
        word: (Mark(kind=kind, days=frozenset({day}), n=n, spelled=True, arabic=True),)
        for day, (n, words) in entries.items()
        for word in split(words)
    }


def anchors(entries: Iterable[tuple[frozenset[int], str]]) -> dict[str, Entry]:
    """Entries that name something one comes before or after, with the hours around it."""
    return {
        word: (Mark(kind=Kind.ANCHOR, hours=hours),)
        for hours, words in entries
        for word in split(words)
    }


def parts(entries: Iterable[tuple[frozenset[int], str]]) -> dict[str, Entry]:
    """Entries that name a part of the day."""
    return {
        word: (Mark(kind=Kind.PART, hours=hours),)
        for hours, words in entries
        for word in split(words)
    }


def marked(mark: Mark | Entry, entries: str) -> dict[str, Entry]:
    """The same mark, or marks, for every entry."""
    entry = mark if isinstance(mark, tuple) else (mark,)
    return dict.fromkeys(split(entries), entry)


def joined(*tables: Mapping[str, Entry]) -> dict[str, Entry]:
    """One table of all; a word that two of them explain differently is a mistake in the lists.

    Raises:
        ValueError: with the word.
    """
    words: dict[str, Entry] = {}
    for table in tables:
        for word, entry in table.items():
            if words.setdefault(word, entry) != entry:
                raise ValueError(f"two meanings listed for {word!r}")
    return words
