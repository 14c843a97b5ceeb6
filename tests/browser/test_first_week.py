"""The first week of a circle, played by three people in two languages through the page only."""

import re

import pytest
from playwright.async_api import Response, expect

from tests.browser.conftest import Visit, Visiting
from tests.browser.hands import Hands
from tests.browser.week import (
    AMINA,
    INTRODUCTION,
    LANGUAGES,
    LAYLA,
    LEARNED,
    YUSUF,
    a_nudge_comes,
    a_sitting_is_kept_and_shared,
    amina_opens_a_circle,
    layla_cannot_use_the_invite_that_is_for_yusuf,
    layla_knocks_with_an_open_invite,
    layla_says_what_and_when,
    three_people_come,
    yusuf_joins_by_it,
    yusuf_vouches,
)
from tests.cli.conftest import Playground

pytestmark = [pytest.mark.browser, pytest.mark.story]

WEEK = "الانحدار خطّ بين نقاط كثيرة."
# What people themselves said, and may stand in another language's column.
SAID = re.compile(
    "|".join(["Maps", "Statistics", "English", *LANGUAGES, INTRODUCTION, LEARNED, WEEK])
)
LATIN, ARABIC = re.compile("[A-Za-z]"), re.compile("[\u0621-\u064a]")
COMMANDS_AND_CODES = re.compile(r"https://\S+|/\w+|\b[0-9A-Z]{4}(?:-[0-9A-Z]{4})+\b")


@pytest.mark.asyncio
@pytest.mark.timeout(180)
async def test_three_people_play_the_first_week_with_nothing_but_the_page(
    halqa: Playground, visit: Visiting
) -> None:
    tab = await visit(address=halqa.server.page_url)
    refused = refusals_of(tab)
    hands = Hands(tab, LANGUAGES)

    await three_people_come(hands)
    await amina_opens_a_circle(hands)
    await layla_cannot_use_the_invite_that_is_for_yusuf(hands)
    await yusuf_joins_by_it(hands)
    await hands.clock("+1 day")  # a member's word counts after a day
    await layla_knocks_with_an_open_invite(hands, naming=YUSUF)
    await yusuf_vouches(hands)
    await layla_says_what_and_when(hands, next_time="الأربعاء 4 مارس")
    await a_nudge_comes(hands, on="Wed 4 Mar")
    await a_sitting_is_kept_and_shared(hands)
    await yusuf_blocks_the_bot(hands)
    await the_weekly_check_in_outlives_a_reload(hands)
    await yusuf_comes_back(hands)
    await a_button_of_an_old_message_explains_itself(hands)

    await everybody_was_spoken_to_in_their_language(hands)
    assert tab.complaints == []
    assert refused == []
    assert halqa.refused() == []


async def yusuf_blocks_the_bot(hands: Hands) -> None:
    await hands.menu(YUSUF, hands.labels(YUSUF).block)
    await expect(hands.tab.field(YUSUF)).to_be_hidden()
    await expect(hands.page.get_by_role("navigation")).to_contain_text("blocked")


async def the_weekly_check_in_outlives_a_reload(hands: Hands) -> None:
    await hands.clock("Next nudge")
    await hands.sees(LAYLA, "مراجعتك الأسبوعية")
    await hands.press(LAYLA, "الإجابة عن الأسئلة")
    await hands.sees(LAYLA, "ما الذي تعلّمته هذا الأسبوع؟")
    await hands.write(LAYLA, WEEK)
    await hands.sees(LAYLA, "أين تعثّرت؟")
    await hands.page.reload()
    await hands.sees(LAYLA, "أين تعثّرت؟")
    await hands.write(LAYLA, "فترات الثقة")
    await hands.sees(LAYLA, "ما تركيزك في الأسبوع القادم؟")
    await hands.write(LAYLA, "قراءة الفصل الثاني")
    await hands.press(LAYLA, "مشاركة مع Maps")
    await hands.sees(LAYLA, "شكرًا. هذا أسبوعك:")
    await hands.sees(LAYLA, "التركيز القادم: قراءة الفصل الثاني")
    await hands.sees(AMINA, WEEK)


async def yusuf_comes_back(hands: Hands) -> None:
    await hands.never_saw(YUSUF, WEEK)
    unblock = hands.chat(YUSUF).get_by_role("button", name=hands.labels(YUSUF).unblock)
    await unblock.filter(visible=True).click()
    await hands.write(YUSUF, "/start")
    await hands.sees(YUSUF, "أهلًا بعودتك يا يوسف")


async def a_button_of_an_old_message_explains_itself(hands: Hands) -> None:
    await hands.write(LAYLA, "/goals")
    await hands.press(LAYLA, "تحليل الانحدار")
    await hands.sees_newest(LAYLA, "هذا الهدف لك وحدك")
    await hands.press(LAYLA, "تحقّق")
    await hands.sees(LAYLA, "تحقّق هدفك")
    await hands.press(LAYLA, "إيقاف مؤقت", under="حُفظ هدفك.")
    await hands.sees_toast(LAYLA, "لا تغيير: هكذا كان من قبل.")


async def everybody_was_spoken_to_in_their_language(hands: Hands) -> None:
    for name, language in LANGUAGES.items():
        foreign = ARABIC if language == "en" else LATIN
        texts = [
            COMMANDS_AND_CODES.sub("", SAID.sub("", text)) for text in await hands.read_all(name)
        ]
        assert len(texts) > 10
        assert [text for text in texts if foreign.search(text)] == []


def refusals_of(tab: Visit) -> list[str]:
    """Fills with what the playground refuses to do for the page."""
    refused: list[str] = []

    def look(answer: Response) -> None:
        if answer.status >= 400:
            refused.append(f"{answer.status} {answer.url}")

    tab.page.on("response", look)
    return refused
