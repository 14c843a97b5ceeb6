"""What keeps the rule that everybody in a circle is known by somebody in it."""

from bot.admissions import rules, store, store_asked
from bot.admissions.records import Said, State
from bot.circles import store as circle_store
from tests.admissions import test_actions, test_actions_host
from tests.admissions.knocking import invite_open, knock, leaves, says, tick
from tests.safety.defences.defence import BOTH, Clause, Cut, Defence
from tests.support.bench import Bench


async def one_member_has_one_voice(bench: Bench) -> None:
    amina, omar, layla = [await bench.person(name) for name in ("Amina", "Omar", "Layla")]
    circle = await bench.circle(amina, acquaintances_required=2)
    await bench.joins(circle, omar)
    bench.clock.advance(days=2)
    made = await invite_open(bench, omar, circle)
    admission = await knock(bench, layla, made)
    bench.clock.advance(hours=25)
    await tick(bench)  # the second round asks everybody, Omar too

    assert (await says(bench, omar, admission, Said.WELL)).state is State.ASKING
    assert (await says(bench, omar, admission, Said.LITTLE)).state is State.ASKING


async def where_nobody_has_standing_nobody_is_let_in(bench: Bench) -> None:
    amina, omar, layla = [await bench.person(name) for name in ("Amina", "Omar", "Layla")]
    circle = await bench.circle(amina)
    stay = await bench.joins(circle, omar)
    async with bench.work() as work:  # the opener is gone, and Omar came a minute ago
        roll = await circle_store.get_roll(work.conn, circle.id)
    await leaves(bench, next(m for m in roll.members if m.id != stay.id))
    made = await invite_open(bench, omar, circle)

    assert (await knock(bench, layla, made)).state is State.ASKING


async def an_admission_that_was_moved_meanwhile_is_not_moved_again(bench: Bench) -> None:
    amina, layla = await bench.person("Amina"), await bench.person("Layla")
    seen = await knock(bench, layla, await invite_open(bench, amina, await bench.circle(amina)))
    async with bench.work() as work:
        assert await store.change(work.conn, seen, state=State.WITHDRAWN)
        assert await store.change(work.conn, seen, state=State.ADMITTED) is None


DEFENCES = (
    Defence(
        name="a vouch counts after a day as a member",
        prevents="a chain of strangers lets itself in within minutes",
        removed_by=(Cut(rules.may_vouch, {" and member.has_standing(now=now)": ""}),),
        shown_by=test_actions.test_a_chain_of_strangers_cannot_let_itself_in,
    ),
    Defence(
        name="only present members' vouches count",
        prevents="somebody is let in whom nobody in the circle knows",
        removed_by=(Cut(rules.counting, {" and row.member_id in able": ""}),),
        shown_by=test_actions.test_a_voucher_who_leaves_before_the_decision_does_not_count,
        noticed_as=(KeyError,),  # the seat is then given on the word of somebody who is not there
    ),
    Defence(
        name="one voice a member",
        prevents="one member stands for the two that are needed",
        removed_by=(
            Clause(
                "admission_asked",
                "CONSTRAINT pk_admission_asked PRIMARY KEY (admission_id, member_id)",
            ),
            Cut(
                store_asked.add_asked,
                {
                    """            .on_conflict_do_update(
                index_elements=["admission_id", "member_id"],
                set_={"round": in_round, "asked_at": now},
                where=(asked.c.round == ONLY_TOLD)
                & asked.c.said.is_(None)
                & (in_round != ONLY_TOLD),
            )
""": ""
                },
            ),
        ),
        shown_by=one_member_has_one_voice,
    ),
    Defence(
        name="at least one vouch is needed",
        prevents="a circle of newcomers lets everybody in",
        removed_by=(Cut(rules.needed, {"max(1, min(": "max(0, min("}),),
        shown_by=where_nobody_has_standing_nobody_is_let_in,
    ),
    Defence(
        name="as many vouches as the circle wants",
        prevents="one vouch is enough everywhere",
        removed_by=(Cut(rules.needed, {"roll.circle.acquaintances_required": "1"}),),
        shown_by=one_member_has_one_voice,
    ),
    Defence(
        name="a concern hands the decision to the hosts",
        prevents="somebody is let in over a member's concern",
        removed_by=(Cut(rules.next_step, {"if concerns(asked, roll):": "if False:"}),),
        shown_by=(
            test_actions_host.test_a_concern_hands_it_to_the_hosts_who_see_the_text_and_not_the_author
        ),
    ),
    Defence(
        name="a hold runs to its end",
        prevents="nobody has time to object",
        removed_by=(
            Cut(
                rules._after_hold,
                {"if not hold_is_over(admission, circle, now=now):": "if False:"},
            ),
        ),
        shown_by=(
            test_actions_host.test_in_a_hold_everybody_hears_and_nobody_is_let_in_before_it_ends
        ),
    ),
    Defence(
        name="an admission is moved by compare-and-set",
        prevents="of two decisions at once the second undoes the first",
        removed_by=(Cut(store.change, {", admissions.c.state == admission.state": ""}),),
        shown_by=an_admission_that_was_moved_meanwhile_is_not_moved_again,
        engines=BOTH,
    ),
)
