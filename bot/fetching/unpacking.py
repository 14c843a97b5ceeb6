"""Unpacking gzip and deflate, never more than may come out."""

import zlib
from typing import Any, Final, Protocol

from bot.fetching.limits import Limits

_GZIP: Final = 16 + zlib.MAX_WBITS
_ZLIB: Final = zlib.MAX_WBITS
_RAW: Final = -zlib.MAX_WBITS
_MAGIC: Final = b"\x1f\x8b"  # every part of gzip begins with it
_STEP_BYTES: Final = 64 * 1024  # unpacked at a time: under a millisecond


class BadPacking(Exception):
    """What came is not packed as it says, or in a way that nobody asked for."""


class Bomb(Exception):
    """What comes out is out of all proportion to what came in."""


class Full(Exception):
    """There is more than may be; `content` holds the beginning."""


class Unpacking(Protocol):
    """Takes what comes over the wire, piece by piece."""

    content: bytearray

    def take(self, piece: bytes) -> None:
        """One more piece.

        Raises:
            BadPacking: it is not packed as it says.
            Bomb: much comes out of little.
            Full: `content` has become as large as it may, and there is more.
        """

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing, if no more comes."""


class Plain:
    """A body that is not packed."""

    def __init__(self, *, most_bytes: int) -> None:
        self.content = bytearray()
        self._most_bytes = most_bytes

    def take(self, piece: bytes) -> None:
        """One more piece."""
        room = self._most_bytes - len(self.content)
        self.content += piece[:room]
        if len(piece) > room:
            raise Full

    @property
    def is_whole(self) -> bool:
        """A body without packing has no end of its own."""
        return True


class Packed:
    """A body in gzip or deflate."""

    def __init__(self, packing: str, *, most_bytes: int, limits: Limits) -> None:
        self.content = bytearray()
        self._most_bytes = most_bytes
        self._limits = limits
        self._is_gzip = packing == "gzip"
        self._came = 0
        self._head = b""  # a piece of one byte does not tell what begins with it
        self._members = 0
        self._unpacker: Any = None  # zlib has no public name for its type
        self._is_over = False

    def take(self, piece: bytes) -> None:
        """One more piece."""
        self._came += len(piece)
        while piece and not self._is_over:
            if self._unpacker is None:
                piece = self._head + piece
                self._head = piece if len(piece) < len(_MAGIC) else b""
                if self._head:
                    return
                self._begin(piece)
            piece = self._unpack(piece)

    @property
    def is_whole(self) -> bool:
        """Whether the last part has ended; an empty body is whole, too."""
        return self._unpacker is None and (self._members > 0 or not self._head)

    def _begin(self, piece: bytes) -> None:
        """A part begins, or what comes after the last one."""
        self._members += 1
        if self._members > self._limits.most_members:
            raise BadPacking
        if not self._is_gzip:
            # Half the world's deflate is without the header that its definition asks for.
            has_header = piece[0] & 0x0F == zlib.DEFLATED and int.from_bytes(piece[:2]) % 31 == 0
            self._unpacker = zlib.decompressobj(_ZLIB if has_header else _RAW)
        elif piece.startswith(_MAGIC):
            self._unpacker = zlib.decompressobj(_GZIP)
        elif self._members == 1:
            raise BadPacking
        else:
            self._is_over = True  # zeros or whatever else: every browser passes over them

    def _unpack(self, piece: bytes) -> bytes:
        """Unpack until the piece or the part ends; what is left of the piece."""
        while not self._is_over:
            room = self._most_bytes - len(self.content)
            step = min(_STEP_BYTES, room + 1)
            try:
                out = self._unpacker.decompress(piece, step)
            except zlib.error as error:
                raise BadPacking from error
            self.content += out[:room]
            if len(out) > room:
                raise Full
            self._weigh()
            if self._unpacker.eof:
                left: bytes = self._unpacker.unused_data
                self._unpacker = None
                self._is_over = not self._is_gzip
                return left
            piece = self._unpacker.unconsumed_tail
            if not piece and len(out) < step:  # a full step may have left something inside
                return b""
        return b""

    def _weigh(self) -> None:
        unpacked = len(self.content)
        if unpacked > max(self._limits.ratio_from_bytes, self._limits.most_ratio * self._came):
            raise Bomb
