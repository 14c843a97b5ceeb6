"""What is decided about circles. Pure."""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.circles.records import MOST_SEATS, Circle, Member, MemberId, Refusal, Roll, Setting
from bot.texts.html import one_line

LONGEST: Final[Mapping[Setting, int]] = {  # characters, as wide as the columns
    Setting.NAME: 64,  # one line on a phone
    Setting.FIELD: 100,
    Setting.FOCUS: 200,
}
FEWEST_SEATS: Final = 2  # a circle of one would have nobody to learn with
LONGEST_REASON: Final = 300  # characters, as a concern
NEW_MEMBERS_WAIT: Final = timedelta(days=14)  # where a circle wants it, before they invite
LOG_LINES: Final = 20  # what fits on one screen

# The values that a host chooses among. Seats are counted, and texts are typed.
CHOICES: Final[Mapping[Setting, tuple[int, ...]]] = {
    Setting.REQUIRED: (1, 2, 3),
    Setting.WINDOW: (24, 48, 72, 120),
    Setting.HOLD: (0, 24, 48, 72),
    Setting.LAST_WORD: (0, 1),
    Setting.ONLY_HOSTS: (0, 1),
    Setting.NEW_WAIT: (0, 1),
}
SWITCHES: Final = frozenset({Setting.LAST_WORD, Setting.ONLY_HOSTS, Setting.NEW_WAIT})
COLUMNS: Final[Mapping[Setting, str]] = {
    Setting.NAME: "name",
    Setting.FIELD: "field",
    Setting.FOCUS: "focus",
    Setting.SEATS: "seats",
    Setting.REQUIRED: "acquaintances_required",
    Setting.WINDOW: "window_hours",
    Setting.HOLD: "hold_hours",
    Setting.LAST_WORD: "host_has_last_word",
    Setting.ONLY_HOSTS: "only_hosts_invite",
    Setting.NEW_WAIT: "new_members_wait",
}


# What is typed -----------------------------------------------------------------------------------


def read_text(text: str, setting: Setting) -> str | None:
    """A typed name, field or focus, cleaned; None when nothing visible is left or it is too long."""
    cleaned = one_line(text)
    is_seen = any(unicodedata.category(character)[0] in "LNSP" for character in cleaned)
    return cleaned if is_seen and len(cleaned) <= LONGEST[setting] else None


def read_reason(text: str) -> str | None:
    """A typed reason of 1-300 characters; None when it is empty or too long."""
    cleaned = text.strip()
    is_seen = any(unicodedata.category(character)[0] in "LNSP" for character in cleaned)
    return cleaned if is_seen and len(cleaned) <= LONGEST_REASON else None


def read_seats(text: str) -> int | None:
    """A typed number of seats, 2-20, in any digits; None for anything else."""
    typed = text.strip()
    if not typed.isdecimal():
        return None
    seats = int(typed)  # int reads the digits of every script
    return seats if FEWEST_SEATS <= seats <= MOST_SEATS else None


# Who may what ------------------------------------------------------------------------------------


def refuse_open(*, hosted: int, joined: int, most_hosted: int, most_joined: int) -> Refusal | None:
    """Why somebody who hosts `hosted` circles and is in `joined` may not open one more."""
    if hosted >= most_hosted:
        return Refusal.TOO_MANY_HOSTED
    return refuse_one_more(joined=joined, most_joined=most_joined)


def refuse_one_more(*, joined: int, most_joined: int) -> Refusal | None:
    """Why somebody who is in `joined` circles may not be in one more."""
    return Refusal.TOO_MANY_CIRCLES if joined >= most_joined else None


def may_invite(circle: Circle, member: Member, *, now: datetime) -> bool:
    """Whether a member may invite at all; free seats are another matter."""
    if member.is_host:
        return True
    if circle.only_hosts_invite:
        return False
    return not circle.new_members_wait or now - member.joined_at >= NEW_MEMBERS_WAIT


def refuse_leave(roll: Roll, member: Member) -> Refusal | None:
    """Why that member may not leave: an open circle always has a host."""
    is_last_host = member.is_host and len(roll.hosts) == 1
    return Refusal.LAST_HOST if is_last_host and len(roll.members) > 1 else None


def refuse_step_down(roll: Roll, member: Member) -> Refusal | None:
    """Why that host may not become a plain member."""
    return Refusal.LAST_HOST if member.is_host and len(roll.hosts) == 1 else None


def refuse_new_host(roll: Roll, host: Member, chosen: MemberId) -> Refusal | None:
    """Why `host` cannot make the stay `chosen` a host."""
    target = find(roll, chosen)
    if target is None:
        return Refusal.NOT_A_MEMBER
    if target.id == host.id:
        return Refusal.ONESELF
    return Refusal.ALREADY_HOST if target.is_host else None


def refuse_removal(roll: Roll, host: Member, chosen: MemberId) -> Refusal | None:
    """Why `host` cannot remove the stay `chosen`."""
    target = find(roll, chosen)
    if target is None:
        return Refusal.NOT_A_MEMBER
    return Refusal.ONESELF if target.id == host.id else None


def refuse_setting(circle: Circle, setting: Setting, value: str | int) -> Refusal | None:
    """Why a setting cannot have that value."""
    if setting in LONGEST:
        is_cleared_focus = setting is Setting.FOCUS and value == ""
        fits = is_cleared_focus or (isinstance(value, str) and read_text(value, setting) == value)
        return None if fits else Refusal.NOT_A_VALUE
    if setting is Setting.SEATS:
        if not isinstance(value, int) or not FEWEST_SEATS <= value <= MOST_SEATS:
            return Refusal.NOT_A_VALUE
        return Refusal.TOO_FEW_SEATS if value < circle.members else None
    return None if value in CHOICES[setting] else Refusal.NOT_A_VALUE


def find(roll: Roll, member_id: MemberId) -> Member | None:
    """The stay with that id, if it is one of the present ones."""
    return next((member for member in roll.members if member.id == member_id), None)


def successor(members: Sequence[Member]) -> Member | None:
    """Who becomes host when the last one is gone: whoever has been there longest."""
    return min(members, key=lambda member: (member.joined_at, member.id), default=None)


def value_of(circle: Circle, setting: Setting) -> str | int:
    """What a setting is now; switches are 0 or 1."""
    value: str | int = getattr(circle, COLUMNS[setting])
    return int(value) if setting in SWITCHES else value
