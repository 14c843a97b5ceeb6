"""The wire to the Bot API: PTB's request interface on aiohttp.

PTB's own transport makes 124 calls a second at 50 ms round trip with 256 in flight; aiohttp some
thousands. What is surely not sent and what may have been is told apart by the cause of the error.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, Final, TypeAlias

import aiohttp
from telegram.error import NetworkError, RetryAfter, TimedOut
from telegram.request import BaseRequest, RequestData

from bot import figures

# Told the `Date` of an answer: Telegram's own clock, aware.
OnDate: TypeAlias = Callable[[datetime], None]

CONNECT_SECONDS: Final = 10.0
# Beside the wait for the first byte: for a picture on a slow line, up and down. The limit of each read
# begins anew with every byte, so that an answer that trickles would otherwise have no end.
TRANSFER_SECONDS: Final = 60.0
SHORTEST_WAIT_SECONDS: Final = 1  # where a limit comes without its number
_GOOD: Final = range(200, 300)
_TOO_MANY: Final = 429


class NotConnected(NetworkError):
    """No connection came about: the request surely did not reach Telegram."""


class AiohttpRequest(BaseRequest):
    """One pool of connections."""

    def __init__(
        self,
        *,
        connections: int,
        read_timeout_seconds: float,
        connect_timeout_seconds: float = CONNECT_SECONDS,
        transfer_seconds: float = TRANSFER_SECONDS,
        on_date: OnDate | None = None,
    ) -> None:
        self._connections = connections
        self._read_timeout = read_timeout_seconds
        self._connect_timeout = connect_timeout_seconds
        self._transfer = transfer_seconds
        self._on_date = on_date
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the pool."""
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=5),
                trust_env=True,
                auto_decompress=True,
            )

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def rebuild(self) -> None:
        """Close every connection and begin with new ones: an old one may lead nowhere."""
        await self.shutdown()
        await self.initialize()

    async def do_request(  # noqa: PLR0917 - PTB's own signature
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401 - PTB's own signature
        write_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,  # noqa: ANN401, ARG002
    ) -> tuple[int, bytes]:
        """Make one call; (status, body).

        Raises:
            NotConnected: the request surely did not reach Telegram.
            TimedOut: no answer in time; it may have arrived.
            NetworkError: the connection broke, or what answered was not Telegram (a proxy's page says
                nothing about the token or the chat, whatever its status); it may have arrived.
        """
        if self._session is None:
            msg = "the transport is not open"
            raise RuntimeError(msg)
        connect = _seconds(connect_timeout, self._connect_timeout)
        read = _seconds(read_timeout, self._read_timeout)
        timeout = aiohttp.ClientTimeout(
            total=(connect or 0.0) + (read or 0.0) + self._transfer,
            sock_connect=connect,
            connect=connect,
            sock_read=read,
        )
        try:
            async with self._session.request(
                method,
                url,
                data=_body(request_data),
                timeout=timeout,
                allow_redirects=False,  # Telegram sends nobody elsewhere; a café's login page does
            ) as answer:
                body = await answer.read()
                _count(url, figures.answer_of(answer.status))
                if method == "GET" and answer.status == HTTPStatus.OK:
                    return answer.status, body  # a file that somebody sent: any bytes
                said = _said(answer.status, body)
                if said is None:
                    msg = f"not an answer of the Bot API ({answer.status})"
                    raise NetworkError(msg)
                if answer.status == _TOO_MANY and not _tells_wait(said):
                    raise RetryAfter(SHORTEST_WAIT_SECONDS)  # the library would not see a limit
                self._hear(answer.headers.get("Date"))
                return answer.status, body
        except (aiohttp.ConnectionTimeoutError, aiohttp.ClientConnectorError) as error:
            # The error's text holds the URL, and that the token: only its type is told on.
            _count(url, "no_connection")
            msg = f"no connection ({type(error).__name__})"
            raise NotConnected(msg) from None
        except (TimeoutError, asyncio.CancelledError) as error:
            if isinstance(error, asyncio.CancelledError):
                raise
            _count(url, "timed_out")
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            _count(url, "broken")
            msg = f"connection broke ({type(error).__name__})"
            raise NetworkError(msg) from None

    def _hear(self, date: str | None) -> None:
        if date is None or self._on_date is None:
            return
        with suppress(ValueError):  # whatever else stands there is nobody's clock
            told = parsedate_to_datetime(date)
            if told.tzinfo is not None:
                self._on_date(told)


def _said(status: int, body: bytes) -> Mapping[str, Any] | None:
    """What the Bot API said: an object that tells whether it went well. None: it was not the Bot API."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or not isinstance(said.get("ok"), bool):
        return None
    is_whole = status not in _GOOD or (said["ok"] and "result" in said)
    return said if is_whole else None


def _tells_wait(said: Mapping[str, Any]) -> bool:
    parameters = said.get("parameters")
    return isinstance(parameters, dict) and bool(parameters.get("retry_after"))


def _count(url: str, answer: str) -> None:
    # A file's address ends with its name, and that is somebody's.
    method = "file" if "/file/bot" in url else url.partition("?")[0].rpartition("/")[2]
    figures.ANSWERS.labels(method, answer).inc()


def _seconds(value: Any, default: float) -> float | None:  # noqa: ANN401 - PTB's default marker
    if value is BaseRequest.DEFAULT_NONE:
        return default
    return None if value is None else float(value)


def _body(data: RequestData | None) -> aiohttp.FormData | None:
    if data is None or not data.json_parameters:
        return None
    form = aiohttp.FormData()
    files = data.multipart_data or {}
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime_type) in files.items():
        form.add_field(name, content, filename=filename, content_type=mime_type)
    return form
