"""How much of anything is taken from a stranger, beside what each `Wanted` says."""

from dataclasses import dataclass
from typing import Final

LONGEST_URL: Final = 2_000  # characters
MOST_ADDRESSES: Final = 4  # of IPv4 and of IPv6 each are tried for one name; all are checked


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a test may make small.

    Attributes:
        connect_seconds: until one address has answered.
        grace_seconds: a body may begin slowly.
        slowest: bytes a second over the whole body, once the grace is over.
        most_redirects: beside the page itself.
        most_ratio: bytes unpacked for each one on the wire …
        ratio_from_bytes: … once so many have been unpacked: short texts pack better than long ones.
        most_members: parts of one gzip body; a real one has one.
    """

    connect_seconds: float = 5.0
    grace_seconds: float = 3.0
    slowest: int = 1024
    most_redirects: int = 3
    most_ratio: int = 50
    ratio_from_bytes: int = 64 * 1024
    most_members: int = 64


LIMITS: Final = Limits()
