"""SQLite without a thread for each connection.

The driver hands every statement to a thread and waits: on a busy machine most of a life would be spent
in waiting. Here the same statements run in the loop itself. What is stored, and in which order, is the same.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from aiosqlite.core import Connection

# Added to the address: the connection is made by the driver's thread and used by the loop's.
IN_THIS_THREAD = "?check_same_thread=false"


async def _at_once(
    connection: Connection, fn: Callable[..., Any], *args: Any, **kwargs: Any
) -> Any:
    if not connection._running or connection._connection is None:
        raise ValueError("Connection closed")
    return fn(*args, **kwargs)


@contextmanager
def without_threads() -> Iterator[None]:
    """While it lasts, statements run at once. For addresses that end with `IN_THIS_THREAD`."""
    threaded = Connection._execute
    Connection._execute = _at_once  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        Connection._execute = threaded  # type: ignore[method-assign]
