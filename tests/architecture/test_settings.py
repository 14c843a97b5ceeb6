"""The example names every setting, holds its default, and loads."""

import re
import tomllib

from bot.cli.setting_up import example
from bot.config import Settings, load_settings
from tests.architecture.code import ROOT

EXAMPLE = (ROOT / "config.example.toml").read_text(encoding="utf-8")


def test_the_example_is_what_the_settings_say() -> None:
    assert example() == EXAMPLE, (
        "write it anew: python -c 'from bot.cli.setting_up import example; "
        'print(example(), end="")\' > config.example.toml'
    )


def test_the_example_with_every_default_uncommented_gives_the_defaults(tmp_path) -> None:
    text = re.sub(r"^# (\w+ = )", r"\1", EXAMPLE, flags=re.MULTILINE)
    text = text.replace("PUT IT HERE", "1000:token")
    text = text.replace("PUT IT HERE", "1000:a_token")  # the placeholder itself is refused
    values = tomllib.loads(text)
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")

    loaded = load_settings(path, environment={})
    bare = load_settings(None, environment={"HALQA_TELEGRAM__TOKEN": "1000:token"})

    assert loaded == bare
    assert set(values) == set(Settings.model_fields)


def test_every_setting_is_in_the_reference() -> None:
    page = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    for section, field in Settings.model_fields.items():
        for key in field.annotation.model_fields:  # type: ignore[union-attr]  # all are sections
            assert f"`{section}.{key}`" in page, (
                f"docs/reference/settings.md lacks {section}.{key}"
            )
