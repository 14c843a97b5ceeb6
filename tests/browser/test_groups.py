"""Groups on the playground's page: several people in one chat, and all that they do to it."""

from typing import Any

import pytest
from playwright.async_api import Locator, expect

from bot.playground.groups.group import Group, Status
from bot.playground.phone.player import Player
from tests.browser.conftest import PHONE, Stage, Visit, Visiting

pytestmark = pytest.mark.browser

TITLE = "Data circle"
KINDS = [
    "users_shared",
    "chat_shared",
    "members_added",
    "member_left",
    "joined_by_link",
    "joined_by_request",
    "group_created",
    "title_changed",
    "pinned",
    "upgraded",
    "topic_created",
    "topic_closed",
    "topic_reopened",
]


def circle(stage: Stage, *members: str, forum: bool = False) -> tuple[Group, Player]:
    """A supergroup of Amina's with the bot and these people in it."""
    amina = stage.person("Amina")
    group = stage.world.add_group(TITLE, amina, forum=forum)
    amina.at(group).add_bot()
    for name in members:
        amina.at(group).add(stage.person(name))
    return group, amina


async def go_to(tab: Visit, name: str, title: str = TITLE) -> Locator:
    """Switch somebody's column to the group, by the strip in its head."""
    await tab.chat(name).locator(".strip").get_by_role("button", name=title).click()
    await expect(tab.chat(name).locator(".tab[aria-pressed=true]").first).to_contain_text(title)
    return tab.chat(name)


async def choose(tab: Visit, chat: Locator, line: str) -> Locator:
    """Choose a line of the menu in a column's head; the dialog that it opens."""
    await chat.get_by_label("More about this person").click()
    await chat.get_by_role("button", name=line, exact=True).click()
    return tab.page.get_by_role("dialog").or_(tab.page.get_by_role("alertdialog"))


def ids(stage: Stage, *names: str) -> dict[str, int]:
    found = {player.person.first_name: player.id for player in stage.world.players}
    return {name: found[name] for name in names}


@pytest.mark.asyncio
async def test_what_one_member_writes_the_others_see_beside_it_with_a_name(
    stage: Stage, visit: Visiting
) -> None:
    circle(stage, "Omar")
    tab = await visit()
    amina, omar = await go_to(tab, "Amina"), await go_to(tab, "Omar")
    for text in ("Who reads with me?", "On Monday"):
        await tab.field("Amina").fill(text)
        await tab.field("Amina").press("Enter")
    await expect(omar.locator(".theirs .text")).to_have_text(["Who reads with me?", "On Monday"])
    # One name for two messages in a row, and none on one's own.
    await expect(omar.locator(".sender")).to_have_text(["Amina"])
    await expect(omar.locator(".theirs .avatar")).to_have_count(1)
    await expect(amina.locator(".mine .text")).to_have_count(2)
    await expect(amina.locator(".sender")).to_have_count(0)
    assert tab.complaints == []


@pytest.mark.asyncio
async def test_the_list_shows_each_persons_chats_and_what_is_unread_in_each(
    stage: Stage, visit: Visiting
) -> None:
    group, amina = circle(stage)
    stage.person("Layla")
    tab = await visit()
    await stage.bot.call("sendMessage", chat_id=group.id, text="Monday at seven")
    line = tab.page.locator(".person-chat").filter(has_text=TITLE)
    await expect(line).to_contain_text("Monday at seven")
    await expect(line.locator(".unread")).to_contain_text("unread")
    # Somebody who is in no group has no list of chats, nor has a column for one.
    await expect(tab.page.locator(".person-chats")).to_have_count(1)
    await expect(tab.chat("Layla").locator(".strip").first).to_be_hidden()
    await line.click()
    await expect(line.locator(".unread")).to_have_count(0)
    assert amina.at(group).unread == 0
    await tab.page.reload()
    await expect(tab.chat("Amina").locator(".theirs .text")).to_have_text("Monday at seven")


