"""The log: lines for people or JSON for machines; never texts, names, codes or tokens.

Libraries that would print URLs (which hold the token) or whole updates are kept at WARNING, and a
filter takes whatever looks like a token out of every line all the same.
"""

import logging
import re
import sys
from typing import Final

import structlog
from structlog.typing import EventDict, WrappedLogger

from bot.config import LogSettings

_TOKEN: Final = re.compile(r"\d{3,}:[A-Za-z0-9_-]{8,}")
_TALKATIVE: Final = ("httpx", "httpcore", "telegram", "apscheduler", "uvicorn", "aiosqlite", "asyncio",
                     "sqlalchemy", "alembic")  # fmt: skip


def set_up(settings: LogSettings) -> None:
    """Send the log to standard error, as the settings say."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        without_tokens,
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if settings.format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.level)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    # A tick that takes longer than a second lets the next one out: that is meant.
    logging.getLogger("apscheduler.scheduler").setLevel(logging.ERROR)


def without_tokens(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Take whatever looks like a bot token out of every text of a line."""
    return {key: _cleaned(value) for key, value in event.items()}


def _cleaned(value: object) -> object:
    return _TOKEN.sub("<token>", value) if isinstance(value, str) else value
