"""The types of Bot API 10.1 that an update may hold, and instances of them with any values."""

import json
import re
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from tests.safety.updates import odd_text

DEEPEST: Final = 4  # levels of optional fields; required ones go on
FEW: Final = 0.06  # share of the optional fields that are filled

_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "type": ("private", "group", "supergroup", "channel", "bot_command", "user", "emoji", "mention",
             "text_mention", "text_link", "custom_emoji", "paid", "fill", "quiz", "expandable_blockquote"),
    "status": ("creator", "administrator", "member", "restricted", "left", "kicked"),
    "source": ("premium", "gift_code", "giveaway"),
    "language_code": ("en", "ar", "fr-CA", "zz", "", "en\x00"),
    "currency": ("XTR", "EUR", "USD"),
}  # fmt: skip


@cache
def described() -> dict[str, Any]:
    """Field names and types by type; a list for a union; `!` after what is required."""
    text = (Path(__file__).parent / "bot_api_types.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def kinds() -> dict[str, str]:
    """Every kind of update and the type it holds."""
    return {name: kind for name, kind in described()["Update"].items() if name != "update_id"}


def make(rng: Random, kind: str, name: str = "", depth: int = 0) -> Any:
    """A value of the type `kind`, as Telegram describes it, for a field called `name`."""
    kind = rng.choice(kind.removesuffix("!").split("|"))
    if kind.startswith("Array of "):
        many = rng.choice((0, 1, 1, 2, 3)) if depth < DEEPEST else rng.choice((0, 1))
        return [make(rng, kind.removeprefix("Array of "), name, depth + 1) for _ in range(many)]
    match kind:
        case "Integer":
            return _integer(rng, name)
        case "Float":
            return rng.choice((0.0, -33.9, 59.913, 179.99, -180.0, 1e-9))
        case "Boolean":
            return rng.random() < 0.5
        case "String":
            return _string(rng, name)
    fields = described()[kind]
    if isinstance(fields, list):
        return make(rng, rng.choice(fields), name, depth)
    return {
        field: make(rng, its_kind, field, depth + 1)
        for field, its_kind in fields.items()
        if its_kind.endswith("!") or (depth < DEEPEST and rng.random() < FEW)
    }


def _integer(rng: Random, name: str) -> int:
    if name.endswith(("date", "time")):
        return rng.choice((0, 1_772_000_000, 2**31 - 1, 2**31))
    if name in {"offset", "length"}:
        return rng.choice((0, 0, 1, 3, 6, 64, 4096, 5000))
    return rng.choice((0, 1, 7, 2**31, 2**33 + 17, 2**52 - 1, -5, -1001234567890))


def _string(rng: Random, name: str) -> str:
    if name in _WORDS:
        return rng.choice(_WORDS[name])
    if name.endswith("name") or name == "title":
        return odd_text.name(rng)
    if name in {"id", "file_id", "file_unique_id"} or re.search(r"_id$", name):
        return str(rng.randrange(10**12))
    return odd_text.text(rng)[:200]
