"""What is decided about links. Pure."""

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum, unique
from typing import Final
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from bot.parsing.records import PageRead
from bot.reading.links import Link
from bot.reading.normalise import folded_ar, latin_digits
from bot.reading.records import Mode
from bot.reading.slot_text import read_minutes as read_length
from bot.resources.records import (
    LONGEST_MINUTES,
    LONGEST_TAG,
    MOST_TAGS,
    Hears,
    Refusal,
    Resource,
)
from bot.slots.rules_instants import instant_of
from bot.texts.html import one_line, utf16_length

MOST_RESOURCES: Final = 1_000  # of one person
MOST_AN_HOUR: Final = 20  # new links of one person: each is a page that is fetched
HOUR: Final = timedelta(hours=1)
ANSWERED_AFTER: Final = timedelta(seconds=3)  # then whoever sent a link is asked, whatever came
WORDS_A_MINUTE: Final = 200  # read silently, by an adult, in a second language too
BATCH_SECONDS: Final = 600  # what one member shares within it comes together
LINKS_A_WEEK: Final = 10  # in the list of the week
WEEKLY_AT: Final = time(10, 0)  # on the circle's clock …
WEEKLY_DAY: Final = 5  # … on a Saturday
WEEKLY_LATENESS: Final = timedelta(hours=48)
THANKS_AT: Final = time(9, 0)  # on the sharer's clock: what came after the day's message
LONGEST_COPY: Final = 256  # UTF-16 units; Bot API: CopyTextButton.text, 1-256 characters
LONGEST_LEADING: Final = 2_000  # characters of an address to share by; longer ones are cut by apps
ON_A_PAGE: Final = 8  # links; more are a wall of text on a phone
LENGTHS: Final = (5, 10, 15, 30, 45, 60)  # minutes on buttons

_WATCHED_AT: Final = frozenset(
    {
        "youtube.com", "vimeo.com", "ted.com", "twitch.tv", "dailymotion.com", "loom.com",
        "tiktok.com", "bilibili.com", "odysee.com", "rumble.com",
    }
)  # fmt: skip
_HEARD_AT: Final = frozenset(
    {
        "podcasts.apple.com", "open.spotify.com", "soundcloud.com", "overcast.fm", "pca.st",
        "castbox.fm", "anchor.fm", "podbean.com", "spreaker.com", "podcasts.google.com",
        "audible.com", "librivox.org", "anghami.com", "thmanyah.com", "buzzsprout.com", "castro.fm",
    }
)  # fmt: skip
_PRACTISED_AT: Final = frozenset(
    {
        "leetcode.com", "exercism.org", "codewars.com", "hackerrank.com", "kaggle.com",
        "duolingo.com", "codecademy.com", "freecodecamp.org", "brilliant.org", "khanacademy.org",
    }
)  # fmt: skip
_ENDINGS: Final = {
    Mode.READ: (".pdf", ".epub", ".txt", ".md", ".docx", ".doc", ".pptx", ".ppt", ".mobi"),
    Mode.LISTEN: (".mp3", ".m4a", ".ogg", ".oga", ".opus", ".wav", ".flac", ".aac"),
    Mode.WATCH: (".mp4", ".webm", ".mkv", ".mov", ".m4v", ".avi"),
}
_BY_MEDIA: Final = {
    "article": Mode.READ,
    "video": Mode.WATCH,
    "audio": Mode.LISTEN,
    "course": Mode.PRACTISE,
}
_TELEGRAM: Final = frozenset({"t.me", "telegram.me", "telegram.dog"})
_LONGEST_LENGTH: Final = 100  # characters of a length that is typed


# Taking one -----------------------------------------------------------------------------------------


def refuse_one_more(*, has: int, within_hour: int) -> Refusal | None:
    """Why somebody may not bring one more new link, or None if they may."""
    if has >= MOST_RESOURCES:
        return Refusal.TOO_MANY
    return Refusal.TOO_FAST if within_hour >= MOST_AN_HOUR else None


def without_own(links: Iterable[Link], *, bot_username: str) -> tuple[Link, ...]:
    """The links without those to the bot itself: invites and the like are no resources."""
    return tuple(link for link in links if not _is_own(link, bot_username))


def _is_own(link: Link, bot_username: str) -> bool:
    path = urlsplit(link.url).path.strip("/").partition("/")[0]
    return link.host in _TELEGRAM and path.casefold() == bot_username.casefold()


# What it is -----------------------------------------------------------------------------------------


def mode_of_link(link: Link) -> Mode | None:
    """How it is taken in, by its address alone; None: that does not tell."""
    path = urlsplit(link.url).path.lower()
    for mode, endings in _ENDINGS.items():
        if path.endswith(endings):
            return mode
    for mode, hosts in (
        (Mode.WATCH, _WATCHED_AT),
        (Mode.LISTEN, _HEARD_AT),
        (Mode.PRACTISE, _PRACTISED_AT),
    ):
        if _is_at(link.host, hosts):
            return mode
    return None


