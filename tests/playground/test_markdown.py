"""MarkdownV2 and the first Markdown, read as Telegram reads them."""

import pytest
from aiogram.types import MessageEntity as AiogramEntity
from aiogram.utils.text_decorations import markdown_decoration
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.helpers import escape_markdown

from bot.playground.refusals import ApiError
from bot.playground.text.formatted import FormattedText, compose
from bot.playground.text.plaintext import clean

PEOPLE = {7_000_000_001: {"id": 7_000_000_001, "is_bot": False, "first_name": "Amina"}}
RESERVED = "_*[]()~`>#+-=|{}.!"


def composed(source: str, mode: str = "MarkdownV2") -> FormattedText:
    return compose(source, parse_mode=mode, entities=None, find_user=PEOPLE.get)


def shown(source: str, mode: str = "MarkdownV2") -> tuple[str, list[tuple[str, int, int]]]:
    content = composed(source, mode)
    return content.text, [(each.type, each.offset, each.length) for each in content.entities]


def refused(source: str, mode: str = "MarkdownV2") -> str:
    with pytest.raises(ApiError) as caught:
        composed(source, mode)
    assert caught.value.status == 400
    return caught.value.description.removeprefix("Bad Request: can't parse entities: ")


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("plain", "plain", []),
        ("*b* _i_", "b i", [("bold", 0, 1), ("italic", 2, 1)]),
        ("__u__ ~s~", "u s", [("underline", 0, 1), ("strikethrough", 2, 1)]),
        ("||hidden|| `x`", "hidden x", [("spoiler", 0, 6), ("code", 7, 1)]),
        ("*a _b_ c*", "a b c", [("bold", 0, 5), ("italic", 2, 1)]),
        ("*a ||b ~c~||*", "a b c", [("bold", 0, 5), ("spoiler", 2, 3), ("strikethrough", 4, 1)]),
        ("*سلام* 😀 _يا عمر_", "سلام 😀 يا عمر", [("bold", 0, 4), ("italic", 8, 6)]),
        (r"1\+1\=2\.", "1+1=2.", []),
        (r"\a\*b\\", "a*b\\", []),
        ("ends in \\", "ends in \\", []),
        (r"\ي", r"\ي", []),
        ("**x____", "x", []),
        ("`` x", "x", []),
        ("*a* *b*", "a b", [("bold", 0, 1), ("bold", 2, 1)]),
        ("*a**b*", "ab", [("bold", 0, 2)]),
        ("*a `b` c*", "a b c", [("bold", 0, 2), ("code", 2, 1), ("bold", 3, 2)]),
    ],
)
def test_styles_and_escapes(source, text, entities):
    assert shown(source) == (text, entities)


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("__u__", "u", [("underline", 0, 1)]),
        ("_a __b___", "a b", [("italic", 0, 3), ("underline", 2, 1)]),
        ("___a_ b__", "a b", [("underline", 0, 3), ("italic", 0, 1)]),
        ("_a_**__b__", "ab", [("italic", 0, 1), ("underline", 1, 1)]),
        ("__a _b_**__", "a b", [("underline", 0, 3), ("italic", 2, 1)]),
    ],
)
def test_two_underscores_are_taken_before_one(source, text, entities):
    assert shown(source) == (text, entities)


def test_three_underscores_cannot_close_an_underlined_italic():
    assert refused("__a _b___") == "Can't find end of Italic entity at byte offset 8"


