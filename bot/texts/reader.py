"""Who is spoken to: what changes how a sentence is written for them."""

from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError


class Digits(StrEnum):
    """How numbers are shown. Codes, links and commands always keep Western digits."""

    WESTERN = "western"
    ARABIC = "arabic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """One reader.

    Attributes:
        language: a catalogue's name, `en` or `ar`.
        digits: how numbers are shown; only Arabic has a choice.
        zone: an IANA name; moments are told in it.
        country: ISO 3166 code of the zone, or None; settles the week's first day and the clock.
    """

    language: str = "en"
    digits: Digits = Digits.WESTERN
    zone: str = "UTC"
    country: str | None = None

    @property
    def tz(self) -> ZoneInfo:
        """The zone itself."""
        return ZoneInfo(self.zone)

    @property
    def is_rtl(self) -> bool:
        """Whether the language runs from right to left."""
        try:
            return Locale.parse(self.language).character_order == "right-to-left"
        except (UnknownLocaleError, ValueError):
            return False  # a language that is gone: they read English
