"""The wire to the Bot API: PTB's request interface on aiohttp.

PTB's own transport makes 124 calls a second at 50 ms round trip with 256 in flight; aiohttp some
thousands. What is surely not sent and what may have been is told apart by the cause of the error.
"""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeAlias

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

# Told the `Date` of an answer: Telegram's own clock, aware.
OnDate: TypeAlias = Callable[[datetime], None]


class NotConnected(NetworkError):
    """No connection came about: the request surely did not reach Telegram."""


class AiohttpRequest(BaseRequest):
    """One pool of connections."""

    def __init__(
        self, *, connections: int, read_timeout_seconds: float, on_date: OnDate | None = None
    ) -> None:
        self._connections = connections
        self._read_timeout = read_timeout_seconds
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
            NetworkError: the connection broke; it may have arrived.
        """
        if self._session is None:
            msg = "the transport is not open"
            raise RuntimeError(msg)
        timeout = aiohttp.ClientTimeout(
            total=None,
            sock_connect=_seconds(connect_timeout, 10.0),
            connect=_seconds(connect_timeout, 10.0),
            sock_read=_seconds(read_timeout, self._read_timeout),
        )
        try:
            async with self._session.request(
                method, url, data=_body(request_data), timeout=timeout
            ) as answer:
                body = await answer.read()
                self._hear(answer.headers.get("Date"))
                return answer.status, body
        except (aiohttp.ConnectionTimeoutError, aiohttp.ClientConnectorError) as error:
            # The error's text holds the URL, and that the token: only its type is told on.
            msg = f"no connection ({type(error).__name__})"
            raise NotConnected(msg) from None
        except (TimeoutError, asyncio.CancelledError) as error:
            if isinstance(error, asyncio.CancelledError):
                raise
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            msg = f"connection broke ({type(error).__name__})"
            raise NetworkError(msg) from None

    def _hear(self, date: str | None) -> None:
        if date is None or self._on_date is None:
            return
        with suppress(ValueError):  # whatever else stands there is nobody's clock
            told = parsedate_to_datetime(date)
            if told.tzinfo is not None:
                self._on_date(told)


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