@pytest.mark.parametrize(
    ("source", "text", "language"),
    [
        ("```py\nx = 1```", "x = 1", "py"),
        ("```\nx```", "x", None),
        ("```x```", "x", None),
        ("```py x```", " x", "py"),
        ("```py\n\nx```", "\nx", "py"),
        ("```py\n\\`x\\\\```", "`x\\", "py"),
        ("```\n*not bold* > # .```", "*not bold* > # .", None),
    ],
)
def test_code_blocks(source, text, language):
    content = composed(source)
    (block,) = [each for each in content.entities if each.type == "pre"]

    assert content.text == text
    assert block.extra.get("language") == language


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        (">a\n>b\nc", "a\nb\nc", [("blockquote", 0, 4)]),
        ("a\n>b", "a\nb", [("blockquote", 2, 1)]),
        (">a||\nb", "a\nb", [("expandable_blockquote", 0, 2)]),
        (">a\n**>b\n>c||", "a\nb\nc", [("blockquote", 0, 2), ("expandable_blockquote", 2, 3)]),
        (">a ||b||", "a b", [("blockquote", 0, 3), ("spoiler", 2, 1)]),
        (">a ||b||||", "a b", [("expandable_blockquote", 0, 3), ("spoiler", 2, 1)]),
        (">*a\n>b*", "a\nb", [("blockquote", 0, 3), ("bold", 0, 3)]),
        (">`a\n>b`", "a\n>b", [("blockquote", 0, 4), ("code", 0, 4)]),
        ("a\\\n>b", "a\nb", [("blockquote", 2, 1)]),
    ],
)
def test_quotations(source, text, entities):
    assert shown(source) == (text, entities)


def test_links_mentions_emoji_and_moments():
    link, mention, emoji, moment = composed(
        r"[a](https://Example.org/\(x\)) [b](tg://user?id=7000000001) ![👍](tg://emoji?id=5) "
        "![now](tg://time?unix=1647531900&format=wDT)"
    ).entities

    assert (link.type, link.extra) == ("text_link", {"url": "https://example.org/(x)"})
    assert (mention.type, mention.extra["user"]) == ("text_mention", PEOPLE[7_000_000_001])
    assert (emoji.type, emoji.extra) == ("custom_emoji", {"custom_emoji_id": "5"})
    assert moment.type == "date_time"
    assert moment.extra == {"unix_time": 1_647_531_900, "date_time_format": "wDT"}


@pytest.mark.parametrize(
    ("source", "text", "url"),
    [
        (r"[example\.org]", "example.org", "http://example.org/"),
        ("[x](example.org?a)", "x", "http://example.org/?a"),
        (r"[x]\(y\)", "x(y)", None),
        ("[x]()", "x", None),
        ("[x](nowhere)", "x", None),
        ("[x](javascript:alert)", "x", None),
    ],
)
def test_a_link_that_leads_nowhere_is_just_text(source, text, url):
    content = composed(source)

    assert content.text == text
    assert [each.extra["url"] for each in content.entities if each.type == "text_link"] == (
        [url] if url else []
    )