@pytest.mark.asyncio
async def test_service_lines_stand_in_the_readers_language(stage: Stage, visit: Visiting) -> None:
    amina = stage.person("Amina")
    yusuf = stage.person("يوسف", "ar")
    group = stage.world.add_group(TITLE, amina)
    amina.at(group).add(yusuf)
    await stage.bot.refused("sendMessage", chat_id=group.id, text="not in it")
    tab = await visit()
    english, arabic = await go_to(tab, "Amina"), await go_to(tab, "يوسف")
    lines = english.locator(".service")
    await expect(lines).to_have_text([f"Amina created the group {TITLE}", "Amina added يوسف"])
    await expect(lines.last.locator("bdi")).to_have_text(["Amina", "يوسف"])
    await expect(arabic.locator(".service").last).to_have_text("إضافة إلى المجموعة من Amina: يوسف")
    joined = await tab.page.evaluate(
        """async (kinds) => {
          const { serviceLine } = await import("./message.js");
          const { wordsFor } = await import("./words.js");
          const service = { by: "Amina", names: ["Omar", "ليلى", "Sam"], name: "Sam", title: "Maps" };
          return ["en", "ar"].map((code) => Object.fromEntries(kinds.map(
            (kind) => [kind, serviceLine({ ...service, kind }, wordsFor(code)).textContent])));
        }""",
        KINDS,
    )
    assert all(each for line in joined for each in line.values())
    assert joined[0]["members_added"] == "Amina added Omar, ليلى, and Sam"
    assert joined[1]["members_added"] == "إضافة إلى المجموعة من Amina: Omar وليلى وSam"


@pytest.mark.asyncio
async def test_a_group_is_made_and_filled_by_hand(stage: Stage, visit: Visiting) -> None:
    stage.person("Amina")
    stage.person("Omar")
    tab = await visit()
    form = await choose(tab, tab.chat("Amina"), "New group")
    await form.get_by_label("Name of the group").fill("Maps")
    await form.get_by_label("Kind").select_option("group")
    await form.get_by_role("button", name="Add").click()
    amina = await go_to(tab, "Amina", "Maps")
    for name in ("Halqa", "Omar"):
        await (await choose(tab, amina, "Add members")).get_by_label(name).check()
        await tab.page.get_by_role("dialog").get_by_role("button", name="Add").click()
        await expect(amina.locator(".service").last).to_contain_text(f"added {name}")
    (group,) = stage.world.groups.values()
    who = ids(stage, "Omar")
    assert {each.user_id for each in group.inside} >= {who["Omar"], stage.world.bot.id}
    await choose(tab, amina, "Turn into a supergroup")
    await expect(amina.locator(".gate")).to_contain_text("became a supergroup")
    await amina.get_by_role("button", name="Open", exact=True).click()
    await expect(tab.field("Amina")).to_be_visible()


@pytest.mark.asyncio
async def test_an_administrator_gives_and_takes_rights_and_removes_members(
    stage: Stage, visit: Visiting
) -> None:
    group, _ = circle(stage, "Omar")
    omar = ids(stage, "Omar")["Omar"]
    tab = await visit()
    amina = await go_to(tab, "Amina")

    async def decide(label: str) -> None:
        await (await choose(tab, amina, "Members")).get_by_role("button", name="Omar").click()
        pins = tab.page.get_by_label("Pin messages")
        if label == "Administrator with these rights":
            await pins.uncheck()
        if label == "Take the rights back":  # what was not given is not ticked
            await expect(pins).not_to_be_checked()
            await expect(tab.page.get_by_label("Invite people")).to_be_checked()
        await tab.page.get_by_role("dialog").get_by_role("button", name=label).click()

    await decide("Administrator with these rights")
    await stage.world.until(lambda: group.membership(omar).is_admin)
    assert not group.membership(omar).may("can_pin_messages")
    assert group.membership(omar).may("can_invite_users")
    await tab.page.reload()
    await decide("Take the rights back")
    await stage.world.until(lambda: not group.membership(omar).is_admin)
    await decide("Remove from the group")
    await stage.world.until(lambda: not group.membership(omar).is_in)
    await expect((await go_to(tab, "Omar")).locator(".gate")).to_contain_text("not in the group")


