"""All sites of one world."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from bot.playground.web import blogs, directory, lessons, notebooks, oddities, podcast
from bot.playground.web.records import Answer, Pages, Present, Site

_TUESDAY: Final = 1  # scenes are played on Tuesdays: what is published is the same in each


class Web:
    """What is published at the moment that the clock shows."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.begin_anew()

    def begin_anew(self) -> None:
        """As on its first day, which is this one; what was mended is broken."""
        today = self._now().replace(hour=0, minute=0, second=0, microsecond=0)
        self._first_day = today - timedelta(days=(today.weekday() - _TUESDAY) % 7)
        self.sites: tuple[Site, ...] = (
            *blogs.SITES,
            *podcast.SITES,
            *lessons.SITES,
            *notebooks.SITES,
            *oddities.sites(oddities.Patchy()),
        )
        self._pages: Mapping[str, Pages] = {
            directory.HOST: lambda path, _: directory.answer(path, self.sites),
            **{site.host: site.pages for site in self.sites},
        }

    @property
    def hosts(self) -> frozenset[str]:
        """The names that exist."""
        return frozenset(self._pages)

    @property
    def now(self) -> datetime:
        """The world's present."""
        return self._now()

    def answer(self, host: str, path: str) -> Answer | None:
        """What is there now; None: nothing, or no such site."""
        pages = self._pages.get(host)
        return pages and pages(path, Present(self._now(), self._first_day))
