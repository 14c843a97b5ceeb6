"""Judges every letter anew: was its reader one who may read that, and was it an hour at which one may write?

It shares nothing with the gate and the audiences but the register of kinds: who may read what follows
from words. Every person has a word of their own in all that they write, and so has every circle.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.admissions.tables import admissions
from bot.circles.records import Role
from bot.circles.tables import members
from bot.gate import Gate
from bot.people import store as people_store
from bot.people.records import Person
from bot.people.tables import people
from tests.safety.invariants_boxes import KINDS
from tests.safety.machine.office import Letter, Office

FIRST_ACCOUNT = 7_000_000_000
_WORDS = re.compile(
    r"zq(?P<mark>\d+)qz|Zf(?P<family>\d+)fz|cq(?P<concern>\d+)cq|Circ(?P<circle>\d+)rc"
)
_STRANGERS = frozenset({"reply", "edit", "farewell"})
# What somebody is told of a circle in which they are not, for it is about themselves.
_ABOUT_ONESELF = frozenset(
    {
        "circle_removed",
        "circle_closed",
        "adm_outcome",
        "adm_offer",
        "adm_question",
        "adm_waiting",
        "edit",
        "reply",
    }
)
# What goes to fellow members only, while both are there.
_AMONG_FELLOWS = frozenset(
    {"learned", "goalcheer", "joined", "link", "links_weekly", "communityask"}
)


@dataclass(frozen=True, slots=True)
class _Stay:
    circle_id: int
    telegram_id: int
    is_present: bool
    is_host: bool


class Watcher:
    """Looks through the office's letters, each once."""

    def __init__(self, office: Office, circles: dict[int, int]) -> None:
        self._office = office
        self._circles = circles  # the number in a circle's name → its id
        self._seen = 0
        self._counted: Counter[tuple[int, date]] = Counter()
        self._known: defaultdict[int, set[str]] = defaultdict(set)  # chat → words it has had
        self.faults: list[str] = []

    @property
    def has_news(self) -> bool:
        """Whether letters came since the last look."""
        return self._seen < len(self._office.letters)

    async def watch(self, conn: AsyncConnection) -> None:
        """Look at what is new, with the state of things as it was when it was sent."""
        news = self._office.letters[self._seen :]
        self._seen = len(self._office.letters)
        chats = {letter.outgoing.to for letter in news}
        rows = await conn.execute(select(people).where(people.c.telegram_id.in_(sorted(chats))))
        known = {row.telegram_id: people_store.record(row) for row in rows}
        stays = [_stay(row) for row in await conn.execute(_STAYS)]
        doors = {(row.circle_id, row.telegram_id) for row in await conn.execute(_DOORS)}
        for letter in news:
            person = known.get(letter.outgoing.to)
            if person is not None:
                self._ask_gate(letter, person)
            elif letter.delivery.kind not in _STRANGERS:
                self._blame(letter, "is for nobody")
            self._read(letter, stays, doors)

    def _blame(self, letter: Letter, what: str) -> None:
        self.faults.append(f"{letter.delivery.key} to {letter.outgoing.to} at {letter.at}: {what}")

    # When ---------------------------------------------------------------------------------------------

    def _ask_gate(self, letter: Letter, person: Person) -> None:
        kind = KINDS[letter.delivery.kind]
        local = letter.at.astimezone(ZoneInfo(person.zone or "UTC"))
        day = (person.id, local.date())
        if kind.gate is not Gate.NONE:
            if person.unreachable_since is not None and person.unreachable_since < letter.at:
                self._blame(letter, "I-7: they cannot be reached")
            if (
                kind.pausable
                and person.paused_until is not None
                and letter.at < person.paused_until
            ):
                self._blame(letter, f"I-7: paused until {person.paused_until}")
        if kind.gate in {Gate.QUIET, Gate.FULL} and _is_within(person, local.strftime("%H:%M")):
            self._blame(letter, "in their quiet hours")
        if kind.gate is Gate.FULL:
            if local.weekday() in person.days_off:
                self._blame(letter, "on their day off")
            if self._counted[day] >= person.budget.messages:
                self._blame(letter, f"the {self._counted[day] + 1}. message of their day")
        if kind.counts and letter.outcome == "sent":
            self._counted[day] += 1

    # To whom --------------------------------------------------------------------------------------------

    def _read(self, letter: Letter, stays: list[_Stay], doors: set[tuple[int, int]]) -> None:
        reader = letter.outgoing.to
        labels = " ".join(button.text for row in letter.outgoing.buttons for button in row)
        for found in _WORDS.finditer(f"{letter.outgoing.html} {labels}"):
            word, sort = found.group(), found.lastgroup or ""
            number = int(found.group(sort))
            if sort == "circle":
                number = self._circles.get(number, 0)
            allowed = {
                "mark": self._may_read_of,
                "family": self._may_read_of,
                "concern": self._may_read_concern,
                "circle": self._may_read_circle,
            }[sort](letter, number, stays, doors)
            is_old = letter.delivery.kind == "edit" and word in self._known[reader]
            if not allowed and not is_old:
                self._blame(letter, f"I-5: holds {word!r}")
            self._known[reader].add(word)

    @staticmethod
    def _may_read_circle(
        letter: Letter, circle_id: int, stays: list[_Stay], doors: set[tuple[int, int]]
    ) -> bool:
        own = [s for s in stays if (s.circle_id, s.telegram_id) == (circle_id, letter.outgoing.to)]
        if any(stay.is_present for stay in own):
            return True
        is_subject = bool(own) or (circle_id, letter.outgoing.to) in doors
        return is_subject and letter.delivery.kind in _ABOUT_ONESELF

    @staticmethod
    def _may_read_of(
        letter: Letter, soul: int, stays: list[_Stay], doors: set[tuple[int, int]]
    ) -> bool:
        reader, other = letter.outgoing.to, FIRST_ACCOUNT + soul
        if reader == other:
            return True
        if letter.delivery.kind == "invite_ends":
            return True  # the reader named them; they may never have come
        if letter.delivery.kind == "adm_question" and f"Zf{soul}fz" not in letter.outgoing.html:
            return True  # relayed without the asker's name
        mine = {s.circle_id for s in stays if s.telegram_id == reader and s.is_present}
        theirs = {s.circle_id for s in stays if s.telegram_id == other and s.is_present}
        if letter.delivery.kind in _AMONG_FELLOWS:
            return bool(mine & theirs)
        theirs |= {s.circle_id for s in stays if s.telegram_id == other}
        theirs |= {circle_id for circle_id, account in doors if account == other}
        return bool(mine & theirs)

    @staticmethod
    def _may_read_concern(
        letter: Letter, soul: int, stays: list[_Stay], doors: set[tuple[int, int]]
    ) -> bool:
        del doors
        theirs = {s.circle_id for s in stays if s.telegram_id == FIRST_ACCOUNT + soul}
        reader = letter.outgoing.to
        return any(s.telegram_id == reader and s.is_host and s.circle_id in theirs for s in stays)


_STAYS = select(members.c.circle_id, people.c.telegram_id, members.c.left_at, members.c.role).join(
    people, people.c.id == members.c.person_id
)
_DOORS = select(admissions.c.circle_id, people.c.telegram_id).join(
    people, people.c.id == admissions.c.person_id
)


def _stay(row: Row[*tuple[Any, ...]]) -> _Stay:
    is_present = row.left_at is None
    return _Stay(row.circle_id, row.telegram_id, is_present, is_present and row.role == Role.HOST)


def _is_within(person: Person, clock: str) -> bool:
    """Whether a wall clock ("23:10") lies in somebody's quiet hours, reckoned by strings."""
    starts, ends = person.quiet.starts.strftime("%H:%M"), person.quiet.ends.strftime("%H:%M")
    if starts <= ends:
        return starts <= clock < ends
    return clock >= starts or clock < ends
