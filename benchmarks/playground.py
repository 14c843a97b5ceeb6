"""How quick the playground's page is: `python -m benchmarks.playground`.

Prints a table: the first paint in a new and in a used browser profile, and for chats of several
lengths how long one new message takes and how smooth scrolling is.
"""

import asyncio
import json
from statistics import median, quantiles
from typing import Any

import httpx
from playwright.async_api import Browser, Page, ViewportSize, async_playwright

from bot.playground.server import PlaygroundServer, serve
from bot.playground.world import World

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
ROUNDS = 5
LENGTHS = (20, 200, 1000)  # messages in the chat
SIZE: ViewportSize = {"width": 1440, "height": 860}
KEYS = {"inline_keyboard": [[{"text": "Start", "callback_data": "go"},
                             {"text": "In an hour", "callback_data": "later"}]]}  # fmt: skip

WATCH = """() => {
  window.long = [];
  new PerformanceObserver((list) => long.push(...list.getEntries().map((task) => task.duration)))
    .observe({ type: "longtask" });
}"""

# From the moment the chat's answer is here until its new line is in the page, and until the frame after it.
ONE_MORE = """() => new Promise((resolve) => {
  const list = document.querySelector(".log ol");
  let touched = 0;
  const watch = new MutationObserver((changes) => {
    touched += changes.reduce((sum, { addedNodes, removedNodes }) => sum + addedNodes.length + removedNodes.length, 0);
    const answers = performance.getEntriesByType("resource").filter(({ name }) => name.includes("/chat"));
    const { responseEnd, requestStart, decodedBodySize } = answers.at(-1);
    const drawn = performance.now() - responseEnd;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => resolve({
      drawn, touched, shown: performance.now() - responseEnd,
      waited: responseEnd - requestStart, bytes: decodedBodySize,
    })));
  });
  watch.observe(list, { childList: true });
  performance.clearResourceTimings();
})"""

SCROLL = """() => new Promise((resolve) => {
  const log = document.querySelector(".log");
  const frames = [];
  const step = Math.max(40, log.scrollHeight / 120);
  log.scrollTop = 0;
  let before = performance.now();
  const next = (now) => {
    frames.push(now - before);
    before = now;
    log.scrollTop += step;
    if (frames.length < 120) requestAnimationFrame(next);
    else resolve(frames.slice(2));
  };
  requestAnimationFrame(next);
})"""


async def first_paints(browser: Browser, address: str, *, warm: bool) -> list[float]:
    """Milliseconds from the navigation to the first contentful paint."""
    found = []
    context = await browser.new_context(viewport=SIZE)
    for turn in range(ROUNDS + warm):
        if not warm:
            await context.close()
            context = await browser.new_context(viewport=SIZE)
        page = await context.new_page()
        await page.goto(address)
        await page.wait_for_selector(".log .message")
        painted = await page.evaluate(
            "performance.getEntriesByName('first-contentful-paint')[0].startTime"
        )
        if turn >= warm:
            found.append(painted)
        await page.close()
    await context.close()
    return found


async def chat_of(length: int, browser: Browser, client: httpx.AsyncClient, world: World,
                  server: PlaygroundServer) -> dict[str, Any]:  # fmt: skip
    """What one more message costs in a chat of this length, and how it scrolls."""
    player = world.add_person(f"Reader of {length}")
    player.start()

    async def say(number: int) -> None:
        text = f"<b>Message {number}</b> of many, in words that need a second line somewhere."
        fields = {"chat_id": player.id, "text": text, "parse_mode": "HTML"}
        if number % 5 == 0:
            fields["reply_markup"] = json.dumps(KEYS)
        (await client.post("sendMessage", data=fields)).raise_for_status()

    for number in range(length):
        await say(number)
    page = await browser.new_page(viewport=SIZE)
    await page.goto(server.page_url)
    people = page.get_by_role("navigation")
    await people.get_by_role("button", name=f"Reader of {length}").click()
    await _only_this_chat(page, f"Reader of {length}")
    await page.evaluate(WATCH)
    lines = []
    for number in range(ROUNDS):
        line = asyncio.ensure_future(page.evaluate(ONE_MORE))
        await asyncio.sleep(0.2)
        await say(length + number)
        lines.append(await line)
        await asyncio.sleep(0.5)
    redraws = await page.evaluate("long.splice(0)")
    frames = await page.evaluate(SCROLL)
    scrolls = await page.evaluate("long.splice(0)")
    await page.close()
    return {
        "bytes": max(line["bytes"] for line in lines),
        "nodes": max(line["touched"] for line in lines),
        "answer": median(line["waited"] for line in lines),
        "drawn": median(line["drawn"] for line in lines),
        "shown": median(line["shown"] for line in lines),
        "frame": median(frames),
        "frame95": quantiles(frames, n=20)[-1],
        "worst": max(frames),
        "long": f"{len(redraws)} and {len(scrolls)}",
    }


async def _only_this_chat(page: Page, name: str) -> None:
    for _ in range(5):
        others = page.locator(".chat").filter(has_not=page.locator(".title", has_text=name))
        if await others.count() == 0:
            break
        await others.first.locator(".close-chat").click()
    await page.wait_for_selector(".log .message")


async def main() -> None:
    """Measure, and print the table."""
    world = World()
    world.enforce_rates = False
    reader = world.add_person("Amina")
    reader.start()
    async with serve(world) as server, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        base = f"{server.url}/bot{world.token}/"
        print(f"First contentful paint, median of {ROUNDS} (worst), milliseconds")
        for name, warm in (("new profile", False), ("used profile", True)):
            paints = await first_paints(browser, server.page_url, warm=warm)
            print(f"  {name:<13}{median(paints):6.0f}  ({max(paints):.0f})")
        print(
            f"\nOne more message in a chat, median of {ROUNDS}, milliseconds; then scrolling through it"
        )
        print(f"  {'messages':>8} {'answer':>8} {'waited':>7} {'drawn':>6} {'shown':>6} {'nodes':>6}"
              f" {'frame':>6} {'95 %':>6} {'worst':>6}  tasks over 50 ms")  # fmt: skip
        async with httpx.AsyncClient(base_url=base) as client:
            for length in LENGTHS:
                found = await chat_of(length, browser, client, world, server)
                print(f"  {length:>8} {found['bytes'] / 1000:>5.0f} kB {found['answer']:>7.0f}"
                      f" {found['drawn']:>6.1f} {found['shown']:>6.1f} {found['nodes']:>6}"
                      f" {found['frame']:>6.1f} {found['frame95']:>6.1f} {found['worst']:>6.0f}"
                      f"  {found['long']}")  # fmt: skip
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
