"""Links that people type, forward or hide behind words: one spelling for each page.

Nothing is fetched. Tracking goes, other names of the same host become one, and two spellings of one
page get the same key. What carries a name and a password, and what is not http(s), is no link.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from urllib.parse import unquote, urlsplit

import idna

from bot.fetching.urls import Target, is_below, read_target
from bot.reading.link_words import (
    ARABIC_ENDINGS,
    ENDINGS,
    FILE_LIKE,
    SAME_HOST,
    TRACKING,
    TRACKING_AT,
    TRACKING_PREFIXES,
    WRAPPERS,
)

LONGEST_LINK: Final = 2_000  # characters
MOST_LINKS: Final = 10  # of one message
_LONGEST_TEXT: Final = 16_384  # characters that are looked at; Telegram sends at most 4,096
_MOST_WRAPPERS: Final = 3  # one inside the other

_LAST_LABEL: Final = re.compile(r"[a-z]{2,24}|xn--[a-z0-9-]{1,59}")
# What surrounds a link in a text and is none of it. Marks of direction stand around links in our own messages.
_INVISIBLE: Final = "\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
_BREAKS: Final = rf"\s\x00-\x1f\x7f-\x9f{_INVISIBLE}<>\"`“”«»،؛"
_AROUND: Final = re.compile(rf"[\s{_INVISIBLE}]+")
_ENDS_WITH: Final = ".,;:!?؟…'’*~|\\"  # not `_`: names end in it
_PAIRS: Final = {")": "(", "]": "[", "}": "{"}
_OPENS: Final = "<([{\"'“‘«`"
_CLOSES: Final = '>"”»`،؛'

_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ARABIC: Final = r"[\u0620-\u064a\u0660-\u0669\u066e-\u06d3\u06ee-\u06ff]"
_ARABIC_LABEL: Final = rf"(?:{_ARABIC}[{_ARABIC[1:-1]}0-9-]{{0,61}})"
_REST: Final = rf"(?::[0-9]{{1,5}})?(?:[/?#][^{_BREAKS}]*)?"
_IN_TEXT: Final = re.compile(
    rf"(?P<with>https?://[^{_BREAKS}]+)"
    r"|(?:javascript|vbscript|data|file|tg|mailto|tel|sms|intent|blob):\S*"
    rf"|(?<![^\W{_ARABIC[1:-1]}])(?<![@./\\-])(?P<bare>(?:{_LABEL}\.)+(?P<ending>[A-Za-z]{{2,24}})"
    rf"(?![A-Za-z0-9_@-]|\.[A-Za-z0-9]){_REST})"
    rf"|(?<![\w@./\\-])(?P<arabic>(?:{_ARABIC_LABEL}\.)+(?P<last>{_ARABIC}{{2,24}})"
    rf"(?![\w@-]|\.\w){_REST})",
    re.IGNORECASE,
)
_NO_SCHEME: Final = re.compile(
    rf"(?:(?:{_LABEL}\.)+[A-Za-z]{{2,24}}|(?:{_ARABIC_LABEL}\.)+(?P<last>{_ARABIC}{{2,24}}))"
    r"\.?(?::[0-9]{1,5})?(?:[/?#].*)?"
)
_WITH_SCHEME: Final = re.compile(r"https?://", re.IGNORECASE)
_ESCAPE: Final = re.compile(r"%([0-9A-Fa-f]{2})")
_PLAIN: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_MOBILE: Final = re.compile(r"(?:m|mobile)\.(?!(?:co|com|net|org|edu|gov|ac)\.[a-z]{2}$)(.+\..+)")
_WIKI_MOBILE: Final = re.compile(r"([a-z-]+)\.m\.(wik[a-z]+\.org)")
_YOUTUBE_ID: Final = re.compile(r"[A-Za-z0-9_-]{6,20}")
_YOUTUBE_PATH: Final = re.compile(r"/(?:embed|v|live)/([A-Za-z0-9_-]{6,20})/?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The address of a page.

    Attributes:
        url: http or https, ASCII, at most `LONGEST_LINK` characters, without what only tracks.
        host: as it is shown: lower case, without `www.`, in Arabic letters if it has only such.
        key: the same for every spelling of the page; hexadecimal, 64 characters.
    """

    url: str
    host: str
    key: str


