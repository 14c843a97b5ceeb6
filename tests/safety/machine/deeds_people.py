"""What people do about themselves."""

import json
from datetime import time, timedelta

from bot.features import FEATURES
from bot.gate import QuietHours
from bot.people import actions as people_actions
from bot.people import store as people_store
from bot.people.records import Budget
from bot.privacy import actions as privacy_actions
from bot.work import Work
from tests.safety.machine.deeds import NOTHING, deed
from tests.safety.machine.souls import SOULS, ZONES
from tests.safety.machine.town import Broken, Nobody, Town, pick

_QUIET = (
    QuietHours(time(22), time(7)),
    QuietHours(time(0), time(0)),
    QuietHours(time(23, 30), time(6)),
    QuietHours(time(13), time(15)),
)
_PAUSES = (None, timedelta(hours=1), timedelta(hours=9), timedelta(days=3))
_DAYS_OFF = (frozenset[int](), frozenset({4, 5}), frozenset({6}), frozenset({0, 2, 4}))


@deed
async def meets(town: Town, work: Work, a: int, b: int, c: int) -> object:
    soul = SOULS[a % len(SOULS)]
    if soul.telegram_id in town.office.blocked:
        return NOTHING
    town.notes.erased.discard(soul.number)
    person = await people_actions.meet(work, soul.sender)
    if person.zone is None and c % 4:
        await people_actions.set_zone(work, person, soul.zone)
    return True


@deed
async def moves_to_another_zone(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person = await town.somebody(work, a)
    return await people_actions.set_zone(work, person, ZONES[b % len(ZONES)])


@deed
async def sets_up_their_days(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person = await town.somebody(work, a)
    match c % 4:
        case 0:
            return await people_actions.set_quiet_hours(work, person, _QUIET[b % len(_QUIET)])
        case 1:
            return await people_actions.set_budget(work, person, pick(list(Budget), b))
        case 2:
            return await people_actions.set_days_off(work, person, pick(_DAYS_OFF, b))
        case _:
            return await people_actions.set_language(work, person, ("en", "ar")[b % 2])


@deed
async def pauses(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person = await town.somebody(work, a)
    span = _PAUSES[b % len(_PAUSES)]
    return await people_actions.pause(work, person, until=work.now + span if span else None)


@deed
async def blocks(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person = await town.somebody(work, a)
    town.office.blocked.add(person.telegram_id)
    if c % 2:  # Telegram says so at once; else it is found out by the next message
        await people_store.mark_unreachable(
            work.conn, telegram_id=person.telegram_id, now=work.now, is_final=False
        )
    return True


@deed
async def unblocks(town: Town, work: Work, a: int, b: int, c: int) -> object:
    account = pick(sorted(town.office.blocked - town.office.deleted), a)
    town.office.blocked.discard(account)
    await people_actions.come_back(work, account)
    return True


@deed
async def deletes_their_account(town: Town, work: Work, a: int, b: int, c: int) -> object:
    if c % 4:
        return NOTHING
    person = await town.somebody(work, a)
    town.office.deleted.add(person.telegram_id)
    town.office.blocked.add(person.telegram_id)
    return True


@deed
async def exports(town: Town, work: Work, a: int, b: int, c: int) -> object:
    person = await town.somebody(work, a)
    soul = town.soul_of(person)
    collected = await privacy_actions.collect(work.conn, FEATURES, person.id)
    for admission in collected["admissions"]["admissions"]:
        del admission["named"]  # names that they typed themselves
        for exchange in admission["questions"]:
            del exchange["question"]  # it was put to them, without a name
    file = json.dumps(collected, ensure_ascii=False)
    for other in SOULS:
        words = (other.mark, other.family, other.concern, str(other.telegram_id))
        if other is not soul and any(word in file for word in words):
            msg = f"I-14: what {soul.family} is given holds something of {other.family}: {file}"
            raise Broken(msg)
    return True


@deed
async def asks_to_be_forgotten(town: Town, work: Work, a: int, b: int, c: int) -> object:
    if c % 3:
        raise Nobody
    person = await town.somebody(work, a)
    await privacy_actions.erase(work, FEATURES, person.id)
    town.notes.erased.add(town.soul_of(person).number)
    return True
