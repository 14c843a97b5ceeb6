"""Servers that mean harm, and what may come of each at most.

`ENDLESS` ones send until the other side hangs up; those that stall wait until it does.
"""

import gzip
import zlib
from collections.abc import Mapping
from typing import Final

from bot.fetching.records import Failure, Fetched
from tests.fetching.strangers import Ask, Play, answer, plays

F = Failure
Fate = Failure | type[Fetched]

_OK: Final = b"HTTP/1.1 200 OK\r\n"
_CHUNKED: Final = _OK + b"Transfer-Encoding: chunked\r\n\r\n"
_BLOCK: Final = b"x" * 65_536
_MANY: Final = 1_000  # blocks: 64 MB, far more than anybody takes
_ZEROS: Final = b"\0" * 30_000_000


def _deflated(data: bytes, *, bits: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, bits)
    return packer.compress(data) + packer.flush()


def _packed(name: str, body: bytes) -> Play:
    return plays(answer(200, body, headers={"Content-Encoding": name}))


def endless(begin: bytes, again: bytes = _BLOCK, *, most: int = _MANY) -> Play:
    """A beginning, and the same over and over."""

    async def play(ask: Ask) -> None:
        await ask.send(begin)
        for _ in range(most):
            await ask.send(again)
        await ask.gone()

    return play


def stalls(*pieces: bytes) -> Play:
    """Some bytes, and then nothing, for as long as anybody waits."""

    async def play(ask: Ask) -> None:
        await ask.send(*pieces)
        await ask.gone()

    return play


async def _resets(ask: Ask) -> None:
    ask.writer.transport.abort()


async def _resets_in_the_body(ask: Ask) -> None:
    await ask.send(_OK + b"Content-Length: 100\r\n\r\nhalf")
    ask.writer.transport.abort()


async def _leads_on_and_on(ask: Ask) -> None:
    step = int(ask.path.removeprefix("/") or 0)
    await ask.send(answer(301, headers={"Location": f"/{min(step + 1, 10_000)}"}))


def _to(location: bytes) -> Play:
    return plays(b"HTTP/1.1 302 So\r\nContent-Length: 0\r\nLocation: " + location + b"\r\n\r\n")


def _headers(lines: bytes, body: bytes = b"") -> Play:
    return plays(_OK + lines + b"\r\n" + body)


# name → (what it plays, how it may end)
PACKED: Final[Mapping[str, tuple[Play, set[Fate]]]] = {
    "a gzip bomb": (_packed("gzip", gzip.compress(_ZEROS)), {F.TOO_LARGE}),
    "a deflate bomb": (_packed("deflate", _deflated(_ZEROS, bits=15)), {F.TOO_LARGE}),
    "a raw deflate bomb": (_packed("deflate", _deflated(_ZEROS, bits=-15)), {F.TOO_LARGE}),
    "a bomb in a bomb": (_packed("gzip", gzip.compress(gzip.compress(_ZEROS))), {Fetched}),
    "two packings": (_packed("gzip, gzip", gzip.compress(gzip.compress(_ZEROS))), {F.BROKEN}),
    "a bomb of many parts": (
        _packed("gzip", gzip.compress(b"x" * 60_000) * 400),
        {F.TOO_LARGE, F.BROKEN},
    ),
    "parts without content": (_packed("gzip", gzip.compress(b"") * 100_000), {F.BROKEN}),
    "an endless bomb": (
        endless(
            _OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(_ZEROS)[:10],
            gzip.compress(_ZEROS)[10:20_000],
        ),
        {F.TOO_LARGE, F.BROKEN},
    ),
    "a gzip head without an end": (
        endless(_OK + b"Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x08\0\0\0\0\0\xff"),
        {F.TOO_LARGE},
    ),
    "packing that is none": (_packed("gzip", b"<html>"), {F.BROKEN}),
    "half a packing": (_packed("gzip", gzip.compress(b"x" * 1_000)[:20]), {F.BROKEN}),
    "a wrong sum": (_packed("gzip", gzip.compress(b"x")[:-8] + b"\1" * 8), {F.BROKEN}),
    "a packing nobody asked for": (_packed("br", b"\x0b\x02\x80xxx\x03"), {F.BROKEN}),
    "a packing of nonsense": (_packed("\xff" * 3_000, b"x"), {F.BROKEN}),
}

