"""Right to left beside left to right: computed styles and places, not looks."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import Stage, Visit, Visiting
from tests.browser.hands import LABELS

pytestmark = pytest.mark.browser

ENGLISH, ARABIC = "Amina", "عمر"
LANGUAGES = {ENGLISH: "en", ARABIC: "ar"}
# How far from the left each letter of a text stands.
LETTERS = """(node) => {
  const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const found = [];
  while (texts.nextNode()) {
    for (let at = 0; at < texts.currentNode.length; at += 1) {
      range.setStart(texts.currentNode, at);
      range.setEnd(texts.currentNode, at + 1);
      found.push(range.getBoundingClientRect().x);
    }
  }
  return found;
}"""


async def style(locator: Locator, name: str) -> str:
    value = await locator.evaluate("(node, name) => getComputedStyle(node)[name]", name)
    assert isinstance(value, str)
    return value


async def middle(locator: Locator) -> float:
    """Where its middle stands in the column, from 0 (left) to 1 (right)."""
    found = await locator.evaluate(
        """(node) => {
          const own = node.getBoundingClientRect();
          const column = node.closest("section").getBoundingClientRect();
          return (own.x + own.width / 2 - column.x) / column.width;
        }"""
    )
    assert isinstance(found, float)
    return found


async def both(stage: Stage, visit: Visiting, *, locale: str = "en-GB") -> Visit:
    """An English and an Arabic chat side by side, with the same things in them."""
    for name, language in LANGUAGES.items():
        player = stage.person(name, language)
        player.send("Amina: 7:30")
        player.send("حلقة: ٧:٣٠")
        keys = [[{"text": "1"}, {"text": "2"}]]
        await stage.bot.call(
            "sendMessage", chat_id=player.id, text="Hello أهلًا", reply_markup={"keyboard": keys}
        )
        await stage.bot.call(
            "sendMessage",
            chat_id=player.id,
            text="أهلًا Hello",
            reply_markup={
                "inline_keyboard": [[{"text": str(n), "callback_data": "x"} for n in (1, 2)]]
            },
        )
    tab = await visit(locale=locale)
    for name in LANGUAGES:
        await expect(tab.chat(name).locator(".theirs")).to_have_count(2)
    return tab


@pytest.mark.asyncio
async def test_an_arabic_column_is_the_mirror_image_of_an_english_one(
    stage: Stage, visit: Visiting
) -> None:
    tab = await both(stage, visit)
    english, arabic = tab.chat(ENGLISH), tab.chat(ARABIC)
    assert (await style(english, "direction"), await style(arabic, "direction")) == ("ltr", "rtl")
    assert await arabic.get_attribute("lang") == "ar"
    places = [".mine .bubble", ".theirs .bubble", "header .avatar", ".send", ".slash"]
    for place in places:
        left, right = [await middle(each.locator(place).first) for each in (english, arabic)]
        assert left + right == pytest.approx(1, abs=0.12), place
        assert abs(left - 0.5) > 0.05, place
    assert await middle(english.locator(".mine .bubble").first) > 0.5
    assert await middle(arabic.locator(".mine .bubble").first) < 0.5
    # The arrow that sends points the way of writing.
    assert await style(english.locator(".icon-send"), "transform") == "none"
    assert (await style(arabic.locator(".icon-send"), "transform")).startswith("matrix(-1,")


@pytest.mark.asyncio
async def test_each_line_runs_in_the_direction_of_its_own_first_letter(
    stage: Stage, visit: Visiting
) -> None:
    tab = await both(stage, visit)
    for name in LANGUAGES:
        chat = tab.chat(name)
        for text in await chat.locator(".text").all():
            words = await text.inner_text()
            letters = await text.evaluate(LETTERS)
            assert (letters[0] > letters[-1]) == (words[0] in "أح"), words
            assert await style(text, "textAlign") == "start"
            assert await style(text, "unicodeBidi") in {"plaintext", "isolate"}
        field = tab.field(name)
        await field.fill("أهلًا")
        assert await style(field, "direction") == "rtl"
        await field.fill("Hello")
        assert await style(field, "direction") == "ltr"
        await field.fill("")


@pytest.mark.asyncio
async def test_keyboards_keep_the_bots_order_in_both_directions(
    stage: Stage, visit: Visiting
) -> None:
    tab = await both(stage, visit)
    for name, language in LANGUAGES.items():
        for group in (LABELS[language].buttons, LABELS[language].keyboard):
            keys = tab.chat(name).get_by_role("group", name=group, exact=True)
            one, two = [
                await middle(keys.get_by_role("button", name=label, exact=True)) for label in "12"
            ]
            assert one < two, (name, group)


@pytest.mark.asyncio
async def test_messages_scroll_up_and_down_only(stage: Stage, visit: Visiting) -> None:
    tab = await both(stage, visit)
    for name in LANGUAGES:
        log = tab.chat(name).get_by_role("log")
        assert await style(log, "overflowY") == "auto"
        wide = await log.evaluate(
            "(node) => [node.scrollWidth - node.clientWidth, node.scrollLeft]"
        )
        assert wide == [0, 0]


@pytest.mark.asyncio
async def test_names_and_times_are_isolated_from_the_words_around_them(
    stage: Stage, visit: Visiting
) -> None:
    tab = await both(stage, visit, locale="ar-EG")
    names = tab.page.locator("bdi", has_text=ENGLISH)
    found = await names.evaluate_all(
        "all => all.map((each) => getComputedStyle(each).unicodeBidi)"
    )
    assert found == ["isolate"] * 2  # in the list and above the chat
    # The digits of a time keep their order.
    for time in await tab.chat(ARABIC).locator(".meta time").all():
        assert (await time.inner_text()).startswith("9:00")
        letters = (await time.evaluate(LETTERS))[:4]
        assert letters == sorted(letters)


@pytest.mark.asyncio
async def test_an_arabic_page_puts_people_on_the_right_and_keeps_chats_as_they_are(
    stage: Stage, visit: Visiting
) -> None:
    tab = await both(stage, visit, locale="ar-EG")
    html = tab.page.locator("html")
    assert (await html.get_attribute("dir"), await html.get_attribute("lang")) == ("rtl", "ar")
    people = await tab.page.get_by_role("navigation").bounding_box()
    columns = await tab.page.get_by_role("main").bounding_box()
    assert people
    assert columns
    assert people["x"] >= columns["x"] + columns["width"] - 1
    first, second = [await tab.chat(name).bounding_box() for name in LANGUAGES]
    assert first
    assert second
    assert first["x"] > second["x"]  # the first column is the one at the right
    assert await style(tab.chat(ENGLISH), "direction") == "ltr"
    assert await middle(tab.chat(ENGLISH).locator(".mine .bubble").first) > 0.5
    await tab.page.get_by_role("banner").get_by_role("button", name="English").click()
    people = await tab.page.get_by_role("navigation").bounding_box()
    assert people
    assert people["x"] == 0
    assert tab.complaints == []
