"""What keeps updates: none lost, none handled twice, none in the way of others."""

from typing import Any

from bot.inbox import pump, store
from bot.inbox.pump import Pump
from bot.inbox.rules import BURST
from bot.telegram import understood
from bot.telegram.context import BotContext
from bot.telegram.polling import Poller
from tests.inbox import test_pump, test_store
from tests.inbox.test_pump import Desk
from tests.safety.defences.defence import Clause, Cut, Defence, Value
from tests.support.story import Story
from tests.telegram import test_incoming, test_polling
from tests.telegram.conftest import Probe

IN_A_GROUP: dict[str, Any] = {
    "message": {"chat": {"id": -5, "type": "supergroup"}, "text": "private matters"}
}


async def a_bot_that_writes_is_not_heard(told: Story, probe: Probe) -> None:
    amina = await told.actor("Amina")
    message = {
        "message_id": 77,
        "date": 1,
        "chat": {"id": amina.player.id, "type": "private"},
        "from": {"id": amina.player.id, "is_bot": True, "first_name": "Amina"},
        "text": "hello",
    }
    told.world.updates.add("message", message)
    await told.settle()

    assert probe.seen == []


async def who_floods_is_heard_for_a_while_and_the_others_always(desk: Desk) -> None:
    await desk.keep(*((number, 1) for number in range(1, 100)), (200, 2))
    await desk.works()

    assert 200 in desk.handled
    assert len(desk.handled) <= BURST + 1


DEFENCES = (
    Defence(
        name="an update is kept once",
        prevents="what Telegram sends twice is handled twice",
        removed_by=(
            Clause("updates", "CONSTRAINT pk_updates PRIMARY KEY (update_id)"),
            Cut(store.keep, {'.on_conflict_do_nothing(index_elements=["update_id"])': ""}),
        ),
        shown_by=test_store.test_what_is_sent_twice_is_kept_once,
    ),
    Defence(
        name="updates are committed before they are acknowledged",
        prevents="a database that is away costs every update of the batch",
        removed_by=(
            Cut(
                Poller.poll_once,
                {
                    "    async with self._db.begin() as conn:": (
                        '    self._offset = max(r["update_id"] for r in received) + 1\n'
                        "    async with self._db.begin() as conn:"
                    ),
                },
            ),
        ),
        shown_by=test_polling.test_what_could_not_be_kept_is_not_acknowledged,
    ),
    Defence(
        name="an update is marked done once",
        prevents="an update that comes again runs its handler again",
        removed_by=(Cut(store.mark_done, {", updates.c.state == UpdateState.NEW": ""}),),
        shown_by=test_incoming.test_an_update_that_comes_again_has_no_second_effect,
    ),
    Defence(
        name="an update's effect and its mark are one transaction",
        prevents="an update whose handler fails is lost",
        removed_by=(
            Cut(
                BotContext.begin,
                {
                    "async with handling.works.begin(": (
                        "async with handling.works.db.begin() as conn:\n"
                        "        is_new = await inbox_store.mark_done(conn, update_id)\n"
                        "    async with handling.works.begin("
                    ),
                    "not await inbox_store.mark_done(work.conn, update_id)": "not is_new",
                },
            ),
        ),
        shown_by=test_incoming.test_a_press_that_is_tried_again_is_answered_once,
    ),
    Defence(
        name="of each chat only the oldest update is handed out",
        prevents="what somebody did later is handled before what they did first",
        removed_by=(
            Cut(
                store.list_heads,
                {
                    "func.min(updates.c.update_id)": "updates.c.update_id",
                    ".group_by(updates.c.lane)": "",
                },
            ),
        ),
        shown_by=test_store.test_each_lane_shows_its_oldest_and_waits_for_it,
    ),
    Defence(
        name="a chat waits for its update that failed",
        prevents="later updates overtake the one that is tried again",
        removed_by=(
            Cut(
                store.list_heads,
                {
                    ".where(updates.c.state == UpdateState.NEW)": (
                        ".where(updates.c.state == UpdateState.NEW, updates.c.not_before <= at)"
                    ),
                },
            ),
        ),
        shown_by=test_store.test_each_lane_shows_its_oldest_and_waits_for_it,
    ),
    Defence(
        name="a failing update stays in its lane",
        prevents="one bad update stops everybody's",
        removed_by=(Cut(Pump._one, {"await self._set_back(raw, error)": "raise"}),),
        shown_by=test_pump.test_one_bad_update_never_delays_others,
        noticed_as=(ZeroDivisionError,),
    ),
    Defence(
        name="an update that keeps failing is set aside",
        prevents="its chat is stuck for ever, and nobody is told",
        removed_by=(Value(pump, "MOST_ATTEMPTS", 1_000),),
        shown_by=test_pump.test_a_failing_update_backs_off_and_is_set_aside_and_told,
    ),
    Defence(
        name="an update that cannot be parsed is set aside at once",
        prevents="its chat waits for something that cannot get better",
        removed_by=(Cut(Pump._set_back, {"isinstance(error, Unparsable) or ": ""}),),
        shown_by=test_pump.test_what_cannot_be_parsed_is_set_aside_at_once_and_nobody_is_told,
    ),
    Defence(
        name="of a failure only the type and place are told",
        prevents="what people wrote stands in the log",
        removed_by=(
            Cut(
                Pump._set_back,
                {'"error": type(error).__name__, "dead"': '"error": str(error), "dead"'},
            ),
        ),
        shown_by=test_pump.test_what_is_told_of_a_failure_holds_no_text,
    ),
    Defence(
        name="who floods is left aside",
        prevents="one person's thousand updates keep the machine busy and fill the database",
        removed_by=(
            Cut(
                Pump._admit,
                {
                    "self._allowance.admit("
                    "raw.lane, behind=raw.behind, at=self._clock.monotonic())": "Admission.HEARD"
                },
            ),
        ),
        shown_by=who_floods_is_heard_for_a_while_and_the_others_always,
    ),
    Defence(
        name="only persons are listened to",
        prevents="bots, channels and anonymous administrators act as members",
        removed_by=(Cut(understood._sender, {"if is_bot or ": "if "}),),
        shown_by=a_bot_that_writes_is_not_heard,
    ),
    Defence(
        name="of what is said in groups only the id is kept",
        prevents="the words of people who never met the bot lie in its database",
        removed_by=(Cut(store.keep, {"map(fit_to_keep, received)": "received"}),),
        shown_by=test_store.test_of_what_is_said_in_a_group_only_the_id_is_kept,
        given={"update": IN_A_GROUP},
    ),
    Defence(
        name="an update's text goes when it is done",
        prevents="everything anybody ever wrote stays in the database",
        removed_by=(Cut(store.mark_done, {"payload=None, ": ""}),),
        shown_by=test_store.test_the_text_is_dropped_when_it_is_done_and_the_trace_after_eight_days,
    ),
)
