"""A bot that has lived on a SQLite file, backed up and brought back as an operator would."""

from asyncio import to_thread
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from bot.db import migrate
from bot.keeping import backup, contents, files, restore
from bot.keeping.backup import Taken
from bot.keeping.records import Restored, Settled
from bot.playground.line.ledger import Call
from bot.playground.server import serve
from bot.playground.world import World
from tests.safety.restore import dying
from tests.support.bench import make_app
from tests.support.learning import add_slot
from tests.support.story import Actor, Story


class Life:
    """One bot, its database, its backups."""

    def __init__(self, story: Story, database: Path) -> None:
        self.story = story
        self.database = database
        self.folder = files.folder_of(database)

    async def backs_up(self) -> Taken:
        """A backup beside the running bot."""
        return await to_thread(backup.take, self.database, self.folder, now=self.story.clock.now())

    async def goes_back(self, file: Path) -> Restored:
        """Stop, restore, start again."""
        now = self.story.clock.now()

        def settle(working: Path, database: Path) -> Settled:
            return dying.settle(working, database, at=now)

        await self.story.app.close()
        done = await to_thread(restore.restore, file, self.database, now=now, settle=settle)
        await self.starts()
        return done

    async def starts(self) -> None:
        """A new life on the same file."""
        self.story.app = make_app(self.story.url, self.story.clock, self.story.server.url)
        await self.story.app.start(migrate_first=False)
        await self.story.settle()

    async def loses_everything(self) -> None:
        """The disk is lost; a new life on a new file."""
        await self.story.app.close()
        for suffix in ("", "-wal", "-shm"):
            self.database.with_name(self.database.name + suffix).unlink(missing_ok=True)
        await to_thread(migrate.upgrade, self.story.url)
        await self.starts()

    async def has_slot(self, actor: Actor, start: str) -> None:
        """A slot on every day."""
        person = await actor.person()
        async with self.story.app.works.begin(origin=f"slot{person.id}{start}") as work:
            await add_slot(work, person, start)

    def bytes_at_rest(self) -> bytes:
        """Every byte of the live database's files."""
        return b"".join(
            path.read_bytes()
            for suffix in ("", "-wal")
            if (path := self.database.with_name(self.database.name + suffix)).exists()
        )

    def sittings(self) -> list[tuple[Any, ...]]:
        """Every row about a sitting."""
        with contents.opened(self.database, mode="rw") as connection:
            return connection.execute("SELECT * FROM sittings ORDER BY 1").fetchall()

    def sent(self, *, after: int = 0) -> list[Call]:
        """Every message that went out, after the ledger's first `after` calls."""
        calls = self.story.world.ledger.calls("sendMessage", after=after)
        return [call for call in calls if call.accepted]


@asynccontextmanager
async def lives(tmp_path: Path) -> AsyncIterator[Life]:
    """A bot on a file whose tables were made by the migrations."""
    database = tmp_path / "halqa.db"
    url = f"sqlite+aiosqlite:///{database}"
    await to_thread(migrate.upgrade, url)
    world = World()
    async with serve(world) as server:
        story = Story(world, server, url)
        await story.begin()
        try:
            yield Life(story, database)
        finally:
            await story.end()
