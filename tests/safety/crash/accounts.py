"""What was planned against what Telegram accepted: the accounting law, row by row and call by call.

    planned = sent + unknown + expired + failed + cancelled (+ what is planned for later)

A trigger copies every row and every change of its state into a table of ours, in the bot's own
transaction: a row's text is gone from the outbox once it is sent.
"""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from bot.outbox.records import Class
from bot.outbox.rules import COPY_AFTER, MOST_COPIES
from bot.playground.line.ledger import Call
from tests.support.bench import KINDS

_COLUMNS: Final = (
    "id", "key", "kind", "chat_id", "about", "state", "attempt", "payload", "message_id", "reason", "due_at"
)  # fmt: skip
_TABLE: Final = """
CREATE TABLE audit (
    n INTEGER PRIMARY KEY, what TEXT NOT NULL, was TEXT, id INTEGER NOT NULL, "key" TEXT NOT NULL,
    kind TEXT NOT NULL, chat_id INTEGER NOT NULL, about TEXT NOT NULL, state TEXT NOT NULL,
    attempt INTEGER NOT NULL, payload TEXT, message_id INTEGER, reason TEXT, due_at TEXT NOT NULL
);
"""


def _trigger(name: str, when: str, *, row: str = "new", was: str = "NULL") -> str:
    values = ", ".join(f'{row}."{column}"' for column in _COLUMNS)
    names = ", ".join(f'"{column}"' for column in _COLUMNS)
    return f"""
        CREATE TRIGGER audit_{name} AFTER {when} BEGIN
            INSERT INTO audit (what, was, {names}) VALUES ('{name}', {was}, {values});
        END;
    """  # noqa: S608 - of our own names alone


AUDIT: Final = "".join(
    (
        _TABLE,
        _trigger("planned", "INSERT ON deliveries"),
        _trigger("moved", "UPDATE OF state ON deliveries", was="old.state"),
        _trigger("held", "UPDATE OF due_at ON deliveries", was="old.state"),
        _trigger(
            "rewritten",
            "UPDATE OF payload ON deliveries WHEN new.payload IS NOT NULL AND new.payload <> old.payload",
        ),
        _trigger("removed", "DELETE ON deliveries", row="old", was="old.state"),
    )
)
SENDS: Final = frozenset({"sendMessage", "sendDocument", "sendPhoto"})
EDITS: Final = frozenset({"editMessageText", "editMessageReplyMarkup", "editMessageCaption"})
# What a start, a poll and a press lead to; they are no deliveries.
BESIDE: Final = frozenset({
    "getMe", "getUpdates", "deleteWebhook", "getWebhookInfo", "setMyCommands", "deleteMyCommands",
    "getMyCommands", "setMyDescription", "setMyShortDescription", "setMyName",
})  # fmt: skip
ANSWER: Final = "answerCallbackQuery"
MOST_ANSWERS: Final = 2  # a press that was answered, but not marked as handled, is answered again
# Our mistakes; not 403 (people block the bot) nor 429 (two processes read a flowing clock apart).
REFUSALS: Final = frozenset({400, 401, 404, 409, 413})
HARMLESS: Final = ("message is not modified", "query is too old")


def install_audit(database: Path) -> None:
    """Have a database keep what becomes of every delivery."""
    with sqlite3.connect(database) as conn:
        conn.executescript(AUDIT)
    conn.close()


@dataclass(slots=True)
class Row:
    """One delivery as the audit saw it."""

    id: int
    key: str
    kind: str
    chat_id: int
    about: str
    payload: Mapping[str, Any]
    state: str = "planned"
    message_id: int | None = None
    reason: str | None = None
    due_at: str = ""
    moves: list[tuple[str | None, str]] = field(default_factory=list)
    strikes: int = 0  # how often it left `sending` and nobody knows whether it had arrived
    is_removed: bool = False

    @property
    def cls(self) -> Class:
        return KINDS[self.kind].cls

    @property
    def html(self) -> str:
        return str(self.payload.get("html", ""))

    @property
    def is_send(self) -> bool:
        return self.payload["method"] in {"send", "document", "photo"}


