"""The playground's page is light: what it fetches, and what it redraws."""

import pytest
from playwright.async_api import Response, expect

from tests.browser.conftest import Stage, Visiting

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


@pytest.mark.asyncio
async def test_one_more_message_leaves_the_two_hundred_before_it_alone(
    stage: Stage, visit: Visiting
) -> None:
    amina = stage.person("Amina")
    for number in range(MANY):
        await stage.bot.call("sendMessage", chat_id=amina.id, text=f"<b>{number}</b> of many")
    tab = await visit()
    lines = tab.chat("Amina").get_by_role("log").get_by_role("listitem")
    await expect(lines.filter(has_text=f"{MANY - 1}")).to_be_visible()
    await tab.page.evaluate(
        """() => {
          window.touched = [];
          const watch = new MutationObserver((changes) => {
            for (const { type, target, addedNodes, removedNodes } of changes) {
              for (const node of addedNodes) touched.push(`added ${node.textContent.includes("newest")}`);
              for (const node of removedNodes) touched.push(`removed ${node.textContent}`);
              if (type !== "childList") touched.push(`${type} ${target.textContent}`);
            }
          });
          const log = document.querySelector("[role=log] ol");
          watch.observe(log, { attributes: true, characterData: true, childList: true, subtree: true });
        }"""
    )
    await stage.bot.call("sendMessage", chat_id=amina.id, text="The newest")
    await expect(lines.filter(has_text="The newest")).to_be_visible()
    assert await tab.page.evaluate("touched") == ["added true"]
