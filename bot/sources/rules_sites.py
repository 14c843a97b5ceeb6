"""The sites that are known by the form of their addresses: a table, read from above. Pure data."""

import re
from dataclasses import dataclass
from typing import Final

from bot.sources.records import SourceKind

PERSON, HASHTAG, BLOG = SourceKind.PERSON, SourceKind.HASHTAG, SourceKind.BLOG
PODCAST, FEED = SourceKind.PODCAST, SourceKind.FEED
COURSE, COMMUNITY = SourceKind.COURSE, SourceKind.COMMUNITY


@dataclass(frozen=True, slots=True)
class Form:
    """One form that addresses have.

    Attributes:
        host: a pattern of the whole host, without `www.`.
        path: a pattern of the whole path, without slashes at its ends; `handle` names what is in it.
        kind: what stands there.
        title: with `{handle}`; empty: the handle, or words from the path, or the host.
        url: the one spelling, with `{handle}` and `{host}`; empty: the address as it is.
        query: a name that must stand in the query; its value is the handle.
        keeps_case: whether two handles that differ in case are two.
    """

    host: re.Pattern[str]
    path: re.Pattern[str]
    kind: SourceKind
    title: str = ""
    url: str = ""
    query: str = ""
    keeps_case: bool = False


def _form(
    host: str,
    path: str,
    kind: SourceKind,
    title: str = "",
    url: str = "",
    *,
    query: str = "",
    keeps_case: bool = False,
) -> Form:
    return Form(
        re.compile(host), re.compile(path, re.IGNORECASE), kind, title, url, query, keeps_case
    )


def _hosts(*names: str) -> str:
    """These hosts and all below them."""
    return r"(?:[^/]+\.)?(?:" + "|".join(re.escape(name) for name in names) + ")"


ANY: Final = ".*"
_WORD: Final = r"(?P<handle>[^/?#]+)"  # one step of a path
_REST: Final = r"(?:/.*)?"
_NAME: Final = r"@?(?P<handle>[A-Za-z0-9_.-]+)"


def _not(words: str, then: str) -> str:
    """`then`, unless the path begins with one of the site's own words."""
    return rf"(?!(?:{'|'.join(words.split())})(?:/|$)){then}"


_X: Final = _not("home search explore i intent share settings messages notifications compose "
                 "login signup tos privacy", r"@?(?P<handle>\w{1,15})" + _REST)  # fmt: skip
_TELEGRAM: Final = _not(
    "c s addlist share proxy socks addstickers addemoji bg invoice setlanguage iv contact boost "
    "addtheme login confirmphone giftcode nft m", r"(?P<handle>[A-Za-z]\w{3,31})" + _REST)  # fmt: skip
_INSTAGRAM: Final = _not("p reel reels tv explore accounts direct about legal",
                         r"(?:stories/)?@?(?P<handle>[\w.]{1,30})" + _REST)  # fmt: skip
_FACEBOOK: Final = _not(
    "watch events marketplace gaming share sharer story.php permalink.php photo photo.php photos "
    "login reel reels help policies hashtag groups pages people p profile.php search media plugins",
    r"(?P<handle>[\w.-]+)" + _REST)  # fmt: skip
_GITHUB: Final = _not(
    "topics explore features about settings orgs sponsors marketplace search login join pricing "
    "collections trending events issues pulls notifications apps", r"(?P<handle>[A-Za-z0-9-]{1,39})")  # fmt: skip
_PINTEREST: Final = _not("pin search ideas today explore settings login business",
                         r"(?P<handle>[\w-]{1,100})" + _REST)  # fmt: skip
_OWN_WORDS: Final = (
    "about login signup search explore help terms privacy settings tag tags t topics c"
)

