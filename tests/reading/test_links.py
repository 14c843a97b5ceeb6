"""Links: what is one, which spellings are the same page, and what is left of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.links import LONGEST_LINK, MOST_LINKS, links_in, read_link

VIDEO = "https://youtube.com/watch?v=dQw4w9WgXcQ"

# What was typed, and the link that it is.
READ = [
    ("https://example.com/x", "https://example.com/x"),
    ("example.com/x", "https://example.com/x"),
    ("  example.com  ", "https://example.com/"),
    ("HTTP://Example.COM/Path", "http://example.com/Path"),
    ("https://www.example.com/", "https://www.example.com/"),
    ("https://example.com:443/", "https://example.com/"),
    ("http://example.com:80/a", "http://example.com/a"),
    ("https://example.com:8443/a", "https://example.com:8443/a"),
    ("https://example.com./a", "https://example.com/a"),
    ("https://example.com?a=1", "https://example.com/?a=1"),
    # The sentence around it
    ("(https://example.com/x)", "https://example.com/x"),
    ("<https://example.com/x>", "https://example.com/x"),
    ("«https://example.com/x»", "https://example.com/x"),
    ("“https://example.com/x”.", "https://example.com/x"),
    ("https://example.com/x،", "https://example.com/x"),
    ("https://example.com/x؟", "https://example.com/x"),
    ("https://example.com/x...", "https://example.com/x"),
    ("https://en.wikipedia.org/wiki/Set_(logic)", "https://en.wikipedia.org/wiki/Set_(logic)"),
    ("(https://en.wikipedia.org/wiki/Set_(logic))", "https://en.wikipedia.org/wiki/Set_(logic)"),
    ("https://x.com/name_", "https://x.com/name_"),
    ("\u2068https://example.com/x\u2069", "https://example.com/x"),
    ("\u200fhttps://example.com/x\u200e", "https://example.com/x"),
    # What only tracks
    ("https://a.example/x?utm_source=n&utm_medium=m", "https://a.example/x"),
    ("https://a.example/x?UTM_Source=n&id=7", "https://a.example/x?id=7"),
    ("https://a.example/x?id=7&fbclid=abc&gclid=d", "https://a.example/x?id=7"),
    ("https://a.example/x?mc_cid=1&mc_eid=2&_hsenc=3", "https://a.example/x"),
    ("https://a.example/x?%75tm_source=1", "https://a.example/x"),
    ("https://a.example/x?si=1&s=2&t=3&ref=4", "https://a.example/x?si=1&s=2&t=3&ref=4"),
    ("https://x.com/name/status/12?s=20&t=abc", "https://x.com/name/status/12"),
    ("https://open.spotify.com/show/4rOo?si=a1b2", "https://open.spotify.com/show/4rOo"),
    ("https://www.instagram.com/name/?igsh=Mz&hl=ar", "https://www.instagram.com/name/"),
    ("https://medium.com/@a/b-1?source=rss&sk=key", "https://medium.com/@a/b-1?sk=key"),
    ("https://www.linkedin.com/in/a?trk=people", "https://www.linkedin.com/in/a"),
    (
        "https://podcasts.apple.com/eg/podcast/x/id1?uo=4",
        "https://podcasts.apple.com/eg/podcast/x/id1",
    ),
    ("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fx&h=AT0", "https://a.example/x"),
    ("https://www.google.com/url?sa=t&url=https%3A%2F%2Fa.example%2F", "https://a.example/"),
    ("https://www.google.com/url?q=mailto:a@b.c", "https://www.google.com/url?q=mailto:a@b.c"),
    # Other names of the same host
    ("https://youtu.be/dQw4w9WgXcQ", VIDEO),
    ("https://youtu.be/dQw4w9WgXcQ?si=abc", VIDEO),
    ("https://youtu.be/dQw4w9WgXcQ?si=abc&t=30", f"{VIDEO}&t=30"),
    ("https://m.youtube.com/watch?v=dQw4w9WgXcQ&feature=share", VIDEO),
    ("https://www.youtube.com/embed/dQw4w9WgXcQ", VIDEO),
    ("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", VIDEO),
    ("https://www.youtube.com/live/dQw4w9WgXcQ?si=a", VIDEO),
    ("https://youtu.be/", "https://youtu.be/"),
    ("https://mobile.twitter.com/name", "https://x.com/name"),
    ("https://www.twitter.com/name", "https://x.com/name"),
    ("https://m.facebook.com/groups/1", "https://facebook.com/groups/1"),
    ("https://old.reddit.com/r/python/", "https://reddit.com/r/python/"),
    ("https://telegram.me/name", "https://t.me/name"),
    ("https://en.m.wikipedia.org/wiki/A", "https://en.wikipedia.org/wiki/A"),
    ("https://m.co.uk/x", "https://m.co.uk/x"),
    ("https://m.me/page", "https://m.me/page"),
    # Fragments
    ("https://a.example/x#part-2", "https://a.example/x"),
    ("https://a.example/x#", "https://a.example/x"),
    ("https://a.example/#/course/7", "https://a.example/#/course/7"),
    ("https://a.example/#!course", "https://a.example/#!course"),
    ("https://a.example/x#:~:text=a%20word", "https://a.example/x#:~:text=a%20word"),
    # Other alphabets
    ("https://موقع.مصر/", "https://xn--4gbrim.xn--wgbh1c/"),
    ("موقع.مصر", "https://xn--4gbrim.xn--wgbh1c/"),
    ("https://a.example/مقالة", "https://a.example/%D9%85%D9%82%D8%A7%D9%84%D8%A9"),
    ("https://a.example/%d9%85", "https://a.example/%D9%85"),
    ("https://a.example/%7Ename%2Fx", "https://a.example/~name%2Fx"),
    ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
    ("https://1.1.1.1/x", "https://1.1.1.1/x"),
    ("https://[2606:4700::1111]/x", "https://[2606:4700::1111]/x"),
]

NOT_READ = [
    *("", " ", ".", "...", "()", "hello", "two words", "example .com", "@name", "#python", "7.30"),
    *(
        "https://",
        "https:///x",
        "http://localhost/",
        "https://intranet/x",
        "https://a..b/",
        "1.2.3.4",
    ),
    *("https://user:pw@example.com/", "https://example.com@evil.example/", "user@example.com"),
    *("https://good.example\\@evil.example/", "https://@evil.example/", "https://a.example:99x/"),
    *("tg://resolve?domain=a", "javascript:alert(1)", "mailto:a@b.example", "data:text/html,x"),
    *(
        "ftp://example.com/x",
        "file:///etc/passwd",
        "//example.com/x",
        "tel:+20100",
        "https:a.example",
    ),
    *("https://a.example/x\u202egpj.exe", "https://a.example/\x00", "https://a.example/\ud800"),
    *(
        "https://2130706433/",
        "https://0x7f.1/",
        "https://127.1/",
        "كلمة.كلمة",
        "https://a.example b",
    ),
    *(
        "https://a.example/\nHost: b",
        "https://printer.local/",
        "https://[::1",
        "https://%61.example/",
    ),
]

# Two spellings of one page.
SAME = [
    ("http://example.com/x", "https://www.example.com/x/"),
    ("example.com/x?b=2&a=1", "example.com/x?a=1&b=2&utm_id=9"),
    ("https://youtu.be/dQw4w9WgXcQ?t=30", f"{VIDEO}&list=PL1&index=4"),
    ("https://twitter.com/name?s=20", "https://mobile.x.com/name"),
    ("https://a.example/x#:~:text=word", "https://a.example/x#top"),
    ("https://a.example/مقالة", "https://a.example/%d9%85%d9%82%d8%a7%d9%84%d8%a9"),
    ("https://موقع.مصر", "http://xn--4gbrim.xn--wgbh1c/"),
    ("https://a.example", "https://a.example/?"),
    ("https://a.example:443/x", "http://a.example:80/x"),
]

DIFFERENT = [
    ("https://a.example/x", "https://a.example/X"),
    ("https://a.example/x?id=1", "https://a.example/x?id=2"),
    ("https://a.example/#/one", "https://a.example/#/two"),
    ("https://a.example/", "https://b.a.example/"),
    ("https://a.example/", "https://a.example:8443/"),
    ("https://youtu.be/dQw4w9WgXcQ", "https://youtu.be/aaaaaaaaaaa"),
    ("https://youtube.com/playlist?list=PL1", "https://youtube.com/playlist?list=PL2"),
    ("https://a.example/a%2Fb", "https://a.example/a/b"),
]


@pytest.mark.parametrize(("typed", "url"), READ)
def test_a_typed_link_has_one_spelling_without_what_only_tracks(typed, url):
    link = read_link(typed)
    assert link is not None
    assert link.url == url


@pytest.mark.parametrize(("typed", "url"), READ)
def test_a_link_that_was_read_once_stays_as_it_is(typed, url):
    link = read_link(typed)
    assert link is not None
    assert read_link(link.url) == link


@pytest.mark.parametrize("typed", NOT_READ)
def test_what_is_no_link_is_none(typed):
    assert read_link(typed) is None


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_of_one_page_have_one_key(one, other):
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_pages_have_two_keys(one, other):
    assert key_of(one) != key_of(other)


def test_a_key_is_hexadecimal_and_of_one_length():
    key = key_of("https://example.com/x")
    assert len(key) == 64
    assert set(key) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("https://www.Example.com/x", "example.com"),
        ("https://www.example.com:8443/x", "example.com"),
        ("https://موقع.مصر/", "موقع.مصر"),
        ("https://xn--4gbrim.xn--wgbh1c/", "موقع.مصر"),
        # Cyrillic that looks like a known name, and letters of two alphabets
        ("https://аррӏе.com/", "xn--80ak6aa92e.com"),
        ("https://münchen.example/", "xn--mnchen-3ya.example"),
    ],
)
def test_a_host_is_shown_without_www_and_never_as_a_look_alike(typed, host):
    link = read_link(typed)
    assert link is not None
    assert link.host == host


def test_a_link_longer_than_what_is_kept_is_none_even_when_its_letters_grow():
    assert read_link("https://a.example/" + "x" * (LONGEST_LINK - 18)) is not None
    assert read_link("https://a.example/" + "x" * (LONGEST_LINK - 17)) is None
    assert read_link("https://a.example/" + "م" * 400) is None


def test_links_wrapped_many_times_come_to_an_end():
    inner = "https://a.example/"
    for _ in range(5):
        escaped = inner.replace("%", "%25").replace(":", "%3A").replace("/", "%2F")
        inner = f"https://l.facebook.com/l.php?u={escaped.replace('?', '%3F').replace('=', '%3D')}"
    link = read_link(inner)
    assert link is not None
    assert link.host == "l.facebook.com"


def test_a_wrapper_never_leads_to_a_link_with_a_name_and_a_password():
    assert (
        read_link("https://l.facebook.com/l.php?u=https%3A%2F%2Fa%3Ab%40evil.example%2F") is None
    )


def test_all_links_of_a_text_are_found_in_their_order():
    text = (
        "First https://b.example/1, then example.com/2 (see http://c.example/3).\nwww.d.example!"
    )
    assert urls_in(text) == [
        *("https://b.example/1", "https://example.com/2", "http://c.example/3"),
        "https://www.d.example/",
    ]


def test_links_in_an_arabic_text_are_found_with_its_punctuation_left_out():
    text = "اقرأ هذا: https://a.example/مقال، وexample.org/ص؟ والموقع موقع.مصر، ثم \u2068https://b.example/\u2069."
    assert urls_in(text) == [
        "https://a.example/%D9%85%D9%82%D8%A7%D9%84",
        "https://example.org/%D8%B5",
        "https://xn--4gbrim.xn--wgbh1c/",
        "https://b.example/",
    ]


def test_a_link_hidden_behind_words_comes_after_those_that_are_seen():
    found = links_in(
        "See this and https://a.example/", ["https://b.example/?utm_source=x", "c.example/1"]
    )
    assert [link.url for link in found] == [
        *("https://a.example/", "https://b.example/", "https://c.example/1")
    ]


def test_the_same_page_is_one_link_however_often_it_stands_there():
    text = "https://a.example/x http://www.a.example/x/ a.example/x?utm_source=y"
    assert len(links_in(text, ["https://a.example/x"])) <= 2
    assert urls_in("https://a.com/x http://www.a.com/x/ a.com/x?utm_source=y") == [
        "https://a.com/x"
    ]


def test_a_link_in_markdown_is_found_without_its_brackets():
    assert urls_in("[name](https://a.example/x) and <https://b.example/>") == [
        *("https://a.example/x", "https://b.example/")
    ]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Node.js and notes.md and main.py",
            "v1.2.3 at 7.30",
            "e.g. this, i.e. that",
            "Mr.Ahmed",
        ),
        *("write to a.b@mail.com or @name", "mailto:a@mail.com", "كلمة.كلمة", "انتهى.ثم بدأنا"),
        *(
            "javascript:location='https://a.example'",
            "tg://resolve?domain=b.com",
            "user:pw@evil.com",
        ),
        *(
            "https://user:pw@evil.com/x",
            "https://good.com@evil.com/",
            "file:///a.com",
            "ftp://a.com/x",
        ),
        *(
            "the end.So it was",
            "",
            "\x00",
            "münchen",
            "..com",
            "a..com",
            "-.-",
            "https://",
            "www.",
        ),
    ],
)
def test_words_with_full_stops_addresses_and_other_schemes_are_no_links(text):
    assert links_in(text) == ()


def test_hidden_addresses_that_are_no_links_are_left_out():
    assert links_in("", ["tg://user?id=1", "javascript:alert(1)", "https://a:b@c.example/"]) == ()


def test_at_most_so_many_links_are_taken_from_one_message():
    text = " ".join(f"https://a.example/{n}" for n in range(50))
    assert urls_in(text) == [f"https://a.example/{n}" for n in range(MOST_LINKS)]


@pytest.mark.parametrize(
    "piece",
    [
        "a.",
        "(",
        "https://",
        "https://a",
        "[",
        ")",
        "a@",
        "%",
        "٠.",
        "م.",
        "www.",
        "\u202e",
        "-.",
        "//",
    ],
)
def test_a_message_of_one_repeated_piece_is_read_like_any_other(piece):
    text = (piece * 4_096)[:4_096]
    assert len(links_in(text)) <= MOST_LINKS
    assert read_link(text) is None


@given(
    st.text(alphabet=st.sampled_from("https:/.@aم?#&=%[]()-_ \u2068\u202e\x00com1"), max_size=80)
)
def test_whatever_is_typed_is_read_or_not_and_reading_twice_changes_nothing(text):
    for link in (*links_in(text), *filter(None, [read_link(text)])):
        assert link.url.isascii()
        assert link.url.startswith(("https://", "http://"))
        assert "@" not in link.url.split("/")[2]
        assert len(link.url) <= LONGEST_LINK
        assert read_link(link.url) == link


def key_of(typed):
    link = read_link(typed)
    assert link is not None, typed
    return link.key


def urls_in(text):
    return [link.url for link in links_in(text)]
