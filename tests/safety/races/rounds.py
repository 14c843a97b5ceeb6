"""What a round begins with: circles with members of some standing, invites, people who wait."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from typing import Any, Final

from bot.acquaintances.records import Depth
from bot.admissions import actions, store
from bot.admissions.records import Admission, Named, Outcome
from bot.circles import store as circle_store
from bot.circles.records import Circle, Member, Role
from bot.invites import store as invite_store
from bot.invites.records import Invite, Kind
from bot.people.records import Person
from bot.work import Work
from tests.safety.races.checks import check_circle
from tests.safety.races.racing import Race, Run, Tick

# Long enough for every word to count, and for invites where new members wait.
LONG_THERE: Final = timedelta(days=30)
INTRODUCTION: Final = "I work with maps and would like to learn statistics."
_codes = count(1)


@dataclass(frozen=True, slots=True)
class Round:
    """A circle, and its members' stays by person; the host comes first."""

    race: Race
    circle: Circle
    stays: dict[int, Member]

    def stay_of(self, person: Person) -> Member:
        """Their stay."""
        return self.stays[person.id]

    async def invite(
        self, inviter: Person, *, guest: Person | None = None, uses: int = 1, days: float = 7
    ) -> Invite:
        """A live invite; for `guest` it holds the inviter's vouch."""
        async with self.race.bench.work() as work:
            return await self.invite_in(work, inviter, guest=guest, uses=uses, days=days)

    async def invite_in(
        self,
        work: Work,
        inviter: Person,
        *,
        guest: Person | None = None,
        uses: int = 1,
        days: float = 7,
    ) -> Invite:
        """The same, in a work that is open."""
        stay = self.stay_of(inviter)
        return await invite_store.create(
            work.conn,
            code_hash=work.keys.digest("invite", f"{self.circle.id}.{next(_codes)}"),
            circle_id=self.circle.id,
            member_id=stay.id,
            kind=Kind.PERSONAL if guest else Kind.OPEN,
            for_telegram_id=guest.telegram_id if guest else None,
            for_name=guest.name if guest else None,
            depth=Depth.WELL if guest else None,
            by_host=stay.is_host,
            uses=uses,
            created_at=work.now,
            expires_at=work.now + timedelta(days=days),
        )

    async def waits(self, newcomer: Person, inviter: Person, *known: Person) -> Admission:
        """A newcomer who has knocked with an open invite and names those members."""
        invite = await self.invite(inviter)
        named = [Named(person.full_name, telegram_id=person.telegram_id) for person in known]
        async with self.race.bench.work() as work:
            outcome = await knock(work, newcomer, invite, named=named)
        assert isinstance(outcome, Outcome), outcome
        return outcome.admission

    async def admission(self, admission: Admission) -> Admission:
        """As it is now."""
        async with self.race.bench.work() as work:
            return await store.get_admission(work.conn, admission.id)

    async def close(self) -> None:
        """The round is over: nobody is in this circle any more."""
        async with self.race.bench.work() as work:
            roll = await circle_store.get_roll(work.conn, self.circle.id)
            if roll.circle.is_open:
                await circle_store.archive(work.conn, self.circle.id, now=work.now)


async def round_with(race: Race, *people: Person, hosts: int = 1, **values: Any) -> Round:
    """A circle of those people, all there for long; the first `hosts` are hosts, the very first opened it."""
    columns: dict[str, Any] = {
        "name": "Data", "field": "Statistics", "focus": "", "language": "en", "zone": "UTC",
        "seats": 8, "acquaintances_required": 1, "window_hours": 72, "hold_hours": 0,
        "host_has_last_word": False, "only_hosts_invite": False, "new_members_wait": False,
        **values,
    }  # fmt: skip
    stays: dict[int, Member] = {}
    async with race.bench.work() as work:
        since = work.now - LONG_THERE
        circle = await circle_store.create_circle(work.conn, opened_at=since, **columns)
        for place, person in enumerate(people):
            assert await circle_store.take_seat(work.conn, circle.id)
            stays[person.id] = await circle_store.add_member(
                work.conn,
                circle_id=circle.id,
                person_id=person.id,
                role=Role.HOST if place < hosts else Role.MEMBER,
                is_opener=not place,
                helps_with="",
                now=since + timedelta(hours=place),
            )
        circle = await circle_store.get_circle(work.conn, circle.id)
    return Round(race, circle, stays)


async def knock(work: Work, person: Person, invite: Invite, *, named: Sequence[Named] = ()) -> Any:
    """A newcomer knocks, as the end of the talk does."""
    return await actions.knock(
        work,
        person,
        invite.id,
        introduction=INTRODUCTION,
        helps_with="",
        named=named,
        has_hidden_marks=False,
    )


@dataclass(frozen=True, slots=True)
class Play:
    """What is done at once in one circle, and what must have come of it.

    Attributes:
        place: where.
        deeds: all launched together, in a random order.
        ended: is given the answers, in the order of `deeds`; says in a word how it ended.
    """

    place: Round
    deeds: Sequence[Run | Tick]
    ended: Callable[[list[Any]], Awaitable[str]]


Case = Callable[[Race], Awaitable[Play]]


async def play(race: Race, cases: Sequence[Case], *, rounds: int) -> None:
    """Play every case so often; the tally says how often each ended how."""
    for number in range(rounds):
        for case in cases:
            try:
                staged = await case(race)
                order = list(range(len(staged.deeds)))
                race.random.shuffle(order)
                answers = await race.together(*(staged.deeds[place] for place in order))
                in_order = [answers[order.index(place)] for place in range(len(order))]
                word = await staged.ended(in_order)
                await check_circle(race, staged.place.circle.id)
            except BaseException as error:
                error.add_note(f"{case.__name__}, round {number}, seed {race.seed}")
                raise
            race.tally[f"{case.__name__}: {word}"] += 1
            await staged.place.close()
            await race.empty_outbox()
            race.bench.clock.advance(minutes=1)
