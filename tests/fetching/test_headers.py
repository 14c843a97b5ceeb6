"""What a server says about time and packing is read with care."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.fetching import headers
from bot.fetching.unpacking import BadPacking

DATE = "Mon, 02 Nov 2026 08:00:00 GMT"


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ("120", timedelta(minutes=2)),
        (" 120 ", timedelta(minutes=2)),
        ("0", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("604801", timedelta(days=7)),
        ("9999999999", timedelta(days=7)),
        ("9" * 400, None),
        ("Mon, 02 Nov 2026 09:30:00 GMT", timedelta(minutes=90)),
        ("Mon, 02 Nov 2026 12:30:00 +0300", timedelta(minutes=90)),
        ("Mon, 02 Nov 2026 07:00:00 GMT", None),
        ("Fri, 31 Dec 2027 23:59:59 GMT", timedelta(days=7)),
        ("Mon, 02 Nov 2026 25:00:00 GMT", None),
        ("Mon, 02 Nov 99999999999 08:00:00 GMT", None),
        ("Mon, 02 Nov 2026 09:30:00 -0000", None),  # says that it does not know its zone
    ],
)
def test_a_wait_is_seconds_or_a_date_and_a_week_at_most(said: str, wait: timedelta | None) -> None:
    assert headers.retry_after({"Retry-After": said, "Date": DATE}) == wait


@pytest.mark.parametrize("date", ["", "yesterday"])
def test_a_date_without_the_answers_own_says_nothing(date: str) -> None:
    assert headers.retry_after({"Retry-After": DATE, "Date": date}) is None
    assert headers.retry_after({"Retry-After": "7", "Date": date}) == timedelta(seconds=7)


@pytest.mark.parametrize(
    ("said", "fresh"),
    [
        ("max-age=60", timedelta(minutes=1)),
        ("public, Max-Age = 60", timedelta(minutes=1)),
        ('max-age="60"', timedelta(minutes=1)),
        ("must-revalidate,max-age=60", timedelta(minutes=1)),
        ("max-age=0", None),
        ("max-age=-1", None),
        ("max-age=31536000", timedelta(days=7)),
        ("s-maxage=60", None),
        ("x-max-age=60", None),
        ("no-cache, max-age=60", None),
        ("max-age=60, no-store", None),
        ('no-cache="Set-Cookie", max-age=60', timedelta(minutes=1)),
        ("max-age", None),
        ("", None),
    ],
)
def test_how_long_a_page_is_fresh_is_a_week_at_most(said: str, fresh: timedelta | None) -> None:
    assert headers.fresh_for({"Cache-Control": said}) == fresh


@pytest.mark.parametrize("said", ["", "identity", "IDENTITY"])
def test_a_body_may_be_plain(said: str) -> None:
    assert headers.packing({"Content-Encoding": said}) == ""


@pytest.mark.parametrize("said", ["br", "zstd", "gzip, gzip", "gzip, deflate", "compress", "x"])
def test_a_packing_that_nobody_asked_for_is_refused(said: str) -> None:
    with pytest.raises(BadPacking):
        headers.packing({"Content-Encoding": said})


@pytest.mark.parametrize("said", ['"' + "x" * 600 + '"', '"سلام"', '"\udcff"', '"a\tb"'])
def test_a_tag_that_could_not_be_given_back_is_not_kept(said: str) -> None:
    assert headers.tag({"ETag": said}, "ETag") == ""


@given(st.text(), st.text())
def test_whatever_is_said_nothing_is_raised(said: str, date: str) -> None:
    headers.retry_after({"Retry-After": said, "Date": date})
    headers.fresh_for({"Cache-Control": said})
    headers.length({"Content-Length": said})
    headers.content_type({"Content-Type": said})
