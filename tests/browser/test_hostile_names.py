"""Names that want to be more than names are shown as the text they are, everywhere on the page."""

import json

import pytest
from playwright.async_api import expect

from bot.playground.phone.player import Player
from tests.browser.conftest import Stage, Visit, Visiting
from tests.browser.hands import LABELS

pytestmark = pytest.mark.browser

MARKUP = "<img src=x onerror=alert(1)>"
NAMES = {
    "markup": MARKUP,
    "markup that closes": "\"'></span><script>alert(2)</script>",
    "right to left override": "\u202eexe.sjaN",
    "without a space": "W" * 64,
    "zero width": "\u200b\u200c\u2060",
    "joined emoji": "👩‍👩‍👧‍👦🏳️‍🌈",
}
WORDS = LABELS["en"]

# What no name may bring about: markup that came to life, a page that grew wider, text that turned round outside.
HARM = """() => {
  const harm = [...document.querySelectorAll("img[src='x'], script:not([src])")].map((node) => node.outerHTML);
  if (document.documentElement.scrollWidth > innerWidth) harm.push("the page is wider than the window");
  for (const column of document.querySelectorAll("main section, nav, aside, dialog")) {
    if (column.scrollWidth > column.clientWidth + 1) harm.push(`${column.tagName} ${column.className} is too wide`);
  }
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement: node } = texts.currentNode;
    if (!data.includes("\\u202e") || !node.checkVisibility()) continue;
    if (/isolate|plaintext/.test(getComputedStyle(node).unicodeBidi)) continue;
    harm.push(`not isolated: ${node.className} ${data}`);
  }
  return harm;
}"""


async def no_harm(tab: Visit) -> None:
    assert await tab.page.evaluate(HARM) == []
    assert tab.complaints == []


async def mallory(stage: Stage, visit: Visiting, name: str) -> tuple[Player, Visit]:
    """Somebody of that name beside Amina, and the page; a dialog of the browser's own is a complaint."""
    player = stage.person(name)
    stage.person("Amina")
    tab = await visit()
    tab.page.on("dialog", lambda dialog: tab.complaints.append(dialog.message))
    return player, tab


@pytest.mark.asyncio
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
async def test_in_the_list_the_chat_and_what_the_bot_says(
    stage: Stage, visit: Visiting, name: str
) -> None:
    player, tab = await mallory(stage, visit, name)
    said = player.send(
        f"I am {name}"
    ).text  # Telegram takes some of them out of texts, not of names
    sent = await stage.bot.call(
        "sendMessage",
        chat_id=player.id,
        text=f"Hello {name}!",
        reply_markup={"inline_keyboard": [[{"text": f"Greet {name}", "callback_data": "x"}]]},
    )
    people = tab.page.get_by_role("navigation").get_by_role("button")
    await expect(people.locator("bdi").get_by_text(name, exact=True)).to_have_count(1)
    column = tab.page.get_by_role("region", name=name).filter(has_not_text="Amina")
    await expect(column.get_by_role("heading", level=2).locator("bdi").first).to_have_text(name)
    log = column.get_by_role("log")
    await expect(log.locator(".mine .text").last).to_have_text(said)
    await expect(log.locator(".theirs .text").last).to_have_text(sent["text"])
    await no_harm(tab)

    button = log.get_by_role("group", name=WORDS.buttons).get_by_role("button")
    await expect(button).to_have_text(player.last.labels[0])
    await button.click()
    press = await stage.bot.hear("callback_query")
    await stage.bot.call("answerCallbackQuery", callback_query_id=press["id"], text=f"For {name}")
    await expect(column.get_by_role("status")).to_have_text(f"For {name}")
    await stage.bot.call("deleteMessage", chat_id=player.id, message_id=sent["message_id"])
    await no_harm(tab)


