"""The first week: open a circle, invite, knock, vouch, goal, slot, nudge, done, shared, weekly check-in."""

import pytest

from bot.outbox import store as outbox_store
from bot.people import store as people_store
from bot.texts import Digits
from tests.support.circles import invite_link
from tests.support.story import Actor, Story

INTRODUCTION = {
    "en": "I draw maps at work and want to learn how to read numbers.",
    "ar": "أرسم الخرائط في عملي وأودّ أن أتعلّم قراءة الأرقام.",
}
GOAL = {
    "en": "/goals add Statistics: regression by 1 June",
    "ar": "/goals إضافة الإحصاء: تحليل الانحدار حتى ١ يونيو",
}
SLOT = {
    "en": "/times add Mon Wed 19:00 45m listen",
    "ar": "/times إضافة كل اثنين وأربعاء ٧ مساءً ٤٥ د استماع",
}
LEARNED = {"en": "A slope is a rate.", "ar": "الميل معدّل تغيّر."}
STUCK = {"en": "Confidence intervals", "ar": "فترات الثقة"}
FOCUS = {"en": "Read chapter two", "ar": "قراءة الفصل الثاني"}


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.timeout(240)
@pytest.mark.parametrize("restarts", [False, True], ids=["", "restarted after every step"])
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_the_first_week(story: Story, language: str, *, restarts: bool) -> None:
    other = "en" if language == "ar" else "ar"
    amina = await story.actor("Amina", language=language)
    omar = await story.actor("Omar", language=other)
    layla = await story.actor("ليلى", language=language, username="layla_m")
    if language == "ar":
        await _prefers_arabic_digits(story, layla)
    story.restarts_always = restarts

    await _amina_opens_a_circle(amina)
    await _omar_joins_by_a_personal_invite(amina, omar)
    await story.wait(hours=25)  # only then Omar's word counts
    await _layla_knocks_and_omar_vouches(amina, omar, layla)
    await _layla_says_what_and_when(layla)
    await _a_sitting_is_kept_and_shared(story, layla, omar)
    await _the_week_is_looked_back_on(story, layla)

    # Whoever is in hears of it; what everybody wrote went nowhere else; nothing hangs.
    async with story.app.db.begin() as conn:
        states = await outbox_store.count_by_state(conn)
    assert not {"sending", "failed", "unknown"} & set(states), states


async def _prefers_arabic_digits(story: Story, actor: Actor) -> None:
    person = await actor.person()
    async with story.app.works.begin(origin="digits") as work:
        await people_store.change(work.conn, person.id, digits=Digits.ARABIC)


async def _amina_opens_a_circle(amina: Actor) -> None:
    await amina.says("/new Maps")
    await amina.says("Statistics")
    await amina.presses("Skip")
    await amina.presses_starting("English")
    await amina.presses_starting("8")
    await amina.presses_starting({"en": "Cairo", "ar": "القاهرة"}[amina.language])
    await amina.presses("Open it")
    amina.sees("The circle “{circle}” is open, and you are its host.", circle="Maps")


async def _omar_joins_by_a_personal_invite(amina: Actor, omar: Actor) -> None:
    await amina.presses("Invite somebody")
    await amina.presses("For one person")
    await amina.picks(omar)
    await amina.presses("I know them well")
    await omar.opens(invite_link(amina))
    await omar.presses("Ask to join")
    await omar.says(INTRODUCTION[omar.language])
    await omar.presses("Skip")
    await omar.taps("Only the person who invited me")
    omar.sees("You are in: {circle}", circle="Maps")


async def _layla_knocks_and_omar_vouches(amina: Actor, omar: Actor, layla: Actor) -> None:
    await amina.says("/invite")
    await amina.presses("Open invite")
    await amina.presses("1")
    # The code as people type it: small letters, spaces, an O for a zero.
    code = invite_link(amina).partition("start=j_")[2]
    typed = f"{code[:4]} {code[4:8]} {code[8:]}".lower().replace("0", "o")

    await layla.says(f"/join {typed}")
    await layla.presses("Ask to join")
    await layla.says(INTRODUCTION[layla.language])
    await layla.presses("Skip")
    await layla.picks(omar)
    layla.does_not_see("Omar")  # nobody tells her whether he is a member

    await omar.presses("I know them a little")
    layla.sees("You are in: {circle}", circle="Maps")
    amina.sees_text("ليلى")


async def _layla_says_what_and_when(layla: Actor) -> None:
    await layla.says(GOAL[layla.language])
    await layla.presses("Save")
    await layla.says(SLOT[layla.language])
    if layla.language == "ar":
        layla.sees_text("٧:٠٠ مساءً")
        layla.sees_text("٤٥ دقيقة")
    await layla.presses("Yes")


async def _a_sitting_is_kept_and_shared(story: Story, layla: Actor, omar: Actor) -> None:
    # Tuesday now; her next slot is Wednesday at seven in the evening in Cairo, 17:00 UTC.
    await story.wait_until(story.clock.now().replace(day=4, hour=16, minute=59))
    assert not layla.new()
    await story.wait(minutes=1)
    layla.sees("<b>It is your learning time.</b>")
    await layla.presses("Start")
    await story.wait(minutes=45)
    await layla.presses("Done", context="sitting")
    await layla.says(LEARNED[layla.language])
    await layla.presses("Share with {circle}", circle="Maps")
    omar.sees_text(LEARNED[layla.language])


async def _the_week_is_looked_back_on(story: Story, layla: Actor) -> None:
    await story.wait(days=1)  # Thursday at six
    layla.sees("<b>Your weekly check-in</b>")
    await layla.presses("Answer the questions")
    await layla.says(LEARNED[layla.language])
    await layla.says(STUCK[layla.language])
    await layla.says(FOCUS[layla.language])
    await layla.presses("Keep private")
    layla.sees("Thank you. That is your week:")
    layla.sees_text(FOCUS[layla.language])
