"""What keeps invites: their uses, their end, their secrecy."""

import pytest
from sqlalchemy.exc import IntegrityError

from bot.admissions import actions as admission_actions
from bot.admissions import rules as admission_rules
from bot.admissions import store as admission_store
from bot.admissions.records import State
from bot.invites import actions, rules, store
from bot.invites.records import UseRefusal
from tests.admissions import test_actions as admissions
from tests.admissions.knocking import invite_guest, invite_open, knock, try_knock
from tests.invites import test_actions
from tests.safety.defences.defence import Clause, Cut, DatabaseIndex, Defence
from tests.support.bench import Bench


async def an_invite_that_ended_opens_no_door(bench: Bench) -> None:
    amina, layla = await bench.person("Amina"), await bench.person("Layla")
    made = await invite_open(bench, amina, await bench.circle(amina))
    bench.clock.advance(days=7)

    assert await try_knock(bench, layla, made) is UseRefusal.EXPIRED


async def an_invite_that_ends_meanwhile_is_not_used(bench: Bench) -> None:
    amina = await bench.person("Amina")
    made = await invite_open(bench, amina, await bench.circle(amina))
    bench.clock.advance(days=7)

    async with bench.work() as work:
        assert not await store.reserve_use(work.conn, made.invite.id, now=work.now)


async def an_invite_that_was_taken_back_opens_no_door(bench: Bench) -> None:
    amina, layla = await bench.person("Amina"), await bench.person("Layla")
    made = await invite_open(bench, amina, await bench.circle(amina))
    async with bench.work() as work:
        await actions.revoke(work, amina, made.invite.id)
        invite = await store.get_invite(work.conn, made.invite.id)
        refusal = await admission_actions.refuse_entry(work, layla, invite)

    assert refusal is UseRefusal.REVOKED


async def an_invite_that_is_taken_back_meanwhile_is_not_used(bench: Bench) -> None:
    amina = await bench.person("Amina")
    made = await invite_open(bench, amina, await bench.circle(amina))
    async with bench.work() as work:
        await actions.revoke(work, amina, made.invite.id)
        assert not await store.reserve_use(work.conn, made.invite.id, now=work.now)


async def a_personal_invite_is_for_its_account(bench: Bench) -> None:
    amina, layla, yusuf = [await bench.person(name) for name in ("Amina", "Layla", "Yusuf")]
    made = await invite_guest(bench, amina, await bench.circle(amina), yusuf)

    assert await try_knock(bench, layla, made) is UseRefusal.NOT_THIS_ACCOUNT


async def nobody_waits_twice_at_one_door(bench: Bench) -> None:
    amina, layla = await bench.person("Amina"), await bench.person("Layla")
    circle = await bench.circle(amina)
    admission = await knock(bench, layla, await invite_open(bench, amina, circle))

    with pytest.raises(IntegrityError):
        async with bench.work() as work:
            await admission_store.create(
                work.conn, circle_id=circle.id, person_id=layla.id,
                inviter_id=admission.inviter_id, is_personal=False, state=State.ASKING,
                introduction="", helps_with="", has_hidden_marks=False, opened_at=work.now,
                closes_at=work.now,
            )  # fmt: skip