BODIES: Final[Mapping[str, tuple[Play, set[Fate]]]] = {
    "an endless body": (endless(_OK + b"\r\n"), {F.TOO_LARGE}),
    "an endless body in chunks": (
        endless(_CHUNKED, b"10000\r\n" + _BLOCK + b"\r\n"),
        {F.TOO_LARGE},
    ),
    "an endless body in tiny chunks": (
        endless(_CHUNKED, b"1\r\nx\r\n" * 10_000),
        {F.TOO_LARGE, F.TOO_SLOW},
    ),
    "a length beyond measure": (
        endless(_OK + b"Content-Length: 999999999999999\r\n\r\n"),
        {F.TOO_LARGE},
    ),
    "a length of 400 digits": (
        endless(_OK + b"Content-Length: " + b"9" * 400 + b"\r\n\r\n"),
        {F.TOO_LARGE, F.BROKEN},
    ),
    "less than it said": (_headers(b"Content-Length: 100\r\n", b"half"), {F.BROKEN}),
    "more than it said": (endless(_OK + b"Content-Length: 4\r\n\r\nhalf"), {Fetched, F.BROKEN}),
    "a negative length": (_headers(b"Content-Length: -1\r\n", b"x"), {F.BROKEN}),
    "a length of words": (_headers(b"Content-Length: four\r\n", b"four"), {F.BROKEN}),
    "two lengths": (_headers(b"Content-Length: 4\r\nContent-Length: 5\r\n", b"12345"), {F.BROKEN}),
    "a length and chunks": (
        _headers(b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", b"1\r\nx\r\n0\r\n\r\n"),
        {F.BROKEN, Fetched},
    ),
    "a chunk without a size": (plays(_CHUNKED, b"\r\nx\r\n"), {F.BROKEN}),
    "a chunk of words": (plays(_CHUNKED, b"four\r\nxxxx\r\n"), {F.BROKEN}),
    "a chunk of a negative size": (plays(_CHUNKED, b"-1\r\nx\r\n"), {F.BROKEN}),
    "a chunk beyond measure": (endless(_CHUNKED + b"ffffffffffffffff0\r\n"), {F.BROKEN}),
    "a large chunk": (endless(_CHUNKED + b"7fffffff\r\n"), {F.TOO_LARGE}),
    "a chunk longer than it said": (plays(_CHUNKED, b"1\r\nxxxx\r\n0\r\n\r\n"), {F.BROKEN}),
    "chunks without an end": (plays(_CHUNKED, b"4\r\nhalf\r\n"), {F.BROKEN}),
    "a size of zeros without an end": (endless(_CHUNKED, b"0" * 65_536), {F.BROKEN, F.TOO_SLOW}),
    "an endless chunk extension": (endless(_CHUNKED + b"1;x="), {F.BROKEN, F.TOO_SLOW}),
    "endless trailers": (
        endless(_CHUNKED + b"1\r\nx\r\n0\r\n", b"X: y\r\n" * 10_000),
        {F.BROKEN, F.TOO_SLOW, Fetched},
    ),
    "an endless trailer": (
        endless(_CHUNKED + b"1\r\nx\r\n0\r\nX: "),
        {F.BROKEN, F.TOO_SLOW, Fetched},
    ),
    "a body that stalls": (stalls(_OK + b"Content-Length: 100\r\n\r\nx"), {F.TOO_SLOW}),
    "a body that never begins": (stalls(_OK + b"Content-Length: 100\r\n\r\n"), {F.TOO_SLOW}),
    "chunks that stall": (stalls(_CHUNKED, b"1\r\nx\r\n"), {F.TOO_SLOW}),
    "a body that is cut off": (_resets_in_the_body, {F.BROKEN}),
    "a packed body that stalls": (
        stalls(_OK + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"x" * 9_000)[:12]),
        {F.TOO_SLOW},
    ),
}

