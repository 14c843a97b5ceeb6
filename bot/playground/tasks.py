"""The one task the playground starts by itself: its server. Tests of the playground start theirs here too."""

import asyncio
from collections.abc import Coroutine
from typing import TypeVar

Result = TypeVar("Result")


def start(coroutine: Coroutine[object, object, Result], *, name: str) -> asyncio.Task[Result]:
    """Run `coroutine` beside the caller, who keeps the task and awaits it."""
    # The playground may not import bot.background: it knows nothing of the bot.
    return asyncio.create_task(coroutine, name=name)  # noqa: TID251 - see the line above
