"""The command line, as its own processes against the playground's server."""

import asyncio
import os
import signal
import sqlite3
import stat
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from bot.cli.setting_up import example
from bot.config import load_settings
from bot.playground.server import serve
from bot.playground.world import World

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr"
LONGEST_STOP_SECONDS = 10  # what a supervisor waits before it kills


# Setting up --------------------------------------------------------------------------------------


def halqa(*words: str, typed: str = "", env: Mapping[str, str | None] | None = None) -> tuple[int, str]:  # fmt: skip
    result = CliRunner().invoke(app, list(words), input=typed, env=env)
    return result.exit_code, result.output


def test_init_writes_a_configuration_that_only_its_owner_reads(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    code, said = halqa("init", str(path), typed=f"{TOKEN}\n")

    assert code == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_settings(path, {}).telegram.token.get_secret_value() == TOKEN
    assert TOKEN not in said
    assert halqa("config", "check", "--config", str(path))[0] == 0


def test_init_overwrites_nothing_and_takes_no_nonsense(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    code, said = halqa("init", str(path), typed="hello\n")
    assert (code, "does not look like a token" in said) == (78, True)
    assert not path.exists()

    path.write_text("mine", encoding="ascii")
    assert halqa("init", str(path), typed=f"{TOKEN}\n")[0] == 78
    assert path.read_text(encoding="ascii") == "mine"


def test_what_is_set_is_shown_without_secrets(tmp_path: Path) -> None:
    environment = {
        "HALQA_TELEGRAM__TOKEN": TOKEN,
        "HALQA_SECRET__KEY": "k" * 40,
        "HALQA_DATABASE__URL": "postgresql+psycopg://halqa:pa:ss@db/halqa",
    }
    code, said = halqa("config", "show", env=environment)

    assert code == 0
    assert "postgresql+psycopg://halqa:********@db/halqa" in said
    assert not [secret for secret in (TOKEN, "kkk", "pa:ss") if secret in said]


def test_the_example_is_a_configuration_once_the_token_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(example().replace("PUT IT HERE", TOKEN), encoding="utf-8")
    given = load_settings(path, {})
    assert given == load_settings(None, {"HALQA_TELEGRAM__TOKEN": TOKEN})


def test_health_says_when_nobody_answers() -> None:
    code, said = halqa("health", "--port", "9")
    assert (code, "No answer" in said) == (1, True)


# Running -----------------------------------------------------------------------------------------


@dataclass
class Run:
    """One `python -m bot run`; what it prints goes to a file, so that it never waits for a reader."""

    process: Process
    printed: Path

    async def ends(self) -> tuple[int, str]:
        """The exit code and everything that was printed."""
        async with asyncio.timeout(60):
            code = await self.process.wait()
        return code, self.printed.read_text(encoding="utf-8")


@asynccontextmanager
async def running(tmp_path: Path, url: str, token: str, name: str = "log") -> AsyncIterator[Run]:
    """`python -m bot run` with this database; ended at the end, whatever happens."""
    environment = {
        "PATH": os.environ["PATH"],
        "HALQA_TELEGRAM__TOKEN": token,
        "HALQA_TELEGRAM__API_URL": url,
        "HALQA_DATABASE__URL": f"sqlite+aiosqlite:///{tmp_path / 'halqa.db'}",
        "HALQA_WEB__PORT": "0",
        "HALQA_LOG__LEVEL": "DEBUG",
    }
    printed = tmp_path.parent / f"{tmp_path.name}-{name}.txt"
    with printed.open("wb") as file:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=environment, stdout=file, stderr=file
        )
    try:
        yield Run(process, printed)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def states(tmp_path: Path) -> list[str]:
    connection = sqlite3.connect(tmp_path / "halqa.db")
    rows = connection.execute("select state from deliveries").fetchall()
    connection.close()
    return [state for (state,) in rows]


@pytest.mark.asyncio
async def test_a_second_start_is_refused_and_a_stop_lets_what_is_sent_end(
    tmp_path: Path,
) -> None:
    world = World(token=TOKEN)
    amina = world.add_person("Amina")
    async with serve(world) as server, running(tmp_path, server.url, TOKEN) as first:
        await world.until(lambda: world.updates.is_polled, seconds=60)
        async with running(tmp_path, server.url, TOKEN, "second") as second:
            code, said = await second.ends()
        assert code == 75
        assert "another Halqa already works on this database" in said
        assert "Traceback" not in said

        slow = world.faults.add("hold", method="sendMessage")
        amina.start()
        async with asyncio.timeout(60):
            await slow.reached()
        async with asyncio.timeout(LONGEST_STOP_SECONDS):
            first.process.send_signal(signal.SIGTERM)
            await asyncio.sleep(0.2)  # the signal is on its way while the call hangs
            slow.release()
            code, said = await first.ends()

    assert code == 0
    assert amina.received, "what was on its way has arrived"
    assert states(tmp_path).count("sending") == 0
    assert "sent" in states(tmp_path)
    assert TOKEN not in said
    assert "Amina" not in said
    secret = tmp_path / "halqa.db.secret"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert secret.read_text(encoding="ascii").strip() not in said


@pytest.mark.asyncio
async def test_a_token_that_is_refused_ends_with_78_and_is_not_printed(tmp_path: Path) -> None:
    world = World(token="1000:another")
    async with serve(world) as server, running(tmp_path, server.url, TOKEN) as run:
        code, said = await run.ends()
    assert code == 78
    assert "Telegram does not know this token" in said
    assert TOKEN not in said


@pytest.mark.asyncio
async def test_a_stop_before_telegram_has_answered_is_a_stop(tmp_path: Path) -> None:
    world = World(token=TOKEN)
    away = world.faults.add("hold", method="getMe")
    async with serve(world) as server, running(tmp_path, server.url, TOKEN) as run:
        async with asyncio.timeout(60):
            await away.reached()
        run.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(LONGEST_STOP_SECONDS):
            code, said = await run.ends()
    assert code == 0
    assert "Traceback" not in said


@pytest.mark.asyncio
async def test_a_folder_that_is_not_there_is_a_problem_of_the_configuration(
    tmp_path: Path,
) -> None:
    async with running(tmp_path / "nowhere", "http://127.0.0.1:9", TOKEN) as run:
        code, said = await run.ends()
    assert code == 78
    assert "configuration: database.url" in said
