"""The check at the connection itself: a name that led to a public address may lead elsewhere a moment later."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, Final, TypeAlias

from aiohttp.abc import AbstractResolver, ResolveResult

from bot.fetching.addresses import is_public, read_address
from bot.fetching.limits import MOST_ADDRESSES
from bot.fetching.urls import PORTS, is_below, read_denied

# A name and a port → the addresses it leads to (text form of an IP, port). Raises OSError: no such name.
Resolve: TypeAlias = Callable[[str, int], Awaitable[Sequence[tuple[str, int]]]]

# A name server that never answers holds a thread: these are not those that Telegram's name needs.
_LOOKUPS_AT_ONCE: Final = 16
_RECEIVE_BYTES: Final = (
    64 * 1024
)  # the kernel's buffer: no single read brings more than twice as much


class NotPublic(OSError):
    """The address is not the public's, or the port not the web's."""


class Checkpoint(AbstractResolver):
    """Looks names up, and lets a socket be opened only to where it may lead.

    Args:
        resolve: how names become addresses; None: as the machine does it.
        permit: socket addresses that may be met all the same.
        deny_hosts: names (and all below them) and addresses that may not.
    """

    def __init__(
        self,
        resolve: Resolve | None,
        *,
        permit: Collection[tuple[str, int]],
        deny_hosts: Collection[str],
    ) -> None:
        self._threads = ThreadPoolExecutor(_LOOKUPS_AT_ONCE, thread_name_prefix="names")
        self._resolve = resolve or self._ask_the_machine
        self._permit = frozenset((_spelled(ip), port) for ip, port in permit)
        self._denied = frozenset(read_denied(host) for host in deny_hosts) - {""}

    def may_ask(self, host: str, port: int) -> bool:
        """Whether a host may be looked up: a name at the web's ports, an address that may be met."""
        if read_address(host) is not None:
            return self.may_meet(host, port)
        return port in PORTS.values() and not is_below(host, self._denied)

    def may_meet(self, ip: str, port: int) -> bool:
        """Whether a connection there may be opened."""
        address = read_address(ip)
        if address is None or str(address) in self._denied:
            return False
        if (str(address), port) in self._permit:
            return True
        return port in PORTS.values() and is_public(address)

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002 - aiohttp's own signature
    ) -> list[ResolveResult]:
        """The addresses of a name.

        Raises:
            NotPublic: one of them may not be met; then none is.
            OSError: there is no such name.
        """
        try:
            found = list(dict.fromkeys(await self._resolve(host, port)))
        except (ValueError, RuntimeError) as error:  # a name that cannot be asked for; or we close
            raise OSError(str(error)) from error
        if not found:
            msg = "a name without addresses"
            raise OSError(msg)
        if not all(self.may_meet(ip, port) for ip, port in found):
            raise NotPublic
        return [
            ResolveResult(
                hostname=host,
                host=ip,
                port=port,
                family=socket.AF_INET6 if ":" in ip else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST,
            )
            for ip, port in _first_of_each_kind(found)
        ]

    def socket(self, to: tuple[Any, ...]) -> socket.socket:
        """A socket for exactly this address; asked for each connection, right before it is opened.

        Raises:
            NotPublic: it may not be met.
        """
        family, kind, protocol, _, address = to
        if not self.may_meet(address[0], address[1]):
            raise NotPublic
        made = socket.socket(family, kind, protocol)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _RECEIVE_BYTES)
        return made

    async def close(self) -> None:
        """Wait for no name any more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _ask_the_machine(self, host: str, port: int) -> list[tuple[str, int]]:
        ask = partial(
            socket.getaddrinfo, host, port, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG
        )
        found = await asyncio.get_running_loop().run_in_executor(self._threads, ask)
        return [(str(address[0]), port) for *_, address in found]


def _first_of_each_kind(found: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """The first few of IPv4 and of IPv6: a machine may be without one of them."""
    fours = [address for address in found if ":" not in address[0]]
    sixes = [address for address in found if ":" in address[0]]
    tried = {*fours[:MOST_ADDRESSES], *sixes[:MOST_ADDRESSES]}
    return [address for address in found if address in tried]


def _spelled(ip: str) -> str:
    address = read_address(ip)
    return ip if address is None else str(address)
