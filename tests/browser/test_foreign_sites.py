"""Pages from elsewhere, in the same browser, reach nothing: neither the world nor what it shows (T-12).

They are given what they could never guess, the page's key and the bot's token: nothing else stands
between them and the world but where they come from.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright

from bot.playground.world import World
from tests.browser.conftest import QUIET, Stage, Visiting

pytestmark = pytest.mark.browser

# Each way in which a page can make a browser ask for something; none of them may succeed.
ATTACK = """async ([target, key, token, person]) => {
  const reached = [];
  const tried = async (name, work) => {
    try {
      if (await work()) reached.push(name);
    } catch { /* refused by the browser itself */ }
  };
  const body = JSON.stringify({ text: "written by another site" });
  const send = `${target}/api/people/${person}/send`;
  const json = { "Content-Type": "application/json", "X-Halqa-Key": key };
  await tried("read", async () => (await fetch(`${target}/api/state`, { headers: { "X-Halqa-Key": key } })).ok);
  await tried("post", async () => (await fetch(send, { method: "POST", headers: json, body })).ok);
  await tried("plain post", async () => (await fetch(send, { method: "POST", body })).ok);
  await tried("blind post", async () => !(await fetch(send, { method: "POST", mode: "no-cors", body })));
  await tried("beacon", async () => !navigator.sendBeacon(send, body));
  await tried("bot call", async () => (await fetch(`${target}/bot${token}/getMe`)).ok);
  await tried("blind bot call", async () =>
    !(await fetch(`${target}/bot${token}/sendMessage?chat_id=${person}&text=x`, { mode: "no-cors" })));
  const loaded = (node, where, address) => new Promise((resolve) => {
    node.onload = () => resolve(node.tagName !== "IFRAME" || node.contentDocument?.title === "Halqa playground");
    node.onerror = () => resolve(false);
    node[where] = address;
    document.body.append(node);
    setTimeout(() => resolve(false), 3000);
  });
  const make = (tag) => document.createElement(tag);
  await tried("picture", () => loaded(new Image(), "src", `${target}/icon.svg`));
  await tried("picture that calls", () =>
    loaded(new Image(), "src", `${target}/bot${token}/sendMessage?chat_id=${person}&text=x`));
  await tried("script", () => loaded(make("script"), "src", `${target}/words.js`));
  await tried("style", () => loaded(Object.assign(make("link"), { rel: "stylesheet" }), "href", `${target}/base.css`));
  await tried("frame", () => loaded(make("iframe"), "src", `${target}/#key=${key}`));
  await tried("events", () => new Promise((resolve) => {
    const stream = new EventSource(`${target}/api/events?key=${key}`);
    stream.onopen = () => resolve(true);
    stream.onerror = () => resolve(false);
  }));
  await tried("nobody's origin", () => new Promise((resolve) => {
    const call = `fetch("${send}", { method: "POST", headers: ${JSON.stringify(json)}, body: '${body}' })`;
    const told = `.then(({ ok }) => parent.postMessage(ok, "*"), () => parent.postMessage(false, "*"))`;
    const frame = Object.assign(make("iframe"), { srcdoc: `<script>${call}${told}</script>` });
    frame.sandbox = "allow-scripts";
    addEventListener("message", ({ data }) => resolve(data), { once: true });
    document.body.append(frame);
  }));
  await tried("form", async () => {
    const frame = Object.assign(make("iframe"), { name: "sink" });
    const form = Object.assign(make("form"), { method: "post", action: send, target: "sink", enctype: "text/plain" });
    form.append(Object.assign(make("input"), { name: '{"text":"', value: 'x"}' }));
    document.body.append(frame, form);
    const answered = new Promise((resolve) => (frame.onload = () => resolve()));
    form.submit();
    await answered;
    return false;
  });
  return reached;
}"""


def picture_of(world: World) -> dict[str, Any]:
    """All that could have been changed."""
    return {
        "people": [repr(player.person) for player in world.players],
        "messages": [[repr(each) for each in player.messages] for player in world.players],
        "calls": len(world.ledger),
        "time": (world.clock.now(), world.clock.rate),
        "busy": world.is_busy,
    }


async def statuses(page: Page, target: str) -> list[int]:
    """Fills with what the playground answers, also where the browser shows it to nobody."""
    wire = await page.context.new_cdp_session(page)
    asked: set[str] = set()
    found: list[int] = []

    def note(event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith(target):
            asked.add(event["requestId"])

    def look(event: dict[str, Any]) -> None:
        if event["requestId"] in asked:
            found.append(event["statusCode"])

    wire.on("Network.requestWillBeSent", note)
    wire.on("Network.responseReceivedExtraInfo", look)
    await wire.send("Network.enable")
    return found


@contextlib.asynccontextmanager
async def site() -> AsyncIterator[int]:
    """Some page on another port of this machine; yields the port."""

    async def serve_it(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n"
                     b"<!doctype html><title>Elsewhere</title><body></body>")  # fmt: skip
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve_it, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]


@pytest.mark.asyncio
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_a_page_of_another_port_reaches_nothing(
    stage: Stage, visit: Visiting, host: str
) -> None:
    amina = stage.person("Amina")
    before = picture_of(stage.world)
    target = stage.server.url.replace("127.0.0.1", host)
    async with site() as port:
        tab = await visit(address=f"http://localhost:{port}/")
        answered = await statuses(tab.page, target)
        arguments = [target, stage.server.page_key, stage.world.token, amina.id]
        assert await tab.page.evaluate(ATTACK, arguments) == []
        assert [frame.url for frame in tab.page.frames if frame.url.startswith(target)] == []
    assert len(answered) >= 10  # they did reach the server, which refused them
    assert set(answered) <= {403, 405}
    assert picture_of(stage.world) == before


@pytest.mark.asyncio
async def test_a_foreign_name_that_leads_to_this_machine_reaches_nothing(
    stage: Stage, chromium_path: Path
) -> None:
    amina = stage.person("Amina")
    before = picture_of(stage.world)
    port = stage.server.url.rpartition(":")[2]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium_path,
            args=[
                *QUIET,
                "--host-resolver-rules=MAP elsewhere.example 127.0.0.1",
                # Older browsers have no such guard of their own: the playground stands alone here.
                "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests",
            ],
        )
        page = await browser.new_page()
        target = f"http://elsewhere.example:{port}"
        answer = await page.goto(f"{target}/#key={stage.server.page_key}")
        assert answer is not None
        assert answer.status == 421
        # What a page does that was loaded under this name before the name led here.
        await page.route(
            f"{target}/",
            lambda route: route.fulfill(
                content_type="text/html", body="<!doctype html><title>Elsewhere</title>"
            ),
            times=1,
        )
        await page.goto(f"{target}/")
        answered = await statuses(page, target)
        arguments = [target, stage.server.page_key, stage.world.token, amina.id]
        reached = await page.evaluate(ATTACK, arguments)
        await browser.close()
    assert reached == []
    assert len(answered) >= 10
    assert set(answered) == {421}
    assert picture_of(stage.world) == before
