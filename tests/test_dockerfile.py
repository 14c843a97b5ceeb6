"""The image's own steps, run without an engine: same files, same commands, another folder."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.db import migrate
from tests.architecture.code import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
BUILD = DOCKERFILE.split("\nFROM ")[1]


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_what_the_image_builds_is_a_working_halqa(tmp_path: Path) -> None:
    source, target = tmp_path / "src", tmp_path / "opt-halqa"
    source.mkdir()
    for line in BUILD.splitlines():
        if line.startswith("COPY "):
            *names, to = line.removeprefix("COPY ").split()
            for name in names:
                origin, place = ROOT / name, source / to
                if origin.is_dir():
                    shutil.copytree(origin, place, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    shutil.copy(origin, place)
        elif line.startswith("RUN "):
            command = line.removeprefix("RUN ").replace("/opt/halqa", str(target))
            subprocess.run(command, shell=True, cwd=source, check=True, capture_output=True)  # noqa: S602 - our own file

    halqa = target / "bin" / "halqa"
    shown = subprocess.run(
        [halqa, "--help"], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert "playground" in shown.stdout
    refused = subprocess.run(
        [halqa, "run"], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert refused.returncode == 78
    assert "telegram" in refused.stderr
    # What is not Python comes along: texts, migrations, the page, the cities.
    probe = (
        "from bot.texts import Texts; from bot.db.migrate import head; from bot.playground.server import PAGE;"
        "from bot.reading.cities import find_cities;"
        "print(Texts.load().languages, head(), (PAGE/'index.html').exists(), find_cities('القاهرة')[0].key)"
    )
    told = subprocess.run([target / "bin" / "python", "-c", probe], capture_output=True, text=True,
                          check=True, cwd=tmp_path).stdout  # fmt: skip
    assert told.split() == ["('ar',", "'en')", str(migrate.head()), "True", "cairo"], told


def test_the_image_runs_as_nobody_and_is_looked_after() -> None:
    assert re.search(r"^USER halqa$", DOCKERFILE, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK .*CMD \[\"halqa\", \"health\"\]$", DOCKERFILE, re.MULTILINE)
    assert "curl" not in DOCKERFILE


def test_no_lock_file_names_an_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "--index" not in text
        assert all(
            line.startswith(("    --hash=sha256:", " ")) or "==" in line
            for line in text.splitlines()
        )
