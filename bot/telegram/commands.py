"""Fills Telegram's own menus: the commands and the bot's description, per language."""

from collections.abc import Iterable, Sequence

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats

from bot.registry import Command, Feature
from bot.texts import Reader, Texts
from bot.texts.catalogue import SOURCE_LANGUAGE
from bot.texts.say import mark

DESCRIPTION = mark(
    "Small learning circles by invitation: what you want to learn, when you can, and with whom."
)


def all_commands(features: Iterable[Feature]) -> list[Command]:
    """Every command, in the order of /help."""
    commands = [command for feature in features for command in feature.commands]
    return sorted(commands, key=lambda command: command.order)


async def register(bot: Bot, features: Sequence[Feature], texts: Texts) -> None:
    """Tell Telegram the menu in each language; English is what everybody else sees."""
    shown = [command for command in all_commands(features) if command.in_menu]
    for language in texts.languages:
        say = texts.say(Reader(language=language))
        menu = [BotCommand(c.name, say.label_looked_up(c.description)) for c in shown]
        code = None if language == SOURCE_LANGUAGE else language
        scope = BotCommandScopeAllPrivateChats()
        await bot.set_my_commands(menu, scope=scope, language_code=code)
        about = say.label_looked_up(DESCRIPTION)
        await bot.set_my_description(about, language_code=code)
        await bot.set_my_short_description(about, language_code=code)
