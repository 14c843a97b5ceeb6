"""What is fetched, and what comes of it."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, unique
from typing import Final, TypeAlias

MOST_BYTES: Final = 2 * 1024 * 1024  # as it comes over the wire
MOST_UNPACKED_BYTES: Final = 5 * 1024 * 1024
MOST_SECONDS: Final = 15.0  # for all of it, redirects included


@unique
class Failure(StrEnum):
    """Why nothing was fetched."""

    NOT_ALLOWED = (
        "not_allowed"  # not http(s) to a public address on its own port, or on the deny list
    )
    UNREACHABLE = "unreachable"  # no such name, no connection, no TLS
    TOO_SLOW = "too_slow"
    TOO_LARGE = "too_large"  # on the wire, or unpacked
    TOO_MANY_REDIRECTS = "too_many_redirects"
    REFUSED = "refused"  # answered, and not with the page: `status` says how
    GONE = "gone"  # 410: for good
    BROKEN = "broken"  # no HTTP, or a body that cannot be unpacked


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One page to be fetched.

    Attributes:
        url: its address, as a person gave it.
        etag: what came with it the last time; empty: fetch it anyway.
        last_modified: likewise, word for word.
        seconds: for all of it.
        most_bytes: on the wire; unpacked at most `MOST_UNPACKED_BYTES`.
        accept: the `Accept` header.
        may_be_cut: whether the beginning is enough: what is longer is cut at `most_bytes` and is no
            failure (a page's head, never a feed).
    """

    url: str
    etag: str = ""
    last_modified: str = ""
    seconds: float = MOST_SECONDS
    most_bytes: int = MOST_BYTES
    accept: str = "*/*"
    may_be_cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What was answered.

    Attributes:
        url: where it was found in the end.
        moved_to: the address that permanent redirects (301, 308) led to; empty: it did not move.
        is_unchanged: 304: the same as the last time, and no content.
        content: unpacked, undecoded.
        content_type: the header, word for word; empty: none.
        etag: to be given back the next time.
        last_modified: likewise.
        fresh_for: what `Cache-Control: max-age` asks to wait; None: nothing.
    """

    url: str
    moved_to: str = ""
    is_unchanged: bool = False
    content: bytes = b""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    fresh_for: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """Nothing was fetched.

    Attributes:
        failure: why.
        status: what the server answered, where it did.
        retry_after: how long it asked to wait (429, 503).
    """

    failure: Failure
    status: int | None = None
    retry_after: timedelta | None = None


Outcome: TypeAlias = Fetched | Failed
