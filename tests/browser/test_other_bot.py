"""The page beside a bot that is not Halqa: it offers only what is there."""

import pytest
from playwright.async_api import expect

from bot.playground.controls import OtherBot
from bot.playground.server import serve
from bot.playground.world import World
from tests.browser.conftest import Stage, Visiting


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("locale", "title", "nudge"),
    [
        ("en-GB", "Bot playground", "Next nudge"),
        ("ar-EG", "ساحة تجربة البوتات", "التذكير التالي"),
    ],
)
async def test_the_page_names_no_halqa_and_offers_no_nudge(
    visit: Visiting, locale: str, title: str, nudge: str
) -> None:
    world = World(token="42:x", bot_username="echo_bot", bot_name="echo_bot")
    async with serve(world, controls=OtherBot(world.clock)) as server:
        tab = await visit(locale=locale, address=server.page_url)
        await expect(tab.page.get_by_role("heading", level=1)).to_have_text(title)
        await expect(tab.page.locator(".movers .mover").first).to_be_visible()
        await expect(tab.page.get_by_role("button", name=nudge)).to_have_count(0)
        await expect(tab.page.locator("[data-scene]")).to_have_count(0)
        for name in ("Halqa", "حلقة"):
            await expect(tab.page.get_by_text(name)).to_have_count(0)

        player = world.add_person("Amina")
        player.start()
        await expect(tab.page.get_by_text("Amina").first).to_be_visible()
        await expect(tab.page).to_have_title(title)
        assert tab.complaints == []


@pytest.mark.asyncio
async def test_a_reaction_of_the_bot_is_shown(stage: Stage, visit: Visiting) -> None:
    amina = stage.person("Amina")
    tab = await visit()
    said = amina.send("I did it!")
    await stage.bot.call(
        "setMessageReaction",
        chat_id=amina.id,
        message_id=said.message_id,
        reaction=[{"type": "emoji", "emoji": "🎉"}],
    )

    bubble = tab.page.locator(".bubble", has_text="I did it!")
    await expect(bubble.locator(".reaction")).to_have_text("🎉")