LINKEDIN: Final = r"(?:[a-z]{2,3}\.)?linkedin\.com"
YOUTUBE: Final = r"(?:music\.)?youtube\.com"
PINTEREST: Final = r"(?:[a-z]{2}\.)?pinterest\.[a-z]{2,3}(?:\.[a-z]{2})?"
_COURSE_HOSTS: Final = _hosts(
    *("coursera.org", "edx.org", "udemy.com", "edraak.org", "rwaq.org", "khanacademy.org"),
    *("udacity.com", "futurelearn.com", "ocw.mit.edu", "pluralsight.com", "skillshare.com"),
    *("codecademy.com", "freecodecamp.org", "datacamp.com", "brilliant.org", "domestika.org"),
    *("masterclass.com", "academy.hsoub.com", "almentor.net", "barmej.com", "satr.codes"),
    *(
        "doroob.sa",
        "nafham.com",
        "maharatech.gov.eg",
        "openlearning.com",
        "open.edu",
        "duolingo.com",
    ),
    *("fast.ai", "deeplearning.ai", "educative.io", "egghead.io", "frontendmasters.com"),
    *("teachable.com", "thinkific.com", "classcentral.com", "alison.com", "swayam.gov.in"),
    *("mooc.fi", "boot.dev", "theodinproject.com", "exercism.org", "hyperskill.org"),
)
_PODCAST_HOSTS: Final = _hosts(
    *("podcasts.apple.com", "anchor.fm", "podcasts.google.com", "castbox.fm", "pca.st"),
    *("pocketcasts.com", "overcast.fm", "player.fm", "podbean.com", "buzzsprout.com"),
    *("podcasters.spotify.com", "creators.spotify.com", "transistor.fm", "simplecast.com"),
    *("simplecastaudio.com", "megaphone.fm", "acast.com", "spreaker.com", "ivoox.com", "podeo.co"),
    *("sowt.com", "libsyn.com", "captivate.fm", "fireside.fm", "pinecast.com", "castos.com"),
    *("podchaser.com", "podcastaddict.com", "radiopublic.com", "stitcher.com", "fountain.fm"),
)
_COMMUNITY_HOSTS: Final = _hosts(
    *("discord.gg", "slack.com", "signal.group", "matrix.to", "circle.so", "mn.co", "skool.com"),
    *("chat.whatsapp.com", "groups.google.com", "groups.io", "meetup.com", "zulipchat.com"),
    *("discourse.group", "gitter.im", "mastermind.com", "geneva.com", "tribe.so", "lemmy.world"),
    *("stackexchange.com", "stackoverflow.com", "news.ycombinator.com", "lobste.rs"),
)

