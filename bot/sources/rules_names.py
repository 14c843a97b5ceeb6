"""The sites on which somebody has a handle, as people call them. Pure data."""

import re
from dataclasses import dataclass
from typing import Final

from bot.reading.normalise import normalise


@dataclass(frozen=True, slots=True)
class Site:
    """A site with handles.

    Attributes:
        name: on a button; a brand is written alike in both languages.
        url: somebody's page there, with `{handle}`.
        names: a pattern of what a handle there looks like.
        called: what people call it, its host included.
        tags: a hashtag's page there, with `{handle}`; empty: it has none.
    """

    name: str
    url: str
    names: re.Pattern[str]
    called: tuple[str, ...]
    tags: str = ""


def _names(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


_ANY: Final = r"[A-Za-z0-9_.-]{2,100}"

# By the short word that a button carries; in the order of the buttons.
SITES: Final[dict[str, Site]] = {
    "x": Site("X", "https://x.com/{handle}", _names(r"\w{1,15}"),
              ("x", "x.com", "twitter", "twitter.com", "تويتر", "إكس", "اكس"),
              "https://x.com/hashtag/{handle}"),
    "telegram": Site("Telegram", "https://t.me/{handle}", _names(r"[A-Za-z]\w{3,31}"),
                     ("telegram", "t.me", "tg", "تيليجرام", "تليجرام", "تيليغرام", "تلغرام",
                      "تلجرام", "تليغرام")),
    "youtube": Site("YouTube", "https://www.youtube.com/@{handle}", _names(r"[A-Za-z0-9_.-]{3,30}"),
                    ("youtube", "youtube.com", "yt", "يوتيوب", "اليوتيوب"),
                    "https://www.youtube.com/hashtag/{handle}"),
    "instagram": Site("Instagram", "https://www.instagram.com/{handle}", _names(r"[\w.]{1,30}"),
                      ("instagram", "instagram.com", "insta", "ig", "انستغرام", "انستجرام",
                       "انستا", "إنستغرام", "إنستجرام", "انستقرام"),
                      "https://www.instagram.com/explore/tags/{handle}"),
    "linkedin": Site("LinkedIn", "https://www.linkedin.com/in/{handle}",
                     _names(r"[\w%-]{3,100}"),
                     ("linkedin", "linkedin.com", "لينكدإن", "لينكدان", "لينكد إن", "لينكدين",
                      "لنكدإن", "لينكد ان"),
                     "https://www.linkedin.com/feed/hashtag/{handle}"),
    "tiktok": Site("TikTok", "https://www.tiktok.com/@{handle}", _names(r"[\w.]{2,24}"),
                   ("tiktok", "tiktok.com", "تيك توك", "تيكتوك"),
                   "https://www.tiktok.com/tag/{handle}"),
    "facebook": Site("Facebook", "https://www.facebook.com/{handle}", _names(_ANY),
                     ("facebook", "facebook.com", "fb", "فيسبوك", "فيس بوك", "فيس"),
                     "https://www.facebook.com/hashtag/{handle}"),
    "threads": Site("Threads", "https://www.threads.com/@{handle}", _names(r"[\w.]{1,30}"),
                    ("threads", "threads.net", "threads.com", "ثريدز")),
    "bsky": Site("Bluesky", "https://bsky.app/profile/{handle}",
                 _names(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"),
                 ("bluesky", "bsky", "bsky.app", "بلوسكاي", "بلو سكاي"),
                 "https://bsky.app/hashtag/{handle}"),
    "github": Site("GitHub", "https://github.com/{handle}", _names(r"[A-Za-z0-9-]{1,39}"),
                   ("github", "github.com", "جيت هب", "غيت هب", "جيتهب")),
    "reddit": Site("Reddit", "https://www.reddit.com/user/{handle}", _names(r"[\w-]{2,30}"),
                   ("reddit", "reddit.com", "ريديت", "رديت")),
    "medium": Site("Medium", "https://medium.com/@{handle}", _names(r"[\w.-]{1,60}"),
                   ("medium", "medium.com", "ميديوم")),
    "substack": Site("Substack", "https://substack.com/@{handle}", _names(r"[\w-]{1,60}"),
                     ("substack", "substack.com", "سبستاك", "سابستاك")),
    "pinterest": Site("Pinterest", "https://www.pinterest.com/{handle}", _names(r"[\w-]{3,100}"),
                      ("pinterest", "pinterest.com", "بنترست", "بينتريست")),
}  # fmt: skip

# Compared as `normalise` writes what was typed.
_CALLED: Final = {normalise(word): key for key, site in SITES.items() for word in site.called}


def site_named(words: str) -> Site | None:
    """The site that somebody means by these words, as `normalise` writes them."""
    key = _CALLED.get(words.removeprefix("www."))
    return None if key is None else SITES[key]
