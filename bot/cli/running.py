"""`halqa run`: signals, the file's lock, the loops, the health addresses."""

import asyncio
import contextlib
import signal

from bot import logs
from bot.app import Halqa
from bot.clock import SystemClock
from bot.config import Settings
from bot.db.lock import FileLock
from bot.errors import ConfigError
from bot.web import app as web


def run(settings: Settings) -> None:
    """Run until a signal says stop; the second one ends at once.

    Raises:
        AlreadyRunning: another process works on the same SQLite file.
        LeadershipLost: another process leads now.
        ConfigError: the secret is missing.
        TokenRefused: Telegram does not know the token.
    """
    logs.set_up(settings.log)
    try:
        halqa = Halqa(settings, SystemClock())
    except ValueError as error:
        raise ConfigError([str(error)]) from error
    except OSError as error:  # the folder of the SQLite file is not there, or not ours
        raise ConfigError([f"database.url: {error.filename}: {error.strerror}"]) from error
    with contextlib.ExitStack() as stack:
        if halqa.db.file is not None:
            stack.enter_context(FileLock(halqa.db.file))
        asyncio.run(_until_stopped(halqa))


async def _until_stopped(halqa: Halqa) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    main = asyncio.current_task()

    def on_signal() -> None:
        if stop.is_set() and main is not None:
            main.cancel()
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, on_signal)
    serving = None
    if halqa.settings.web.port:  # from the first moment: a start that waits must be seen too
        serving = halqa.background.start(
            "web", web.serve(halqa.settings.web, halqa.readiness, stop)
        )
    try:
        starting = asyncio.ensure_future(halqa.start())  # noqa: TID251 - waited for right here
        stopping = asyncio.ensure_future(stop.wait())  # noqa: TID251
        await asyncio.wait([starting, stopping], return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not starting.done():
            starting.cancel()
            return
        starting.result()
        await halqa.run(stop)
    finally:
        stop.set()
        if serving is not None:
            await asyncio.wait([serving], timeout=1)
        await halqa.close()