def read_link(text: str) -> Link | None:
    """The one link that was typed; `http://` may be missing. None: it is none, or more than one."""
    typed = _trimmed(_AROUND.sub(" ", text[: 2 * LONGEST_LINK]).strip(" ") if text else "")
    if not typed or " " in typed:
        return None
    if not _WITH_SCHEME.match(typed):
        bare = _NO_SCHEME.fullmatch(typed)
        if bare is None or (bare["last"] and bare["last"] not in ARABIC_ENDINGS):
            return None
        typed = f"https://{typed}"
    return _read(typed, unwrap=_MOST_WRAPPERS)


def links_in(text: str, hidden: Iterable[str] = ()) -> tuple[Link, ...]:
    """The links of a text in its order, then those hidden behind its words; each once, `MOST_LINKS` at most."""
    found: dict[str, Link] = {}
    for typed in dict.fromkeys((*_typed(text[:_LONGEST_TEXT]), *hidden)):
        link = read_link(typed)
        if link is not None:
            found.setdefault(link.key, link)
        if len(found) == MOST_LINKS:
            break
    return tuple(found.values())


def _typed(text: str) -> Iterable[str]:
    for match in _IN_TEXT.finditer(text):
        if match["with"]:
            yield match["with"]
        elif match["bare"]:
            if _is_link_like(match["bare"], match["ending"].lower()):
                yield match["bare"]
        elif match["arabic"] and match["last"] in ARABIC_ENDINGS:
            yield match["arabic"]


def _is_link_like(bare: str, ending: str) -> bool:
    if bare.lower().startswith("www.") or ending in ENDINGS:
        return True
    is_country = len(ending) == 2  # noqa: PLR2004 - ISO 3166 alpha-2
    return is_country and ("/" in bare or ending not in FILE_LIKE)


def _trimmed(typed: str) -> str:
    """Without the punctuation of the sentence around it; a closing bracket stays if its pair is inside."""
    start = 0
    while start < len(typed) and typed[start] in _OPENS:
        start += 1
    end = len(typed)
    # Counted once: a text of brackets only must not be counted anew for each of them.
    surplus = {close: typed.count(close) - typed.count(open_) for close, open_ in _PAIRS.items()}
    for opened in typed[:start]:
        for close, open_ in _PAIRS.items():
            surplus[close] += opened == open_
    while end > start:
        last = typed[end - 1]
        if last in _PAIRS and surplus[last] > 0:
            surplus[last] -= 1
        elif last not in _ENDS_WITH and last not in _CLOSES:
            break
        end -= 1
    return typed[start:end]


def _read(typed: str, *, unwrap: int) -> Link | None:
    target = read_target(typed)
    if target is None:
        return None
    host = _plain_host(target.host)
    parts = urlsplit(target.url)
    path, query = _plain_escapes(parts.path), _plain_escapes(parts.query)
    if unwrap and (inner := _wrapped(host, path, query)) is not None:
        return _read(inner, unwrap=unwrap - 1)
    host, path, query = _on_youtube(host, path, query)
    query = _without_tracking(host, query)
    fragment = _fragment(typed)
    url = _joined(target, host, path, query, fragment)
    if len(url) > LONGEST_LINK:
        return None
    return Link(url=url, host=_shown(host), key=_key(target, host, path, query, fragment))


def _joined(target: Target, host: str, path: str, query: str, fragment: str) -> str:
    where = f"{target.scheme}://{_place(target, host)}{path}"
    return where + (f"?{query}" if query else "") + (f"#{fragment}" if fragment else "")


def _key(target: Target, host: str, path: str, query: str, fragment: str) -> str:
    place = _place(target, host).removeprefix("www.")
    values = sorted(_values(query))
    if place == "youtube.com" and path == "/watch":
        values = [value for value in values if value.startswith("v=")] or values
    # A text to scroll to is on the same page; a route is another one.
    route = "" if fragment.startswith(":~:") else fragment
    form = f"{place}{path.rstrip('/')}?{'&'.join(values)}#{route}"
    return sha256(form.encode("ascii")).hexdigest()


