"""One child process and the queue before it: documents are read one after the other."""

import asyncio
import json
import logging
import signal
from typing import Final

from bot.parsing.process import Child, Ended
from bot.parsing.records import Unreadable
from bot.parsing.wire import Read, unpacked

log = logging.getLogger(__name__)

_START_SECONDS: Final = 30.0  # a busy machine's; usually it is a fifth of one
_TOOK_TOO_MUCH: Final = frozenset(
    {-signal.SIGXCPU, -signal.SIGKILL}
)  # the kernel's, for seconds and for memory


class Lane:
    """A child, started with the first document and again whenever it died."""

    def __init__(self, *, seconds: float, child: tuple[str, ...]) -> None:
        self._seconds = seconds
        self._command = child
        self._turn = asyncio.Lock()
        self._child: Child | None = None
        self._ending: list[Child] = []
        self._is_closed = False
        self.started = 0
        """How many children there have been."""

    @property
    def process(self) -> int | None:
        """The number of the child that lives."""
        return self._child.id if self._child is not None else None

    async def close(self) -> None:
        """End the child."""
        self._is_closed = True
        self._kill()
        async with self._turn:
            self._kill()  # one that was just being started
            await self._bury()

    async def ask(self, kind: str, content: bytes, **said: str) -> Read | Unreadable:
        """Have a document read, after those that were asked for before."""
        head = json.dumps({"kind": kind, **said}).encode()
        async with self._turn:
            try:
                return await self._answer(head, content)
            except BaseException:
                # Whoever asked has gone: a child in the midst of a document would answer somebody else.
                self._kill()
                raise

    async def _answer(self, head: bytes, content: bytes) -> Read | Unreadable:
        child = await self._ready()
        if child is None:
            return Unreadable.BROKEN
        try:
            async with asyncio.timeout(self._seconds):
                await child.send(head, content)
                answer, is_last = unpacked(await child.receive())
        except TimeoutError:
            self._kill()
            return Unreadable.TOO_MUCH
        except Ended:
            self._child = None
            self._ending.append(child)
            code = await child.gone()
            return Unreadable.TOO_MUCH if code in _TOOK_TOO_MUCH else Unreadable.BROKEN
        except ValueError:
            self._kill()
            return Unreadable.BROKEN
        if is_last:
            self._child = None
            self._ending.append(child)
        return answer

    async def _ready(self) -> Child | None:
        await self._bury()
        if self._is_closed or self._child is not None:
            return None if self._is_closed else self._child
        try:
            self._child = child = await Child.start(*self._command)
        except OSError:
            log.exception("the child that reads documents could not be started")
            return None
        self.started += 1
        try:
            async with asyncio.timeout(_START_SECONDS):
                await child.receive()
        except (TimeoutError, Ended):
            log.error("the child that reads documents did not start")  # noqa: TRY400 -- it said why itself
            self._kill()
            return None
        return child

    def _kill(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._ending.append(self._child)
            self._child = None

    async def _bury(self) -> None:
        while self._ending:
            child = self._ending[-1]
            await child.gone()
            self._ending.remove(child)