@dataclass(frozen=True, slots=True)
class Books:
    """Everything that is compared, of one database and one world.

    Attributes:
        rows: the deliveries that were touched since the books were opened.
        calls: what Telegram was called with since then.
        updates: the state of every update since then, by id; None: nothing of it is kept.
        waiting: updates that Telegram still keeps.
        now: the world's moment.
    """

    rows: Sequence[Row]
    calls: Sequence[Call]
    updates: Mapping[int, str | None]
    waiting: int
    now: datetime


def last_audit(conn: sqlite3.Connection) -> int:
    """Where books begin that are opened now."""
    return int(conn.execute("SELECT coalesce(max(n), 0) FROM audit").fetchone()[0])


def read_rows(conn: sqlite3.Connection, *, since: int = 0) -> list[Row]:
    """The deliveries touched after `since`, with their whole history."""
    rows: dict[int, Row] = {}
    query = """
        SELECT n, what, was, id, "key", kind, chat_id, about, state, attempt, payload, message_id,
               reason, due_at
        FROM audit WHERE id IN (SELECT id FROM audit WHERE n > ?) ORDER BY n
    """
    attempts: dict[int, int] = {}
    for (n, what, was, delivery, key, kind, chat_id, about, state, attempt, payload, message_id,
         reason, due_at) in conn.execute(query, (since,)):  # fmt: skip
        if what == "planned":
            rows[delivery] = Row(delivery, key, kind, chat_id, about, json.loads(payload))
            attempts[delivery] = 0
        row = rows[delivery]
        if what == "removed":
            row.is_removed = True
        if what == "rewritten":
            row.payload = json.loads(payload)
        if what == "moved":
            if n > since:
                row.moves.append((was, state))
            is_unsure = state == "unknown" or (
                state == "planned" and attempt == attempts[delivery]
            )
            if was == "sending" and is_unsure:
                row.strikes += 1
            attempts[delivery] = attempt
        row.state, row.chat_id, row.due_at, row.reason = state, chat_id, due_at, reason
        row.message_id = message_id
    return list(rows.values())


def read_updates(conn: sqlite3.Connection, ids: Iterable[int]) -> dict[int, str | None]:
    """The state of each of these updates."""
    kept = dict(conn.execute("SELECT update_id, state FROM updates"))
    return {update_id: kept.get(update_id) for update_id in ids}


def message_of(call: Call) -> int | None:
    """The id of the message that a call made."""
    result = (call.answer or {}).get("result")
    return result.get("message_id") if isinstance(result, dict) else None


def text_of(call: Call) -> str:
    """What a call said."""
    return str(call.parameters.get("text") or call.parameters.get("caption") or "")


def chat_of(call: Call) -> int:
    """The chat a call was for; 0 where it named none."""
    return int(str(call.parameters.get("chat_id", 0)))


