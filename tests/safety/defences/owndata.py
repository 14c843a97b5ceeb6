"""What keeps people's own data: it goes whole, and is shown to nobody else."""

from bot.circles import store as circle_store
from bot.goals.feature import FEATURE as GOALS
from bot.inbox import store as inbox_store
from bot.invites import store as invite_store
from bot.outbox import store as outbox_store
from bot.people import privacy as people_privacy
from tests.architecture import test_privacy as erasure
from tests.circles import test_privacy as circles
from tests.invites import test_actions as invites
from tests.outbox import test_rows
from tests.privacy import test_actions
from tests.safety.defences.defence import Cut, Defence, Value

DEFENCES = (
    Defence(
        name="erasure asks every slice",
        prevents="a slice's rows stay (the database then refuses the erasure as a whole)",
        removed_by=(Value(GOALS, "erase", None),),
        shown_by=erasure.test_erasure_leaves_no_row_that_names_the_person,
    ),
    Defence(
        name="erasure ends talks",
        prevents="what an erased person began to write stays",
        removed_by=(
            Cut(
                people_privacy.erase,
                {"await dialogue_store.forget_chat(work.conn, chat_id=person.chat_id)": "pass"},
            ),
        ),
        shown_by=erasure.test_erasure_leaves_no_row_that_names_the_person,
    ),
    Defence(
        name="erasure ends what others began about the person",
        prevents="an invite that somebody has not finished names whom it was for",
        removed_by=(
            Cut(
                people_privacy.erase,
                {
                    "await dialogue_store.forget_mentions("
                    "work.conn, telegram_id=person.telegram_id)": "pass",
                },
            ),
        ),
        shown_by=test_actions.test_what_others_began_about_the_person_goes,
    ),
    Defence(
        name="erasure takes the person out of a circle's log",
        prevents="the log names who is gone (the database then refuses the erasure as a whole)",
        removed_by=(
            Cut(circle_store.unname, {"await store_log.unname(conn, person_id)": "pass"}),
        ),
        shown_by=erasure.test_who_was_vouched_for_is_erased_from_the_circle_of_others,
    ),
    Defence(
        name="the update that asked for erasure stays as a number",
        prevents="it comes once more, and the person is met anew",
        removed_by=(Cut(inbox_store.forget_lane, {"if but is not None:": "if False:"}),),
        shown_by=test_actions.test_the_update_that_asked_for_it_stays_as_a_number,
    ),
    Defence(
        name="an export holds one's own rows",
        prevents="people get the data of others",
        removed_by=(
            Cut(circle_store.list_stays, {"members.c.person_id == person_id": "members.c.id > 0"}),
        ),
        shown_by=circles.test_the_export_holds_ones_own_stays_and_nobody_elses,
    ),
    Defence(
        name="a message's text goes when it is over",
        prevents="everything the bot ever said stays in the database",
        removed_by=(Cut(outbox_store._values, {'"payload": None,': ""}),),
        shown_by=test_rows.test_a_row_forgets_its_text_when_it_is_over,
    ),
    Defence(
        name="whom an old invite was for is forgotten",
        prevents="accounts of people who never came stay for ever",
        removed_by=(
            Cut(
                invite_store.forget_guests,
                {".values(for_name=None, for_telegram_id=None)": ".values(for_name=None)"},
            ),
        ),
        shown_by=invites.test_whom_it_was_for_is_forgotten_a_week_after_the_end,
    ),
)
