"""One person does the same thing twice in one moment: it has happened once, and both are answered."""

from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any, Final

import pytest
from sqlalchemy import func, select

from bot.acquaintances import actions as tie_actions
from bot.acquaintances.records import Depth
from bot.acquaintances.tables import claims, ties
from bot.admissions import actions, actions_answers, actions_host, actions_line
from bot.admissions.records import Admission, Decline, Exchange, Said
from bot.admissions.tables import admissions, asked, concerns, exchanges
from bot.circles import actions as circle_actions
from bot.circles import actions_hosts
from bot.circles import store as circle_store
from bot.circles.records import RemovalReason, Setting
from bot.circles.tables import circle_log, members
from bot.features import SLICES
from bot.invites import actions as invite_actions
from bot.invites.tables import invites
from bot.outbox.tables import deliveries
from bot.people.records import Person
from bot.privacy import actions as privacy_actions
from tests.safety.races.checks import check_circle
from tests.safety.races.racing import Race, Run, race_on
from tests.safety.races.rounds import Round, knock, round_with

pytestmark = pytest.mark.asyncio

SIZES = [
    pytest.param(1, 20_261_124, id="small"),
    pytest.param(20, None, id="long", marks=[pytest.mark.long, pytest.mark.timeout(3_600)]),
]
TIMES: Final = (1, 3)


class Scene:
    """Amina hosts with Sami; Omar and Layla are members; Noor knocks, Zaid only holds a code."""

    def __init__(self, place: Round, people: list[Person]) -> None:
        self.place = place
        self.race = place.race
        self.amina, self.sami, self.omar, self.layla, self.noor, self.zaid = people
        self.circle_id = place.circle.id

    async def waits(self) -> Admission:
        return await self.place.waits(self.noor, self.amina, self.omar, self.layla)

    async def say(self, admission: Admission, person: Person, said: Said) -> None:
        async with self.race.bench.work() as work:
            await actions_answers.answer(work, person, admission.id, said)

    async def with_the_host(self) -> Admission:
        await self._set(host_has_last_word=True)
        admission = await self.waits()
        await self.say(admission, self.omar, Said.WELL)
        return admission

    async def offered(self) -> Admission:
        admission = await self.waits()
        await self._set(seats=4)
        await self.say(admission, self.omar, Said.WELL)
        await self._set(seats=5)
        async with self.race.bench.work() as work:
            assert await actions_line.offer_next(work)
        return admission

    async def _set(self, **values: Any) -> None:
        async with self.race.bench.work() as work:
            await circle_store.change_circle(work.conn, self.place.circle.id, **values)


Ready = Callable[[Scene], Awaitable[Run]]


# Newcomers -------------------------------------------------------------------------------------------


async def knocks(scene: Scene) -> Run:
    invite = await scene.place.invite(scene.omar, uses=3)
    return lambda work: knock(work, scene.zaid, invite)


async def knocks_and_is_in(scene: Scene) -> Run:
    invite = await scene.place.invite(scene.omar, guest=scene.zaid)
    return lambda work: knock(work, scene.zaid, invite)


async def withdraws(scene: Scene) -> Run:
    admission = await scene.waits()
    return lambda work: actions.withdraw(work, scene.noor, admission.id)


async def takes_the_seat(scene: Scene) -> Run:
    admission = await scene.offered()
    return lambda work: actions_line.take_offer(work, scene.noor, admission.id)


async def replies(scene: Scene) -> Run:
    admission = await scene.waits()
    async with scene.race.bench.work() as work:
        asked_them = await actions_answers.ask_question(work, scene.omar, admission.id, "When?")
    assert isinstance(asked_them, Exchange)
    return lambda work: actions_answers.reply(
        work, scene.noor, admission.id, asked_them.id, "In May."
    )


# Members and hosts -----------------------------------------------------------------------------------


async def vouches(scene: Scene) -> Run:
    admission = await scene.waits()
    return lambda work: actions_answers.answer(work, scene.omar, admission.id, Said.WELL)


async def objects(scene: Scene) -> Run:
    admission = await scene.waits()
    return lambda work: actions_answers.raise_concern(work, scene.omar, admission.id, "No.")


async def asks(scene: Scene) -> Run:
    admission = await scene.waits()
    return lambda work: actions_answers.ask_question(work, scene.omar, admission.id, "When?")


async def admits(scene: Scene) -> Run:
    admission = await scene.with_the_host()
    return lambda work: actions_host.admit(work, scene.amina, admission.id)


async def declines(scene: Scene) -> Run:
    admission = await scene.with_the_host()
    return lambda work: actions_host.decline(work, scene.amina, admission.id, Decline.LATER)


async def claims_to_know(scene: Scene) -> Run:
    by, about = (scene.place.stay_of(who).id for who in (scene.omar, scene.layla))
    return lambda work: tie_actions.claim(
        work, scene.omar, member_id=by, about=about, depth=Depth.WELL
    )


async def leaves(scene: Scene) -> Run:
    stay = scene.place.stay_of(scene.omar).id
    return lambda work: circle_actions.leave(
        work, scene.omar, circle_id=scene.circle_id, member_id=stay
    )


