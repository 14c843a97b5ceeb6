"""One person's chat on the playground's page: what the bot sends, and all that the person can do with it."""

from typing import Any

import pytest
from playwright.async_api import Locator, expect

from bot.playground.phone.player import Player
from bot.playground.sentences.chats import EDIT_CHANGES_NOTHING
from tests.browser.conftest import Stage, Visit, Visiting

pytestmark = pytest.mark.browser

TALL_PHONE = (390, 844)
FOUR = ("Amina", "Omar", "Salma", "Yusuf")
LINK = "https://t.me/halqa_bot?start=j_K7Q2M9XPRD4T"


class Talk:
    """A chat of thirty messages, longer than any window here, and where it is scrolled to."""

    def __init__(self, stage: Stage, player: Player) -> None:
        self.stage = stage
        self.player = player

    async def fill(self) -> None:
        """Let the bot write a lot."""
        for number in range(30):
            await self.say(
                f"Message {number} of many, in words that need a second line somewhere."
            )

    async def say(self, text: str) -> None:
        """Let the bot write."""
        await self.stage.bot.call("sendMessage", chat_id=self.player.id, text=text)

    @staticmethod
    def shown(tab: Visit, text: str) -> Locator:
        """The message that has this text."""
        return tab.page.locator(".theirs").filter(has_text=text)


async def talk_of_amina(stage: Stage, others: tuple[str, ...]) -> Talk:
    talk = Talk(stage, stage.person("Amina"))
    for name in others:
        stage.person(name)
    await talk.fill()
    return talk


async def open_chat(tab: Visit, name: str) -> None:
    await tab.page.get_by_role("navigation").get_by_role("button", name=name).click()
    await expect(tab.chat(name)).to_be_visible()


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


@pytest.mark.asyncio
async def test_keyboard_rows_keep_the_bots_order_in_an_arabic_chat(
    stage: Stage, visit: Visiting
) -> None:
    omar = stage.person("عمر", "ar")
    row = [{"text": "ليس اليوم", "callback_data": "no"}, {"text": "لنبدأ", "callback_data": "go"}]
    await stage.bot.call(
        "sendMessage", chat_id=omar.id, text="حان الموعد", reply_markup=keyboard(row)
    )
    tab = await visit()
    first = await tab.page.get_by_role("button", name="ليس اليوم").bounding_box()
    last = await tab.page.get_by_role("button", name="لنبدأ").bounding_box()
    assert first
    assert last
    assert first["x"] < last["x"]


@pytest.mark.asyncio
async def test_markup_is_shown_where_the_bot_put_it(stage: Stage, visit: Visiting) -> None:
    amina = stage.person("Amina")
    html = (
        "🌱🌱 <b>bold <i>both</i></b> <code>K7Q2</code>\n<blockquote>quoted</blockquote>\n"
        f'<a href="{LINK}">join</a> /help'
    )
    await stage.bot.call("sendMessage", chat_id=amina.id, text=html, parse_mode="HTML")
    tab = await visit()
    text = tab.chat("Amina").locator(".theirs .text")
    await expect(text.locator("b")).to_have_text("bold both")
    await expect(text.locator("b i")).to_have_text("both")
    await expect(text.locator("code")).to_have_text("K7Q2")
    await expect(text.locator("blockquote")).to_have_text("quoted")
    await text.get_by_text("/help").click()
    assert (await stage.bot.hear("message"))["text"] == "/start"
    assert (await stage.bot.hear("message"))["text"] == "/help"
    await text.get_by_role("link", name="join").click()
    assert (await stage.bot.hear("message"))["text"] == "/start j_K7Q2M9XPRD4T"
    await text.locator("code").click()
    await expect(tab.chat("Amina").locator(".toast")).to_have_text("Copied.")
    assert await tab.page.evaluate("navigator.clipboard.readText()") == "K7Q2"


