"""The playground's page is light: what it fetches, and what it redraws."""

from dataclasses import dataclass

import pytest
from playwright.async_api import Locator, Response, expect

from bot.playground.control.page_json import MOST_MESSAGES
from bot.playground.phone.player import Player
from tests.browser.conftest import Stage, Visit, Visiting

pytestmark = pytest.mark.browser

HEAVIEST = 150_000  # bytes of HTML, CSS, JavaScript and the icon, uncompressed
MANY = 200  # messages, as many as a busy month has


@pytest.mark.asyncio
async def test_all_that_is_served_is_light_and_nothing_comes_from_elsewhere(
    stage: Stage, visit: Visiting
) -> None:
    stage.person("Amina")
    tab = await visit(address="about:blank")
    answers: list[Response] = []
    tab.page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - it writes on it
    asked: list[str] = []
    tab.page.on("request", lambda request: asked.append(request.url))
    await tab.page.goto(stage.server.page_url)
    await expect(tab.chat("Amina")).to_be_visible()
    await tab.page.wait_for_load_state("load")

    assert [url for url in asked if not url.startswith(f"{stage.server.url}/")] == []
    files = {each.url: each for each in answers if "/api/" not in each.url}
    assert {url.rpartition(".")[2] for url in files} >= {"css", "js", "svg"}
    weight = sum([len(await each.body()) for each in files.values()])
    assert 50_000 < weight < HEAVIEST
    assert tab.complaints == []


@dataclass(frozen=True, slots=True)
class Watched:
    """A chat of numbered messages in which every change of the page is noted."""

    amina: Player
    tab: Visit
    log: Locator

    async def touched(self) -> list[str]:
        found = await self.tab.page.evaluate("touched.sort()")
        assert isinstance(found, list)
        return found


async def watched(stage: Stage, visit: Visiting, length: int) -> Watched:
    amina = stage.person("Amina")
    for number in range(length):
        await stage.bot.call("sendMessage", chat_id=amina.id, text=f"<{number}>")
    tab = await visit()
    log = tab.chat("Amina").get_by_role("log")
    await expect(log.get_by_text(f"<{length - 1}>")).to_be_visible()
    await tab.page.evaluate(
        """() => {
          window.touched = [];
          const said = (node) => node.textContent.match(/<.+>/)?.[0] ?? node.className;
          const watch = new MutationObserver((changes) => {
            for (const { type, target, addedNodes, removedNodes } of changes) {
              for (const node of addedNodes) touched.push(`added ${said(node)}`);
              for (const node of removedNodes) touched.push(`removed ${said(node)}`);
              if (type !== "childList") touched.push(`${type} ${said(target)}`);
            }
          });
          const list = document.querySelector("[role=log] ol");
          watch.observe(list, { attributes: true, characterData: true, childList: true, subtree: true });
        }"""
    )
    return Watched(amina, tab, log)


@pytest.mark.asyncio
async def test_one_more_message_leaves_the_two_hundred_before_it_alone(
    stage: Stage, visit: Visiting
) -> None:
    chat = await watched(stage, visit, MANY)
    await stage.bot.call("sendMessage", chat_id=chat.amina.id, text="<newest>")
    await expect(chat.log.get_by_text("<newest>")).to_be_visible()
    assert await chat.touched() == ["added <newest>"]


@pytest.mark.asyncio
async def test_a_message_that_goes_takes_only_itself_along(stage: Stage, visit: Visiting) -> None:
    chat = await watched(stage, visit, 20)
    gone = next(each for each in chat.amina.received if each.text == "<7>")
    await stage.bot.call("deleteMessage", chat_id=chat.amina.id, message_id=gone.message_id)
    await expect(chat.log.get_by_text("<7>")).to_have_count(0)
    assert await chat.touched() == ["removed <7>"]


@pytest.mark.asyncio
async def test_in_a_chat_longer_than_what_is_shown_the_oldest_makes_room_and_nothing_else_moves(
    stage: Stage, visit: Visiting
) -> None:
    chat = await watched(stage, visit, MOST_MESSAGES + 20)
    await stage.bot.call("sendMessage", chat_id=chat.amina.id, text="<newest>")
    await expect(chat.log.get_by_text("<newest>")).to_be_visible()
    changes = await chat.touched()
    assert changes == ["added <newest>", "added day", "removed <20>", "removed day"]
