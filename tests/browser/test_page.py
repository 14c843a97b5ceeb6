"""The playground's page, driven as people drive it."""

import re
from pathlib import Path

import pytest
from playwright.async_api import expect

from bot.playground import server as playground_server
from tests.browser.conftest import PHONE, Stage, Visiting

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.mark.asyncio
async def test_the_page_loads_without_errors_and_within_its_content_policy(
    stage: Stage, visit: Visiting
) -> None:
    stage.person("Amina")
    tab = await visit()
    await expect(tab.chat("Amina").get_by_role("log")).to_contain_text("/start")
    await expect(tab.page.locator(".clock time")).to_contain_text("Mon 2 Mar")
    assert tab.complaints == []


@pytest.mark.asyncio
async def test_the_key_leaves_the_address_and_outlives_a_reload(
    stage: Stage, visit: Visiting
) -> None:
    stage.person("Amina")
    tab = await visit()
    await expect(tab.chat("Amina")).to_be_visible()
    assert tab.page.url == f"{stage.server.url}/"
    await tab.page.reload()
    await expect(tab.chat("Amina")).to_be_visible()


@pytest.mark.parametrize("fragment", ["", "#key=wrong"])
@pytest.mark.asyncio
async def test_without_its_key_the_page_says_where_to_find_it(
    stage: Stage, visit: Visiting, fragment: str
) -> None:
    tab = await visit(address=f"{stage.server.url}/{fragment}")
    await expect(tab.page.get_by_role("alert")).to_contain_text("that the terminal printed")


@pytest.mark.asyncio
async def test_two_people_are_added_and_write_in_their_languages(
    stage: Stage, visit: Visiting
) -> None:
    tab = await visit()
    for name, language in [("Amina", "en"), ("عمر", "ar")]:
        await tab.page.locator(".add-person").click()
        await tab.page.get_by_label("First name").fill(name)
        await tab.page.get_by_label("Language of their Telegram").select_option(language)
        await tab.page.get_by_role("dialog").get_by_role("button", name="Add").click()
        await expect(tab.field(name)).to_be_focused()

    await tab.field("Amina").fill("I learn on the train.")
    await tab.field("Amina").press("Enter")
    await tab.field("عمر").fill("أتعلّم في القطار.")
    await tab.field("عمر").press("Enter")

    await expect(tab.chat("Amina").locator(".mine")).to_contain_text("I learn on the train.")
    await expect(tab.chat("عمر").locator(".mine")).to_contain_text("أتعلّم في القطار.")
    assert [player.person.language_code for player in stage.world.players] == ["en", "ar"]
    assert [player.messages[-1].text for player in stage.world.players] == [
        "I learn on the train.",
        "أتعلّم في القطار.",
    ]
    assert tab.complaints == []


@pytest.mark.asyncio
async def test_an_arabic_chat_is_right_to_left_beside_an_english_one(
    stage: Stage, visit: Visiting
) -> None:
    stage.person("Amina")
    stage.person("عمر", "ar-EG")
    tab = await visit()
    await expect(tab.chat("Amina")).to_have_css("direction", "ltr")
    await expect(tab.chat("عمر")).to_have_css("direction", "rtl")
    await expect(tab.field("عمر")).to_have_attribute("placeholder", "رسالة")
    amina, omar = await tab.chat("Amina").bounding_box(), await tab.chat("عمر").bounding_box()
    assert amina
    assert omar
    assert amina["y"] == omar["y"]
    assert amina["x"] + amina["width"] <= omar["x"]


@pytest.mark.asyncio
async def test_a_hostile_name_and_text_are_shown_as_text(stage: Stage, visit: Visiting) -> None:
    mallory = stage.person(HOSTILE)
    stage.person("Amina")
    mallory.send(HOSTILE)
    await stage.bot.call("sendMessage", chat_id=mallory.id, text=f"Hello {HOSTILE}")
    tab = await visit()
    await expect(tab.page.locator(".person-name").first).to_have_text(HOSTILE)
    await expect(tab.chat(HOSTILE).locator(".theirs .text")).to_have_text(f"Hello {HOSTILE}")
    await expect(tab.chat(HOSTILE).locator(".mine .text").last).to_have_text(HOSTILE)
    assert await tab.page.locator("img[src='x']").count() == 0
    assert tab.complaints == []


@pytest.mark.asyncio
async def test_a_phone_shows_one_chat_and_switches_people(stage: Stage, visit: Visiting) -> None:
    for name in ("Amina", "Omar", "Salma"):
        stage.person(name)
    tab = await visit(size=PHONE)
    await expect(tab.page.locator(".chat")).to_have_count(1)
    await expect(tab.chat("Amina")).to_be_visible()
    await tab.page.get_by_role("navigation").get_by_role("button", name="Salma").click()
    await expect(tab.page.locator(".chat")).to_have_count(1)
    await expect(tab.chat("Salma")).to_be_visible()
    wide = await tab.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide


@pytest.mark.asyncio
async def test_a_message_to_somebody_out_of_view_is_counted(stage: Stage, visit: Visiting) -> None:
    stage.person("Amina")
    omar = stage.person("Omar")
    tab = await visit(size=PHONE)
    await expect(tab.chat("Amina")).to_be_visible()
    await stage.bot.call("sendMessage", chat_id=omar.id, text="Hello Omar")
    badge = tab.page.locator(".unread")
    await expect(badge).to_contain_text("1 unread")
    await tab.page.get_by_role("navigation").get_by_role("button", name="Omar").click()
    await expect(badge).to_have_count(0)
    assert omar.unread == 0


