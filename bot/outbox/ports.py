"""What the dispatcher must be handed: who makes its calls, and who knows the recipients."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol, TypeAlias

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.gate import Standing
from bot.outbox.records import Gone, Outgoing, SendOutcome


class Sender(Protocol):
    """What makes one call to Telegram."""

    async def send(self, outgoing: Outgoing) -> SendOutcome:
        """Make the call that `outgoing` stands for."""
        ...

    async def ask(self) -> SendOutcome:
        """Make a call that risks no message: whether Telegram answers."""
        ...


# Where the recipient behind a chat stands; None: nobody known (a group, a person erased).
StandingOf: TypeAlias = Callable[[AsyncConnection, int], Awaitable[Standing | None]]
# Told, in the transaction that keeps the answer, that a chat cannot be reached.
OnGone: TypeAlias = Callable[[AsyncConnection, int, Gone, datetime], Awaitable[None]]
