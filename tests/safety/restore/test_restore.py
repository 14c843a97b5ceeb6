"""A restore puts a whole database in place or changes nothing, and takes only what is Halqa's."""

import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from bot.db import migrate
from bot.faultpoints import Point
from bot.keeping import backup, contents, restore
from bot.keeping.records import Damaged, Unfit
from bot.keys import Keys
from bot.telegram.buttons import Signer
from tests.safety.restore import dying
from tests.safety.restore.dying import NOW
from tests.safety.restore.filled import fill

POINTS = [point for point in Point if point.value.startswith("restore.")]


@pytest.mark.parametrize("point", [*POINTS, Point.WORK_DONE])
def test_a_restore_that_is_killed_leaves_the_old_database_or_the_new_one(
    database: Path, point: Point
) -> None:
    folder = database.parent / "backups"
    taken = backup.take(database, folder, now=NOW)
    with contents.opened(database, mode="rw") as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("UPDATE people SET name = 'Later'")
        connection.execute("UPDATE people SET met_at = met_at")
    backed_up = taken.path.read_bytes()

    assert dying.dies_at(point, 1, dying.bring_back, taken.path, database)

    is_placed = point is Point.RESTORE_PLACED
    contents.inspect(database, mode="rw")
    with contents.opened(database, mode="rw") as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM people")}
    assert ("Later" in names) is not is_placed
    assert taken.path.read_bytes() == backed_up
    # Once more: now it ends, and the old one is beside it, whole.
    assert not dying.dies_at(point, 1_000, dying.bring_back, taken.path, database)
    contents.inspect(database, mode="rw")
    assert not list(database.parent.glob(f"*{restore.WORKING}*"))
    kept = [
        path for path in database.parent.glob(f"*{restore.KEPT}*") if path.suffix.endswith("Z")
    ]
    assert kept
    for path in kept:
        shutil.copy(path, database.parent / "looked-at.db")
        contents.inspect(database.parent / "looked-at.db", mode="rw")


def test_a_killed_restore_leaves_no_second_name_of_the_database(database: Path) -> None:
    alias = database.with_name(f"{database.name}{restore.KEPT}20260309T090000.000Z")
    alias.hardlink_to(database)

    restore.clear(database)

    assert not alias.exists()
    assert database.exists()


def test_flipped_bytes_in_a_backup_are_always_noticed(database: Path) -> None:
    taken = backup.take(database, database.parent / "backups", now=NOW)
    whole = taken.path.read_bytes()
    before = database.read_bytes()
    step = len(whole) // 25
    for place in range(100, len(whole), step):
        taken.path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(Damaged):
            restore.restore(taken.path, database, now=NOW, settle=dying.settle)
    assert database.read_bytes() == before


def spoiled(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    ("why", "statements"),
    [
        ("another version of Halqa", ["UPDATE alembic_version SET version_num = '9999'"]),
        ("no revision", ["DROP TABLE alembic_version"]),
        ("0 revisions", ["DELETE FROM alembic_version"]),
        ("2 revisions", ["INSERT INTO alembic_version VALUES ('x')"]),
        (
            "a trigger",
            ["CREATE TRIGGER t AFTER UPDATE ON people BEGIN DELETE FROM people; END"],
        ),
        ("a view", ["CREATE VIEW v AS SELECT * FROM people"]),
        ("not there", ["PRAGMA foreign_keys=OFF", "DELETE FROM people"]),
    ],
)
def test_a_foreign_or_crafted_database_is_refused_and_nothing_changes(
    database: Path, why: str, statements: list[str]
) -> None:
    other = database.parent / "other.db"
    shutil.copy(database, other)
    spoiled(other, *statements)
    before = database.read_bytes()

    with pytest.raises(Unfit, match=why):
        restore.restore(other, database, now=NOW, settle=dying.settle)
    assert database.read_bytes() == before
    assert sorted(path.name for path in database.parent.iterdir()) == ["halqa.db", "other.db"]


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"PK\x03\x04" + b"\0" * 4096, b"SQLite format 3\x00" + b"\xff" * 8192],
)
def test_what_is_no_database_is_refused(database: Path, content: bytes) -> None:
    other = database.parent / "other.db"
    other.write_bytes(content)
    with pytest.raises(Unfit):
        restore.restore(other, database, now=NOW, settle=dying.settle)
    with pytest.raises(Unfit, match="no such file"):
        restore.restore(database.parent / "nothing", database, now=NOW, settle=dying.settle)
    contents.inspect(database, mode="rw")


@pytest.mark.parametrize("revision", migrate.revisions()[:-1])
def test_an_older_backup_is_brought_up_to_date(tmp_path: Path, revision: str) -> None:
    old = tmp_path / "old.db"
    url = f"sqlite+aiosqlite:///{old}"
    migrate.upgrade(url, to=revision)
    fill(url)
    done = restore.restore(old, tmp_path / "halqa.db", now=NOW, settle=dying.settle)

    assert done.contents.revision == revision
    assert not done.is_summed
    assert done.kept is None
    found = contents.inspect(tmp_path / "halqa.db")
    assert found.revision == migrate.head()
    assert found.rows["people"] == 5


