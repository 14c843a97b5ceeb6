"""A crowd at their phones before the whole bot: they type, press and pick whatever there is to press."""

import copy
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Final, TypeAlias

from sqlalchemy import func, select

from bot.app import _bot
from bot.inbox import store as inbox_store
from bot.inbox.tables import updates
from bot.playground.line.faults import FaultKind
from bot.playground.messages import Message
from bot.playground.phone.player import Player
from bot.playground.refusals import NotPossibleError
from bot.playground.world import World
from bot.schema import TABLES
from bot.telegram.incoming import OLD_BUTTON
from bot.texts import Reader
from tests.safety.invariants import broken
from tests.safety.machine.town import Broken, pick
from tests.safety.machine.wire import Wire
from tests.support.bench import TEXTS as TEXTS_OF_OURS
from tests.support.bench import make_app

MOST_ROUNDS = 300
_MACHINERY = frozenset({"updates", "deliveries", "leadership", "turn_checks"})
LONGEST_PAUSE = timedelta(minutes=10)
TEXTS: Final = (
    "/start", "/help", "/new", "/invite", "/circles", "/goals", "/times", "/today", "/upcoming",
    "/plan", "/progress", "/checkin", "/pause", "/resume", "/settings", "/privacy", "/cancel",
    "/language", "/join", "/timezone Cairo", "/timezone القاهرة", "/times add daily 19:00 45m listen",
    "/times add Mon Wed 7:30", "/goals add Statistics", "Data", "Statistics", "Medians first",
    "I work with maps and would like to learn statistics.", "4", "Because of work.", "Skip", "تخطي",
    "tomorrow", "in two weeks", "19:00", "Somebody Else", "K7Q2-M9XP-RD4T", "\u202eodd\u0300 text",
)  # fmt: skip
FAULTS: Final[tuple[dict[str, Any], ...]] = (
    {"kind": FaultKind.REFUSE, "status": 429, "retry_after": 20},
    {"kind": FaultKind.REFUSE, "status": 500},
    {"kind": FaultKind.DROP_BEFORE},
    {"kind": FaultKind.DROP_AFTER},
    {"kind": FaultKind.ERROR_AFTER},
    {"kind": FaultKind.TRUNCATE},
)
CALLS: Final = ("sendMessage", "editMessageText", None)
Doing: TypeAlias = Callable[["Crowd", int, int, int], Awaitable[None]]


