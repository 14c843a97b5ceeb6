"""What is sent besides words on the playground's page: pictures, files, places, cards, and other chats' messages."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.playground.phone.player import Player
from tests.browser.conftest import PHONE, Stage, Visit, Visiting

pytestmark = pytest.mark.browser

# The smallest PNG there is: one transparent pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154"
    "789c6360000002000001e221bc330000000049454e44ae426082"
)


async def attach(tab: Visit, name: str, line: str) -> None:
    """Choose a line of the paper clip's menu."""
    await tab.chat(name).get_by_role("button", name="Attach").click()
    await tab.chat(name).get_by_role("button", name=line, exact=True).click()


async def pick_file(tab: Visit, name: str, line: str, path: Path) -> None:
    async with tab.page.expect_file_chooser() as asked:
        await attach(tab, name, line)
    await (await asked.value).set_files(path)


def amina_and_group(stage: Stage) -> Player:
    amina = stage.person("Amina")
    stage.world.add_group("Maps", amina)
    return amina


@pytest.mark.asyncio
async def test_a_picture_is_sent_with_words_and_opens_large(
    stage: Stage, visit: Visiting, tmp_path: Path
) -> None:
    amina = stage.person("Amina")
    path = tmp_path / "dot.png"
    path.write_bytes(PIXEL)
    tab = await visit()
    await pick_file(tab, "Amina", "Picture", path)
    await tab.page.get_by_label("Caption").fill("What I drew")
    await tab.page.keyboard.press("Enter")
    await expect(tab.chat("Amina").locator(".mine .text").last).to_have_text("What I drew")
    photo = amina.messages[-1].photo
    assert photo
    assert photo.content == PIXEL
    await tab.chat("Amina").get_by_role("button", name="Open the picture").press("Enter")
    large = tab.page.get_by_role("dialog").get_by_role("img")
    await expect(large).to_have_js_property("naturalWidth", 1)
    await tab.page.keyboard.press("Escape")
    await expect(large).to_have_count(0)
    await expect(tab.chat("Amina").get_by_role("button", name="Open the picture")).to_be_focused()
    assert tab.complaints == []


@pytest.mark.asyncio
async def test_an_answer_to_a_picture_without_words_shows_what_it_answers(
    stage: Stage, visit: Visiting, tmp_path: Path
) -> None:
    stage.person("Amina")
    path = tmp_path / "dot.png"
    path.write_bytes(PIXEL)
    tab = await visit()
    await pick_file(tab, "Amina", "Picture", path)
    await tab.page.keyboard.press("Enter")
    chat = tab.chat("Amina")
    await chat.locator(".mine:has(.photo) .meta").click(button="right")
    await chat.get_by_role("button", name="Reply").click()
    await tab.field("Amina").fill("This is how I drew it")
    await tab.field("Amina").press("Enter")
    await expect(chat.locator(".answered")).to_have_text("Picture")


@pytest.mark.asyncio
async def test_a_file_keeps_its_bytes_and_shows_its_size(
    stage: Stage, visit: Visiting, tmp_path: Path
) -> None:
    yusuf = stage.person("يوسف", "ar")
    path = tmp_path / "خطة.bin"
    path.write_bytes(bytes(range(256)) * 300)
    tab = await visit()
    chat = tab.chat("يوسف")
    async with tab.page.expect_file_chooser() as asked:
        await chat.get_by_role("button", name="إرفاق").click()
        await chat.get_by_role("button", name="ملف", exact=True).click()
    await (await asked.value).set_files(path)
    await tab.page.get_by_role("dialog").get_by_role("button", name="إرسال").click()
    await expect(chat.locator(".file-size")).to_have_text("76.8 كيلوبايت")
    document = yusuf.messages[-1].document
    assert document
    assert (document.name, document.content) == (path.name, path.read_bytes())
    async with tab.page.expect_download() as download:
        await chat.get_by_role("link", name="خطة").click()
    saved = await (await download.value).path()
    assert saved.read_bytes() == path.read_bytes()


@pytest.mark.asyncio
async def test_a_pasted_picture_is_asked_about_and_cancel_sends_nothing(
    stage: Stage, visit: Visiting
) -> None:
    amina = stage.person("Amina")
    tab = await visit()
    await tab.field("Amina").evaluate(
        """(field, bytes) => {
          const brought = new DataTransfer();
          brought.items.add(new File([new Uint8Array(bytes)], "pasted.png", { type: "image/png" }));
          field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: brought, cancelable: true }));
        }""",
        list(PIXEL),
    )
    await expect(tab.page.get_by_role("dialog").get_by_role("img")).to_be_visible()
    await tab.page.keyboard.press("Escape")
    await expect(tab.page.get_by_role("dialog")).to_have_count(0)
    assert amina.messages[-1].text == "/start"


