"""Telegram itself: the only package that talks to the Bot API.

`polling` fetches, `incoming` hands an update to the slices' handlers, `sender` makes the calls,
`buttons` signs what a press brings back, `commands` fills the menu, `transport` is the wire.
"""

import os

# The library's own switch: lengths of time as timedelta, and no warning of it with every refusal.
os.environ.setdefault("PTB_TIMEDELTA", "true")
