"""The drawer with what passes between the bot and its Telegram."""

import json
import re
import shlex
from datetime import UTC, datetime

import httpx
import pytest
from playwright.async_api import Locator, expect

from bot.playground.line.ledger import Call
from bot.playground.phone.player import Player
from tests.browser.conftest import PHONE, Stage, Visit, Visiting

pytestmark = [pytest.mark.browser, pytest.mark.asyncio]

GO = {"inline_keyboard": [[{"text": "Go", "callback_data": "go"}]]}
LANGUAGES = pytest.mark.parametrize(
    ("locale", "calls", "refused"),
    [("en-GB", "API calls", "400 refused"), ("ar-EG", "طلبات البوت", "400 مرفوض")],
)


async def opened(tab: Visit) -> Locator:
    """The drawer, and the rows in it."""
    await tab.page.locator("button.calls").click()
    return tab.page.locator("#inspector")


async def a_talk(stage: Stage) -> Player:
    """Seven that pass: a message each way, a press, and a call that is refused, which is the newest."""
    amina = stage.person("Amina")
    await stage.bot.hear("message")
    await stage.bot.call("sendMessage", chat_id=amina.id, text="Hello", reply_markup=GO)
    pressed = amina.press(amina.last, "Go")
    await stage.bot.hear("callback_query")
    await stage.bot.call("answerCallbackQuery", callback_query_id=pressed)
    await stage.bot.refused("sendMessage", chat_id=1, text="Nobody")
    return amina


@LANGUAGES
async def test_calls_and_updates_stand_newest_first_with_their_way_whose_and_outcome(
    stage: Stage, visit: Visiting, locale: str, calls: str, refused: str
) -> None:
    await a_talk(stage)
    tab = await visit(locale=locale)
    drawer = await opened(tab)
    await expect(drawer).to_have_accessible_name(calls)
    rows = drawer.locator(".call")
    await expect(rows).to_have_count(7)
    assert await rows.locator(".call-name").all_text_contents() == [
        "sendMessage", "answerCallbackQuery", "callback_query", "getUpdates",
        "sendMessage", "message", "getUpdates",
    ]  # fmt: skip
    assert await rows.locator(".call-way").all_text_contents() == list("↑↑↓↑↑↓↑")
    await expect(rows.nth(0)).to_contain_text(refused)
    await expect(rows.nth(0)).to_contain_text("Bad Request: chat not found")
    for row in (1, 2, 4, 5):
        await expect(rows.nth(row)).to_contain_text("Amina")
    await expect(rows.nth(4)).to_contain_text(re.compile(r"09:00:00 · \d+ ms"))
    assert tab.complaints == []


@LANGUAGES
async def test_a_row_opens_to_json_that_is_left_to_right_in_both_languages(
    stage: Stage, visit: Visiting, locale: str, calls: str, refused: str
) -> None:
    amina = await a_talk(stage)
    tab = await visit(locale=locale)
    drawer = await opened(tab)
    row = drawer.locator(".call").nth(4)
    await row.locator("summary").click()
    parts = row.locator("pre")
    await expect(parts).to_have_count(2)
    await expect(parts.first).to_have_css("direction", "ltr")
    given = json.loads(await parts.first.text_content() or "")
    assert given == {"chat_id": amina.id, "text": "Hello", "reply_markup": GO}
    assert json.loads(await parts.last.text_content() or "")["result"]["text"] == "Hello"
    update = drawer.locator(".call").nth(2)
    await update.locator("summary").click()
    await expect(update.locator("pre")).to_contain_text('"callback_query": {')


async def test_new_ones_come_in_while_the_drawer_is_open(stage: Stage, visit: Visiting) -> None:
    tab = await visit()
    drawer = await opened(tab)
    await expect(drawer).to_contain_text("The bot has called nothing yet.")
    amina = stage.person("Amina")
    await stage.bot.call("sendMessage", chat_id=amina.id, text="Hello")
    await expect(drawer.locator(".call")).to_have_count(1)
    await stage.bot.hear("message")
    await expect(drawer.locator(".call")).to_have_count(3)
    await expect(drawer.locator(".call .call-name").first).to_have_text("message")


