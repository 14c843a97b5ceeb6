"""An address is asked for in one spelling, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from bot.fetching.addresses import is_public, read_address
from bot.fetching.limits import LONGEST_URL
from bot.fetching.urls import follow, read_target
from tests.safety.fetching.vectors import ADDRESSES, ODD, SPELLINGS

SPELLED = (
    ("http://a.example", "http://a.example/"),
    ("HTTP://A.Example:80/Path", "http://a.example/Path"),
    ("https://a.example:443/", "https://a.example/"),
    ("https://a.example:80/", "https://a.example:80/"),
    ("http://a.example.:/", "http://a.example/"),
    ("http://a.example?q=1#top", "http://a.example/?q=1"),
    ("  http://a.example/ ", "http://a.example/"),
    ("http://مثال.إختبار/", "http://xn--mgbh0fb.xn--kgbechtv/"),
    ("http://bücher.example/ü?ü=ü", "http://xn--bcher-kva.example/%C3%BC?%C3%BC=%C3%BC"),
    ("http://ａ．example/", "http://a.example/"),
    ("http://a.example/a b", "http://a.example/a%20b"),
    ("http://a.example/%zz%41", "http://a.example/%25zz%41"),
    ("http://a.example/\\x", "http://a.example/%5Cx"),
    ("http://a.example/@b:c", "http://a.example/@b:c"),
    ("http://my_own.a.example/", "http://my_own.a.example/"),
    ("http://93.184.216.34/", "http://93.184.216.34/"),
    ("http://[2606:4700:0::1111]:80/", "http://[2606:4700::1111]/"),
)


@pytest.mark.parametrize(("url", "spelled"), SPELLED)
def test_an_address_has_one_spelling(url: str, spelled: str) -> None:
    target = read_target(url)
    assert target is not None
    assert target.url == spelled


@pytest.mark.parametrize("url", ODD)
def test_what_is_no_address_of_a_page_is_not_asked_for(url: str) -> None:
    assert read_target(url) is None


@pytest.mark.parametrize("url", [*SPELLINGS, *ADDRESSES])
def test_an_address_inside_is_none_or_known_as_one(url: str) -> None:
    """Never a name that somebody else would read as an address."""
    target = read_target(url)
    if target is not None:
        address = read_address(target.host)
        assert address is not None
        assert not is_public(address)


def test_an_address_has_at_most_two_thousand_characters() -> None:
    start = "http://a.example/"
    assert read_target(start + "x" * (LONGEST_URL - len(start))) is not None
    assert read_target(start + "x" * (LONGEST_URL - len(start) + 1)) is None


FOLLOWED = (
    ("/x", "http://a.example/x"),
    ("x", "http://a.example/dir/x"),
    ("?q", "http://a.example/dir/page?q"),
    ("//b.example/x", "http://b.example/x"),
    ("https://b.example/x", "https://b.example/x"),
    (" http://b.example/x ", "http://b.example/x"),
    ("/مدونة", "http://a.example/%D9%85%D8%AF%D9%88%D9%86%D8%A9"),
    ("../../../x", "http://a.example/x"),
)


@pytest.mark.parametrize(("location", "led"), FOLLOWED)
def test_a_redirect_may_be_relative(location: str, led: str) -> None:
    start = read_target("http://a.example/dir/page")
    assert start is not None
    target = follow(start, location)
    assert target is not None
    assert target.url == led


@pytest.mark.parametrize("location", [*ODD, "http://b.example/", "//[", "/" + "ü" * 700])
def test_a_redirect_leads_to_no_other_scheme_and_not_from_https_to_http(location: str) -> None:
    start = read_target("https://a.example/dir/page")
    assert start is not None
    led = follow(start, location)
    # What is no address by itself may be a page's name.
    assert led is None or (led.scheme, led.host) == ("https", "a.example")


@given(
    st.one_of(st.text(), st.text().map("http://{}".format), st.text().map("http://a.b/{}".format))
)
def test_whatever_is_written_the_client_reads_what_was_checked(url: str) -> None:
    target = read_target(url)
    if target is None:
        return
    assert target.url.isascii()
    assert target.url.isprintable()
    assert " " not in target.url
    asked = URL(target.url, encoded=True)
    assert (asked.scheme, asked.raw_host, asked.port) == (target.scheme, target.host, target.port)
    assert asked.user is None
    assert read_target(target.url) == target or len(target.url) > LONGEST_URL
