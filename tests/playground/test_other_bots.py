"""Bots that know nothing of Halqa, against the server that `halqa playground --server-only` starts."""

import ast
import asyncio
import io
import json
import os
import re
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web
from typer.testing import CliRunner

from bot.cli.main import app
from bot.playground.phone.player import Player
from bot.playground.server import PlaygroundServer, serve
from bot.playground.world import World
from tests.playground.conftest import png

EXAMPLES = Path(__file__).parents[2] / "examples"
TOKEN = "4242:any_letters"
SECONDS = 60  # for a process that starts on a busy machine


def clean_environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith("HALQA_")}


@asynccontextmanager
async def running(*words: str) -> AsyncIterator[Process]:
    """A python of its own, which is ended in the end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, *words, stdout=PIPE, stderr=PIPE, env=clean_environment()
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        _ = await process.communicate()


@dataclass
class Page:
    """The page's side of a server: its address with the key, as it was printed."""

    url: str
    key: str

    @property
    def client(self) -> httpx.AsyncClient:
        headers = {"X-Halqa-Key": self.key, "Origin": self.url}
        return httpx.AsyncClient(base_url=self.url, headers=headers, timeout=SECONDS)


async def printed(process: Process) -> Page:
    """What the command says when it is ready."""
    assert process.stdout is not None
    async with asyncio.timeout(SECONDS):
        async for line in process.stdout:
            if found := re.search(rb"page +(http://127\.0\.0\.1:\d+)/#key=(\S+)", line):
                return Page(found[1].decode(), found[2].decode())
    raise AssertionError(await process.communicate())


async def answers_to(page: Page, text: str) -> list[str]:
    """Somebody writes `text`; everything that the bot has said when it says something."""
    async with page.client as client:
        person = (await client.post("/api/people", json={"first_name": "Amina"})).json()["id"]
        async with (
            asyncio.timeout(SECONDS),
            client.stream("GET", "/api/events", params={"key": page.key}) as events,
        ):
            sent = await client.post(f"/api/people/{person}/send", json={"text": text})
            assert sent.status_code == 200
            async for line in events.aiter_lines():
                if not line.startswith("data:") or json.loads(line[5:])["kind"] != "message":
                    continue
                chat = (await client.get(f"/api/people/{person}/chat")).json()["messages"]
                said = [each["text"] for each in chat if each["from_bot"]]
                if said:
                    return said
    raise AssertionError("the server hung up")


@pytest.mark.asyncio
@pytest.mark.parametrize("example", ["echo_ptb.py", "echo_aiogram.py"])
async def test_each_example_echoes_what_somebody_writes(example: str) -> None:
    words = ("-m", "bot", "playground", "--server-only", "--port", "0", "--token", TOKEN)
    async with running(*words) as server:
        page = await printed(server)
        async with running(str(EXAMPLES / example), page.url, TOKEN) as bot:
            said = await answers_to(page, "مرحبًا & hello")
            assert bot.returncode is None

    assert said == ["مرحبًا & hello"]
    assert server.returncode == 0


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.py")), ids=lambda path: path.name)
def test_an_example_has_ten_lines_at_most(example: Path) -> None:
    module = ast.parse(example.read_text(encoding="utf-8"))
    doc = module.body[0]
    lines = example.read_text(encoding="utf-8").splitlines()[doc.end_lineno :]

    assert len([line for line in lines if line.strip()]) <= 10


def test_the_documentation_shows_the_example_as_it_is() -> None:
    code = (EXAMPLES / "echo_ptb.py").read_text(encoding="utf-8").partition('"""\n\n')[2]
    for page in ("other-bots.md", "other-bots.ar.md"):
        assert code in (EXAMPLES.parent / "docs" / "howto" / page).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        (["--server-only", "--token", "no-number"], 78, "a bot's token looks like"),
        (["--server-only", "--token", "5:a/b"], 78, "a bot's token looks like"),
        (["--server-only", "--username", "halqa"], 78, "ends in bot"),
        (["--server-only", "--scene", "circle"], 2, "--server-only"),
        (["--server-only", "--keep", "x.db"], 2, "--server-only"),
        (["--token", "5:x"], 2, "--server-only"),
        (["--username", "a_bot"], 2, "--server-only"),
    ],
)
def test_what_does_not_fit_together_is_refused(words: list[str], code: int, reason: str) -> None:
    result = CliRunner().invoke(app, ["playground", *words], env={"TERM": "dumb"})

    assert result.exit_code == code
    assert reason in result.output


def test_a_real_bots_settings_keep_the_server_from_starting() -> None:
    environment = {"HALQA_TELEGRAM__TOKEN": TOKEN}
    words = ["playground", "--server-only", "--token", TOKEN]
    result = CliRunner().invoke(app, words, env=environment)

    assert result.exit_code == 78
    assert TOKEN not in result.output


@pytest_asyncio.fixture
async def server(world: World) -> AsyncIterator[PlaygroundServer]:
    async with serve(world) as server:
        yield server


@pytest_asyncio.fixture
async def aiogram(world: World, server: PlaygroundServer) -> AsyncIterator[Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(server.url))
    async with Bot(world.token, session=session) as bot:
        yield bot


@pytest.mark.asyncio
@pytest.mark.parametrize("in_answer", [True, False], ids=["in the answer", "by a call"])
async def test_aiogram_echoes_through_a_webhook(
    world: World, amina: Player, aiogram: Bot, in_answer: bool
) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> Any:
        reply = message.answer(message.text or "")
        return reply if in_answer else await reply

    hooks = web.Application()
    handler = SimpleRequestHandler(
        dispatcher, aiogram, handle_in_background=not in_answer, secret_token="s"
    )
    handler.register(hooks, path="/hook")
    runner = web.AppRunner(hooks)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]

    await aiogram.set_webhook(f"http://{host}:{port}/hook", secret_token="s")
    amina.send("hello")
    await world.until(lambda: len(amina.received) == 1)
    await world.until(lambda: not world.is_busy)
    info = await aiogram.get_webhook_info()
    await runner.cleanup()

    assert amina.last.text == "hello"
    assert len(world.ledger.calls("sendMessage")) == 1
    assert (info.pending_update_count, info.last_error_message) == (0, None)


@pytest.mark.asyncio
async def test_aiogram_sends_receives_and_downloads_files(amina: Player, aiogram: Bot) -> None:
    await aiogram.send_photo(
        amina.id,
        BufferedInputFile(png(), "week.png"),
        caption="*week*",
        parse_mode=ParseMode.MARKDOWN_V2,
    )
    assert amina.last.html == "<b>week</b>"
    amina.send_document(b"payload", "slots.ics")
    (update,) = await aiogram.get_updates(timeout=5)
    assert update.message is not None
    assert update.message.document is not None
    into = io.BytesIO()
    await aiogram.download(update.message.document, into)

    assert into.getvalue() == b"payload"


@pytest.mark.asyncio
async def test_aiogram_reads_what_telegram_refuses(amina: Player, aiogram: Bot) -> None:
    with pytest.raises(TelegramBadRequest, match="is reserved and must be escaped"):
        await aiogram.send_message(amina.id, "1.", parse_mode=ParseMode.MARKDOWN_V2)