@pytest.mark.parametrize(
    ("typed", "left"),
    [("answercallback", 1), ("nobody", 1), ("amina", 4), ("callback_query", 3), ("zzz", 0)],
)
async def test_a_filter_finds_methods_names_and_what_was_said(
    stage: Stage, visit: Visiting, typed: str, left: int
) -> None:
    await a_talk(stage)
    tab = await visit()
    drawer = await opened(tab)
    await expect(drawer.locator(".call")).to_have_count(7)
    if typed == "amina":  # by the chat's name, which no call says
        await drawer.get_by_label("What is shown").select_option("Calls")
        await drawer.get_by_role("searchbox").fill(typed)
        names = drawer.locator(".call-name")
        await expect(names).to_have_text(
            ["answerCallbackQuery", "getUpdates", "sendMessage", "getUpdates"]
        )
        return
    await drawer.get_by_role("searchbox").fill(typed)
    await expect(drawer.locator(".call")).to_have_count(left)
    await expect(drawer.locator(".tally")).to_have_text(f"{left} of 7")
    await expect(drawer.get_by_text("Nothing here fits the filter.")).to_be_visible(
        visible=not left
    )


async def test_only_refused_ones_or_one_kind_are_shown(stage: Stage, visit: Visiting) -> None:
    await a_talk(stage)
    tab = await visit()
    drawer = await opened(tab)
    rows = drawer.locator(".call")
    await drawer.get_by_label("What is shown").select_option("Updates")
    await expect(rows.locator(".call-name")).to_have_text(["callback_query", "message"])
    await drawer.get_by_label("What is shown").select_option("Calls and updates")
    await drawer.get_by_label("Only refused ones").check()
    await expect(rows).to_have_count(1)
    await stage.bot.refused("sendFoo")
    await expect(rows).to_have_count(2)
    await stage.bot.call("getMe")
    await expect(drawer.locator(".tally")).to_have_text("2 of 9")


async def test_the_list_rests_while_it_is_paused_and_forgets_when_it_is_cleared(
    stage: Stage, visit: Visiting
) -> None:
    await a_talk(stage)
    tab = await visit()
    drawer = await opened(tab)
    rows = drawer.locator(".call")
    pause = drawer.get_by_role("button", name="Pause")
    await expect(rows).to_have_count(7)
    await pause.click()
    await expect(pause).to_have_attribute("aria-pressed", "true")
    stage.world.weather.clear()  # the event after the call: when it has come, the call's has, too
    await stage.bot.call("getMe")
    await expect(rows).to_have_count(7)
    await pause.click()
    await expect(rows).to_have_count(8)
    await drawer.get_by_role("button", name="Clear").click()
    await expect(rows).to_have_count(0)
    await stage.bot.call("getMe")
    await expect(rows).to_have_count(1)


async def test_a_call_is_copied_as_a_command_that_does_the_same(
    stage: Stage, visit: Visiting
) -> None:
    amina = stage.person("Amina")
    await stage.bot.call("sendMessage", chat_id=amina.id, text="It's\n<b>مرحبًا</b>")
    tab = await visit()
    drawer = await opened(tab)
    await drawer.locator(".call summary").first.click()
    await drawer.get_by_role("button", name="Copy as curl").click()
    await expect(tab.page.locator(".notice")).to_have_text("Copied.")
    command = await tab.page.evaluate("navigator.clipboard.readText()")
    program, silent, address, header, kind, data, body = shlex.split(command)
    assert (program, silent, header, data) == ("curl", "-sS", "-H", "--data-raw")
    name, _, value = kind.partition(": ")
    async with httpx.AsyncClient() as client:
        answer = await client.post(address, content=body, headers={name: value})
    assert answer.json()["ok"]
    assert [message.text for message in amina.received] == ["It's\n<b>مرحبًا</b>"] * 2


