import struct

import pytest

from bot.playground.pictures import Picture, look_at
from bot.playground.refusals import ApiError
from tests.playground.conftest import png


def jpeg(width: int, height: int) -> bytes:
    """The beginning of a JPEG: start, a comment, a table, the frame's size."""
    comment = b"\xff\xfe" + struct.pack(">H", 6) + b"hey!"
    table = b"\xff\xdb" + struct.pack(">H", 67) + b"\0" * 65
    frame = b"\xff\xc0" + struct.pack(">HBHH", 17, 8, height, width) + b"\0" * 10
    return b"\xff\xd8" + comment + table + frame


def gif(width: int, height: int) -> bytes:
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\0" * 3


@pytest.mark.parametrize(
    ("content", "kind"),
    [(png(8, 5), "image/png"), (jpeg(8, 5), "image/jpeg"), (gif(8, 5), "image/gif")],
)
def test_kind_and_size_are_read(content, kind):
    assert look_at(content) == Picture(kind, 8, 5)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<svg/>", "IMAGE_PROCESS_FAILED"),
        (b"\x89PNG\r\n\x1a\n", "IMAGE_PROCESS_FAILED"),
        (b"\xff\xd8\xff\xe0", "IMAGE_PROCESS_FAILED"),
        (gif(0, 5), "PHOTO_INVALID_DIMENSIONS"),
        (gif(5, 101), "PHOTO_INVALID_DIMENSIONS"),
        (jpeg(5000, 5001), "PHOTO_INVALID_DIMENSIONS"),
    ],
)
def test_what_is_no_photo_is_refused(content, reason):
    with pytest.raises(ApiError, match=reason):
        look_at(content)
