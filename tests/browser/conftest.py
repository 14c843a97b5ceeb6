"""A playground in this process, a scripted bot beside it, and chromium that looks at the page."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Locator, Page, async_playwright, expect

from bot.background import Background
from bot.playground.clock import A_MONDAY_MORNING
from bot.playground.phone.player import Player
from bot.playground.server import PlaygroundServer, serve
from bot.playground.world import World
from tests.cli.conftest import Playground, playing

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
POLL_S = 5  # how long the scripted bot waits for a person; tests fail rather than hang
PATIENCE_MS = 15_000  # the machine may be busy, and nothing waits longer than it must
expect.set_options(timeout=PATIENCE_MS)
WIDE = (1440, 860)
PHONE = (390, 800)

_REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
});
"""


class ScriptedBot:
    """Calls the Bot API over HTTP, as any bot does; the test is its brain."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self._offset = 0

    async def call(self, method: str, **parameters: Any) -> Any:
        """The result of one call that must succeed."""
        answer = await self._post(method, parameters)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **parameters: Any) -> None:
        """One call that must be refused."""
        assert not (await self._post(method, parameters))["ok"]

    async def hear(self, kind: str) -> Any:
        """The next update of this kind; what comes before it is forgotten."""
        while updates := await self.call("getUpdates", offset=self._offset, timeout=POLL_S):
            for update in updates:
                self._offset = update["update_id"] + 1
                if kind in update:
                    return update[kind]
        raise AssertionError(f"nobody sent a {kind}")

    async def _post(self, method: str, parameters: dict[str, Any]) -> Any:
        # As forms, with JSON inside where there is structure: what Telegram's libraries send.
        fields = {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in parameters.items()
        }
        return (await self._client.post(method, data=fields)).json()


@dataclass(slots=True)
class Stage:
    """A world that is served, with a bot that does only what the test says."""

    world: World
    server: PlaygroundServer
    bot: ScriptedBot

    def person(self, first_name: str, language_code: str = "en", **names: str) -> Player:
        """Somebody who has pressed Start, so that the bot may write to them."""
        player = self.world.add_person(first_name, language_code=language_code, **names)
        player.start()
        player.read()
        return player


@dataclass(slots=True)
class Visit:
    """One tab with the page, and what the browser complained of."""

    page: Page
    touch: bool = False
    complaints: list[str] = field(default_factory=list)

    def chat(self, name: str) -> Locator:
        """The column of this person, whatever language it is in."""
        return self.page.locator(".chat").filter(has=self.page.locator(".title", has_text=name))

    def field(self, name: str) -> Locator:
        """Where this person writes."""
        return self.chat(name).get_by_role("textbox")


Visiting = Callable[..., Awaitable[Visit]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One event loop for all tests of this folder, because one browser serves them all."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(loop_scope="session")
async def stage() -> AsyncIterator[Stage]:
    world = World()
    world.enforce_rates = False
    async with serve(world) as server:
        address = f"{server.url}/bot{world.token}/"
        async with httpx.AsyncClient(base_url=address, timeout=POLL_S * 2) as client:
            yield Stage(world, server, ScriptedBot(client))


@pytest_asyncio.fixture(loop_scope="session")
async def halqa(tmp_path: Path) -> AsyncIterator[Playground]:
    """What `halqa playground` starts, on a Monday morning whatever today is."""
    async with playing(tmp_path, at=A_MONDAY_MORNING) as playground:
        await playground.controls.load_scene("empty")
        tasks = Background()
        _ = tasks.start("zones", playground.controls.keep_zones())
        yield playground
        await tasks.stop(grace_seconds=0)


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is missing; install it with: apt-get install chromium")
    return CHROMIUM


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium(chromium_path: Path) -> AsyncIterator[Browser]:
    """Started once, which takes longer than most tests; each test has a context of its own."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium_path, args=list(QUIET))
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def visit(chromium: Browser, stage: Stage) -> AsyncIterator[Visiting]:
    """Opens the page in a tab of its own: `await visit(size=PHONE, locale="ar")`."""
    contexts: list[BrowserContext] = []

    async def opened(
        *,
        size: tuple[int, int] = WIDE,
        locale: str = "en-GB",
        color_scheme: Literal["light", "dark"] = "light",
        address: str | None = None,
        touch: bool = False,
    ) -> Visit:
        context = await chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale=locale,
            color_scheme=color_scheme,
            has_touch=touch,
            is_mobile=touch,
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        await context.add_init_script(_REPORT_VIOLATIONS)
        tab = Visit(await context.new_page(), touch)
        tab.page.on(
            "console",
            lambda said: tab.complaints.append(said.text) if said.type == "error" else None,
        )
        tab.page.on("pageerror", lambda error: tab.complaints.append(str(error)))
        await tab.page.goto(address or stage.server.page_url)
        return tab

    yield opened
    for context in contexts:
        await context.close()
