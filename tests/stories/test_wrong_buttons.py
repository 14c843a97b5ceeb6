"""Buttons in the wrong hands: another person's, altered, repeated, old. None has an effect."""

from datetime import timedelta

import pytest

from bot.circles import store as circle_store
from bot.circles.records import Role
from bot.playground.messages import Message
from tests.support.circles import found_circle, knocks, makes_open_invite, put_in
from tests.support.story import Actor, Story

OLD_BUTTON = "This button is from an older message. The newest one is at the bottom."
NOT_FOR_YOU = "This is not there any more, or it is not yours to change."


def data_of(message: Message, label: str) -> str:
    """What a button under a message would send."""
    for button in message.inline_keyboard or ():
        if button.text == label and button.callback_data:
            return button.callback_data
    raise AssertionError(f"no button {label!r}")


async def asked_omar(story: Story, language: str = "en") -> tuple[Actor, Actor, Actor]:
    """Omar is asked about Layla; Amina hosts."""
    amina, omar, layla = [
        await story.actor(name, language=language) for name in ("Amina", "Omar", "Layla")
    ]
    data = await found_circle(story, amina, "Data")
    await put_in(story, data, omar)
    await story.wait(timedelta(hours=25))
    await knocks(layla, await makes_open_invite(omar))
    return amina, omar, layla


@pytest.mark.asyncio
@pytest.mark.story
async def test_another_persons_button_does_nothing(story: Story) -> None:
    amina, omar, layla = await asked_omar(story)
    vouch = data_of(omar.last, omar.label("I know them well"))

    for stranger in (layla, amina):
        await stranger.presses_data(stranger.last, vouch)
        assert stranger.toast == stranger.label(OLD_BUTTON)

    layla.does_not_see("Omar")
    assert omar.label("I know them well") in omar.last.labels


@pytest.mark.asyncio
@pytest.mark.story
async def test_an_altered_button_does_nothing(story: Story) -> None:
    _, omar, layla = await asked_omar(story)
    vouch = data_of(omar.last, "I know them well")

    for forged in (
        vouch.replace("adm.well", "adm.admit"),
        vouch[:-1] + ("A" if vouch[-1] != "A" else "B"),
        vouch.replace(":1:", ":2:"),
        "1:adm.well:1:AAAAAAAAAAA",
        "x" * 64,
    ):
        await omar.presses_data(omar.last, forged)
        assert omar.toast == OLD_BUTTON

    layla.does_not_see("You are in")


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_a_press_after_the_decision_says_so_and_removes_the_buttons(
    story: Story, language: str
) -> None:
    _, omar, layla = await asked_omar(story, language)
    message = omar.last
    vouch = data_of(message, omar.label("I know them well"))
    doubt = data_of(message, omar.label("I don't know them"))
    await omar.presses("I know them well")
    seen = len(layla.player.received)

    for data in (vouch, doubt):
        await omar.presses_data(message, data)
        assert omar.toast == omar.label("This is decided already.")

    omar.sees("Decided: {name} is a member of “{circle}” now.", name="Layla", circle="Data")
    assert not omar.player.message(message.message_id).labels
    assert len(layla.player.received) == seen


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_press_after_leaving_does_nothing(story: Story) -> None:
    _, omar, layla = await asked_omar(story)
    person = await omar.person()
    async with story.app.works.begin(origin="left") as work:
        (circle, stay), *_ = await circle_store.list_circles_of(work.conn, person.id)
        await circle_store.lock_circle(work.conn, circle.id)
        await circle_store.end_stay(work.conn, stay, now=work.now)

    await omar.presses("I know them well")

    assert omar.toast == NOT_FOR_YOU
    layla.does_not_see("You are in")


@pytest.mark.asyncio
@pytest.mark.story
async def test_nobody_withdraws_or_takes_a_seat_for_another(story: Story) -> None:
    _, omar, layla = await asked_omar(story)
    withdraw = data_of(layla.last, "Withdraw my request")

    await omar.presses_data(omar.last, withdraw)

    assert omar.toast == OLD_BUTTON
    layla.sees("Your request to join “{circle}” is with its members.", circle="Data")


@pytest.mark.asyncio
@pytest.mark.story
async def test_a_personal_invite_opens_for_its_account_only(story: Story) -> None:
    amina, layla, omar = [await story.actor(name) for name in ("Amina", "Layla", "Omar")]
    await found_circle(story, amina, "Data")
    await amina.says("/invite")
    await amina.presses("For one person")
    await amina.picks(layla)
    await amina.presses("I know them a little")
    link = next(
        word for text in amina.texts() for word in text.split() if word.startswith("https://t.me/")
    )

    await omar.opens(link)
    omar.sees(
        "This invite was made for another Telegram account. Ask whoever sent it to make one for "
        "yours."
    )
    await layla.opens(link)
    knock = data_of(layla.last, "Ask to join")
    await omar.presses_data(omar.last, knock)

    assert omar.toast == OLD_BUTTON


@pytest.mark.asyncio
@pytest.mark.story
async def test_of_two_hosts_the_second_is_told_that_it_is_decided(story: Story) -> None:
    amina, omar, layla = await asked_omar(story)
    person = await omar.person()
    async with story.app.works.begin(origin="second host") as work:
        (circle, stay), *_ = await circle_store.list_circles_of(work.conn, person.id)
        await circle_store.change_member(work.conn, stay.id, role=Role.HOST)
        await circle_store.change_circle(work.conn, circle.id, host_has_last_word=True)
    await omar.presses("I know them well")
    old = {label: data_of(omar.last, label) for label in ("Admit", "Decline")}
    screen = omar.last
    await amina.presses("Admit")

    for data in old.values():
        await omar.presses_data(screen, data)
        assert omar.toast == "This is decided already."

    layla.sees("You are in: {circle}", circle="Data")
    assert not omar.player.message(screen.message_id).labels


@pytest.mark.asyncio
@pytest.mark.story
async def test_who_is_no_host_any_more_decides_nothing(story: Story) -> None:
    amina, omar, layla = await asked_omar(story)
    person = await amina.person()
    await omar.presses("I have a concern")
    await omar.says("I am not sure it is she.")
    async with story.app.works.begin(origin="no host") as work:
        (_, stay), *_ = await circle_store.list_circles_of(work.conn, person.id)
        await circle_store.change_member(work.conn, stay.id, role=Role.MEMBER)

    await amina.presses("Decline")

    assert amina.toast == NOT_FOR_YOU
    layla.does_not_see("cannot take you in")
