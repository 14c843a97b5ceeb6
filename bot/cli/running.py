"""`halqa run`: signals, the file's lock, the loops, the health addresses."""

import asyncio
import contextlib
from pathlib import Path

from bot import logs
from bot.app import Halqa
from bot.cli.stopping import (
    LONGEST_SECOND_SECONDS,
    LONGEST_STOP_SECONDS,
    SIGNALS,
    do_unless_stopped,
    end_within,
)
from bot.clock import SystemClock
from bot.config import Settings
from bot.db.lock import FileLock
from bot.errors import ConfigError
from bot.keeping import starting
from bot.watching import picture
from bot.watching.metrics import Live, Scrape
from bot.watching.picture import Picture
from bot.web import app as web


def run(settings: Settings) -> None:
    """Run until a signal says stop; the second one ends at once.

    Raises:
        AlreadyRunning: another process works on the same SQLite file.
        LeadershipLost: another process leads now.
        ConfigError: the secret is missing.
        TokenRefused: Telegram does not know the token.
        Unfit: the database is damaged, or of a newer version.
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
            now = halqa.clock.now()
            do_unless_stopped(lambda: starting.bring_up(settings.database.url, now=now))
        with contextlib.suppress(asyncio.CancelledError):  # by a second signal
            asyncio.run(_until_stopped(halqa))


async def _until_stopped(halqa: Halqa) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    main = asyncio.current_task()

    def on_signal() -> None:
        is_second = stop.is_set()
        end_within(LONGEST_SECOND_SECONDS if is_second else LONGEST_STOP_SECONDS)
        if is_second and main is not None:
            main.cancel()
        stop.set()

    for number in SIGNALS:
        loop.add_signal_handler(number, on_signal)
    serving = None
    if halqa.settings.web.port:  # from the first moment: a start that waits must be seen too
        serving = halqa.background.start(
            "web", web.serve(halqa.settings.web, halqa.readiness, stop, _scrape(halqa))
        )
    try:
        beginning = asyncio.ensure_future(halqa.start())  # noqa: TID251 - waited for right here
        stopping = asyncio.ensure_future(stop.wait())  # noqa: TID251
        await asyncio.wait([beginning, stopping], return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not beginning.done():
            beginning.cancel()
            return
        beginning.result()
        await halqa.run(stop)
    finally:
        stop.set()
        if serving is not None:
            await asyncio.wait([serving], timeout=1)
        await halqa.close()


def _scrape(halqa: Halqa) -> Scrape:
    """What `/metrics` answers."""
    file = Path(halqa.db.file) if halqa.db.file is not None else None

    async def look() -> Picture:
        async with halqa.db.begin() as conn:
            return await picture.take(conn, now=halqa.clock.now(), database=file)

    def live() -> Live:
        silent = halqa.poller.silent_seconds if hasattr(halqa, "poller") else None
        return Live(ready=halqa.readiness(), silent_seconds=silent)

    return Scrape(halqa.clock, look=look, live=live, kinds=halqa.kinds)
