"""How a process ends when it is asked to: in order, and soon, whatever hangs.

What is cut off here is left as a kill would leave it, and the next start settles it.
"""

import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Final

SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)
# Of the ten that a stop may take. A thread that waits for a database somebody else holds cannot be
# cancelled, and Python waits for it for ever.
LONGEST_STOP_SECONDS: Final = 9.0
LONGEST_SECOND_SECONDS: Final = 1.0  # after a second signal: time to give the connections back


def end_within(seconds: float) -> None:
    """End this process then, if it is still there."""
    timer = threading.Timer(seconds, os._exit, (os.EX_OK,))
    timer.daemon = True
    timer.start()


def do_unless_stopped(work: Callable[[], None]) -> None:
    """Do `work` before there is a loop; a signal ends the process at once.

    It is done in a thread: while SQLite waits for somebody else's lock, this one hears nothing.
    """
    done: Future[None] = Future()

    def do() -> None:
        try:
            work()
        except BaseException as error:  # raised again where it is waited for
            done.set_exception(error)
        else:
            done.set_result(None)

    for number in SIGNALS:
        signal.signal(number, lambda *_: os._exit(os.EX_OK))
    threading.Thread(target=do, name="bringing up", daemon=True).start()
    done.result()