@pytest.mark.asyncio
async def test_a_press_shows_the_bots_answer_and_the_edited_message(
    stage: Stage, visit: Visiting
) -> None:
    amina = stage.person("Amina")
    sent = await stage.bot.call(
        "sendMessage",
        chat_id=amina.id,
        text="Time to learn.",
        reply_markup=keyboard([{"text": "Start", "callback_data": "go"}]),
    )
    tab = await visit()
    await tab.chat("Amina").get_by_role("button", name="Start", exact=True).press("Enter")
    press = await stage.bot.hear("callback_query")
    assert press["data"] == "go"
    await stage.bot.call("answerCallbackQuery", callback_query_id=press["id"], text="Started.")
    await stage.bot.call(
        "editMessageText",
        chat_id=amina.id,
        message_id=sent["message_id"],
        text="You are learning.",
        reply_markup=keyboard([{"text": "Done", "callback_data": "done"}]),
    )
    await expect(tab.chat("Amina").locator(".toast")).to_have_text("Started.")
    await expect(tab.chat("Amina").locator(".theirs .text")).to_have_text("You are learning.")
    # Whoever uses the keyboard only goes on where they were.
    await expect(tab.chat("Amina").get_by_role("button", name="Done")).to_be_focused()
    await stage.bot.call("deleteMessage", chat_id=amina.id, message_id=sent["message_id"])
    await expect(tab.chat("Amina").locator(".theirs")).to_have_count(0)
    assert tab.complaints == []


@pytest.mark.asyncio
async def test_an_alert_waits_to_be_closed(stage: Stage, visit: Visiting) -> None:
    amina = stage.person("Amina")
    await stage.bot.call(
        "sendMessage",
        chat_id=amina.id,
        text="?",
        reply_markup=keyboard([{"text": "Why", "callback_data": "why"}]),
    )
    tab = await visit()
    await tab.page.get_by_role("button", name="Why").click()
    press = await stage.bot.hear("callback_query")
    await stage.bot.call(
        "answerCallbackQuery", callback_query_id=press["id"], text="Because.", show_alert=True
    )
    alert = tab.page.get_by_role("alertdialog")
    await expect(alert).to_contain_text("Because.")
    await tab.page.keyboard.press("Escape")
    await expect(alert).to_have_count(0)


@pytest.mark.asyncio
async def test_copy_and_share_buttons_bring_an_invite_to_somebody_else(
    stage: Stage, visit: Visiting
) -> None:
    amina = stage.person("Amina")
    omar = stage.person("Omar")
    row: list[dict[str, Any]] = [
        {"text": "Copy the code", "copy_text": {"text": "K7Q2-M9XP-RD4T"}},
        {"text": "Send it", "url": f"https://t.me/share/url?url={LINK}&text=Come"},
    ]
    await stage.bot.call(
        "sendMessage", chat_id=amina.id, text="Your invite", reply_markup=keyboard(row)
    )
    tab = await visit()
    await tab.page.get_by_role("button", name="Copy the code").click()
    await expect(tab.chat("Amina").locator(".toast")).to_have_text("Copied.")
    assert await tab.page.evaluate("navigator.clipboard.readText()") == "K7Q2-M9XP-RD4T"
    await tab.page.get_by_role("button", name="Send it").click()
    await expect(tab.page.get_by_role("dialog")).to_contain_text(LINK)
    await tab.page.get_by_role("button", name="Open as Omar").click()
    await expect(tab.chat("Omar").locator(".mine").last).to_contain_text("j_K7Q2M9XPRD4T")
    assert omar.messages[-1].text == "/start j_K7Q2M9XPRD4T"


