"""All sources of a person as one text that can be passed on: nothing of it is private."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from bot.sources.messages import GROUPS
from bot.sources.records import Source
from bot.texts import Html, Say
from bot.texts.html import one_line

RECIPE: Final = "sources.file"
NAME: Final = "sources.txt"


def caption(say: Say) -> Html:
    """What the file holds."""
    return say("Your sources with their links, without your notes: you can pass it on.")


def text(say: Say, sources: Sequence[Source]) -> str:
    """The file; `sources` stand in order. A link stands alone on its line, so that it stays whole."""
    rows: list[str] = []
    for kind, group in groupby(sources, key=lambda source: source.kind):
        rows += ["", say.label_looked_up(GROUPS[kind])]
        for source in group:
            rows.append(say.label("• {title}", title=one_line(source.title)))
            if source.url:
                rows.append(source.url)
    return "\n".join(rows).strip() + "\n"
