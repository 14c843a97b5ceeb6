"""Halqa: a Telegram bot for small, invite-only learning circles, in Arabic and English."""

import zoneinfo

# The time zones of the locked `tzdata` package, on every machine alike: what an operating system
# brings may be a year old, and a country's clock may have changed since.
zoneinfo.reset_tzpath(to=())
