"""Things that go wrong between a bot and Telegram, on order."""

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum

from bot.playground.jsontypes import JsonObject

_SERVER_ERROR, _FLOOD = 500, 429  # HTTP statuses


class FaultKind(StrEnum):
    """What goes wrong."""

    REFUSE = "refuse"  # answered with a status before the world acts
    DROP_BEFORE = "drop_before"  # connection cut, the world does not act
    DROP_AFTER = "drop_after"  # the world acts, then the connection is cut
    ERROR_AFTER = "error_after"  # the world acts, then a 502 comes from something in between
    TRUNCATE = "truncate"  # the world acts, the answer's JSON is cut in half
    DELAY = "delay"  # the world acts after some real seconds
    HOLD = "hold"  # the world acts once the test calls `release`
    HOLD_AFTER = "hold_after"  # the world acts; the answer comes once the test calls `release`
    PAGE = "page"  # something in between answers with a page of its own, whatever the status


@dataclass(eq=False, slots=True, kw_only=True)
class Fault:
    """One fault, which strikes `times` calls that match."""

    kind: FaultKind
    method: str | None = None
    chat_id: int | None = None
    times: int = 1
    status: int = 500
    retry_after: int | None = None
    migrate_to_chat_id: int | None = None
    description: str | None = None
    seconds: float = 0.0
    struck: int = 0
    _reached: asyncio.Event = field(default_factory=asyncio.Event)
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    async def reached(self) -> None:
        """Wait until a call has met this fault."""
        await self._reached.wait()

    def release(self) -> None:
        """Let the calls go on that HOLD keeps."""
        self._released.set()

    async def wait(self) -> None:
        """The pause that DELAY, HOLD and HOLD_AFTER make."""
        if self.kind is FaultKind.DELAY:
            await asyncio.sleep(self.seconds)
        elif self.kind in {FaultKind.HOLD, FaultKind.HOLD_AFTER}:
            await self._released.wait()

    def body(self) -> bytes | JsonObject:
        """What REFUSE answers: JSON for the statuses the Bot API has, a proxy's page for 5xx; PAGE: a page."""
        if self.kind is FaultKind.PAGE or self.status >= _SERVER_ERROR:
            return f"<html><body><h1>{self.status}</h1></body></html>".encode()
        description = self.description or _DESCRIPTIONS.get(self.status, "Bad Request: fault")
        body: JsonObject = {"ok": False, "error_code": self.status, "description": description}
        if self.status == _FLOOD:
            seconds = self.retry_after if self.retry_after is not None else 1
            body["description"] = f"Too Many Requests: retry after {seconds}"
            body["parameters"] = {"retry_after": seconds}
        if self.migrate_to_chat_id is not None:
            body["description"] = "Bad Request: group chat was upgraded to a supergroup chat"
            body["parameters"] = {"migrate_to_chat_id": self.migrate_to_chat_id}
        return body


_DESCRIPTIONS = {
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running",
}


class Faults:
    """The faults on order, first come first served."""

    def __init__(self) -> None:
        self._ordered: list[Fault] = []

    def add(
        self,
        kind: FaultKind | str,
        *,
        method: str | None = None,
        chat_id: int | None = None,
        times: int = 1,
        status: int = 500,
        retry_after: int | None = None,
        migrate_to_chat_id: int | None = None,
        description: str | None = None,
        seconds: float = 0.0,
    ) -> Fault:
        """Order a fault for the next `times` calls of `method` (any, if None) to `chat_id` (any, if None)."""
        fault = Fault(
            kind=FaultKind(kind),
            method=method,
            chat_id=chat_id,
            times=times,
            status=status,
            retry_after=retry_after,
            migrate_to_chat_id=migrate_to_chat_id,
            description=description,
            seconds=seconds,
        )
        self._ordered.append(fault)
        return fault

    def clear(self) -> None:
        """Cancel all orders; calls that are held go on."""
        for fault in self._ordered:
            fault.release()
        self._ordered.clear()

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """The fault that strikes this call, or None."""
        for fault in self._ordered:
            if fault.struck >= fault.times:
                continue
            if fault.method not in {None, method} or fault.chat_id not in {None, chat_id}:
                continue
            fault.struck += 1
            fault._reached.set()  # noqa: SLF001 - the two classes are one mechanism
            return fault
        return None
