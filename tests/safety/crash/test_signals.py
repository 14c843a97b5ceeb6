"""Asked to stop while it waits, fetches, handles, sends, ticks, starts or migrates: it ends, in order, soon."""

import asyncio
import logging
import signal
import sqlite3
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final, TypeAlias

import pytest

from bot.clock import SystemClock
from bot.db import migrate
from bot.playground.clock import WorldClock
from bot.playground.line.faults import Fault
from bot.playground.line.updates import FIRST_UPDATE_ID
from bot.playground.phone.player import Player
from bot.playground.server import PlaygroundServer, serve
from bot.playground.world import World
from tests.safety.crash.accounts import SENDS, message_of
from tests.support.bench import SECRET, make_app

log = logging.getLogger(__name__)

# An operator is promised ten; five more for a machine that does other things too.
LONGEST_SECONDS: Final = 15.0
WAIT_SECONDS: Final = (
    60.0  # for a process to come to a state, on a machine that does other things too
)
MOST_STEPS: Final = 200
LOOK_SECONDS: Final = 0.1
UNSETTLED: Final = frozenset({"planned", "sending"})
REPLIES: Final = frozenset({"reply", "file"})


@dataclass(slots=True)
class Scene:
    """A bot as the operator runs it, against a world of ours."""

    world: World
    server: PlaygroundServer
    folder: Path
    amina: Player
    held: list[Fault] = field(default_factory=list)
    locks: list[sqlite3.Connection] = field(default_factory=list)
    process: asyncio.subprocess.Process | None = None
    log: IO[bytes] = field(default_factory=tempfile.TemporaryFile)

    @property
    def database(self) -> Path:
        return self.folder / "halqa.db"

    @property
    def url(self) -> str:
        return f"sqlite+aiosqlite:///{self.database}"

    async def start(self) -> asyncio.subprocess.Process:
        """`halqa run`."""
        config = self.folder / "config.toml"
        config.write_text(
            f'[telegram]\ntoken = "{self.world.token}"\napi_url = "{self.server.url}"\n'
            f'[database]\nurl = "{self.url}"\n[secret]\nkey = "{SECRET}"\n[web]\nport = 0\n'
        )
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", "--config", str(config),
            stdout=asyncio.subprocess.DEVNULL, stderr=self.log,
        )  # fmt: skip
        return self.process

    async def is_idle(self) -> None:
        """It has taken all there was and waits for news."""
        await self.start()
        await self.until(lambda: self.world.updates.is_polled)

    async def until(self, condition: Callable[[], bool]) -> None:
        await self.world.until(condition, seconds=WAIT_SECONDS)

    def hold(self, method: str) -> Fault:
        """Keep the answers to a method back."""
        fault = self.world.faults.add("hold", method=method, times=1_000)
        self.held.append(fault)
        return fault

    def lock(self, *, exclusive: bool = False) -> None:
        """Somebody else writes to the database, and does not come to an end."""
        other = sqlite3.connect(self.database, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE" if exclusive else "BEGIN IMMEDIATE")
        self.locks.append(other)

    def let_go(self) -> None:
        """What was held goes on."""
        for fault in self.held:
            fault.release()
        for other in self.locks:
            other.execute("ROLLBACK")
            other.close()
        self.held.clear()
        self.locks.clear()

    async def settle(self) -> None:
        """The next start, in this process: everything comes to rest."""
        self.world.faults.clear()
        app = make_app(self.url, SystemClock(), self.server.url)
        await app.start(migrate_first=True)
        for _ in range(MOST_STEPS):
            if not await app.step():
                break
            await app.background.finish()
        await app.close()

    def wrongs(self) -> list[str]:
        """What the outbox and the inbox say, against what Telegram accepted."""
        conn = sqlite3.connect(self.database)
        rows = conn.execute("SELECT kind, state, message_id FROM deliveries").fetchall()
        kept = {row[0]: row[1] for row in conn.execute("SELECT update_id, state FROM updates")}
        conn.close()
        told = [
            f"a row of kind {kind} is {state}" for kind, state, _ in rows if state in UNSETTLED
        ]
        calls = [c for c in self.world.ledger.accepted() if c.method in SENDS]
        sent = [message for kind, state, message in rows if state == "sent" and kind in REPLIES]
        unsure = sum(state == "unknown" for _, state, _ in rows)
        if len(set(sent)) != len(sent) or not set(sent) <= {message_of(c) for c in calls}:
            told.append("a row is sent that Telegram knows nothing of")
        if len(calls) > len(sent) + unsure:
            told.append(f"{len(calls)} messages for {len(sent)} rows and {unsure} unsure ones")
        told += [
            f"update {update_id} is {kept.get(update_id)}"
            for update_id in range(FIRST_UPDATE_ID, self.world.updates.next_id)
            if kept.get(update_id) != "done"
        ]
        if len(self.world.updates):
            told.append("an update is not acknowledged")
        return told


Reach: TypeAlias = Callable[[Scene], Awaitable[None]]


async def idle(scene: Scene) -> None:
    """It waits for news."""
    await scene.is_idle()


async def fetching(scene: Scene) -> None:
    """Telegram does not answer its poll."""
    fault = scene.hold("getUpdates")
    await scene.start()
    await asyncio.wait_for(fault.reached(), WAIT_SECONDS)


async def handling(scene: Scene) -> None:
    """An update has come, and the database is somebody else's for the moment."""
    await scene.is_idle()
    scene.lock()
    scene.amina.send("/today")
    await scene.until(lambda: not scene.world.updates.is_polled)


async def sending(scene: Scene) -> None:
    """Telegram takes its time over a message."""
    await scene.is_idle()
    fault = scene.hold("sendMessage")
    scene.amina.send("/help")
    await asyncio.wait_for(fault.reached(), WAIT_SECONDS)


async def waiting_for_telegram(scene: Scene) -> None:
    """Telegram answers nothing but errors when it starts."""
    fault = scene.world.faults.add("refuse", method="getMe", times=1_000)
    await scene.start()
    await asyncio.wait_for(fault.reached(), WAIT_SECONDS)


async def migrating(scene: Scene) -> None:
    """Somebody else holds the database when it starts: the tables cannot be brought up yet."""
    scene.lock(exclusive=True)
    process = await scene.start()
    while not _holds_lock(scene.database, process.pid):
        assert process.returncode is None, "it has ended by itself"
        await asyncio.sleep(LOOK_SECONDS)  # a file of another process tells nobody that it changed
    await asyncio.sleep(LOOK_SECONDS)


def _holds_lock(database: Path, pid: int) -> bool:
    lock = Path(f"{database}.lock")
    return lock.exists() and lock.read_text().strip() == str(pid)


STATES: Final[dict[str, Reach]] = {
    "idle": idle,
    "fetching": fetching,
    "handling": handling,
    "sending": sending,
    "waiting for Telegram": waiting_for_telegram,
    "migrating": migrating,
}


@asynccontextmanager
async def stage(folder: Path) -> AsyncIterator[Scene]:
    """A world with one person who has met nobody, and a database with tables."""
    world = World(WorldClock.running())
    async with serve(world) as server:
        scene = Scene(world, server, folder, world.add_person("Amina"))
        await asyncio.to_thread(migrate.upgrade, scene.url)
        scene.amina.start()
        try:
            yield scene
        finally:
            scene.let_go()
            scene.log.seek(0)
            log.info("%s", scene.log.read().decode())
            scene.log.close()
            if scene.process is not None and scene.process.returncode is None:
                scene.process.kill()
                await scene.process.wait()


async def ends(process: asyncio.subprocess.Process) -> tuple[int, float]:
    """Its exit code, and how long it took.

    Raises:
        TimeoutError: it does not end.
    """
    began = time.monotonic()
    code = await asyncio.wait_for(process.wait(), LONGEST_SECONDS)
    return code, time.monotonic() - began


@pytest.mark.asyncio
@pytest.mark.timeout(180)
@pytest.mark.parametrize(
    "number",
    [
        pytest.param(signal.SIGTERM, id="TERM"),
        pytest.param(signal.SIGINT, id="INT", marks=pytest.mark.long),
    ],
)
@pytest.mark.parametrize("state", STATES)
async def test_it_ends_in_order_within_ten_seconds(
    state: str, number: signal.Signals, tmp_path: Path
) -> None:
    async with stage(tmp_path) as scene:
        await STATES[state](scene)
        assert scene.process is not None
        scene.process.send_signal(number)
        scene.let_go()
        code, seconds = await ends(scene.process)
        log.info("%s, %s: %.2f s", state, number.name, seconds)

        assert code == 0
        await scene.settle()
        assert scene.wrongs() == []


@pytest.mark.asyncio
@pytest.mark.timeout(180)
@pytest.mark.parametrize(
    "state",
    [
        "handling",
        "sending",
        pytest.param("fetching", marks=pytest.mark.long),
        pytest.param("migrating", marks=pytest.mark.long),
    ],
)
async def test_what_never_ends_is_left_and_settled_at_the_next_start(
    state: str, tmp_path: Path
) -> None:
    async with stage(tmp_path) as scene:
        await STATES[state](scene)
        assert scene.process is not None
        scene.process.send_signal(signal.SIGTERM)
        code, seconds = await ends(scene.process)
        log.info("%s, for good: %.2f s", state, seconds)

        assert code == 0
        scene.let_go()
        await scene.settle()
        assert scene.wrongs() == []


@pytest.mark.asyncio
@pytest.mark.timeout(180)
@pytest.mark.parametrize("state", ["sending", pytest.param("fetching", marks=pytest.mark.long)])
async def test_a_second_signal_ends_it_at_once(state: str, tmp_path: Path) -> None:
    async with stage(tmp_path) as scene:
        await STATES[state](scene)
        assert scene.process is not None
        scene.process.send_signal(signal.SIGTERM)
        scene.process.send_signal(signal.SIGINT)
        code, seconds = await ends(scene.process)
        log.info("%s, twice: %.2f s", state, seconds)
        assert code == 0

        scene.let_go()
        await scene.settle()
        assert scene.wrongs() == []


@pytest.mark.long
@pytest.mark.asyncio
@pytest.mark.timeout(180)
@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGQUIT], ids=["HUP", "QUIT"])
@pytest.mark.parametrize("state", ["idle", "handling", "sending"])
async def test_any_other_signal_is_a_kill_that_loses_nothing(
    state: str, number: signal.Signals, tmp_path: Path
) -> None:
    async with stage(tmp_path) as scene:
        await STATES[state](scene)
        assert scene.process is not None
        scene.process.send_signal(number)
        code, _ = await ends(scene.process)

        assert code == -number
        scene.let_go()
        await scene.settle()
        assert scene.wrongs() == []
