"""Names that look like other names, and whom a newcomer means. Pure.

Two names look alike when their skeletons are equal: compatibility forms folded, marks and case
dropped, and every letter replaced by one that stands for all that look like it.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from confusable_homoglyphs import categories, confusables

from bot.admissions.records import Fellow, Named, NameSign, NameWarning
from bot.admissions.rules import MOST_NAMED
from bot.circles.records import MemberId
from bot.people.records import Person
from bot.reading.normalise import folded_ar
from bot.texts.html import one_line

LONGEST_TYPED_NAME: Final = 64  # characters, as Telegram's first names

# Letters that nobody sees although Unicode calls them letters: Hangul fillers, the Braille blank.
_BLANK_LETTERS: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800\u00ad\u034f")
# Joiners that emoji, Persian and Indian scripts need.
_JOINERS: Final = frozenset("\u200c\u200d")
# Scripts that are written together in one word by honest people.
_TOGETHER: Final = (frozenset({"HAN", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"}),)
_ANY_SCRIPT: Final = frozenset({"COMMON", "INHERITED", "UNKNOWN"})
_BETWEEN_NAMES: Final = re.compile(r"[,،;؛\n/&+|]|\s(?:and|و)\s")


# What is odd about a name ------------------------------------------------------------------------


def name_warnings(
    full_name: str,
    username: str | None,
    *,
    has_hidden_marks: bool,
    members: Sequence[tuple[str, str | None]],
    removed: Sequence[str],
) -> tuple[NameWarning, ...]:
    """What a member should know of a newcomer's name before they answer.

    Args:
        full_name: the newcomer's, as it is shown.
        username: without the @.
        has_hidden_marks: whether Telegram's own form of the name holds what nobody sees.
        members: full name and username of each present member.
        removed: full names of people who were removed.
    """
    found: list[NameWarning] = []
    mine, my_handle = skeleton(full_name), skeleton(username or "")
    for name, handle in members:
        looks_alike = bool(mine) and mine == skeleton(name)
        handles_alike = bool(my_handle) and my_handle == skeleton(handle or "")
        if looks_alike or handles_alike:
            found.append(NameWarning(NameSign.LIKE_MEMBER, of=name))
    if mine and any(mine == skeleton(name) for name in removed):
        found.append(NameWarning(NameSign.LIKE_REMOVED))
    if has_hidden_marks:
        found.append(NameWarning(NameSign.HIDDEN_MARKS))
    if mixes_scripts(full_name):
        found.append(NameWarning(NameSign.MIXED_SCRIPTS))
    return tuple(found)


def hides_marks(*names: str | None) -> bool:
    """Whether a name, as Telegram gives it, holds characters that nobody sees."""
    return any(
        character in _BLANK_LETTERS
        or (unicodedata.category(character) in {"Cf", "Cc", "Co"} and character not in _JOINERS)
        for name in names
        for character in name or ""
    )


def mixes_scripts(name: str) -> bool:
    """Whether one word holds letters of two scripts that are not written together."""
    for word in name.split():
        scripts = frozenset(
            categories.alias(character).upper() for character in word if character.isalpha()
        )
        scripts -= _ANY_SCRIPT
        if len(scripts) > 1 and not any(scripts <= together for together in _TOGETHER):
            return True
    return False


def skeleton(name: str) -> str:
    """The form that all look-alikes of a name share; empty for a name without letters."""
    decomposed = unicodedata.normalize("NFKD", one_line(name))
    seen = (
        c for c in decomposed if c not in _BLANK_LETTERS and unicodedata.category(c)[0] in "LN"
    )
    # Before the case is dropped, since capitals have look-alikes of their own, and after.
    once = folded_ar("".join(_stand_in(character) for character in seen))
    drawn = "".join(_stand_in(character) for character in once)
    for pair, letter in _PAIRS_LIKE_ONE:
        drawn = drawn.replace(pair, letter)
    return drawn


@lru_cache(maxsize=4096)
def _stand_in(character: str) -> str:
    """One letter for all that look like `character`: a plain Latin one where there is one."""
    character = _capital(character)
    alike: list[str] = [
        entry["c"].casefold() for entry in confusables.confusables_data.get(character, ())
    ]
    candidates = {c for c in (character, *alike) if len(c) == 1 and c.isalnum()}
    plain = sorted(c for c in candidates if c.isascii())
    if plain:
        return _LIKE_ASCII.get(plain[0], plain[0])
    return min(candidates, default=character)


def _capital(character: str) -> str:
    """The letter that a small capital is drawn as; Unicode folds few of them."""
    name = unicodedata.name(character, "")
    drawn = name.removeprefix(_SMALL_CAPITAL)
    return drawn.lower() if name != drawn and len(drawn) == 1 else character


_SMALL_CAPITAL: Final = "LATIN LETTER SMALL CAPITAL "
# Two letters that look like one where letters stand close.
_PAIRS_LIKE_ONE: Final = (("rn", "m"), ("vv", "w"))
# Digits and letters that look alike in most typefaces, also when case is dropped.
_LIKE_ASCII: Final = {"0": "o", "1": "l", "i": "l", "|": "l", "5": "s", "2": "z", "8": "b"}


# Whom a newcomer means ---------------------------------------------------------------------------


def typed_names(text: str) -> tuple[Named, ...]:
    """The names in what somebody typed: one a line, or with commas or "and" between them."""
    pieces = (one_line(piece)[:LONGEST_TYPED_NAME] for piece in _BETWEEN_NAMES.split(text))
    names = dict.fromkeys(piece for piece in pieces if any(c.isalnum() for c in piece))
    return tuple(Named(name) for name in list(names)[:MOST_NAMED])


def meant(named: Iterable[Named], fellows: Iterable[Fellow]) -> frozenset[MemberId]:
    """The members whom the newcomer may mean; a first name alone may mean several.

    Somebody picked is found by their account only: a name could be anybody's.
    """
    found: set[MemberId] = set()
    everybody = tuple(fellows)
    for one in named:
        for fellow in everybody:
            if one.telegram_id is not None:
                is_meant = one.telegram_id == fellow.person.telegram_id
            else:
                is_meant = is_called(fellow.person, one.name)
            if is_meant:
                found.add(fellow.member.id)
    return frozenset(found)


def is_called(person: Person, name: str) -> bool:
    """Whether a typed name may mean that person."""
    typed = _plain(name)
    if person.username and typed.removeprefix("@") == _plain(person.username):
        return True
    return bool(typed) and typed in {_plain(person.name), _plain(person.full_name)}


def _plain(name: str) -> str:
    return " ".join(folded_ar(one_line(name)).split())
