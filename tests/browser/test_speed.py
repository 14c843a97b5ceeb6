"""How fast time passes, and what the next nudge was."""

import re
from datetime import datetime

import httpx
import pytest
from playwright.async_api import expect
from typing_extensions import override

from bot.playground.controls import ClockOnly
from bot.playground.server import serve
from bot.playground.world import World
from tests.browser.conftest import Stage, Visiting

pytestmark = [pytest.mark.browser, pytest.mark.asyncio]


@pytest.mark.parametrize(
    ("locale", "label", "faster"),
    [("en-GB", "How fast time passes", "×600"), ("ar-EG", "سرعة مرور الوقت", "×600")],
)
async def test_time_runs_as_fast_as_was_chosen(
    stage: Stage, visit: Visiting, locale: str, label: str, faster: str
) -> None:
    tab = await visit(locale=locale)
    speed, shown = tab.page.get_by_label(label), tab.page.locator(".clock time")
    await expect(speed).to_have_value("0")
    before = await shown.text_content()
    await speed.select_option(faster)
    await stage.world.until(lambda: stage.world.clock.rate == 600)
    await expect(shown).not_to_have_text(before or "")
    await speed.select_option("0")
    await stage.world.until(lambda: stage.world.clock.rate == 0)
    stands = datetime.fromisoformat(await shown.get_attribute("datetime") or "")
    assert abs((stands - stage.world.clock.now()).total_seconds()) < 600 * 2


async def test_a_speed_that_was_set_elsewhere_is_shown(stage: Stage, visit: Visiting) -> None:
    tab = await visit()
    speed = tab.page.get_by_label("How fast time passes")
    await expect(speed).to_have_value("0")
    stage.world.clock.rate = 5
    stage.world.events.emit("clock", person=None, now=stage.world.clock.now().isoformat(), rate=5)
    await expect(speed).to_have_value("5")


class OneNudge(ClockOnly):
    """Something comes to the last of the people, an hour later."""

    def __init__(self, world: World) -> None:
        super().__init__(world.clock)
        self._world = world
        self.address = ""

    @override
    async def to_next(self) -> str | None:
        self._world.clock.advance(hours=1)
        last = self._world.players[-1]
        async with httpx.AsyncClient() as client:
            call = {"chat_id": last.id, "text": "It is your learning time.\nHow: listen"}
            await client.post(f"{self.address}/bot{self._world.token}/sendMessage", json=call)
        return self._world.clock.now().isoformat()


@pytest.mark.parametrize(
    ("locale", "button", "to"),
    [("en-GB", "Next nudge", "To "), ("ar-EG", "التذكير التالي", "إلى ")],
)
async def test_the_next_nudge_says_to_whom_it_came_and_shows_where(
    stage: Stage, visit: Visiting, locale: str, button: str, to: str
) -> None:
    world = World()
    controls = OneNudge(world)
    for name in ("Amina", "Omar", "Salma", "ليلى"):
        world.add_person(name).start()
    async with serve(world, controls=controls) as server:
        controls.address = server.url
        tab = await visit(locale=locale, address=server.page_url)
        await expect(tab.page.locator(".chat")).to_have_count(3)
        await expect(tab.chat("ليلى")).to_have_count(0)
        await tab.page.get_by_role("button", name=button).click()
        notice = tab.page.locator(".notice")
        await expect(notice).to_contain_text(f"{to}ليلى: It is your learning time.")
        await expect(notice).not_to_contain_text("How: listen")
        await expect(tab.chat("ليلى")).to_have_class(re.compile(r"\bcame\b"))
        assert tab.complaints == []
        await tab.page.close()
