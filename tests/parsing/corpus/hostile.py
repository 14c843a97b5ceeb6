"""Feeds that are made to hurt."""

from bot.parsing.records import LONGEST_TITLE, Unreadable
from tests.parsing.corpus import Case, atom, item, rss

FORBIDDEN = Unreadable.FORBIDDEN
SPENT = frozenset({Unreadable.TOO_MUCH, Unreadable.BROKEN})
MIB = 1024 * 1024
SCHEMA = 'version="2.0" xmlns:x="http://www.w3.org/2001/XMLSchema-instance"'
ONE = {"item_title": ["One"]}
BODY = "<rss version='2.0'><channel><item><title>&a;</title></item></channel></rss>"


def _laughs() -> str:
    levels = "".join(
        f"<!ENTITY {name} '{f'&{before};' * 10}'>"
        for before, name in zip("abcdefghi", "bcdefghij", strict=True)
    )
    return f"<!DOCTYPE rss [<!ENTITY a 'ha'>{levels}]>{BODY.replace('&a;', '&j;')}"


def _external(where: str) -> tuple[Case, ...]:
    """What would look up an address: the canary's, in the tests."""
    return (
        Case(
            "an entity from outside",
            f"<!DOCTYPE rss [<!ENTITY a SYSTEM '{where}'>]>{BODY}".encode(),
            FORBIDDEN,
        ),
        Case(
            "a parameter entity from outside",
            f"<!DOCTYPE rss [<!ENTITY % a SYSTEM '{where}'> %a;]>{BODY}".encode(),
            FORBIDDEN,
        ),
        Case(
            "a document type from outside",
            f'<!DOCTYPE rss SYSTEM "{where}">{rss(item())[39:]}'.encode(),
            ONE,
        ),
        Case(
            "a public document type from outside",
            f'<!DOCTYPE rss PUBLIC "-//x" "{where}">{rss(item())[39:]}'.encode(),
            ONE,
        ),
        Case(
            "a style sheet from outside",
            f'<?xml-stylesheet href="{where}"?>{rss(item())[39:]}'.encode(),
            ONE,
        ),
        Case(
            "XInclude",
            rss(
                f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{where}"/>' + item()
            ).encode(),
            ONE,
        ),
        Case("an address for a feed", where.encode(), Unreadable.NOT_A_FEED),
        Case(
            "a schema from outside",
            rss(item(), root=f'{SCHEMA} x:schemaLocation="a {where}"').encode(),
            ONE,
        ),
    )


def outside(address: str) -> tuple[Case, ...]:
    """Those that would look up something: `address` on the network, and files."""
    return (
        *_external(address),
        *_external("file:///etc/passwd"),
        Case("a path", b"/etc/passwd", Unreadable.NOT_A_FEED),
    )


