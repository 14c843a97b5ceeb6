"""What a link, a handle or a hashtag is, by its form alone: a table, and hostile input."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.links import read_link
from bot.sources.records import (
    KEY_LENGTH,
    LONGEST_HANDLE,
    LONGEST_SITE,
    LONGEST_TITLE,
    LONGEST_URL,
    SourceDraft,
    SourceKind,
)
from bot.sources.rules_names import SITES
from bot.sources.rules_recognising import Handle, OwnLink, draft_of_handle, recognise

PERSON, HASHTAG, BLOG, PODCAST, FEED, COURSE, COMMUNITY = SourceKind

# What is typed: kind, title, site.
ROWS = [
    # People to follow
    ("x.com/karpathy", PERSON, "@karpathy", "x.com"),
    ("https://twitter.com/karpathy/status/12?s=20", PERSON, "@karpathy", "x.com"),
    ("https://mobile.twitter.com/karpathy", PERSON, "@karpathy", "x.com"),
    ("@karpathy on x.com", PERSON, "@karpathy", "x.com"),
    ("@karpathy on X", PERSON, "@karpathy", "x.com"),
    ("karpathy on twitter", PERSON, "@karpathy", "x.com"),
    ("x.com: @karpathy", PERSON, "@karpathy", "x.com"),
    ("@karpathy على تويتر", PERSON, "@karpathy", "x.com"),
    ("@karpathy على إكس", PERSON, "@karpathy", "x.com"),
    ("@karpathy في اكس", PERSON, "@karpathy", "x.com"),
    ("https://www.linkedin.com/in/someone/", PERSON, "someone", "linkedin.com"),
    ("https://eg.linkedin.com/in/someone?trk=a", PERSON, "someone", "linkedin.com"),
    ("https://www.linkedin.com/company/google", PERSON, "google", "linkedin.com"),
    ("linkedin.com/school/cairo-university/", PERSON, "cairo-university", "linkedin.com"),
    ("@someone على لينكد إن", PERSON, "someone", "linkedin.com"),
    ("youtube.com/@3blue1brown/videos", PERSON, "@3blue1brown", "youtube.com"),
    ("https://m.youtube.com/@3blue1brown", PERSON, "@3blue1brown", "youtube.com"),
    ("https://www.youtube.com/@%D8%B9%D8%B1%D8%A8", PERSON, "@عرب", "youtube.com"),
    ("https://www.youtube.com/c/name", PERSON, "name", "youtube.com"),
    ("https://www.youtube.com/user/name", PERSON, "name", "youtube.com"),
    ("@name على يوتيوب", PERSON, "@name", "youtube.com"),
    ("t.me/durov", PERSON, "@durov", "t.me"),
    ("t.me/s/durov", PERSON, "@durov", "t.me"),
    ("https://telegram.me/durov/123", PERSON, "@durov", "t.me"),
    ("@durov on telegram", PERSON, "@durov", "t.me"),
    ("@durov على تيليجرام", PERSON, "@durov", "t.me"),
    ("https://www.pinterest.co.uk/name/board/", PERSON, "name", "pinterest.com"),
    ("https://www.pinterest.com/name", PERSON, "name", "pinterest.com"),
    ("instagram.com/name.x/?hl=ar", PERSON, "@name.x", "instagram.com"),
    ("@name.x on insta", PERSON, "@name.x", "instagram.com"),
    ("https://www.instagram.com/stories/name/1", PERSON, "@name", "instagram.com"),
    ("tiktok.com/@name/video/7", PERSON, "@name", "tiktok.com"),
    ("facebook.com/name", PERSON, "name", "facebook.com"),
    ("https://www.facebook.com/profile.php?id=1000", PERSON, "facebook.com/profile.php",
     "facebook.com"),
    ("threads.net/@name", PERSON, "@name", "threads.com"),
    ("bsky.app/profile/name.bsky.social", PERSON, "@name.bsky.social", "bsky.app"),
    ("@name.bsky.social", PERSON, "@name.bsky.social", "bsky.app"),
    ("@name@mastodon.social", PERSON, "@name@mastodon.social", "mastodon.social"),
    ("https://hachyderm.io/@name/1123", PERSON, "@name@hachyderm.io", "hachyderm.io"),
    ("https://fosstodon.org/users/name", PERSON, "@name@fosstodon.org", "fosstodon.org"),
    ("medium.com/@name", PERSON, "@name", "medium.com"),
    ("https://medium.com/@name/a-post-1234567890ab", PERSON, "@name", "medium.com"),
    ("substack.com/@name", PERSON, "@name", "substack.com"),
    ("github.com/torvalds", PERSON, "@torvalds", "github.com"),
    ("reddit.com/u/name", PERSON, "u/name", "reddit.com"),
    ("u/name", PERSON, "u/name", "reddit.com"),
    ("https://dev.to/name", PERSON, "@name", "dev.to"),
    ("https://orcid.org/0000-0002-1825-0097", PERSON, "0000-0002-1825-0097",
     "orcid.org"),
    ("https://www.kaggle.com/name", PERSON, "@name", "kaggle.com"),
    ("https://www.snapchat.com/add/name", PERSON, "name", "snapchat.com"),
    # Hashtags
    ("#python", HASHTAG, "#python", ""),
    ("#تعلم_الآلة", HASHTAG, "#تعلم_الآلة", ""),
    ("＃python", HASHTAG, "#python", ""),
    ("#python on x.com", HASHTAG, "#python", "x.com"),
    ("#بايثون على انستغرام", HASHTAG, "#بايثون", "instagram.com"),
    ("x.com/hashtag/%D8%AA%D8%B9%D9%84%D9%85", HASHTAG, "#تعلم", "x.com"),
    ("https://www.linkedin.com/feed/hashtag/?keywords=ai", HASHTAG, "#ai", "linkedin.com"),
    ("https://www.linkedin.com/feed/hashtag/ai/", HASHTAG, "#ai", "linkedin.com"),
    ("instagram.com/explore/tags/datascience/", HASHTAG, "#datascience", "instagram.com"),
    ("tiktok.com/tag/math", HASHTAG, "#math", "tiktok.com"),
    ("bsky.app/hashtag/python", HASHTAG, "#python", "bsky.app"),
    ("github.com/topics/rust", HASHTAG, "#rust", "github.com"),
    ("facebook.com/hashtag/maths", HASHTAG, "#maths", "facebook.com"),
    # Communities elsewhere
    ("linkedin.com/groups/123", COMMUNITY, "linkedin.com/groups/123", "linkedin.com"),
    ("r/Python", COMMUNITY, "r/Python", "reddit.com"),
    ("https://old.reddit.com/r/Python/comments/1/a/", COMMUNITY, "r/Python", "reddit.com"),
    ("https://t.me/+AbCdEf", COMMUNITY, "+AbCdEf", "t.me"),
    ("t.me/joinchat/AbCdEf", COMMUNITY, "AbCdEf", "t.me"),
    ("facebook.com/groups/python.ar", COMMUNITY, "python.ar", "facebook.com"),
    ("discord.gg/abc", COMMUNITY, "abc", "discord.gg"),
    ("https://discord.com/invite/abc", COMMUNITY, "abc", "discord.gg"),
    ("https://team.slack.com", COMMUNITY, "team.slack.com", "team.slack.com"),
    ("https://join.slack.com/t/team/shared_invite/zt-1", COMMUNITY, "zt 1", "join.slack.com"),
    ("https://chat.whatsapp.com/AbCdEf123456", COMMUNITY, "chat.whatsapp.com/AbCdEf123456",
     "chat.whatsapp.com"),
    ("https://groups.google.com/g/pydata", COMMUNITY, "pydata", "groups.google.com"),
    ("https://www.meetup.com/cairo-python/", COMMUNITY, "cairo python", "meetup.com"),
    ("https://github.com/orgs/python/discussions", COMMUNITY, "python", "github.com"),
    ("https://x.com/i/communities/149", COMMUNITY, "x.com", "x.com"),
    # Courses
    ("https://www.linkedin.com/learning/python-essential-training", COURSE,
     "python essential training", "linkedin.com"),
    ("https://www.youtube.com/playlist?list=PL1", COURSE, "youtube.com/playlist", "youtube.com"),
    ("https://www.coursera.org/learn/machine-learning", COURSE, "machine learning",
     "coursera.org"),
    ("https://www.edx.org/learn/python/x", COURSE, "python", "edx.org"),
    ("https://www.udemy.com/course/python-bootcamp/?referralCode=1", COURSE, "python bootcamp",
     "udemy.com"),
    ("https://www.edraak.org/programs/course/stat-v1/", COURSE, "stat v1", "edraak.org"),
    ("https://www.rwaq.org/courses/stat-101", COURSE, "stat 101", "rwaq.org"),
    ("https://ar.khanacademy.org/math", COURSE, "math", "ar.khanacademy.org"),
    ("https://academy.hsoub.com/python", COURSE, "python", "academy.hsoub.com"),
    ("https://ocw.mit.edu/courses/18-06-linear-algebra/", COURSE, "18 06 linear algebra",
     "ocw.mit.edu"),
    ("https://www.kaggle.com/learn/intro-to-ml", COURSE, "intro to ml", "kaggle.com"),
    # Podcasts
    ("https://podcasts.apple.com/us/podcast/lex-fridman/id1434243584", PODCAST, "lex fridman",
     "podcasts.apple.com"),
    ("https://open.spotify.com/show/4rOoJ6Egrf8K2IrywzwOMk?si=1", PODCAST,
     "open.spotify.com/show/4rOoJ6Egrf8K2IrywzwOMk", "open.spotify.com"),
    ("https://anchor.fm/name", PODCAST, "name", "anchor.fm"),
    ("https://feeds.megaphone.fm/abc", PODCAST, "abc", "feeds.megaphone.fm"),
    ("https://name.podbean.com/", PODCAST, "name.podbean.com", "name.podbean.com"),
    ("https://thmanyah.com/podcasts/fnjan", PODCAST, "fnjan", "thmanyah.com"),
    ("https://soundcloud.com/name", PODCAST, "name", "soundcloud.com"),
    # Feeds
    ("https://example.com/feed", FEED, "example.com/feed", "example.com"),
    ("https://example.com/blog/index.xml", FEED, "example.com/blog/index.xml", "example.com"),
    ("https://example.com/atom", FEED, "example.com/atom", "example.com"),
    ("https://example.com/rss/", FEED, "example.com/rss", "example.com"),
    ("https://feeds.feedburner.com/x", FEED, "feeds.feedburner.com/x", "feeds.feedburner.com"),
    ("https://medium.com/feed/@name", FEED, "medium.com/feed/@name", "medium.com"),
    ("https://name.substack.com/feed", FEED, "name.substack.com/feed", "name.substack.com"),
    ("https://www.reddit.com/r/python/.rss", FEED, "reddit.com", "reddit.com"),
    ("https://www.youtube.com/feeds/videos.xml?channel_id=UC1", FEED,
     "youtube.com/feeds/videos.xml", "youtube.com"),
    # Whatever else
    ("https://jvns.ca", BLOG, "jvns.ca", "jvns.ca"),
    ("jvns.ca/blog", BLOG, "jvns.ca/blog", "jvns.ca"),
    ("https://name.substack.com", BLOG, "name", "name.substack.com"),
    ("https://open.substack.com/pub/name/p/x", BLOG, "name", "name.substack.com"),
    ("https://medium.com/towards-data", BLOG, "medium.com/towards-data", "medium.com"),
    ("https://موقع.مصر/", BLOG, "موقع.مصر", "موقع.مصر"),
    ("https://github.com/torvalds/linux", BLOG, "github.com/torvalds/linux", "github.com"),
    ("https://youtu.be/dQw4w9WgXcQ", BLOG, "youtube.com/watch", "youtube.com"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "kind", "title", "site"), ROWS)
def test_a_source_is_recognised_by_its_form(typed, kind, title, site):
    draft = recognise(typed, bot_username="halqa_bot")
    assert isinstance(draft, SourceDraft)
    assert (draft.kind, draft.title, draft.site) == (kind, title, site)


def test_there_are_rows_enough_to_call_it_a_table():
    assert len(ROWS) >= 80
    assert {kind for _, kind, _, _ in ROWS} == set(SourceKind)


# Spellings of one source.
SAME = [
    ("@Karpathy on x.com", "https://twitter.com/karpathy/status/1"),
    ("r/python", "https://old.reddit.com/r/Python/top"),
    ("@name@mastodon.social", "https://mastodon.social/@name/1"),
    ("t.me/joinchat/AbCdEf", "https://t.me/+AbCdEf"),
    ("discord.gg/abc", "https://discord.com/invite/abc"),
    ("@name على يوتيوب", "m.youtube.com/@Name/videos"),
    ("https://www.linkedin.com/in/a-b/", "eg.linkedin.com/in/A-B?trk=x"),
    ("#Python", "#python"),
    ("https://name.substack.com/p/one", "https://open.substack.com/pub/name/p/two"),
    ("http://jvns.ca/", "https://www.jvns.ca?utm_source=x"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_of_one_source_have_one_key(one, other):
    assert key_of(one) == key_of(other)


def test_where_case_matters_two_are_two():
    assert key_of("https://t.me/+AbC") != key_of("https://t.me/+abc")
    assert key_of("#python") != key_of("#python on x.com")


@pytest.mark.parametrize("typed", ["@name", "@Name_1", "@first.last", "@اسم", "  @name  "])
def test_a_handle_alone_does_not_tell_its_site(typed):
    assert recognise(typed) == Handle(typed.strip().removeprefix("@"))


@pytest.mark.parametrize("key", SITES)
def test_a_handle_on_every_offered_site_becomes_a_page_there(key):
    name = "name.example.org" if key == "bsky" else "name"
    draft = draft_of_handle(name, SITES[key])
    assert draft is not None
    assert draft.kind is PERSON
    assert name in draft.url
    assert isinstance(recognise(f"@{name} on {SITES[key].name}"), SourceDraft)


@pytest.mark.parametrize(
    ("name", "key"),
    [("with space", "x"), ("a" * 16, "x"), ("../admin", "github"), ("a?b", "instagram"),
     ("اسم", "telegram"), ("", "x"), ("a/b", "reddit"), ("@", "x"), ("a" * 200, "facebook")],
)  # fmt: skip
def test_a_handle_that_a_site_does_not_have_is_none(name, key):
    assert draft_of_handle(name, SITES[key]) is None


@pytest.mark.parametrize(
    "typed",
    ["https://t.me/halqa_bot", "t.me/Halqa_Bot?start=j_K7Q2", "https://telegram.me/halqa_bot/app"],
)
def test_the_bots_own_links_are_no_sources(typed):
    assert recognise(typed, bot_username="halqa_bot") == OwnLink()


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            " ",
            "hello",
            "hello there",
            "name on nowhere",
            "@",
            "#",
            "#123",
            "r/",
            "name@mail.com",
        ),
        *("https://user:pw@example.com/", "javascript:alert(1)", "tg://resolve?domain=a", "\x00"),
        *("http://localhost/", "http://127.1/", "@" + "a" * 200, "#" + "a" * 200, "@.", "@-"),
        "https://a.example/" + "x" * 4_096,
    ],
)
def test_what_is_no_source_is_none(typed):
    assert recognise(typed, bot_username="halqa_bot") is None


@pytest.mark.parametrize(
    "piece", ["@a", "#م", "x.com/", "a on ", "@a@", "/@a", "\u202e@a", "a.b/"]
)
def test_a_message_of_one_repeated_piece_is_read_like_any_other(piece):
    fits(recognise((piece * 4_096)[:4_096], bot_username="halqa_bot"))


@given(st.text(alphabet=st.sampled_from("x.com/@#aم _-:?=%+\u202e\u2068\x00intd"), max_size=60))
def test_whatever_is_typed_fits_the_columns(text):
    fits(recognise(text, bot_username="halqa_bot"))


@given(st.from_regex(r"https://[a-z]{2,9}\.(com|me|org)/[@a-z0-9/%._+-]{0,60}", fullmatch=True))
def test_whatever_link_is_typed_fits_the_columns(text):
    fits(recognise(text, bot_username="halqa_bot"))


def key_of(typed):
    draft = recognise(typed, bot_username="halqa_bot")
    assert isinstance(draft, SourceDraft), typed
    return draft.key


def fits(read):
    if not isinstance(read, SourceDraft):
        return
    assert 0 < len(read.title) <= LONGEST_TITLE
    assert len(read.key) == KEY_LENGTH
    assert len(read.site) <= LONGEST_SITE
    assert len(read.handle) <= LONGEST_HANDLE
    assert len(read.url) <= LONGEST_URL
    assert "\u202e" not in read.title
    assert "\x00" not in read.title + read.handle
    if read.url:
        assert read_link(read.url) is not None
        assert "@" not in read.url.split("/")[2]
