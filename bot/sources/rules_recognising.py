"""What kind of source a link, a handle or a hashtag is, told by its form alone. Pure; nothing is fetched."""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from urllib.parse import parse_qs, quote, unquote, urlsplit

from bot.reading.links import Link, read_link
from bot.reading.normalise import normalise
from bot.sources.records import (
    LONGEST_HANDLE,
    LONGEST_SITE,
    LONGEST_TITLE,
    LONGEST_URL,
    SourceDraft,
    SourceKind,
)
from bot.sources.rules_names import SITES, Site, site_named
from bot.sources.rules_sites import FORMS, Form
from bot.texts.html import one_line

LONGEST_TYPED: Final = 4_096  # characters of a message
_HASHTAG: Final = re.compile(r"[#＃](?P<tag>\w+)")
_AT: Final = re.compile(r"@(?P<name>[\w.-]+)")
_FEDIVERSE: Final = re.compile(
    r"@(?P<name>[A-Za-z0-9_.-]+)@(?P<host>[A-Za-z0-9.-]+\.[A-Za-z]{2,24})"
)
_REDDIT: Final = re.compile(r"/?(?P<what>r|u)/(?P<name>[\w-]{2,30})", re.IGNORECASE)
_BLUESKY: Final = ".bsky.social"
# A name, then where: "@name on x.com", "name على يوتيوب".
_PLACED: Final = re.compile(
    r"(?P<at>[@#＃]?)(?P<name>[\w.-]+)\s+(?:(?:on|at|in|from|على|علی|في|من)\s+)?(?P<where>\S.{0,40})",
    re.IGNORECASE,
)
_PLACED_FIRST: Final = re.compile(r"(?P<where>\S.{0,40}?)[\s:]+@(?P<name>[\w.-]+)")
_SLUG_ENDS: Final = re.compile(r"\.(?:html?|php|aspx?)$|-?[0-9a-f]{12,}$")
_IDS: Final = re.compile(r"(?:id)?\d+|(?=.*\d)[A-Za-z0-9_]{10,}")
_CODE: Final = 2  # letters of a language or a country
_MOST_WORDS: Final = 2  # steps of a path that a title shows
# Steps of paths that say what stands there and not which.
_WORDS: Final = (
    "groups group playlist watch show episode profile profile.php channel learn learning course "
    "courses community communities invite join joinchat discussions podcast podcasts citations "
    "users user author home index feed rss i p t en ar"
)
_SAY_NOTHING: Final = frozenset(_WORDS.split())


@dataclass(frozen=True, slots=True)
class Handle:
    """A name of somebody that does not tell its site."""

    name: str


@dataclass(frozen=True, slots=True)
class OwnLink:
    """A link to this bot itself: nobody learns from that."""


def recognise(text: str, *, bot_username: str = "") -> SourceDraft | Handle | OwnLink | None:
    """What was typed as a source; a `Handle` must be asked for its site. None: it is nothing of that."""
    if len(text) > LONGEST_TYPED:
        return None
    typed = one_line(text)
    if (tag := _HASHTAG.fullmatch(typed)) is not None:
        return hashtag(tag["tag"])
    if (account := _FEDIVERSE.fullmatch(typed)) is not None:
        return recognise(f"https://{account['host']}/@{account['name']}")
    if (name := _AT.fullmatch(typed)) is not None:
        return _read_at(name["name"])
    if (reddit := _REDDIT.fullmatch(typed)) is not None:
        return recognise(f"https://reddit.com/{reddit['what'].lower()}/{reddit['name']}")
    if (link := read_link(typed)) is not None:
        return _read_own(link, bot_username) or draft_of_link(link)
    return _read_placed(typed)


def draft_of_handle(name: str, site: Site) -> SourceDraft | None:
    """Somebody by name on a site; None: names there do not look so."""
    name = name.removeprefix("@").rstrip(".")
    if not site.names.fullmatch(name):
        return None
    link = read_link(site.url.format(handle=name))
    return None if link is None else draft_of_link(link)


def hashtag(tag: str) -> SourceDraft | None:
    """A hashtag in no place in particular; digits alone are none, as on every site."""
    if not re.search(r"[^\W\d_]", tag) or len(tag) > LONGEST_HANDLE:
        return None
    key = sha256(f"#{tag.casefold()}".encode()).hexdigest()
    return SourceDraft(kind=SourceKind.HASHTAG, title=f"#{tag}", key=key, handle=tag)