HEADS: Final[Mapping[str, tuple[Play, set[Fate]]]] = {
    "nothing": (stalls(), {F.TOO_SLOW}),
    "half a status": (stalls(b"HTTP/1.1 20"), {F.TOO_SLOW}),
    "headers that stall": (stalls(_OK + b"X: y\r\n", b"X"), {F.TOO_SLOW}),
    "a header without an end": (endless(_OK + b"X: "), {F.BROKEN}),
    "a name without an end": (endless(_OK), {F.BROKEN}),
    "a status without an end": (endless(b"HTTP/1.1 200 "), {F.BROKEN}),
    "headers without an end": (endless(_OK, b"X: y\r\n" * 10_000), {F.BROKEN}),
    "a hundred thousand headers": (_headers(b"X: y\r\n" * 100_000), {F.BROKEN}),
    "as many and as long headers as may be": (
        _headers(b"".join(b"X-%d: %s\r\n" % (n, b"y" * 8_000) for n in range(120))),
        {Fetched, F.BROKEN},
    ),
    "a thousand cookies": (_headers(b"Set-Cookie: a=b; Path=/\r\n" * 1_000), {F.BROKEN}),
    "long cookies": (
        _headers(b"".join(b"Set-Cookie: a%d=%s\r\n" % (n, b"=;" * 3_900) for n in range(120))),
        {Fetched, F.BROKEN},
    ),
    "endless 100 Continue": (
        endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 2_000, most=5_000),
        {F.TOO_SLOW, F.BROKEN},
    ),
    "endless 103 Early Hints": (
        endless(b"", b"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n" * 1_000, most=5_000),
        {F.TOO_SLOW, F.BROKEN},
    ),
    "one answer after the other": (
        endless(b"", answer(200, b"x") * 2_000),
        {Fetched, F.BROKEN},
    ),
    "an answer after a refusal": (endless(b"", answer(404) * 2_000), {F.REFUSED, F.BROKEN}),
    "another protocol from here": (
        endless(b"HTTP/1.1 101 So\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"),
        {F.REFUSED, F.BROKEN},
    ),
    "no content, and much of it": (endless(b"HTTP/1.1 204 So\r\n\r\n"), {Fetched, F.BROKEN}),
    "no HTTP": (plays(b"SSH-2.0-OpenSSH_9.9\r\n"), {F.BROKEN}),
    "no HTTP without an end": (endless(b"\0\xff" * 8), {F.BROKEN}),
    "HTTP 0.9": (plays(b"<html>hello</html>"), {F.BROKEN}),
    "HTTP 2": (plays(b"\0\0\x12\x04\0\0\0\0\0" + b"\0" * 18), {F.BROKEN}),
    "HTTP 9.9": (plays(b"HTTP/9.9 200 OK\r\nContent-Length: 0\r\n\r\n"), {F.BROKEN, Fetched}),
    "a status of no number": (plays(b"HTTP/1.1 OK\r\n\r\n"), {F.BROKEN}),
    "a status of 99": (plays(b"HTTP/1.1 99 So\r\n\r\n"), {F.BROKEN, F.REFUSED}),
    "a status of 1000": (plays(b"HTTP/1.1 1000 So\r\n\r\n"), {F.BROKEN, F.REFUSED}),
    "a NUL in a header": (_headers(b"ETag: a\0b\r\nContent-Length: 0\r\n"), {F.BROKEN}),
    "a lonely CR": (_headers(b"X: a\rY: b\r\nContent-Length: 0\r\n"), {F.BROKEN, Fetched}),
    "a folded header": (_headers(b"X: a\r\n b\r\nContent-Length: 0\r\n"), {F.BROKEN, Fetched}),
    "a header without a colon": (_headers(b"hello\r\nContent-Length: 0\r\n"), {F.BROKEN}),
    "no word at all": (plays(), {F.UNREACHABLE}),
    "a reset": (_resets, {F.UNREACHABLE}),
}

REDIRECTS: Final[Mapping[str, tuple[Play, set[Fate]]]] = {
    "ten thousand redirects": (_leads_on_and_on, {F.TOO_MANY_REDIRECTS}),
    "a redirect to itself": (_to(b"/"), {F.TOO_MANY_REDIRECTS}),
    "a redirect of 2,001 characters": (_to(b"/" + b"x" * 2_000), {F.NOT_ALLOWED}),
    "a redirect of a megabyte": (_to(b"/" + b"x" * 1_000_000), {F.BROKEN}),
    "a redirect of raw bytes": (_to(b"/\xff\xfe"), {F.NOT_ALLOWED}),
    "a redirect with an endless body": (
        endless(b"HTTP/1.1 302 So\r\nLocation: /x\r\n\r\n"),
        {F.TOO_MANY_REDIRECTS},
    ),
    "a redirect to a file": (_to(b"file:///etc/passwd"), {F.NOT_ALLOWED}),
}

HOSTILE: Final = {**PACKED, **BODIES, **HEADS, **REDIRECTS}
