"""One child process, seen from the parent; nothing here waits without letting the loop go on."""

import asyncio
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from bot.parsing.wire import LENGTH, MOST_ANSWERED, frame

_PIECE: Final = 64 * 1024  # bytes: what a pipe holds
_GRACE_SECONDS: Final = 1.0  # for a child that ends by itself
_HANDED_ON: Final = ("PATH", "LANG")
_ROOT: Final = Path(__file__).parents[2]  # where `bot` is


class Ended(Exception):
    """The child ended, or what it said is no answer."""


class Child:
    """A running child: one document at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdin is not None  # noqa: S101 -- both are pipes
        assert process.stdout is not None  # noqa: S101
        self._process = process
        self._given = process.stdin
        self._answers = process.stdout

    @classmethod
    async def start(cls, *arguments: str) -> "Child":
        """A new one, with no environment of ours and none of our files; why it cannot start it says itself."""
        flags = ["-E", "-s", *(["-B"] if sys.dont_write_bytecode else [])]
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *flags,
            *arguments,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env={name: os.environ[name] for name in _HANDED_ON if name in os.environ},
            cwd=_ROOT,
            start_new_session=True,  # Ctrl-C in a terminal is for the parent
            limit=MOST_ANSWERED,
        )
        return cls(process)

    @property
    def id(self) -> int:
        """The process's number."""
        return self._process.pid

    async def send(self, *contents: bytes) -> None:
        """Hand over frames, piece by piece.

        Raises:
            Ended: nobody takes them.
        """
        try:
            for content in contents:
                whole = memoryview(frame(content)) if len(content) < _PIECE else None
                if whole is None:
                    self._given.write(LENGTH.pack(len(content)))
                    whole = memoryview(content)
                for start in range(0, len(whole), _PIECE):
                    self._given.write(whole[start : start + _PIECE])
                    await self._given.drain()
        except (ConnectionError, RuntimeError) as error:
            raise Ended from error

    async def receive(self) -> bytes:
        """The next frame.

        Raises:
            Ended: there is none.
        """
        try:
            (length,) = LENGTH.unpack(await self._answers.readexactly(LENGTH.size))
            if length > MOST_ANSWERED:
                raise Ended
            return await self._answers.readexactly(length)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise Ended from error

    def kill(self) -> None:
        """End it now."""
        if self._process.returncode is None:
            with suppress(
                ProcessLookupError
            ):  # not by the process: it would look first, and spoil the code
                os.kill(self._process.pid, signal.SIGKILL)

    async def gone(self) -> int:
        """Wait until nothing is left of it, and end it if it does not end by itself.

        Returns:
            Its code; a signal's number, negative.
        """
        self._given.close()
        try:
            async with asyncio.timeout(_GRACE_SECONDS):
                await self._process.wait()
        except TimeoutError:
            self.kill()
        while await self._answers.read(_PIECE):  # an end of the pipe nobody reads keeps it open
            pass
        return await self._process.wait()
