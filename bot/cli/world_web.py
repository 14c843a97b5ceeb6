"""The bot's way into the playground's own web, and nowhere else."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from typing_extensions import override

from bot.fetching.fetcher import Fetcher
from bot.fetching.records import Failed, Failure, Fetched, Outcome, Wanted
from bot.fetching.urls import read_target
from bot.playground.web.web import Web

_SECURE: Final = "https://"
_PLAIN: Final = "http://"
_PORT: Final = 80


class WorldFetcher(Fetcher):
    """Fetches what a world has published. Every other name does not exist, and nothing else is asked for it.

    Nobody can vouch for names that nobody owns: what is asked for by https comes by http.
    """

    def __init__(self, web: Web, served_at: str) -> None:
        """Nothing is asked yet.

        Args:
            web: what there is.
            served_at: the address of the server that has it; `http://127.0.0.1:…`.
        """
        at = urlsplit(served_at)
        self._web = web
        self._address = (at.hostname or "", at.port or _PORT)
        super().__init__(resolve=self._look_up, permit=[self._address])

    @override
    async def fetch(self, wanted: Wanted) -> Outcome:
        """Fetch it."""
        target = read_target(wanted.url)
        if (
            target is None or target.host not in self._web.hosts
        ):  # an address in numbers is no name
            return Failed(failure=Failure.UNREACHABLE)
        if not wanted.url.lower().startswith(_SECURE):
            return await super().fetch(wanted)
        plain = _PLAIN + wanted.url[len(_SECURE) :]
        outcome = await super().fetch(replace(wanted, url=plain))
        if not isinstance(outcome, Fetched):
            return outcome
        return replace(outcome, url=_secured(outcome.url), moved_to=_secured(outcome.moved_to))

    async def _look_up(self, host: str, port: int) -> Sequence[tuple[str, int]]:
        if host not in self._web.hosts or port != _PORT:
            msg = "no such name in this world"
            raise OSError(msg)
        return [self._address]


def _secured(url: str) -> str:
    return _SECURE + url[len(_PLAIN) :] if url.startswith(_PLAIN) else url
