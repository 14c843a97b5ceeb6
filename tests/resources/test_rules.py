"""What is decided about links."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.parsing.records import PageRead
from bot.people.records import PersonId
from bot.reading.links import Link, is_openable, links_in, read_link
from bot.reading.records import Mode
from bot.resources import rules, rules_line
from bot.resources.records import Lookup, Refusal, Resource, ResourceId
from bot.resources.rules import Missing

NOON = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


def link_to(url: str) -> Link:
    link = read_link(url)
    assert link is not None
    return link


def make_resource(**values: object) -> Resource:
    columns: dict[str, object] = {
        "id": ResourceId(7),
        "person_id": PersonId(1),
        "key": "k",
        "url": "https://stats.example/median",
        "site": "stats.example",
        "title": "The median",
        "mode": Mode.READ,
        "minutes": 5,
        "goal_id": None,
        "why": "",
        "tags": (),
        "saved_from": None,
        "lookup": Lookup.FOUND,
        "created_at": NOON,
        **values,
    }
    return Resource(**columns)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("has", "within_hour", "expected"),
    [
        pytest.param(999, 19, None, id="room for one"),
        pytest.param(1000, 0, Refusal.TOO_MANY, id="as many as one may have"),
        pytest.param(0, 20, Refusal.TOO_FAST, id="too many in an hour"),
        pytest.param(1000, 20, Refusal.TOO_MANY, id="waiting would not help"),
    ],
)
def test_one_more_is_refused_by_number_and_by_pace(has, within_hour, expected) -> None:
    assert rules.refuse_one_more(has=has, within_hour=within_hour) is expected


@pytest.mark.parametrize(
    ("url", "mode"),
    [
        ("https://youtu.be/dQw4w9WgXcQ", Mode.WATCH),
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", Mode.WATCH),
        ("https://player.vimeo.com/video/1", Mode.WATCH),
        ("https://open.spotify.com/episode/1", Mode.LISTEN),
        ("https://podcasts.apple.com/eg/podcast/x/id1", Mode.LISTEN),
        ("https://show.podbean.com/e/1", Mode.LISTEN),
        ("https://arxiv.org/pdf/1706.03762.PDF", Mode.READ),
        ("https://files.example/talk.mp3?download=1", Mode.LISTEN),
        ("https://files.example/talk.mp4", Mode.WATCH),
        ("https://exercism.org/tracks/python", Mode.PRACTISE),
        ("https://notyoutube.com/watch", None),
        ("https://youtube.com.evil.example/", None),
        ("https://blog.example/", None),
    ],
)
def test_an_address_tells_the_mode_where_its_host_or_its_ending_does(url, mode) -> None:
    assert rules.mode_of_link(link_to(url)) is mode


@pytest.mark.parametrize(
    ("page", "mode", "minutes"),
    [
        pytest.param(PageRead(media="article", words=900), Mode.READ, 5, id="rounded up"),
        pytest.param(PageRead(words=1), Mode.READ, 1, id="at least a minute"),
        pytest.param(PageRead(media="video", words=9_000, seconds=61), Mode.WATCH, 2, id="video"),
        pytest.param(
            PageRead(media="video", words=9_000), Mode.WATCH, None, id="words of a video"
        ),
        pytest.param(PageRead(media="audio", seconds=3_600), Mode.LISTEN, 60, id="audio"),
        pytest.param(PageRead(media="course", words=50), Mode.PRACTISE, None, id="course"),
        pytest.param(PageRead(media="audio", seconds=90_000), Mode.LISTEN, None, id="over a day"),
        pytest.param(PageRead(title="x"), None, None, id="an empty page"),
    ],
)
def test_a_page_tells_mode_and_minutes(page, mode, minutes) -> None:
    found = rules.mode_of_page(page)
    assert found is mode
    assert rules.minutes_of_page(page, found) == minutes


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, None),
        ({"mode": None, "minutes": None, "title": ""}, Missing.MODE),
        ({"minutes": None, "title": ""}, Missing.MINUTES),
        ({"title": ""}, Missing.TITLE),
    ],
)
def test_what_is_missing_is_asked_one_after_the_other(values, expected) -> None:
    assert rules.first_missing(make_resource(**values)) is expected


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("25", 25), ("٢٥ دقيقة", 25), ("about 90 min", 90), ("0", None), ("2 hours", 120), ("ساعتان", 120), ("1441", None),
     ("no idea", None), ("", None), ("9" * 400, None)],
)  # fmt: skip
def test_minutes_are_read_as_people_type_them(typed, minutes) -> None:
    assert rules.read_minutes(typed) == minutes


def test_tags_are_each_once_and_few() -> None:
    assert rules.read_tags(["#Data", "data", "#إحصاء", "احصاء", "##", ""]) == ("Data", "إحصاء")
    assert len(rules.read_tags(f"#t{n}" for n in range(9))) == 5
    assert all(len(tag) <= 40 for tag in rules.read_tags(["#" + "x" * 500]))


def test_the_bots_own_links_are_no_resources_and_others_in_telegram_are() -> None:
    links = links_in(
        "https://t.me/halqa_bot?start=j_x http://telegram.me/Halqa_Bot https://t.me/durov/1"
    )
    kept = rules.without_own(links, bot_username="halqa_bot")
    assert [link.url for link in kept] == ["https://t.me/durov/1"]


# The line -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "tags", "why"),
    [
        ("https://x.example/a #stats why I like it", ("stats",), "why I like it"),
        ("why I like it: https://x.example/a", (), "why I like it"),
        ("#إحصاء https://x.example/a — غيّر تقاريري", ("إحصاء",), "غيّر تقاريري"),
        ("x.example/a", (), ""),
        ("(https://x.example/a) good", (), "good"),
        ("https://x.example/a#part #part", ("part",), ""),
        ("https://x.example/a " + "long " * 100, (), ""),
    ],
)
def test_a_line_is_link_tags_and_why(text, tags, why) -> None:
    line = rules_line.read_line(text.replace("x.example", "stats.org"))
    assert len(line.links) == 1
    assert (line.tags, line.why) == (tags, why)


def test_several_links_have_no_why_in_common() -> None:
    line = rules_line.read_line("https://a.org/1 and https://a.org/2 #both", ("https://a.org/3",))
    assert len(line.links) == 3
    assert (line.tags, line.why) == ((), "")


def test_no_line_is_too_odd() -> None:
    for odd in ("", "#", "\x00", "\u202e\u2068", "http://", "😀" * 2_000, "#" * 4_096, "\ud800"):
        assert rules_line.read_line(odd).links == ()


# When -----------------------------------------------------------------------------------------------


def test_ten_minutes_are_a_batch() -> None:
    batch = rules.batch_of(NOON)
    assert rules.batch_of(datetime(2026, 3, 3, 12, 9, 59, tzinfo=UTC)) == batch
    assert rules.batch_of(datetime(2026, 3, 3, 12, 10, tzinfo=UTC)) == batch + 1
    assert rules.batch_ends_at(batch) == datetime(2026, 3, 3, 12, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "after", "expected"),
    [
        ("Africa/Cairo", NOON, datetime(2026, 3, 7, 8, 0, tzinfo=UTC)),
        ("Africa/Cairo", datetime(2026, 3, 7, 8, 0, tzinfo=UTC),
         datetime(2026, 3, 14, 8, 0, tzinfo=UTC)),
        ("Africa/Cairo", datetime(2026, 4, 20, tzinfo=UTC), datetime(2026, 4, 25, 7, tzinfo=UTC)),
        ("Pacific/Kiritimati", NOON, datetime(2026, 3, 6, 20, 0, tzinfo=UTC)),
        ("Pacific/Honolulu", NOON, datetime(2026, 3, 7, 20, 0, tzinfo=UTC)),
        # That Saturday was left out: the island slept over the date line on a Friday.
        ("Pacific/Apia", datetime(2011, 12, 29, tzinfo=UTC), datetime(2011, 12, 30, 20, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_the_week_is_told_on_saturday_at_ten_by_the_circles_clock(zone, after, expected) -> None:
    assert rules.next_week(zone, after=after) == expected


# Outside --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "expected"),
    [("https://stats.example/x", True), ("http://10.0.0.1/", False), ("http://localhost/", False),
     ("http://[::1]/", False), ("https://xn--mgbh0fb.xn--kgbechtv/", True),
     ("http://stats.example:0/", False), ("http://stats.example:99999/", False),
     ("http://stats.example:8080/", True), ("http://8.8.8.8/", False)],
)  # fmt: skip
def test_only_what_telegram_takes_is_a_button(url, expected) -> None:
    assert is_openable(url) is expected


def test_a_text_for_elsewhere_always_has_the_whole_link() -> None:
    resource = make_resource(title="ع" * 300, why="y" * 300, url="https://a.example/" + "x" * 180)
    short = rules.short_outside_text(resource)
    assert short is not None
    assert short == resource.url
    assert resource.url in rules.outside_text(resource)
    leading = rules.leading_outside(resource)
    assert leading is not None
    assert len(leading) <= rules.LONGEST_LEADING
    assert parse_qs(urlsplit(leading).query)["url"] == [resource.url]
    huge = make_resource(url="https://a.example/?" + "%25" * 600)
    assert rules.short_outside_text(huge) is None
    assert rules.leading_outside(huge) is None


@pytest.mark.parametrize(
    ("count", "number", "shown", "pages", "offset"),
    [(0, 1, 1, 1, 0), (8, 1, 1, 1, 0), (9, 2, 2, 2, 8), (9, 99, 2, 2, 8), (9, -4, 1, 2, 0)],
)
def test_a_page_that_is_not_there_is_the_nearest_one(count, number, shown, pages, offset) -> None:
    turn = rules.turn_to(number, count=count)
    assert (turn.number, turn.pages, turn.offset) == (shown, pages, offset)
