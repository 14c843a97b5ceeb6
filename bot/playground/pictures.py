"""Kind and size of a picture, read from its first bytes."""

import re
import struct
from dataclasses import dataclass

from bot.playground.refusals import bad_request

MAX_SIDES = 10_000  # pixels, width and height together; Bot API, sendPhoto
MAX_RATIO = 20  # longer side over shorter; Bot API, sendPhoto
_PNG = re.compile(rb"\x89PNG\r\n\x1a\n....IHDR(.{8})", re.DOTALL)
_GIF = re.compile(rb"GIF8[79]a(.{4})", re.DOTALL)
# A start-of-frame segment: SOF0-SOF15 without the tables C4, C8 and CC, its length, a depth, then the size.
_JPEG_FRAME = re.compile(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]...(.{4})", re.DOTALL)
_JPEG_SEGMENT = re.compile(rb"\xff[\xc4\xc8\xcc\xdb-\xfe](..)", re.DOTALL)
_JPEG_START = b"\xff\xd8"


@dataclass(frozen=True, slots=True)
class Picture:
    """What a photo must say about itself."""

    mime_type: str
    width: int
    height: int


def look_at(content: bytes) -> Picture:
    """Kind and size of a PNG, GIF or JPEG.

    Raises:
        ApiError: it is none of these, or its sides are not what Telegram takes for a photo.
    """
    picture = _recognise(content)
    if picture is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    short, long = sorted((picture.width, picture.height))
    if not short or short + long > MAX_SIDES or long > MAX_RATIO * short:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return picture


def _recognise(content: bytes) -> Picture | None:
    if match := _PNG.match(content):
        return Picture("image/png", *struct.unpack(">II", match[1]))
    if match := _GIF.match(content):
        return Picture("image/gif", *struct.unpack("<HH", match[1]))
    if not content.startswith(_JPEG_START):
        return None
    at = len(_JPEG_START)
    while segment := _JPEG_SEGMENT.match(content, at):
        at += 2 + int.from_bytes(segment[1], "big")
    match = _JPEG_FRAME.match(content, at)
    if match is None:
        return None
    height, width = struct.unpack(">HH", match[1])
    return Picture("image/jpeg", width, height)
