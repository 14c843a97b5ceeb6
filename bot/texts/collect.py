"""Collects every text from the code into each language's catalogue (`make texts`).

What is translated stays; what is new is added empty (English: as it is); what is gone is dropped.
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from bot.texts.catalogue import LOCALES, SOURCE_LANGUAGE

KEYWORDS = {
    "say": None,
    "mark": None,
    "label": None,
    "n": (1, 2),
    "label_n": (1, 2),
    "within": ((1, "c"), 2),
    "label_within": ((1, "c"), 2),
    "mark_within": ((1, "c"), 2),
}
# pybabel's own header for Arabic has 100 and 11 the wrong way round.
ARABIC_PLURALS = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 "
    ": n%100>=11 ? 4 : 5);"
)


def collect(code: Path = LOCALES.parent) -> Catalog:
    """Every text that the code says."""
    found = Catalog(project="halqa")
    for file, _line, message, comments, context in extract_from_dir(
        code,
        method_map=[("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("NOTE",),
        strip_comment_tags=False,
    ):
        found.add(message, None, [(f"bot/{file}", 0)], auto_comments=comments, context=context)
    return found


def merge(language: str, found: Catalog, folder: Path = LOCALES) -> tuple[int, int]:
    """Bring one language's catalogue up to date; (texts, of which empty)."""
    path = folder / language / "LC_MESSAGES" / "halqa.po"
    known = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as file:
            known = read_po(file, locale=language)
    fresh = Catalog(locale=language, project="halqa", fuzzy=False, charset="utf-8")
    empty = 0
    for message in sorted((m for m in found if m.id), key=_order):
        old = known.get(message.id, context=message.context)
        string = old.string if old is not None and not old.fuzzy else None
        if language == SOURCE_LANGUAGE:
            string = message.id
        empty += not string or (isinstance(string, tuple | list) and not all(string))
        fresh.add(
            message.id,
            string,
            [(file, 0) for file in sorted({file for file, _ in message.locations})],
            auto_comments=message.auto_comments,
            context=message.context,
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as written:
        write_po(written, fresh, width=100, omit_header=False, include_lineno=False)
    _fix_header(path, language)
    return len([m for m in fresh if m.id]), empty


def _order(message: Message) -> tuple[str, str]:
    first = message.id if isinstance(message.id, str) else message.id[0]
    return (min((file for file, _ in message.locations), default=""), first)


def _fix_header(path: Path, language: str) -> None:
    """No dates and people in the header: they would change with every run."""
    plurals = ARABIC_PLURALS if language == "ar" else "nplurals=2; plural=(n != 1);"
    lines = path.read_text(encoding="utf-8").split("\n")
    body = lines[lines.index("") :]
    head = [
        'msgid ""',
        'msgstr ""',
        f'"Language: {language}\\n"',
        f'"Plural-Forms: {plurals}\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=utf-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
    ]
    path.write_text("\n".join(head + body), encoding="utf-8")


def main() -> None:
    """Collect, and say how many texts each language lacks; `--check`: fail where a run changes a thing."""
    found = collect()
    is_check = "--check" in sys.argv
    stale: list[str] = []
    for folder in sorted(path for path in LOCALES.iterdir() if path.is_dir()):
        path = folder / "LC_MESSAGES" / "halqa.po"
        before = path.read_bytes() if path.exists() else b""
        texts, empty = merge(folder.name, found)
        print(f"{folder.name}: {texts} texts, {empty} empty")  # noqa: T201 - a command's output
        if empty or path.read_bytes() != before:
            stale.append(folder.name)
    if is_check and stale:
        sys.exit(f"not up to date or not whole: {', '.join(stale)} (run: make texts)")


if __name__ == "__main__":
    main()
