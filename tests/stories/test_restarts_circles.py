"""Every step of the talks about people, circles, invites and admissions, restarted all the time."""

from collections.abc import Mapping, Sequence
from typing import Final

import pytest

from bot.admissions import store as admission_store
from bot.admissions import store_asked
from bot.admissions.records import Said, State
from bot.circles import store as circle_store
from bot.circles.records import Circle
from bot.invites import store as invite_store
from bot.invites.records import Invite
from tests.stories.test_restarts import OF_CIRCLES, STEPS, Walk, WalkedStory, walk_through
from tests.support.circles import (
    INTRODUCTION,
    found_circle,
    invite_link,
    knocks,
    makes_open_invite,
    put_in,
)
from tests.support.story import Actor

CAIRO: Final = (30.04, 31.24)  # degrees
WORDS: Final = {
    "introduction": "أرسم الخرائط في عملي وأودّ أن أتعلّم الإحصاء.",
    "question": "أين التقينا؟",
    "answer": "في المكتبة قبل سنتين.",
    "concern": "لست على يقين من أنّها هي.",
    "reason": "غاب عن كلّ لقاءاتنا.",
}


# The zone ------------------------------------------------------------------------------------------


async def a_zone_is_typed(story: WalkedStory) -> None:
    amina = await story.actor("Amina", zone=None)
    story.restarts_always = True
    await amina.says("/timezone")
    await amina.says("Tripoli")
    await amina.presses("{city}, {country}", city="Tripoli", country="Libya")
    await amina.presses("Yes")

    amina.sees("Your time zone: {zone}. All your times follow it.", zone="Tripoli")
    assert (await amina.person()).zone == "Africa/Tripoli"


async def a_zone_is_shared(story: WalkedStory) -> None:
    layla = await story.actor("ليلى", language="ar", zone=None)
    story.restarts_always = True
    await layla.says("/timezone")
    await layla.shares_location(*CAIRO)
    await layla.presses("No, another place")
    await layla.shares_location(*CAIRO)
    await layla.presses("Yes")

    layla.sees("Your time zone: {zone}. All your times follow it.", zone="القاهرة")
    assert (await layla.person()).zone == "Africa/Cairo"


# Circles -------------------------------------------------------------------------------------------


async def only_circle(story: WalkedStory, actor: Actor) -> Circle:
    person = await actor.person()
    async with story.work() as work:
        ((circle, _),) = await circle_store.list_circles_of(work.conn, person.id)
    return circle


async def a_circle_is_opened_by_buttons(story: WalkedStory) -> None:
    amina = await story.actor("Amina")
    story.restarts_always = True
    await amina.says("/circles")
    await amina.presses("Open a circle")
    await amina.says("Charts")
    for _ in range(2):  # once, and once more after "Change something"
        await amina.says("Statistics")
        await amina.presses("Skip")
        await amina.presses("English")
        await amina.presses("6")
        await amina.says("Tripoli")
        await amina.presses("{city}, {country}", city="Tripoli", country="Libya")
        amina.sees("Clock: {zone}", zone="Tripoli")
        if "Charts" in amina.texts()[-1]:
            await amina.presses("Change something")
            await amina.says("Maps")
    await amina.presses("Open it")

    amina.sees("The circle “{circle}” is open, and you are its host.", circle="Maps")
    circle = await only_circle(story, amina)
    assert (circle.name, circle.field, circle.focus) == ("Maps", "Statistics", "")
    assert (circle.language, circle.seats, circle.zone) == ("en", 6, "Africa/Tripoli")


async def a_circle_is_opened_by_typing(story: WalkedStory) -> None:
    layla = await story.actor("ليلى", language="ar")
    story.restarts_always = True
    for typed in ("/new", "الخرائط", "الإحصاء", "الانحدار", "عربي", "٥", "طرابلس"):
        await layla.says(typed)
    await layla.says("القاهرة")  # another place, where one of two was asked for
    await layla.presses("Open it")

    layla.sees("The circle “{circle}” is open, and you are its host.", circle="الخرائط")
    circle = await only_circle(story, layla)
    assert (circle.name, circle.field, circle.focus) == ("الخرائط", "الإحصاء", "الانحدار")
    assert (circle.language, circle.seats, circle.zone) == ("ar", 5, "Africa/Cairo")


async def opens_tools(host: Actor, circle: str) -> None:
    await host.says("/circles")
    await host.presses_starting(circle)
    await host.presses("Host's tools")