def test_the_database_that_was_replaced_can_be_brought_back(database: Path) -> None:
    taken = backup.take(database, database.parent / "backups", now=NOW)
    spoiled(database, "UPDATE people SET name = 'Later'")
    done = restore.restore(taken.path, database, now=NOW, settle=dying.settle)
    assert done.kept is not None

    again = restore.restore(
        done.kept, database, now=NOW + timedelta(minutes=1), settle=dying.settle
    )
    assert again.contents.rows["people"] == 5
    with contents.opened(database, mode="rw") as connection:
        assert connection.execute("SELECT DISTINCT name FROM people").fetchall() == [("Later",)]


# What was under way -------------------------------------------------------------------------------


def under_way(database: Path) -> None:
    """Deliveries of every class, due and being sent, with their texts: as a plain copy of the file has them."""
    rows = [
        ("nudge", "planned", -1), ("nudge", "planned", 60), ("nudge", "sending", -1),
        ("vouch", "planned", -1), ("vouch", "sending", -1), ("reply", "sending", -1),
        ("edit", "sending", -1), ("of another version", "planned", -1),
    ]  # fmt: skip
    with contents.opened(database, mode="rw") as connection:
        for table in ("deliveries", "updates"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - ours
        for number, (kind, state, minutes) in enumerate(rows):
            due_at = (NOW + timedelta(minutes=minutes)).replace(tzinfo=None).isoformat(" ")
            connection.execute(
                "INSERT INTO deliveries (key, kind, chat_id, state, priority, due_at, first_due_at,"
                " planned_at, attempt, payload) VALUES (?, ?, 1, ?, 1, ?, ?, ?, ?, ?)",
                (f"{kind}:{number}", kind, state, due_at, due_at, due_at, state == "sending",
                 '{"to": 1, "method": "send", "html": "words"}'),
            )  # fmt: skip
        for number, payload in ((1, '{"update_id": 1}'), (2, None)):
            connection.execute(
                "INSERT INTO updates (update_id, lane, state, payload, not_before, received_on)"
                " VALUES (?, 1, 'new', ?, '2026-03-09 09:00:00', '2026-03-09')",
                (number, payload),
            )


def test_what_was_under_way_ends_by_its_class_and_is_counted(database: Path) -> None:
    under_way(database)
    other = database.parent / "copy.db"
    shutil.copy(database, other)
    done = restore.restore(other, database, now=NOW, settle=dying.settle)

    with contents.opened(database, mode="rw") as connection:
        found = connection.execute(
            "SELECT key, state, coalesce(reason, ''), payload IS NULL FROM deliveries ORDER BY id"
        ).fetchall()
        updates = connection.execute("SELECT update_id, state FROM updates").fetchall()
    assert found == [
        ("nudge:0", "expired", "restored", 1),
        ("nudge:1", "planned", "", 0),
        ("nudge:2", "unknown", "stopped while sending", 1),
        ("vouch:3", "planned", "", 0),
        ("vouch:4", "planned", "stopped while sending", 0),
        ("reply:5", "unknown", "stopped while sending", 1),
        ("edit:6", "planned", "stopped while sending", 0),
        ("of another version:7", "expired", "restored", 1),
    ]
    assert updates == [(1, "new")], "what has its text is handled; the other number is free again"
    assert (done.settled.expired, done.settled.unknown) == (2, 4)
    assert (done.settled.cancelled, done.settled.not_handled) == (0, 1)


def test_the_fence_rises_above_both_and_each_restore_has_its_own_epoch(database: Path) -> None:
    taken = backup.take(database, database.parent / "backups", now=NOW)
    spoiled(database, "UPDATE leadership SET fence = 41")
    spoiled(database, "UPDATE leadership SET seen_at = '2026-03-08 00:00:00.000000'")
    epochs = set()
    for _ in range(2):
        restore.restore(taken.path, database, now=NOW, settle=dying.settle)
        with contents.opened(database, mode="rw") as connection:
            (fence, seen_at) = connection.execute(
                "SELECT fence, seen_at FROM leadership WHERE id = 1"
            ).fetchone()
            epochs.add(connection.execute("PRAGMA user_version").fetchone()[0])
        assert fence > 41
        assert seen_at.startswith("2026-03-08")
    assert len(epochs) == 2
    assert 0 not in epochs


def test_a_button_is_read_in_its_own_epoch_alone() -> None:
    keys = Keys("k" * 40)
    never, once, twice = (Signer(keys, bot_id=1000, epoch=epoch) for epoch in (0, 7, 8))
    data = once.sign(chat_id=1, action="sit.start", arg="5")
    assert once.read(data, chat_id=1) == ("sit.start", "5")
    assert twice.read(data, chat_id=1) is None
    assert never.read(data, chat_id=1) is None
    old = Signer(keys, bot_id=1000).sign(chat_id=1, action="sit.start", arg="5")
    assert never.read(old, chat_id=1) is not None, "nothing changes where nothing was restored"


def test_half_a_backup_is_refused(database: Path) -> None:
    taken = backup.take(database, database.parent / "backups", now=NOW)
    whole = taken.path.read_bytes()
    for part in (1, 2, 3, 5, 8):
        half = database.parent / f"half{part}.db"  # without a checksum beside it
        half.write_bytes(whole[: len(whole) * part // 9])
        with pytest.raises(Unfit):
            restore.restore(half, database, now=NOW, settle=dying.settle)
