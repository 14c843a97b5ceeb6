"""An operator sees in one place what came, what went out, what did not and why; never who or what."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli.main import app
from bot.inbox import store as inbox_store
from bot.inbox import store_letters
from tests.cli.kept import CHAT, DEAD, NOW, TOKEN, WAITING, a_week, halqa, in_database


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """After a week."""
    path = tmp_path / "halqa.db"
    a_week(path)
    return path


def test_stats_tells_every_state_with_its_reasons(database: Path) -> None:
    code, said = halqa(database, "stats")

    assert code == 0
    words = [line.split() for line in said.splitlines()]
    assert [
        "kind",
        "planned",
        "sending",
        "sent",
        "unknown",
        "expired",
        "failed",
        "cancelled",
    ] in words
    assert ["nudge", "0", "0", "1", "0", "2", "0", "0"] in words
    assert ["all", "1", "0", "1", "1", "2", "1", "1"] in words
    assert ["2", "too", "late", "(nudge)"] in words
    assert ["1", "TimedOut", "(weekly)"] in words
    assert ["dead", "letters", "1"] in words
    assert ["1", "KeyError", "at", "bot.home.chat:12"] in words
    assert "due and waiting: 1" in said
    assert "failed at least once: 1" in said
    assert "newest backup" in said


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_stats_tells_of_nobody(database: Path, options: tuple[str, ...]) -> None:
    _, said = halqa(database, "stats", *options)
    assert not [secret for secret in ("canary", str(CHAT), TOKEN) if secret in said]


def test_stats_for_programs_says_the_same(database: Path) -> None:
    halqa(database, "backup")
    _, said = halqa(database, "stats", "--json")
    told = json.loads(said)

    assert sum(row["count"] for row in told["deliveries"]) == 7
    assert told["inbox"]["states"] == {"dead": 1, "done": 1, "new": 1}
    assert told["inbox"]["dead_letters"] == {"KeyError at bot.home.chat:12": 1}
    assert told["overdue"]["count"] == 1
    assert told["backup"]["file"].startswith(str(database.parent / "backups"))


def test_a_look_at_a_database_that_is_not_there_makes_none(tmp_path: Path) -> None:
    code, said = halqa(tmp_path / "nothing.db", "stats")
    assert (code, "no such file" in said) == (78, True)
    assert not list(tmp_path.iterdir())


def test_dead_letters_are_listed_without_their_text(database: Path) -> None:
    code, said = halqa(database, "letters", "list")
    assert code == 0
    assert str(DEAD) in said
    assert "KeyError at bot.home.chat:12" in said
    assert "canary" not in said
    _, said = halqa(database, "letters", "list", "--json")
    (row,) = json.loads(said)
    assert row["id"] == DEAD
    assert row["has_text"]


def test_a_text_is_shown_only_to_who_asks_for_it(database: Path) -> None:
    code, said = halqa(database, "letters", "show", str(DEAD))
    assert (code, "canary" in said) == (1, False)
    assert "--with-text" in said
    code, said = halqa(database, "letters", "show", str(DEAD), "--with-text")
    assert (code, "canary" in said) == (0, True)
    assert "Somebody wrote this" in said
    # What is not dead is no letter.
    assert halqa(database, "letters", "show", str(WAITING), "--with-text")[0] == 1


def test_a_letter_is_tried_again_or_dropped(database: Path) -> None:
    assert halqa(database, "letters", "retry", str(DEAD))[0] == 0
    assert in_database(database, inbox_store.count_by_state) == {"done": 1, "new": 2}
    assert halqa(database, "letters", "retry", str(DEAD))[0] == 1
    in_database(
        database, lambda conn: inbox_store.mark_failed(conn, DEAD, error="again", again_at=None)
    )
    assert halqa(database, "letters", "drop", str(DEAD))[0] == 0
    assert in_database(database, inbox_store.count_by_state) == {"done": 2, "new": 1}
    assert halqa(database, "letters", "drop", str(DEAD))[0] == 1
    assert halqa(database, "letters", "list")[1] == "No dead letters.\n"
    # Its number stays: were it to come again, it would have no effect.
    raw = {"update_id": DEAD, "message": {"chat": {"id": CHAT, "type": "private"}}}
    assert in_database(database, lambda conn: inbox_store.keep(conn, [raw], now=NOW)) == 0


def test_what_is_written_in_dead_letters_is_dropped_and_then_they_are(database: Path) -> None:
    today = NOW.date()
    later = today.replace(day=today.day + 1)
    assert in_database(database, lambda conn: store_letters.forget_texts(conn, before=today)) == 0
    assert in_database(database, lambda conn: store_letters.forget_texts(conn, before=later)) == 1
    assert halqa(database, "letters", "show", str(DEAD), "--with-text")[0] == 1
    assert halqa(database, "letters", "retry", str(DEAD))[0] == 1
    assert (
        in_database(database, lambda conn: store_letters.forget_letters(conn, before=later)) == 1
    )
    assert halqa(database, "letters", "list")[1] == "No dead letters.\n"


def test_help_comes_without_what_is_heavy() -> None:
    result = CliRunner().invoke(app, ["--help"])
    for command in ("backup", "restore", "stats", "letters"):
        assert command in result.output
