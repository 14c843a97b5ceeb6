"""Bytes to what a web page says about itself."""

import re
from typing import Final
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.parsing.addresses import absolute, same_host
from bot.parsing.charsets import decode
from bot.parsing.durations import read_seconds
from bot.parsing.feed_json import looks_like_json
from bot.parsing.feed_order import language_of
from bot.parsing.markup import first_element
from bot.parsing.page_schema import Described, read_schema
from bot.parsing.plain import clean, count_words
from bot.parsing.records import LONGEST_TITLE, FeedLink, PageRead, Unreadable

_MOST_FEEDS: Final = 10
_MOST_LINKS: Final = 500  # of a page's head are looked at
_FEED_TYPES: Final = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
     "application/xml", "text/xml"}
)  # fmt: skip
_OF_COMMENTS: Final = re.compile(r"comment|replies|تعليق|ردود", re.IGNORECASE)
_NO_TEXT: Final = [
    "script", "style", "template", "noscript", "iframe", "object", "svg", "nav", "header", "footer",
    "aside", "form", "button", "select", "textarea", "dialog", "title",
]  # fmt: skip
_NOT_PAGES: Final = ("image/", "audio/", "video/", "font/", "application/pdf", "application/zip")
_HTML: Final = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|main|article|div|p|h1|table|script|a)\b",
    re.IGNORECASE,
)
_BINARY: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
_FEED_ROOTS: Final = frozenset({"rss", "rdf", "feed", "opml"})


def read_page(content: bytes, *, content_type: str, url: str) -> PageRead | Unreadable:
    """What a page says: its name, what it is, how long it takes, which feeds it names."""
    if content_type.strip().lower().startswith(_NOT_PAGES):
        return Unreadable.NOT_A_PAGE
    text = decode(content, content_type)
    if not _is_page(text):
        return Unreadable.NOT_A_PAGE
    tree = LexborHTMLParser(text.replace("\x00", "").encode("utf-8", "replace"))
    said = _meta(tree)
    base = absolute(_attribute(tree.css_first("base[href]"), "href"), url) or url
    described = read_schema(tree)
    title = said.get("og:title") or said.get("twitter:title") or _title(tree)
    media = _media(said, described)
    links = tree.css("link[rel]")[:_MOST_LINKS]
    return PageRead(
        title=clean(title, LONGEST_TITLE),
        site=clean(said.get("og:site_name", ""), LONGEST_TITLE),
        canonical_url=_canonical(links, said, base, url),
        media=media,
        seconds=_seconds(tree, said, described) if media != "article" else None,
        language=_language(tree, said),
        feeds=_feeds(links, base),
        words=_words(tree),  # last: it takes the tree apart
    )


def _is_page(text: str) -> bool:
    beginning = text[:200_000].lstrip("\ufeff\x00 \t\r\n")
    if looks_like_json(beginning) or len(_BINARY.findall(beginning)) * 100 > len(beginning):
        return False
    return first_element(beginning)[1] not in _FEED_ROOTS and _HTML.search(beginning) is not None


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    said: dict[str, str] = {}
    for node in tree.css("meta[content]")[:_MOST_LINKS]:
        name = (
            _attribute(node, "property")
            or _attribute(node, "name")
            or _attribute(node, "itemprop")
        )
        value = _attribute(node, "content").strip()
        if name and value:
            said.setdefault(name.strip().lower(), value)
    return said


def _title(tree: LexborHTMLParser) -> str:
    for wanted in ("head title", "title", "h1"):
        node = tree.css_first(wanted)
        if node is not None and (text := node.text(deep=True).strip()):
            return text
    return ""


def _canonical(links: list[LexborNode], said: dict[str, str], base: str, url: str) -> str:
    named = [_attribute(node, "href") for node in links if "canonical" in _rel(node)]
    for one in (*named[:1], said.get("og:url", "")):
        found = absolute(one, base)
        if same_host(found, url):
            return found
    return ""


def _media(said: dict[str, str], described: Described) -> str:
    kind = said.get("og:type", "").lower()
    if "course" in described.kinds:
        return "course"
    if kind.startswith("video"):
        return "video"
    if kind.startswith(("music", "audio")):
        return "audio"
    for found in ("article", "audio", "video"):
        if found in described.kinds:
            return found
    if kind == "article" or "article:published_time" in said:
        return "article"
    if any(name in said for name in ("og:video", "og:video:url", "og:video:secure_url")):
        return "video"
    return "audio" if "og:audio" in said else ""


def _seconds(tree: LexborHTMLParser, said: dict[str, str], described: Described) -> int | None:
    if described.seconds is not None:
        return described.seconds
    for name in ("duration", "og:video:duration", "video:duration", "music:duration", "og:audio:duration"):  # fmt: skip
        if (found := read_seconds(said.get(name))) is not None:
            return found
    node = tree.css_first("[itemprop=duration]")
    given = _attribute(node, "datetime") or _attribute(node, "content") or (node.text() if node else "")  # fmt: skip
    return read_seconds(given[:100])


def _language(tree: LexborHTMLParser, said: dict[str, str]) -> str:
    html = tree.css_first("html")
    return (
        language_of(_attribute(html, "lang"))
        or language_of(_attribute(html, "xml:lang"))
        or language_of(said.get("og:locale"))
        or language_of(said.get("content-language"))
    )


def _feeds(links: list[LexborNode], base: str) -> tuple[FeedLink, ...]:
    found: dict[str, FeedLink] = {}
    for node in links:
        rel, kind = _rel(node), _attribute(node, "type").partition(";")[0].strip().lower()
        if not ("feed" in rel or ("alternate" in rel and kind in _FEED_TYPES)):
            continue
        if url := absolute(_attribute(node, "href"), base):
            title = clean(_attribute(node, "title"), LONGEST_TITLE)
            found.setdefault(url, FeedLink(url, title))
    ordered = sorted(found.values(), key=_is_of_comments)
    return tuple(ordered[:_MOST_FEEDS])


def _is_of_comments(link: FeedLink) -> bool:
    parts = urlsplit(link.url)
    return _OF_COMMENTS.search(f"{parts.path}?{parts.query} {link.title}") is not None


def _words(tree: LexborHTMLParser) -> int:
    tree.strip_tags(_NO_TEXT, recursive=True)
    most = 0
    for wanted in ("article", "main, [role=main]", "body"):
        for node in tree.css(wanted)[:_MOST_FEEDS]:
            most = max(most, count_words(node.text(deep=True, separator=" ")))
        if most:
            return most
    return 0


def _rel(node: LexborNode) -> list[str]:
    return _attribute(node, "rel").lower().split()


def _attribute(node: LexborNode | None, name: str) -> str:
    return (node.attributes.get(name) or "") if node is not None else ""
