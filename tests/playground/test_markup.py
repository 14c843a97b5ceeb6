import pytest

from bot.playground.refusals import ApiError
from bot.playground.text.formatted import compose

PEOPLE = {7_000_000_001: {"id": 7_000_000_001, "is_bot": False, "first_name": "Amina"}}


def composed(html: str):
    return compose(html, parse_mode="HTML", entities=None, find_user=PEOPLE.get)


def refused(html: str) -> str:
    with pytest.raises(ApiError) as caught:
        composed(html)
    assert caught.value.status == 400
    return caught.value.description


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("plain", "plain", []),
        ("<b>x</b><strong>y</strong>", "xy", [("bold", 0, 2)]),
        ("<i>x</i> <em>y</em>", "x y", [("italic", 0, 1), ("italic", 2, 1)]),
        ("<u>x</u> <ins>y</ins>", "x y", [("underline", 0, 1), ("underline", 2, 1)]),
        (
            "<s>x</s> <strike>y</strike> <del>z</del>",
            "x y z",
            [("strikethrough", 0, 1), ("strikethrough", 2, 1), ("strikethrough", 4, 1)],
        ),
        ("<tg-spoiler>x</tg-spoiler>", "x", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<code>x</code>", "x", [("code", 0, 1)]),
        ("<pre>x</pre>", "x", [("pre", 0, 1)]),
        ("<blockquote>x</blockquote>", "x", [("blockquote", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ("<b><i>x</i>y</b>", "xy", [("bold", 0, 2), ("italic", 0, 1)]),
        ("<B>x</b>", "x", [("bold", 0, 1)]),
        ("<b>x</b >", "x", [("bold", 0, 1)]),
        ("<b>😀</b>s<i>x</i>", "😀sx", [("bold", 0, 2), ("italic", 3, 1)]),
        ("<b></b>x", "x", []),
        ("a<b> </b>x", "a x", [("bold", 1, 1)]),
        ("  <b>x </b>", "x", [("bold", 0, 1)]),
        ("  <b> x</b>", " x", [("bold", 0, 2)]),
        ('<a href="t.me"> </a>x', " x", [("text_link", 0, 1)]),
        ("<b> </b>\n", "", []),
        ("x<i> </i><b>\n</b>", "x", []),
        ("<b>a<code>b</code>c</b>", "abc", [("bold", 0, 1), ("code", 1, 1), ("bold", 2, 1)]),
        ("&lt;b&gt; &amp;&quot;", '<b> &"', []),
        ("&#65;&#x42;&#128512;", "AB😀", []),
        ("&nbsp;&copy &;", "&nbsp;&copy &;", []),
        ("a &amp b", "a & b", []),
        ("AT&T", "AT&T", []),
        ("x > y", "x > y", []),
    ],
)
def test_html_is_read_as_telegram_reads_it(html, text, entities):
    content = composed(html)

    assert content.text == text
    assert [(each.type, each.offset, each.length) for each in content.entities] == entities


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<script>x</script>", 'Unsupported start tag "script" at byte offset 0'),
        ("سلام <p>", 'Unsupported start tag "p" at byte offset 9'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("<!-- x -->", 'Unsupported start tag "!--" at byte offset 0'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x>y</a>', "Unclosed start tag at byte offset 0"),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=http://x>y</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">😀</tg-emoji>', "Invalid custom emoji identifier specified"),
        ('<tg-time unix="soon">x</tg-time>', "Invalid Unix time specified at byte offset 0"),
        (
            '<tg-time unix="1" format="x">x</tg-time>',
            "Invalid date-time format specified at byte offset 0",
        ),
        (
            "&#xD83D;",
            (
                "Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            ),
        ),
    ],
)
def test_bad_html_is_refused_with_telegrams_words(html, reason):
    assert refused(html) == f"Bad Request: can't parse entities: {reason}"


def test_links_carry_their_checked_address():
    (link,) = composed('<a href="https://Example.org/a?b=1&amp;c=2">x</a>').entities
    assert link.to_api() == {
        "type": "text_link",
        "offset": 0,
        "length": 1,
        "url": "https://example.org/a?b=1&c=2",
    }


def test_a_link_that_leads_nowhere_is_just_text():
    assert composed('<a href="javascript:alert(1)">x</a>').entities == ()
    assert composed('<a href="not an address">x</a>').entities == ()


def test_a_mention_by_id_needs_a_person_the_bot_knows():
    known, stranger = '<a href="tg://user?id=7000000001">A</a>', '<a href="tg://user?id=5">B</a>'

    (mention,) = composed(known).entities
    assert mention.type == "text_mention"
    assert mention.extra["user"] == PEOPLE[7_000_000_001]
    assert composed(stranger).entities == ()


def test_a_code_block_keeps_its_language():
    (block,) = composed('<pre><code class="language-python">x</code></pre>').entities
    assert (block.type, block.extra) == ("pre", {"language": "python"})

    (code,) = composed('<code class="language-python">x</code>').entities
    assert (code.type, code.extra) == ("code", {})


def test_a_moment_keeps_its_time_and_format():
    (moment,) = composed('<tg-time unix="1647531900" format="wDT">22:45</tg-time>').entities
    assert moment.extra == {"unix_time": 1_647_531_900, "date_time_format": "wDT"}


def test_addresses_inside_code_are_not_links():
    assert [each.type for each in composed("<code>https://example.org</code>").entities] == [
        "code"
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<b>a</b> &amp; &lt;c&gt;",
        '<a href="https://example.org/">x</a>',
        '<pre><code class="language-py">x\ny</code></pre>',
        "<b>سلام <i>😀</i></b>",
        "<blockquote expandable>a\nb</blockquote>",
        '<tg-time unix="5" format="r">now</tg-time>',
        "<tg-spoiler>x</tg-spoiler>",
        '<a href="tg://user?id=7000000001">Amina</a>',
        '<tg-emoji emoji-id="5">😀</tg-emoji>',
    ],
)
def test_what_was_kept_can_be_written_as_html_again(html):
    assert composed(html).html == html


def test_an_unknown_parse_mode_is_refused():
    with pytest.raises(ApiError, match="unsupported parse_mode"):
        compose("x", parse_mode="rtf", entities=None, find_user=PEOPLE.get)


@pytest.mark.parametrize(
    ("entity", "reason"),
    [
        ({"type": "bold", "offset": 1, "length": 1}, "in a middle of a UTF-16 symbol"),
        ({"type": "bold", "offset": 0, "length": 1}, "in a middle of a UTF-16 symbol"),
        ({"type": "bold", "offset": 9, "length": 1}, "after the end of the text"),
        ({"type": "bold", "offset": 0, "length": 9}, "after the end of the text"),
        ({"type": "bold", "offset": -1, "length": 1}, "must be numbers"),
        ({"type": "loud", "offset": 0, "length": 2}, 'unsupported type "loud"'),
        ({"type": "text_link", "offset": 0, "length": 2, "url": "x"}, "Wrong HTTP URL"),
        ({"type": "text_mention", "offset": 0, "length": 2}, "must be a User"),
        ({"type": "date_time", "offset": 0, "length": 2}, "must be a number"),
    ],
)
def test_bad_entities_are_refused(entity, reason):
    with pytest.raises(ApiError, match=reason):
        compose("😀x", parse_mode=None, entities=[entity], find_user=PEOPLE.get)


def test_entities_move_with_the_trimmed_text():
    entities = [{"type": "bold", "offset": 2, "length": 2}]
    content = compose("  ab\u202e c", parse_mode=None, entities=entities, find_user=PEOPLE.get)

    assert content.text == "ab c"
    assert [(each.offset, each.length) for each in content.entities] == [(0, 2)]
