"""What keeps messages: none twice, none lost, nobody held up by another."""

import asyncio

import pytest

from bot.outbox import rules, store, trouble
from bot.outbox.dispatcher import Dispatcher
from bot.outbox.pacing import Pacing
from bot.outbox.ports import Sender
from bot.outbox.recording import Recording
from bot.outbox.records import Outgoing, SendOutcome
from bot.outbox.trouble import Trouble
from tests.outbox import test_dispatcher, test_rows, test_rules
from tests.outbox.conftest import Post, texts
from tests.safety.defences.defence import BOTH, Clause, Cut, Defence, Value


class DiesAfter:
    """Telegram takes the message; we are gone before we can note it."""

    def __init__(self, sender: Sender) -> None:
        self._sender = sender

    async def send(self, outgoing: Outgoing) -> SendOutcome:
        await self._sender.send(outgoing)
        raise asyncio.CancelledError

    async def ask(self) -> SendOutcome:
        return await self._sender.ask()


async def death_right_after_a_call_sends_no_nudge_twice(post: Post) -> None:
    amina = post.reader()
    await post.add(amina, "once", "nudge")
    post.dispatcher._sender = DiesAfter(post.dispatcher._sender)
    with pytest.raises(asyncio.CancelledError):
        await post.dispatcher.run_round()
    await post.restarts()
    for _ in range(4):
        await post.sends()
        post.world.clock.advance(minutes=1)

    assert texts(amina) == ["nudge"]


async def one_message_at_a_time_is_on_its_way_to_a_chat(post: Post) -> None:
    amina = post.reader()
    first = post.world.faults.add("hold", method="sendMessage")
    for number in range(3):
        await post.add(amina, "sure", str(number))
    async with asyncio.TaskGroup() as process:
        process.create_task(post.dispatcher.run_round())
        await first.reached()
        in_flight = list((await post.states()).values()).count("sending")
        moved = await post.dispatcher.run_round()
        first.release()

    assert (in_flight, moved) == (1, 0)


async def who_was_not_refused_is_written_to_at_once(post: Post) -> None:
    amina, omar = post.reader(), post.reader("Omar")
    post.world.faults.add(
        "refuse", method="sendMessage", chat_id=amina.id, status=429, retry_after=3_600
    )
    await post.add(amina, "sure", "to Amina")
    await post.sends()
    await post.add(omar, "sure", "to Omar")
    await post.sends()

    assert (texts(amina), texts(omar)) == ([], ["to Omar"])


