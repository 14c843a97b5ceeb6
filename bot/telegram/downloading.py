"""Fetches a file that somebody sent to the bot."""

import logging
from typing import Final

from telegram import Bot
from telegram.error import BadRequest

log = logging.getLogger(__name__)

SECONDS: Final = 15.0


class Downloads:
    """Asks Telegram where a file lies, then for the file."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def download(self, file_id: str, most_bytes: int) -> bytes | None:
        """Its content; None: it is larger than that, or not to be had (any more).

        Raises:
            TelegramError: it could not be asked now.
        """
        try:
            file = await self._bot.get_file(file_id)
            if file.file_size is None or file.file_size > most_bytes:
                return None
            content = await file.download_as_bytearray(read_timeout=SECONDS)
        except BadRequest as error:  # gone, or too large; after whatever else it is tried again
            log.info("file not fetched", extra={"outcome": type(error).__name__})
            return None
        return bytes(content) if len(content) <= most_bytes else None
