"""Who lives in a town, where on earth, and when their lives begin."""

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.telegram.context import Sender
from tests.safety.machine.watcher import FIRST_ACCOUNT


@dataclass(frozen=True, slots=True)
class Soul:
    """Somebody with an account; `mark` is a word that stands in all that they write, and nowhere else."""

    number: int
    language: str
    zone: str

    @property
    def telegram_id(self) -> int:
        """Their account."""
        return FIRST_ACCOUNT + self.number

    @property
    def mark(self) -> str:
        """Their word."""
        return f"zq{self.number}qz"

    @property
    def family(self) -> str:
        """Their family name, which nobody else has."""
        return f"Zf{self.number}fz"

    @property
    def concern(self) -> str:
        """The word of what they say in confidence to hosts."""
        return f"cq{self.number}cq"

    @property
    def sender(self) -> Sender:
        """Who Telegram says that they are."""
        return Sender(
            telegram_id=self.telegram_id,
            first_name=f"Name{self.number}",
            last_name=self.family,
            username=f"user{self.number}x",
            language_code=self.language,
        )


# Zones whose clocks change by an hour or by half of one, at midnight or not, in both hemispheres.
_ZONES = (
    "Africa/Cairo",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Beirut",
    "Asia/Kolkata",
    "America/Nuuk",
    "America/Havana",
    "Pacific/Auckland",
)
ZONES = (*_ZONES, "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC")
SOULS = tuple(
    Soul(number, "ar" if number % 3 == 1 else "en", zone) for number, zone in enumerate(_ZONES)
)


A_MONDAY = datetime(2026, 3, 23, 15, 0, tzinfo=UTC)  # clocks change in Europe and Beirut that week
STARTS = (
    A_MONDAY,
    datetime(2026, 4, 20, 12, 0, tzinfo=UTC),  # Cairo, at midnight
    datetime(2026, 10, 26, 12, 0, tzinfo=UTC),  # New York and Havana back; Cairo back
    datetime(2026, 3, 30, 6, 0, tzinfo=UTC),  # Lord Howe and Auckland back
)
