"""Figures that only a running process knows: counted where things happen, read by `/metrics`.

No figure carries a person, a chat, a circle or a text; the number of series does not grow with use.
"""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics

disable_created_metrics()  # type: ignore[no-untyped-call]  # a second series for each, of when it began: nobody asks for it

REGISTRY: Final = CollectorRegistry(auto_describe=True)

ANSWERS: Final = Counter(
    "halqa_telegram_answers",
    "Calls to the Bot API by method and answer: a status, 5xx, or what went wrong without one.",
    ["method", "answer"],
    registry=REGISTRY,
)
LATENESS: Final = Histogram(
    "halqa_send_lateness_seconds",
    "How long after it was due a message was sent, by class.",
    ["class"],
    buckets=(
        0.5,
        1,
        2,
        5,
        15,
        60,
        300,
        1_200,
        3_600,
    ),  # 1,200: a nudge is worth nothing after that
    registry=REGISTRY,
)
TICK: Final = Histogram(
    "halqa_tick_seconds",
    "How long one look at everything that is due took.",
    buckets=(0.01, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10),  # a tick comes every second
    registry=REGISTRY,
)
FEED_FETCHES: Final = Counter(
    "halqa_feed_fetches",
    "Feeds that were asked, by what came of it.",
    ["outcome"],
    registry=REGISTRY,
)
FEED_ITEMS: Final = Counter("halqa_feed_items", "Items of feeds that were new.", registry=REGISTRY)


def answer_of(status: int) -> str:
    """How a status of the Bot API is counted."""
    return "5xx" if status >= 500 else str(status)  # noqa: PLR2004 - HTTP's own classes
