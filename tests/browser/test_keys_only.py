"""From the first sight of the page to an answered nudge without a mouse."""

from dataclasses import dataclass

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import Stage, Visit, Visiting
from tests.browser.hands import as_seen
from tests.cli.conftest import Playground

pytestmark = pytest.mark.browser

FURTHEST = 60  # presses of Tab: whoever needs more is lost

# Where the keyboard is, and whether that can be seen.
FOCUS = """() => {
  const node = document.activeElement;
  if (!node || node === document.body) return "nowhere";
  const style = getComputedStyle(node);
  const box = node.getBoundingClientRect();
  if (!node.checkVisibility() || !box.width || !box.height) return `unseen ${node.outerHTML.slice(0, 80)}`;
  const marked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return marked ? "" : `unmarked ${node.outerHTML.slice(0, 80)}`;
}"""


@dataclass(slots=True)
class Keys:
    """Somebody who has only a keyboard."""

    tab: Visit

    async def press(self, key: str) -> None:
        """One key; the focus is still somewhere, and can be seen."""
        await self.tab.page.keyboard.press(key)
        await self.never_lost()

    async def never_lost(self) -> None:
        assert await self.tab.page.evaluate(FOCUS) == ""

    async def go_to(self, wanted: Locator, *, key: str = "Tab") -> None:
        """Tab (or go back, or by arrows) until it has the focus."""
        for _ in range(FURTHEST):
            if await wanted.evaluate_all(
                "all => all.some((one) => one === document.activeElement)"
            ):
                return
            await self.press(key)
        raise AssertionError(f"{wanted} is out of reach")

    async def choose(self, wanted: Locator, *, key: str = "Tab") -> None:
        """Go there and press Enter."""
        await expect(wanted.last).to_be_visible()
        await self.go_to(wanted, key=key)
        await self.press("Enter")

    async def write(self, text: str) -> None:
        """Type what the field that has the focus is for, and send it."""
        await self.tab.page.keyboard.type(text)
        await self.press("Enter")


@pytest.mark.asyncio
@pytest.mark.timeout(180)
async def test_a_nudge_is_reached_and_answered_by_keys_only(
    halqa: Playground, visit: Visiting
) -> None:
    tab = await visit(address=halqa.server.page_url)
    keys, page = Keys(tab), tab.page
    await expect(page.get_by_role("navigation")).to_be_visible()

    await tab.page.keyboard.press("Tab")
    await keys.choose(page.get_by_role("navigation").get_by_role("button", name="Add a person"))
    await expect(page.get_by_label("First name")).to_be_focused()
    await page.keyboard.type("Amina")
    await keys.choose(page.get_by_role("dialog").get_by_role("button", name="Add", exact=True))
    await expect(tab.field("Amina")).to_be_focused()

    log = tab.chat("Amina").get_by_role("log")
    back = "Shift+Tab"
    await keys.choose(log.get_by_role("button", name="Start", exact=True), key=back)
    await expect(log).to_contain_text(as_seen("Halqa is for small learning circles"))
    await keys.never_lost()
    await keys.go_to(tab.field("Amina"))
    await keys.write("/times add Mon Wed 19:00 45m listen")
    await expect(log).to_contain_text(as_seen("Which city are you in?"))
    await keys.write("Cairo")
    await keys.choose(log.get_by_role("button", name="Yes", exact=True), key=back)
    await expect(log).to_contain_text(as_seen("Right?"))
    await keys.never_lost()
    await keys.choose(log.get_by_role("button", name="Yes", exact=True))
    await expect(log).to_contain_text(as_seen("Next: Monday 2 March, 19:00"))
    await keys.never_lost()

    await keys.choose(page.get_by_role("button", name="Next nudge"), key=back)
    await expect(log).to_contain_text(as_seen("It is your learning time."))
    await keys.choose(log.get_by_role("button", name="Start", exact=True))
    await expect(log).to_contain_text(as_seen("Begun at 19:00. Enjoy it."))
    await keys.never_lost()
    assert tab.complaints == []


@pytest.mark.asyncio
async def test_every_control_of_the_page_is_reached_by_tab_and_marked(
    stage: Stage, visit: Visiting
) -> None:
    for name, language in (("Amina", "en"), ("عمر", "ar")):
        player = stage.person(name, language)
        await stage.bot.call(
            "sendMessage",
            chat_id=player.id,
            text="Look: <tg-spoiler>here</tg-spoiler> /help",
            parse_mode="HTML",
            reply_markup={"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]},
        )
    tab = await visit()
    keys = Keys(tab)
    await expect(tab.chat("عمر").get_by_role("button", name="Go")).to_be_visible()
    await tab.page.get_by_role("button", name="API calls").press("Enter")
    await expect(tab.page.get_by_role("complementary").get_by_role("listitem")).not_to_have_count(
        0
    )
    # Round once: past the last control the browser's own come, then the page's first.
    for _ in range(4 * FURTHEST):
        await tab.page.keyboard.press("Tab")
        if await tab.page.evaluate("document.activeElement === document.body"):
            continue
        await keys.never_lost()
        if await tab.page.evaluate("document.activeElement.dataset.reached"):
            break
        await tab.page.evaluate("document.activeElement.dataset.reached = true")
    unreached = await tab.page.evaluate(
        """() => [...document.querySelectorAll("button, summary, textarea, input, select, a[href], [tabindex='0']")]
          .filter((node) => node.checkVisibility() && !node.disabled && !node.dataset.reached)
          .map((node) => node.outerHTML.slice(0, 120))"""
    )
    assert unreached == []
