"""However an address is written, nobody inside is met and nobody is asked for a name."""

import pytest

from bot.fetching.fetcher import Fetcher
from bot.fetching.limits import Limits
from bot.fetching.records import Failed, Failure, Wanted
from tests.fetching.strangers import answer, leads_to, plays, site, stranger
from tests.safety.fetching.canaries import Canaries
from tests.safety.fetching.vectors import ADDRESSES, NAMES, ODD, PORTS, REFUSED, SPELLINGS

pytestmark = pytest.mark.asyncio
NOT_ALLOWED = Failed(failure=Failure.NOT_ALLOWED)
QUICK = Limits(connect_seconds=0.5)
SECONDS = 0.5  # whoever is met all the same says nothing

# What a name may lead to; the port is the one that was asked for.
INSIDE = (
    "127.0.0.1", "127.0.0.2", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1",  # noqa: S104
    "169.254.169.254", "192.0.2.2", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::1", "::",
    "fd00::2", "fe80::1", "fe80::1%lo", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b:1::1", "2002:7f00:1::", "2001:0:1::", "2001:db8::1", "ff02::1",
)  # fmt: skip


async def test_there_are_vectors_enough() -> None:
    assert len(set(REFUSED)) == len(REFUSED) >= 80
    assert all(len(group) >= 10 for group in (SPELLINGS, ADDRESSES, NAMES, PORTS, ODD))


@pytest.mark.parametrize("url", REFUSED)
async def test_an_address_that_leads_inside_is_refused_without_a_word(
    url: str, inside: Canaries
) -> None:
    fetcher = Fetcher(limits=QUICK)
    outcome = await fetcher.fetch(Wanted(url=url, seconds=SECONDS))
    await fetcher.close()
    assert (inside.tried, inside.looked_up, inside.met) == ([], [], 0)
    assert outcome == NOT_ALLOWED


@pytest.mark.parametrize("ip", INSIDE)
@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_a_name_that_leads_inside_is_refused(scheme: str, ip: str, inside: Canaries) -> None:
    """Whatever stands between the name and the address, CNAMEs and all: the address counts."""
    port = {"http": 80, "https": 443}[scheme]
    fetcher = Fetcher(resolve=leads_to((ip, port)), limits=QUICK)
    outcome = await fetcher.fetch(Wanted(url=f"{scheme}://www.a.example/", seconds=SECONDS))
    await fetcher.close()
    assert (inside.tried, inside.met) == ([], 0)
    assert outcome == NOT_ALLOWED


@pytest.mark.parametrize("order", [1, -1])
async def test_one_address_inside_among_public_ones_is_enough(
    order: int, inside: Canaries
) -> None:
    async with stranger(plays(answer())) as outside:
        found = [outside.address, ("127.0.0.1", 80)][::order]
        fetcher = Fetcher(resolve=leads_to(*found), permit=[outside.address], limits=QUICK)
        outcome = await fetcher.fetch(Wanted(url="http://www.a.example/", seconds=SECONDS))
        await fetcher.close()
    assert (inside.tried, inside.met) == ([], 0)
    assert outcome == NOT_ALLOWED


async def test_an_address_inside_behind_many_public_ones_is_enough(inside: Canaries) -> None:
    async with stranger(plays(answer())) as outside:
        found = [outside.address, *((f"192.88.98.{n}", 80) for n in range(100)), ("::1", 80)]
        fetcher = Fetcher(resolve=leads_to(*found), permit=[outside.address], limits=QUICK)
        outcome = await fetcher.fetch(Wanted(url="http://www.a.example/", seconds=SECONDS))
        await fetcher.close()
    assert (inside.tried, inside.met) == ([], 0)
    assert outcome == NOT_ALLOWED


async def test_a_name_leads_to_no_other_port(inside: Canaries) -> None:
    fetcher = Fetcher(resolve=leads_to(("192.88.98.1", 6379)), limits=QUICK)
    outcome = await fetcher.fetch(Wanted(url="http://www.a.example/", seconds=SECONDS))
    await fetcher.close()
    assert inside.tried == []
    assert outcome == NOT_ALLOWED


LOCATIONS = (
    "http://169.254.169.254/latest/meta-data/",
    "//169.254.169.254/",
    "http://127.0.0.1/",
    "https://127.0.0.1/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://１２７.0.0.1/",
    "http://localhost/",
    "http://a.example:22/",
    "http://a.example@127.0.0.1/",
    "http://me:secret@a.example/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "ftp://a.example/",
    "data:text/plain,hello",
    "javascript:alert(1)",
    "http://a b/",
    "http://inside.example/",
)


@pytest.mark.parametrize("hops", [1, 2, 3])
@pytest.mark.parametrize("location", LOCATIONS)
async def test_no_redirect_leads_inside(location: str, hops: int, inside: Canaries) -> None:
    pages = {f"/{n}": answer(302, headers={"Location": f"/{n + 1}"}) for n in range(1, hops)}
    pages[f"/{hops}"] = answer(302, headers={"Location": location})
    async with stranger(site(pages)) as outside:

        async def resolve(host: str, port: int) -> list[tuple[str, int]]:
            return [("127.0.0.1", port) if host == "inside.example" else outside.address]

        fetcher = Fetcher(resolve=resolve, permit=[outside.address], limits=QUICK)
        outcome = await fetcher.fetch(Wanted(url="http://a.example/1", seconds=SECONDS))
        await fetcher.close()
    assert inside.tried == [outside.address] * hops
    assert inside.met == 0
    assert outcome == NOT_ALLOWED
