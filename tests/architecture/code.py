"""The project's own files, for tests that read code."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
BOT = ROOT / "bot"
NOT_SLICES = {
    "cli", "db", "dialogue", "fetching", "inbox", "keeping", "locales", "outbox", "parsing", "playground",
    "reading", "scheduler", "telegram", "texts", "watching", "web",
}  # fmt: skip


def slices() -> list[Path]:
    """The folders of all slices."""
    return sorted(
        path
        for path in BOT.iterdir()
        if path.is_dir() and path.name not in NOT_SLICES and not path.name.startswith("_")
    )


def modules(folder: Path = BOT) -> list[Path]:
    """Every module below `folder`, migrations left out."""
    return sorted(p for p in folder.rglob("*.py") if "migrations" not in p.parts)


@cache
def tree(path: Path) -> ast.Module:
    """A module's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"))


def name(path: Path) -> str:
    """`bot/circles/store.py`, as people write it."""
    return str(path.relative_to(ROOT))
