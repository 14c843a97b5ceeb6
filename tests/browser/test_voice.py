"""What a screen reader says of the playground's page, by chromium's own accessibility tree."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Stage, Visit, Visiting
from tests.browser.hands import LABELS
from tests.playground.conftest import png

pytestmark = pytest.mark.browser

CONTROLS = {
    "button", "checkbox", "combobox", "DisclosureTriangle", "link", "listbox", "menuitem",
    "radio", "searchbox", "slider", "spinbutton", "switch", "tab", "textbox",
}  # fmt: skip
PLACES = {
    "alertdialog", "complementary", "dialog", "image", "log", "navigation", "progressbar",
    "region",
}  # fmt: skip


async def tree(page: Page) -> list[dict[str, Any]]:
    """All that is said, as {"role", "name", "live"}."""
    wire = await page.context.new_cdp_session(page)
    nodes = (await wire.send("Accessibility.getFullAXTree"))["nodes"]
    await wire.detach()
    return [
        {
            "role": node.get("role", {}).get("value"),
            "name": node.get("name", {}).get("value", "").strip(),
            "live": next(
                (each["value"]["value"] for each in node["properties"] if each["name"] == "live"),
                "",
            ),
        }
        for node in nodes
        if not node["ignored"]
    ]


async def nameless(tab: Visit) -> list[str]:
    """Roles of what can be pressed, written into or entered, and says nothing of itself."""
    said = await tree(tab.page)
    return [
        node["role"] for node in said if node["role"] in CONTROLS | PLACES and not node["name"]
    ]


async def full(stage: Stage, name: str, language: str) -> None:
    """A chat with everything that a message can have."""
    player = stage.person(name, language)
    player.send("Hello /help")
    player.send_document(b"%PDF", "plan.pdf")
    player.send_photo(png())
    rows = [
        [{"text": "Go", "callback_data": "go"}, {"text": "Copy", "copy_text": {"text": "K7Q2"}}]
    ]
    await stage.bot.call(
        "sendMessage",
        chat_id=player.id,
        text='<tg-spoiler>x</tg-spoiler> <code>K7Q2</code> <a href="https://example.org/">away</a>',
        parse_mode="HTML",
        reply_markup={"inline_keyboard": rows},
    )
    keys = [
        [
            {"text": "Choose", "request_users": {"request_id": 1}},
            {"text": "Where", "request_location": True},
        ]
    ]
    await stage.bot.call(
        "sendMessage", chat_id=player.id, text="?", reply_markup={"keyboard": keys}
    )


@pytest.mark.asyncio
@pytest.mark.parametrize("locale", ["en-GB", "ar-EG"])
async def test_everything_that_can_be_used_has_a_name(
    stage: Stage, visit: Visiting, locale: str
) -> None:
    tab = await visit(locale=locale)
    await expect(tab.page.get_by_role("main").get_by_role("button").first).to_be_visible()
    assert await nameless(tab) == []

    language = locale[:2]
    await full(stage, "Amina", language)
    await full(stage, "Omar", language)
    await tab.page.reload()
    column = tab.chat("Amina")
    keyboard = column.get_by_role("group", name=LABELS[language].keyboard)
    await expect(keyboard).to_be_visible()
    assert await nameless(tab) == []

    await column.get_by_label(LABELS[language].menu).click()
    assert await nameless(tab) == []
    await tab.page.keyboard.press("Escape")
    dialog = tab.page.get_by_role("dialog")
    for door in (
        keyboard.get_by_role("button").first,
        keyboard.get_by_role("button").last,
        tab.page.get_by_role("navigation").locator("> button").first,
        tab.page.get_by_role("navigation").locator("> button").last,
    ):
        await door.click()
        await expect(dialog).to_be_visible()
        assert await nameless(tab) == []
        await tab.page.keyboard.press("Escape")
        await expect(dialog).to_have_count(0)

    await tab.page.locator("[aria-controls=inspector]").click()
    drawer = tab.page.get_by_role("complementary")
    await expect(drawer.get_by_role("listitem")).not_to_have_count(0)
    assert await nameless(tab) == []
    assert tab.complaints == []


@pytest.mark.asyncio
async def test_new_messages_and_answers_are_said_and_not_repeated(
    stage: Stage, visit: Visiting
) -> None:
    amina = stage.person("Amina")
    await full(stage, "عمر", "ar")
    tab = await visit()
    await expect(tab.chat("عمر")).to_be_visible()
    said = await tree(tab.page)
    logs = [(node["name"], node["live"]) for node in said if node["role"] == "log"]
    assert logs == [("Messages of Amina", "polite"), ("رسائل عمر", "polite")]
    assert {node["live"] for node in said if node["role"] == "status"} == {"polite"}
    # A screen reader changes its voice with the language.
    assert await tab.chat("عمر").get_attribute("lang") == "ar"
    assert await tab.page.locator("html").get_attribute("lang") == "en"
    # One title for the page, one for each chat.
    headings = [node["name"] for node in said if node["role"] == "heading"]
    assert headings[0] == "Halqa playground"
    assert len(headings) == 3

    # What was said already stays: only the new line is new to the tree.
    log = tab.chat("Amina").get_by_role("log")
    before = await log.get_by_role("listitem").count()
    await log.evaluate(
        "(node) => node.querySelectorAll('li').forEach((line) => (line.dataset.old = 1))"
    )
    await stage.bot.call("sendMessage", chat_id=amina.id, text="New")
    await expect(log.get_by_role("listitem")).to_have_count(before + 1)
    assert await log.locator("li[data-old]").count() == before
    assert (await log.get_by_role("listitem").last.inner_text()).startswith("Halqa:")
