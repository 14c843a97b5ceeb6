"""The canaries themselves: what they do not hear proves nothing."""

import socket
from contextlib import suppress

import pytest

from tests.safety.fetching.canaries import canaries


@pytest.mark.parametrize("ip", ["127.0.0.1", "127.0.0.2", "127.1.2.3"])
def test_a_listener_hears_who_comes_to_any_address_of_this_machine(ip: str) -> None:
    with canaries(0) as inside:
        port = inside.listeners[0].getsockname()[1]
        socket.create_connection((ip, port)).close()
        assert inside.met == 1
        assert inside.met == 0
        assert inside.tried == [(ip, port)]


def test_a_listener_hears_who_comes_to_the_new_loopback() -> None:
    with canaries(0) as inside:
        sixes = [one for one in inside.listeners if one.family == socket.AF_INET6]
        if not sixes:
            pytest.skip("this machine has no IPv6")
        socket.create_connection(("::1", sixes[0].getsockname()[1])).close()
        assert inside.met == 1


def test_a_listener_hears_who_comes_to_the_machines_own_address() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent: the kernel chooses the way only
        except OSError:
            pytest.skip("this machine has no other address than the loopback")
        ip = probe.getsockname()[0]
    with canaries(0) as inside:
        port = inside.listeners[0].getsockname()[1]
        socket.create_connection((ip, port)).close()
        assert inside.met == 1


def test_the_audit_hears_what_is_tried_even_where_nobody_listens() -> None:
    with canaries(0) as inside, socket.socket() as trying, suppress(OSError):
        trying.setblocking(False)
        trying.connect(("169.254.169.254", 80))
    assert inside.tried == [("169.254.169.254", 80)]


def test_the_audit_hears_what_is_looked_up() -> None:
    with canaries(0) as inside, suppress(OSError):
        socket.getaddrinfo("127.0.0.1", 80)
    assert inside.looked_up == ["127.0.0.1"]
