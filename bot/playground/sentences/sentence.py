"""One sentence in both languages, with gaps for names and numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

# Around what somebody has named, so that its direction changes nothing outside it (Unicode, UAX 9: FSI and PDI).
_ISOLATED: Final = "\u2068{}\u2069"


@dataclass(frozen=True, slots=True)
class Sentence:
    """The same said twice; Arabic lines begin with an Arabic word, and hold Latin ones between isolates."""

    english: str
    arabic: str

    def filled(self, **gaps: "Gap") -> "Sentence":
        """The sentence with its gaps filled; names are isolated."""
        english = {name: _said(gap, comma=", ") for name, gap in gaps.items()}
        arabic = {name: _said(gap, comma="، ") for name, gap in gaps.items()}
        return Sentence(
            self.english.format(**{name: said.english for name, said in english.items()}),
            self.arabic.format(**{name: said.arabic for name, said in arabic.items()}),
        )


# What fills a gap: a number, a name or several, or a part of a sentence that has words of its own.
Gap: TypeAlias = int | str | Sequence[str] | Sentence


def _said(gap: Gap, *, comma: str) -> Sentence:
    match gap:
        case Sentence():
            return gap
        case int():
            said = str(gap)
        case str():
            said = _ISOLATED.format(gap)
        case _:
            said = comma.join(_ISOLATED.format(name) for name in gap)
    return Sentence(said, said)
