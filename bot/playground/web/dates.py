"""Dates as the sites write them."""

from datetime import datetime
from typing import Final

_ENGLISH: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ARABIC: Final = (
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
)
_ARABIC_DIGITS: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def day(moment: datetime, language: str) -> str:
    """Day, month and year in words."""
    if language == "ar":
        return f"{moment.day} {_ARABIC[moment.month - 1]} {moment.year}".translate(_ARABIC_DIGITS)
    return f"{moment.day} {_ENGLISH[moment.month - 1]} {moment.year}"
