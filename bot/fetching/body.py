"""Reading a body: no more than may be, no slower than may be."""

import asyncio

import aiohttp

from bot.fetching import headers
from bot.fetching.limits import Limits
from bot.fetching.records import MOST_UNPACKED_BYTES, Failure, Wanted
from bot.fetching.unpacking import BadPacking, Bomb, Full, Packed, Plain, Unpacking


async def read_body(
    answer: aiohttp.ClientResponse, wanted: Wanted, limits: Limits
) -> bytes | Failure:
    """The content, unpacked, or why there is none."""
    if headers.length(answer.headers) > wanted.most_bytes and not wanted.may_be_cut:
        return Failure.TOO_LARGE
    try:
        unpacking = _unpacking(answer, wanted, limits)
    except BadPacking:
        return Failure.BROKEN
    try:
        await _pour(answer.content, unpacking, wanted.most_bytes, limits)
    except TimeoutError:
        return Failure.TOO_SLOW
    except Full:
        return bytes(unpacking.content) if wanted.may_be_cut else Failure.TOO_LARGE
    except Bomb:
        return Failure.TOO_LARGE
    except BadPacking:
        return Failure.BROKEN
    return bytes(unpacking.content) if unpacking.is_whole else Failure.BROKEN


def _unpacking(answer: aiohttp.ClientResponse, wanted: Wanted, limits: Limits) -> Unpacking:
    packing = headers.packing(answer.headers)
    if not packing:
        return Plain(most_bytes=min(wanted.most_bytes, MOST_UNPACKED_BYTES))
    return Packed(packing, most_bytes=MOST_UNPACKED_BYTES, limits=limits)


async def _pour(
    stream: aiohttp.StreamReader, unpacking: Unpacking, most_bytes: int, limits: Limits
) -> None:
    """All that comes, until it ends.

    Raises:
        TimeoutError: it comes too slowly.
        BadPacking, Bomb, Full: see `Unpacking`.
    """
    began, came = asyncio.get_running_loop().time(), 0
    while True:
        async with asyncio.timeout_at(began + max(limits.grace_seconds, came / limits.slowest)):
            piece = await stream.readany()
        if not piece:
            return
        room = most_bytes - came
        came += len(piece)
        unpacking.take(piece[:room])
        if len(piece) > room:
            raise Full
