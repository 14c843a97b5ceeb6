"""Which table of time zones is used."""

import zoneinfo
from datetime import UTC, datetime, timedelta
from pathlib import Path

import tzdata

import bot


def test_the_locked_table_is_used_and_not_the_machines() -> None:
    assert bot.__doc__
    assert zoneinfo.TZPATH == ()
    inside = Path(tzdata.__file__).parent / "zoneinfo" / "Africa" / "Casablanca"
    with inside.open("rb") as file:
        locked = zoneinfo.ZoneInfo.from_file(file)
    moment = datetime(2026, 11, 24, 12, tzinfo=UTC)
    ours = zoneinfo.ZoneInfo("Africa/Casablanca")
    assert moment.astimezone(ours).utcoffset() == moment.astimezone(locked).utcoffset()
    # An operating system of 2025 says one hour.
    assert moment.astimezone(ours).utcoffset() == timedelta(0)
