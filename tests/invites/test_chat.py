"""Inviting, listing, renewing and joining, through the whole bot."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.dialogue.tables import talks
from bot.inbox.tables import updates
from bot.invites.rules_codes import shown
from bot.invites.tables import invites
from bot.outbox.tables import deliveries
from tests.support.circles import found_circle, invite_link, makes_open_invite, put_in
from tests.support.story import Story


def code_in(link: str) -> str:
    return link.rpartition("j_")[2]


@pytest.mark.asyncio
@pytest.mark.story
async def test_an_invite_is_shown_once_with_code_link_copy_share_and_picture(story: Story) -> None:
    amina = await story.actor("Amina")
    await found_circle(story, amina, "Data")

    link = await makes_open_invite(amina, uses=3)

    message = amina.sees_text(shown(code_in(link)))
    buttons = list(message.inline_keyboard or ())
    assert buttons[0].copy_text == shown(code_in(link))
    assert buttons[1].url is not None
    assert buttons[1].url.startswith("https://t.me/share/url?url=https%3A%2F%2Ft.me%2F")
    await amina.presses("QR picture")
    assert amina.last.photo is not None
    async with story.app.db.begin() as conn:
        kept = [
            str((await conn.execute(select(table))).all())
            for table in (deliveries, updates, talks, invites)
        ]
    assert code_in(link) not in str(kept), "the code is at rest nowhere"


@pytest.mark.asyncio
@pytest.mark.story
async def test_the_list_revokes_and_renews(story: Story) -> None:
    amina, layla = await story.actor("Amina"), await story.actor("Layla")
    await found_circle(story, amina, "Data")
    first = await makes_open_invite(amina)
    second = await makes_open_invite(amina)

    await amina.says("/invite list")
    await amina.presses("Revoke number {n}", n=1)
    await amina.presses("Renew number {n}", n=1)
    renewed = invite_link(amina)
    assert renewed not in {first, second}

    for dead in (first, second):
        await layla.opens(dead)
        layla.sees("This invite was taken back. Ask whoever sent it for a new one.")
    await layla.opens(renewed)
    layla.sees("<b>The learning circle {circle}</b>", circle="Data")


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_host_sees_the_invites_of_members_and_members_only_their_own(
    story: Story,
) -> None:
    amina, omar = await story.actor("Amina"), await story.actor("Omar")
    data = await found_circle(story, amina, "Data")
    await put_in(story, data, omar)
    await makes_open_invite(amina)
    await makes_open_invite(omar)

    await amina.says("/invite list")
    await omar.says("/invite list")

    assert len(amina.last.labels) == 4
    amina.sees("Made by {name}", name="Omar")
    assert len(omar.last.labels) == 2


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_the_inviter_hears_a_day_before_the_end_and_renews(
    story: Story, language: str
) -> None:
    amina, yusuf = [await story.actor(name, language=language) for name in ("Amina", "Yusuf")]
    await found_circle(story, amina, "Data")
    await amina.says("/invite")
    await amina.presses("For one person")
    await amina.says("Yusuf")
    amina.sees("A typed name could be anybody's. Choose the person with the button below, or make an "
               "open invite: {command}", command="/invite")  # fmt: skip
    await amina.picks(yusuf)
    await amina.presses("I know them a little")
    old = invite_link(amina)

    await story.wait(timedelta(days=6, hours=1))
    amina.sees("Renewing cancels the old code and makes a new one.")
    await amina.presses("Renew")

    assert invite_link(amina) != old
    await yusuf.opens(invite_link(amina))
    yusuf.sees("{name} invites you.", name="Amina")


@pytest.mark.asyncio
@pytest.mark.story
async def test_of_several_circles_one_is_chosen_and_a_left_talk_is_taken_up(story: Story) -> None:
    amina = await story.actor("Amina")
    await found_circle(story, amina, "Data")
    await found_circle(story, amina, "Maps")

    await amina.says("/invite")
    await amina.presses("{circle}", circle="Maps")
    await amina.says("/cancel")
    await amina.says("/invite")
    amina.sees("<b>An invite to {circle}</b>", circle="Maps")
    await amina.says("open invite")
    await amina.says("Open invite")
    await amina.says("٣")

    amina.sees("Whoever has the code may ask to join. It works for {n} person.", n=3,
               many="Whoever has the code may ask to join. It works for {n} people.")  # fmt: skip


# The holder of a code ----------------------------------------------------------------------------


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_a_code_may_be_typed_in_many_ways(story: Story, language: str) -> None:
    amina, layla = [await story.actor(name, language=language) for name in ("Amina", "Layla")]
    await found_circle(story, amina, "Data")
    code = code_in(await makes_open_invite(amina))
    spoken = shown(code).lower().translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

    await layla.says(f"/join {spoken}")
    layla.sees("<b>The learning circle {circle}</b>", circle="Data")
    await layla.presses("Not now")
    layla.sees("As you like. Your invite stays as it is: open its link whenever you want.")

    await layla.says("/join")
    await layla.says("my code")
    layla.sees(
        "That is no invite code. A code has 12 letters and digits in three groups; you can also "
        "paste the whole link."
    )
    await layla.says(code)
    await layla.presses("Ask to join")
    layla.sees("<b>Asking to join {circle}</b>", circle="Data")
    await layla.says("/cancel")

    await layla.says(shown(code))  # pasted, although nobody asked for it
    layla.sees("<b>The learning circle {circle}</b>", circle="Data")


@pytest.mark.asyncio
@pytest.mark.story
async def test_every_unknown_code_gets_one_plain_answer_and_guessing_is_slowed_down(
    story: Story,
) -> None:
    layla = await story.actor("Layla")

    for number in range(5):
        await layla.says(f"/join K7Q2-M9XP-RD4{number}")
        assert layla.last.text == layla.say(
            "I do not know this code. Compare it with what you were sent, letter by letter."
        )
    await layla.says("/join K7Q2-M9XP-RD4T")
    layla.sees("Several codes in a row were wrong. Please wait an hour, then try again.")


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_begun_knock_is_taken_up_for_the_same_invite_only(story: Story) -> None:
    amina, layla = await story.actor("Amina"), await story.actor("Layla")
    await found_circle(story, amina, "Data")
    data_link = await makes_open_invite(amina)
    await layla.opens(data_link)
    await layla.presses("Ask to join")
    await layla.says("I am Layla, and I work with maps.")
    await layla.says("/cancel")

    await layla.opens(data_link)
    await layla.presses("Ask to join")
    layla.sees("You had begun this. We go on where you stopped.")
    await layla.says("/cancel")

    await found_circle(story, amina, "Maps")
    await amina.says("/invite")
    await amina.presses("{circle}", circle="Maps")
    await amina.presses("Open invite")
    await amina.presses("Skip")
    await layla.opens(invite_link(amina))
    await layla.presses("Ask to join")
    assert "You had begun this" not in layla.last.text
    layla.sees("<b>Asking to join {circle}</b>", circle="Maps")
