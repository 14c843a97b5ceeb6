"""What `/progress` says, in both languages."""

import pytest

from bot.texts import Reader
from tests.support.bench import TEXTS


@pytest.mark.parametrize(
    ("language", "kept", "planned", "shown"),
    [
        ("en", 1, 1, "This week: 1 of 1 sitting."),
        ("en", 1, 5, "This week: 1 of 5 sittings."),
        ("en", 0, 2, "This week: 0 of 2 sittings."),
        ("ar", 1, 1, "هذا الأسبوع: 1 من أصل جلسة واحدة."),
        ("ar", 0, 2, "هذا الأسبوع: 0 من أصل جلستين."),
        ("ar", 1, 5, "هذا الأسبوع: 1 من أصل 5 جلسات."),
        ("ar", 3, 11, "هذا الأسبوع: 3 من أصل 11 جلسة."),
    ],
)
def test_the_noun_follows_what_was_planned(
    language: str, kept: int, planned: int, shown: str
) -> None:
    say = TEXTS.say(Reader(language=language))

    text = say.n(
        "This week: {kept} of {n} sitting.", "This week: {kept} of {n} sittings.", n=planned,
        kept=kept,
    )  # fmt: skip

    assert text == shown
