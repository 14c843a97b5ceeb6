"""People as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.gate import QuietHours, Standing
from bot.texts import Digits, Reader

PersonId = NewType("PersonId", int)


class Budget(StrEnum):
    """How many messages a local day the bot may start by itself."""

    LIGHT = "light"
    STANDARD = "standard"
    ACTIVE = "active"

    @property
    def messages(self) -> int:
        """The number."""
        return {"light": 2, "standard": 5, "active": 10}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who has met the bot.

    Attributes:
        id: ours; Telegram's is `telegram_id`, which is also the private chat's id.
        name: the first name, cleaned; never empty.
        full_name: first and last name, cleaned.
        username: without the @.
        language: a catalogue's name.
        digits: how Arabic shows numbers.
        zone: an IANA name; None until they told it (UTC is used, and nothing is nudged).
        country: of the zone.
        quiet: their quiet hours.
        budget: their profile.
        days_off: weekdays (Monday 0) without messages that the bot starts.
        paused_until: silent before this moment.
        unreachable_since: set when Telegram says that the bot may not write.
        gone_at: set when the account was deleted; final.
        met_at: first contact.
    """

    id: PersonId
    telegram_id: int
    name: str
    full_name: str
    username: str | None
    language: str
    digits: Digits
    zone: str | None
    country: str | None
    quiet: QuietHours
    budget: Budget
    days_off: frozenset[int]
    paused_until: datetime | None
    unreachable_since: datetime | None
    gone_at: datetime | None
    met_at: datetime

    @property
    def chat_id(self) -> int:
        """Their private chat."""
        return self.telegram_id

    @property
    def reader(self) -> Reader:
        """How they are spoken to."""
        return Reader(
            language=self.language,
            digits=self.digits,
            zone=self.zone or "UTC",
            country=self.country,
        )

    @property
    def is_reachable(self) -> bool:
        """Whether the bot may write to them."""
        return self.unreachable_since is None and self.gone_at is None

    @property
    def standing(self) -> Standing:
        """Where they stand at the gate."""
        return Standing(
            is_reachable=self.is_reachable,
            paused_until=self.paused_until,
            zone=self.zone or "UTC",
            quiet=self.quiet,
            days_off=self.days_off,
            budget=self.budget.messages,
            is_gone=self.gone_at is not None,
        )