@pytest.mark.asyncio
async def test_an_invite_link_lets_somebody_ask_and_an_administrator_lets_them_in(
    stage: Stage, visit: Visiting
) -> None:
    group, _ = circle(stage)
    layla = stage.person("Layla")
    tab = await visit()
    amina = await go_to(tab, "Amina")
    kinds = await choose(tab, amina, "Invite link")
    await kinds.get_by_role("button", name="asks to join").click()
    await tab.page.get_by_role("button", name="Open as Layla").click()
    await expect(tab.page.locator(".notice")).to_contain_text("request to join is sent")
    # Above the messages, as Telegram's apps show it, and for nobody who cannot answer.
    await amina.get_by_role("button", name="Requests to join: 1").click()
    requests = tab.page.get_by_role("dialog")
    await requests.get_by_role("group", name="Layla").get_by_role("button", name="Let in").click()
    await expect(amina.locator(".service").last).to_contain_text("Layla asked to join")
    await expect(tab.page.locator(".door").filter(visible=True)).to_have_count(0)
    assert group.membership(layla.id).is_in
    await go_to(tab, "Layla")


@pytest.mark.asyncio
async def test_a_pasted_invite_link_brings_somebody_into_the_group(
    stage: Stage, visit: Visiting
) -> None:
    group, amina = circle(stage)
    stage.person("Layla")
    link = amina.at(group).create_invite(request=False)
    tab = await visit()
    form = await choose(tab, tab.chat("Layla"), "Open a link")
    await form.get_by_role("textbox").fill(link.removeprefix("https://"))
    await form.get_by_role("textbox").press("Enter")
    shown = tab.chat("Layla").locator(".tab[aria-pressed=true]")
    await expect(shown.first).to_contain_text(TITLE)
    await expect(tab.chat("Layla").locator(".service").last).to_contain_text("by an invite link")


@pytest.mark.asyncio
async def test_topics_of_a_forum_keep_their_messages_apart_and_can_be_closed(
    stage: Stage, visit: Visiting
) -> None:
    group, _ = circle(stage, "Omar", forum=True)
    tab = await visit()
    amina, omar = await go_to(tab, "Amina"), await go_to(tab, "Omar")
    form = await choose(tab, amina, "New topic")
    await form.get_by_role("textbox").fill("Maps")
    await form.get_by_role("textbox").press("Enter")
    topics = amina.get_by_role("group", name="Topics").get_by_role("button")
    await expect(topics).to_have_text(["General", "Maps"])
    # Whoever makes a topic wants to write in it.
    await expect(topics.last).to_have_attribute("aria-pressed", "true")
    await omar.get_by_role("group", name="Topics").get_by_role("button", name="Maps").click()
    await tab.field("Amina").fill("Which projection?")
    await tab.field("Amina").press("Enter")
    await expect(omar.locator(".theirs .text")).to_have_text("Which projection?")
    await choose(tab, amina, "Close this topic")
    await expect(omar.locator(".gate")).to_have_text("This topic is closed.")
    await expect(omar.get_by_role("group", name="Topics")).to_contain_text("closed:")
    await expect(tab.field("Amina")).to_be_visible()
    await omar.get_by_role("group", name="Topics").get_by_role("button", name="General").click()
    await expect(omar.locator(".message")).to_have_count(0)
    await expect(tab.field("Omar")).to_be_visible()
    (topic,) = group.topics.values()
    assert topic.is_closed


@pytest.mark.asyncio
async def test_everybody_in_a_group_sees_that_the_bot_is_typing(
    stage: Stage, visit: Visiting
) -> None:
    group, _ = circle(stage, "Omar")
    tab = await visit()
    amina = await go_to(tab, "Amina")
    await expect(amina.locator(".service").last).to_be_visible()
    await stage.bot.call("sendChatAction", chat_id=group.id, action="typing")
    await expect(amina.locator(".subtitle")).to_have_text("typing…")
    await expect(tab.chat("Omar").locator(".subtitle")).not_to_have_text("typing…")


@pytest.mark.asyncio
async def test_a_draft_waits_in_its_chat_while_another_is_shown(
    stage: Stage, visit: Visiting
) -> None:
    circle(stage)
    tab = await visit()
    await go_to(tab, "Amina")
    await tab.field("Amina").fill("Not yet said")
    await go_to(tab, "Amina", "Halqa")
    await expect(tab.field("Amina")).to_have_value("")
    await go_to(tab, "Amina")
    await expect(tab.field("Amina")).to_have_value("Not yet said")


