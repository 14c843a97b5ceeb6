"""Bytes to a list of feeds: OPML as Feedly, podcast apps and readers of feeds write it."""

from typing import Final
from xml.parsers import expat

from bot.parsing.addresses import absolute, feed_address
from bot.parsing.charsets import decode
from bot.parsing.markup import first_element, guarded, mended
from bot.parsing.plain import clean
from bot.parsing.records import LONGEST_TITLE, MOST_OUTLINES, OutlineRead, Unreadable

_MOST_TAGS: Final = 5
_DEEPEST: Final = 20  # folders in folders; deeper ones are no tags
_LONGEST_TAG: Final = 60  # characters
_SAY_NOTHING: Final = frozenset(
    {"feeds", "feed", "rss", "opml", "subscriptions"}
)  # as apps name the only folder


def read_outlines(content: bytes) -> tuple[OutlineRead, ...] | Unreadable:
    """The feeds, each once, in their order."""
    text = guarded(decode(content).lstrip("\ufeff\x00 \t\r\n"))
    if isinstance(text, Unreadable):
        return text
    _, name, start = first_element(text)
    if name != "opml":
        return Unreadable.NOT_A_LIST
    reading = _Reading()
    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    try:
        parser.Parse(mended(text[start:]).encode("utf-8", "replace"), True)  # noqa: FBT003 -- expat's own
    except expat.ExpatError:
        pass  # what stood before the mistake is there
    except _EnoughError:
        pass
    return tuple(reading.found.values()) or Unreadable.NOT_A_LIST


class _EnoughError(Exception):
    pass


class _Reading:
    """The folders that are open, and what was found in them."""

    def __init__(self) -> None:
        self.found: dict[str, OutlineRead] = {}
        self._folders: list[str] = []  # one for each open element; empty: it is no folder

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        folder = ""
        if name.rpartition(":")[2].lower() == "outline":
            said = {key.lower(): value for key, value in attributes.items()}
            title = clean(said.get("title", "").strip() or said.get("text", ""), LONGEST_TITLE)
            url = feed_address(said.get("xmlurl", "") or said.get("url", "") * _is_feed(said))
            if url:
                self._add(url, title, said)
            else:
                folder = clean(title, _LONGEST_TAG)
        self._folders.append(folder)

    def end(self, _name: str) -> None:
        """An element ends."""
        self._folders.pop()

    def _add(self, url: str, title: str, said: dict[str, str]) -> None:
        before = self.found.get(url)
        if before is None and len(self.found) >= MOST_OUTLINES:
            raise _EnoughError
        open_folders = [folder for folder in self._folders[:_DEEPEST] if folder]
        tags = [*(before.tags if before else ()), *open_folders, *_categories(said)]
        known = {
            tag.casefold(): tag for tag in reversed(tags) if tag.casefold() not in _SAY_NOTHING
        }
        kept = [tag for tag in dict.fromkeys(tags) if known.get(tag.casefold()) == tag]
        self.found[url] = OutlineRead(
            url=url,
            title=(before.title if before else "") or title,
            site_url=(before.site_url if before else "") or absolute(said.get("htmlurl", "")),
            tags=tuple(kept[:_MOST_TAGS]),
        )


def _is_feed(said: dict[str, str]) -> bool:
    return said.get("type", "").lower() in {"rss", "atom", "feed"}


def _categories(said: dict[str, str]) -> list[str]:
    parts = said.get("category", "")[:1000].replace("/", ",").split(",")
    return [tag for part in parts if (tag := clean(part, _LONGEST_TAG))]
