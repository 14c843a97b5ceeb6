"""The playground's page on a phone: one chat at a time, fingers instead of a mouse."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import PHONE, Stage, Visiting
from tests.browser.hands import Hands
from tests.browser.week import (
    AMINA,
    LANGUAGES,
    LAYLA,
    a_nudge_comes,
    amina_opens_a_circle,
    layla_knocks_with_an_open_invite,
    layla_says_what_and_when,
    three_people_come,
)
from tests.cli.conftest import Playground

pytestmark = [pytest.mark.browser, pytest.mark.story]

FINGER = 44  # pixels: what a finger hits (WCAG 2.2, 2.5.5)


@pytest.mark.asyncio
@pytest.mark.timeout(180)
async def test_the_core_of_the_week_needs_no_more_than_a_phone(
    halqa: Playground, visit: Visiting
) -> None:
    tab = await visit(address=halqa.server.page_url, size=PHONE, touch=True)
    hands = Hands(tab, LANGUAGES)

    await three_people_come(hands)
    await amina_opens_a_circle(hands)
    await layla_knocks_with_an_open_invite(hands, naming=AMINA)
    await hands.sees(AMINA, "asks to join “Maps”. Do you know them?")
    await hands.press(AMINA, "I know them a little")
    await hands.sees(LAYLA, "تأكيد المعرفة بك من: Amina")
    await layla_says_what_and_when(hands, next_time="الاثنين 2 مارس")
    await a_nudge_comes(hands, on="Mon 2 Mar")

    assert await tab.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await tab.page.evaluate(TOO_SMALL, FINGER) == []
    assert tab.complaints == []


@pytest.mark.asyncio
async def test_a_chat_that_is_opened_on_a_phone_calls_no_keyboard_up(
    stage: Stage, visit: Visiting
) -> None:
    stage.person("Amina")
    tab = await visit(size=PHONE, touch=True)
    await tab.page.locator(".add-person").tap()
    await tab.page.get_by_label("First name").fill("Layla")
    await tab.page.get_by_role("dialog").get_by_role("button", name="Add").tap()
    await expect(tab.chat("Layla").get_by_role("log")).to_be_focused()
    await tab.page.locator(".person").first.tap()
    await expect(tab.chat("Amina").get_by_role("log")).to_be_focused()
    assert tab.complaints == []


TOO_SMALL = """(least) => {
  const small = [];
  for (const node of document.querySelectorAll("button, summary, textarea, input, select, a[href]")) {
    // Words in a sentence are as high as the sentence (WCAG 2.5.5, exception "inline").
    if (!node.checkVisibility() || node.closest(".text")) continue;
    const { width, height } = (node.closest("label") ?? node).getBoundingClientRect();
    if (Math.min(width, height) < least) small.push(`${node.className} ${width}x${height}`);
  }
  return small;
}"""
