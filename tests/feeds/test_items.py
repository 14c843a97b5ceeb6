from datetime import timedelta

import pytest

from bot.feeds.rules_items import items_of, new_among
from bot.parsing.records import FeedRead
from bot.reading.records import Mode
from tests.feeds.makers import NOW, item, read

LONG = "Ten rules for naming things, and the one that matters when two of them disagree."


def kept(document: FeedRead):
    return items_of(document, feed_url="https://blog.example/feed", now=NOW)


def new_after(before: FeedRead, after: FeedRead) -> list[str]:
    """Titles of what a second look brings."""
    known = [each.hashes for each in kept(before)]
    return [each.title for each in new_among(kept(after), known)]


def test_items_are_kept_oldest_first_so_that_the_newest_has_the_highest_id() -> None:
    assert [each.title for each in kept(read(item(3), item(2), item(1)))] == [
        "Post number 1", "Post number 2", "Post number 3",
    ]  # fmt: skip


def test_what_was_there_is_not_new() -> None:
    assert new_after(read(item(2), item(1)), read(item(3), item(2), item(1))) == ["Post number 3"]


@pytest.mark.parametrize(
    "again",
    [
        item(1, title="Another title", text="Another text.", url="https://blog.example/moved"),
        item(1, guid="another guid", title="Another title", text="Another text."),
        item(1, guid="", title="Another title", text="Another text."),
        item(1, guid="", url="https://www.blog.example/1/?utm_source=rss&fbclid=x"),
        item(1, guid="x", url="http://blog.example/1"),
    ],
    ids=["by guid", "by link", "guid went", "with tracking", "other scheme"],
)
def test_the_same_by_guid_or_by_link_is_one(again) -> None:
    assert new_after(read(item(1)), read(again)) == []


def test_the_same_words_under_another_guid_and_link_are_one() -> None:
    before = item(1, title="On names", text=LONG)
    after = item(9, title="On  NAMES", text=f"  {LONG}\n")
    assert new_after(read(before), read(after)) == []


def test_few_words_do_not_make_two_items_one() -> None:
    thread = item(1, title="Open thread", text="Talk here.")
    next_week = item(2, title="Open thread", text="Talk here.")
    assert new_after(read(thread), read(next_week)) == ["Open thread"]
    pictures = read(item(1, title="", text=""), item(2, title="", text=""))
    assert len(kept(pictures)) == 2


def test_one_document_may_hold_an_item_twice() -> None:
    assert len(kept(read(item(1), item(1), item(1, guid="another")))) == 1


def test_a_page_that_all_items_lead_to_tells_none_from_another() -> None:
    show = "https://pod.example/show"
    one, two, three = (
        item(
            n, url=show, enclosure_url=f"https://cdn.example/{n}.mp3", enclosure_type="audio/mpeg"
        )
        for n in (1, 2, 3)
    )
    found = kept(read(two, one))
    assert [each.url for each in found] == [
        "https://cdn.example/1.mp3", "https://cdn.example/2.mp3",
    ]  # fmt: skip
    assert new_after(read(two, one), read(three, two, one)) == ["Post number 3"]
    home = read(*(item(n, url="https://blog.example/", text="") for n in (2, 1)))
    assert len(kept(home)) == 2


def test_items_without_an_address_lead_to_the_site_and_are_told_apart() -> None:
    notes = read(item(2, url=""), item(1, url=""))
    assert {each.url for each in kept(notes)} == {"https://blog.example/"}
    assert new_after(notes, read(item(3, url=""), item(2, url=""))) == ["Post number 3"]
    nameless = read(item(2, url="", guid=""), item(1, url="", guid=""))
    assert len(kept(nameless)) == 2
    assert new_after(nameless, nameless) == []
    alone = read(item(1, url=""), site_url="")
    assert kept(alone)[0].url == "https://blog.example/feed"


def test_an_item_always_has_a_title_on_one_line() -> None:
    def title(**values):
        return kept(read(item(1, **values)))[0].title

    assert title(title="Two\nlines\u202e") == "Two lines"
    assert title(title="", text=LONG * 3) == f"{LONG[:80].rpartition(' ')[0]}…"
    assert title(title="", text="") == "https://blog.example/1"


@pytest.mark.parametrize(
    ("values", "mode", "minutes"),
    [
        ({"enclosure_type": "audio/mpeg", "seconds": 1_800}, Mode.LISTEN, 30),
        ({"enclosure_type": "audio/mpeg", "words": 900}, Mode.LISTEN, None),
        ({"enclosure_type": "video/mp4", "seconds": 20}, Mode.WATCH, 1),
        ({"seconds": 600}, Mode.WATCH, 10),
        ({"url": "https://www.youtube.com/watch?v=abcdefg", "words": 300}, Mode.WATCH, None),
        ({"url": "https://blog.example/talk.mp3", "seconds": 600}, Mode.LISTEN, 10),
        ({"enclosure_type": "image/png", "words": 900}, Mode.READ, 5),
        ({"words": 60}, Mode.READ, None),
        ({"words": 10_000_000}, Mode.READ, None),
        ({"words": 0}, None, None),
    ],
)
def test_mode_and_minutes_are_worked_out(values, mode, minutes) -> None:
    (found,) = kept(read(item(1, **values)))
    assert (found.mode, found.minutes) == (mode, minutes)


def test_nothing_was_published_after_it_was_found() -> None:
    (later,) = kept(read(item(1, published_at=NOW + timedelta(days=400))))
    (before,) = kept(read(item(1, published_at=NOW - timedelta(days=1))))
    (never,) = kept(read(item(1)))
    assert (later.published_at, before.published_at, never.published_at) == (
        NOW, NOW - timedelta(days=1), None,
    )  # fmt: skip
