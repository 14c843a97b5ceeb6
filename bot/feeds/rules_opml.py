"""A list of feeds as other programs take it in (OPML 2.0). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from bot.texts.html import one_line

TITLE: Final = "Halqa"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One feed of the list.

    Attributes:
        url: the feed's address.
        title: what it is called.
        site_url: the page it belongs to; may be empty.
        tags: the folders it lies in, outermost first; empty: in none.
    """

    url: str
    title: str
    site_url: str
    tags: tuple[str, ...]


def written(outlines: Iterable[Outline]) -> bytes:
    """The list in UTF-8, without a byte-order mark; folders in the order of their names."""
    root = Element("opml", version="2.0")
    SubElement(SubElement(root, "head"), "title").text = TITLE
    folders: dict[tuple[str, ...], Element] = {(): SubElement(root, "body")}
    for outline in sorted(outlines, key=lambda each: (each.tags, each.title.casefold(), each.url)):
        folder = _folder(folders, tuple(one_line(tag) for tag in outline.tags))
        title = one_line(outline.title) or outline.url
        entry = SubElement(
            folder, "outline", type="rss", text=title, title=title, xmlUrl=one_line(outline.url)
        )
        if outline.site_url:
            entry.set("htmlUrl", one_line(outline.site_url))
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _folder(folders: dict[tuple[str, ...], Element], path: tuple[str, ...]) -> Element:
    """The folder at that path, made with those around it where it is not there yet."""
    if path not in folders:
        around = _folder(folders, path[:-1])
        folders[path] = SubElement(around, "outline", text=path[-1], title=path[-1])
    return folders[path]