@pytest.mark.asyncio
async def test_a_place_and_a_card_are_sent_without_being_asked_for(
    stage: Stage, visit: Visiting
) -> None:
    stage.person("Amina")
    stage.person("Layla")
    tab = await visit()
    await attach(tab, "Amina", "Location")
    await tab.page.get_by_role("dialog").get_by_role("button", name="Cairo").click()
    await expect(tab.chat("Amina").get_by_role("group", name="Location")).to_contain_text(
        "30.0444, 31.2357"
    )
    await attach(tab, "Amina", "Contact")
    await tab.page.get_by_role("dialog").get_by_label("Layla").check()
    await tab.page.get_by_role("dialog").get_by_role("button", name="Share").click()
    card = tab.chat("Amina").get_by_role("group", name="Contact")
    await expect(card).to_contain_text("Layla")
    while "contact" not in (said := await stage.bot.hear("message")):
        pass
    assert said["contact"]["first_name"] == "Layla"
    await expect(card).to_contain_text(said["contact"]["phone_number"])


@pytest.mark.asyncio
async def test_a_message_is_forwarded_with_the_keyboard_only(
    stage: Stage, visit: Visiting
) -> None:
    amina = amina_and_group(stage)
    await stage.bot.call("sendMessage", chat_id=amina.id, text="Worth telling")
    tab = await visit()
    chat = tab.chat("Amina")
    await chat.locator(".theirs").get_by_role("button", name="More about this message").focus()
    keys = tab.page.keyboard
    await keys.press("Enter")
    await expect(chat.get_by_role("button", name="Reply")).to_be_focused()
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await tab.page.get_by_role("dialog").get_by_role("button", name="Maps").press("Enter")
    await expect(chat.locator(".tab[aria-pressed=true]")).to_have_text("Maps")
    await expect(chat.locator(".forwarded")).to_have_text("Forwarded from Halqa")
    await expect(chat.locator(".mine .text")).to_have_text("Worth telling")


@pytest.mark.asyncio
async def test_what_is_protected_can_be_answered_only(stage: Stage, visit: Visiting) -> None:
    amina = stage.person("Amina")
    await stage.bot.call(
        "sendMessage", chat_id=amina.id, text="For you alone", protect_content=True
    )
    tab = await visit()
    chat = tab.chat("Amina")
    await chat.locator(".theirs .bubble").click(button="right")
    await expect(chat.locator(".menu-lines button")).to_have_text(["Reply"])
    await tab.page.keyboard.press("Escape")
    await expect(chat.locator(".menu-lines")).to_have_count(0)
    await expect(chat.locator(".theirs .text")).to_have_css("user-select", "none")


@pytest.mark.asyncio
async def test_a_finger_that_rests_on_a_message_opens_its_menu(
    stage: Stage, visit: Visiting
) -> None:
    stage.person("Amina")
    tab = await visit(size=PHONE, touch=True)
    bubble = tab.chat("Amina").locator(".mine .bubble")
    await bubble.dispatch_event("pointerdown", {"pointerType": "touch", "bubbles": True})
    await bubble.dispatch_event("contextmenu", {"pointerType": "touch", "bubbles": True})
    await bubble.dispatch_event("pointerup", {"pointerType": "touch", "bubbles": True})
    lines = tab.chat("Amina").locator(".menu-lines button")
    await expect(lines).to_have_text(["Reply", "Edit", "Forward", "Copy the text"])
    await lines.last.tap()
    await expect(tab.chat("Amina").locator(".toast")).to_have_text("Copied.")
    assert await tab.page.evaluate("navigator.clipboard.readText()") == "/start"


@pytest.mark.asyncio
async def test_a_moment_is_written_in_the_readers_zone_and_a_custom_emoji_as_its_text(
    stage: Stage, visit: Visiting
) -> None:
    stage.person("Amina")
    tab = await visit()
    shown = await tab.page.evaluate(
        """async () => {
          const { richText } = await import("./entities.js");
          const { wordsFor } = await import("./words.js");
          const moment = { type: "date_time", offset: 0, length: 4, unix_time: 1772442000, date_time_format: "t" };
          const emoji = { type: "custom_emoji", offset: 5, length: 2, custom_emoji_id: "1" };
          return [["Africa/Cairo", "en"], ["Asia/Riyadh", "ar"]].map(([zone, language]) => {
            const touch = { zone, language, words: wordsFor(language), now: new Date(0), bot: { username: "x" } };
            const line = document.createElement("p");
            line.append(richText("noon 🌱", [moment, emoji], touch));
            return line.textContent;
          });
        }"""
    )
    assert shown == ["11:00 🌱", "12:00 م 🌱"]
