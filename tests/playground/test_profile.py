import pytest

pytestmark = pytest.mark.asyncio


def menu(*names):
    return [{"command": name, "description": name.title()} for name in names]


async def test_the_menu_follows_scope_and_language(bot, amina, world):
    omar = world.add_person("Omar", language_code="en-GB")
    omar.start()
    private = {"type": "all_private_chats"}
    await bot.ok("setMyCommands", commands=menu("default"))
    assert amina.commands() == [("default", "Default")]
    await bot.ok("setMyCommands", commands=menu("private"), scope=private)
    await bot.ok("setMyCommands", commands=menu("arabic"), scope=private, language_code="ar")
    assert amina.commands() == [("arabic", "Arabic")]
    assert omar.commands() == [("private", "Private")]

    own = {"type": "chat", "chat_id": omar.id}
    await bot.ok("setMyCommands", commands=menu("own"), scope=own)
    assert omar.commands() == [("own", "Own")]
    assert await bot.ok("getMyCommands", scope=own) == menu("own")
    await bot.ok("deleteMyCommands", scope=own)
    assert omar.commands() == [("private", "Private")]
    assert await bot.ok("getMyCommands", language_code="ar") == []


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"commands": menu("Big")}, "BOT_COMMAND_INVALID"),
        ({"commands": menu("x" * 33)}, "BOT_COMMAND_INVALID"),
        ({"commands": [{"command": "x", "description": ""}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        (
            {"commands": [{"command": "x", "description": "x" * 257}]},
            "BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        ({"commands": menu(*"x" * 101)}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [{"command": "x"}]}, 'can\'t find field "description"'),
        ({"commands": menu("x"), "language_code": "arabic"}, "invalid language code"),
        ({"commands": menu("x"), "scope": {"type": "everybody"}}, "unsupported type"),
        ({"commands": menu("x"), "scope": {"type": "chat", "chat_id": 5}}, "chat not found"),
        ({}, '"commands" is required'),
    ],
)
async def test_bad_menus_are_refused(bot, amina, parameters, reason):
    assert reason in await bot.refused("setMyCommands", **parameters)


async def test_names_and_descriptions_have_languages(bot):
    await bot.ok("setMyName", name="حلقة", language_code="ar")
    await bot.ok("setMyDescription", description="Circles")
    await bot.ok("setMyShortDescription", short_description="Learn")

    assert await bot.ok("getMyName") == {"name": "Halqa"}
    assert await bot.ok("getMyName", language_code="ar") == {"name": "حلقة"}
    assert await bot.ok("getMyDescription", language_code="ar") == {"description": "Circles"}
    assert await bot.ok("getMyShortDescription") == {"short_description": "Learn"}
    await bot.ok("setMyDescription", description="")
    assert await bot.ok("getMyDescription") == {"description": ""}
    assert "too long" in await bot.refused("setMyName", name="x" * 65)
    assert "too long" in await bot.refused("setMyDescription", description="x" * 513)
    assert "too long" in await bot.refused("setMyShortDescription", short_description="x" * 121)


async def test_the_menu_button_is_kept(bot, amina):
    assert await bot.ok("getChatMenuButton") == {"type": "default"}
    await bot.ok("setChatMenuButton", menu_button={"type": "commands"})
    assert await bot.ok("getChatMenuButton", chat_id=amina.id) == {"type": "commands"}
    refusal = await bot.refused("setChatMenuButton", menu_button={"type": "web_app"})
    assert "not offered" in refusal


async def test_chats_and_members_are_described(bot, amina, world):
    stranger = world.add_person("Omar")
    chat = await bot.ok("getChat", chat_id=amina.id)

    assert (chat["type"], chat["active_usernames"]) == ("private", ["amina_k"])
    member = await bot.ok("getChatMember", chat_id=amina.id, user_id=amina.id)
    assert member["status"] == "member"
    own = await bot.ok("getChatMember", chat_id=amina.id, user_id=1000)
    assert own["user"]["is_bot"] is True
    assert "member not found" in await bot.refused("getChatMember", chat_id=amina.id, user_id=5)
    assert "chat not found" in await bot.refused("getChat", chat_id=stranger.id)
    photos = await bot.ok("getUserProfilePhotos", user_id=amina.id)
    assert photos == {"total_count": 0, "photos": []}
    assert "invalid file_id" in await bot.refused("getFile", file_id="x")
