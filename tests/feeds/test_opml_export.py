"""The list of feeds as other programs take it in."""

from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.rules_opml import Outline, written
from bot.parsing.outlines import read_outlines
from bot.parsing.records import OutlineRead, Unreadable

FOLLOWED = [
    Outline(
        url="https://a.example/feed?x=1&y=2",
        title='Data & <"friends">',
        site_url="https://a.example/",
        tags=("Data", "Statistics"),
    ),
    Outline(url="https://b.example/rss", title="مدوّنة البرمجة", site_url="", tags=("برمجة",)),
    Outline(url="https://c.example/atom.xml", title="", site_url="", tags=()),
    Outline(url="https://d.example/rss", title="Pod\u0007cast\n", site_url="", tags=("Data",)),
]


def test_what_is_written_is_read_back_with_its_folders() -> None:
    content = written(FOLLOWED)
    assert content.startswith(b"<?xml")
    assert b"\xef\xbb\xbf" not in content
    assert read_outlines(content) == (
        OutlineRead(
            url="https://c.example/atom.xml",
            title="https://c.example/atom.xml",
            site_url="",
            tags=(),
        ),
        OutlineRead(url="https://d.example/rss", title="Podcast", site_url="", tags=("Data",)),
        OutlineRead(
            url="https://a.example/feed?x=1&y=2",
            title='Data & <"friends">',
            site_url="https://a.example/",
            tags=("Data", "Statistics"),
        ),
        OutlineRead(
            url="https://b.example/rss", title="مدوّنة البرمجة", site_url="", tags=("برمجة",)
        ),
    )


TEXT = st.text(max_size=60)
TAGS = st.lists(st.text(st.characters(categories=("L", "N")), min_size=1, max_size=20), max_size=4)


@given(
    st.lists(
        st.builds(
            Outline,
            url=st.integers(0, 10**6).map(lambda n: f"https://x.example/{n}?a=1&b=2"),
            title=TEXT,
            site_url=st.sampled_from(["", "https://x.example/"]),
            tags=TAGS.map(tuple),
        ),
        max_size=20,
        unique_by=lambda each: each.url,
    )
)
def test_whatever_feeds_are_called_every_address_comes_back(outlines: list[Outline]) -> None:
    read = read_outlines(written(outlines))
    if not outlines:
        assert read is Unreadable.NOT_A_LIST
        return
    assert not isinstance(read, Unreadable)
    assert {each.url for each in read} == {each.url for each in outlines}


def test_no_feeds_make_an_empty_list() -> None:
    assert b"<body />" in written([])
