"""Makes the pictures of the playground that stand in the READMEs: `make screenshots`."""

import asyncio
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.async_api import Page, async_playwright

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip


class Desk:
    """The control interface of a running playground, as the page uses it."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """One call with the page's own key and origin."""
        return await self.page.evaluate(
            """async ([method, path, body]) => {
                const key = sessionStorage.getItem("halqa-key")
                    ?? Object.values({...sessionStorage}).find(v => v.length > 20);
                const answer = await fetch(path, {method, body: body && JSON.stringify(body),
                    headers: {"content-type": "application/json", "x-halqa-key": key}});
                return await answer.json();
            }""",
            [method, path, body],
        )

    async def people(self) -> dict[str, int]:
        """Ids by first name."""
        state = await self.call("GET", "/api/state")
        return {person["first_name"]: person["id"] for person in state["people"]}

    async def send(self, person: int, text: str) -> None:
        """Type something."""
        await self.call("POST", f"/api/people/{person}/send", {"text": text})
        await self.rest()

    async def press(self, person: int, start: str) -> None:
        """Press the newest button whose label begins so."""
        chat = await self.call("GET", f"/api/people/{person}/chat")
        for message in reversed(chat["messages"]):
            for button in [b for row in message["inline_keyboard"] or [] for b in row]:
                label = re.sub("[\u2066-\u2069\u200f]", "", button["text"])
                if label.startswith(start) and button.get("callback_data"):
                    body = {"message_id": message["message_id"], "data": button["callback_data"]}
                    await self.call("POST", f"/api/people/{person}/press", body)
                    await self.rest()
                    return
        raise LookupError(start)

    async def newest(self, person: int, pattern: str) -> str:
        """The newest text in a chat that fits."""
        chat = await self.call("GET", f"/api/people/{person}/chat")
        for message in reversed(chat["messages"]):
            if (found := re.search(pattern, message["text"] or "")) is not None:
                return found.group()
        raise LookupError(pattern)

    async def rest(self) -> None:
        """Let the bot answer: its pace in one chat is a message a second after a burst."""
        for _ in range(40):
            await asyncio.sleep(0.1)
            if not (await self.call("GET", "/api/state"))["busy"]:
                break
        await asyncio.sleep(1.2)


async def play(desk: Desk) -> None:
    """From an invite to a nudge, in two languages."""
    who = await desk.people()
    amina, yusuf, layla = who["Amina"], who["يوسف"], who["ليلى"]
    await desk.send(amina, "/invite")
    await desk.press(amina, "Open invite")
    await desk.press(amina, "1")
    link = await desk.newest(amina, r"https://t\.me/\S+?start=j_\w+")
    await desk.call("POST", f"/api/people/{layla}/open", {"url": link})
    await desk.rest()
    await desk.press(layla, "طلب الانضمام")
    await desk.send(layla, "أصمّم الخرائط في عملي، وأودّ أن تصل أرقامي إلى من لا يحب الأرقام.")
    await desk.press(layla, "تخطّي")
    await desk.send(layla, "مَن دعاني فقط")
    await desk.press(amina, "I know them well")
    await desk.send(layla, "/times إضافة كل اثنين وأربعاء ٧ مساءً ٤٥ د استماع")
    await desk.press(layla, "نعم")
    await desk.send(yusuf, "/goals إضافة عرض البيانات: رسوم يفهمها الجميع حتى ١ يونيو")
    await desk.press(yusuf, "حفظ")


async def main() -> None:
    """Start a playground, play, take one picture a language."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile() as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "playground", "--port", "0", "--scene", "cast",
            cwd=ROOT, stdout=asyncio.subprocess.PIPE, stderr=output,
        )  # fmt: skip
        assert process.stdout is not None
        url = ""
        while not url:
            line = (await process.stdout.readline()).decode()
            found = re.search(r"http://\S+", line)
            url = found.group() if found else ""
        try:
            await _take(url)
        finally:
            process.terminate()
            await process.wait()


async def _take(url: str) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = await browser.new_page(viewport={"width": 1440, "height": 900}, locale="en")
        await page.goto(url)
        desk = Desk(page)
        for _ in range(100):
            if len(await desk.people()) >= 5:
                break
            await asyncio.sleep(0.2)
        await desk.rest()
        await play(desk)
        for name, locale in (("playground.png", "en"), ("playground.ar.png", "ar")):
            shown = await browser.new_page(viewport={"width": 1440, "height": 900}, locale=locale)
            await shown.goto(url)
            await shown.wait_for_timeout(1500)
            await shown.screenshot(path=IMAGES / name)
        await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
