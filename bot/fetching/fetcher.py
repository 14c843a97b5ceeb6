"""Fetches one page from outside."""

import asyncio
import ssl
from collections.abc import Collection
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Final

import aiohttp
from yarl import URL

from bot.fetching import headers
from bot.fetching.body import read_body
from bot.fetching.connecting import Checkpoint, NotPublic, Resolve
from bot.fetching.limits import LIMITS, Limits
from bot.fetching.records import Failed, Failure, Fetched, Outcome, Wanted
from bot.fetching.urls import Target, follow, read_target

_CONNECTIONS: Final = 64  # at once; who asks bounds it further
_SUCCESS: Final = range(200, 300)
_UNCHANGED: Final = 304
_GONE: Final = 410
_FOR_GOOD: Final = (301, 308)
_ELSEWHERE: Final = (301, 302, 303, 307, 308)
_WAITING: Final = (429, 503)


@dataclass(frozen=True, slots=True)
class _Redirect:
    location: str
    is_for_good: bool


class Fetcher:
    """Fetches pages, one client for all.

    Args:
        resolve: how names become addresses; None: as the machine does it.
        permit: socket addresses that may be met although they are not public: the playground's own
            pages, and a test's. Nothing that an operator or a member sets gets in here.
        deny_hosts: names (and all below them) and addresses that are never asked.
        limits: a test's own.
        tls: whom https trusts; None: whom the machine trusts.
    """

    def __init__(
        self,
        *,
        resolve: Resolve | None = None,
        permit: Collection[tuple[str, int]] = (),
        deny_hosts: Collection[str] = (),
        limits: Limits = LIMITS,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._checkpoint = Checkpoint(resolve, permit=permit, deny_hosts=deny_hosts)
        self._limits = limits
        self._tls = tls
        self._session: aiohttp.ClientSession | None = None
        self._is_closed = False

    async def fetch(self, wanted: Wanted) -> Outcome:
        """Fetch it; never raises for what the world answers."""
        if self._is_closed:
            return Failed(failure=Failure.UNREACHABLE)
        try:
            async with asyncio.timeout(wanted.seconds):
                return await self._fetch(wanted)
        except TimeoutError:
            return Failed(failure=Failure.TOO_SLOW)

    async def close(self) -> None:
        """Give back connections; what is on its way ends as unreachable, and so does what comes later."""
        self._is_closed = True
        if self._session is not None:
            await self._session.close()
            self._session = None
        await self._checkpoint.close()

    async def _fetch(self, wanted: Wanted) -> Outcome:
        target, moved_to, url = read_target(wanted.url), "", wanted.url
        moves_for_good = True
        for _ in range(1 + self._limits.most_redirects):
            if target is None or not self._checkpoint.may_ask(target.host, target.port):
                return Failed(failure=Failure.NOT_ALLOWED)
            answer = await self._ask(target, wanted, url=url, moved_to=moved_to)
            if not isinstance(answer, _Redirect):
                return answer
            target = follow(target, answer.location)
            moves_for_good = moves_for_good and answer.is_for_good
            url = "" if target is None else target.url
            moved_to = url if moves_for_good else ""
        return Failed(failure=Failure.TOO_MANY_REDIRECTS)

    async def _ask(
        self, target: Target, wanted: Wanted, *, url: str, moved_to: str
    ) -> Outcome | _Redirect:
        """Ask once, without following anything."""
        try:
            async with self._opened().get(
                URL(target.url, encoded=True),
                headers=_asked_with(wanted),
                allow_redirects=False,
            ) as answer:
                try:
                    return await self._understand(answer, wanted, url=url, moved_to=moved_to)
                finally:
                    answer.close()  # what has not been read is not waited for
        except (aiohttp.ConnectionTimeoutError, aiohttp.ClientConnectorError) as error:
            is_refused = isinstance(getattr(error, "os_error", None), NotPublic)
            return Failed(failure=Failure.NOT_ALLOWED if is_refused else Failure.UNREACHABLE)
        except aiohttp.ClientConnectionError:
            return Failed(failure=Failure.UNREACHABLE)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            if isinstance(error, TimeoutError):
                raise
            return Failed(failure=Failure.BROKEN)

    async def _understand(
        self, answer: aiohttp.ClientResponse, wanted: Wanted, *, url: str, moved_to: str
    ) -> Outcome | _Redirect:
        location = answer.headers.get("Location", "").strip()
        if answer.status in _ELSEWHERE and location:
            return _Redirect(location, answer.status in _FOR_GOOD)
        is_unchanged = answer.status == _UNCHANGED and bool(wanted.etag or wanted.last_modified)
        if answer.status not in _SUCCESS and not is_unchanged:
            return _refusal(answer)
        content = b"" if is_unchanged else await read_body(answer, wanted, self._limits)
        if isinstance(content, Failure):
            return Failed(failure=content, status=answer.status)
        return Fetched(
            url=url,
            moved_to=moved_to,
            is_unchanged=is_unchanged,
            content=content,
            content_type=headers.content_type(answer.headers),
            etag=headers.tag(answer.headers, "ETag"),
            last_modified=headers.tag(answer.headers, "Last-Modified"),
            fresh_for=headers.fresh_for(answer.headers),
        )

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=_CONNECTIONS,
                    force_close=True,  # a connection is good for the check that opened it, and no other
                    use_dns_cache=False,
                    resolver=self._checkpoint,
                    socket_factory=self._checkpoint.socket,
                    ssl=True if self._tls is None else self._tls,
                ),
                timeout=aiohttp.ClientTimeout(
                    total=None, sock_connect=self._limits.connect_seconds
                ),
                headers={"User-Agent": _user_agent(), "Accept-Encoding": "gzip, deflate"},
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                trust_env=False,
            )
        return self._session


def _asked_with(wanted: Wanted) -> dict[str, str]:
    said = {
        "Accept": wanted.accept,
        "If-None-Match": wanted.etag,
        "If-Modified-Since": wanted.last_modified,
    }
    return {name: value for name, value in said.items() if value}


def _refusal(answer: aiohttp.ClientResponse) -> Failed:
    return Failed(
        failure=Failure.GONE if answer.status == _GONE else Failure.REFUSED,
        status=answer.status,
        retry_after=headers.retry_after(answer.headers) if answer.status in _WAITING else None,
    )


def _user_agent() -> str:
    try:
        return f"Halqa/{version('halqa')}"
    except PackageNotFoundError:  # run from a folder that is not installed
        return "Halqa"
