"""The texts of the blogs: files of this package, a title, an empty line, paragraphs."""

from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent / "texts"


@dataclass(frozen=True, slots=True)
class Text:
    """One text; the slug is its file's name without the number before it."""

    slug: str
    title: str
    html: str


@cache
def texts(language: str) -> tuple[Text, ...]:
    """All in that language, in the order of their numbers."""
    return tuple(_read(file) for file in sorted((_FOLDER / language).glob("*.txt")))


def _read(file: Path) -> Text:
    title, *parts = file.read_text(encoding="utf-8").strip().split("\n\n")
    _, _, slug = file.stem.partition("-")
    return Text(slug, title, "\n".join(_paragraph(part) for part in parts))


def _paragraph(text: str) -> str:
    if text.startswith("## "):
        return f"<h2>{escape(text.removeprefix('## '))}</h2>"
    return f"<p>{escape(text)}</p>"