async def is_member(story: WalkedStory, circle: Circle, actor: Actor) -> bool:
    person = await actor.person()
    async with story.work() as work:
        stay = await circle_store.find_stay(work.conn, circle_id=circle.id, person_id=person.id)
    return stay is not None


async def a_member_is_removed_for_a_ready_reason(story: WalkedStory) -> None:
    amina, omar = [await story.actor(name) for name in ("Amina", "Omar")]
    circle = await found_circle(story, amina, "Data")
    await put_in(story, circle, omar)
    story.restarts_always = True
    await opens_tools(amina, "Data")
    await amina.presses("Remove a member")
    await amina.presses_starting("Omar")
    await amina.presses("The way of talking")
    await amina.presses("Another reason")
    await amina.presses("Silent for a long time")
    await amina.presses("Remove them")

    amina.sees("{name} is no longer a member and has your reason.", name="Omar")
    omar.sees("The seat is needed, and the circle had not heard from you for a while.")
    assert not await is_member(story, circle, omar)


async def a_member_is_removed_for_a_typed_reason(story: WalkedStory) -> None:
    layla, sami = [await story.actor(name, language="ar") for name in ("ليلى", "سامي")]
    circle = await found_circle(story, layla, "الخرائط")
    await put_in(story, circle, sami)
    story.restarts_always = True
    await opens_tools(layla, "الخرائط")
    await layla.presses("Remove a member")
    await layla.presses_starting("سامي")
    await layla.says(WORDS["reason"])
    await layla.presses("Remove them")

    layla.sees("{name} is no longer a member and has your reason.", name="سامي")
    sami.sees_text(WORDS["reason"])
    assert not await is_member(story, circle, sami)


async def a_circle_gets_other_texts(story: WalkedStory) -> None:
    amina = await story.actor("Amina")
    await found_circle(story, amina, "Data", focus="Averages")
    story.restarts_always = True
    await opens_tools(amina, "Data")
    await amina.presses("Settings")
    await amina.presses("Name")
    await amina.says("Numbers")
    amina.sees("<b>Settings of “{circle}”</b>", circle="Numbers")
    await amina.presses("What it begins with")
    await amina.presses("Leave it empty")

    circle = await only_circle(story, amina)
    assert (circle.name, circle.focus) == ("Numbers", "")


async def a_circle_gets_another_field(story: WalkedStory) -> None:
    layla = await story.actor("ليلى", language="ar")
    await found_circle(story, layla, "الخرائط")
    story.restarts_always = True
    await opens_tools(layla, "الخرائط")
    await layla.presses("Settings")
    await layla.presses("Field")
    await layla.says("الجغرافيا")

    layla.sees_text("الجغرافيا")
    assert (await only_circle(story, layla)).field == "الجغرافيا"


# Invites -------------------------------------------------------------------------------------------


async def only_invite(story: WalkedStory, actor: Actor) -> Invite:
    person = await actor.person()
    async with story.work() as work:
        (invite,) = await invite_store.list_made_by(work.conn, person.id)
    return invite


async def somebody_is_invited(story: WalkedStory) -> None:
    amina, omar = [await story.actor(name) for name in ("Amina", "Omar")]
    await found_circle(story, amina, "Data")
    maps = await found_circle(story, amina, "Maps")
    story.restarts_always = True
    await amina.says("/invite")
    await amina.presses("{circle}", circle="Maps")
    await amina.presses("For one person")
    await amina.picks(omar)
    await amina.presses("I know them well")

    assert invite_link(amina)
    invite = await only_invite(story, amina)
    assert (invite.circle_id, invite.for_telegram_id, invite.for_name, invite.depth) == (
        maps.id, omar.player.id, "Omar", "well",
    )  # fmt: skip


async def an_open_invite_is_typed(story: WalkedStory) -> None:
    layla = await story.actor("ليلى", language="ar")
    await found_circle(story, layla, "الخرائط")
    numbers = await found_circle(story, layla, "الأرقام")
    story.restarts_always = True
    await layla.says("/invite")
    await layla.says("الأرقام")
    await layla.says(layla.label("Open invite"))
    await layla.says("٢")

    assert invite_link(layla)
    invite = await only_invite(story, layla)
    assert (invite.circle_id, invite.kind, invite.uses) == (numbers.id, "open", 2)


# Admissions ----------------------------------------------------------------------------------------


