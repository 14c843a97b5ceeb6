import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.config import Settings, load_settings
from bot.errors import ConfigError

TOKEN = "123456:abcdefghijklmnopqrstuvwxyz"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def load(path: Path | None = None, **environment: str) -> Settings:
    return load_settings(path, environment)


def problems(path: Path | None = None, **environment: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(path, **environment)
    return caught.value.problems


def test_a_token_is_all_that_is_needed() -> None:
    settings = load(HALQA_TELEGRAM__TOKEN=TOKEN, PATH="/bin")
    assert settings.telegram.token.get_secret_value() == TOKEN
    assert settings.circles.seats == 8


def test_every_wrong_name_and_value_is_said_at_once(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
        unheard = 1
        [telegram]
        token = "PUT IT HERE"
        api_url = "ftp://example.org"
        tokn = "x"
        [circles]
        seats = 21
        [database]
        url = "mysql://x"
        [secret]
        key = "short"
        [web]
        port = "many"
        """,
    )
    found = problems(path, HALQA_LIMITS__CIRCLES_PER_HOSTS="3", HALQA_NUDGES="5")

    assert sorted(line.partition(":")[0] for line in found) == [
        "HALQA_LIMITS__CIRCLES_PER_HOSTS",
        "HALQA_NUDGES",
        "circles.seats",
        "database.url",
        "secret.key",
        "telegram.api_url",
        "telegram.token",
        "telegram.tokn",
        "unheard",
        "web.port",
    ]


def test_variables_win_over_the_file_and_secret_files_over_variables(tmp_path: Path) -> None:
    path = written(tmp_path, f'[telegram]\ntoken = "{TOKEN}"\n[web]\nport = 1\nhost = "h"\n')
    secret = tmp_path / "token"
    secret.write_text("777:from_a_file\n", encoding="ascii")
    settings = load(
        path,
        HALQA_WEB__PORT="2",
        HALQA_TELEGRAM__TOKEN="888:from_a_variable",
        HALQA_TELEGRAM__TOKEN_FILE=str(secret),
    )

    assert (settings.web.host, settings.web.port) == ("h", 2)
    assert settings.telegram.token.get_secret_value() == "777:from_a_file"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        pytest.param("absent", None, "cannot be read", id="no such file"),
        pytest.param("binary", b"\xff\xfe\x00", "is not text", id="not text"),
    ],
)
def test_a_secret_file_that_cannot_be_read_is_a_problem_and_no_crash(
    tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    found = problems(HALQA_TELEGRAM__TOKEN_FILE=str(path))

    assert any(says in line for line in found)


@pytest.mark.parametrize("text", ["[telegram", "token = ", "a = 1\na = 2"])
def test_a_file_that_is_no_toml_is_said(tmp_path: Path, text: str) -> None:
    assert "is not TOML" in problems(written(tmp_path, text))[0]


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert "cannot be read" in problems(tmp_path / "none.toml")[0]


def test_an_empty_secret_is_none_and_an_address_has_no_slash_at_its_end() -> None:
    settings = load(
        HALQA_TELEGRAM__TOKEN=f" {TOKEN}\n",
        HALQA_SECRET__KEY="",
        HALQA_TELEGRAM__API_URL="http://localhost:8081/",
    )
    assert settings.secret.key is None
    assert settings.telegram.api_url == "http://localhost:8081"
    assert settings.telegram.token.get_secret_value() == TOKEN


def test_no_secret_is_ever_printed() -> None:
    settings = load(HALQA_TELEGRAM__TOKEN=TOKEN, HALQA_SECRET__KEY="s" * 40)
    assert TOKEN not in repr(settings)
    assert "sss" not in repr(settings)


def test_the_command_says_every_problem_and_ends_with_78(tmp_path: Path) -> None:
    path = written(tmp_path, '[telegram]\ntoken = "x"\n[web]\nport = -1\n')
    command = [sys.executable, "-m", "bot", "run", "--config", str(path)]
    environment = {"PATH": os.environ["PATH"], "HALQA_X__Y": "1"}
    ended = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=30, check=False
    )

    assert ended.returncode == 78
    assert ended.stderr.count("configuration: ") == 3
    assert "Traceback" not in ended.stderr
