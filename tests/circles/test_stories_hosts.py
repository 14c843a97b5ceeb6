"""Circles as hosts meet them: settings, removals, handing over, the end."""

import pytest

from bot.circles import actions as circle_actions
from bot.circles import store as circle_store
from bot.circles.records import Role
from tests.circles.scenes import circles_of, open_circle, show
from tests.support.story import Story

pytestmark = [pytest.mark.asyncio, pytest.mark.story]


async def test_a_removed_member_reads_the_typed_reason_and_their_inviter_a_kind_word(
    story: Story,
) -> None:
    amina, yusuf = await story.actor("Amina"), await story.actor("Yusuf")
    layla = await story.actor("Layla", language="ar")
    circle = await open_circle(story, amina, yusuf)
    newcomer, voucher = await layla.person(), await yusuf.person()
    async with story.app.works.begin(origin="layla") as work:
        await circle_actions.admit(
            work,
            circle_id=circle.id,
            person_id=newcomer.id,
            helps_with="",
            vouchers=[voucher.id],
        )

    await show(amina)
    await amina.presses("Host's tools")
    await amina.presses("Remove a member")
    await amina.presses_starting("Layla")
    await amina.says("We <b>agreed</b> on it")
    await amina.presses("Remove them")

    amina.sees("{name} is no longer a member and has your reason.", name="Layla")
    layla.sees_text("We <b>agreed</b> on it")
    yusuf.sees(
        "For you alone: {name}, whom you brought into “{circle}”, is no longer a member.",
        name="Layla",
        circle="Algebra",
    )
    assert await circles_of(story, layla) == []


async def test_a_ready_reason_is_read_in_the_removed_persons_language(story: Story) -> None:
    amina, layla = await story.actor("Amina"), await story.actor("Layla", language="ar")
    await open_circle(story, amina, layla)

    await show(amina)
    await amina.presses("Host's tools")
    await amina.presses("Remove a member")
    await amina.presses_starting("Layla")
    await amina.presses("Silent for a long time")
    await amina.presses("Remove them")

    layla.sees("The seat is needed, and the circle had not heard from you for a while.")


async def test_a_removal_at_night_waits_for_the_morning_but_not_for_a_pause(
    story: Story,
) -> None:
    amina, layla = await story.actor("Amina"), await story.actor("Layla")
    await open_circle(story, amina, layla)
    await layla.says("/pause 1 December")
    await story.wait(hours=13)  # past 22:00 in Cairo

    await show(amina)
    await amina.presses("Host's tools")
    await amina.presses("Remove a member")
    await amina.presses_starting("Layla")
    await amina.presses("The way of talking")
    await amina.presses("Remove them")
    layla.does_not_see("has ended")
    await story.wait(hours=10)

    layla.sees("The way of talking did not fit what the circle had agreed on.")


async def test_a_member_who_left_meanwhile_is_not_removed(story: Story) -> None:
    amina, yusuf = await story.actor("Amina"), await story.actor("Yusuf")
    await open_circle(story, amina, yusuf)
    await show(amina)
    await amina.presses("Host's tools")
    await amina.presses("Remove a member")
    await amina.presses_starting("Yusuf")
    await amina.presses("Silent for a long time")
    await show(yusuf)
    await yusuf.presses("Leave")
    await yusuf.presses("Leave the circle")

    await amina.presses("Remove them")

    amina.sees("They have left the circle in the meantime.")
    yusuf.does_not_see("a host took you off its list")


async def test_a_host_settles_what_the_circle_is_like(story: Story) -> None:
    amina = await story.actor("Amina")
    await open_circle(story, amina)

    await show(amina)
    await amina.presses("Host's tools")
    await amina.presses("Settings")
    await amina.presses("Seats")
    await amina.presses_starting("12")
    await amina.presses("Time for concerns")
    await amina.presses_starting("2 days")
    await amina.presses("Host's last word")
    await amina.presses_starting("yes")
    await amina.presses("Name")
    await amina.says("Linear algebra")

    (circle,) = await circles_of(story, amina)
    assert (circle.seats, circle.hold_hours, circle.host_has_last_word, circle.name) == (
        12,
        48,
        True,
        "Linear algebra",
    )
    await show(amina, "Linear algebra")
    await amina.presses("Log")
    amina.sees_text("Amina changed “Seats” to: 12.")
    amina.sees_text("Amina changed “Name” to: Linear algebra.")


