"""What a stranger's headers say, as values: bounded, and never trusted to be what they should."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from bot.fetching.unpacking import BadPacking

MOST_WAIT: Final = timedelta(
    days=7
)  # asked for by `Retry-After` or `Cache-Control`; longer is cut to it
_LONGEST_TAG: Final = 512  # characters; longer ones are not kept, and the page is fetched whole
_LONGEST_TYPE: Final = 255  # characters
_PRINTABLE: Final = re.compile(r"[\x20-\x7e]*")
_SECONDS: Final = re.compile(r"[0-9]{1,10}")
_MAX_AGE: Final = re.compile(r'(?:^|[,\s])max-age\s*=\s*"?([0-9]{1,10})', re.IGNORECASE)
_NOT_KEPT: Final = re.compile(r"(?:^|[,\s])no-(?:store|cache)\b(?!\s*=)", re.IGNORECASE)
_PACKINGS: Final = {
    "": "",
    "identity": "",
    "gzip": "gzip",
    "x-gzip": "gzip",
    "deflate": "deflate",
}


def tag(headers: Mapping[str, str], name: str) -> str:
    """A header to be given back word for word; empty: none, or nothing that could be sent again."""
    return _plain(headers.get(name, ""), longest=_LONGEST_TAG)


def content_type(headers: Mapping[str, str]) -> str:
    """The `Content-Type`, word for word; empty: none."""
    return _plain(headers.get("Content-Type", ""), longest=_LONGEST_TYPE)


def packing(headers: Mapping[str, str]) -> str:
    """`gzip`, `deflate`, or empty: not packed.

    Raises:
        BadPacking: another one, or one over the other: nobody asked for it.
    """
    said = headers.get("Content-Encoding", "").strip().lower()
    if said not in _PACKINGS:
        raise BadPacking
    return _PACKINGS[said]


def length(headers: Mapping[str, str]) -> int:
    """The `Content-Length`; 0: not said."""
    said = headers.get("Content-Length", "")
    return int(said) if _SECONDS.fullmatch(said) else 0


def retry_after(headers: Mapping[str, str]) -> timedelta | None:
    """How long to wait; a date counts from the answer's own, whatever the clocks on both sides show."""
    said = headers.get("Retry-After", "").strip()
    if _SECONDS.fullmatch(said):
        return _wait(timedelta(seconds=int(said)))
    until, sent = _moment(said), _moment(headers.get("Date", ""))
    return None if until is None or sent is None else _wait(until - sent)


def fresh_for(headers: Mapping[str, str]) -> timedelta | None:
    """What `max-age` asks to wait; None: nothing."""
    said = headers.get("Cache-Control", "")
    age = _MAX_AGE.search(said)
    if age is None or _NOT_KEPT.search(said):
        return None
    return _wait(timedelta(seconds=int(age[1])))


def _wait(wait: timedelta) -> timedelta | None:
    return min(wait, MOST_WAIT) if wait > timedelta() else None


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else None


def _plain(text: str, *, longest: int) -> str:
    return text if len(text) <= longest and _PRINTABLE.fullmatch(text) else ""
