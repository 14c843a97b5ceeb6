"""What stands before a press: the signature, the door behind it, the version of the question."""

import pytest

from bot.admissions import actions as admission_actions
from bot.admissions import actions_answers, actions_host
from bot.admissions.records import Said
from bot.circles import actions as circle_actions
from bot.circles import store as circle_store
from bot.dialogue import store as talk_store
from bot.errors import LostRace, NotForYou
from bot.slots import actions as slot_actions
from bot.telegram.buttons import Signer
from tests.admissions import test_actions as admissions
from tests.admissions import test_actions_host
from tests.admissions.knocking import invite_open, knock, says
from tests.circles import test_actions as circles
from tests.dialogue import test_talks
from tests.safety.defences.defence import BOTH, Cut, Defence
from tests.slots import test_actions as slots
from tests.stories import test_wrong_buttons
from tests.support.bench import Bench
from tests.support.story import Story
from tests.telegram import test_buttons, test_incoming
from tests.telegram.conftest import Probe


async def a_talk_that_was_moved_meanwhile_is_not_moved_again(bench: Bench) -> None:
    async with bench.work() as work:
        seen = await talk_store.create(
            work.conn, chat_id=7, name="goal", step="field", data={}, version=1, now=work.now
        )
    async with bench.work() as work:
        await talk_store.move(
            work.conn, seen, step="why", data={"field": "first"}, version=2, now=work.now
        )
    with pytest.raises(LostRace):
        async with bench.work() as work:
            await talk_store.move(
                work.conn, seen, step="why", data={"field": "second"}, version=3, now=work.now
            )

    async with bench.work() as work:
        kept = await talk_store.find_active(work.conn, chat_id=7)
    assert kept is not None
    assert kept.data == {"field": "first"}


async def a_button_is_about_what_it_was_given_for(told: Story, probe: Probe) -> None:
    amina = await told.actor("Amina")
    await amina.says("/probe")
    probe.seen.clear()
    signed = amina.last.data_of("Press me")
    await amina.presses_data(amina.last, signed.replace(":7.x:", ":8.x:"))

    assert probe.seen == []


async def who_is_no_member_has_no_voice(bench: Bench) -> None:
    amina, omar, layla = [await bench.person(name) for name in ("Amina", "Omar", "Layla")]
    circle = await bench.circle(amina)
    await bench.joins(circle, omar)
    bench.clock.advance(days=2)
    admission = await knock(bench, layla, await invite_open(bench, omar, circle))

    with pytest.raises(NotForYou):
        await says(bench, layla, admission, Said.WELL)


DEFENCES = (
    Defence(
        name="buttons are signed",
        prevents="an altered client presses buttons that nobody gave it",
        removed_by=(
            Cut(
                Signer.read,
                {"if not hmac.compare_digest(tag, self._tag(chat_id, action, arg)):": "if False:"},
            ),
        ),
        shown_by=test_incoming.test_made_up_and_foreign_buttons_do_nothing,
    ),
    Defence(
        name="a button's signature names its chat",
        prevents="a button that was passed on works for somebody else",
        removed_by=(Cut(Signer._tag, {":{chat_id}:": "::"}),),
        shown_by=test_incoming.test_made_up_and_foreign_buttons_do_nothing,
    ),
    Defence(
        name="a button's signature names its bot",
        prevents="a button of another bot with the same secret works here",
        removed_by=(Cut(Signer._tag, {"{self._whose}:": ""}),),
        shown_by=(
            test_buttons.test_a_button_is_worth_nothing_in_another_chat_with_another_bot_or_another_secret
        ),
    ),
    Defence(
        name="a button's signature covers what it is about",
        prevents="a vouch for one newcomer is turned into one for another",
        removed_by=(Cut(Signer._tag, {":{action}:{arg}": ":{action}"}),),
        shown_by=a_button_is_about_what_it_was_given_for,
    ),
    Defence(
        name="the door of a circle is asked at every press",
        prevents="who has left goes on with the buttons they were given as members",
        removed_by=(Cut(circle_store.get_roll, {"members.c.left_at.is_(None),": ""}),),
        shown_by=test_wrong_buttons.test_a_press_after_leaving_does_nothing,
    ),
    Defence(
        name="only members answer for a newcomer",
        prevents="anybody, the newcomer too, answers with somebody else's voice",
        removed_by=(
            Cut(
                actions_answers.as_asked,
                {
                    "member = roll.find(person.id)": "member = roll.find(person.id) or roll.members[1]"
                },
            ),
        ),
        shown_by=who_is_no_member_has_no_voice,
    ),
    Defence(
        name="only hosts pass the hosts' door",
        prevents="any member changes the circle and removes others",
        removed_by=(Cut(circle_actions.circle_as_host, {"if not member.is_host:": "if False:"}),),
        shown_by=circles.test_a_plain_member_does_not_pass_the_hosts_door,
    ),
    Defence(
        name="only hosts decide",
        prevents="who is no host (any more) admits newcomers in spite of a concern",
        removed_by=(Cut(actions_host.as_host, {"not member.is_host or ": ""}),),
        shown_by=(
            test_actions_host.test_a_concern_hands_it_to_the_hosts_who_see_the_text_and_not_the_author
        ),
    ),
    Defence(
        name="a request is withdrawn by its newcomer only",
        prevents="others take somebody's request back",
        removed_by=(
            Cut(
                admission_actions.as_newcomer,
                {"if admission.person_id != person.id:": "if False:"},
            ),
        ),
        shown_by=admissions.test_the_newcomer_may_withdraw_and_the_use_is_given_back,
    ),
    Defence(
        name="a learning time is changed by its owner only",
        prevents="others see and move somebody's times",
        removed_by=(Cut(slot_actions.slot_as_owner, {"slot.person_id != person.id or ": ""}),),
        shown_by=slots.test_somebody_elses_slot_is_answered_like_none,
    ),
    Defence(
        name="a button about an earlier stay ends no later one",
        prevents="an old screen's button makes somebody leave who came back",
        removed_by=(
            Cut(
                circle_actions.leave,
                {"if member_id is not None and member.id != member_id:": "if False:"},
            ),
        ),
        shown_by=circles.test_a_button_about_an_earlier_stay_does_not_end_a_later_one,
    ),
    Defence(
        name="a question's button holds the question's version",
        prevents="an old button answers a question that it does not belong to",
        removed_by=(Cut(talk_store.find_by_version, {", talks.c.version == version": ""}),),
        shown_by=test_talks.test_an_old_button_changes_nothing_and_says_so,
        renamed={"told": "kites"},
    ),
    Defence(
        name="a talk is moved by compare-and-set",
        prevents="of two answers at once both count",
        removed_by=(Cut(talk_store.move, {"talks.c.version == talk.version,": ""}),),
        shown_by=a_talk_that_was_moved_meanwhile_is_not_moved_again,
        engines=BOTH,
    ),
    Defence(
        name="a press after the decision has no effect",
        prevents="a replayed vouch or doubt rewrites on whose word somebody was let in",
        removed_by=(
            Cut(actions_answers.answer, {"if not inside.admission.is_undecided:": "if False:"}),
        ),
        shown_by=admissions.test_an_answer_may_be_changed_until_the_decision,
    ),
)
