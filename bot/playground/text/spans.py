"""Marked stretches of a text: bold, links, commands; and which of them may overlap."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bot.playground.jsontypes import JsonObject
from bot.playground.text.plaintext import utf16_offsets

# May be nested in anything but code and pre, and are cut where those stand (Bot API, "Formatting options").
SPLITTABLE = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler"})
QUOTES = frozenset({"blockquote", "expandable_blockquote"})
CODE = frozenset({"code", "pre"})


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of code points with a Bot API entity type; `extra` holds `url`, `language` and the like."""

    type: str
    start: int
    end: int
    extra: JsonObject = field(default_factory=dict)

    @property
    def is_continuous(self) -> bool:
        """Whether this is a link, mention, code: such spans never contain each other."""
        return self.type not in SPLITTABLE and self.type not in QUOTES

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Entity:
    """A Bot API MessageEntity: offsets in UTF-16 units."""

    type: str
    offset: int
    length: int
    extra: JsonObject = field(default_factory=dict)

    def to_api(self) -> JsonObject:
        """As the Bot API writes it."""
        return {"type": self.type, "offset": self.offset, "length": self.length, **self.extra}


def settle(spans: Iterable[Span]) -> list[Span]:
    """Drop, cut and order spans so that only allowed nestings are left.

    Code and pre cut the styles around them, a link inside a link is dropped, and so is a quotation in a quotation.
    """
    kept: list[Span] = []
    for span in sorted(spans, key=_outer_first):
        rivals = [other for other in kept if other.overlaps(span)]
        if span.is_continuous and any(other.is_continuous for other in rivals):
            continue
        if span.type in QUOTES and any(other.type in QUOTES for other in rivals):
            continue
        kept.append(span)
    holes = [span for span in kept if span.type in CODE]
    pieces = [piece for span in kept for piece in _without(span, holes)]
    return sorted(_merged(pieces), key=_outer_first)


def to_entities(text: str, spans: Iterable[Span]) -> tuple[Entity, ...]:
    """Spans in UTF-16 units, in the Bot API's order."""
    at = utf16_offsets(text)
    return tuple(
        Entity(span.type, at[span.start], at[span.end] - at[span.start], span.extra)
        for span in sorted(spans, key=_outer_first)
    )


def to_spans(text: str, entities: Iterable[Entity]) -> list[Span]:
    """Entities in code points; one that does not fit the text is left out."""
    index = {offset: number for number, offset in enumerate(utf16_offsets(text))}
    return [
        Span(entity.type, index[entity.offset], index[entity.offset + entity.length], entity.extra)
        for entity in entities
        if entity.offset in index and entity.offset + entity.length in index
    ]


def _outer_first(span: Span) -> tuple[int, int, bool, str]:
    return span.start, -span.end, span.type not in QUOTES, span.type


def _without(span: Span, holes: list[Span]) -> list[Span]:
    if span.type not in SPLITTABLE:
        return [span]
    pieces = [span]
    for hole in holes:
        pieces = (
            [
                part
                for piece in pieces
                for part in (
                    replace(piece, end=min(piece.end, hole.start)),
                    replace(piece, start=max(piece.start, hole.end)),
                )
                if part.start < part.end
            ]
            if any(piece.overlaps(hole) for piece in pieces)
            else pieces
        )
    return pieces


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.type, each.start, -each.end)):
        last = merged[-1] if merged else None
        if last and last.type == span.type and span.type in SPLITTABLE and span.start <= last.end:
            merged[-1] = replace(last, end=max(last.end, span.end))
        else:
            merged.append(span)
    return merged
