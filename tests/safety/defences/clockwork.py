"""What keeps time: one instant a date, one nudge a date, none too late."""

from datetime import UTC, date, datetime, time

from bot.nudges import actions, actions_outage, rules, store
from bot.people import actions as people_actions
from bot.sittings import store as sitting_store
from bot.sittings.records import State
from bot.slots import rules_instants
from tests.nudges import test_actions, test_stories
from tests.safety.defences.defence import Cut, Defence
from tests.slots import test_instants
from tests.support.bench import Bench


async def a_date_that_comes_back_planned_is_nudged_once(bench: Bench) -> None:
    """As after a mended or restored database: turn and sitting say that it is still to come."""
    _, slot = await test_actions.learner(bench)
    await test_actions.tick(bench)
    bench.clock.move_to(test_actions.EVENING)
    await test_actions.tick(bench)
    bench.clock.advance(minutes=1)
    async with bench.work() as work:
        sitting = await sitting_store.find_sitting(
            work.conn, slot_id=slot.id, on=test_actions.MONDAY
        )
        assert sitting is not None
        await sitting_store.change(
            work.conn, sitting.row_id, among={State.NUDGED}, state=State.PLANNED, nudged_at=None
        )
        await store.change_turn(
            work.conn, slot.id, next_on=test_actions.MONDAY, next_at=test_actions.EVENING,
            next_start_at=test_actions.EVENING, nudged_at=None,
        )  # fmt: skip

    await test_actions.tick(bench)

    assert len(await bench.planned(kind="nudge")) == 1


async def one_look_takes_a_turn(bench: Bench) -> None:
    await test_actions.learner(bench)
    await test_actions.tick(bench)
    bench.clock.move_to(test_actions.EVENING)
    async with bench.work() as work:
        assert await actions.plan_due(work) == 1
        assert await actions.plan_due(work) == 0


async def who_flies_west_is_nudged_once(bench: Bench) -> None:
    """Noon of Tuesday in Kiritimati, and two hours later, in the far west, noon of Monday."""
    person, _ = await test_actions.learner(bench, "12:00")
    async with bench.work() as work:
        await people_actions.set_zone(work, person, "Pacific/Kiritimati")
    bench.clock.move_to(datetime(2026, 3, 2, 21, 0, tzinfo=UTC))
    await test_actions.tick(bench)
    bench.clock.move_to(datetime(2026, 3, 2, 22, 0, tzinfo=UTC))  # noon there, of Tuesday
    await test_actions.tick(bench)
    assert len(await bench.planned(kind="nudge")) == 1
    async with bench.work() as work:
        await people_actions.set_zone(work, person, "Etc/GMT+12")
    bench.clock.move_to(datetime(2026, 3, 3, 0, 0, tzinfo=UTC))  # noon there, of Monday
    await test_actions.tick(bench)

    assert len(await bench.planned(kind="nudge")) == 1


DEFENCES = (
    Defence(
        name="the fold rule: of a time that comes twice the first",
        prevents="an hour too late, or twice, in every autumn night",
        removed_by=(
            Cut(
                rules_instants.instant_of,
                {"first = _instant(wall, zone)": "first = _instant(wall, zone, fold=1)"},
            ),
        ),
        shown_by=test_instants.test_instant_of,
        given={
            "name": "America/New_York",
            "on": date(2026, 11, 1),
            "start": time(1, 30),
            "expected": "2026-11-01T05:30",
        },
    ),
    Defence(
        name="the gap rule: the first instant after the gap",
        prevents="a time that is left out comes half an hour late in spring",
        removed_by=(
            Cut(rules_instants.instant_of, {"after = _gap_end(wall, zone)": "after = first"}),
        ),
        shown_by=test_instants.test_instant_of,
        given={
            "name": "America/New_York",
            "on": date(2026, 3, 8),
            "start": time(2, 30),
            "expected": "2026-03-08T07:00",
        },
    ),
    Defence(
        name="a date that a zone left out has no instant",
        prevents="somebody is nudged for a day that did not exist",
        removed_by=(
            Cut(rules_instants.instant_of, {"None if skips_before and skips_after else ": ""}),
        ),
        shown_by=test_instants.test_instant_of,
        given={
            "name": "Pacific/Apia",
            "on": date(2011, 12, 30),
            "start": time(9),
            "expected": None,
        },
    ),
    Defence(
        name="a nudge's key is its slot and date",
        prevents="a date that comes back planned is nudged again",
        removed_by=(
            Cut(
                actions._send,
                {"{sitting.on.isoformat()}": "{sitting.on.isoformat()}:{work.now.isoformat()}"},
            ),
        ),
        shown_by=a_date_that_comes_back_planned_is_nudged_once,
    ),
    Defence(
        name="a turn moves on with its nudge",
        prevents="the same date is due again at every look at the clock",
        removed_by=(
            Cut(
                actions._take_turn,
                {
                    "    await store.put_turn(work.conn, slot, person.zone, following)": (
                        "    return following"
                    )
                },
            ),
        ),
        shown_by=one_look_takes_a_turn,
    ),
    Defence(
        name="eight hours between two nudges of a slot",
        prevents="who flies west is nudged twice within hours",
        removed_by=(Cut(rules.judge, {"(last is not None and now - last < APART) or ": ""}),),
        shown_by=who_flies_west_is_nudged_once,
    ),
    Defence(
        name="a nudge that is too late expires",
        prevents="after an outage the nudges of a week come at once",
        removed_by=(Cut(rules.judge, {"if now >= expires:": "if False:"}),),
        shown_by=test_actions.test_a_long_outage_expires_every_date_and_says_one_line,
    ),
    Defence(
        name="one line a day about what did not go out",
        prevents="after an outage one apology for every slot and date",
        removed_by=(
            Cut(
                actions_outage.tell,
                {
                    "{today.isoformat()}": "{today.isoformat()}:{__import__('uuid').uuid4()}",
                    "latest is not None and latest.state": "False and latest.state",
                    "latest is not None and since": "False and since",
                },
            ),
        ),
        shown_by=test_actions.test_a_long_outage_expires_every_date_and_says_one_line,
    ),
    Defence(
        name="no snooze past midnight",
        prevents="a sitting is nudged on a day it does not belong to",
        removed_by=(
            Cut(
                rules.refuse_snooze,
                {"Refusal.PAST_MIDNIGHT if is_past else None": "None"},
            ),
        ),
        shown_by=test_stories.test_no_snooze_is_offered_past_midnight,
    ),
    Defence(
        name="a changed zone moves what is planned",
        prevents="who travels is nudged at home's hours",
        removed_by=(
            Cut(
                store.list_stale,
                {"nudge_turns.c.zone != zone,": ""},
            ),
        ),
        shown_by=test_actions.test_turns_are_compared_once_a_minute_and_follow_zone_and_slot,
    ),
    Defence(
        name="a removed slot is never nudged",
        prevents="who has given a time up is nudged for it",
        removed_by=(
            Cut(actions._take_turn, {"slot.ended_at is not None or ": ""}),
            Cut(rules.judge, {" or slot.ended_at is not None": ""}),
        ),
        shown_by=test_actions.test_a_removed_slot_is_never_nudged_again,
    ),
)
