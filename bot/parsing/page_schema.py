"""What a page says in schema.org's words (JSON-LD)."""

from typing import Any, Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from bot.parsing.durations import read_seconds
from bot.parsing.feed_json import loads

_KINDS: Final = {
    "videoobject": "video", "movie": "video", "tvepisode": "video", "clip": "video",
    "podcastepisode": "audio", "audioobject": "audio", "radioepisode": "audio", "episode": "audio",
    "course": "course", "courseinstance": "course",
    "article": "article", "newsarticle": "article", "blogposting": "article", "techarticle": "article",
    "scholarlyarticle": "article", "report": "article", "howto": "article", "tutorial": "article",
}  # fmt: skip
_MOST_SCRIPTS: Final = 20
_LONGEST_SCRIPT: Final = 500_000  # characters
_MOST_NODES: Final = 2_000


class Described(NamedTuple):
    """What the page is: `article`, `video`, `audio`, `course`, and how long it plays."""

    kinds: frozenset[str] = frozenset()
    seconds: int | None = None


def read_schema(tree: LexborHTMLParser) -> Described:
    """What the page's JSON-LD is about; what is nested in something else is not what the page is."""
    kinds: set[str] = set()
    seconds: int | None = None
    for node in tree.css("script[type='application/ld+json']")[:_MOST_SCRIPTS]:
        text = node.text(deep=True)
        if len(text) > _LONGEST_SCRIPT:
            continue
        try:
            document = loads(text)
        except (ValueError, RecursionError):
            continue
        for about in _tops(document):
            kinds |= _kinds(about)
        seconds = seconds if seconds is not None else _seconds(document)
    return Described(frozenset(kinds), seconds)


def _tops(document: Any) -> list[dict[str, Any]]:  # noqa: ANN401 -- JSON
    tops: list[dict[str, Any]] = []
    for one in document if isinstance(document, list) else [document]:
        graph = one.get("@graph") if isinstance(one, dict) else None
        given = graph if isinstance(graph, list) else [one]
        tops += [about for about in given if isinstance(about, dict)]
    return tops[:_MOST_NODES]


def _kinds(about: dict[str, Any]) -> set[str]:
    given = about.get("@type")
    names = given if isinstance(given, list) else [given]
    found = {
        _KINDS.get(name.rpartition("/")[2].lower(), "") for name in names if isinstance(name, str)
    }
    return found - {""}


def _seconds(document: Any) -> int | None:  # noqa: ANN401 -- JSON
    waiting = [document]
    for _ in range(_MOST_NODES):
        if not waiting:
            break
        about = waiting.pop()
        if isinstance(about, list):
            waiting += [one for one in about if isinstance(one, dict | list)]
        elif isinstance(about, dict):
            playing = _kinds(about) & {"video", "audio", "course"}
            given = about.get("duration") or about.get("timeRequired")
            if playing and isinstance(given, str | int | float):
                found = read_seconds(given)
                if found is not None:
                    return found
            waiting += [one for one in about.values() if isinstance(one, dict | list)]
    return None