def _place(target: Target, host: str) -> str:
    shown = f"[{host}]" if ":" in host else host
    is_usual = target.port == (443 if target.scheme == "https" else 80)
    return shown if is_usual else f"{shown}:{target.port}"


def _plain_host(host: str) -> str:
    """The host's one name; `www.` stays where it stood, as not every page is there without it."""
    bare = host.removeprefix("www.")
    if wiki := _WIKI_MOBILE.fullmatch(bare):
        return f"{wiki[1]}.{wiki[2]}"
    if mobile := _MOBILE.fullmatch(bare):
        bare = mobile[1]
    known = SAME_HOST.get(bare.removeprefix("www."))
    if known:
        return known
    return host if bare == host.removeprefix("www.") else bare


def _wrapped(host: str, path: str, query: str) -> str | None:
    names = WRAPPERS.get((host.removeprefix("www."), path.rstrip("/") or "/"), ())
    for value in _values(query):
        name, _, written = value.partition("=")
        inner = unquote(written, errors="replace")
        if name in names and _WITH_SCHEME.match(inner):
            return inner
    return None


def _on_youtube(host: str, path: str, query: str) -> tuple[str, str, str]:
    """The short and embedded forms of a video as the page to watch it on."""
    video = None
    if host.removeprefix("www.") == "youtu.be":
        video = _YOUTUBE_ID.fullmatch(path.strip("/"))
        found = video and video[0]
    elif host.removeprefix("www.") == "youtube.com":
        video = _YOUTUBE_PATH.fullmatch(path)
        found = video and video[1]
    else:
        found = None
    if not found:
        return host, path, query
    rest = [value for value in _values(query) if not value.startswith("v=")]
    return "youtube.com", "/watch", "&".join((f"v={found}", *rest))


def _without_tracking(host: str, query: str) -> str:
    here = [names for name, names in TRACKING_AT.items() if is_below(host, (name,))]

    def is_kept(value: str) -> bool:
        name = unquote(value.partition("=")[0], errors="replace").lower()
        if name in TRACKING or name.startswith(TRACKING_PREFIXES):
            return False
        return not any(name in names for names in here)

    return "&".join(value for value in _values(query) if is_kept(value))


def _values(query: str) -> list[str]:
    return [value for value in query.split("&") if value]


def _fragment(typed: str) -> str:
    """Only what chooses a page (`#/route`, `#!route`) or a text on it; the rest is where somebody stood."""
    fragment = urlsplit(typed).fragment
    if not fragment.startswith(("/", "!", ":~:text=")):
        return ""
    quoted = read_target(f"https://fragment.example/?{fragment.replace('#', '%23')}")
    return _plain_escapes(urlsplit(quoted.url).query) if quoted else ""


def _plain_escapes(text: str) -> str:
    """Percent-escapes in one spelling (RFC 3986, 6.2.2)."""

    def plain(escape: re.Match[str]) -> str:
        character = chr(int(escape[1], 16))
        return character if character in _PLAIN else escape[0].upper()

    return _ESCAPE.sub(plain, text)


def _shown(host: str) -> str:
    """In Arabic letters where it has only such; a look-alike of another alphabet stays as `xn--…`."""
    bare = host.removeprefix("www.")
    return ".".join(_label_shown(label) for label in bare.split("."))


def _label_shown(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        decoded = idna.decode(label)
    except UnicodeError:
        return label
    return decoded if re.fullmatch(_ARABIC_LABEL, decoded) else label


def is_openable(url: str) -> bool:
    """Whether Telegram takes it for a button: a name with a dot and letters at its end, a port that exists."""
    try:
        parts = urlsplit(url)
        is_port = parts.port is None or parts.port > 0
    except ValueError:  # no such port
        return False
    name, dot, last = (parts.hostname or "").rpartition(".")
    return bool(name and dot) and is_port and _LAST_LABEL.fullmatch(last) is not None
