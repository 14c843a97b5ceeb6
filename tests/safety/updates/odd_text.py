"""What people type, and what nobody types: names, texts, arguments, payloads, times and zones."""

from random import Random
from typing import Final

BIDI: Final = "\u202e\u202d\u202a\u202b\u202c\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
UNSEEN: Final = "\u200b\u200c\u200d\ufeff\u2060\u00ad\u034f\u115f\u1160\u3164\uffa0\u2800\u180e"
CONTROLS: Final = "\x00\x01\x07\x08\x0b\x0c\r\n\t\x1b\x7f\x85\u2028\u2029"
MARKS: Final = "\u0300\u0301\u0316\u0323\u0489\u064b\u064e\u0651\u0670\u06d6\u20dd\ufe0f"
SURROGATES: Final = "\ud800\udbff\udc00\udfff"
EMOJI: Final = ("👨‍👩‍👧‍👦", "🏳️‍🌈", "👩🏽‍🚀", "🇪🇬", "1️⃣", "❤️‍🔥", "🫱🏻‍🫲🏿", "🏴󠁧󠁢󠁳󠁣󠁴󠁿")
LOOK_ALIKES: Final = ("Аmina", "Amіna", "ΑΜΙΝΑ", "Ａｍｉｎａ", "𝓐𝓶𝓲𝓷𝓪", "amína", "Amina\u200b",
                      "Halqa", "Hаlqa Bot", "Admin", "Telegram", "يوسُف", "یوسف", "يـوسـف")  # fmt: skip
MARKUP: Final = ("<b>bold</b>", "</blockquote>", "<a href='tg://user?id=777000'>me</a>", "&lt;&#0;&bogus;",
                 "<tg-spoiler>", "<code", "{name}", "{0}", "%s%n", "[bank](https://evil.example)",
                 "*_`~|", "@halqa_bot", "@channel", "#tag", "https://evil.example/?q=<script>",
                 "tg://resolve?domain=x", "\x1b[31mred\x1b[0m", "a\r\nb\rc", "'; drop table people;--",
                 "=cmd|' /C calc'!A0", "../../etc/passwd", "\\u0000", "null", "True", "NaN")  # fmt: skip
WORDS: Final = ("", " ", "Amina", "يوسف", "hello", "سلام", "yes", "no", "نعم", "لا", "Skip", "Cancel",
                "Noted", "ok", "0", "-1", "٣", "۱۲", "1e9", "½", "²", "१२", "Statistics: regression",
                "٪", "？", "ﷺ", "ﷲ", "İı", "ß", "ﬁ", "Å", "e\u0301", "\U0010ffff", "\ufffe", "\ue000")  # fmt: skip
PLACES: Final = ("Cairo", "القاهرة", "Africa/Cairo", "Asia/Kolkata", "Nuuk", "Lord Howe", "localtime",
                 "Factory", "posixrules", "Europe", "Europe/", "../../etc/passwd", "Etc/GMT+12", "UTC+99",
                 "GMT+14:00", "+14:01", "-12:00", "+05:45", "utc", "US/Pacific-New", "right/UTC",
                 "Europe/Berlin\x00", "EST5EDT", "Springfield", "São Paulo", "İstanbul",
                 "مكة", "١٢+", "+٣")  # fmt: skip
TIMES: Final = ("25:61", "99:99", "24:00", "0:00", "7", "7pm", "12 am", "٧ مساءً", "٢٥:٠٠", "19.30", "7:5",
                "half past seven", "السابعة والنصف", "Mon Wed 19:00 45m", "every day 6:00 0m", "Fri 23:59 999m",
                "31 February", "29 Feb", "2026-02-30", "30/2/27", "9999-12-31", "10000-01-01", "0001-01-01",
                "1 January 0", "٣١ فبراير", "in 99999999999 days", "in -3 weeks", "tomorrow", "غدًا", "yesterday",
                "next Monday", "after 1000 years", "من 22:00 إلى 22:00", "22:00-7:00", "7:00–7:00", "until 1 June",
                "1h90m", "45 minutes 45 minutes", "0", "1/1/1", "32 Jan", "Ramadan", "1 رمضان",
                "٠١/٠١/٢٠٢٧")  # fmt: skip


