"""Knocks and answers on a bench, without Telegram."""

from collections.abc import Sequence

from sqlalchemy import select

from bot.acquaintances.records import Depth
from bot.admissions import actions, actions_answers, due, store
from bot.admissions.records import Admission, Named, NoEntry, Outcome, Said
from bot.admissions.tables import admissions
from bot.circles import store as circle_store
from bot.circles.records import Circle, Member
from bot.invites import actions as invite_actions
from bot.invites.records import Made
from bot.people.records import Person
from tests.support.bench import Bench

INTRODUCTION = "I work with maps and would like to learn statistics."


async def invite_open(bench: Bench, inviter: Person, circle: Circle, *, uses: int = 1) -> Made:
    """An open invite."""
    async with bench.work() as work:
        made = await invite_actions.make_open(work, inviter, circle.id, uses=uses)
    assert isinstance(made, Made)
    return made


async def invite_guest(
    bench: Bench, inviter: Person, circle: Circle, guest: Person, *, depth: Depth = Depth.WELL
) -> Made:
    """A personal invite."""
    async with bench.work() as work:
        made = await invite_actions.make_personal(
            work,
            inviter,
            circle.id,
            telegram_id=guest.telegram_id,
            name=guest.name,
            depth=depth,
        )
    assert isinstance(made, Made)
    return made


async def try_knock(
    bench: Bench, newcomer: Person, made: Made, *, named: Sequence[Named] = ()
) -> Outcome | NoEntry:
    """A knock, which may be refused."""
    async with bench.work() as work:
        return await actions.knock(
            work,
            newcomer,
            made.invite.id,
            introduction=INTRODUCTION,
            helps_with="Maps",
            named=named,
            has_hidden_marks=False,
        )


async def knock(
    bench: Bench, newcomer: Person, made: Made, *, named: Sequence[Named] = ()
) -> Admission:
    """A knock that is heard."""
    outcome = await try_knock(bench, newcomer, made, named=named)
    assert isinstance(outcome, Outcome), outcome
    return outcome.admission


async def says(bench: Bench, member: Person, admission: Admission, said: Said) -> Admission:
    """A member answers; the admission as it stands then."""
    async with bench.work() as work:
        outcome = await actions_answers.answer(work, member, admission.id, said)
    return outcome.admission


async def doubts(bench: Bench, member: Person, admission: Admission, text: str) -> Admission:
    """A member raises a concern."""
    async with bench.work() as work:
        outcome = await actions_answers.raise_concern(work, member, admission.id, text)
    return outcome.admission


async def tick(bench: Bench) -> None:
    """Everything that is due now."""
    for job in (due.look_after_one, due.offer_seats, due.forget_circles):
        moved = 1
        while moved:
            async with bench.work() as work:
                moved = await job(work)


async def present(bench: Bench, admission: Admission) -> Admission:
    """The admission as it stands."""
    async with bench.db.begin() as conn:
        return await store.get_admission(conn, admission.id)


async def only_admission(bench: Bench) -> Admission:
    """The only admission there is."""
    async with bench.db.begin() as conn:
        (number,) = (await conn.execute(select(admissions.c.id))).scalars()
        return await store.get_admission(conn, number)


async def leaves(bench: Bench, stay: Member) -> None:
    """A stay ends."""
    async with bench.work() as work:
        await circle_store.lock_circle(work.conn, stay.circle_id)
        await circle_store.end_stay(work.conn, stay, now=work.now)


async def asked_chats(bench: Bench, kind: str = "vouch") -> set[int]:
    """Whom the bot asked."""
    return {row.chat_id for row in await bench.planned(kind=kind)}
