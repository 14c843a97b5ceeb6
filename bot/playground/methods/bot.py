"""Methods about the bot itself: who it is, its menus, its name and descriptions."""

import re

from bot.playground.fields import ObjectReader
from bot.playground.groups.group import Group
from bot.playground.jsontypes import JsonObject
from bot.playground.methods.method import Method
from bot.playground.methods.parameters import INTEGER, NEEDED_LIST, OBJECT, TEXT, Arguments
from bot.playground.methods.rights import has_met
from bot.playground.profile import Command, Scope
from bot.playground.refusals import bad_request, not_offered
from bot.playground.state import WorldState
from bot.playground.text.plaintext import clean, utf16_length

MAX_COMMANDS = 100  # Bot API, setMyCommands
MAX_COMMAND_DESCRIPTION = 256  # characters; Bot API, BotCommand
MAX_NAME = 64  # characters; Bot API, setMyName
MAX_DESCRIPTION = 512  # characters; Bot API, setMyDescription
MAX_SHORT_DESCRIPTION = 120  # characters; Bot API, setMyShortDescription
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
_CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")


async def get_me(world: WorldState, arguments: Arguments) -> JsonObject:
    """Say who the bot is."""
    del arguments
    return world.bot.to_me()


async def set_my_commands(world: WorldState, arguments: Arguments) -> bool:
    """Set the menu of one scope and language."""
    raw = arguments.list("commands") or []
    if len(raw) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    menu = tuple(_command(each) for each in raw)
    world.profile.commands[_scope(world, arguments), _language(arguments)] = menu
    return True


async def get_my_commands(world: WorldState, arguments: Arguments) -> list[JsonObject]:
    """Give the menu of exactly this scope and language."""
    key = _scope(world, arguments), _language(arguments)
    return [command.to_api() for command in world.profile.commands.get(key, ())]


async def delete_my_commands(world: WorldState, arguments: Arguments) -> bool:
    """Take the menu of one scope and language away."""
    world.profile.commands.pop((_scope(world, arguments), _language(arguments)), None)
    return True


async def set_my_name(world: WorldState, arguments: Arguments) -> bool:
    """Set the bot's name in one language."""
    _set(world.profile.names, arguments, "name", MAX_NAME)
    return True


async def get_my_name(world: WorldState, arguments: Arguments) -> JsonObject:
    """Give the bot's name in one language."""
    name = _find(world.profile.names, arguments)
    return {"name": name or world.bot.first_name}


async def set_my_description(world: WorldState, arguments: Arguments) -> bool:
    """Set what an empty chat with the bot shows."""
    _set(world.profile.descriptions, arguments, "description", MAX_DESCRIPTION)
    return True


async def get_my_description(world: WorldState, arguments: Arguments) -> JsonObject:
    """Give what an empty chat with the bot shows."""
    return {"description": _find(world.profile.descriptions, arguments)}


async def set_my_short_description(world: WorldState, arguments: Arguments) -> bool:
    """Set what the bot's profile page shows."""
    texts = world.profile.short_descriptions
    _set(texts, arguments, "short_description", MAX_SHORT_DESCRIPTION)
    return True


async def get_my_short_description(world: WorldState, arguments: Arguments) -> JsonObject:
    """Give what the bot's profile page shows."""
    return {"short_description": _find(world.profile.short_descriptions, arguments)}


async def set_chat_menu_button(world: WorldState, arguments: Arguments) -> bool:
    """Set the button left of the input field, for one chat or for all."""
    button = ObjectReader(arguments.object("menu_button") or {"type": "default"}, "menu button")
    kind = button.need_text("type")
    if kind == "web_app":
        raise not_offered("the menu button web_app")
    if kind not in {"default", "commands"}:
        raise bad_request("can't parse menu button: unsupported type specified")
    button.finish()
    world.profile.menu_buttons[_menu_chat(world, arguments)] = {"type": kind}
    return True


async def get_chat_menu_button(world: WorldState, arguments: Arguments) -> JsonObject:
    """Give the button left of the input field."""
    buttons = world.profile.menu_buttons
    default = buttons.get(None, {"type": "default"})
    return buttons.get(_menu_chat(world, arguments), default)


def _menu_chat(world: WorldState, arguments: Arguments) -> int | None:
    chat_id = arguments.integer("chat_id")
    if chat_id is None:
        return None
    if chat_id <= 0:
        raise bad_request("invalid chat_id specified")
    world.reach(chat_id)
    return chat_id


def _command(raw: object) -> Command:
    reader = ObjectReader(raw, "BotCommand")
    name = reader.need_text("command").removeprefix("/")
    description = clean(reader.need_text("description")).text
    reader.finish()
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= utf16_length(description) <= MAX_COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return Command(name, description)


def _scope(world: WorldState, arguments: Arguments) -> Scope:
    raw = arguments.object("scope")
    if not raw:
        return Scope()
    reader = ObjectReader(raw, "BotCommandScope")
    kind = reader.need_text("type")
    if kind in _SCOPES:
        reader.finish()
        return Scope(kind)
    if kind not in _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    chat_id = reader.take("chat_id")
    user_id = reader.need_number("user_id") if kind == "chat_member" else None
    reader.finish()
    if not isinstance(chat_id, int) or chat_id not in world.chats:
        raise bad_request("chat not found")
    chat = world.reach(chat_id)
    if kind != "chat" and not isinstance(chat, Group):
        raise bad_request(f"can't use the scope {kind} in a private chat")
    if user_id is not None and not has_met(world, user_id):
        raise bad_request("user not found")
    return Scope(kind, chat_id, user_id)


def _language(arguments: Arguments) -> str:
    code = arguments.text("language_code") or ""
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("invalid language code specified")
    return code


def _set(texts: dict[str, str], arguments: Arguments, name: str, limit: int) -> None:
    text = clean(arguments.text(name) or "").text
    if utf16_length(text) > limit:
        raise bad_request(f"{name.replace('_', ' ')} is too long")
    language = _language(arguments)
    if text:
        texts[language] = text
    else:
        texts.pop(language, None)


def _find(texts: dict[str, str], arguments: Arguments) -> str:
    return texts.get(_language(arguments)) or texts.get("", "")


_SCOPED = {"scope": OBJECT, "language_code": TEXT}
_SPOKEN = {"language_code": TEXT}
_MENU = {"chat_id": INTEGER}
METHODS = (
    Method("getMe", {}, get_me),
    Method("setMyCommands", {"commands": NEEDED_LIST, **_SCOPED}, set_my_commands),
    Method("getMyCommands", _SCOPED, get_my_commands),
    Method("deleteMyCommands", _SCOPED, delete_my_commands),
    Method("setMyName", {"name": TEXT, **_SPOKEN}, set_my_name),
    Method("getMyName", _SPOKEN, get_my_name),
    Method("setMyDescription", {"description": TEXT, **_SPOKEN}, set_my_description),
    Method("getMyDescription", _SPOKEN, get_my_description),
    Method(
        "setMyShortDescription", {"short_description": TEXT, **_SPOKEN}, set_my_short_description
    ),
    Method("getMyShortDescription", _SPOKEN, get_my_short_description),
    Method("setChatMenuButton", {**_MENU, "menu_button": OBJECT}, set_chat_menu_button),
    Method("getChatMenuButton", _MENU, get_chat_menu_button),
)
