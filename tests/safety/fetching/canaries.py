"""Canaries: listeners on every address of this machine, and an ear at the process's own sockets.

A listener at `0.0.0.0` and `::` hears whatever is met at any address that this machine has: 127.0.0.1,
127.0.0.2, ::1, its private address. Addresses that it does not have (10.0.0.1, 169.254.169.254) are
heard by Python's own audit, which is told of each connection before it is tried. Where the web's ports
are another process's or the administrator's, the audit alone listens there.
"""

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Final

WEB: Final = (80, 443)
_WILDCARDS: Final = ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::"))  # noqa: S104 - that is the point


@dataclass
class Canaries:
    """What was met.

    Attributes:
        tried: where a connection was tried, before anything was sent.
        looked_up: the names that the machine was asked for.
        listeners: the listening sockets, by family and port.
    """

    tried: list[tuple[Any, ...]] = field(default_factory=list)
    looked_up: list[str] = field(default_factory=list)
    listeners: list[socket.socket] = field(default_factory=list)

    @property
    def met(self) -> int:
        """How many connections have come to the listeners since this was asked the last time."""
        return sum(_waiting(listener) for listener in self.listeners)

    def hear(self, event: str, details: tuple[Any, ...]) -> None:
        if event == "socket.connect":
            self.tried.append(details[1])
        elif event == "socket.getaddrinfo":
            self.looked_up.append(str(details[0]))


def _waiting(listener: socket.socket) -> int:
    came = 0
    with suppress(BlockingIOError):
        while True:
            listener.accept()[0].close()
            came += 1
    return came


_HEARING: Final[list[Canaries]] = []


def _hook(event: str, details: tuple[Any, ...]) -> None:
    for canaries in _HEARING:
        canaries.hear(event, details)


_HOOKED: Final[list[bool]] = []  # an audit hook stays for the process's life: one is enough


@contextmanager
def canaries(*ports: int) -> Iterator[Canaries]:
    """They sing until the end of the context.

    Args:
        ports: where they listen; those of the web where it is left out. 0: any that is free.
    """
    if not _HOOKED:
        sys.addaudithook(_hook)
        _HOOKED.append(True)
    made = Canaries()
    for family, address in _WILDCARDS:
        for port in ports or WEB:
            with suppress(OSError):
                made.listeners.append(_listen(family, address, port))
    _HEARING.append(made)
    try:
        yield made
    finally:
        _HEARING.remove(made)
        for listener in made.listeners:
            listener.close()


def _listen(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind((address, port))
        listener.listen()
        listener.setblocking(False)
    except OSError:
        listener.close()
        raise
    return listener
