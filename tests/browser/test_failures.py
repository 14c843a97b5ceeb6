"""Failures switched on from the page, and the mark that says so."""

from typing import Literal

import pytest
from playwright.async_api import expect

from bot.playground.line.weather import Condition, Kind
from tests.browser.conftest import Stage, Visiting
from tests.browser.test_contrast import FAINT
from tests.browser.test_inspector import opened

pytestmark = [pytest.mark.browser, pytest.mark.asyncio]


@pytest.mark.parametrize(
    ("locale", "label", "marks"),
    [
        ("en-GB", "Server errors", ("⚠ 1 failure is on", "Failures that are on: Server errors")),
        (
            "ar-EG",
            "أخطاء في الخادم",
            ("⚠ الأعطال القائمة: 1", "أعطال قائمة الآن: أخطاء في الخادم"),
        ),
    ],
)
async def test_a_failure_that_is_on_is_marked_until_it_is_switched_off(
    stage: Stage, visit: Visiting, locale: str, label: str, marks: tuple[str, str]
) -> None:
    tab = await visit(locale=locale)
    rain = tab.page.locator(".rain")
    await expect(rain).to_be_hidden()
    drawer = await opened(tab)
    await drawer.locator(".weather > summary").click()
    switch = drawer.get_by_role("switch", name=label)
    await switch.check()
    await expect(rain).to_have_text(marks[0])
    await expect(drawer.locator(".weather > summary")).to_have_text(marks[1])
    assert [condition.to_page() for condition in stage.world.weather] == [
        {"kind": "errors", "methods": "", "share": 0.5, "status": 500}
    ]
    await tab.page.reload()
    await expect(rain).to_have_text(marks[0])
    await rain.click()  # the way back to the switch
    await expect(switch).to_be_focused()
    await expect(switch).to_be_checked()
    await switch.uncheck()
    await expect(rain).to_be_hidden()
    assert list(stage.world.weather) == []
    assert tab.complaints == []


async def test_a_setting_of_a_failure_that_is_on_takes_effect_at_once(
    stage: Stage, visit: Visiting
) -> None:
    tab, other = await visit(), await visit()
    drawer = await opened(tab)
    await drawer.locator(".weather > summary").click()
    await drawer.get_by_role("switch", name="Slow line").check()
    await drawer.get_by_role("switch", name="Too many requests").check()
    await drawer.get_by_label("Slow line: ms").fill("250")
    await drawer.get_by_label("Only methods whose name contains").fill("send")
    await drawer.get_by_label("Only methods whose name contains").blur()
    await expect(other.page.locator(".rain")).to_have_text("⚠ 2 failures are on")
    await stage.world.until(
        lambda: (
            [condition.to_page() for condition in stage.world.weather]
            == [
                {"kind": "latency", "methods": "send", "ms": 250},
                {"kind": "flood", "methods": "send", "retry_after": 5},
            ]
        )
    )
    await drawer.get_by_label("Slow line: ms").fill("0")
    await drawer.get_by_label("Slow line: ms").blur()
    await expect(tab.page.locator(".notice")).to_contain_text("between 1 and 60000 ms")
    await expect(drawer.get_by_label("Slow line: ms")).to_have_value("250")
    await drawer.get_by_role("button", name="Switch all off").click()
    await expect(other.page.locator(".rain")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_failures_that_are_on_and_refused_calls_are_legible(
    stage: Stage, visit: Visiting, scheme: Literal["light", "dark"]
) -> None:
    stage.world.weather.set(Condition(kind=Kind.FLOOD))
    await stage.bot.refused("sendMessage", chat_id=1, text="Nobody")
    tab = await visit(color_scheme=scheme)
    await expect(tab.page.locator(".rain")).to_be_visible()
    drawer = await opened(tab)
    await expect(drawer.locator(".call")).to_have_count(1)
    for summary in await drawer.locator("summary").all():
        await summary.click()
    await expect(drawer.locator("pre").first).to_be_visible()
    assert await tab.page.evaluate(FAINT) == []
