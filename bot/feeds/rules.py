"""What is decided about following a feed. Pure."""

from enum import StrEnum, unique


@unique
class Refusal(StrEnum):
    """Why somebody does not follow a feed from now on."""

    TOO_MANY = "too_many"  # as many as one person may have
    ALREADY = "already"  # they follow it, as another source


@unique
class Outcome(StrEnum):
    """What came of pressing under an offer."""

    SAVED = "saved"
    REFUSED = "refused"
    TIRED = "tired"  # refused, and it was the fifth of that feed in a row
    SAME = "same"  # it was so already
    FULL = "full"  # no more fit into their queue
    GONE = "gone"  # the item is forgotten


def refuse_one_more(followed: int, *, most: int) -> Refusal | None:
    """Why somebody who follows so many feeds may not follow one more; None: they may."""
    return Refusal.TOO_MANY if followed >= most else None