@pytest.mark.parametrize("char", RESERVED)
def test_reserved_characters_must_be_escaped(char):
    assert shown(f"x\\{char}y")[0] == f"x{char}y"
    if char not in "_*[~`":
        assert (
            refused(f"x {char} y")
            == f"Character '{char}' is reserved and must be escaped with the preceding '\\'"
        )


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("*x", "Can't find end of Bold entity at byte offset 0"),
        ("سلام _x", "Can't find end of Italic entity at byte offset 9"),
        ("😀 ~x", "Can't find end of Strikethrough entity at byte offset 5"),
        ("a __x_", "Can't find end of Italic entity at byte offset 5"),
        ("a __x", "Can't find end of Underline entity at byte offset 2"),
        ("||x|", "Character '|' is reserved and must be escaped with the preceding '\\'"),
        ("||x", "Can't find end of Spoiler entity at byte offset 0"),
        ("`x", "Can't find end of Code entity at byte offset 0"),
        ("```x", "Can't find end of Pre entity at byte offset 0"),
        ("```py\nx", "Can't find end of PreCode entity at byte offset 0"),
        ("*a _b* c_", "Can't find end of Italic entity at byte offset 8"),
        ("[x", "Can't find end of TextUrl entity at byte offset 0"),
        ("[x](y", "Can't find end of a URL at byte offset 4"),
        (r"[x](y\)", "Can't find end of a URL at byte offset 4"),
        ("![x", "Can't find end of CustomEmoji entity at byte offset 0"),
        ("![x]", "Custom emoji entity must contain a tg://emoji URL"),
        ("![x](tg://emoji?id=5", "Can't find end of a custom emoji URL at byte offset 5"),
        ("![x](https://example.org)", "Custom emoji URL must have scheme tg"),
        ("![x](tg://user?id=5)", 'Custom emoji URL must have host "emoji"'),
        ("![x](tg://emoji)", "Custom emoji URL must have an emoji identifier"),
        ("![x](tg://emoji?id=none)", "Invalid custom emoji identifier specified"),
        ("![x](tg://time?unix=soon)", "Invalid Unix time specified"),
        (">*a\nb*", "Can't find end of Bold entity at byte offset 1"),
        (">a ||b\nc||", "Can't find end of Spoiler entity at byte offset 3"),
        ("a >b", "Character '>' is reserved and must be escaped with the preceding '\\'"),
    ],
)
def test_bad_markdown_is_refused_with_telegrams_words(source, reason):
    assert refused(source) == reason


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("*b* _i_ `c`", "b i c", [("bold", 0, 1), ("italic", 2, 1), ("code", 4, 1)]),
        ("*a _b_ c*", "a _b_ c", [("bold", 0, 7)]),
        ("1. Done! (yes) - ok", "1. Done! (yes) - ok", []),
        (r"snake\_case \*", "snake_case *", []),
        (r"back\slash", r"back\slash", []),
        ("```py\nx\n```", "x", [("pre", 0, 1)]),
        ("**x[](y)", "x(y)", []),
        ("[t](example.org", "t", [("text_link", 0, 1)]),
        ("[t](nowhere) z", "t z", []),
        ("__x__", "x", []),
        ("> a ||b||", "> a ||b||", []),
    ],
)
def test_the_first_markdown_does_not_nest(source, text, entities):
    assert shown(source, "Markdown") == (text, entities)


@pytest.mark.parametrize(
    ("source", "offset"), [("*x", 0), ("سلام snake_case", 14), ("[x", 0), ("```x``", 0)]
)
def test_bad_first_markdown_is_refused_with_telegrams_words(source, offset):
    reason = f"Can't find end of the entity starting at byte offset {offset}"
    assert refused(source, "markdown") == reason


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_whatever_a_library_escapes_comes_back_as_it_was(text):
    assert composed(escape_markdown(text, version=2)).text == clean(text).text
    assert composed(escape_markdown(text), "Markdown").text == clean(text).text


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("ab _*[]()~`>|!\\\n\r😀.t:/"), max_size=30))
def test_no_text_breaks_the_parsers(source):
    for mode in ("MarkdownV2", "Markdown"):
        try:
            content = composed(source, mode)
        except ApiError:
            continue
        units = len(content.text.encode("utf-16-le")) // 2
        for entity in content.entities:
            assert 0 <= entity.offset < entity.offset + entity.length <= units


@pytest.mark.parametrize(
    "html",
    [
        "<b>a <i>b</i></b> <u>c</u> <s>d</s> <tg-spoiler>e</tg-spoiler>",
        '<pre><code class="language-py">x = [1]</code></pre>',
        '<a href="https://example.org/x">x.y</a> &amp; <code>a`b\\</code>',
        "<blockquote>a\nb</blockquote>",
        "سلام <b>يا عمر!</b> 😀",
    ],
)
def test_what_html_marks_a_library_writes_as_markdown_and_it_means_the_same(html):
    meant = composed(html, "HTML")
    entities = [AiogramEntity.model_validate(each.to_api()) for each in meant.entities]

    assert composed(markdown_decoration.unparse(meant.text, entities)) == meant


def test_parse_modes_are_known_by_name_whatever_the_case():
    assert shown("*x*", "mArKdOwNv2") == ("x", [("bold", 0, 1)])
    with pytest.raises(ApiError, match="unsupported parse_mode"):
        composed("x", "MarkdownV3")
