"""Every command with its options, and every figure, stands in the reference."""

import re
from typing import Any

import typer.main

from bot import figures
from bot.cli.main import app
from bot.playground.methods.names import METHOD_NAMES
from bot.playground.methods.played import PLAYED
from bot.watching import reasons
from bot.watching.metrics import Figures, Live
from bot.watching.picture import Picture
from tests.architecture.code import ROOT
from tests.web.pictures import picture

COMMANDS = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
PLAYGROUND = (ROOT / "docs" / "reference" / "playground.md").read_text(encoding="utf-8")
METRICS = (ROOT / "docs" / "reference" / "metrics.md").read_text(encoding="utf-8")


def commands(group: Any, before: str = "halqa") -> dict[str, Any]:
    """Every command that does something, by what is typed."""
    found: dict[str, Any] = {}
    for name, command in group.commands.items():
        typed = f"{before} {name}"
        if hasattr(command, "commands"):
            found |= commands(command, typed)
        else:
            found[typed] = command
    return found


def test_every_command_and_option_is_in_the_reference() -> None:
    found = commands(typer.main.get_command(app))
    assert len(found) > 10
    for typed, command in found.items():
        assert f"## `{typed}" in COMMANDS, f"docs/reference/commands.md lacks {typed}"
        part = re.split(r"^## ", COMMANDS.split(f"## `{typed}", 1)[1], flags=re.MULTILINE)[0]
        for option in command.params:
            name = max(option.opts, key=len)
            if name.startswith("--") and name != "--config":
                assert f"`{name}" in part, f"docs/reference/commands.md: {typed} lacks {name}"
    told = re.findall(r"^## `(halqa[a-z ]*[a-z])", COMMANDS, flags=re.MULTILINE)
    assert not set(told) - set(found), "the reference tells of a command that is not there"


def families(shown: Picture) -> dict[str, list[str]]:
    """Every figure with the names of its labels."""
    live = Live(ready={"telegram": True}, silent_seconds=1.0)
    found = {f.name: list(f._labelnames) for f in Figures(shown, live, {}).collect()}
    counted = [
        figures.ANSWERS,
        figures.LATENESS,
        figures.TICK,
        figures.FEED_FETCHES,
        figures.FEED_ITEMS,
    ]
    assert len(list(figures.REGISTRY.collect())) == len(counted)
    return found | {f._name: list(f._labelnames) for f in counted}


def test_every_figure_and_label_is_in_the_reference() -> None:
    found = families(picture())
    for name, labels in found.items():
        rows = [line for line in METRICS.splitlines() if re.match(rf"\| `{name}(_total)?`", line)]
        assert len(rows) == 1, f"docs/reference/metrics.md lacks {name}"
        for label in labels:
            assert f"`{label}`" in rows[0], f"docs/reference/metrics.md: {name} lacks {label}"
    told = set(re.findall(r"^\| `(halqa_[a-z_]+?)(?:_total)?`", METRICS, flags=re.MULTILINE))
    assert told == set(found)


def test_every_reason_is_in_the_reference() -> None:
    assert not [label for label in reasons.LABELS if f"`{label}`" not in METRICS]


def test_every_method_that_the_playground_plays_is_in_the_reference() -> None:
    part = PLAYGROUND.split("## Methods", 1)[1].split("## Limits", 1)[0]
    told = re.findall(r"`([a-zA-Z]+)`", part)
    assert sorted(told) == sorted(method.name for method in PLAYED.values())
    assert f"{len(PLAYED)} of its {len(METHOD_NAMES)} methods" in PLAYGROUND
