"""The mix of bad updates, from a seed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from random import Random
from typing import Any, Final

from tests.safety.updates import described, mutations, odd_links, odd_text

BOT_ID: Final = 1000
READ: Final = frozenset({"message", "edited_message", "callback_query", "my_chat_member"})
SERVICE_IDS: Final = (1087968824, 777000, 136817688)
COMMANDS: Final = ("timezone", "language", "pause", "resume", "new", "circles", "invite", "join", "goals",
                   "times", "checkin", "progress", "privacy", "start", "help", "today", "upcoming", "plan",
                   "share", "queue", "sources",
                   "settings", "cancel", "nosuch", "START", "start@halqa_bot", "start@other_bot", "")  # fmt: skip
OF_LINKS: Final = ("share", "share", "queue", "sources")
# Shares of the whole, in percent.
SHARES: Final = {"structure": 19, "nobody": 5, "press": 20, "command": 15, "payload": 8, "name": 8,
                 "text": 9, "when": 4, "link": 12}  # fmt: skip


class Power(Enum):
    """What an update may change."""

    NOTHING = auto()
    OWN = auto()  # what the sender may change in any case


@dataclass(frozen=True, slots=True)
class Screen:
    """A message from the bot with a button."""

    message_id: int
    data: str


@dataclass
class Cast:
    """Who there is at this moment.

    Attributes:
        careless: strangers, somebody who has left, members of another circle: they may send anything.
        typists: members who write and are called oddly, but press and command nothing by chance.
        honest: everybody else with something to lose.
        screens: what was ever shown to whom.
        newest: the buttons under the last message of each, but for the ones that leave.
        shown: messages from the bot that are still in somebody's chat.
        codes: codes of invites that are live.
        now: the world's present, as Unix time.
    """

    careless: Sequence[int] = ()
    typists: Sequence[int] = ()
    honest: Sequence[int] = ()
    screens: dict[int, list[Screen]] = field(default_factory=dict)
    newest: dict[int, list[Screen]] = field(default_factory=dict)
    shown: dict[int, list[int]] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    now: int = 1_772_000_000


@dataclass(frozen=True, slots=True)
class Case:
    """One bad update.

    Attributes:
        sort: its share of the mix.
        update: without its number, unless that is what is bad.
        power: what it may change.
        person: whose chat it is in, if it is somebody's.
        is_press: whether Telegram knows the press: it can be answered then.
    """

    sort: str
    update: dict[str, Any]
    power: Power
    person: int | None = None
    is_press: bool = False


class Generator:
    """Bad updates about a cast that changes."""

    def __init__(self, seed: int, cast: Cast) -> None:
        self.rng = Random(seed)  # noqa: S311 - it must be repeatable
        self.cast = cast
        self._makers: dict[str, Callable[[], Case]] = {
            "structure": self._structure,
            "nobody": self._nobody,
            "press": self._press,
            "command": self._command,
            "payload": self._payload,
            "name": self._name,
            "text": self._text,
            "when": self._when,
            "link": self._link,
        }

    def next(self) -> Case:
        """One more."""
        [sort] = self.rng.choices(list(SHARES), weights=list(SHARES.values()))
        return self._makers[sort]()

    # Structure ------------------------------------------------------------------------------------

    def _structure(self) -> Case:
        rng = self.rng
        kind = rng.choice(list(described.kinds()))
        if rng.random() < 0.5:
            kind = rng.choice(sorted(READ))
        person = rng.choice(self.cast.careless)
        update = {kind: described.make(rng, described.kinds()[kind])}
        if rng.random() < 0.8:
            self._place(update[kind], person)
        if rng.random() < 0.1:
            update[rng.choice(list(described.kinds()))] = {"chat": {"id": person}}
        update = mutations.spoil(rng, update, self.cast.honest) if rng.random() < 0.9 else update
        if rng.random() < 0.02:
            update["update_id"] = rng.choice(mutations.NUMBERS)
        power = Power.NOTHING if READ.isdisjoint(update) else Power.OWN
        return Case("structure", update, power, person)

    def _place(self, part: dict[str, Any], person: int) -> None:
        """Let it be from that person, in their chat, as far as its type has such fields."""
        user = self._user(person)
        for holder in (part, part.get("message")):
            if isinstance(holder, dict) and isinstance(holder.get("chat"), dict):
                holder["chat"] = {"id": person, "type": "private", "first_name": "P"}
                holder.pop("sender_chat", None)
        for name in ("from", "user"):
            if name in part or "message_id" in part:
                part[name] = user

    def _nobody(self) -> Case:
        """From a bot, a channel, an anonymous administrator, Telegram itself, or in a group."""
        rng = self.rng
        person = rng.choice((*self.cast.honest, *self.cast.careless))
        part = self._message(person, self._line())
        way = rng.randrange(5)
        if way == 0:
            part["from"] = {**part["from"], "is_bot": True}
        elif way == 1:
            number = rng.choice((*SERVICE_IDS, BOT_ID))
            part["from"] = {**part["from"], "id": number, "is_bot": number == BOT_ID}
            if rng.random() < 0.5:
                part["chat"] = {**part["chat"], "id": part["from"]["id"]}
        elif way == 2:
            part["sender_chat"] = {"id": -1001234567890, "type": "channel", "title": "C"}
        elif way == 3:
            kind = rng.choice(("group", "supergroup", "channel"))
            part["chat"] = {"id": rng.choice((-5, -1001234567890)), "type": kind, "title": "G"}
        else:
            del part["from"]
        kind = rng.choice(
            ("message", "message", "edited_message", "channel_post", "callback_query")
        )
        if kind == "callback_query":
            press = {
                "id": "1",
                "from": part.get("from"),
                "chat_instance": "1",
                "data": self._data(person),
            }
            update = {kind: {**press, "message": part}}
            is_foreign = way in {0, 1, 3}
            return Case("nobody", update if is_foreign else {"message": part}, Power.NOTHING)
        return Case("nobody", {kind: part}, Power.NOTHING)

    def _line(self) -> str:
        return self.rng.choice(("/start", "/privacy", "/new Ours", "yes", "hello", "/invite"))

    # Presses --------------------------------------------------------------------------------------

    def _press(self) -> Case:
        rng = self.rng
        person = rng.choice(self.cast.careless)
        shown = self.cast.shown.get(person)
        if not shown:
            return self._command()
        message_id = rng.choice(shown)
        way = rng.choice(("random", "flipped", "another's", "replayed", "replayed"))
        own = self.cast.screens.get(person, [])
        if way == "replayed" and own:
            # Old ones too, but mostly those of the last screen: they lead on through the talks.
            newest = self.cast.newest.get(person)
            screen = rng.choice(newest if newest and rng.random() < 0.8 else own)
            at = screen.message_id if screen.message_id in shown else message_id
            return self._pressed(person, at, screen.data, Power.OWN)
        if way == "flipped" and own:
            return self._pressed(
                person, message_id, self._flipped(rng.choice(own).data), Power.NOTHING
            )
        if way == "another's":
            other = rng.choice([*self.cast.honest, *self.cast.typists])
            return self._pressed(person, message_id, self._data(other), Power.NOTHING)
        noise = rng.choice((
            "", "1:::", "talk", "1:talk:1.x:AAAAAAAAAAA", "\x00" * 64, "💥" * 16, ":" * 64,
            odd_text.text(rng)[:64], "1:priv.sure:x:" + "A" * 11, "2:home.go:today:AAAAAAAAAAA",
        ))  # fmt: skip
        return self._pressed(person, message_id, noise, Power.NOTHING)

    def _pressed(self, person: int, message_id: int, data: str, power: Power) -> Case:
        press = {
            "id": "",
            "from": self._user(person),
            "chat_instance": "1",
            "data": data,
            "message": {
                "message_id": message_id,
                "date": 1_772_000_000,
                "chat": {"id": person, "type": "private"},
                "text": "x",
            },
        }
        return Case("press", {"callback_query": press}, power, person, is_press=True)

    def _flipped(self, data: str) -> str:
        """One bit of one character differs."""
        raw = bytearray(data.encode())
        place = self.rng.randrange(len(raw))
        raw[place] ^= 1 << self.rng.randrange(7)
        return raw.decode()

    def _data(self, person: int) -> str:
        own = self.cast.screens.get(person)
        return self.rng.choice(own).data if own else "1:home.go:today:AAAAAAAAAAA"

    # What is typed --------------------------------------------------------------------------------

    def _command(self) -> Case:
        if self.rng.random() < 0.25:
            line = f"/{self.rng.choice(OF_LINKS)} {odd_links.argument(self.rng)}"
        else:
            line = f"/{self.rng.choice(COMMANDS)} {odd_text.argument(self.rng)}"
        return self._said("command", self.rng.choice(self.cast.careless), line)

    def _payload(self) -> Case:
        line = f"/start {odd_text.payload(self.rng, self.cast.codes)}"
        return self._said("payload", self.rng.choice(self.cast.careless), line)

    def _name(self) -> Case:
        """Somebody who is called oddly; strangers press Start, members write."""
        rng = self.rng
        person = rng.choice((*self.cast.careless, *self.cast.typists))
        line = (
            "/today" if person in self.cast.typists else rng.choice(("/start", "hello", "/help"))
        )
        case = self._said("name", person, line)
        sender = case.update["message"]["from"]
        sender["first_name"] = odd_text.name(rng)
        for field_name in ("last_name", "username"):
            if rng.random() < 0.5:
                sender[field_name] = odd_text.name(rng)
        return case

    def _text(self) -> Case:
        person = self.rng.choice((*self.cast.careless, *self.cast.typists))
        text = odd_text.text(self.rng)
        if person in self.cast.typists and text.startswith("/"):
            text = f"x{text}"
        case = self._said("text", person, text)
        if self.rng.random() < 0.15:
            case.update["edited_message"] = case.update.pop("message")
        return case

    def _when(self) -> Case:
        rng = self.rng
        person = rng.choice(self.cast.careless)
        line = odd_text.when(rng)
        command = rng.choice(
            ("", "/timezone ", "/times add ", "/pause ", "/goals add x by ", "/times ")
        )
        return self._said("when", person, command + line)

    def _link(self) -> Case:
        """Links, typed or hidden or passed on, and files: what somebody learns from."""
        rng = self.rng
        case = self._said("link", rng.choice(self.cast.careless), odd_links.words(rng))
        message = case.update["message"]
        message["entities"] = odd_links.entities(rng, message["text"])
        if rng.random() < 0.4:
            message["forward_origin"] = odd_links.origin(rng)
        if rng.random() < 0.25:
            message["document"] = odd_links.document(rng)
            message["caption"] = message.pop("text")[:1024]
            message["caption_entities"] = message.pop("entities")
        return case

    def _said(self, sort: str, person: int, line: str) -> Case:
        line = odd_text.cut(line)
        update = {"message": self._message(person, line)}
        return Case(sort, update, Power.OWN, person)

    def _message(self, person: int, text: str) -> dict[str, Any]:
        rng = self.rng
        message: dict[str, Any] = {
            "message_id": rng.randrange(1, 10**6),
            # Some were written long ago, and fetched only now.
            "date": self.cast.now
            - (rng.choice((300, 7_200, 200_000)) if rng.random() < 0.1 else 1),
            "chat": {"id": person, "type": "private", "first_name": "P"},
            "from": self._user(person),
            "text": text,
        }
        if text.startswith("/"):
            length = len(text.split(maxsplit=1)[0]) if text.split() else 1
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        elif rng.random() < 0.2:
            message["entities"] = described.make(rng, "Array of MessageEntity")
        if rng.random() < 0.05:
            message["reply_to_message"] = described.make(rng, "Message")
        return message

    def _user(self, person: int) -> dict[str, Any]:
        code = self.rng.choice(("en", "ar", "ar", "fr", None))
        user = {"id": person, "is_bot": False, "first_name": "P", "language_code": code}
        return {name: value for name, value in user.items() if value is not None}