async def a_newcomer_knocks_with_a_code(story: WalkedStory) -> None:
    amina, layla = [await story.actor(name) for name in ("Amina", "Layla")]
    circle = await found_circle(story, amina, "Data")
    code = (await makes_open_invite(amina)).partition("start=j_")[2]
    story.restarts_always = True
    await layla.says("/join")
    await layla.says(code)
    await layla.presses("Ask to join")
    await layla.says(INTRODUCTION)
    await layla.presses("Skip")
    await layla.picks(amina)
    layla.sees("Your request to join “{circle}” is with its members.", circle="Data")
    await amina.presses("I know them well")

    layla.sees("You are in: {circle}", circle="Data")
    assert await is_member(story, circle, layla)


async def a_newcomer_knocks_by_typing(story: WalkedStory) -> None:
    sami, layla = [await story.actor(name, language="ar") for name in ("سامي", "ليلى")]
    circle = await found_circle(story, sami, "الخرائط")
    link = await makes_open_invite(sami)
    story.restarts_always = True
    await layla.says("/join")
    await layla.says(link)
    await layla.presses("Ask to join")
    await layla.says(WORDS["introduction"])
    await layla.says("رسم الخرائط")
    await layla.says("سامي")

    person = await layla.person()
    async with story.work() as work:
        (admission,) = await admission_store.list_of(work.conn, person.id)
    assert (admission.circle_id, admission.state) == (circle.id, State.ASKING)
    assert (admission.introduction, admission.helps_with) == (
        WORDS["introduction"], "رسم الخرائط",
    )  # fmt: skip


async def asked(story: WalkedStory, language: str) -> tuple[Actor, Actor, Actor]:
    """Omar is asked about Layla; Amina hosts."""
    amina, omar, layla = [
        await story.actor(name, language=language) for name in ("Amina", "Omar", "Layla")
    ]
    data = await found_circle(story, amina, "Data")
    await put_in(story, data, omar)
    await story.wait(hours=25)
    await knocks(layla, await makes_open_invite(omar))
    story.restarts_always = True
    return amina, omar, layla


async def a_concern_is_typed(story: WalkedStory) -> None:
    amina, omar, layla = await asked(story, "ar")
    await omar.presses("I have a concern")
    await omar.says(WORDS["concern"])

    omar.sees("Your concern is with the hosts, without your name. They decide now.")
    amina.sees_text(WORDS["concern"])
    person = await layla.person()
    async with story.work() as work:
        (admission,) = await admission_store.list_of(work.conn, person.id)
        answers = await store_asked.list_asked(work.conn, admission.id)
    assert admission.state is State.HOST
    assert Said.CONCERN in [answer.said for answer in answers]


async def a_question_is_asked_and_answered(story: WalkedStory) -> None:
    _, omar, layla = await asked(story, "ar")
    await omar.presses("Ask them something")
    await omar.says(WORDS["question"])
    layla.sees_text(WORDS["question"])
    await layla.presses("Answer")
    await layla.says(WORDS["answer"])

    omar.sees_text(WORDS["answer"])
    person = await layla.person()
    async with story.work() as work:
        (admission,) = await admission_store.list_of(work.conn, person.id)
        (exchange,) = await store_asked.list_exchanges(work.conn, admission.id)
    assert (exchange.question, exchange.answer) == (WORDS["question"], WORDS["answer"])


WALKS: Final[Mapping[str, Sequence[Walk]]] = {
    "zone": (a_zone_is_typed, a_zone_is_shared),
    "circle_new": (a_circle_is_opened_by_buttons, a_circle_is_opened_by_typing),
    "circle_removal": (
        a_member_is_removed_for_a_ready_reason,
        a_member_is_removed_for_a_typed_reason,
    ),
    "circle_text": (a_circle_gets_other_texts, a_circle_gets_another_field),
    "invite": (somebody_is_invited, an_open_invite_is_typed),
    "knock": (a_newcomer_knocks_with_a_code, a_newcomer_knocks_by_typing),
    "adm_concern": (a_concern_is_typed,),
    "adm_ask": (a_question_is_asked_and_answered,),
    "adm_reply": (a_question_is_asked_and_answered,),
}


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.timeout(240)
@pytest.mark.parametrize("name", OF_CIRCLES)
async def test_every_step_outlives_a_restart(sqlite_url: str, name: str) -> None:
    assert name in WALKS, "a guided talk without a walk"

    assert await walk_through(sqlite_url, name, WALKS[name]) == STEPS[name]
