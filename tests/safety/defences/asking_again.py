"""What is asked at the very moment of sending: whether it is still wanted, and whether it may come now."""

from bot import gate
from bot.admissions import due_audiences
from bot.nudges import due as nudge_due
from bot.outbox.asking import Asking
from tests.admissions import test_actions_host
from tests.nudges import test_actions as nudge_actions
from tests.outbox import test_dispatcher, test_rows
from tests.safety.defences.defence import Cut, Defence

DEFENCES = (
    Defence(
        name="the audience is asked at send time",
        prevents="what was planned reaches who has left, and what is out of date",
        removed_by=(Cut(Asking.ask, {"if kind.audience is not None:": "if False:"}),),
        shown_by=test_dispatcher.test_the_audience_is_asked_again_at_the_last_moment,
    ),
    Defence(
        name="a question about a newcomer is for present members",
        prevents="a circle's matters reach who has left it",
        removed_by=(
            Cut(
                due_audiences.has_to_answer,
                {"return found is not None and found[1].said is None": "return True"},
            ),
        ),
        shown_by=(
            test_actions_host.test_what_was_planned_is_not_sent_to_who_has_left_answered_or_stepped_down
        ),
    ),
    Defence(
        name="a host's decision is for present hosts",
        prevents="concerns reach who is no host any more",
        removed_by=(
            Cut(
                due_audiences.decides,
                {"return member is not None and member.is_host": "return member is not None"},
            ),
        ),
        shown_by=(
            test_actions_host.test_what_was_planned_is_not_sent_to_who_has_left_answered_or_stepped_down
        ),
    ),
    Defence(
        name="a nudge is for a sitting that still waits",
        prevents="who has begun, or said not today, is nudged all the same",
        removed_by=(
            Cut(nudge_due.wants_snooze, {"sitting.state is State.NUDGED": "sitting is not None"}),
        ),
        shown_by=nudge_actions.test_at_send_time_it_is_asked_whether_the_nudge_is_still_wanted,
        given={"touch": "started"},
    ),
    Defence(
        name="what is too late is not sent",
        prevents="after an outage everybody gets the nudges of yesterday",
        removed_by=(
            Cut(
                Asking.ask,
                {"is_late = delivery.expires_at is not None": "is_late = False"},
            ),
        ),
        shown_by=test_dispatcher.test_what_is_too_late_is_not_sent,
    ),
    Defence(
        name="quiet hours",
        prevents="requests wake people at night",
        removed_by=(Cut(gate.pass_gate, {"if waits_until > now:": "if False:"}),),
        shown_by=test_dispatcher.test_the_gate_holds_until_the_quiet_hours_are_over,
    ),
    Defence(
        name="a pause",
        prevents="who asked for silence is written to",
        removed_by=(Cut(gate.pass_gate, {"kind.pausable and ": "False and "}),),
        shown_by=test_rows.test_what_a_pause_holds_is_let_go_with_it,
    ),
    Defence(
        name="the budget of a day",
        prevents="people get more messages than they allowed",
        removed_by=(Cut(gate.pass_gate, {" or sent_today >= standing.budget": ""}),),
        shown_by=test_rows.test_the_budget_of_a_day_is_kept_and_the_rest_comes_in_the_morning,
    ),
    Defence(
        name="who cannot be reached is not written to",
        prevents="every message to who blocked the bot is a refused call",
        removed_by=(Cut(gate.pass_gate, {"if not standing.is_reachable:": "if False:"}),),
        shown_by=test_dispatcher.test_who_is_unreachable_is_not_written_to,
    ),
)
