"""Scenes by one click: the world begins anew, for everybody who looks on."""

import asyncio
import re
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import expect
from typing_extensions import override

from bot.playground.anew import begin_anew
from bot.playground.controls import ClockOnly
from bot.playground.sentences.page import SCENE_IS_COMING
from bot.playground.server import serve
from bot.playground.world import World
from tests.browser.conftest import PHONE, Visiting
from tests.playground.said import in_both

pytestmark = [pytest.mark.browser, pytest.mark.asyncio]

PEOPLE = {"empty": (), "circle": ("Amina", "Omar", "Salma", "Yusuf"), "evening": ("ليلى",)}


class Staged(ClockOnly):
    """Scenes that are there once the test says so; the last one who was born is looked at first."""

    def __init__(self, world: World) -> None:
        super().__init__(world.clock)
        self.go_on = asyncio.Event()
        self._world = world
        self._loading: str | None = None
        self._loaded: tuple[str, ...] = ()

    @override
    async def load_scene(self, name: str) -> None:
        self._loading = name
        self._world.events.emit("scene", person=None, name=name, loading=True)
        begin_anew(self._world, at=self._world.clock.now())
        for first_name in PEOPLE[name]:
            self._world.add_person(first_name).start()
        await self.go_on.wait()
        self._loading, self._loaded = None, (name,)

    @override
    def scenes(self) -> Sequence[str]:
        return tuple(PEOPLE)

    @override
    def loaded(self) -> Sequence[str]:
        return self._loaded

    @override
    def loading(self) -> str | None:
        return self._loading

    @override
    def focus(self) -> Sequence[int]:
        return list(self._world.people)[-1:]


@asynccontextmanager
async def staged() -> AsyncIterator[tuple[Staged, str]]:
    """A playground with these scenes, and the page's address."""
    world = World()
    controls = Staged(world)
    async with serve(world, controls=controls) as server:
        yield controls, server.page_url


async def test_a_scene_is_one_click_away_and_comes_to_every_tab(visit: Visiting) -> None:
    async with staged() as (controls, address):
        tab, other = await visit(address=address), await visit(address=address)
        offer = tab.page.locator(".welcome").get_by_role("button", name="A circle at work")
        await expect(offer).to_contain_text("Five members")
        await offer.click()
        for each in (tab, other):
            await expect(each.page.locator(".welcome").get_by_role("status")).to_be_visible()
            await expect(each.page.get_by_role("progressbar")).to_be_visible()
            await expect(each.page.locator(".person")).to_have_count(0)
        controls.go_on.set()
        for each in (tab, other):
            await expect(each.page.locator(".person")).to_have_count(4)
            await expect(each.chat("Yusuf")).to_be_visible()  # whoever is worth looking at first
            await expect(each.page.locator(".notice").last).to_contain_text("A circle at work")
            await expect(each.page.get_by_role("progressbar")).to_be_hidden()
            assert each.complaints == []


async def test_another_scene_takes_the_place_of_what_was_played(visit: Visiting) -> None:
    async with staged() as (controls, address):
        controls.go_on.set()
        await controls.load_scene("circle")
        tab = await visit(address=address)
        await tab.field("Amina").fill("I stay here.")
        await tab.field("Amina").press("Enter")
        menu = tab.page.get_by_role("banner").get_by_role("button", name="Scenes")
        await menu.press("Enter")
        await tab.page.keyboard.press("ArrowDown")
        await tab.page.keyboard.press("ArrowDown")
        await tab.page.keyboard.press("Enter")
        # The same id as Amina's, and nothing of hers.
        await expect(tab.chat("ليلى")).to_be_visible()
        await expect(tab.page.locator(".chat")).to_have_count(1)
        await expect(tab.chat("ليلى")).not_to_contain_text("I stay here.")
        await menu.click()
        await tab.page.get_by_role("button", name="Start empty").click()
        await expect(tab.page.locator(".chat")).to_have_count(0)
        await expect(tab.page.locator(".welcome")).to_contain_text("Be several people at once")
        await expect(tab.page.locator(".welcome")).to_contain_text("small circles of people")
        assert tab.complaints == []


async def test_scenes_are_told_in_arabic_on_a_phone(visit: Visiting) -> None:
    async with staged() as (controls, address):
        controls.go_on.set()
        tab = await visit(address=address, size=PHONE, locale="ar-EG")
        await tab.page.locator(".welcome").get_by_role("button", name="أمسية تذكيرات").click()
        await expect(tab.chat("ليلى")).to_be_visible()
        await tab.page.get_by_role("button", name="المشاهد").click()
        line = tab.page.get_by_role("button", name="حلقة تتعلّم")
        await expect(line).to_be_visible()
        box = await line.bounding_box()
        assert box
        assert 0 <= box["x"] <= box["x"] + box["width"] <= PHONE[0]
        assert not await tab.page.evaluate("document.documentElement.scrollWidth > innerWidth")


async def test_a_scene_that_is_on_its_way_already_is_said_in_the_pages_language(
    visit: Visiting,
) -> None:
    async with staged() as (controls, address):
        tab = await visit(address=address, locale="ar-EG")

        async def refuse(route) -> None:
            await route.fulfill(status=409, json=in_both(SCENE_IS_COMING))

        await tab.page.route("**/api/scene", refuse)
        await tab.page.locator(".welcome").get_by_role("button", name="من البداية").click()
        await expect(tab.page.locator(".notice")).to_have_text(SCENE_IS_COMING.arabic)
        assert controls.loading() is None


async def test_a_scene_of_the_command_line_comes_to_a_page_that_was_opened_before_it_is_set(
    visit: Visiting,
) -> None:
    tab = await visit(address="about:blank")  # a browser takes longer to start than some scenes
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "playground", "--port", "0", "--scene", "evening",
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        address = None
        while address is None:
            line = (await process.stdout.readline()).decode()
            address = re.search(r"http://\S+", line)
        await tab.page.goto(address.group())
        await expect(tab.page.locator(".chat")).not_to_have_count(0, timeout=60_000)
        assert tab.complaints == []
    finally:
        process.terminate()
        await process.wait()
