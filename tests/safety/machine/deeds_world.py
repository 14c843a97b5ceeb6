"""What befalls a town: time, Telegram's troubles, restarts, deaths."""

from datetime import timedelta

from tests.safety.machine.deeds import YES, event
from tests.safety.machine.office import Trouble
from tests.safety.machine.souls import SOULS
from tests.safety.machine.town import Town

_TROUBLES = tuple(trouble for trouble in Trouble if trouble is not Trouble.DELETED)


@event
async def the_bot_works(town: Town, a: int, b: int, c: int) -> str:
    await town.settle()
    return YES


@event
async def a_tick_passes(town: Town, a: int, b: int, c: int) -> str:
    done = await town.scheduler.tick()
    return f"did {'something' if done else 'nothing'}"


@event
async def a_round_is_sent(town: Town, a: int, b: int, c: int) -> str:
    moved = await town.send()
    return f"moved {'something' if moved else 'nothing'}"


@event
async def minutes_pass(town: Town, a: int, b: int, c: int) -> str:
    await town.wait_until(town.clock.now() + timedelta(minutes=1 + a), stops=2)
    return YES


@event
async def hours_pass(town: Town, a: int, b: int, c: int) -> str:
    await town.wait_until(town.clock.now() + timedelta(hours=1 + a % 12), stops=3)
    return YES


@event
async def time_passes_to_what_is_due(town: Town, a: int, b: int, c: int) -> str:
    for _ in range(1 + a % 2):
        due = await town.next_due()
        if due is None or due - town.clock.now() > timedelta(days=8):
            return "nothing is due"
        town.clock.move_to(max(due, town.clock.now() + timedelta(seconds=1)))
        await town.settle()
    return YES


@event
async def time_passes_to_the_next_nudge(town: Town, a: int, b: int, c: int) -> str:
    before = town.office.met["nudge"]
    for _ in range(4):
        due = await town.next_due()
        if due is None or due - town.clock.now() > timedelta(days=8):
            break
        town.clock.move_to(max(due, town.clock.now() + timedelta(seconds=1)))
        await town.settle()
        if town.office.met["nudge"] > before:
            return "nudged"
    return "no nudge"


@event
async def a_morning_comes(town: Town, a: int, b: int, c: int) -> str:
    """What comes round is not waited for otherwise: so there is a deed for it."""
    for _ in range(1 + a % 3):
        due = await town.next_round_mail()
        if due is None:
            return "nothing comes round"
        town.clock.move_to(max(due, town.clock.now() + timedelta(seconds=1)))
        await town.settle()
    return YES


@event
async def the_bot_sleeps(town: Town, a: int, b: int, c: int) -> str:
    """An outage: nothing happens until it is over, and then everything that is due."""
    span = (timedelta(minutes=25), timedelta(hours=7), timedelta(days=2), timedelta(days=9))
    town.clock.advance(span[a % 4] * (1 + b % 3))
    if c % 2:
        await town.restart()
    await town.settle()
    return YES


@event
async def weeks_pass(town: Town, a: int, b: int, c: int) -> str:
    await town.wait_until(town.clock.now() + timedelta(days=3 + 11 * (a % 6)), stops=2)
    await town.keep_house()
    return YES


@event
async def the_janitor_comes(town: Town, a: int, b: int, c: int) -> str:
    await town.keep_house()
    return YES


@event
async def the_bot_restarts(town: Town, a: int, b: int, c: int) -> str:
    await town.restart()
    return YES


@event
async def a_call_will_go_wrong(town: Town, a: int, b: int, c: int) -> str:
    soul = SOULS[a % len(SOULS)]
    trouble = _TROUBLES[b % len(_TROUBLES)]
    town.office.troubles[soul.telegram_id].extend([trouble] * (1 + c % 2))
    return trouble.value


@event
async def telegram_is_away(town: Town, a: int, b: int, c: int) -> str:
    """Several people's next calls find no connection, or are refused for a while."""
    trouble = (Trouble.NO_CONNECTION, Trouble.LIMITED, Trouble.LOST_BEFORE)[b % 3]
    for soul in SOULS:
        town.office.troubles[soul.telegram_id].append(trouble)
    return trouble.value
