"""What somebody writes beside a link: tags and the line of why. Pure."""

import re
from dataclasses import dataclass
from typing import Final

from bot.reading.links import Link, links_in, read_link
from bot.resources.records import LONGEST_WHY
from bot.resources.rules import read_tags
from bot.texts.html import one_line

_TAG: Final = re.compile(r"(?<!\S)#[^\s#]+")
_SPACES: Final = re.compile(r"\s+")
_BARE: Final = "-–—:·|,،;؛ "


@dataclass(frozen=True, slots=True)
class Line:
    """`URL #tag why`, as read; several links have neither tags nor a why."""

    links: tuple[Link, ...]
    tags: tuple[str, ...]
    why: str


def read_line(text: str, hidden: tuple[str, ...] = ()) -> Line:
    """Links, tags, and the rest as the why (left out where it is longer than a line)."""
    links = links_in(text, hidden)
    if len(links) != 1:
        return Line(links, (), "")
    words = [word for word in _SPACES.split(text) if not _is_link(word, links[0])]
    rest = " ".join(words)
    tags = read_tags(found.group() for found in _TAG.finditer(rest))
    why = one_line(_TAG.sub(" ", rest)).strip(_BARE)
    return Line(links, tags, why if len(why) <= LONGEST_WHY else "")


def _is_link(word: str, link: Link) -> bool:
    read = read_link(word)
    return (read is not None and read.key == link.key) or bool(
        [found for found in links_in(word) if found.key == link.key]
    )
