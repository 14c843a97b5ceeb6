"""Every command and button belongs to one slice, is described in both languages, and stands in /help."""

import re
from collections import Counter

import pytest

from bot.features import FEATURES
from bot.home.messages_help import GROUPS
from bot.texts import Reader
from tests.support.bench import TEXTS

COMMANDS = [command for feature in FEATURES for command in feature.commands]
MOST_IN_MENU = 12  # about ten; a phone shows them without much scrolling
LONGEST_DESCRIPTION = 256  # Bot API: BotCommand.description
ACTION = re.compile(r"[a-z_.]{1,14}")


def _twice(names) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def test_no_two_slices_have_the_same_command() -> None:
    assert not _twice(command.name for command in COMMANDS)


def test_no_two_slices_have_the_same_button() -> None:
    assert not _twice(action for feature in FEATURES for action in feature.buttons)


@pytest.mark.parametrize(
    "names",
    [
        pytest.param([p for f in FEATURES for p in f.payloads], id="deep links"),
        pytest.param([d.name for f in FEATURES for d in f.dialogues], id="talks"),
        pytest.param([a for f in FEATURES for a in f.afterwards], id="what follows a talk"),
        pytest.param([k.name for f in FEATURES for k in f.kinds], id="kinds"),
        pytest.param([r for f in FEATURES for r in f.recipes], id="recipes"),
        pytest.param([j.name for f in FEATURES for j in f.due], id="due jobs"),
    ],
)
def test_no_name_is_taken_twice(names: list[str]) -> None:
    assert not _twice(names)


def test_buttons_have_the_form_that_can_be_signed() -> None:
    actions = [action for feature in FEATURES for action in feature.buttons]
    assert not [action for action in actions if not ACTION.fullmatch(action)]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
@pytest.mark.parametrize("language", TEXTS.languages)
def test_every_command_is_described_in_every_language(language: str, command) -> None:
    say = TEXTS.say(Reader(language=language))
    described = say.label_looked_up(command.description)
    assert 0 < len(described) <= LONGEST_DESCRIPTION
    if language != "en":
        assert described != command.description, f"/{command.name} is not translated"


def test_the_menu_is_short() -> None:
    shown = [command.name for command in COMMANDS if command.in_menu]
    assert len(shown) <= MOST_IN_MENU, f"too many for a menu: {shown}"
    assert {"start", "help", "goals", "times", "today", "circles"} <= set(shown)


def test_no_command_stands_under_two_questions() -> None:
    assert not _twice(name for names in GROUPS.values() for name in names)
