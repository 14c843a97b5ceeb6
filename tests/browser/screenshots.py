"""Makes the pictures of the playground that stand in the READMEs and the docs: `make screenshots`.

The scene begins on one fixed morning, and all that happens in it is done by hand in the page, so that
two runs make the same pictures but for the codes of invites.
"""

import asyncio
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, async_playwright, expect

from bot.playground.clock import A_MONDAY_MORNING
from tests.browser.conftest import CHROMIUM, PHONE, QUIET, Visit
from tests.browser.hands import Hands
from tests.cli.conftest import Playground, playing

IMAGES = Path(__file__).parents[2] / "docs" / "images"
WIDE = (1360, 820)
MOST_NUDGES = 12  # others learn, and hear of it, in between
LANGUAGES = {"Amina": "en", "Omar": "en", "ليلى": "ar", "عبد الرحمن": "ar"}


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: what the browser is like, and who is in view."""

    name: str
    locale: Literal["en", "ar"]
    people: tuple[str, ...]
    size: tuple[int, int] = WIDE
    scheme: Literal["light", "dark"] = "light"
    drawer: bool = False


PICTURES = (
    Picture("playground.png", "en", ("Amina", "ليلى", "عبد الرحمن")),
    Picture("playground.ar.png", "ar", ("عبد الرحمن", "ليلى", "Amina")),
    Picture("playground-phone.png", "en", ("Omar",), PHONE),
    Picture("playground-phone.ar.png", "ar", ("عبد الرحمن",), PHONE),
    Picture("playground-dark.png", "en", ("Amina", "ليلى", "عبد الرحمن"), scheme="dark"),
    Picture("playground-calls.png", "en", ("Omar",), drawer=True),
    Picture("playground-calls.ar.png", "ar", ("عبد الرحمن",), drawer=True),
)


async def opened(browser: Browser, playground: Playground, picture: Picture) -> Visit:
    """A tab in which these people are in view."""
    touch = picture.size == PHONE
    context = await browser.new_context(
        viewport={"width": picture.size[0], "height": picture.size[1]},
        locale=picture.locale,
        color_scheme=picture.scheme,
        has_touch=touch,
        is_mobile=touch,
    )
    tab = Visit(await context.new_page(), touch)
    await tab.page.goto(playground.server.page_url)
    column = tab.page.locator(".chat")
    await expect(column.first).to_be_visible()
    while not touch and await column.count():
        await column.first.locator(".close-chat").click()
    hands = Hands(tab, LANGUAGES)
    for name in picture.people:
        await hands.turn_to(name)
    if picture.drawer:
        await tab.page.locator("[aria-controls=inspector]").click()
        await tab.page.get_by_role("complementary").get_by_text("sendMessage").first.click()
    return tab


async def play(hands: Hands) -> None:
    """Somebody vouches for the newcomer of the scene, who says what and when; a nudge comes."""
    newcomer, word = "عبد الرحمن", "بيننا معرفة جيدة"
    await hands.press("ليلى", word)
    await hands.sees(newcomer, "تأكيد المعرفة بك من")
    await hands.write(newcomer, "/goals إضافة عرض البيانات: رسوم يفهمها الجميع حتى ١ يونيو")
    await hands.press(newcomer, "حفظ")
    await hands.sees(newcomer, "حُفظ هدفك.")
    await hands.write(newcomer, "/times إضافة كل اثنين وأربعاء ٧ مساءً ٤٥ د استماع")
    await hands.press(newcomer, "نعم")
    await hands.sees(newcomer, "القادم:")
    nudge = hands.button(newcomer, "لنبدأ")
    for _ in range(MOST_NUDGES):
        await hands.clock("Next nudge")
        if await nudge.count():
            break
    await hands.sees_newest(newcomer, "حان موعد التعلّم.")


async def main() -> None:
    """Play, and take the pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        async with playing(Path(folder), at=A_MONDAY_MORNING) as playground:
            await playground.controls.load_scene("circle")
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(
                    executable_path=CHROMIUM, args=list(QUIET)
                )
                await play(Hands(await opened(browser, playground, PICTURES[0]), LANGUAGES))
                for picture in PICTURES:
                    tab = await opened(browser, playground, picture)
                    await tab.page.wait_for_load_state("networkidle", timeout=5_000)
                    await tab.page.screenshot(path=IMAGES / picture.name, animations="disabled")
                await browser.close()


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
