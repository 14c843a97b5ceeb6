"""What members and hosts do to their circles, and what members say of one another."""

from sqlalchemy import select

from bot.acquaintances import actions as tie_actions
from bot.acquaintances import store as tie_store
from bot.acquaintances.records import Depth
from bot.circles import actions as circle_actions
from bot.circles import actions_hosts
from bot.circles import store as circle_store
from bot.circles.records import Circle, Member, RemovalReason, Setting
from bot.circles.store import member_record
from bot.circles.tables import circles, members
from bot.people.records import Person
from bot.work import Work
from tests.safety.machine.deeds import deed
from tests.safety.machine.town import Nobody, Town, pick

# Values that may be, and some that may not.
_VALUES: dict[Setting, tuple[str | int, ...]] = {
    Setting.FIELD: ("Statistics", "Chemistry", ""),
    Setting.FOCUS: ("", "First part", "\u202e"),
    Setting.SEATS: (2, 3, 4, 5, 1, 0, 20, 21),
    Setting.REQUIRED: (1, 2, 3, 4),
    Setting.WINDOW: (24, 48, 72, 120, 1),
    Setting.HOLD: (0, 24, 48, 72, 73),
    Setting.LAST_WORD: (0, 1),
    Setting.ONLY_HOSTS: (0, 1),
    Setting.NEW_WAIT: (0, 1),
}


async def a_stay(
    town: Town, work: Work, which: int, *, is_host: bool = False
) -> tuple[Person, Member]:
    """Somebody's present stay."""
    acting = {person.id: person for person in await town.everybody(work)}
    query = select(members).where(
        members.c.left_at.is_(None), members.c.person_id.in_(sorted(acting))
    )
    if is_host:
        query = query.where(members.c.role == "host")
    stays = [member_record(row) for row in await work.conn.execute(query.order_by(members.c.id))]
    stay = pick(stays, which)
    return acting[stay.person_id], stay


async def a_fellow(work: Work, circle_id: int, which: int) -> Member:
    """A member of that circle."""
    return pick((await circle_store.get_roll(work.conn, circle_id)).members, which)


async def any_circle(work: Work, which: int) -> int:
    """Some circle, open or not, theirs or not."""
    query = select(circles.c.id).order_by(circles.c.id)
    ids: list[int] = list((await work.conn.execute(query)).scalars())
    return pick(ids, which)


@deed
async def opens_a_circle(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person = await town.somebody(work, a)
    number = len(town.notes.circles) + 1
    opened = await circle_actions.open_circle(
        work,
        person,
        name=f"Circ{number}rc",
        field="Statistics",
        focus="",
        language=person.language,
        seats=2 + b % 4,
        zone=person.zone or "UTC",
    )
    if isinstance(opened, Circle):
        town.notes.circles[number] = opened.id
    return opened


@deed
async def changes_a_setting(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, stay = await a_stay(town, work, a, is_host=c % 8 != 0)
    circle_id = stay.circle_id if c % 8 != 1 else await any_circle(work, b)
    setting = pick(list(_VALUES), c)
    value = pick(_VALUES[setting], b)
    return await actions_hosts.change(
        work, person, circle_id=circle_id, setting=setting, value=value
    )


@deed
async def changes_the_seats(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, stay = await a_stay(town, work, a, is_host=True)
    return await actions_hosts.change(
        work,
        person,
        circle_id=stay.circle_id,
        setting=Setting.SEATS,
        value=pick(_VALUES[Setting.SEATS], b),
    )


@deed
async def removes_a_member(town: Town, work: Work, a: int, b: int, c: int) -> object:
    host, stay = await a_stay(town, work, a, is_host=c % 8 != 0)
    target = await a_fellow(work, stay.circle_id, b)
    return await actions_hosts.remove(
        work,
        host,
        circle_id=stay.circle_id,
        member_id=target.id,
        reason=pick(list(RemovalReason), c),
    )


@deed
async def hands_over(town: Town, work: Work, a: int, b: int, c: int) -> object:
    host, stay = await a_stay(town, work, a, is_host=c % 8 != 0)
    target = await a_fellow(work, stay.circle_id, b)
    act = actions_hosts.hand_over if c % 2 else actions_hosts.add_host
    return await act(work, host, circle_id=stay.circle_id, member_id=target.id)


@deed
async def steps_down(town: Town, work: Work, a: int, b: int, c: int) -> object:
    host, stay = await a_stay(town, work, a, is_host=True)
    for which in range(a + 1, a + 8):  # rather where another host remains
        if len((await circle_store.get_roll(work.conn, stay.circle_id)).hosts) > 1:
            break
        host, stay = await a_stay(town, work, which, is_host=True)
    return await actions_hosts.step_down(work, host, circle_id=stay.circle_id)


@deed
async def leaves(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, stay = await a_stay(town, work, a)
    circle_id = stay.circle_id if c % 8 else await any_circle(work, b)
    return await circle_actions.leave(
        work, person, circle_id=circle_id, member_id=stay.id if c % 2 else None
    )


@deed
async def mutes(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, stay = await a_stay(town, work, a)
    return await circle_actions.mute(work, person, circle_id=stay.circle_id, is_muted=bool(b % 2))


@deed
async def closes_a_circle(town: Town, work: Work, a: int, b: int, c: int) -> object:
    if c % 4:
        raise Nobody
    host, stay = await a_stay(town, work, a, is_host=b % 8 != 0)
    return await actions_hosts.archive(
        work, host, circle_id=stay.circle_id, is_deleted=bool(c % 8)
    )


# Ties ----------------------------------------------------------------------------------------------


@deed
async def says_whom_they_know(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person, stay = await a_stay(town, work, a)
    other = (await a_fellow(work, stay.circle_id, b)).id
    if c % 4:
        roll, me = await tie_actions.stay_of(work, person, stay.id)
        other = pick(await tie_actions.list_strangers(work, roll, me), b).id
    depth = (Depth.WELL, Depth.LITTLE)[c % 2]
    outcome = await tie_actions.claim(work, person, member_id=stay.id, about=other, depth=depth)
    return outcome.name.lower()


@deed
async def takes_their_word_back(town: Town, work: Work, a: int, b: int, c: int) -> object:
    for which in range(a, a + 8):  # whoever gave it
        person, stay = await a_stay(town, work, which)
        _, me = await tie_actions.stay_of(work, person, stay.id)
        if said := await tie_store.list_claims_by(work.conn, me.id):
            await tie_store.drop_claim(work.conn, by=me.id, about=pick(said, b).about)
            return True
    raise Nobody


async def circles_of(work: Work, person: Person) -> list[Circle]:
    """The open circles somebody is in."""
    return [circle for circle, _ in await circle_store.list_circles_of(work.conn, person.id)]