@pytest.mark.asyncio
async def test_the_reply_keyboard_writes_chooses_people_and_tells_a_place(
    stage: Stage, visit: Visiting
) -> None:
    amina = stage.person("Amina")
    omar, salma, yusuf = (stage.person(name) for name in ("Omar", "Salma", "Yusuf"))
    rows = [
        [{"text": "Choose", "request_users": {"request_id": 7, "max_quantity": 2}}],
        [{"text": "My place", "request_location": True}, {"text": "Skip"}],
    ]
    await stage.bot.call(
        "sendMessage", chat_id=amina.id, text="Whom?", reply_markup={"keyboard": rows}
    )
    tab = await visit()
    chat = tab.chat("Amina")
    await chat.get_by_role("button", name="Choose").click()
    picker = tab.page.get_by_role("dialog")
    await picker.get_by_label("Omar").check()
    await picker.get_by_label("Yusuf").check()
    await expect(picker.get_by_label("Salma")).to_be_disabled()
    await picker.get_by_role("button", name="Share").click()
    while "users_shared" not in (said := await stage.bot.hear("message")):
        pass
    assert {user["user_id"] for user in said["users_shared"]["users"]} == {omar.id, yusuf.id}
    assert salma.messages[-1].text == "/start"

    await chat.get_by_role("button", name="My place").click()
    await tab.page.get_by_role("dialog").get_by_role("button", name="Cairo").click()
    assert round((await stage.bot.hear("message"))["location"]["latitude"]) == 30

    await chat.get_by_role("button", name="Skip").click()
    assert (await stage.bot.hear("message"))["text"] == "Skip"
    await stage.bot.call(
        "sendMessage", chat_id=amina.id, text="Ok", reply_markup={"remove_keyboard": True}
    )
    await expect(chat.locator(".keyboard")).to_be_hidden()


@pytest.mark.asyncio
async def test_writing_and_editing_need_no_mouse(stage: Stage, visit: Visiting) -> None:
    amina = stage.person("Amina")
    await stage.bot.call(
        "setMyCommands", commands=[{"command": "goals", "description": "My goals"}]
    )
    tab = await visit()
    await expect(tab.chat("Amina").locator(".mine")).to_have_count(1)
    keys = tab.page.keyboard
    for _ in range(30):
        await keys.press("Tab")
        if await tab.field("Amina").evaluate("field => field === document.activeElement"):
            break
    await keys.type("one")
    await keys.press("Shift+Enter")
    await keys.type("two")
    await keys.press("Enter")
    await expect(tab.chat("Amina").locator(".mine")).to_have_count(2)
    assert amina.messages[-1].text == "one\ntwo"

    await keys.press("ArrowUp")
    await expect(tab.field("Amina")).to_have_value("one\ntwo")
    await keys.type(" three")
    await keys.press("Enter")
    await expect(tab.chat("Amina").locator(".edited")).to_have_count(1)
    assert amina.messages[-1].text == "one\ntwo three"

    await keys.type("/")
    await keys.press("ArrowDown")
    await keys.press("Enter")
    await expect(tab.chat("Amina").locator(".mine").last).to_contain_text("/goals")


@pytest.mark.asyncio
async def test_what_could_not_be_sent_stays_in_the_field(stage: Stage, visit: Visiting) -> None:
    amina = stage.person("Amina")
    tab = await visit()
    await expect(tab.chat("Amina").locator(".mine")).to_have_count(1)
    await tab.page.route("**/send", lambda route: route.abort())
    await tab.field("Amina").fill("precious")
    await tab.field("Amina").press("Enter")
    await expect(tab.chat("Amina").get_by_role("alert")).to_be_visible()
    await expect(tab.field("Amina")).to_have_value("precious")
    await tab.page.unroute("**/send")
    await tab.field("Amina").press("Enter")
    await expect(tab.chat("Amina").locator(".mine").last).to_contain_text("precious")
    await expect(tab.chat("Amina").get_by_role("alert")).to_be_hidden()
    assert [message.text for message in amina.messages] == ["/start", "precious"]


@pytest.mark.asyncio
async def test_what_is_refused_is_said_in_the_language_of_the_column(
    stage: Stage, visit: Visiting
) -> None:
    stage.person("Amina")
    stage.person("ليلى", "ar")
    tab = await visit()
    for name, said in (
        ("Amina", EDIT_CHANGES_NOTHING.english),
        ("ليلى", EDIT_CHANGES_NOTHING.arabic),
    ):
        await expect(tab.chat(name).locator(".mine")).to_have_count(1)
        await tab.field(name).press("ArrowUp")
        await expect(tab.field(name)).to_have_value("/start")
        await tab.field(name).press("Enter")
        await expect(tab.chat(name).get_by_role("alert")).to_have_text(said)