async def steps_down(scene: Scene) -> Run:
    return lambda work: actions_hosts.step_down(work, scene.sami, circle_id=scene.circle_id)


async def hands_over(scene: Scene) -> Run:
    to = scene.place.stay_of(scene.omar).id
    return lambda work: actions_hosts.hand_over(
        work, scene.amina, circle_id=scene.circle_id, member_id=to
    )


async def adds_a_host(scene: Scene) -> Run:
    who = scene.place.stay_of(scene.omar).id
    return lambda work: actions_hosts.add_host(
        work, scene.amina, circle_id=scene.circle_id, member_id=who
    )


async def removes(scene: Scene) -> Run:
    who = scene.place.stay_of(scene.omar).id
    return lambda work: actions_hosts.remove(
        work, scene.amina, circle_id=scene.circle_id, member_id=who, reason=RemovalReason.TONE
    )


async def changes_the_seats(scene: Scene) -> Run:
    return lambda work: actions_hosts.change(
        work, scene.amina, circle_id=scene.circle_id, setting=Setting.SEATS, value=12
    )


async def mutes(scene: Scene) -> Run:
    return lambda work: circle_actions.mute(
        work, scene.omar, circle_id=scene.circle_id, is_muted=True
    )


async def closes(scene: Scene) -> Run:
    return lambda work: actions_hosts.archive(work, scene.amina, circle_id=scene.circle_id)


async def revokes(scene: Scene) -> Run:
    invite = await scene.place.invite(scene.omar)
    return lambda work: invite_actions.revoke(work, scene.omar, invite.id)


async def renews(scene: Scene) -> Run:
    invite = await scene.place.invite(scene.omar, uses=2)
    return lambda work: invite_actions.renew(work, scene.omar, invite.id)


async def erases_themself(scene: Scene) -> Run:
    return lambda work: privacy_actions.erase(work, SLICES, scene.omar.id)


DEEDS: Final[tuple[Ready, ...]] = (
    knocks, knocks_and_is_in, withdraws, takes_the_seat, replies,
    vouches, objects, asks, admits, declines, claims_to_know,
    leaves, steps_down, hands_over, adds_a_host, removes, changes_the_seats, mutes, closes,
    revokes, renews, erases_themself,
)  # fmt: skip


@pytest.mark.parametrize(("rounds", "seed"), SIZES)
async def test_what_is_done_thrice_in_one_moment_has_happened_once(
    database_url: str, rounds: int, seed: int | None
) -> None:
    async with race_on(database_url, seed) as race:
        for _ in range(rounds):
            for ready in DEEDS:
                kept = [await _traces(race, ready, times) for times in TIMES]
                assert kept[0] == kept[1], f"{ready.__name__}, seed {race.seed}"
                race.tally[ready.__name__] += 1
        race.assert_nothing_was_broken_off()


async def _traces(race: Race, ready: Ready, times: int) -> Counter[str]:
    """What a deed leaves behind that is done so often in one moment."""
    names = ("Amina", "Sami", "Omar", "Layla", "Noor", "Zaid")
    people = await race.people(*names)
    scene = Scene(await round_with(race, *people[:4], hosts=2), people)
    deed = await ready(scene)

    answers = await race.together(*[deed] * times)

    assert len(answers) == times
    await check_circle(race, scene.circle_id)
    found = await _count(race, scene.circle_id)
    await scene.place.close()
    await race.empty_outbox()
    race.bench.clock.advance(minutes=1)
    return found


async def _count(race: Race, circle_id: int) -> Counter[str]:
    own = select(admissions.c.id).where(admissions.c.circle_id == circle_id)
    stays = select(members.c.id).where(members.c.circle_id == circle_id)
    queries = {
        "log": select(circle_log.c.event).where(circle_log.c.circle_id == circle_id),
        "admission": select(admissions.c.state).where(admissions.c.circle_id == circle_id),
        "said": select(asked.c.said).where(asked.c.admission_id.in_(own)),
        "concern": select(concerns.c.text).where(concerns.c.admission_id.in_(own)),
        "question": select(exchanges.c.answer).where(exchanges.c.admission_id.in_(own)),
        "tie": select(ties.c.depth).where(ties.c.circle_id == circle_id),
        "claim": select(claims.c.depth).where(claims.c.by_member_id.in_(stays)),
        "role": select(members.c.role).where(members.c.circle_id == circle_id),
        "muted": select(members.c.is_muted).where(members.c.circle_id == circle_id),
        "uses": select(invites.c.used).where(invites.c.circle_id == circle_id),
        "of": select(invites.c.uses).where(invites.c.circle_id == circle_id),
        "sent": select(deliveries.c.kind),
        "left": select(func.count()).where(
            members.c.circle_id == circle_id, members.c.left_at.is_not(None)
        ),
    }
    found = Counter[str]()
    async with race.bench.db.begin() as conn:
        for name, query in queries.items():
            found.update(f"{name} {value}" for value in (await conn.execute(query)).scalars())
    return found