CASES = (
    Case("billion laughs", _laughs().encode(), FORBIDDEN),
    Case("billion laughs in UTF-16", _laughs().encode("utf-16"), FORBIDDEN),
    Case("billion laughs in UTF-16 without a mark", _laughs().encode("utf-16-le"), FORBIDDEN),
    Case("billion laughs in UTF-32", _laughs().encode("utf-32"), FORBIDDEN),
    Case(
        "billion laughs in UTF-7",
        b'<?xml version="1.0" encoding="utf-7"?>' + _laughs().encode("utf-7"),
        frozenset({FORBIDDEN, Unreadable.NOT_A_FEED}),
    ),
    Case(
        "billion laughs in EBCDIC",
        b"\x4c\x6f\xa7\x94" + _laughs().encode("cp037"),
        Unreadable.NOT_A_FEED,
    ),
    Case(
        "quadratic growth",
        f"<!DOCTYPE rss [<!ENTITY a '{'x' * 50_000}'>]>{BODY.replace('&a;', '&a;' * 50_000)}".encode(),
        FORBIDDEN,
    ),
    Case("an entity in small letters", b"<!doctype rss [<!entity a 'x'>]><rss/>", FORBIDDEN),
    Case("a document type without a name", b"<!DOCTYPE [<!ENTITY a 'x'>]><rss/>", FORBIDDEN),
    Case(
        "a document type that hides in quotes",
        b"<!DOCTYPE rss SYSTEM \"]>\" [<!ENTITY a 'x'>]><rss/>",
        FORBIDDEN,
    ),
    Case("two document types", b"<!DOCTYPE rss><!DOCTYPE rss [<!ENTITY a 'x'>]><rss/>", FORBIDDEN),
    Case("two plain document types", b"<!DOCTYPE rss><!DOCTYPE rss><rss/>", FORBIDDEN),
    Case(
        "a document type put together by cutting",
        b"<!DOC<!DOCTYPE rss>TYPE rss [<!ENTITY a 'x'>]><rss/>",
        FORBIDDEN,
    ),
    Case(
        "a document type behind a comment",
        b"<!-- x --><!DOCTYPE rss [<!ENTITY a 'x'>]><rss/>",
        FORBIDDEN,
    ),
    Case("a comment that never ends", b"<!-- x <!DOCTYPE rss [<!ENTITY a 'x'>]><rss/>", FORBIDDEN),
    Case(
        "a document type behind NULs",
        b"\x00\x00<!DOC\x00TYPE rss [<!ENT\x00ITY a 'x'>]><rss/>",
        frozenset({FORBIDDEN, Unreadable.NOT_A_FEED}),
    ),
    Case("an entity in the midst", rss("<!ENTITY a 'x'>" + item()).encode(), FORBIDDEN),
    Case(
        "an element of a document type",
        b"<!DOCTYPE rss [<!ELEMENT rss ANY><!ATTLIST rss x CDATA 'y'>]><rss/>",
        FORBIDDEN,
    ),
    Case(
        "100,000 elements in each other",
        rss(item("<a>" * 100_000 + "</a>" * 100_000)).encode(),
        {"count": 1},
    ),
    Case(
        "100,000 marks of HTML in each other",
        rss(item(f"<description>{'&lt;b&gt;' * 100_000}x</description>")).encode(),
        {"count": 1, "item_text": ["x"]},
    ),
    Case(
        "a title of 5 MiB",
        rss(item(title="x" * (5 * MIB))).encode(),
        {"item_title": ["x" * (LONGEST_TITLE - 1) + "…"]},
    ),
    Case(
        "a title of 2 million marks",
        rss(item(title="ب" + "\u064b" * (2 * MIB))).encode(),
        {"count": 1},
    ),
    Case(
        "100,000 items",
        rss("".join(item(f"<guid>{n}</guid>") for n in range(100_000))).encode(),
        {"count": 100},
    ),
    Case("300,000 categories", rss(item("<category>x</category>" * 250_000)).encode(), SPENT),
    Case("5 million opening brackets", b"<rss><channel><item>" + b"<" * (5 * MIB), SPENT),
    Case(
        "a million things that never end",
        b"<rss><channel>" + b"<![CDATA[" * 100_000 + b"<!--" * 100_000,
        Unreadable.NOT_A_FEED,
    ),
    Case(
        "350,000 pieces of CDATA",
        rss(item(f"<description>{'<![CDATA[x]]>' * 350_000}</description>")).encode(),
        {"count": 1},
    ),
    Case(
        "3,000 namespaces",
        rss(item() + "".join(f'<x{n}:a xmlns:x{n}="u{n}"/>' for n in range(3_000))).encode(),
        ONE,
    ),
    Case(
        "a date of 5 MiB",
        rss(item(f"<pubDate>{'1' * 5 * MIB}</pubDate>")).encode(),
        {"item_published_at": [None]},
    ),
    Case("JSON nested a million times", b'{"title": "x", "items": ' + b"[" * MIB, SPENT),
    Case(
        "JSON with a number of 5 million digits",
        b'{"title": "x", "items": [{"id": ' + b"9" * (5 * MIB) + b', "title": "One"}]}',
        {"item_title": ["One"], "item_guid": [""]},
    ),
    Case(
        "JSON with numbers that are none",
        b'{"title": "x", "items": [{"id": NaN, "title": "One", "attachments": '
        b'[{"url": "http://a.example/a.mp3", "mime_type": "audio/mpeg", '
        b'"size_in_bytes": -Infinity, "duration_in_seconds": 1e999}]}]}',
        {"item_title": ["One"], "item_seconds": [None], "item_enclosure_bytes": [None]},
    ),
    Case(
        "JSON with lone surrogates",
        b'{"title": "x\\ud800", "items": [{"title": "O\\udfffne", "id": "\\ud800"}]}',
        {"title": "x", "item_title": ["One"]},
    ),
    Case(
        "200,000 items in JSON",
        b'{"title": "x", "items": ['
        + b",".join(b'{"title": "%d"}' % n for n in range(200_000))
        + b"]}",
        {"count": 100},
    ),
    Case(
        "JSON where everything is something else",
        b'{"title": ["x"], "version": "https://jsonfeed.org/version/1", "items": '
        b'[1, null, [], {"title": {}, "url": 5, "attachments": {"a": 1}, "summary": []}, '
        b'{"title": "One", "attachments": [3]}]}',
        ONE,
    ),
    Case("NULs", b"\x00" * MIB, Unreadable.NOT_A_FEED),
    Case(
        "Atom in base 64",
        atom(
            f'<entry><title>One</title><content type="image/png">{"QUJD" * 250_000}</content></entry>'
        ).encode(),
        ONE,
    ),
)
