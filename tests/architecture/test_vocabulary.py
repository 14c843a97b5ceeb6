"""The project's words stand on one page, and the project speaks of itself alone."""

import re

import pytest

from tests.architecture.code import ROOT, modules, name

TERMS = (
    "person", "circle", "home chat", "member", "host", "newcomer", "invite", "admission", "vouch",
    "concern", "acquaintance", "goal", "source", "slot", "mode", "sitting", "nudge", "check-in",
    "resource", "queue", "question", "digest", "buddy",
)  # fmt: skip
# Pages that are not part of the project cannot be referred to.
OUTSIDE = re.compile(
    r"\b(RULINGS|PRODUCT\.md|DESIGN\.md|SAFETY|ARABIC\.md|STYLE\.md|MODELS\.md)\b|\.\./shared"
)
FILES = [
    path
    for pattern in ("*.md", "docs/**/*.md", "Makefile", "pyproject.toml")
    for path in ROOT.glob(pattern)
] + modules()


def test_every_term_is_explained() -> None:
    page = (ROOT / "docs" / "words.md").read_text(encoding="utf-8")
    assert not [term for term in TERMS if f"| {term} |" not in page]


@pytest.mark.parametrize("path", FILES, ids=name)
def test_nothing_refers_to_pages_that_are_not_here(path) -> None:
    found = OUTSIDE.findall(path.read_text(encoding="utf-8"))
    assert not found
