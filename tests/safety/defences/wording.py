"""What keeps texts: nothing anybody wrote becomes markup, steers the line or is too long."""

from bot.outbox import splitting
from bot.texts import html
from tests.outbox.conftest import Post, texts
from tests.safety.defences.defence import Cut, Defence
from tests.support.story import Story


async def a_name_with_markup_is_shown_as_it_is(story: Story) -> None:
    amina = await story.actor("<b>Amina</b> & <a>", met=False)
    await amina.starts()

    amina.sees_text("<b>Amina</b> & <a>")
    assert not story.refused_calls()


async def a_name_turns_no_line_round(story: Story) -> None:
    amina = await story.actor("Ami\u202ena\u2067", met=False)
    await amina.starts()

    shown = "".join(message.text for message in amina.player.received)
    assert "Amina" in shown
    assert not {"\u202e", "\u2067"} & set(shown)


async def a_name_has_its_own_direction(story: Story) -> None:
    amina = await story.actor("Amina", language="ar", met=False)
    await amina.starts()

    assert any("\u2068Amina\u2069" in message.text for message in amina.player.received)


async def a_long_text_of_emoji_arrives_whole(post: Post) -> None:
    amina = post.reader()
    await post.reply(amina, "\U0001f642 " * 2_000)  # 4,000 characters, 6,000 as Telegram counts
    for _ in range(3):
        await post.sends()
        post.world.clock.advance(seconds=1)

    assert "".join(texts(amina)).count("\U0001f642") == 2_000


DEFENCES = (
    Defence(
        name="what people write is escaped",
        prevents="a name becomes a link, or no message with it can be sent",
        removed_by=(Cut(html.escaped, {"escape(text, quote=False)": "text"}),),
        shown_by=a_name_with_markup_is_shown_as_it_is,
    ),
    Defence(
        name="steering characters are taken out",
        prevents="a name turns the rest of the line round, and shows what was not written",
        removed_by=(
            Cut(
                html.clean,
                {
                    'text = _STEERING.sub("", text).replace(_BLANK_CELL, " ")': "pass",
                    'text = "".join(_kept(text, keep_lines=keep_lines))': "pass",
                },
            ),
        ),
        shown_by=a_name_turns_no_line_round,
    ),
    Defence(
        name="values are isolated in their direction",
        prevents="a Latin name scrambles an Arabic line",
        removed_by=(Cut(html.isolated, {'f"{FIRST_STRONG}{text}{POP}"': "text"}),),
        shown_by=a_name_has_its_own_direction,
    ),
    Defence(
        name="lengths are counted as Telegram counts",
        prevents="a long text with emoji is refused",
        removed_by=(
            Cut(
                html.utf16_length,
                {'len(text.encode("utf-16-le", "surrogatepass")) // 2': "len(text)"},
            ),
        ),
        shown_by=a_long_text_of_emoji_arrives_whole,
    ),
    Defence(
        name="long texts are split",
        prevents="a long text is refused",
        removed_by=(Cut(splitting.fits, {"<= LONGEST_TEXT": ">= 0"}),),
        shown_by=a_long_text_of_emoji_arrives_whole,
    ),
)
