"""What happens in a world, told to whoever listens: the page over SSE, tests that wait."""

import asyncio
from collections.abc import AsyncIterator, Callable

from bot.playground.jsontypes import JsonObject

_BACKLOG = 1000  # events a slow listener may lag behind before it is cut off


class _Listener:
    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.queue: asyncio.Queue[JsonObject | None] = asyncio.Queue()
        self._is_cut_off = False

    def tell(self, event: JsonObject | None) -> None:
        # Tests may move the world from another thread than the server's.
        self.loop.call_soon_threadsafe(self._put, event)

    def _put(self, event: JsonObject | None) -> None:
        if self._is_cut_off:
            return
        if self.queue.qsize() >= _BACKLOG:
            self._is_cut_off = True
            event = None
        self.queue.put_nowait(event)


class _Waiter:
    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.stirred = asyncio.Event()

    def stir(self) -> None:
        self.loop.call_soon_threadsafe(self.stirred.set)


class Events:
    """Told in order, to everybody who listens at that moment; nothing is kept."""

    def __init__(self) -> None:
        self._listeners: set[_Listener] = set()
        self._waiters: set[_Waiter] = set()

    def emit(self, kind: str, *, person: int | None, **details: object) -> None:
        """Tell `{"kind", "person", …}`."""
        for listener in list(self._listeners):
            listener.tell({"kind": kind, "person": person, **details})
        self.stir()

    def stir(self) -> None:
        """Let `until` look again, after something that is no event: an update was taken, a call ended."""
        for waiter in list(self._waiters):
            waiter.stir()

    def close(self) -> None:
        """End every `listen`, for a server that stops."""
        for listener in list(self._listeners):
            listener.tell(None)

    async def listen(self, first: JsonObject | None = None) -> AsyncIterator[JsonObject]:
        """Events from now on, until `close`; `first` comes before all, when nothing can be missed any more."""
        listener = _Listener()
        self._listeners.add(listener)
        try:
            if first is not None:
                yield first
            while (event := await listener.queue.get()) is not None:
                yield event
        finally:
            self._listeners.discard(listener)

    async def until(self, condition: Callable[[], bool], *, seconds: float = 10.0) -> None:
        """Wait until `condition` holds, looking again whenever something has happened.

        Raises:
            TimeoutError: after `seconds` of real time.
        """
        waiter = _Waiter()
        self._waiters.add(waiter)
        try:
            async with asyncio.timeout(seconds):
                while not condition():
                    await waiter.stirred.wait()
                    waiter.stirred.clear()
        finally:
            self._waiters.discard(waiter)
