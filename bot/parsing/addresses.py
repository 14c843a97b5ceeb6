"""Addresses: absolute, http or https, short enough; everything else is nothing."""

import re
from typing import Final
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from bot.parsing.records import LONGEST_URL

_DROPPED: Final = re.compile(r"[\x00-\x20\x7f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
_OTHER_NAMES: Final = re.compile(r"^(?:feed|pcast|podcast|itpc|itms|rss):(?://)?", re.IGNORECASE)
_KEPT: Final = "!#$%&'()*+,-./:;=?@_~[]"  # of ASCII; the rest is percent-encoded
_HOST: Final = re.compile(r"[a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\]")


def absolute(url: str, base: str = "") -> str:
    """The address that `url` on the page `base` leads to.

    Returns:
        Empty where it leads nowhere: another scheme, no host, a name and password in it, too long.
    """
    url = _DROPPED.sub("", url[: LONGEST_URL * 2]) if len(url) <= LONGEST_URL * 2 else ""
    if not url:
        return ""
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
        host, port = _ascii(parts.hostname or ""), parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return ""
    where = host if port is None else f"{host}:{port}"
    whole = urlunsplit((parts.scheme, where, parts.path, parts.query, parts.fragment))
    whole = quote(whole, safe=_KEPT, errors="replace")
    return whole if len(whole) <= LONGEST_URL else ""


def feed_address(url: str, base: str = "") -> str:
    """Likewise, for what podcast apps write as `feed://` or `pcast://`."""
    url = url.strip()
    if match := _OTHER_NAMES.match(url):
        rest = url[match.end() :]
        url = rest if rest.lower().startswith(("http:", "https:")) else f"http://{rest}"
    return absolute(url, base)


def same_host(one: str, other: str) -> bool:
    """Whether two absolute addresses are of the same host."""
    return bool(one) and urlsplit(one).hostname == urlsplit(other).hostname


def _ascii(host: str) -> str:
    if ":" in host:
        host = f"[{host}]"
    elif not host.isascii():
        host = host[:253].encode("idna").decode("ascii")  # a UnicodeError is a ValueError
    return host if _HOST.fullmatch(host) else ""