async def test_the_hosts_screens_are_one_message_that_is_edited(story: Story) -> None:
    amina, yusuf = await story.actor("Amina"), await story.actor("Yusuf")
    await open_circle(story, amina, yusuf)
    await amina.says("/circles")
    shown = len(amina.player.received)

    await amina.presses_starting("Algebra")
    await amina.presses("Log")
    await amina.presses("To the circle")
    await amina.presses("Mute")
    amina.sees("Muted: posts of this circle do not come to you.")
    await amina.presses("Unmute")
    await amina.presses("Host's tools")
    await amina.presses("Second host")
    await amina.presses_starting("Yusuf")
    await amina.presses("Back")
    await amina.presses("Back")
    await amina.presses("To the circle")
    await amina.presses("Back")

    assert len(amina.player.received) == shown


async def test_a_former_hosts_old_buttons_change_nothing(story: Story) -> None:
    amina, yusuf = await story.actor("Amina"), await story.actor("Yusuf")
    circle = await open_circle(story, amina, yusuf)
    await show(amina)
    await amina.presses("Host's tools")
    tools = amina.last
    async with story.app.works.begin(origin="role") as work:
        roll = await circle_store.get_roll(work.conn, circle.id)
        await circle_store.change_member(work.conn, roll.members[0].id, role=Role.MEMBER)
        await circle_store.change_member(work.conn, roll.members[1].id, role=Role.HOST)

    amina.player.press(tools, amina.label("Close the circle"))
    await story.settle()

    assert amina.toast == amina.label("This is not there any more, or it is not yours to change.")
    assert len(await circles_of(story, yusuf)) == 1


async def test_another_persons_button_does_nothing(story: Story) -> None:
    amina, yusuf = await story.actor("Amina"), await story.actor("Yusuf")
    omar = await story.actor("Omar")
    await open_circle(story, amina, yusuf)
    await show(yusuf)
    await yusuf.presses("Leave")
    data = yusuf.last.data_of(yusuf.label("Leave the circle"))
    await omar.says("/circles")

    await omar.presses_data(omar.last, data)
    await amina.says("/circles")
    await amina.presses_data(amina.last, data)

    assert omar.toast == omar.label(
        "This button is from an older message. The newest one is at the bottom."
    )
    assert len(await circles_of(story, yusuf)) == 1
    assert len(await circles_of(story, amina)) == 1
    omar.does_not_see("Algebra")


async def test_a_host_closes_the_circle_and_the_members_are_told(story: Story) -> None:
    amina, yusuf = await story.actor("Amina"), await story.actor("Yusuf", language="ar")
    await open_circle(story, amina, yusuf)

    await show(amina)
    await amina.presses("Host's tools")
    await amina.presses("Close the circle")
    await amina.presses("Close it for good")

    amina.sees("“{circle}” is closed. Its members hear of it.", circle="Algebra")
    yusuf.sees("The circle “{circle}” was closed by a host.", circle="Algebra")


async def test_a_full_circle_is_advised_to_split(story: Story) -> None:
    amina, yusuf = await story.actor("Amina"), await story.actor("Yusuf")
    await open_circle(story, amina, yusuf, seats=2)

    await show(amina)

    amina.sees("All seats are taken.")
    assert amina.label("Invite somebody") not in amina.last.labels


async def test_a_circle_can_be_deleted_as_it_is_closed(story: Story) -> None:
    amina, yusuf = await story.actor("Amina"), await story.actor("Yusuf")
    await open_circle(story, amina, yusuf)

    await show(amina)
    await amina.presses("Host's tools")
    await amina.presses("Close the circle")
    await amina.presses("Close and delete it")

    amina.sees("“{circle}” is closed and deleted. Its members hear of it.", circle="Algebra")
    yusuf.sees("The circle “{circle}” was closed by a host.", circle="Algebra")
