import html
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.outbox.records import Button, Method, Outgoing
from bot.outbox.splitting import LONGEST_TEXT, fits, split
from bot.texts.html import utf16_length

TAG = re.compile(r"</?[a-z][^>]*>")
words = st.text(
    st.characters(blacklist_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=30
) | st.sampled_from(["كلمة", "👩‍👩‍👧", "&", "<", "x" * 5_000, "🙂" * 2_500, "a&b<c"])
plain = st.lists(st.tuples(words, st.sampled_from([" ", "\n", "\n\n", ""])), max_size=60).map(
    lambda pairs: html.escape("".join(word + gap for word, gap in pairs), quote=False)
)


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    tags = st.sampled_from(
        [("<b>", "</b>"), ("<i>", "</i>"), ('<a href="https://x.org/a b">', "</a>"),
         ("<blockquote expandable>", "</blockquote>"), ("", "")]
    )  # fmt: skip
    return st.lists(
        st.tuples(tags, inner).map(lambda pair: pair[0][0] + pair[1] + pair[0][1]), max_size=5
    ).map("".join)


marked_up = st.recursive(plain, wrapped, max_leaves=6)
long_enough = st.tuples(marked_up, st.integers(1, 400)).map(lambda pair: pair[0] * pair[1])


def shown(text: str) -> str:
    return html.unescape(TAG.sub("", text))


def without_gaps(text: str) -> str:
    return re.sub(r"\s", "", text)


def is_balanced(text: str) -> bool:
    opened: list[str] = []
    for tag in TAG.findall(text):
        name = re.split(r"[ >]", tag.strip("</"))[0]
        if not tag.startswith("</"):
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened


@settings(max_examples=60, deadline=None)
@given(long_enough.filter(lambda text: len(text) < 60_000))
def test_every_part_fits_is_well_formed_and_nothing_is_lost(text: str) -> None:
    parts = [part.html for part in split(Outgoing(to=1, html=text))]

    assert all(utf16_length(shown(part)) <= LONGEST_TEXT for part in parts)
    assert all(is_balanced(part) for part in parts)
    assert without_gaps("".join(map(shown, parts))) == without_gaps(shown(text))
    if len(parts) > 1:
        assert all(shown(part).strip() for part in parts), "Telegram refuses an empty message"


def test_a_text_is_cut_where_a_reader_would_pause() -> None:
    paragraph = "word " * 300
    parts = split(Outgoing(to=1, html=f"{paragraph}\n\n{paragraph}\n\n{paragraph}"))

    assert [part.html.count("word") for part in parts] == [600, 300]


def test_the_buttons_go_with_the_last_part() -> None:
    long = Outgoing(to=1, html="word " * 2_000, buttons=((Button("Yes", "yes"),),))
    *before, last = split(long)

    assert before
    assert not any(part.buttons for part in before)
    assert last.buttons == long.buttons


@pytest.mark.parametrize("method", [Method.UNBUTTON, Method.DOCUMENT, Method.PHOTO])
def test_what_has_no_text_of_its_own_stays_whole(method: Method) -> None:
    outgoing = replace(Outgoing(to=1, html="x" * 5_000), method=method)
    assert split(outgoing) == [outgoing]


def test_markup_does_not_count() -> None:
    assert fits("<b>" * 2_000 + "x" * 4_096 + "</b>" * 2_000)
    assert fits("&amp;" * 4_096)
    assert not fits("🙂" * 2_049)
