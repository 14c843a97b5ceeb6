"""Only a slice's own store writes its tables; only the sender writes to Telegram; only one place does each."""

import ast

import pytest

from tests.architecture.code import BOT, modules, name, tree

WRITES = {"insert", "update", "delete"}
# Methods of the Bot API that write.
SENDS = {
    "send_message", "reply_text", "reply_html", "send_photo", "send_document", "edit_message_text",
    "edit_text", "edit_message_reply_markup", "answer_callback_query", "delete_message",
}  # fmt: skip
TASKS = {"create_task", "ensure_future"}


def _tables_of(path) -> dict[str, str]:
    """Names of tables that a module imports, with the package whose they are."""
    found: dict[str, str] = {}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(".tables"):
            owner = (node.module or "").split(".")[1]
            found |= {alias.asname or alias.name: owner for alias in node.names}
    return found


def _written(path) -> list[tuple[str, int]]:
    """(table name, line) of every write in a module: `insert(t)`, `t.delete()`, `dialect.insert(t)`."""
    writes: list[tuple[str, int]] = []
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call):
            continue
        func = node.func
        called = func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")
        if called not in WRITES:
            continue
        targets = [*node.args[:1], *([func.value] if isinstance(func, ast.Attribute) else [])]
        writes += [(t.id, node.lineno) for t in targets if isinstance(t, ast.Name)]
    return writes


@pytest.mark.parametrize("path", modules(), ids=name)
def test_a_table_is_written_only_by_its_own_store(path) -> None:
    tables = _tables_of(path)
    for table, line in _written(path):
        if table not in tables:
            continue
        owner = path.relative_to(BOT).parts[0]
        assert tables[table] == owner, (
            f"{name(path)}:{line} writes {tables[table]}'s table {table}"
        )
        assert path.stem.startswith("store"), (
            f"{name(path)}:{line}: move the statement into a store"
        )


@pytest.mark.parametrize("path", modules(), ids=name)
def test_only_the_sender_calls_methods_that_write(path) -> None:
    if path.is_relative_to(BOT / "playground") or name(path) == "bot/telegram/sender.py":
        return
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in SENDS, (
                f"{name(path)}:{node.lineno}: plan it in the outbox, in the transaction that causes it"
            )


def test_the_tests_of_writers_see_a_write() -> None:
    """The two rules above would be worth nothing if they found no writes at all."""
    found = [
        table for path in modules() for table, _ in _written(path) if table in _tables_of(path)
    ]
    assert len(found) > 20
