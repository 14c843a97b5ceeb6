"""A disk that is full, a file that is damaged or may not be written: nothing half, nothing silent."""

import asyncio
import resource
import shutil
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.inbox.tables import updates
from bot.keeping import backup, contents, files, starting
from bot.keeping.records import Damaged, Unfit
from bot.outbox.tables import deliveries
from tests.safety.restore import dying
from tests.safety.restore.dying import NOW
from tests.safety.restore.lived import Life, lives

PAGE_BYTES = 4096
LONGEST_ROUND_SECONDS = 0.3  # then the disk has room again, and the round ends


# A full disk --------------------------------------------------------------------------------------


@contextmanager
def full(life: Life, *, spare_pages: int) -> Iterator[None]:
    """No file of this process grows any more, but for so many pages of the log of changes."""
    log = life.database.with_name(life.database.name + "-wal")
    size = log.stat().st_size if log.exists() else 0
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size + spare_pages * PAGE_BYTES, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def tries(life: Life, struck: Counter[str]) -> None:
    """Every part once, as far as it comes."""
    app = life.story.app
    steps: list[Callable[[], Awaitable[int]]] = [
        lambda: app.poller.poll_once(timeout_seconds=0),
        app.pump.run_round,
        app.scheduler.tick,
        app.dispatcher.run_round,
    ]
    for step in steps:
        try:
            await step()
        except SQLAlchemyError as error:
            struck[type(error).__name__] += 1


async def outbox(life: Life) -> Counter[str]:
    async with life.story.app.db.begin() as conn:
        query = select(deliveries.c.state).where(deliveries.c.kind != "edit")
        return Counter((await conn.execute(query)).scalars())


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "spares",
    [
        pytest.param([0, 1, 3, 6, 9, 14, 20, 30], id="small"),
        pytest.param([*range(40), *range(40, 140, 5)], id="long", marks=pytest.mark.long),
    ],
)
async def test_a_full_disk_loses_nothing_sends_nothing_unrecorded_and_needs_no_restart(
    tmp_path: Path, spares: list[int]
) -> None:
    async with lives(tmp_path) as life:
        story = life.story
        actors = [await story.actor(f"Person {number}") for number in range(5)]
        said = 0
        struck: Counter[str] = Counter()
        for spare in spares:
            with full(life, spare_pages=spare):
                for actor in actors:
                    for _ in range(3):
                        said += 1
                        actor.player.send(f"/today {said} " + "word " * 300)
                for _ in range(4):
                    trying = story.app.background.start("tries", tries(life, struck))
                    await asyncio.wait([trying], timeout=LONGEST_ROUND_SECONDS)
            await story.app.background.finish()
            story.clock.advance(minutes=2)
            await story.settle()
            told = await outbox(life)
            assert told["sent"] + told["unknown"] >= len(life.sent()), (
                "sent, and no row tells of it"
            )
            assert told["sent"] <= len(life.sent()), "a row tells of what was not sent"
        async with story.app.db.begin() as conn:
            found = Counter((await conn.execute(select(updates.c.state))).scalars())
        assert set(found) == {"done"}, "every update was handled in the end"
        assert not len(story.world.updates), "and every one was fetched"
        assert not {"planned", "sending", "unknown"} & set(await outbox(life))
        assert struck["OperationalError"] > 3, "the disk was never full"
        texts = [actor.texts() for actor in actors]
        assert min(map(len, texts)) >= 3 * len(spares), "an answer is missing"
    contents.inspect(tmp_path / "halqa.db", mode="rw")


@pytest.mark.parametrize("room_pages", [0, 3, 40, 90])
def test_a_backup_that_finds_no_room_leaves_nothing_and_the_older_ones(
    database: Path, room_pages: int
) -> None:
    folder = database.parent / "backups"
    first = backup.take(database, folder, now=NOW)
    before = first.path.read_bytes()

    said = dying.lacks_room(room_pages * PAGE_BYTES, dying.back_up, database, folder)

    assert "no backup was made" in said
    assert [found.path for found in files.list_backups(database, folder)] == [first.path]
    assert first.path.read_bytes() == before
    assert not list(folder.glob("*.partial*"))
    contents.inspect(database, mode="rw")


@pytest.mark.parametrize("room_pages", [0, 3, 40, 90])
def test_a_restore_that_finds_no_room_changes_nothing(database: Path, room_pages: int) -> None:
    taken = backup.take(database, database.parent / "backups", now=NOW)
    before = database.read_bytes()

    said = dying.lacks_room(room_pages * PAGE_BYTES, dying.bring_back, taken.path, database)

    assert "not restored" in said
    assert database.read_bytes() == before
    assert sorted(path.name for path in database.parent.iterdir()) == ["backups", "halqa.db"]


# Damage -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "flips",
    [pytest.param(40, id="small"), pytest.param(400, id="long", marks=pytest.mark.long)],
)
def test_no_start_is_silent_on_a_damaged_database_and_none_writes_to_it(
    database: Path, flips: int
) -> None:
    """A flipped byte is refused where SQLite's own check sees it; the rest is text, which it cannot know."""
    whole = database.read_bytes()
    url = f"sqlite+aiosqlite:///{database}"
    refused = 0
    for number in range(flips):
        # The head of a page and the list of its cells: the rest is often empty, or text.
        page, place = number * 7_919 % (len(whole) // PAGE_BYTES), (number * 5) % 14
        place += page * PAGE_BYTES + (100 if page == 0 else 0)
        spoiled = bytearray(whole)
        spoiled[place] ^= 0xFF
        database.write_bytes(spoiled)
        if _is_sound(database):
            continue
        refused += 1
        with pytest.raises(Unfit):
            starting.bring_up(url, now=NOW)
        assert database.read_bytes() == spoiled
        assert sorted(path.name for path in database.parent.iterdir()) == ["halqa.db"]
    assert refused > flips // 4


def _is_sound(path: Path) -> bool:
    try:
        contents.inspect(path, is_thorough=False)
    except Unfit:
        return False
    return True


def test_a_damaged_page_is_named_with_the_way_out(database: Path) -> None:
    content = bytearray(database.read_bytes())
    content[3 * PAGE_BYTES : 4 * PAGE_BYTES] = b"\xff" * PAGE_BYTES
    database.write_bytes(content)
    with pytest.raises(Damaged, match="halqa restore FILE"):
        starting.bring_up(f"sqlite+aiosqlite:///{database}", now=NOW)


@pytest.mark.parametrize("part", ["file", "folder"])
def test_a_start_that_may_not_write_is_refused(database: Path, part: str) -> None:
    # Not in pytest's own folder, which others than root may not enter.
    with tempfile.TemporaryDirectory(prefix="halqa-readonly-") as folder:
        path = Path(folder) / "halqa.db"
        shutil.copy(database, path)
        path.chmod(0o444 if part == "file" else 0o666)
        Path(folder).chmod(0o777 if part == "file" else 0o555)
        said = dying.refusal_of(f"sqlite+aiosqlite:///{path}")
        Path(folder).chmod(0o755)
        assert f"{path if part == 'file' else folder}: cannot be written" in said