def _is_at(host: str, hosts: Collection[str]) -> bool:
    return any(host == known or host.endswith(f".{known}") for known in hosts)


def mode_of_page(page: PageRead) -> Mode | None:
    """How it is taken in, by what its page says; None: that does not tell."""
    found = _BY_MEDIA.get(page.media)
    if found is None and page.words:
        return Mode.READ
    return found


def minutes_of_page(page: PageRead, mode: Mode | None) -> int | None:
    """How long it takes: its media's minutes, or what it takes to read it; None: nobody knows.

    The words around a video say nothing about its length.
    """
    if page.seconds:
        found = math.ceil(page.seconds / 60)
    elif mode is Mode.READ and page.words:
        found = math.ceil(page.words / WORDS_A_MINUTE)
    else:
        return None
    return found if found <= LONGEST_MINUTES else None


@unique
class Missing(StrEnum):
    """What is asked next about a resource."""

    MODE = "mode"
    MINUTES = "minutes"
    TITLE = "title"


def first_missing(resource: Resource) -> Missing | None:
    """What is not known of it, in the order in which it is asked."""
    if resource.mode is None:
        return Missing.MODE
    if resource.minutes is None:
        return Missing.MINUTES
    return None if resource.title else Missing.TITLE


def read_minutes(text: str) -> int | None:
    """A number of minutes that was typed: 1 to a day."""
    typed = latin_digits(text[:_LONGEST_LENGTH]).strip()
    # A bare number is minutes, whatever else "1441" could mean.
    minutes = int(typed) if typed.isdecimal() else read_length(typed)
    return minutes if minutes is not None and 1 <= minutes <= LONGEST_MINUTES else None


def read_tags(words: Iterable[str]) -> tuple[str, ...]:
    """Tags without their `#`, each once however it is spelled, at most `MOST_TAGS`, in order."""
    found: dict[str, str] = {}
    for word in words:
        tag = one_line(word.replace("#", " ")).replace(" ", "_").strip("_.,،")[:LONGEST_TAG]
        if tag:
            found.setdefault(folded_ar(tag), tag)
    return tuple(found.values())[:MOST_TAGS]


# Telling --------------------------------------------------------------------------------------------


def batch_of(at: datetime) -> int:
    """Which ten minutes a moment lies in."""
    return int(at.timestamp()) // BATCH_SECONDS


def batch_ends_at(batch: int) -> datetime:
    """When those ten minutes are over."""
    return datetime.fromtimestamp((batch + 1) * BATCH_SECONDS, tz=UTC)


def next_week(zone: str, *, after: datetime) -> datetime:
    """When the links of the week are next told: the first Saturday morning after `after`. UTC."""
    tz = ZoneInfo(zone)
    on = after.astimezone(tz).date() - timedelta(days=1)
    while True:
        if on.weekday() == WEEKLY_DAY:
            at = instant_of(WEEKLY_AT, tz, on)
            if at is not None and at > after:
                return at
        on += timedelta(days=1)


def hears_now(hears: Hears, *, is_muted: bool) -> bool:
    """Whether a member is told of a link at once."""
    return hears is Hears.AT_ONCE and not is_muted


def next_morning(zone: ZoneInfo, *, after: datetime) -> datetime:
    """Nine o'clock of the local day after `after`. UTC."""
    tomorrow = after.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, THANKS_AT, tzinfo=zone).astimezone(UTC)


# Outside --------------------------------------------------------------------------------------------


def outside_text(resource: Resource) -> str:
    """A ready text for elsewhere: title, why, link; a line each."""
    return "\n".join(part for part in (resource.title, resource.why, resource.url) if part)


def short_outside_text(resource: Resource) -> str | None:
    """The same as fits a button that copies; None: the link alone does not."""
    for parts in ((resource.title, resource.why), (resource.title,), ()):
        text = "\n".join(part for part in (*parts, resource.url) if part)
        if utf16_length(text) <= LONGEST_COPY:
            return text
    return None


def leading_outside(resource: Resource) -> str | None:
    """The address by which Telegram shares it; None: it is too long for one."""
    words = "\n".join(part for part in (resource.title, resource.why) if part)
    for text in (words, resource.title, ""):
        query = f"url={quote(resource.url, safe='')}" + (f"&text={quote(text)}" if text else "")
        whole = f"https://t.me/share/url?{query}"
        if len(whole) <= LONGEST_LEADING:
            return whole
    return None


@dataclass(frozen=True, slots=True)
class Turn:
    """Which page of a list is shown.

    Attributes:
        number: from 1.
        count: how many things the list has.
    """

    number: int
    count: int

    @property
    def pages(self) -> int:
        """How many there are."""
        return max(1, math.ceil(self.count / ON_A_PAGE))

    @property
    def offset(self) -> int:
        """How many things come before it."""
        return (self.number - 1) * ON_A_PAGE


def turn_to(number: int, *, count: int) -> Turn:
    """The page that is shown when `number` is asked for: the nearest one that there is."""
    pages = Turn(1, count).pages
    return Turn(min(max(1, number), pages), count)
