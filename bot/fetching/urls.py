"""Which addresses of pages may be asked for, before any name is looked up."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

import idna

from bot.fetching.addresses import read_address
from bot.fetching.limits import LONGEST_URL

PORTS: Final = {"http": 80, "https": 443}
_LAST_PORT: Final = 65_535
_LONGEST_HOST: Final = 253  # bytes in DNS
# Control characters, and what else breaks a line or turns the reading direction, are in no address.
_NEVER: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_AUTHORITY: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\[\]:@/\\%\s]+)(?::([0-9]{0,5}))?")
_LABEL: Final = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
_STRAY_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_AS_IT_IS: Final = "/%:@!$&'()*+,;=~?[]"  # what `quote` leaves, beside letters and digits
# Names that no public server has (RFC 6761, 6762, 7686, 8375; `internal` by ICANN, 2024, `localdomain` by habit).
_NEVER_PUBLIC: Final = ("localhost", "localdomain", "local", "internal", "home.arpa", "onion")


@dataclass(frozen=True, slots=True)
class Target:
    """An address that may be asked for, in one spelling.

    Attributes:
        url: ASCII, without a fragment.
        scheme: `http` or `https`.
        host: a name in ASCII, or an IP address without brackets.
        port: it is said, or the scheme's own.
    """

    url: str
    scheme: str
    host: str
    port: int


def read_target(url: str) -> Target | None:
    """The target that a person or a page wrote; None: nothing that may be asked for.

    The port is looked at together with the IP address, when that is known.
    """
    url = url.strip()
    if not 0 < len(url) <= LONGEST_URL or _NEVER.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets without a pair; characters that become others
        return None
    authority = _AUTHORITY.fullmatch(parts.netloc)
    if parts.scheme not in PORTS or authority is None:
        return None
    host = read_host(authority[1])
    if host is None:
        return None
    own_port = PORTS[parts.scheme]
    port = int(authority[2] or own_port)
    if not 0 < port <= _LAST_PORT:
        return None
    shown = f"[{host}]" if ":" in host else host
    where = shown if port == own_port else f"{shown}:{port}"
    path = _quoted(parts.path) or "/"
    query = f"?{_quoted(parts.query)}" if parts.query else ""
    return Target(f"{parts.scheme}://{where}{path}{query}", parts.scheme, host, port)


def read_host(host: str) -> str | None:
    """A host in its one spelling; None: it is none that may be asked.

    A name that ends in a number is an IPv4 address to some programs (`127.1`, `0x7f.1`, `2130706433`):
    only four plain decimals are taken, and as that address.
    """
    if host.startswith("["):
        address = read_address(host[1:-1])
        return str(address) if address is not None and address.version == 6 else None  # noqa: PLR2004
    if len(host) > _LONGEST_HOST:
        return None
    try:
        name = _ascii(host).removesuffix(".")
    except UnicodeError:
        return None
    labels = name.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        address = read_address(name)
        return None if address is None else str(address)
    is_name = len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels)
    return name if is_name and not is_below(name, _NEVER_PUBLIC) else None


def read_denied(host: str) -> str:
    """A host as an operator writes it, in its one spelling; a single label means all names that end so."""
    host = host.strip().strip(".[]")
    address = read_address(host)
    try:
        return _ascii(host) if address is None else str(address)
    except UnicodeError:
        return host


def follow(target: Target, location: str) -> Target | None:
    """Where a redirect leads; None: nowhere that may be asked for, or from https to http."""
    try:
        led = read_target(urljoin(target.url, location.strip()))
    except ValueError:
        return None
    if led is None or len(led.url) > LONGEST_URL:
        return None
    return None if (target.scheme, led.scheme) == ("https", "http") else led


def is_below(host: str, names: Collection[str]) -> bool:
    """Whether the host is one of the names, or below one."""
    return any(host == name or host.endswith(f".{name}") for name in names)


def _ascii(name: str) -> str:
    return name.lower() if name.isascii() else idna.encode(name, uts46=True).decode("ascii")


def _quoted(text: str) -> str:
    return quote(_STRAY_PERCENT.sub("%25", text), safe=_AS_IT_IS)
