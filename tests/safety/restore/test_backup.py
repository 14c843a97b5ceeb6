"""A backup is one whole moment of the database, whatever happens while it is made."""

import asyncio
import hashlib
import stat
from datetime import timedelta
from pathlib import Path

import pytest

from bot.faultpoints import Point
from bot.keeping import backup, contents, files, restore
from bot.keeping.records import NotKept, Unfit
from tests.safety.restore import dying
from tests.safety.restore.busy import busy_bot
from tests.safety.restore.dying import NOW

POINTS = [point for point in Point if point.value.startswith("backup.")]


def committed(database: Path) -> tuple[set[int], set[str]]:
    """The numbers of all updates and the keys of all deliveries at this moment."""
    with contents.opened(database, mode="rw") as connection:
        connection.execute("BEGIN")
        updates = {row[0] for row in connection.execute("SELECT update_id FROM updates")}
        keys = {row[0] for row in connection.execute("SELECT key FROM deliveries")}
        connection.execute("ROLLBACK")
    return updates, keys


def take_and_try(database: Path, number: int, folder: Path) -> int:
    """One backup, restored on trial; how many updates are in it."""
    updates, keys = committed(database)
    taken = backup.take(database, folder / "backups", now=NOW, keep=3)
    kept_updates, kept_keys = committed_in(taken.path)
    assert updates <= kept_updates, "an update that was kept before is missing"
    assert keys <= kept_keys, "a delivery that was planned before is missing"
    target = folder / f"trial{number}.db"
    done = restore.restore(taken.path, target, now=NOW, settle=dying.settle)
    assert done.is_summed
    contents.inspect(target)
    target.unlink()
    return len(kept_updates)


def committed_in(path: Path) -> tuple[set[int], set[str]]:
    with contents.opened(path, mode="immutable") as connection:
        updates = {row[0] for row in connection.execute("SELECT update_id FROM updates")}
        keys = {row[0] for row in connection.execute("SELECT key FROM deliveries")}
    return updates, keys


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "times",
    [pytest.param(20, id="small"), pytest.param(100, id="long", marks=pytest.mark.long)],
)
async def test_backups_of_a_busy_bot_can_all_be_restored_and_miss_nothing(
    tmp_path: Path, times: int
) -> None:
    async with busy_bot(tmp_path) as (database, crowd):
        said, kept = crowd.said, 0
        for number in range(times):
            found = await asyncio.to_thread(take_and_try, database, number, tmp_path)
            assert found >= kept
            kept = found
        assert crowd.said > said, "nobody was busy"
        assert len(files.list_backups(database, tmp_path / "backups")) == 3


def test_no_backup_holds_what_people_wrote_or_were_about_to_read(database: Path) -> None:
    with contents.opened(database, mode="rw") as connection:
        connection.execute("""UPDATE updates SET payload = '{"text": "a secret canary"}'""")
        connection.execute("""UPDATE deliveries SET payload = '{"html": "a secret canary"}'""")
        connection.execute("""UPDATE talks SET data = '{"draft": "a secret canary"}'""")
    taken = backup.take(database, database.parent / "backups", now=NOW)

    assert b"secret canary" in database.read_bytes()
    assert b"secret canary" not in taken.path.read_bytes()
    assert taken.contents.rows["talks"] == 0
    assert taken.contents.rows["people"] == 5


def test_only_we_read_a_backup_and_its_checksum_is_right(database: Path) -> None:
    taken = backup.take(database, database.parent / "backups", now=NOW)

    for path in (taken.path, files.sum_of(taken.path)):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(taken.path.parent.stat().st_mode) == 0o700
    digest = hashlib.sha256(taken.path.read_bytes()).hexdigest()
    assert files.sum_of(taken.path).read_text() == f"{digest}  {taken.path.name}\n"
    assert not list(taken.path.parent.glob("*.partial*"))


def test_the_newest_stay_and_those_before_a_migration_go_after_five_weeks(database: Path) -> None:
    folder = database.parent / "backups"
    before = backup.take(database, folder, now=NOW, before="0002", keep=1)
    for day in range(1, 6):
        backup.take(database, folder, now=NOW + timedelta(days=day), keep=3)
    assert len(files.list_backups(database, folder)) == 4
    assert before.path.exists()

    backup.take(database, folder, now=NOW + timedelta(days=36), keep=3)
    assert not before.path.exists()
    assert len(list(folder.iterdir())) == 6, "three backups with their checksums"


def test_what_is_not_ours_in_the_folder_stays(database: Path) -> None:
    folder = database.parent / "backups"
    folder.mkdir()
    (folder / "holiday.db").write_text("mine")
    for _ in range(3):
        backup.take(database, folder, now=NOW, keep=1)
    assert (folder / "holiday.db").read_text() == "mine"
    assert len(files.list_backups(database, folder)) == 1


def test_two_backups_into_one_folder_do_not_mix(database: Path) -> None:
    folder = database.parent / "backups"
    with files.alone_in(folder), pytest.raises(NotKept, match="another backup"):
        backup.take(database, folder, now=NOW)
    assert backup.take(database, folder, now=NOW).path.exists()


def test_a_damaged_database_gives_no_backup(database: Path) -> None:
    good = backup.take(database, database.parent / "backups", now=NOW)
    content = bytearray(database.read_bytes())
    for page in range(2, len(content) // 4096, 3):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    database.write_bytes(content)

    with pytest.raises((Unfit, NotKept)):
        backup.take(database, database.parent / "backups", now=NOW + timedelta(days=1), keep=1)
    assert [found.path for found in files.list_backups(database, good.path.parent)] == [good.path]


@pytest.mark.parametrize("point", POINTS)
def test_a_backup_that_is_killed_never_counts_and_hurts_no_other(
    database: Path, point: Point
) -> None:
    folder = database.parent / "backups"
    first = backup.take(database, folder, now=NOW - timedelta(days=1))
    before = first.path.read_bytes()

    assert dying.every_death(point, dying.back_up, database, folder) == [1]

    contents.inspect(database, mode="rw")
    assert first.path.read_bytes() == before
    for found in files.list_backups(database, folder):
        contents.inspect(found.path)
        assert files.agrees(found.path, told=found.path)
    assert not list(folder.glob("*.partial*")), "the next one has swept"
    has_its_name = point is Point.BACKUP_NAMED
    assert len(files.list_backups(database, folder)) == (3 if has_its_name else 2)
