"""The child process: `python -m bot.parsing.child` reads documents from its input and answers on its output."""

import gc
import json
import os
import sys
import time
from typing import BinaryIO, Final

from bot.parsing.charsets import load
from bot.parsing.feed import read_feed
from bot.parsing.limits import Memory, allow_one_document, shut_in
from bot.parsing.outlines import read_outlines
from bot.parsing.page import read_page
from bot.parsing.records import Unreadable
from bot.parsing.wire import LENGTH, Read, frame, packed

READY: Final = b"ready"
MOST_DOCUMENTS: Final = 1_000  # then a new child: what leaked is given back
_MOST_KEPT: Final = (
    150 * 1024 * 1024
)  # bytes of memory: one that does not give back more ends, too
_NICE: Final = 5  # whoever writes to the bot comes before any feed

# One of each: what the parsers open when they are first used is opened before the limits hold.
_RSS: Final = (
    '<rss version="2.0"><channel><title>a &lt;b&gt;b&lt;/b&gt;</title><item><title>é &amp;amp; b</title>'
    "<link>http://bücher.example/</link><pubDate>Mon, 02 Jan 2006 15:04:05 GMT</pubDate>"
    "</item></channel>"
)
_ATOM: Final = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>a</title><entry><title>b</title>'
    "<updated>2006-01-02T15:04:05Z</updated></entry></feed>"
)
_JSON: Final = '{"version": "https://jsonfeed.org/version/1", "items": [{"id": 1}]}'
_PAGE: Final = "<!DOCTYPE html><title>a</title><script type='application/ld+json'>{}</script><p>b"
_LIST: Final = '<opml><body><outline xmlUrl="http://a.example/"/></body></opml>'


def main() -> None:
    """Answer until the input ends."""
    load()
    os.environ["TZ"] = "UTC"  # without it every date asks the disk where the machine is
    time.tzset()
    _warm_up()
    gc.collect()
    gc.freeze()
    given, answers = sys.stdin.buffer, sys.stdout.buffer
    memory = Memory()
    os.nice(_NICE)
    shut_in()
    _send(answers, READY)
    for number in range(1, MOST_DOCUMENTS + 1):
        head = _next(given)
        if head is None:
            return
        content = _next(given) or b""
        allow_one_document()
        answer, is_hurt = read(head, content)
        del content
        is_last = is_hurt or number == MOST_DOCUMENTS or memory.now() > _MOST_KEPT
        _send(answers, packed(answer, is_last=is_last))
        if is_last:
            return


def read(head: bytes, content: bytes) -> tuple[Read | Unreadable, bool]:
    """What a document says, and whether the child had better end now."""
    try:
        return _read(json.loads(head), content), False
    except MemoryError:
        return Unreadable.TOO_MUCH, True
    except Exception:  # whatever strangers' bytes make of a parser: it is one document
        return Unreadable.BROKEN, False


def _read(said: dict[str, str], content: bytes) -> Read | Unreadable:
    match said["kind"]:
        case "feed":
            return read_feed(content, content_type=said["content_type"], url=said["url"])
        case "page":
            return read_page(content, content_type=said["content_type"], url=said["url"])
        case _:
            return read_outlines(content)


def _warm_up() -> None:
    where = {"content_type": "", "url": "http://a.example/"}
    for text in (_RSS, _ATOM, _JSON):  # the first is not well-formed: both of feedparser's parsers
        read_feed(text.encode(), **where)
    read_page(_PAGE.encode(), **where)
    read_outlines(_LIST.encode())


def _next(given: BinaryIO) -> bytes | None:
    length = given.read(LENGTH.size)
    return given.read(LENGTH.unpack(length)[0]) if len(length) == LENGTH.size else None


def _send(answers: BinaryIO, content: bytes) -> None:
    answers.write(frame(content))
    answers.flush()


if __name__ == "__main__":
    main()