@pytest.mark.asyncio
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
async def test_in_dialogs_and_files_and_the_drawer(
    stage: Stage, visit: Visiting, name: str
) -> None:
    player, tab = await mallory(stage, visit, name)
    amina = stage.world.players[1]
    player.send_document(b"%PDF", f"{name}.pdf")
    ask = {"text": "Choose", "request_users": {"request_id": 1, "request_name": True}}
    link = "https://t.me/share/url?url=https://t.me/halqa_bot?start=j_K7Q2M9XPRD4T"
    await stage.bot.call(
        "sendMessage", chat_id=amina.id, text=f"Is it {name}?", reply_markup={"keyboard": [[ask]]}
    )
    await stage.bot.call(
        "sendMessage",
        chat_id=amina.id,
        text="Send it on",
        reply_markup={"inline_keyboard": [[{"text": "Send", "url": link}]]},
    )
    chat = tab.chat("Amina")
    await chat.get_by_role("group", name=WORDS.buttons).get_by_role("button", name="Send").click()
    dialog = tab.page.get_by_role("dialog")
    await expect(dialog.locator("bdi").get_by_text(name, exact=True)).to_be_attached()
    await no_harm(tab)
    await tab.page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)

    await chat.get_by_role("group", name=WORDS.keyboard).get_by_role("button").click()
    await expect(dialog.locator("bdi").get_by_text(name, exact=True)).to_be_attached()
    await no_harm(tab)
    await dialog.get_by_role("radio").first.check()
    await dialog.get_by_role("button", name=WORDS.share).click()
    await expect(chat.get_by_role("listitem").filter(has_text=name).last).to_be_attached()

    column = tab.page.locator("main section").first
    await expect(column.get_by_role("link")).to_contain_text(f"{name}.pdf")
    await column.get_by_label(WORDS.menu).click()
    await column.get_by_role("button", name="Delete this account").click()
    question = tab.page.get_by_role("alertdialog")
    # What turns round ends where the name ends.
    await expect(question).to_contain_text(f"\u2068{name}\u2069? Telegram never brings one back.")
    await no_harm(tab)
    await tab.page.keyboard.press("Escape")

    await tab.page.get_by_role("button", name="API calls").click()
    drawer = tab.page.get_by_role("complementary")
    await drawer.get_by_text("sendMessage").last.click()
    await expect(drawer).to_contain_text(json.dumps(name, ensure_ascii=False)[1:-1])
    await no_harm(tab)


@pytest.mark.asyncio
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
async def test_in_groups(stage: Stage, visit: Visiting, name: str) -> None:
    player, tab = await mallory(stage, visit, name)
    amina = stage.world.players[1]
    title = f"Readers {name}"
    group = stage.world.add_group(title, amina, forum=True)
    amina.at(group).add_bot()
    amina.at(group).add(player)
    topic = amina.at(group).create_topic(f"Maps {name}")
    player.at(group).send("Who reads with me?")
    await stage.bot.call(
        "sendMessage", chat_id=group.id, message_thread_id=topic, text=f"With {name}!"
    )
    chat = tab.chat("Amina")
    line = tab.page.get_by_role("navigation").get_by_role("button", name="Readers")
    await expect(line.first.locator("bdi")).to_have_text(title)
    await line.last.click()
    log = chat.get_by_role("log")
    await expect(log).to_contain_text("Who reads with me?")
    await expect(log.locator("bdi").get_by_text(name, exact=True).first).to_be_attached()
    await no_harm(tab)
    for each in ("Members", "Leave the group"):
        await chat.get_by_label(WORDS.menu).click()
        await chat.get_by_role("button", name=each, exact=True).click()
        asked = tab.page.get_by_role("dialog").or_(tab.page.get_by_role("alertdialog"))
        await expect(asked).to_contain_text(name)
        await no_harm(tab)
        await tab.page.keyboard.press("Escape")
    await chat.get_by_role("button", name="Maps").click()
    await expect(log).to_contain_text("With ")
    await no_harm(tab)


@pytest.mark.asyncio
async def test_typed_into_the_page_itself(stage: Stage, visit: Visiting) -> None:
    tab = await visit()
    tab.page.on("dialog", lambda dialog: tab.complaints.append(dialog.message))
    for name in (MARKUP, "W" * 64):
        await tab.page.get_by_role("navigation").get_by_role("button", name="Add a person").click()
        await tab.page.get_by_label("First name").fill(name)
        await tab.page.get_by_label("Last name").fill(MARKUP)
        await tab.page.get_by_role("dialog").get_by_role("button", name="Add").click()
        await expect(tab.page.get_by_role("heading", name=name)).to_be_visible()
    await no_harm(tab)