@pytest.mark.asyncio
async def test_a_link_for_groups_asks_into_which_the_bot_shall_come(
    stage: Stage, visit: Visiting
) -> None:
    amina = stage.person("Amina")
    group = stage.world.add_group(TITLE, amina)
    tab = await visit()
    form = await choose(tab, tab.chat("Amina"), "Open a link")
    await form.get_by_role("textbox").fill("https://t.me/halqa_bot?startgroup=h_1")
    await form.get_by_role("textbox").press("Enter")
    await tab.page.get_by_role("dialog").get_by_role("button", name=TITLE).click()
    await expect(tab.chat("Amina").locator(".mine .text")).to_have_text("/start@halqa_bot h_1")
    assert group.membership(stage.world.bot.id).is_in


@pytest.mark.asyncio
async def test_a_press_in_a_group_is_answered_to_whoever_pressed(
    stage: Stage, visit: Visiting
) -> None:
    group, _ = circle(stage, "Omar")
    rows: list[Any] = [[{"text": "I come", "callback_data": "yes"}]]
    await stage.bot.call(
        "sendMessage", chat_id=group.id, text="Who?", reply_markup={"inline_keyboard": rows}
    )
    tab = await visit()
    amina, omar = await go_to(tab, "Amina"), await go_to(tab, "Omar")
    await omar.get_by_role("button", name="I come").click()
    press = await stage.bot.hear("callback_query")
    assert press["message"]["chat"]["id"] == group.id
    await stage.bot.call("answerCallbackQuery", callback_query_id=press["id"], text="Noted.")
    await expect(omar.locator(".toast")).to_have_text("Noted.")
    await expect(amina.locator(".toast")).to_have_count(0)


@pytest.mark.asyncio
async def test_a_keys_request_for_a_chat_opens_a_picker_of_groups(
    stage: Stage, visit: Visiting
) -> None:
    group, amina = circle(stage)
    rows = [[{"text": "Our chat", "request_chat": {"request_id": 3, "chat_is_channel": False}}]]
    await stage.bot.call(
        "sendMessage", chat_id=amina.id, text="Which?", reply_markup={"keyboard": rows}
    )
    tab = await visit()
    await tab.chat("Amina").get_by_role("button", name="Our chat").click()
    await tab.page.get_by_role("dialog").get_by_role("button", name=TITLE).click()
    while "chat_shared" not in (said := await stage.bot.hear("message")):
        pass
    assert said["chat_shared"]["chat_id"] == group.id
    await expect(tab.chat("Amina").locator(".service")).to_have_text(f"Shared the chat {TITLE}")


@pytest.mark.asyncio
async def test_who_leaves_a_group_may_read_it_and_write_no_more(
    stage: Stage, visit: Visiting
) -> None:
    group, _ = circle(stage, "Omar")
    tab = await visit()
    omar = await go_to(tab, "Omar")
    await (await choose(tab, omar, "Leave the group")).get_by_role("button", name="Leave").click()
    await expect(omar.locator(".gate")).to_contain_text("not in the group")
    await expect(tab.field("Omar")).to_be_hidden()
    assert group.membership(ids(stage, "Omar")["Omar"]).status is Status.LEFT


@pytest.mark.asyncio
async def test_on_a_phone_the_strip_changes_the_chat_and_the_way_to_the_newest_is_shown(
    stage: Stage, visit: Visiting
) -> None:
    group, amina = circle(stage)
    for number in range(25):
        await stage.bot.call("sendMessage", chat_id=group.id, text=f"Message {number} of many")
    tab = await visit(size=PHONE, touch=True)
    chat = await go_to(tab, "Amina")
    newest = chat.get_by_role("button", name="To the newest message")
    await expect(chat.get_by_text("Message 24 ")).to_be_in_viewport()
    await expect(newest).to_be_hidden()
    await chat.get_by_text("Message 3 ").evaluate("node => node.scrollIntoView()")
    await stage.bot.call("sendMessage", chat_id=group.id, text="And one more")
    await expect(newest).to_contain_text("1")
    assert amina.at(group).unread == 1
    await newest.tap()
    await expect(chat.get_by_text("And one more")).to_be_in_viewport()
    await expect(newest).to_be_hidden()
    assert not await tab.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    for box in [await tab_.bounding_box() for tab_ in await chat.locator(".tab").all()]:
        assert box
        assert box["height"] >= 44
