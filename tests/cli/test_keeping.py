"""Backups, restores and starts on the command line: what is said, and how it ends."""

import shutil
import sqlite3
import stat
from pathlib import Path

import pytest

from bot.db import migrate
from bot.db.lock import FileLock
from tests.cli.kept import CHAT, a_week, halqa, halqa_with


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """After a week."""
    path = tmp_path / "halqa.db"
    a_week(path)
    return path


def backups(database: Path) -> list[Path]:
    return sorted((database.parent / "backups").glob("*.db"))


def test_a_backup_is_made_beside_a_running_bot_and_says_what_is_in_it(database: Path) -> None:
    with FileLock(str(database)):
        code, said = halqa(database, "backup")

    assert code == 0
    (made,) = backups(database)
    assert str(made) in said
    assert f"{made.stat().st_size:,} bytes" in said
    assert "2026-03-09" in said
    assert f"revision {migrate.head()}" in said
    assert "halqa.db.secret" in said
    assert stat.S_IMODE(made.stat().st_mode) == 0o600


def test_a_backup_goes_where_it_is_told_and_as_many_stay(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    for _ in range(3):
        assert halqa(database, "backup", "--to", str(folder), "--keep", "2")[0] == 0
    assert len(list(folder.glob("*.db"))) == 2
    assert halqa(database, "backup", "--keep", "0")[0] != 0


def test_postgresql_has_its_own_tool(tmp_path: Path) -> None:
    environment = {
        "HALQA_DATABASE__URL": "postgresql+psycopg://halqa:pa-ss@db/circles",
    }
    for words in (["backup"], ["restore", str(tmp_path / "x"), "--yes"]):
        code, said = halqa_with(environment, *words)
        assert code == 78
        assert ("pg_dump" if words == ["backup"] else "pg_restore") in said
        assert "pa-ss" not in said


def test_a_restore_asks_first_and_keeps_what_it_replaces(database: Path) -> None:
    halqa(database, "backup")
    (made,) = backups(database)
    code, said = halqa(database, "restore", str(made), typed="n\n")
    assert (code, "Aborted" in said) == (1, True)

    code, said = halqa(database, "restore", str(made), typed="y\n")

    assert code == 0
    (kept,) = database.parent.glob("halqa.db.before-restore-*")
    assert str(kept) in said
    assert "cancelled" in said
    assert "1 updates; their text was not kept" in said
    rows = sqlite3.connect(database)
    found = dict(rows.execute("select state, count(*) from deliveries group by state").fetchall())
    rows.close()
    assert found == {"sent": 1, "expired": 2, "unknown": 1, "failed": 1, "cancelled": 2}


def test_a_restore_is_refused_while_a_bot_runs(database: Path) -> None:
    halqa(database, "backup")
    (made,) = backups(database)
    before = database.read_bytes()
    with FileLock(str(database)):
        code, said = halqa(database, "restore", str(made), "--yes")
        assert (code, "another Halqa already works" in said) == (75, True)
        assert halqa(database, "migrate")[0] == 75
    assert database.read_bytes() == before


def test_a_restore_on_a_new_machine_needs_no_database(database: Path, tmp_path: Path) -> None:
    halqa(database, "backup")
    (made,) = backups(database)
    new = tmp_path / "new"
    new.mkdir()
    code, said = halqa(new / "halqa.db", "restore", str(made), "--yes")
    assert code == 0
    assert "before-restore" not in said
    assert sqlite3.connect(new / "halqa.db").execute("pragma integrity_check").fetchone() == (
        "ok",
    )


def test_a_damaged_backup_is_refused_in_one_line(database: Path) -> None:
    halqa(database, "backup")
    (made,) = backups(database)
    content = bytearray(made.read_bytes())
    content[5_000] ^= 1
    made.write_bytes(content)
    code, said = halqa(database, "restore", str(made), "--yes")
    assert (code, len(said.splitlines())) == (78, 1)
    assert "checksum" in said


def test_a_start_on_a_damaged_database_is_refused_with_the_way_out(database: Path) -> None:
    halqa(database, "backup")
    content = bytearray(database.read_bytes())
    for page in range(2, len(content) // 4096, 3):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    database.write_bytes(content)

    for command in ("run", "migrate"):
        code, said = halqa(database, command)
        assert code == 78
        assert "is damaged" in said
        assert "halqa restore FILE" in said
    assert database.read_bytes() == content, "nothing was written"
    assert halqa(database, "restore", str(backups(database)[0]), "--yes")[0] == 0
    assert halqa(database, "migrate")[0] == 0


def test_a_start_on_a_newer_database_is_refused_and_changes_nothing(database: Path) -> None:
    connection = sqlite3.connect(database)
    connection.execute("update alembic_version set version_num = '9999'")
    connection.commit()
    connection.close()
    before = database.read_bytes()

    code, said = halqa(database, "run")

    assert code == 78
    assert "another version of Halqa" in said
    assert "9999" in said
    assert database.read_bytes() == before


def test_a_start_on_something_else_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "notes.db"
    other.write_text("my notes", encoding="ascii")
    assert halqa(other, "run")[0] == 78
    assert other.read_text(encoding="ascii") == "my notes"

    connection = sqlite3.connect(tmp_path / "music.db")
    connection.execute("create table songs (name text)")
    connection.close()
    code, said = halqa(tmp_path / "music.db", "run")
    assert (code, "is not Halqa's" in said) == (78, True)


def test_a_migration_of_an_older_database_says_where_its_backup_is(tmp_path: Path) -> None:
    database = tmp_path / "halqa.db"
    migrate.upgrade(f"sqlite+aiosqlite:///{database}", to="0001")
    connection = sqlite3.connect(database)
    connection.execute(
        "insert into updates (update_id, lane, state, not_before, received_on) values (1, ?, ?, ?, ?)",
        (CHAT, "done", "2026-03-09 09:00:00", "2026-03-09"),
    )
    connection.commit()
    connection.close()

    code, said = halqa(database, "migrate")

    assert code == 0
    (made,) = backups(database)
    assert f"before-{migrate.head()}" in made.name
    assert "backup made before the tables change" in said
    assert halqa(database, "migrate")[0] == 0
    assert len(backups(database)) == 1
    shutil.rmtree(made.parent)


def test_a_folder_that_is_not_there_is_a_problem_of_the_configuration(tmp_path: Path) -> None:
    environment = {
        "HALQA_SECRET__KEY": "k" * 40,  # else the start would fail earlier, at its own file
        "HALQA_DATABASE__URL": f"sqlite+aiosqlite:///{tmp_path}/nowhere/halqa.db",
    }
    for words in (["run"], ["migrate"], ["restore", "x", "--yes"], ["backup"], ["stats"]):
        code, said = halqa_with(environment, *words)
        assert (code, "nowhere" in said) == (78, True), words


def test_a_new_database_is_its_owner_s_alone(tmp_path: Path) -> None:
    database = tmp_path / "halqa.db"
    assert halqa(database, "migrate")[0] == 0
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