DEFENCES = (
    Defence(
        name="a delivery's key is unique for ever",
        prevents="what is planned twice is sent twice",
        removed_by=(
            Clause("deliveries", 'CONSTRAINT uq_deliveries_key UNIQUE ("key")'),
            Cut(store.add, {'.on_conflict_do_nothing(index_elements=["key"])': ""}),
        ),
        shown_by=test_rows.test_what_is_planned_twice_is_sent_once,
    ),
    Defence(
        name="a row is claimed by compare-and-set",
        prevents="two that send take the same row",
        removed_by=(Cut(store.claim, {", deliveries.c.state == State.PLANNED": ""}),),
        shown_by=test_rows.test_one_row_is_claimed_by_one_only,
        engines=BOTH,
    ),
    Defence(
        name="`sending` is committed before the call",
        prevents="after a death nobody knows that a call was made, and it is made again",
        removed_by=(
            Cut(
                Dispatcher._choose,
                {"not await store.claim(conn, delivery, fence=self._lease.fence)": "False"},
            ),
        ),
        shown_by=death_right_after_a_call_sends_no_nudge_twice,
        engines=BOTH,
    ),
    Defence(
        name="class A is not sent again after a death",
        prevents="a nudge comes a second time after every crash",
        removed_by=(Cut(rules.after_death, {"cls=cls": "cls=Class.B"}),),
        shown_by=death_right_after_a_call_sends_no_nudge_twice,
    ),
    Defence(
        name="class A is not sent again when nobody knows",
        prevents="a nudge comes a second time after every broken connection",
        removed_by=(Cut(rules.after, {"cls is Class.B and attempt": "attempt"}),),
        shown_by=test_dispatcher.test_class_a_is_never_sent_again_when_nobody_knows,
        given={"fault": "drop_after"},
    ),
    Defence(
        name="class B is sent once more when nobody knows",
        prevents="a decision is lost with a broken connection",
        removed_by=(Cut(rules.after, {" or (cls is Class.B and attempt < MOST_COPIES)": ""}),),
        shown_by=test_dispatcher.test_class_b_goes_once_more_after_a_minute_and_never_a_third_time,
    ),
    Defence(
        name="class B has two copies at most",
        prevents="a bad line brings a decision over and over",
        removed_by=(
            Cut(rules.after, {"cls is Class.B and attempt < MOST_COPIES": "cls is Class.B"}),
        ),
        shown_by=test_dispatcher.test_class_b_goes_once_more_after_a_minute_and_never_a_third_time,
    ),
    Defence(
        name="a second copy waits a minute",
        prevents="both copies go into the same outage",
        removed_by=(Value(rules, "COPY_AFTER", rules.FIRST_WAIT),),
        shown_by=test_dispatcher.test_class_b_goes_once_more_after_a_minute_and_never_a_third_time,
    ),
    Defence(
        name="a reply is not repeated when nobody knows",
        prevents="one press is answered twice",
        removed_by=(
            Cut(rules.after, {"if cls is Class.D or (": "if cls in {Class.C, Class.D} or ("}),
        ),
        shown_by=test_dispatcher.test_a_reply_is_not_repeated_when_nobody_knows,
    ),
    Defence(
        name="a reply is worth sending for two minutes",
        prevents="after an outage people get answers to what they did hours ago",
        removed_by=(Cut(rules.after, {"now - planned_at > YOUNG_REPLY": "False"}),),
        shown_by=test_rules.test_a_reply_that_is_older_than_two_minutes_is_not_worth_sending,
    ),
    Defence(
        name="a refusal (429) holds its own chat only",
        prevents="one limited chat silences everybody",
        removed_by=(Value(trouble, "CHATS_THAT_MEAN_ALL", 1),),
        shown_by=who_was_not_refused_is_written_to_at_once,
    ),
    Defence(
        name="a refused chat (429) waits as long as Telegram says",
        prevents="calls that are refused again, and order lost in the chat",
        removed_by=(Cut(Trouble.limited, {"self._limited[chat_id] = until": "pass"}),),
        shown_by=test_dispatcher.test_a_limit_of_one_chat_leaves_the_others_alone,
    ),
    Defence(
        name="refusals in three chats mean the bot",
        prevents="the bot runs on into its own limit",
        removed_by=(Value(trouble, "CHATS_THAT_MEAN_ALL", 1_000),),
        shown_by=test_dispatcher.test_refusals_in_three_chats_are_the_bots_own_limit_and_all_wait,
    ),
    Defence(
        name="the bot's pace",
        prevents="Telegram refuses what comes too fast",
        removed_by=(Cut(Pacing.has_token, {"if self._pace.wait(at):": "if False:"}),),
        shown_by=test_dispatcher.test_many_chats_are_served_within_the_pace,
    ),
    Defence(
        name="a message keeps its place however often it waits",
        prevents="what was said later arrives first",
        removed_by=(
            Cut(store.due_deliveries, {"deliveries.c.first_due_at": "deliveries.c.due_at"}),
        ),
        shown_by=test_dispatcher.test_order_survives_a_message_that_had_to_wait,
        given={"trouble": "limited"},
    ),
    Defence(
        name="one message at a time in a chat",
        prevents="what was said later arrives first",
        removed_by=(Cut(Dispatcher._choose, {"if delivery.chat_id in chats:": "if False:"}),),
        shown_by=one_message_at_a_time_is_on_its_way_to_a_chat,
    ),
    Defence(
        name="replies overtake nudges",
        prevents="who presses waits for everybody's digests",
        removed_by=(
            Cut(
                store.due_deliveries,
                {"deliveries.c.priority, deliveries.c.first_due_at": "deliveries.c.first_due_at"},
            ),
        ),
        shown_by=test_dispatcher.test_replies_overtake_decisions_and_decisions_overtake_the_rest,
    ),
    Defence(
        name="who blocked the bot (403) is unreachable from then on",
        prevents="every nudge to them is a refused call",
        removed_by=(Cut(Recording._keep, {"if isinstance(outcome, Gone):": "if False:"}),),
        shown_by=test_dispatcher.test_who_blocked_the_bot_is_told_on_and_the_others_are_served,
    ),
)
