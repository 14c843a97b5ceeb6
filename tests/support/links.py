"""Links in stories: pages to be found, forwarded messages, words with an address behind them."""

from bot.playground.messages import Message
from bot.playground.text.formatted import FormattedText, compose
from tests.support.story import Actor, Story

TITLE = "Why the median tells more"
WORDS = 900  # of the article: five minutes at 200 a minute, rounded up


def article(title: str = TITLE, *, words: int = WORDS, site: str = "Statistics for all") -> str:
    """A page as blogs have them."""
    return (
        f"<html><head><title>{title} | Blog</title>"
        f'<meta property="og:title" content="{title}">'
        f'<meta property="og:site_name" content="{site}">'
        '<meta property="og:type" content="article"></head>'
        f"<body><article>{'word ' * words}</article></body></html>"
    )


def put_article(story: Story, path: str = "/median", title: str = TITLE) -> str:
    """Publish an article; its address."""
    return story.web.put("stats.example", path, article(title))


async def passes_on(actor: Actor, html: str) -> None:
    """Forward what they have written elsewhere: a text with links behind words."""
    actor._mark()
    player = actor.player
    origin = {
        "type": "hidden_user",
        "sender_user_name": "A channel",
        "date": int(actor.story.clock.now().timestamp()),
    }
    said = Message(**player._frame(), content=_marked(html), origin=origin)
    player._say(said)
    await actor.story.settle()


async def sends_markup(actor: Actor, html: str) -> None:
    """Send a text with links behind words, as some apps let people do."""
    actor._mark()
    player = actor.player
    player._say(Message(**player._frame(), content=_marked(html)))
    await actor.story.settle()


def _marked(html: str) -> FormattedText:
    return compose(html, parse_mode="HTML", entities=None, find_user=lambda _: None)
