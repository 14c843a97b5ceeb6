"""Typed settings: a TOML file, then `HALQA_…` variables, then secret files; every wrong name or value at once.

The environment's names are `HALQA_<SECTION>__<NAME>`; `HALQA_<SECTION>__<NAME>_FILE` names a file
that holds the value (for tokens and passwords). Later sources win: file < variables < secret files.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from bot.errors import ConfigError

PREFIX = "HALQA_"
SHORTEST_SECRET = 32  # characters; 128 bits even when written in hexadecimal


class Section(BaseModel):
    """A table of the configuration file. Unknown names are errors: a typing slip must not be silent."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TelegramSettings(Section):
    """How to reach Telegram."""

    token: SecretStr = Field(description="The bot's token, from BotFather.")
    api_url: str = Field(
        "https://api.telegram.org",
        description="The Bot API server; requests go to {api_url}/bot{token}/{method}.",
    )
    poll_timeout_seconds: int = Field(
        25, ge=0, le=50, description="How long one getUpdates call waits for news."
    )

    @field_validator("token")
    @classmethod
    def _like_a_token(cls, value: SecretStr) -> SecretStr:
        token = value.get_secret_value().strip()
        if not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", token):
            msg = "does not look like a token (digits, a colon, letters)"
            raise ValueError(msg)
        return SecretStr(token)

    @field_validator("api_url")
    @classmethod
    def _http_url(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            msg = "must start with http:// or https://"
            raise ValueError(msg)
        return value.rstrip("/")


class DatabaseSettings(Section):
    """Where everything is kept."""

    url: str = Field(
        "sqlite+aiosqlite:///halqa.db",
        description="sqlite+aiosqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME.",
    )
    synchronous: str = Field(
        "FULL", pattern="^(FULL|NORMAL)$", description="SQLite only: FULL survives a power cut."
    )

    @field_validator("url")
    @classmethod
    def _known_engine(cls, value: str) -> str:
        if not value.startswith(("sqlite+aiosqlite:", "postgresql+psycopg:")):
            msg = "must start with sqlite+aiosqlite: or postgresql+psycopg:"
            raise ValueError(msg)
        return value


class SecretSettings(Section):
    """The one secret that signs buttons and hides invite codes."""

    key: SecretStr | None = Field(
        None,
        description="At least 32 characters; empty: made on first start beside the SQLite file.",
    )

    @field_validator("key")
    @classmethod
    def _long_enough(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value():
            return None
        if value is not None and len(value.get_secret_value()) < SHORTEST_SECRET:
            msg = f"must have at least {SHORTEST_SECRET} characters"
            raise ValueError(msg)
        return value


class LimitSettings(Section):
    """What one person may have."""

    circles_per_host: int = Field(5, ge=1, le=100, description="Open circles one person hosts.")
    circles_per_person: int = Field(10, ge=1, le=100, description="Circles one person is in.")
    active_goals_per_person: int = Field(3, ge=1, le=10, description="Active goals: focus.")
    slots_per_person: int = Field(21, ge=1, le=50, description="Slots, and sittings a week.")
    live_invites_per_member: int = Field(
        5, ge=1, le=50, description="Invites not used or expired."
    )
    wrong_codes_per_hour: int = Field(5, ge=1, le=100, description="Wrong codes a person may try.")
    wrong_codes_per_minute: int = Field(
        60,
        ge=1,
        le=10_000,
        description="Wrong codes of everybody before guessers are slowed down.",
    )


class CircleSettings(Section):
    """What a new circle starts with."""

    seats: int = Field(8, ge=2, le=20, description="Seats of a new circle; never more than 20.")
    acquaintances_required: int = Field(1, ge=1, le=3, description="Vouches a newcomer needs.")
    admission_window_hours: int = Field(72, ge=1, le=336, description="Time the members have.")
    invite_days: int = Field(7, ge=1, le=30, description="Days until an invite expires.")


class NudgeSettings(Section):
    """When a nudge is still worth sending."""

    lateness_minutes: int = Field(20, ge=1, le=120, description="A later nudge is dropped.")
    unanswered_in_a_row: int = Field(
        5, ge=2, le=20, description="Then one question, then silence."
    )


class FetchingSettings(Section):
    """Whom the bot asks for pages and feeds, beside Telegram."""

    deny_hosts: tuple[str, ...] = Field(
        (),
        description="Names (and all below them) and addresses never asked; in a variable by commas.",
    )

    @field_validator("deny_hosts", mode="before")
    @classmethod
    def _by_commas(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(name.strip().lower() for name in value.split(",") if name.strip())
        return value


class ResourceSettings(Section):
    """Shared links."""

    fetch: bool = Field(
        True,  # noqa: FBT003 - a default, as every other field has it
        description="Whether the title and length of a link are looked up on its page.",
    )


class FeedSettings(Section):
    """Feeds that members learn from."""

    fetch: bool = Field(True, description="Whether feeds are fetched at all.")  # noqa: FBT003
    per_person: int = Field(200, ge=1, le=250, description="Feeds one person may have.")
    at_once: int = Field(8, ge=1, le=64, description="Feeds fetched side by side.")
    minutes_between: int = Field(
        60, ge=15, le=1_440, description="The shortest time between two fetches of one feed."
    )


class LogSettings(Section):
    """What the log shows. Texts, names, codes and tokens never."""

    level: str = Field(
        "INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="DEBUG INFO WARNING ERROR."
    )
    format: str = Field("text", pattern="^(text|json)$", description="text or json.")


class WebSettings(Section):
    """The health addresses, /healthz and /readyz."""

    host: str = Field("127.0.0.1", description="Where to listen; 0.0.0.0 inside a container.")
    port: int = Field(8080, ge=0, le=65535, description="0: do not listen.")


class Settings(Section):
    """Everything that can be set."""

    telegram: TelegramSettings
    database: DatabaseSettings = DatabaseSettings()
    secret: SecretSettings = SecretSettings()
    limits: LimitSettings = LimitSettings()
    circles: CircleSettings = CircleSettings()
    nudges: NudgeSettings = NudgeSettings()
    fetching: FetchingSettings = FetchingSettings()
    resources: ResourceSettings = ResourceSettings()
    feeds: FeedSettings = FeedSettings()
    log: LogSettings = LogSettings()
    web: WebSettings = WebSettings()


def load_settings(path: Path | None, environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from the file at `path` (None: only the environment).

    Raises:
        ConfigError: names every unknown name and every wrong value at once.
    """
    problems: list[str] = []
    values: dict[str, Any] = {}
    if path is not None:
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise ConfigError([f"{path}: cannot be read ({error.strerror})"]) from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigError([f"{path}: is not TOML ({error})"]) from error
    _merge_environment(values, environment, problems)
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        problems += [_line(problem) for problem in error.errors()]
        raise ConfigError(problems) from error
    if problems:
        raise ConfigError(problems)
    return settings


def _merge_environment(
    values: dict[str, Any], environment: Mapping[str, str], problems: list[str]
) -> None:
    """Put `HALQA_A__B` and `HALQA_A__B_FILE` into `values["a"]["b"]`; unknown names are problems."""
    for name, raw in sorted(environment.items()):
        if not name.startswith(PREFIX):
            continue
        section, _, key = name.removeprefix(PREFIX).lower().partition("__")
        value = raw
        if key.endswith("_file") and not _is_setting(section, key):
            key = key.removesuffix("_file")
            try:
                value = Path(raw).read_text(encoding="utf-8").strip()
            except OSError as error:
                problems.append(f"{name}: {raw} cannot be read ({error.strerror})")
                continue
            except UnicodeDecodeError:
                problems.append(f"{name}: {raw} is not text")
                continue
        if not _is_setting(section, key):
            problems.append(f"{name}: no such setting")
            continue
        table = values.setdefault(section, {})
        if isinstance(table, dict):
            table[key] = value


def _is_setting(section: str, key: str) -> bool:
    field = Settings.model_fields.get(section)
    model = field.annotation if field else None
    return isinstance(model, type) and issubclass(model, Section) and key in model.model_fields


def _line(problem: Any) -> str:  # noqa: ANN401 - pydantic's ErrorDetails
    name = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"{name}: no such setting"
    if problem["type"] == "missing":
        return f"{name}: is missing"
    return f"{name}: {problem['msg'].removeprefix('Value error, ')}"