# The first that fits is taken: what is narrower stands above.
FORMS: Final[tuple[Form, ...]] = (
    # X
    _form(r"x\.com", rf"hashtag/{_WORD}", HASHTAG, "#{handle}", "https://x.com/hashtag/{handle}"),
    _form(r"x\.com", rf"i/communities/{_WORD}", COMMUNITY),
    _form(r"x\.com", _X, PERSON, "@{handle}", "https://x.com/{handle}"),
    # LinkedIn
    _form(LINKEDIN, rf"in/{_WORD}{_REST}", PERSON, "", "https://www.linkedin.com/in/{handle}"),
    _form(LINKEDIN, rf"company/{_WORD}{_REST}", PERSON, "",
          "https://www.linkedin.com/company/{handle}"),
    _form(LINKEDIN, rf"school/{_WORD}{_REST}", PERSON, "",
          "https://www.linkedin.com/school/{handle}"),
    _form(LINKEDIN, rf"showcase/{_WORD}{_REST}", PERSON),
    _form(LINKEDIN, rf"groups/{_WORD}{_REST}", COMMUNITY, "",
          "https://www.linkedin.com/groups/{handle}"),
    _form(LINKEDIN, rf"learning/{_WORD}{_REST}", COURSE),
    _form(LINKEDIN, rf"feed/hashtag/{_WORD}", HASHTAG, "#{handle}",
          "https://www.linkedin.com/feed/hashtag/{handle}"),
    _form(LINKEDIN, r"feed/hashtag", HASHTAG, "#{handle}",
          "https://www.linkedin.com/feed/hashtag/{handle}", query="keywords"),
    _form(LINKEDIN, ANY, BLOG),
    # YouTube
    _form(YOUTUBE, r"feeds/videos\.xml", FEED),
    _form(YOUTUBE, rf"@{_WORD}{_REST}", PERSON, "@{handle}", "https://www.youtube.com/@{handle}"),
    _form(YOUTUBE, r"channel/(?P<handle>[\w-]+)" + _REST, PERSON, "",
          "https://www.youtube.com/channel/{handle}", keeps_case=True),
    _form(YOUTUBE, rf"(?:c|user)/{_WORD}{_REST}", PERSON),
    _form(YOUTUBE, rf"hashtag/{_WORD}", HASHTAG, "#{handle}",
          "https://www.youtube.com/hashtag/{handle}"),
    _form(YOUTUBE, r"playlist|watch", COURSE, "", "https://www.youtube.com/playlist?list={handle}",
          query="list", keeps_case=True),
    # Telegram
    _form(r"t\.me", r"(?:\+|joinchat/)(?P<handle>[\w-]+)", COMMUNITY, "",
          "https://t.me/+{handle}", keeps_case=True),
    _form(r"t\.me", r"s/(?P<handle>[A-Za-z]\w{3,31})" + _REST, PERSON, "@{handle}",
          "https://t.me/{handle}"),
    _form(r"t\.me", _TELEGRAM, PERSON, "@{handle}", "https://t.me/{handle}"),
    # Pinterest, Instagram, TikTok, Facebook, Threads, Bluesky
    _form(PINTEREST, _PINTEREST, PERSON, "", "https://www.pinterest.com/{handle}"),
    _form(r"instagram\.com", rf"explore/tags/{_WORD}", HASHTAG, "#{handle}",
          "https://www.instagram.com/explore/tags/{handle}"),
    _form(r"instagram\.com", _INSTAGRAM, PERSON, "@{handle}",
          "https://www.instagram.com/{handle}"),
    _form(r"tiktok\.com", rf"@{_WORD}{_REST}", PERSON, "@{handle}",
          "https://www.tiktok.com/@{handle}"),
    _form(r"tiktok\.com", rf"tag/{_WORD}", HASHTAG, "#{handle}",
          "https://www.tiktok.com/tag/{handle}"),
    _form(r"facebook\.com", rf"groups/{_WORD}{_REST}", COMMUNITY, "",
          "https://www.facebook.com/groups/{handle}"),
    _form(r"facebook\.com", rf"hashtag/{_WORD}", HASHTAG, "#{handle}",
          "https://www.facebook.com/hashtag/{handle}"),
    _form(r"facebook\.com", r"profile\.php", PERSON, "", "https://www.facebook.com/{handle}",
          query="id"),
    _form(r"facebook\.com", rf"(?:people|pages|p)/{_WORD}{_REST}", PERSON),
    _form(r"facebook\.com", _FACEBOOK, PERSON, "", "https://www.facebook.com/{handle}"),
    _form(r"threads\.com", rf"@{_WORD}{_REST}", PERSON, "@{handle}",
          "https://www.threads.com/@{handle}"),
    _form(r"bsky\.app", rf"profile/{_WORD}(?:/post/.*)?", PERSON, "@{handle}",
          "https://bsky.app/profile/{handle}"),
    _form(r"bsky\.app", rf"hashtag/{_WORD}", HASHTAG, "#{handle}",
          "https://bsky.app/hashtag/{handle}"),
    # Writing
    _form(r"medium\.com", r"feed/.*", FEED),
    _form(r"medium\.com", rf"@{_WORD}{_REST}", PERSON, "@{handle}", "https://medium.com/@{handle}"),
    _form(r"substack\.com", rf"@{_WORD}{_REST}", PERSON, "@{handle}",
          "https://substack.com/@{handle}"),
    _form(r"open\.substack\.com", rf"pub/{_WORD}{_REST}", BLOG, "",
          "https://{handle}.substack.com"),
    _form(r"(?P<handle>[a-z0-9-]+)\.substack\.com", r"(?!feed$).*", BLOG, "",
          "https://{handle}.substack.com"),
    _form(r"dev\.to", _not("t tags search", _WORD), PERSON, "@{handle}", "https://dev.to/{handle}"),
    # Code
    _form(r"github\.com", r"topics/(?P<handle>[\w-]+)", HASHTAG, "#{handle}",
          "https://github.com/topics/{handle}"),
    _form(r"github\.com", r"(?:orgs/)?[\w.-]+(?:/[\w.-]+)?/discussions" + _REST, COMMUNITY),
    _form(r"github\.com", _GITHUB, PERSON, "@{handle}", "https://github.com/{handle}"),
    _form(r"gitlab\.com|codeberg\.org|kaggle\.com", _not(f"{_OWN_WORDS} learn", _NAME), PERSON,
          "@{handle}"),
    _form(r"kaggle\.com", r"learn" + _REST, COURSE),
    # Reddit
    _form(r"reddit\.com", r".*\.(?:rss|xml)|.*/\.rss", FEED),
    _form(r"reddit\.com", r"r/(?P<handle>\w+)" + _REST, COMMUNITY, "r/{handle}",
          "https://www.reddit.com/r/{handle}"),
    _form(r"reddit\.com", r"(?:u|user)/(?P<handle>[\w-]+)" + _REST, PERSON, "u/{handle}",
          "https://www.reddit.com/user/{handle}"),
    # Groups
    _form(r"discord(?:app)?\.com", r"(?:invite|servers)/(?P<handle>[\w-]+)", COMMUNITY, "",
          "https://discord.gg/{handle}", keeps_case=True),
    _form(r"discord\.gg", r"(?P<handle>[\w-]+)", COMMUNITY, "", "https://discord.gg/{handle}",
          keeps_case=True),
    _form(r"join\.slack\.com", r"t/(?P<handle>[\w-]+)" + _REST, COMMUNITY),
    _form(r"whatsapp\.com", r"channel/.*", PERSON),
    _form(r"quora\.com", rf"profile/{_WORD}{_REST}", PERSON),
    _form(r"quora\.com", rf"q/{_WORD}{_REST}", COMMUNITY),
    _form(r"goodreads\.com", r"group/.*", COMMUNITY),
    _form(r"goodreads\.com", r"author/.*|user/.*", PERSON),
    _form(r"(?:[a-z]{2}\.)?stackoverflow\.com|[a-z0-9.-]+\.stackexchange\.com",
          r"users/\d+/" + _WORD, PERSON),
    _form(_COMMUNITY_HOSTS, ANY, COMMUNITY),
    # Researchers, makers, streams
    _form(r"scholar\.google\.[a-z.]+", r"citations", PERSON, query="user", keeps_case=True),
    _form(r"orcid\.org", r"(?P<handle>[\dX-]{19})", PERSON),
    _form(r"researchgate\.net", rf"profile/{_WORD}{_REST}", PERSON),
    _form(r"patreon\.com|twitch\.tv|behance\.net|dribbble\.com|ko-fi\.com|linktr\.ee|about\.me",
          _not(_OWN_WORDS, _NAME), PERSON),
    _form(r"snapchat\.com", rf"(?:add/|@){_WORD}", PERSON, "", "https://www.snapchat.com/add/{handle}"),
    # Podcasts; a feed of theirs is still a podcast
    _form(r"open\.spotify\.com", r"(?:intl-\w+/)?(?:show|episode)/.*", PODCAST),
    _form(r"deezer\.com", r"(?:\w\w/)?show/.*", PODCAST),
    _form(r"thmanyah\.com|youtube\.com|rss\.com", r"podcasts?" + _REST, PODCAST),
    _form(r"soundcloud\.com", _not(f"{_OWN_WORDS} discover stream you", _WORD + _REST), PODCAST),
    _form(_PODCAST_HOSTS, ANY, PODCAST),
    # Feeds
    _form(ANY, r"(?:.*/)?(?:feeds?|rss2?|atom|index\.(?:rdf|rss|atom))", FEED),
    _form(ANY, r"feeds?/.*|.*\.(?:rss|atom|rdf|xml|opml)|(?:.*/)?(?:feed|rss)\.(?:json|php)", FEED),
    _form(r"feeds?\..*|rss\..*|feedburner\.com", ANY, FEED),
    # Courses
    _form(_COURSE_HOSTS, ANY, COURSE),
    # A name alone after the host, as on Mastodon; `/@name` is written so nowhere else
    _form(r"(?!.*(?:youtube|tiktok|medium|threads|substack)\.com$).+",
          r"(?:users/|@)(?P<handle>\w+)(?:/\d+)?", PERSON, "@{handle}@{host}",
          "https://{host}/@{handle}"),
)  # fmt: skip