def draft_of_link(link: Link) -> SourceDraft:
    """The source that a link leads to."""
    parts = urlsplit(link.url)
    path = one_line(unquote(parts.path, errors="replace")).strip("/")
    for form in FORMS:
        host = form.host.fullmatch(link.host)
        where = form.path.fullmatch(path) if host else None
        if host is None or where is None:
            continue
        handle = {**host.groupdict(), **where.groupdict()}.get("handle") or ""
        if form.query:
            handle = parse_qs(parts.query).get(form.query, [""])[0]
            if not handle:
                continue
        draft = _drafted(form, link, path, one_line(handle))
        if draft is not None:
            return draft
    return _draft(SourceKind.BLOG, link, title=_place_title(link, path))


def _drafted(form: Form, link: Link, path: str, handle: str) -> SourceDraft | None:
    if len(handle) > LONGEST_HANDLE:
        return None
    if form.url and handle:
        written = quote(handle if form.keeps_case else handle.lower(), safe="@+.-_~")
        kept = read_link(form.url.format(handle=written, host=link.host))
        link = kept or link
    if form.title and handle:
        title = form.title.format(handle=handle, host=link.host)
    elif handle and form.kind is SourceKind.PERSON:
        title = _place_title(link, path) if _is_id(handle) else handle
    elif form.kind in {SourceKind.FEED, SourceKind.BLOG}:
        title = handle or _place_title(link, path)
    else:
        title = _words_of(path) or _place_title(link, path)
    return _draft(form.kind, link, title=title, handle=handle)


def _draft(kind: SourceKind, link: Link, *, title: str, handle: str = "") -> SourceDraft:
    return SourceDraft(
        kind=kind,
        title=one_line(title)[:LONGEST_TITLE] or link.host,
        key=link.key,
        site=link.host[:LONGEST_SITE],
        handle=handle,
        url=link.url[:LONGEST_URL],
    )


# Titles ------------------------------------------------------------------------------------------


def _place_title(link: Link, path: str) -> str:
    """The host with a short path: `example.com/blog`."""
    steps = [step for step in path.split("/") if step]
    if not steps or len(steps) > _MOST_WORDS:
        return link.host
    return f"{link.host}/{'/'.join(steps)}"


def _words_of(path: str) -> str:
    """The last words of a path that somebody can read: `learn/machine-learning` → machine learning."""
    for step in reversed([step for step in path.split("/") if step]):
        words = _SLUG_ENDS.sub("", step).replace("-", " ").replace("_", " ").strip()
        if len(words) > _CODE and not _is_id(step) and step.lower() not in _SAY_NOTHING:
            return words
    return ""


def _is_id(step: str) -> bool:
    return _IDS.fullmatch(step) is not None


# Handles -----------------------------------------------------------------------------------------


def _read_at(name: str) -> SourceDraft | Handle | None:
    name = name.strip(".-")
    if not re.search(r"\w", name) or len(name) > LONGEST_HANDLE:
        return None
    if name.lower().endswith(_BLUESKY):
        return draft_of_handle(name, SITES["bsky"])
    return Handle(name)


def _read_placed(typed: str) -> SourceDraft | None:
    for pattern in (_PLACED, _PLACED_FIRST):
        placed = pattern.fullmatch(typed)
        site = site_named(normalise(placed["where"])) if placed else None
        if placed is None or site is None:
            continue
        if placed.groupdict().get("at") in {"#", "＃"}:
            return _hashtag_on(placed["name"], site)
        return draft_of_handle(placed["name"], site)
    return None


def _hashtag_on(tag: str, site: Site) -> SourceDraft | None:
    if not site.tags or hashtag(tag) is None:
        return hashtag(tag)
    link = read_link(site.tags.format(handle=quote(tag)))
    return draft_of_link(link) if link else hashtag(tag)


def _read_own(link: Link, bot_username: str) -> OwnLink | None:
    if link.host != "t.me" or not bot_username:
        return None
    first = urlsplit(link.url).path.strip("/").partition("/")[0]
    return OwnLink() if first.lower() == bot_username.lower() else None
