"""Settles words that can mean two things, by what stands beside them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bot.reading.marks import Build, Kind, Mark, rewrite, shape_of
from bot.reading.records import NO_DAYS

_TENS: Final = (20, 30, 40, 50)  # what a unit may be added to: twenty five
_UNITS: Final = range(1, 10)
_THIRD: Final = 20  # minutes of تلت, which is also a short "three"
_TWO_LETTERS: Final = frozenset({"mo", "tu", "th", "fr", "sa", "su"})
_WEDNESDAY: Final = 2
_HAMZA: Final = "أ"
_SATURDAY_INITIAL: Final = "س"

# What stands before, what stands after, and what اتنين then is; the first that fits decides.
_DAY_OR_NUMBER: Final = tuple(
    (re.compile(f"(?:{before})$"), re.compile(after), kind)
    for before, after, kind in (
        ("[Oh]", "", Kind.NUMBER),
        ("", "[tYMG]", Kind.NUMBER),
        ("", "&F(?!H)|-F", Kind.NUMBER),
        ("[eyxn]|[DES][&,]|[DE]>", "", Kind.DAY),
        ("@|[NCKP]>", "", Kind.NUMBER),
        ("", "[&,]*[DE]", Kind.DAY),
        ("<", "@?>y?[dDE]", Kind.DAY),
        ("<", "@?>[@O]*[NCK]", Kind.NUMBER),
        ("", "[&,]d", Kind.DAY),
    )
)
_CLOCK: Final = re.compile("[NCKX]")
_DAY: Final = re.compile("[DES]")
_PART_NEXT: Final = re.compile("@?P")


def settle(marks: list[Mark]) -> list[Mark]:
    """`marks` in which every word has one kind."""
    for pattern, build in _RULES:
        marks = rewrite(marks, pattern, build)
    for at, mark in enumerate(marks):
        if mark.kind is Kind.DAY_OR_NUMBER:
            marks[at] = replace(mark, kind=_day_or_number(marks, at))
        elif mark.raw == "we" and _is_wednesday(marks, at):
            marks[at] = replace(mark, kind=Kind.DAY, days=frozenset({_WEDNESDAY}))
    return marks


def _day_or_number(marks: Sequence[Mark], at: int) -> Kind:
    shape = shape_of(marks)
    before, after = shape[:at], shape[at + 1 :]
    if marks[at].article and not before.endswith(Kind.O_CLOCK):
        return Kind.DAY
    for is_before, is_after, kind in _DAY_OR_NUMBER:
        if is_before.search(before) and is_after.match(after):
            return kind
    has_clock = bool(_CLOCK.search(before + after))
    if _PART_NEXT.match(after) or _DAY.search(before):
        return Kind.DAY if has_clock else Kind.NUMBER
    return Kind.DAY


def _is_wednesday(marks: Sequence[Mark], at: int) -> bool:
    """Whether "we" stands in a list like "mo we fr"; elsewhere it is و in Latin letters."""
    return any(
        mark.raw in _TWO_LETTERS for mark in (*marks[max(at - 1, 0) : at], *marks[at + 1 : at + 2])
    )


def _all(kind: Kind) -> Build:
    def build(found: Sequence[Mark]) -> list[Mark]:
        return [replace(mark, kind=kind) for mark in found]

    return build


def _until(found: Sequence[Mark]) -> list[Mark]:
    """لحد between two days: "until" in Egypt, "Sunday" in the Maghreb; `other_days` keeps the second."""
    return [replace(found[0], kind=Kind.TO, other_days=found[0].days)]


def _named_day(found: Sequence[Mark]) -> list[Mark] | None:
    """يوم الأربعة is Wednesday; يوم أربعة is no day."""
    return [replace(found[0], kind=Kind.DAY)] if found[0].article else None


def _and_sunday(found: Sequence[Mark]) -> list[Mark]:
    return [Mark(kind=Kind.AND, arabic=True), replace(found[0], kind=Kind.DAY)]


def _one_or_sunday(found: Sequence[Mark]) -> list[Mark]:
    """واحد by itself is one; وأحد, with its hamza, is "and Sunday"."""
    if _HAMZA in found[0].raw:
        return _and_sunday(found)
    return [replace(found[0], kind=Kind.NUMBER, days=NO_DAYS)]


def _three(found: Sequence[Mark]) -> list[Mark] | None:
    """تلت مرات is three times, not a third."""
    if found[0].n != _THIRD:
        return None
    return [replace(found[0], kind=Kind.NUMBER, n=3, spelled=True)]


def _tens_and_units(found: Sequence[Mark]) -> list[Mark] | None:
    """Numbers of two words: "twenty five", خمسة وعشرين دقيقة."""
    first, last = found[0], found[-1]
    # English puts the tens first, Arabic joins the units in front; "seven thirty" is a time.
    tens, units = (last, first) if Kind.AND in {mark.kind for mark in found} else (first, last)
    if not (tens.spelled and units.spelled and tens.n in _TENS and units.n in _UNITS):
        return None
    return [replace(tens, kind=Kind.NUMBER, n=tens.n + units.n, raw=f"{first.raw} {last.raw}")]


def _lone_letter(found: Sequence[Mark]) -> list[Mark]:
    """A lone initial is no day; س before a number is short for الساعة."""
    kind = Kind.O_CLOCK if found[0].raw == _SATURDAY_INITIAL else Kind.UNKNOWN
    return [replace(found[0], kind=kind)]


def _initials(found: Sequence[Mark]) -> list[Mark]:
    """Two or more initials make a list of weekdays."""
    return [replace(m, kind=Kind.DAY) if m.kind is Kind.LETTER else m for m in found]


_RULES: Final[tuple[tuple[re.Pattern[str], Build], ...]] = tuple(
    (re.compile(pattern), build)
    for pattern, build in (
        ("F(?=[tYG])", _three),
        ("NN", _tens_and_units),
        ("(?<![O@])[Nbd]&N(?=M)", _tens_and_units),
        ("a(?:[,&>]*a)+", _initials),
        ("a", _lone_letter),
        ("(?:(?<=t)|(?<=t@)|(?<=N))j(?=$|[^D])", _all(Kind.WEEK)),
        ("j(?=[Nbd]?t)", _all(Kind.WEEK)),
        ("j", _all(Kind.DAY)),
        ("(?<=[DESd])s(?!@?P|&F|[-i]F)", _and_sunday),
        ("s", _one_or_sunday),
        ("(?<=[NCFMHPOXdb])i(?=[FNb])", _all(Kind.MINUS)),
        ("i", _all(Kind.EXCEPT)),
        ("(?<=[DEd])v(?=y?[DEd])", _until),
        ("(?<=[NCFPb])v(?=[@O]*[NCdbP])", _until),
        ("v", _all(Kind.DAY)),
        ("(?<=y)b(?!&F|-F)|(?<![@OhND&])b(?=[@O]*[NC])", _named_day),
        ("b", _all(Kind.NUMBER)),
    )
)