def name(rng: Random) -> str:
    """A first or last name, a username, a title."""
    made = rng.choice((
        lambda: rng.choice(LOOK_ALIKES),
        lambda: rng.choice(EMOJI) * rng.choice((1, 3, 20)),
        lambda: rng.choice(WORDS) + rng.choice(BIDI) + rng.choice(WORDS),
        lambda: "".join(rng.choices(UNSEEN, k=rng.choice((1, 5, 64)))),
        lambda: rng.choice("aعA") + "".join(rng.choices(MARKS, k=rng.choice((3, 30, 63)))),
        lambda: "A" + rng.choice(SURROGATES) + "b",
        lambda: rng.choice(MARKUP),
        lambda: "".join(rng.choices(CONTROLS, k=4)) + "x",
        lambda: rng.choice(("W", "ﷺ", "م", "𝓐", "ﷲ")) * 64,
        lambda: rng.choice(("", " ", "\u00a0", "\u200b", ".", "·")),
    ))()  # fmt: skip
    return made[:64]


def text(rng: Random) -> str:
    """A message: at most 4,096 UTF-16 units, as Telegram lets through."""
    made = rng.choice((
        lambda: rng.choice(WORDS),
        lambda: when(rng),
        lambda: rng.choice(MARKUP) * rng.choice((1, 2, 40)),
        lambda: "".join(rng.choices(BIDI + UNSEEN, k=rng.choice((1, 9, 300)))) + rng.choice(WORDS),
        lambda: rng.choice(WORDS) + "".join(rng.choices(MARKS, k=rng.choice((5, 500, 4000)))),
        lambda: rng.choice(("x", "م", "ﷺ", "&", "<", "\n", "a\n", "👩🏽‍🚀", "𝓐", " x")) * 4096,
        lambda: " ".join(rng.choices(WORDS + LOOK_ALIKES + EMOJI, k=rng.randrange(1, 60))),
        lambda: "\n".join(rng.choices(MARKUP, k=rng.randrange(1, 12))),
        lambda: rng.choice(WORDS) + rng.choice(SURROGATES) + rng.choice(WORDS),
        lambda: "".join(rng.choices(CONTROLS, k=rng.choice((1, 20)))) + rng.choice(WORDS),
        lambda: "".join(chr(_any_character(rng)) for _ in range(rng.randrange(1, 80))),
        lambda: name(rng) + ", " + name(rng) + " and @" + name(rng),
    ))()  # fmt: skip
    return cut(made)


def when(rng: Random) -> str:
    """A time, a date, a zone, or several in one."""
    return " ".join(rng.choices(TIMES + PLACES, k=rng.choice((1, 1, 1, 2, 3))))


def argument(rng: Random) -> str:
    """What follows a command."""
    made = rng.choice((
        lambda: "",
        lambda: when(rng),
        lambda: text(rng)[:300],
        lambda: "add " + when(rng),
        lambda: rng.choice(("add", "list", "off", "إضافة", "قائمة")) + " " + text(rng)[:200],
        lambda: payload(rng, ()),
        lambda: str(rng.choice((0, -1, 2**31, 2**63, 10**30, "٩٩٩٩٩٩٩٩٩٩"))),
        lambda: text(rng),
    ))()  # fmt: skip
    return cut(made)


def payload(rng: Random, codes: tuple[str, ...]) -> str:
    """What follows `/start`: at most 64 of `A-Za-z0-9_-` from a deep link, anything when typed."""
    symbols = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    code = "".join(rng.choices(symbols, k=12))
    if codes and rng.random() < 0.4:  # a real one with one symbol changed, or cut short
        real = rng.choice(codes)
        place = rng.randrange(len(real))
        other = rng.choice([s for s in symbols if s != real[place]])
        code = rng.choice(
            (real[:place] + other + real[place + 1 :], real[: place or 1], real[::-1])
        )
        if code == real:
            code = real[:-1]
    return rng.choice((
        lambda: f"j_{code}",
        lambda: f"j_{code.lower()}",
        lambda: f"j_{code[: rng.randrange(12)]}",
        lambda: "j_" + "A" * 62,
        lambda: rng.choice(("q_", "J_", "jj_", "ref", "admin_", "J-", "_", "-")) + code,
        lambda: "".join(rng.choices(symbols + "_-abc", k=64)),
        lambda: "j_" + rng.choice(("", "%00", "\x00", "..", "٠١٢٣", "O0O0O0O0O0O0", "ＪＪ")),
        lambda: f"j_{code} j_{code}",
        lambda: code,
    ))()  # fmt: skip


def cut(text: str, most: int = 4096) -> str:
    """`text`, of at most `most` UTF-16 units."""
    raw = text.encode("utf-16-le", "surrogatepass")[: 2 * most]
    return raw.decode("utf-16-le", "surrogatepass")


def _any_character(rng: Random) -> int:
    return rng.choice((
        rng.randrange(1, 0x300),
        rng.randrange(0x600, 0x700),
        rng.randrange(0x2000, 0x2100),
        rng.randrange(0x1F300, 0x1FAFF),
        rng.randrange(0x110000),
    ))  # fmt: skip
