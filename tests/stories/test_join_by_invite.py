"""From an invite to a seat."""

import pytest

from tests.support.circles import found_circle, invite_link
from tests.support.story import Story

INTRODUCTION = {
    "en": "I work with maps and would like to learn statistics.",
    "ar": "أعمل في رسم الخرائط وأودّ أن أتعلّم الإحصاء.",
}


@pytest.mark.asyncio
@pytest.mark.story
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_a_guest_with_a_personal_invite_is_in_right_after_the_knock(
    story: Story, language: str
) -> None:
    amina = await story.actor("Amina", language=language)
    yusuf = await story.actor("Yusuf", language=language)
    await found_circle(story, amina, "Data")

    await amina.says("/invite")
    await amina.presses("For one person")
    await amina.picks(yusuf)
    await amina.presses("I know them well")
    await yusuf.opens(invite_link(amina))
    yusuf.sees("{name} invites you.", name="Amina")
    await yusuf.presses("Ask to join")
    await yusuf.says(INTRODUCTION[language])
    await yusuf.presses("Skip")
    await yusuf.taps("Only the person who invited me")

    yusuf.sees("You are in: {circle}", circle="Data")
    yusuf.sees("You are known here by {names}.", names="Amina")
    amina.sees(
        "{name}, whom you invited to “{circle}”, is a member now.", name="Yusuf", circle="Data"
    )