class Auditor:
    """Goes through the books; `problems` holds what is wrong with them."""

    def __init__(self, books: Books) -> None:
        self.books = books
        self.problems: list[str] = []
        self.figures: Counter[str] = Counter()
        self.unsure: set[str] = set()  # keys of rows that were struck
        self._orphans: defaultdict[int, list[Call]] = defaultdict(list)  # by row

    def check(self) -> list[str]:
        """Every law of the accounting; what is broken."""
        self._states()
        self._sends()
        self._copies()
        self._edits()
        self._others()
        self._updates()
        return self.problems

    def _states(self) -> None:
        for row in self.books.rows:
            self.figures["planned"] += 1
            self.figures[f"{row.cls}.{'removed' if row.is_removed else row.state}"] += 1
            if row.strikes:
                self.unsure.add(row.key)
            if row.is_removed:
                continue
            if row.state == "sending":
                self._wrong(f"{row.key} is still in sending")
            if row.state == "planned" and _moment(row.due_at) <= self.books.now:
                self._wrong(f"{row.key} is due and was not sent")

    def _sends(self) -> None:
        """Each accepted message is one row's; what no row claims was struck or is unexpected."""
        accepted = [c for c in self.books.calls if c.method in SENDS and c.accepted]
        by_id = {message_of(c): c for c in accepted if message_of(c) is not None}
        claimed: set[int] = set()
        for row in self.books.rows:
            is_now = any(state == "sent" for _, state in row.moves)
            if row.state != "sent" or not is_now or not row.is_send:
                continue
            call = by_id.get(row.message_id)
            if call is None:
                self._wrong(f"{row.key} is sent, but Telegram has no such message")
            elif not _is_of(call, row):
                self._wrong(f"{row.key} claims a message with another text or chat")
            elif call.number in claimed:
                self._wrong(f"{row.key} claims a message of another row")
            else:
                claimed.add(call.number)
        self.figures["messages"] += len(accepted)
        for call in accepted:
            if call.number not in claimed:
                self._find_row_of(call)

    def _find_row_of(self, call: Call) -> None:
        struck = [
            row
            for row in self.books.rows
            if row.is_send and _is_of(call, row) and len(self._orphans[row.id]) < row.strikes
        ]
        if struck:
            self._orphans[struck[0].id].append(call)
        else:
            self._wrong(f"unexpected message to {chat_of(call)}: {text_of(call)[:80]!r}")

    def _copies(self) -> None:
        for row in self.books.rows:
            if not row.is_send:
                continue
            orphans = self._orphans[row.id]
            copies = len(orphans) + (row.state == "sent")
            self.figures[f"{row.cls}.copies.{copies}"] += bool(row.strikes)
            most = MOST_COPIES if row.cls is Class.B else 1
            if copies > most:
                self._wrong(f"{row.key} of class {row.cls} came {copies} times")
            if row.cls is Class.B:
                self._second_copy(row, orphans)

    def _second_copy(self, row: Row, orphans: Sequence[Call]) -> None:
        """Class B is lost only by two deaths, and its copy comes a minute later."""
        if row.state == "unknown" and row.strikes < MOST_COPIES:
            self._wrong(f"{row.key} of class B was given up after one try")
        if row.strikes >= MOST_COPIES:
            self.figures["B.struck twice"] += 1
        if row.state != "sent" or not orphans:
            return
        second = [c for c in self.books.calls if message_of(c) == row.message_id and c.accepted]
        if second and second[-1].at - orphans[0].at < COPY_AFTER:
            self._wrong(f"the second copy of {row.key} came too early")

    def _edits(self) -> None:
        may: Counter[tuple[int, str]] = Counter()
        for row in self.books.rows:
            if not row.is_send:
                tried = sum(state == "sending" for _, state in row.moves)
                may[row.chat_id, row.html] += tried
        for call in self.books.calls:
            if call.method not in EDITS or not call.accepted:
                continue
            seen = (chat_of(call), text_of(call))
            may[seen] -= 1
            if may[seen] < 0:
                self._wrong(f"unexpected {call.method} in {seen[0]}: {seen[1][:80]!r}")

    def _others(self) -> None:
        answers: Counter[str] = Counter()
        for call in self.books.calls:
            if call.method == ANSWER:
                answers[str(call.parameters["callback_query_id"])] += call.accepted
            elif call.method not in SENDS | EDITS | BESIDE:
                self._wrong(f"unexpected call of {call.method}")
            if call.status in REFUSALS and not any(text in str(call.answer) for text in HARMLESS):
                self._wrong(f"{call.method} was refused: {call.answer}")
        for query, times in answers.items():
            if times > MOST_ANSWERS:
                self._wrong(f"the press {query} was answered {times} times")

    def _updates(self) -> None:
        if self.books.waiting:
            self._wrong(f"{self.books.waiting} updates are not acknowledged")
        self.figures["updates"] += len(self.books.updates)
        for update_id, state in self.books.updates.items():
            if state is None:
                self._wrong(f"update {update_id} is lost")
            elif state == "new":
                self._wrong(f"update {update_id} is not handled")

    def _wrong(self, problem: str) -> None:
        self.problems.append(problem)


def _is_of(call: Call, row: Row) -> bool:
    return chat_of(call) == row.chat_id and text_of(call) == row.html


def _moment(text: str) -> datetime:
    """A moment as SQLite keeps it."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
