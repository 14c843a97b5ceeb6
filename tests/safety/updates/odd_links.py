"""Addresses, forwards and files as nobody should send them."""

from random import Random
from typing import Any, Final

from tests.safety.updates import described, odd_text

ADDRESSES: Final = (
    "http://a.example/x", "https://www.example.com/x?utm_source=tg&fbclid=1#top", "HTTP://EXAMPLE.COM",
    "example.com/x", "https://youtu.be/dQw4w9WgXcQ?si=x", "https://m.youtube.com/watch?v=dQw4w9WgXcQ",
    "javascript:alert(1)", "data:text/html,<script>x</script>", "file:///etc/passwd", "ftp://a.example/",
    "tg://resolve?domain=x", "tg://user?id=777000", "mailto:a@b.example", "https://t.me/halqa_bot?start=j_X",
    "https://t.me/+abcdef", "https://user:pass@bank.example/", "https://bank.example@evil.example/",
    "http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/", "http://localhost:5432/",
    "http://0x7f.1/", "http://2130706433/", "http://0/", "http://a.example:99999/", "http://a.example:-1/",
    "https://пример.рф/путь", "https://مثال.إختبار/صفحة", "https://xn--e1afmkfd.xn--p1ai/", "https://аpple.com/",
    "https://xn--\u00a0.example/", "http://a\u200b.example/", "http://a.example/\u202egpj.exe",
    "https://ex\u00adample.com/", "http://ｅxample．com/", "http://。。/", "http://.../", "http://a..b/",
    "http://", "https://", "://", "http:///x", "http:a.example", "http:\\\\a.example\\x", "//a.example/x",
    "http://a.example/%00", "http://a.example/%zz", "http://a.example/<b>&amp;\"'", "http://a.example/\x00x",
    "http://a.example/a b", "http://a.example/((()))[]{}", "https://a.example/?q=%F0%9F%92%A5", "a.b",
    "http://a.example/?" + "x=1&" * 700, "http://" + "a" * 300 + ".example/", "http://" + "a." * 200 + "example/",
    "http://[fe80::1%25eth0]/", "http://[::ffff:10.0.0.1]/", "http://[", "http://]/", "http://a.example#\ud83d",
    "http://a.example/" + "é" * 900, "https://feeds.example/rss.xml", "https://a.example/list.opml", "1.2.3.4",
    "https://github.com/user", "@user@mastodon.example", "#hashtag", "https://www.reddit.com/r/x/",
)  # fmt: skip
FILES: Final[tuple[Any, ...]] = (
    "list.opml", "LIST.OPML", "list.opml.exe", ".opml", "opml", "list.xml", "../../list.opml", "a\u202elmpo.exe",
    "list\x00.opml", "", "قائمة.opml", "<b>.opml", "x" * 300 + ".opml", "feed.rss", "page.html", None, 7, [],
)  # fmt: skip
SIZES: Final[tuple[Any, ...]] = (
    None,
    0,
    -1,
    1,
    10**6,
    2 * 10**6,
    2**31,
    2**63,
    10**30,
    "7",
    1.5,
    True,
    [],
)
TITLES: Final = (
    "<b>x</b>", "</blockquote></pre>", "<a href='tg://user?id=777000'>Halqa</a>", "[bank](https://evil.example)",
    "@admin https://evil.example", "&lt;&amp;&#x202e;", "{name} {0} %s", "/start", "1:res.drop.y:7:AAAAAAAAAAA",
    "tg://resolve?domain=x", "Telegram: your account is limited. https://t.me/evil", "=cmd|' /C calc'!A0",
)  # fmt: skip
LISTS: Final = (
    "add",
    "20",
    "20 listen",
    "٢٠ استماع",
    "later",
    "done",
    "page 999",
    "-1",
    "0",
    "99999999 read",
)