@pytest.mark.asyncio
async def test_a_broken_stream_of_events_is_said_and_found_again(
    stage: Stage, visit: Visiting
) -> None:
    amina = stage.person("Amina")
    tab = await visit()
    await expect(tab.chat("Amina").locator(".mine")).to_have_count(1)
    stage.world.events.close()
    notice = tab.page.locator(".notice")
    await expect(notice).to_contain_text("does not answer")
    await expect(notice).to_have_count(0)
    await stage.bot.call("sendMessage", chat_id=amina.id, text="Still here")
    await expect(tab.chat("Amina").locator(".theirs .text")).to_have_text("Still here")


@pytest.mark.asyncio
async def test_time_moves_by_the_buttons(stage: Stage, visit: Visiting) -> None:
    stage.person("Amina")
    tab = await visit()
    before = stage.world.clock.now()
    await tab.page.get_by_role("button", name="+1 day").click()
    await expect(tab.page.locator(".clock time")).to_contain_text("Tue 3 Mar")
    assert (stage.world.clock.now() - before).days == 1


@pytest.mark.asyncio
async def test_the_drawer_lists_calls_and_marks_the_refused(stage: Stage, visit: Visiting) -> None:
    amina = stage.person("Amina")
    await stage.bot.call("sendMessage", chat_id=amina.id, text="Hello")
    tab = await visit()
    await tab.page.get_by_role("button", name="API calls").click()
    calls = tab.page.get_by_label("API calls").locator(".call")
    await expect(calls).to_have_count(1)
    await stage.bot.refused("sendMessage", chat_id=1, text="Nobody")
    await expect(calls).to_have_count(2)
    await expect(calls.first).to_contain_text("400 refused")
    await calls.first.get_by_text("sendMessage").click()
    await expect(calls.first).to_contain_text("chat not found")


@pytest.mark.asyncio
async def test_both_languages_of_the_page_have_the_same_words(
    stage: Stage, visit: Visiting
) -> None:
    tab = await visit()
    await tab.page.wait_for_selector(".welcome")
    shapes = await tab.page.evaluate(
        """async () => {
          const { wordsFor } = await import("./words.js");
          const shape = (words) => Object.fromEntries(Object.entries(words).map(
            ([name, value]) => [name, Array.isArray(value) ? value.length : typeof value]));
          return [shape(wordsFor("en")), shape(wordsFor("ar"))];
        }"""
    )
    assert shapes[0] == shapes[1]


@pytest.mark.asyncio
async def test_an_arabic_browser_gets_an_arabic_page_that_can_be_switched(
    stage: Stage, visit: Visiting
) -> None:
    stage.person("Amina")
    tab = await visit(locale="ar-EG")
    page = tab.page.locator("html")
    await expect(page).to_have_attribute("dir", "rtl")
    await expect(tab.page.get_by_role("button", name="التذكير التالي")).to_be_visible()
    await expect(tab.chat("Amina")).to_have_css("direction", "ltr")
    await tab.page.get_by_role("button", name="English").click()
    await expect(page).to_have_attribute("dir", "ltr")


def test_the_page_is_small_and_fetches_nothing_from_elsewhere() -> None:
    files = sorted(path for path in Path(playground_server.PAGE).rglob("*") if path.is_file())
    assert sum(path.stat().st_size for path in files) < 150_000
    named = {
        host
        for path in files
        for host in re.findall(r"https?://([\w.-]+)", path.read_text(encoding="utf-8"))
    }
    assert named <= {"www.w3.org"}  # the names of SVG's elements, never fetched
    forbidden = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(| style=\""
    )
    assert [path.name for path in files if forbidden.search(path.read_text("utf-8"))] == []


@pytest.mark.asyncio
async def test_a_dialog_is_left_by_a_click_beside_it_and_not_by_one_into_it(
    stage: Stage, visit: Visiting
) -> None:
    tab = await visit()
    await tab.page.locator(".add-person").click()
    dialog = tab.page.get_by_role("dialog")
    await dialog.get_by_label("First name").fill("Amina")
    box = await dialog.bounding_box()
    assert box
    await tab.page.mouse.click(box["x"] + 8, box["y"] + box["height"] / 2)
    await expect(dialog.get_by_label("First name")).to_have_value("Amina")
    # Nor by a selection that ends outside.
    await dialog.get_by_label("First name").hover()
    await tab.page.mouse.down()
    await tab.page.mouse.move(box["x"] - 60, box["y"] + 60)
    await tab.page.mouse.up()
    await expect(dialog.get_by_label("First name")).to_have_value("Amina")
    await tab.page.mouse.click(box["x"] - 60, box["y"] + 60)
    await expect(dialog).to_have_count(0)
    assert tab.complaints == []


@pytest.mark.asyncio
async def test_a_person_who_could_not_be_added_need_not_be_typed_again(
    stage: Stage, visit: Visiting
) -> None:
    stage.person("Amina", username="amina")
    tab = await visit()
    dialog = tab.page.get_by_role("dialog")
    await tab.page.get_by_role("button", name="Add a person").first.click()
    await dialog.get_by_label("First name").fill("Amina the second")
    await dialog.get_by_label("Username").fill("amina")
    await dialog.get_by_role("button", name="Add", exact=True).click()
    await expect(tab.page.locator(".notice")).to_be_visible()
    await expect(dialog.get_by_label("First name")).to_have_value("Amina the second")
    await dialog.get_by_label("Username").fill("amina_two")
    await dialog.get_by_role("button", name="Add", exact=True).click()
    await expect(tab.chat("Amina the second")).to_be_visible()
