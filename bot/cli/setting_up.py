"""Writes and shows configurations."""

import os
import re
from pathlib import Path
from typing import Any, Final

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from bot.config import PREFIX, Section, Settings
from bot.errors import ConfigError

_TOKEN_FORM: Final = re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}")


def example() -> str:
    """`config.example.toml`: every setting with its meaning and default."""
    lines = [
        "# Halqa's configuration. Every line with a # in front shows a default.",
        f"# Any setting can also be given as a variable ({PREFIX}TELEGRAM__TOKEN), or as a file that",
        f"# holds it ({PREFIX}TELEGRAM__TOKEN_FILE=/run/secrets/token). Variables win over this file.",
    ]
    for name, field in Settings.model_fields.items():
        section = field.annotation
        if not (isinstance(section, type) and issubclass(section, Section)):
            continue
        doc = (section.__doc__ or "").strip().split("\n", maxsplit=1)[0]
        lines += ["", f"# {doc}", f"[{name}]"]
        for key, setting in section.model_fields.items():
            lines += [f"# {setting.description}", _line(key, setting)]
    return "\n".join(lines) + "\n"


def _line(key: str, setting: FieldInfo) -> str:
    if setting.is_required():
        return f'{key} = "PUT IT HERE"'
    return f"# {key} = {_toml(setting.default)}"


def _toml(value: Any) -> str:  # noqa: ANN401 - whatever a setting may be
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return '""'
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(each) for each in value)}]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def write_config(path: Path, *, token: str) -> None:
    """Write the example with `token` in it, for nobody else to read (mode 600).

    Raises:
        ConfigError: it does not look like a token.
    """
    if not _TOKEN_FORM.fullmatch(token):
        raise ConfigError(
            ["telegram.token: does not look like a token (digits, a colon, letters)"]
        )
    text = example().replace('token = "PUT IT HERE"', f'token = "{token}"')
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def shown(settings: Settings) -> str:
    """What is set, as TOML; secrets and the database's password masked."""
    lines: list[str] = []
    for name in Settings.model_fields:
        section = getattr(settings, name)
        lines.append(f"[{name}]")
        for key in type(section).model_fields:
            value = getattr(section, key)
            if isinstance(value, SecretStr):
                value = "********"
            if key == "url" and isinstance(value, str):
                value = re.sub(r"(//[^:/@]*):[^@]*@", r"\1:********@", value)
            lines.append(f"{key} = {_toml(value)}")
        lines.append("")
    return "\n".join(lines).rstrip()