@pytest.mark.asyncio
async def test_a_blocked_bot_can_be_unblocked(stage: Stage, visit: Visiting) -> None:
    amina = stage.person("Amina")
    tab = await visit()
    await tab.chat("Amina").get_by_label("More about this person").click()
    await tab.chat("Amina").get_by_role("button", name="Block the bot").click()
    await expect(tab.field("Amina")).to_be_hidden()
    assert amina.person.blocked
    await tab.chat("Amina").get_by_role("button", name="Unblock the bot").click()
    await expect(tab.field("Amina")).to_be_visible()
    assert not amina.person.blocked


@pytest.mark.asyncio
async def test_switched_back_to_on_a_phone_a_chat_shows_its_newest_message(
    stage: Stage, visit: Visiting
) -> None:
    talk = await talk_of_amina(stage, ("Omar",))
    tab = await visit(size=TALL_PHONE)
    await expect(talk.shown(tab, "Message 29 ")).to_be_in_viewport()
    await open_chat(tab, "Omar")
    await open_chat(tab, "Amina")
    await expect(talk.shown(tab, "Message 29 ")).to_be_in_viewport()
    await open_chat(tab, "Omar")
    await talk.say("Said while nobody looked")
    await open_chat(tab, "Amina")
    await expect(talk.shown(tab, "Said while nobody looked")).to_be_in_viewport()
    await talk.say("And one more")
    await expect(talk.shown(tab, "And one more")).to_be_in_viewport()
    assert tab.complaints == []


@pytest.mark.asyncio
async def test_switched_back_to_a_chat_is_where_its_reader_had_scrolled_to(
    stage: Stage, visit: Visiting
) -> None:
    talk = await talk_of_amina(stage, ("Omar",))
    tab = await visit(size=TALL_PHONE)
    await expect(talk.shown(tab, "Message 29 ")).to_be_in_viewport()
    await talk.shown(tab, "Message 9 ").evaluate("node => node.scrollIntoView()")
    await open_chat(tab, "Omar")
    await talk.say("Said while nobody looked")
    await open_chat(tab, "Amina")
    await expect(talk.shown(tab, "Said while nobody looked")).to_be_attached()
    await expect(talk.shown(tab, "Message 9 ")).to_be_in_viewport()
    await expect(talk.shown(tab, "Said while nobody looked")).not_to_be_in_viewport()


@pytest.mark.asyncio
async def test_a_fourth_person_in_a_wide_page_costs_nobody_their_place(
    stage: Stage, visit: Visiting
) -> None:
    talk = await talk_of_amina(stage, FOUR[1:])
    tab = await visit()
    await expect(talk.shown(tab, "Message 29 ")).to_be_in_viewport()
    for name in ("Omar", "Salma", "Yusuf"):
        await open_chat(tab, name)
    await expect(tab.chat("Amina")).to_have_count(0)
    await talk.say("Said while nobody looked")
    await open_chat(tab, "Amina")
    await expect(talk.shown(tab, "Said while nobody looked")).to_be_in_viewport()


@pytest.mark.asyncio
async def test_a_narrowed_and_widened_window_stays_with_the_newest_message(
    stage: Stage, visit: Visiting
) -> None:
    talk = await talk_of_amina(stage, ("Omar",))
    tab = await visit()
    await expect(talk.shown(tab, "Message 29 ")).to_be_in_viewport()
    await open_chat(tab, "Omar")
    await tab.page.set_viewport_size({"width": TALL_PHONE[0], "height": TALL_PHONE[1]})
    await expect(tab.page.locator(".chat")).to_have_count(1)
    await open_chat(tab, "Amina")
    await expect(talk.shown(tab, "Message 29 ")).to_be_in_viewport()
    await tab.page.set_viewport_size({"width": 1440, "height": 860})
    await expect(tab.page.locator(".chat")).to_have_count(2)
    await expect(talk.shown(tab, "Message 29 ")).to_be_in_viewport()
