"""Every text is there in both languages, with the same values, all six Arabic forms, and valid markup."""

import ast
import re
from typing import TypeGuard

import pytest
from babel.messages.pofile import read_po

from bot.playground.text.markup import parse_html
from bot.texts.catalogue import LOCALES
from bot.texts.collect import collect


def _catalogue(language: str):
    with (LOCALES / language / "LC_MESSAGES" / "halqa.po").open("rb") as file:
        return read_po(file, locale=language)


FOUND = collect()
ARABIC = _catalogue("ar")
MESSAGES = [message for message in FOUND if message.id]
HAS_COUNTED_FORMS = 3  # zero, one and two name their number in words


def _forms(value) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _values(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_catalogue_holds_exactly_what_the_code_says(language: str) -> None:
    known = {(m.context, _forms(m.id)) for m in _catalogue(language) if m.id}
    said = {(m.context, _forms(m.id)) for m in MESSAGES}
    assert said == known, "run: make texts"


def _translated(message):
    return ARABIC.get(message.id, context=message.context)


def test_every_text_is_whole_in_arabic() -> None:
    faults: list[str] = []
    for message in MESSAGES:
        translated = _translated(message)
        forms = _forms(translated.string if translated and not translated.fuzzy else "")
        if len(forms) != (1 if isinstance(message.id, str) else 6) or not all(forms):
            faults.append(f"not whole: {message.id!r}")
            continue
        wanted = _values(_forms(message.id)[-1])
        for number, form in enumerate(forms):
            may_lack = {"n"} if len(forms) > 1 and number < HAS_COUNTED_FORMS else set()
            if not wanted - may_lack <= _values(form) <= wanted | {"n"}:
                faults.append(f"other values: {message.id!r} → {form!r}")
    assert not faults, "\n".join(faults)


def test_no_arabic_line_begins_with_a_latin_word() -> None:
    faults: list[str] = []
    for message in MESSAGES:
        translated = _translated(message)
        for form in _forms(translated.string if translated else ""):
            for line in re.sub(r"<[^>]+>", "", form).split("\n"):
                first = re.search(r"[^\W\d_]|\{", line)
                if first is not None and re.match(r"[A-Za-z]", first.group()):
                    faults.append(line)
    assert not faults, "\n".join(faults)


def test_markup_is_what_telegram_takes() -> None:
    for message in MESSAGES:
        translated = _translated(message)
        for form in (*_forms(message.id), *_forms(translated.string if translated else "")):
            parse_html(re.sub(r"\{\w+\}", "x", form))


def _is_said_unnamed(node: ast.AST) -> TypeGuard[ast.Call]:
    """Whether it is `say_to(reader)("…")`, which has no name that the collector knows."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Call)
        and isinstance(node.func.func, ast.Attribute)
        and node.func.func.attr in {"say", "say_to"}
    )


def test_no_text_is_said_where_it_is_not_collected() -> None:
    faults = [
        f"{path.relative_to(LOCALES.parent)}:{node.lineno}"
        for path in sorted(LOCALES.parent.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if _is_said_unnamed(node)
    ]
    assert not faults, "such a text stays English for everybody:\n" + "\n".join(faults)
