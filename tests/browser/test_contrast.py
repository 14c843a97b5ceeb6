"""Every text on the page stands out from what is behind it, in light and in dark (WCAG 2.2, 1.4.3)."""

from typing import Literal

import pytest
from playwright.async_api import expect

from tests.browser.conftest import Stage, Visit, Visiting
from tests.browser.hands import LABELS
from tests.playground.conftest import png

pytestmark = pytest.mark.browser

WORDS = LABELS["en"]

# What is shown with less than 4.5 to 1; what is see-through is laid over what is behind it.
FAINT = """() => {
  const dot = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (color) => {
    dot.clearRect(0, 0, 1, 1);
    dot.fillStyle = color;
    dot.fillRect(0, 0, 1, 1);
    return [...dot.getImageData(0, 0, 1, 1).data];
  };
  const light = (parts) => {
    const [red, green, blue] = parts.map((value) => value / 255)
      .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const over = ([red, green, blue, alpha], behind) =>
    [red, green, blue].map((value, at) => (value * alpha + behind[at] * (255 - alpha)) / 255);
  const ground = (node) =>
    node ? over(rgba(getComputedStyle(node).backgroundColor), ground(node.parentElement)) : [255, 255, 255];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faint = [];
  while (texts.nextNode()) {
    const node = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !node.checkVisibility({ visibilityProperty: true })) continue;
    if (node.closest(":disabled, [aria-disabled=true]")) continue;
    const behind = ground(node);
    const [one, two] = [over(rgba(getComputedStyle(node).color), behind), behind].map(light);
    const ratio = (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
    if (ratio < 4.5) faint.push(`${node.tagName} ${node.className} "${node.textContent}" ${ratio.toFixed(2)}`);
  }
  return faint;
}"""


async def legible(tab: Visit) -> None:
    assert await tab.page.evaluate(FAINT) == []


async def furnish(stage: Stage) -> None:
    """Amina with all that a chat can hold, a group with her and Omar, who has blocked the bot."""
    amina, omar = stage.person("Amina"), stage.person("Omar")
    amina.send("/help")
    amina.send_document(b"%PDF", "plan.pdf", caption="The plan")
    amina.send_photo(png())
    html = (
        "Hello <code>K7Q2</code> /help <blockquote>quoted</blockquote><pre>code</pre>"
        '<tg-spoiler>hidden</tg-spoiler> <a href="https://example.org/">away</a> @amina'
    )
    styles = ("primary", "success", "danger")
    row = [{"text": f"Go {style}", "callback_data": "go", "style": style} for style in styles]
    await stage.bot.call(
        "sendMessage",
        chat_id=amina.id,
        parse_mode="HTML",
        text=html,
        reply_markup={"inline_keyboard": [row]},
    )
    keys = {"keyboard": [[{"text": "Skip"}]], "input_field_placeholder": "Or"}
    await stage.bot.call("sendMessage", chat_id=amina.id, text="And?", reply_markup=keys)
    group = stage.world.add_group("Readers", amina, forum=True)
    amina.at(group).add_bot()
    amina.at(group).add(omar)
    omar.at(group).send("Hello all")
    omar.block()
    await stage.bot.refused("sendMessage", chat_id=1, text="Nobody")


Scheme = Literal["light", "dark"]
in_both = pytest.mark.parametrize("scheme", ["light", "dark"])


@pytest.mark.asyncio
@in_both
async def test_texts_of_the_page_and_its_chats_stand_out(
    stage: Stage, visit: Visiting, scheme: Scheme
) -> None:
    tab = await visit(color_scheme=scheme)
    await expect(tab.page.get_by_role("main").get_by_role("button").first).to_be_visible()
    await legible(tab)
    await furnish(stage)
    await tab.page.reload()
    column = tab.chat("Amina")
    await expect(column.get_by_role("group", name=WORDS.buttons)).to_be_visible()
    await legible(tab)
    await tab.page.get_by_role("navigation").get_by_role("button", name="Readers").first.click()
    await expect(column.get_by_role("log")).to_contain_text("Hello all")
    await legible(tab)
    assert tab.complaints == []


@pytest.mark.asyncio
@in_both
async def test_texts_of_what_opens_stand_out(
    stage: Stage, visit: Visiting, scheme: Scheme
) -> None:
    await furnish(stage)
    tab = await visit(color_scheme=scheme)
    column, keys = tab.chat("Amina"), tab.page.keyboard
    await column.get_by_label(WORDS.menu).click()
    await legible(tab)
    await keys.press("Escape")
    await column.get_by_role("button", name="Commands").click()
    await legible(tab)
    await tab.field("Amina").fill("/he")
    await tab.field("Amina").fill("")
    await tab.field("Amina").press("ArrowUp")
    await expect(column.get_by_text("Editing your message")).to_be_visible()
    await legible(tab)
    await keys.press("Escape")
    for door in await tab.page.get_by_role("navigation").locator("> button").all():
        await door.click()
        await expect(tab.page.get_by_role("dialog")).to_be_visible()
        await legible(tab)
        await keys.press("Escape")
    press = column.get_by_role("group", name=WORDS.buttons).get_by_role("button").first
    for alert in (False, True):
        await press.click()
        query = await stage.bot.hear("callback_query")
        await stage.bot.call(
            "answerCallbackQuery", callback_query_id=query["id"], text="Heard.", show_alert=alert
        )
        said = tab.page.get_by_role("alertdialog") if alert else column.get_by_role("status")
        await expect(said).to_contain_text("Heard.")
        await legible(tab)
    assert tab.complaints == []


@pytest.mark.asyncio
@in_both
async def test_texts_of_the_drawer_stand_out(
    stage: Stage, visit: Visiting, scheme: Scheme
) -> None:
    await furnish(stage)
    tab = await visit(color_scheme=scheme)
    await tab.page.get_by_role("button", name="API calls").click()
    drawer = tab.page.get_by_role("complementary")
    await drawer.get_by_text("sendMessage").first.click()
    await expect(drawer.get_by_text("chat not found").first).to_be_visible()
    await legible(tab)
    for closed in await drawer.locator("summary").all():
        await closed.click()
    await legible(tab)
    assert tab.complaints == []
