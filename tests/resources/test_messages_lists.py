"""Lists of links fit into one message, whatever the links are called."""

from dataclasses import replace

import pytest

from bot.circles.records import Circle, CircleId, MemberId
from bot.outbox.records import Outgoing
from bot.outbox.splitting import fits
from bot.queue import messages as queue_messages
from bot.queue.records import View
from bot.reading.records import Mode
from bot.resources import messages_lists, messages_posts
from bot.resources.records import LONGEST_TITLE, LONGEST_URL, LONGEST_WHY, Resource, Shared
from bot.texts import Reader
from bot.texts.html import utf16_length
from tests.feeds.making import NOW, make_person
from tests.queue.making import TODAY, entry
from tests.support.bench import TEXTS

LONGEST = {
    "letters": "ا" * LONGEST_TITLE,
    "emoji": "😀" * LONGEST_TITLE,
    "escaped": "<b>&" * (LONGEST_TITLE // 4),
    "address": "",
}
NAME = "ع" * 32  # the longest that is shown of a person's
CIRCLE = Circle(
    id=CircleId(1), name="😀" * 64, field="", focus="", language="en", zone="UTC", seats=12,
    members=3, acquaintances_required=1, window_hours=72, hold_hours=0, host_has_last_word=False,
    only_hosts_invite=False, new_members_wait=False, opened_at=NOW, archived_at=None,
)  # fmt: skip


def link(number: int, title: str) -> Resource:
    return replace(
        entry(number).resource,
        title=title,
        url=f"https://example.org/{number}/".ljust(LONGEST_URL, "a"),
        mode=Mode.WATCH,
        minutes=1_439,
        why=(title or "why" * LONGEST_WHY)[:LONGEST_WHY],
    )


def screens(language: str, title: str) -> dict[str, Outgoing]:
    say, person = TEXTS.say(Reader(language=language)), make_person()
    links = [link(number, title) for number in range(1, 11)]
    shared = [
        Shared(
            resource=each,
            circle_id=CIRCLE.id,
            member_id=MemberId(1),
            person_id=person.id,
            shared_at=NOW,
            thanks=11,
        )
        for each in (*links, link(11, title))
    ]
    found = [replace(entry(each.id), resource=each, note="n" * 500) for each in links]
    return {
        "batch": messages_posts.post(say, person, CIRCLE, shared, sharer=NAME),
        "week": messages_posts.weekly(say, person, CIRCLE, shared, {person.id: NAME}),
        "several": messages_lists.several(say, person, links, known=3),
        "queue": queue_messages.list_screen(
            say, person, found, View(), goals={}, within_length=found, today=TODAY
        ),
        "search": queue_messages.found_screen(
            say, person, found, title[:200], goals={}, today=TODAY
        ),
    }


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("title", LONGEST.values(), ids=LONGEST)
def test_ten_links_with_the_longest_words_are_one_message(language: str, title: str) -> None:
    for name, screen in screens(language, title).items():
        assert fits(screen.html), name
        assert screen.html.count("<b>") == screen.html.count("</b>")


@pytest.mark.parametrize("text", ["short", "a" * 121, "a" + "😀" * 60, "two\nlines"])
def test_what_is_cut_is_one_line_without_half_a_character(text: str) -> None:
    shown = messages_lists.cut(text)
    assert utf16_length(shown) <= messages_lists.LONGEST_IN_LIST
    assert "\n" not in shown
    assert shown.encode("utf-8")  # half of a pair could not be written
    assert (shown == text) == (utf16_length(text) <= 120 and "\n" not in text)
