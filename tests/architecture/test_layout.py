"""Where things are: the same names everywhere."""

import re

import pytest

from bot.features import FEATURES
from tests.architecture.code import ROOT, modules, name, slices, tree

KNOWN = (
    "feature", "records", "rules", "tables", "store", "messages", "actions", "chat", "due",
    "privacy", "dialogue",
)  # fmt: skip
LONGEST_MODULE = 400  # lines; think at 300


@pytest.mark.parametrize("folder", slices(), ids=lambda path: path.name)
def test_a_slice_has_only_the_known_names(folder) -> None:
    form = re.compile(rf"({'|'.join(KNOWN)})(_[a-z_]+)?|__init__")
    strange = [p.name for p in folder.glob("*.py") if not form.fullmatch(p.stem)]
    assert not strange, (
        f"{folder.name}: name them after what they are ({', '.join(KNOWN)}): {strange}"
    )


@pytest.mark.parametrize("folder", slices(), ids=lambda path: path.name)
def test_a_slice_tells_its_rules_and_has_tests(folder) -> None:
    doc = tree(folder / "__init__.py").body[0]
    assert getattr(getattr(doc, "value", None), "value", None), (
        f"{folder.name}: say what it is for"
    )
    assert (folder / "feature.py").exists()
    assert (ROOT / "tests" / folder.name).is_dir(), f"tests/{folder.name} is missing"


def test_every_slice_is_in_features_in_order() -> None:
    names = [feature.name for feature in FEATURES]
    assert sorted(names) == [folder.name for folder in slices()]


@pytest.mark.parametrize("path", modules(), ids=name)
def test_no_module_is_too_long(path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_MODULE, f"{name(path)} has {lines} lines: split it by noun"


@pytest.mark.parametrize("path", modules(), ids=name)
def test_every_module_begins_with_a_docstring(path) -> None:
    body = tree(path).body
    assert body, f"{name(path)} is empty"
    assert isinstance(getattr(getattr(body[0], "value", None), "value", None), str)
