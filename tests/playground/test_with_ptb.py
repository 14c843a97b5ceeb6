"""python-telegram-bot itself, over real HTTP, finds nothing strange."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    KeyboardButtonRequestUsers,
    LinkPreviewOptions,
    Message,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken, RetryAfter

from bot.playground.server import PlaygroundServer, serve
from tests.playground.conftest import png

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture
async def server(world) -> AsyncIterator[PlaygroundServer]:
    async with serve(world) as server:
        yield server


@pytest_asyncio.fixture
async def ptb(world, server) -> AsyncIterator[Bot]:
    bot = Bot(world.token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot")
    async with bot:
        yield bot


async def next_update(ptb: Bot) -> Update:
    (update,) = await ptb.get_updates(timeout=5)
    await ptb.get_updates(offset=update.update_id + 1)
    return update


def message_in(update: Update) -> Message:
    assert update.message is not None
    return update.message


async def test_it_knows_itself(ptb):
    me = await ptb.get_me()
    assert (me.username, me.is_bot, me.can_join_groups) == ("halqa_bot", True, True)


async def test_a_talk_with_buttons(ptb, amina, world):
    amina.send("/join K7Q2-M9XP-RD4T")
    said = message_in(await next_update(ptb))
    assert said.parse_entities() == {said.entities[0]: "/join"}

    await said.reply_html(
        "<b>Algebra</b>",
        reply_markup=InlineKeyboardMarkup(
            [
                [
                    InlineKeyboardButton("Knock", callback_data="1:knock:5"),
                    InlineKeyboardButton("Copy", copy_text=CopyTextButton("K7Q2")),
                    InlineKeyboardButton("Open", url="https://t.me/halqa_bot?start=j_1"),
                ]
            ]
        ),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_parameters=ReplyParameters(said.message_id),
        protect_content=True,
    )
    amina.press(amina.last, "Knock")
    query = (await next_update(ptb)).callback_query
    assert query is not None
    await query.answer("Knocked", show_alert=True)
    await query.edit_message_text("Waiting", entities=[MessageEntity(MessageEntity.BOLD, 0, 4)])

    assert amina.last.html == "<b>Wait</b>ing"
    assert amina.last.reply_to == said.message_id
    assert [answer.text for answer in amina.answers] == ["Knocked"]


async def test_the_people_picker(ptb, amina, world):
    omar = world.add_person("Omar", username="omar_s")
    request = KeyboardButtonRequestUsers(
        1, max_quantity=10, request_name=True, request_username=True
    )
    keyboard = ReplyKeyboardMarkup(
        [[KeyboardButton("Choose", request_users=request)], ["Skip"]],
        resize_keyboard=True,
        input_field_placeholder="Choose people",
    )
    await ptb.send_message(amina.id, "Whom do you know?", reply_markup=keyboard)
    amina.pick_users([omar])
    shared = message_in(await next_update(ptb)).users_shared
    assert shared is not None
    await ptb.send_message(amina.id, "Thank you", reply_markup=ReplyKeyboardRemove())

    assert [(user.user_id, user.username) for user in shared.users] == [(omar.id, "omar_s")]
    assert amina.reply_keyboard is None


async def test_files(ptb, amina):
    await ptb.send_photo(amina.id, png(), caption="<i>week</i>", parse_mode="HTML")
    assert amina.last.photo.content == png()
    await ptb.send_document(amina.id, b"{}", filename="halqa.json")
    document = (await ptb.get_file(amina.last.document.file_id)).file_path
    assert document.endswith("halqa.json")
    amina.send_document(b"payload", "slots.ics")
    received = message_in(await next_update(ptb)).document
    assert received is not None
    file = await received.get_file()
    assert bytes(await file.download_as_bytearray()) == b"payload"


async def test_menus(ptb, amina):
    scope = BotCommandScopeChat(amina.id)
    await ptb.set_my_commands([BotCommand("today", "Today")], scope=scope, language_code="ar")
    await ptb.set_my_description("Circles")
    await ptb.set_my_name("Halqa")
    await ptb.set_chat_menu_button()

    assert amina.commands() == [("today", "Today")]
    assert (await ptb.get_my_description()).description == "Circles"
    assert (await ptb.get_chat(amina.id)).first_name == "Amina"
    assert (await ptb.get_webhook_info()).pending_update_count == 0


@pytest.mark.filterwarnings("ignore:.*retry_after")
async def test_its_exceptions(ptb, amina, world, server):
    with pytest.raises(BadRequest, match="Chat not found"):
        await ptb.send_message(5, "x")
    sent = await ptb.send_message(amina.id, "x")
    with pytest.raises(BadRequest, match="not modified"):
        await sent.edit_text("x")
    amina.block()
    with pytest.raises(Forbidden, match="blocked"):
        await ptb.send_message(amina.id, "x")
    amina.unblock()
    for _ in range(4):
        await ptb.send_message(amina.id, "x")
    with pytest.raises(RetryAfter) as caught:
        await ptb.send_message(amina.id, "x")
    assert caught.value.retry_after in {1, timedelta(seconds=1)}  # as PTB_TIMEDELTA says
    world.webhook_url = "https://example.org"
    with pytest.raises(Conflict):
        await ptb.get_updates()
    with pytest.raises(InvalidToken):
        async with Bot("1000:other", base_url=f"{server.url}/bot"):
            pass


@pytest.mark.filterwarnings("ignore:Please use 'Bot.getUpdates'")
async def test_raw_updates_for_the_inbox(ptb, amina):
    amina.send("hello")
    raw = await ptb.do_api_request(
        "getUpdates", api_kwargs={"timeout": 5, "allowed_updates": Update.ALL_TYPES}
    )
    assert message_in(Update.de_json(raw[0], ptb)).text == "hello"
