"""Signed buttons: what a press brings back is believed only if Halqa wrote it for this person.

Data is `1:<action>:<arg>:<tag>`; the tag is an HMAC over (bot, person, action, arg). The client
sends it, so it can be altered and replayed: the tag says that we made it for them, and the door of
the slice says whether they still may.
"""

import base64
import hmac
import re
from dataclasses import dataclass
from typing import Final

from bot.keys import Keys

LONGEST_DATA: Final = 64  # Bot API: InlineKeyboardButton.callback_data, 1-64 bytes
_VERSION: Final = "1"
_TAG_BYTES: Final = 8  # 64 bits; a guess costs one update, and updates are few
_FORM: Final = re.compile(r"1:([a-z_.]{1,14}):([A-Za-z0-9._-]{0,34}):([A-Za-z0-9_-]{11})")


@dataclass(frozen=True, slots=True)
class Press:
    """A press that was verified.

    Attributes:
        action: whose handler is called.
        arg: what it is about.
        message_id: the screen that the button is on.
    """

    action: str
    arg: str
    message_id: int

    @property
    def number(self) -> int:
        """`arg` (or its part before the first dot) as an id.

        Raises:
            ValueError: it is no number; cannot happen to a button that we signed as one.
        """
        return int(self.arg.partition(".")[0])

    @property
    def rest(self) -> str:
        """What follows the first dot of `arg`."""
        return self.arg.partition(".")[2]


class Signer:
    """Writes and reads button data for one bot."""

    def __init__(self, keys: Keys, *, bot_id: int, epoch: int = 0) -> None:
        """Sign for one bot.

        Args:
            keys: the secret's keys.
            bot_id: Telegram's number of the bot.
            epoch: changes when a backup is restored, where numbers are given out anew: a button of
                the lost days must not mean what has its number now.
        """
        self._keys = keys
        self._whose = f"{bot_id}:{epoch}" if epoch else str(bot_id)

    def sign(self, *, chat_id: int, action: str, arg: str) -> str:
        """The data of a button in `chat_id`'s chat.

        Raises:
            ValueError: action or arg do not have the form, or the data would be too long.
        """
        data = f"{_VERSION}:{action}:{arg}:{self._tag(chat_id, action, arg)}"
        if not _FORM.fullmatch(data) or len(data) > LONGEST_DATA:
            msg = f"not a button: action {action!r}, {len(data)} bytes"
            raise ValueError(msg)
        return data

    def read(self, data: str, *, chat_id: int) -> tuple[str, str] | None:
        """(action, arg) of data that we wrote for that chat; None for anything else."""
        match = _FORM.fullmatch(data)
        if match is None:
            return None
        action, arg, tag = match.groups()
        if not hmac.compare_digest(tag, self._tag(chat_id, action, arg)):
            return None
        return action, arg

    def _tag(self, chat_id: int, action: str, arg: str) -> str:
        digest = self._keys.digest("button", f"{self._whose}:{chat_id}:{action}:{arg}")
        return base64.urlsafe_b64encode(digest[:_TAG_BYTES]).decode().rstrip("=")