async def test_the_drawer_is_used_without_a_mouse(stage: Stage, visit: Visiting) -> None:
    await a_talk(stage)
    tab = await visit()
    keys = tab.page.keyboard
    button = tab.page.locator("button.calls")
    await button.focus()
    await keys.press("Enter")
    drawer = tab.page.locator("#inspector")
    await expect(drawer.get_by_role("heading", level=2)).to_be_focused()
    await expect(button).to_have_attribute("aria-expanded", "true")
    summaries = drawer.locator(".call summary")
    await expect(summaries).to_have_count(7)
    for _ in range(20):
        await keys.press("Tab")
        if await summaries.first.evaluate("node => node === document.activeElement"):
            break
    await expect(summaries.first).to_be_focused()
    await keys.press("ArrowDown")
    await expect(summaries.nth(1)).to_be_focused()
    await keys.press("Enter")
    await expect(drawer.locator(".call").nth(1).locator("pre").first).to_be_visible()
    await keys.press("End")
    await expect(summaries.last).to_be_focused()
    await keys.press("Home")
    await expect(summaries.first).to_be_focused()
    await stage.bot.call("getMe")
    await expect(summaries).to_have_count(8)
    await expect(summaries.nth(1)).to_be_focused()
    await keys.press("Escape")
    await expect(drawer).to_be_hidden()
    await expect(button).to_be_focused()


async def test_of_two_thousand_only_what_is_looked_at_is_drawn(
    stage: Stage, visit: Visiting
) -> None:
    amina = stage.person("Amina")
    for number in range(2_100):
        call = Call(
            number=number,
            method="sendMessage",
            parameters={"chat_id": amina.id, "text": f"message {number}."},
            status=200,
            answer={"ok": True, "result": {"message_id": number}},
            accepted=True,
            at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC),
        )
        stage.world.traffic.note_call(call, took_ms=3.0)
    tab = await visit()
    drawer = await opened(tab)
    rows = drawer.locator(".call")
    await expect(drawer.locator(".tally")).to_have_text("2000 in all")
    await expect(rows).to_have_count(100)
    await expect(rows.first).to_have_attribute("data-number", "2100")
    await drawer.get_by_role("searchbox").fill("message 150.")  # an old one
    await expect(rows).to_have_count(1)
    await drawer.get_by_role("searchbox").fill("")
    await drawer.get_by_role("button", name="Older ones").click()
    await expect(rows).to_have_count(200)
    await expect(rows.nth(100).locator("summary")).to_be_focused()
    await expect(rows.last).to_have_attribute("data-number", "1901")


@LANGUAGES
async def test_on_a_phone_the_drawer_is_a_sheet_over_everything(
    stage: Stage, visit: Visiting, locale: str, calls: str, refused: str
) -> None:
    await a_talk(stage)
    tab = await visit(size=PHONE, locale=locale)
    drawer = await opened(tab)
    await expect(drawer.locator(".call")).to_have_count(7)
    box = await drawer.bounding_box()
    assert box == {"x": 0, "y": 0, "width": PHONE[0], "height": PHONE[1]}
    assert not await tab.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not await drawer.evaluate("node => node.scrollWidth > node.clientWidth")
    assert await tab.page.evaluate("document.getElementById('columns').inert")
    await drawer.locator(".weather > summary").click()
    small = await drawer.evaluate(
        """node => [...node.querySelectorAll("button, select, summary, label, input[type=search]")]
          .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 44)
          .map((each) => each.outerHTML)"""
    )
    assert small == []
    await drawer.get_by_role("button", name=re.compile("^(Close|إغلاق)$")).click()
    await expect(drawer).to_be_hidden()
    assert not await tab.page.evaluate("document.getElementById('columns').inert")
