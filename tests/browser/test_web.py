"""Links to the world's own web open in the browser; those that lead outside stay as they are."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Stage, Visit, Visiting

pytestmark = pytest.mark.browser

POST = "http://blog.example/posts/start-at-zero"


async def opened_by(tab: Visit, label: str, *, role: str = "link") -> Page:
    async with tab.page.context.expect_page() as opening:
        found = tab.chat("Amina").get_by_role(role, name=label, exact=True)  # type: ignore[arg-type]
        await found.click()
    page = await opening.value
    await page.wait_for_load_state()
    return page


@pytest.mark.asyncio
async def test_a_link_and_a_button_open_the_page_that_the_bot_would_fetch(
    stage: Stage, visit: Visiting
) -> None:
    amina = stage.person("Amina")
    _ = await stage.bot.call(
        "sendMessage",
        chat_id=amina.id,
        text=f"Read {POST}",
        reply_markup={"inline_keyboard": [[{"text": "Open", "url": POST}]]},
    )
    tab = await visit()
    pages = [await opened_by(tab, POST), await opened_by(tab, "Open", role="button")]
    for page in pages:
        assert page.url == f"{stage.server.url}/web/blog.example/posts/start-at-zero"
        await expect(page.get_by_role("heading", name="Start at zero")).to_be_visible()
        background = "getComputedStyle(document.querySelector('footer')).borderTopStyle"
        assert await page.evaluate(background) == "solid"  # its own style is allowed
    page = pages[0]
    await page.get_by_role("link", name="All of Plain Charts").click()
    await expect(page.get_by_role("heading", name="Plain Charts")).to_be_visible()
    await page.goto(f"{stage.server.url}/web/web.example/")
    await page.get_by_role("link", name="mudawwana.example").click()
    await expect(page.locator("html")).to_have_attribute("dir", "rtl")
    async with page.expect_download() as saving:
        await page.goto(f"{stage.server.url}/web/")
        await page.get_by_role("link", name="All feeds as an OPML file").click()
    assert (await saving.value).suggested_filename == "feeds.opml"
    assert tab.complaints == []


@pytest.mark.asyncio
async def test_a_link_that_leads_outside_is_not_turned_around(
    stage: Stage, visit: Visiting
) -> None:
    amina = stage.person("Amina")
    text = "https://docs.python.org/3/ and https://example.com/x"
    _ = await stage.bot.call("sendMessage", chat_id=amina.id, text=text)
    tab = await visit()
    for url in text.split(" and "):
        link = tab.chat("Amina").get_by_role("link", name=url)
        await expect(link).to_have_attribute("href", url)