class Crowd:
    """Six people, one world, one bot."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.world = World()
        self.players = [
            self.world.add_person(f"Person{number}", language_code=("en", "ar")[number % 2])
            for number in range(6)
        ]
        self.did: Counter[tuple[str, str]] = Counter()
        self._build()

    def _build(self) -> None:
        self.wire = Wire(self.world)
        self.app = make_app(self.url, self.world.clock, "http://world.invalid")
        self.app._poll_request = self.app._call_request = self.wire
        self.app.bot = _bot(self.app.settings, self.wire, self.wire)

    async def begin(self) -> None:
        """Start the bot."""
        await self.app.start(migrate_first=False)

    async def restart(self) -> None:
        """Stop it and start another on the same database."""
        await self.app.close()
        heard = self.wire.heard
        self._build()
        self.wire.heard = heard
        await self.app.start(migrate_first=False)

    async def end(self) -> None:
        """Stop it."""
        await self.app.close()

    async def settle(self) -> None:
        """Let the bot do all that it can do now."""
        pause = timedelta(seconds=1)
        for _ in range(MOST_ROUNDS):
            done = await self.app.step()
            await self.app.background.finish()
            if done:
                continue
            if await self.app.is_idle():
                return
            self.world.clock.advance(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        raise Broken("I-20: the bot never comes to rest")

    async def rows(self) -> list[tuple[str, ...]]:
        """All that is kept, but for messages and the machinery."""
        async with self.app.db.begin() as conn:
            return [
                (table.name, *(str(value) for value in row))
                for table in TABLES
                if table.name not in _MACHINERY
                for row in sorted((await conn.execute(select(table))).all(), key=str)
            ]

    async def look(self) -> None:
        """Nothing is broken, nothing was refused, no update was set aside."""
        async with self.app.db.begin() as conn:
            found = await broken(conn, now=self.world.clock.now(), is_at_rest=True)
            dead = select(updates.c.update_id, updates.c.error, updates.c.payload).where(
                updates.c.state == "dead"
            )
            found += [
                f"set aside: {row.update_id} {row.error} {row.payload}"
                for row in await conn.execute(dead)
            ]
            failed = select(func.count()).where(updates.c.attempt > 0)
            if (await conn.execute(failed)).scalar_one():
                found.append("an update failed at first")
        found += [
            f"refused: {call.method} {call.parameters} {call.answer}"
            for call in self.world.ledger.calls()
            if call.status == 400
            and call.method != "answerCallbackQuery"
            and "message is not modified" not in str(call.answer)
        ]
        if found:
            raise Broken("\n".join(found))


DOINGS: Final[dict[str, Doing]] = {}


def doing(act: Doing) -> Doing:
    """Something that somebody in the crowd does, or that befalls them."""
    DOINGS[act.__name__] = act
    return act


async def do(crowd: Crowd, name: str, a: int, b: int, c: int) -> None:
    """One step, and a look at what is left of it."""
    try:
        await DOINGS[name](crowd, a, b, c)
        word = "yes"
    except (NotPossibleError, LookupError) as error:
        word = f"not possible ({type(error).__name__})"
    crowd.did[name, word] += 1
    await crowd.settle()
    await crowd.look()


def _with_buttons(player: Player) -> list[Message]:
    return [message for message in player.received if message.labels]


def _pressable(message: Message) -> list[str]:
    return [b.callback_data for b in message.inline_keyboard or () if b.callback_data is not None]


@doing
async def types(crowd: Crowd, a: int, b: int, c: int) -> None:
    pick(crowd.players, a).send(TEXTS[(b * 64 + c) % len(TEXTS)])


@doing
async def presses_the_newest(crowd: Crowd, a: int, b: int, c: int) -> None:
    player = pick(crowd.players, a)
    message = _with_buttons(player)[-1]
    player.press(message, pick(_pressable(message), b))


@doing
async def presses_again(crowd: Crowd, a: int, b: int, c: int) -> None:
    """The same button twice, fast."""
    player = pick(crowd.players, a)
    message = _with_buttons(player)[-1]
    data = pick(_pressable(message), b)
    player.press(message, data)
    player.press_raw(message, data)


@doing
async def presses_an_old_one(crowd: Crowd, a: int, b: int, c: int) -> None:
    player = pick(crowd.players, a)
    message = pick(_with_buttons(player), c)
    player.press(message, pick(_pressable(message), b))


@doing
async def forges_a_press(crowd: Crowd, a: int, b: int, c: int) -> None:
    """Somebody else's button data, or one of their own with a letter changed.

    One neutral answer (I-11), and nothing changes but what is kept of messages (I-10).
    """
    await crowd.settle()
    before = await crowd.rows()
    player, other = pick(crowd.players, a), pick(crowd.players, b)
    data = pick([d for message in _with_buttons(other) for d in _pressable(message)], c)
    if other is player:
        data = data[:-1] + ("A" if data[-1] != "A" else "B")
    player.press_raw(pick(player.received, b), data)
    await crowd.settle()
    if await crowd.rows() != before:
        raise Broken(f"I-10: the forged press {data} changed something")
    answer = player.answers[-1].text or ""
    language = ("en", "ar")[player.person.language_code == "ar"]
    if answer != TEXTS_OF_OURS.say(Reader(language=language)).label_looked_up(OLD_BUTTON):
        raise Broken(f"I-11: the forged press {data} was answered with {answer!r}")


@doing
async def taps(crowd: Crowd, a: int, b: int, c: int) -> None:
    player = pick(crowd.players, a)
    keyboard = player.reply_keyboard
    if keyboard is None:
        raise LookupError
    player.tap(pick(keyboard.labels, b))


@doing
async def picks(crowd: Crowd, a: int, b: int, c: int) -> None:
    player, other = pick(crowd.players, a), pick(crowd.players, b)
    player.pick_users([other])


@doing
async def follows_an_invite(crowd: Crowd, a: int, b: int, c: int) -> None:
    """A link that anybody in the crowd was shown."""
    links = [
        link
        for player in crowd.players
        for message in player.received
        for link in re.findall(r"https://t\.me/\S+\?start=j_\w+", message.text)
    ]
    pick(crowd.players, a).open_link(pick(links[::-1], b % 3))


@doing
async def joins_for_good(crowd: Crowd, a: int, b: int, c: int) -> None:
    """Follow the newest invite and answer everything that is asked."""
    await follows_an_invite(crowd, a, 0, c)
    player = pick(crowd.players, a)
    await crowd.settle()
    message = _with_buttons(player)[-1]
    player.press(message, _pressable(message)[0])
    await crowd.settle()
    player.send("I work with maps and would like to learn statistics.")
    await crowd.settle()
    player.send(("Skip", "تخطي")[player.person.language_code == "ar"])
    await crowd.settle()
    if player.reply_keyboard is not None:
        player.tap(player.reply_keyboard.labels[-1])


@doing
async def opens_a_circle(crowd: Crowd, a: int, b: int, c: int) -> None:
    """The whole talk: typed answers, then the last button."""
    player = pick(crowd.players, a)
    player.send("/new")
    for text in ("Data", "Statistics", "Medians first"):
        await crowd.settle()
        player.send(text)
    await crowd.settle()
    for _ in range(5):
        message = _with_buttons(player)[-1]
        player.press(message, pick(_pressable(message), b))
        await crowd.settle()


@doing
async def makes_an_invite(crowd: Crowd, a: int, b: int, c: int) -> None:
    """Through its talk, with a button after the other."""
    player = pick(crowd.players, a)
    player.send("/invite")
    for number in (0, b, c)[: 1 + c % 3]:
        await crowd.settle()
        message = _with_buttons(player)[-1]
        player.press(message, pick(_pressable(message), number))


@doing
async def goes_on_pressing(crowd: Crowd, a: int, b: int, c: int) -> None:
    """Whoever has anything to press presses it."""
    player = pick([each for each in crowd.players if _can_press(each)], a)
    message = _with_buttons(player)[-1]
    player.press(message, pick(_pressable(message), b))


def _can_press(player: Player) -> bool:
    shown = _with_buttons(player)
    return bool(shown) and not player.person.blocked and bool(_pressable(shown[-1]))


@doing
async def edits(crowd: Crowd, a: int, b: int, c: int) -> None:
    player = pick(crowd.players, a)
    own = [m for m in player.messages if not m.from_bot and m.is_text]
    player.edit(pick(own, b).message_id, f"Corrected {c}.")


@doing
async def blocks_or_comes_back(crowd: Crowd, a: int, b: int, c: int) -> None:
    player = pick(crowd.players, a)
    if player.person.blocked:
        player.unblock()
    elif c % 4 == 0:
        player.block()


@doing
async def hears_an_old_update_again(crowd: Crowd, a: int, b: int, c: int) -> None:
    """Telegram brings an update once more: under its own number, or under a new one."""
    raw = copy.deepcopy(pick(crowd.wire.heard, b))
    if c % 2:
        raw["update_id"] = crowd.world.updates.next_id
        crowd.world.updates.next_id += 1
    async with crowd.app.db.begin() as conn:
        await inbox_store.keep(conn, [raw], now=crowd.world.clock.now())


@doing
async def something_goes_wrong(crowd: Crowd, a: int, b: int, c: int) -> None:
    player = pick(crowd.players, a)
    crowd.world.faults.add(**FAULTS[b % len(FAULTS)], method=pick(CALLS, c), chat_id=player.id)


@doing
async def time_passes(crowd: Crowd, a: int, b: int, c: int) -> None:
    due = await crowd.app.next_at()
    now = crowd.world.clock.now()
    if c % 2 and due is not None and due - now < timedelta(days=8):
        crowd.world.clock.move_to(max(due, now + timedelta(seconds=1)))
    else:
        crowd.world.clock.advance(timedelta(hours=1 + a))


@doing
async def the_bot_restarts(crowd: Crowd, a: int, b: int, c: int) -> None:
    await crowd.restart()