DEFENCES = (
    Defence(
        name="a use is reserved by a conditional update",
        prevents="an invite lets in more than it is for (the database then refuses, unkindly)",
        removed_by=(Cut(store.reserve_use, {"invites.c.used < invites.c.uses,": ""}),),
        shown_by=test_actions.test_the_last_use_is_reserved_once_and_given_back,
        noticed_as=(IntegrityError,),
    ),
    Defence(
        name="the database counts the uses of an invite",
        prevents="a mistake in the code uses an invite more often than it is for",
        removed_by=(
            Clause("invites", "CONSTRAINT ck_invites_used CHECK (used between 0 and uses)"),
        ),
        shown_by=test_actions.test_the_database_refuses_more_uses_than_there_are,
    ),
    Defence(
        name="an invite ends",
        prevents="a link that got round years ago still opens the door",
        removed_by=(Cut(rules.refuse_use, {"if now >= invite.expires_at:": "if False:"}),),
        shown_by=an_invite_that_ended_opens_no_door,
    ),
    Defence(
        name="an invite's end is asked in the update that uses it",
        prevents="an invite that ends between reading and writing is used",
        removed_by=(Cut(store.reserve_use, {"invites.c.expires_at > now,": ""}),),
        shown_by=an_invite_that_ends_meanwhile_is_not_used,
    ),
    Defence(
        name="an invite can be taken back",
        prevents="a link that went to the wrong people cannot be stopped",
        removed_by=(Cut(rules.refuse_use, {"invite.revoked_at is not None or ": ""}),),
        shown_by=an_invite_that_was_taken_back_opens_no_door,
    ),
    Defence(
        name="an invite's revocation is asked in the update that uses it",
        prevents="an invite that is taken back between reading and writing is used",
        removed_by=(Cut(store.reserve_use, {"invites.c.revoked_at.is_(None),": ""}),),
        shown_by=an_invite_that_is_taken_back_meanwhile_is_not_used,
    ),
    Defence(
        name="invites die with their inviter's stay",
        prevents="who has left goes on bringing people",
        removed_by=(Cut(store.find_inviter, {"members.c.left_at.is_(None),": ""}),),
        shown_by=test_actions.test_the_codes_of_who_left_are_dead,
    ),
    Defence(
        name="a personal invite is for its account only",
        prevents="a vouch for one person lets another in",
        removed_by=(
            Cut(
                rules.refuse_use,
                {"invite.for_telegram_id not in {telegram_id, None}": "False"},
            ),
        ),
        shown_by=a_personal_invite_is_for_its_account,
    ),
    Defence(
        name="who was removed comes back by a host's newer invite only",
        prevents="a removal lasts until the next friendly invite",
        removed_by=(
            Cut(
                rules.refuse_use,
                {
                    "if removed_at is not None and not (invite.by_host and "
                    "invite.created_at > removed_at):": "if False:"
                },
            ),
        ),
        shown_by=admissions.test_a_removed_person_comes_back_by_a_hosts_invite_only,
    ),
    Defence(
        name="codes are kept as keyed hashes",
        prevents="a stolen backup is a bunch of invites",
        removed_by=(Cut(actions._create, {'work.keys.digest("invite", code)': "code.encode()"}),),
        shown_by=test_actions.test_only_a_keyed_hash_of_the_code_is_kept,
    ),
    Defence(
        name="a person has five wrong codes an hour",
        prevents="codes are guessed",
        removed_by=(Cut(rules.must_wait, {"own_wrong >= own_limit or ": ""}),),
        shown_by=test_actions.test_five_wrong_codes_an_hour_and_a_slip_counts_for_nothing,
    ),
    Defence(
        name="a rush of wrong codes is slowed down",
        prevents="codes are guessed from many accounts",
        removed_by=(Cut(rules.must_wait, {" or (all_wrong > rush_limit and own_wrong > 0)": ""}),),
        shown_by=test_actions.test_in_a_rush_of_guesses_only_who_guessed_wrong_is_refused,
    ),
    Defence(
        name="nobody waits twice at one door",
        prevents="members are asked twice about one newcomer (the database then refuses, unkindly)",
        removed_by=(Cut(admission_rules.refuse_knock, {"if is_waiting:": "if False:"}),),
        shown_by=admissions.test_one_open_admission_and_three_tries_in_thirty_days,
        noticed_as=(IntegrityError,),
    ),
    Defence(
        name="a request that waits is unique in the database",
        prevents="a mistake in the code opens two admissions for one newcomer",
        removed_by=(DatabaseIndex("uq_admissions_waiting"),),
        shown_by=nobody_waits_twice_at_one_door,
    ),
    Defence(
        name="three knocks in thirty days",
        prevents="members are asked about the same stranger every day",
        removed_by=(Cut(admission_rules.refuse_knock, {"if tries >= MOST_TRIES:": "if False:"}),),
        shown_by=admissions.test_one_open_admission_and_three_tries_in_thirty_days,
    ),
)
