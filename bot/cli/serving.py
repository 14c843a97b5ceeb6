"""`halqa playground --server-only`: a Telegram on this machine for any other bot, without Halqa."""

import asyncio
import contextlib
import re
import signal
from typing import Final

import typer

from bot import logs
from bot.cli.playing import refuse_real_settings
from bot.config import LogSettings
from bot.errors import ConfigError
from bot.playground.clock import WorldClock
from bot.playground.controls import OtherBot
from bot.playground.server import PlaygroundServer, serve
from bot.playground.world import World

TOKEN: Final = "1000:playground"  # noqa: S105 - no secret: it opens an in-memory world
USERNAME: Final = "playground_bot"
# As BotFather gives them, and shorter ones; the number is the bot's id, which fits a double (Bot API, User).
_TOKEN: Final = re.compile(r"[1-9][0-9]{0,14}:[A-Za-z0-9_-]{1,80}")
_USERNAME: Final = re.compile(
    r"[A-Za-z][A-Za-z0-9_]{1,28}bot", re.IGNORECASE
)  # 5-32, as BotFather


def serve_only(*, port: int, token: str | None, username: str | None) -> None:
    """Serve the Bot API and the page until it is stopped.

    Raises:
        ConfigError: a real bot is configured here, or the token or name cannot be a bot's.
        OSError: the port is taken.
    """
    refuse_real_settings()
    token, username = token or TOKEN, (username or USERNAME).removeprefix("@")
    problems = []
    if not _TOKEN.fullmatch(token):
        problems.append("--token: a bot's token looks like 123456:some_letters")
    if not _USERNAME.fullmatch(username):
        problems.append("--username: a bot's name has 5-32 letters, digits and _, and ends in bot")
    if problems:
        raise ConfigError(problems)
    logs.set_up(LogSettings(level="WARNING", format="text"))
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(port=port, token=token, username=username))


async def _serve(*, port: int, token: str, username: str) -> None:
    world = World(WorldClock.running(), token=token, bot_username=username, bot_name=username)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with serve(world, port=port, controls=OtherBot(world.clock)) as server:
        typer.echo(_greeting(server, token))
        await stop.wait()


def _greeting(server: PlaygroundServer, token: str) -> str:
    return (
        "\nA Telegram for your bot is ready on this machine; nothing leaves it.\n\n"
        f"    Bot API  {server.url}/bot       (the base URL; the token follows)\n"
        f"    files    {server.url}/file/bot\n"
        f"    token    {token}\n"
        f"    page     {server.page_url}\n\n"
        "Open the page to write to the bot as anybody. Stop with Ctrl-C."
    )