def address(rng: Random) -> str:
    """An address, or what is taken for one."""
    made = rng.choice(ADDRESSES)
    if rng.random() < 0.2:
        made += odd_text.text(rng)[:40]
    if rng.random() < 0.1:
        place = rng.randrange(len(made) + 1)
        made = made[:place] + rng.choice(odd_text.BIDI + odd_text.UNSEEN) + made[place:]
    return made


def title(rng: Random) -> str:
    """What a page, a feed, an item or a list calls itself."""
    return rng.choice((
        lambda: rng.choice(TITLES),
        lambda: odd_text.text(rng)[:400],
        lambda: odd_text.name(rng) + rng.choice(TITLES),
        lambda: address(rng),
    ))()  # fmt: skip


def words(rng: Random) -> str:
    """A text with addresses in it: one, several, ten of the same, thirty."""
    made = rng.choice((
        lambda: address(rng),
        lambda: f"{odd_text.text(rng)[:60]} {address(rng)} #{odd_text.name(rng)} {odd_text.text(rng)[:60]}",
        lambda: " ".join(address(rng) for _ in range(rng.choice((2, 10, 11)))),
        lambda: "\n".join([address(rng)] * 10),
        lambda: " ".join(f"http://n{n}.example/{rng.randrange(10**6)}" for n in range(30)),
        lambda: title(rng),
    ))()  # fmt: skip
    return odd_text.cut(made)


def argument(rng: Random) -> str:
    """What follows `/share`, `/queue` or `/sources`."""
    return rng.choice((
        lambda: words(rng),
        lambda: f"{address(rng)} " + " ".join(f"#{odd_text.name(rng)}" for _ in range(12)),
        lambda: f"{rng.choice(LISTS)} {odd_text.text(rng)[:80]}",
        lambda: rng.choice(LISTS),
        lambda: title(rng),
    ))()  # fmt: skip


def entities(rng: Random, text: str) -> list[dict[str, Any]]:
    """Entities over the text: in their places, beside them, over one another, or ten hidden addresses."""
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    found: list[dict[str, Any]] = []
    for _ in range(rng.choice((1, 1, 2, 10, 60))):
        kind = rng.choice(
            ("url", "url", "text_link", "text_link", "hashtag", "text_mention", "nosuch")
        )
        entity: dict[str, Any] = {
            "type": kind,
            "offset": rng.choice((0, 0, length // 2, length, length + 5, -1, 2**31, 4096)),
            "length": rng.choice((length, 1, 3, 0, -1, length + 9, 2**31)),
        }
        if kind == "text_link":
            entity["url"] = rng.choice((address(rng), address(rng), "", None, 7))
        found.append(entity)
    return found


def origin(rng: Random) -> Any:
    """Where a forwarded message is said to be from: every kind there is, and nonsense."""
    now = 1_772_000_000
    return rng.choice((
        lambda: {"type": "user", "date": now, "sender_user": {"id": 7, "is_bot": False, "first_name": "X"}},
        lambda: {"type": "hidden_user", "date": now, "sender_user_name": odd_text.name(rng)},
        lambda: {"type": "chat", "date": now, "sender_chat": {"id": -5, "type": "group", "title": "G"}},
        lambda: {"type": "channel", "date": now, "chat": {"id": -1001, "type": "channel"}, "message_id": 1},
        lambda: described.make(rng, "MessageOrigin"),
        lambda: {"type": rng.choice(("nosuch", "", None, 7)), "date": now},
        lambda: rng.choice(({}, [], "user", 7, None, True)),
    ))()  # fmt: skip


def document(rng: Random) -> dict[str, Any]:
    """A file, whose name and size are anything."""
    held = {
        "file_id": rng.choice(("BQADBAADx", "nosuch", "", "\x00", "x" * 3_000)),
        "file_unique_id": "AgADx",
        "file_name": rng.choice(FILES),
        "mime_type": rng.choice(
            ("text/x-opml", "application/xml", "application/x-msdownload", "", None)
        ),
        "file_size": rng.choice(SIZES),
    }
    return {name: value for name, value in held.items() if value is not None}
