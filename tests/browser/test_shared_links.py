"""A link that one sends and another one keeps, in two languages, with nothing but the page."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bot.cli.scenes import CIRCLE, scripts
from bot.cli.scenes.actors import Actor, Script
from bot.cli.scenes.cast import AMINA, YUSUF
from bot.cli.scenes.stage import Stage
from tests.browser.conftest import Visiting
from tests.browser.hands import Hands
from tests.cli.conftest import Playground, playing

pytestmark = [pytest.mark.browser, pytest.mark.story]

URL = "http://mudawwana.example/posts/one-colour"
TITLE = "لونٌ واحد يكفي"


async def two_who_learn_together(stage: Stage, day: date) -> Sequence[Actor]:
    """Amina's circle, and Yusuf in it, who reads every evening."""
    stage.clock.move_to(datetime.combine(day, time(9), UTC), backwards=True)
    amina, yusuf = stage.enter(AMINA, YUSUF)
    await scripts.arrive(stage, amina, yusuf)
    await stage.together(
        scripts.opens_circle(amina, name="Charts", field="Charts", focus="Few colours")
    )
    await stage.together(scripts.invites(amina, yusuf, depth="I know them well"))
    await stage.together(
        scripts.knocks(
            yusuf,
            amina.invite_link,
            who="أرسم كل أسبوع رسومًا لا يقرؤها أحد، وأودّ أن يتغيّر هذا.",
            helps="الجداول الكبيرة، وكتابة الأرقام بالعربية كما ينبغي.",
        )
    )
    await stage.together(_reads_every_evening(yusuf))
    return amina, yusuf


def _reads_every_evening(actor: Actor) -> Script:
    yield from scripts.adds_goal(actor, "/goals إضافة عرض البيانات: رسوم يفهمها الجميع")
    yield from scripts.adds_time(actor, "/times إضافة كل يوم ٨ مساءً نصف ساعة قراءة")


@pytest_asyncio.fixture(loop_scope="session")
async def circle(tmp_path: Path) -> AsyncIterator[Playground]:
    async with playing(tmp_path, plays={CIRCLE: two_who_learn_together}) as playground:
        await playground.controls.load_scene(CIRCLE)
        yield playground


@pytest.mark.asyncio
@pytest.mark.timeout(180)
async def test_a_link_is_found_shared_kept_thanked_for_and_proposed_at_the_next_nudge(
    circle: Playground, visit: Visiting
) -> None:
    tab = await visit(address=circle.server.page_url)
    hands = Hands(tab, {"Amina": "en", "يوسف": "ar"})

    await hands.write("Amina", f"Look: {URL}")
    await hands.sees("Amina", f"Title: {TITLE}")
    await hands.press("Amina", "Share with a circle")
    await hands.press("Amina", "Charts")
    await hands.sees("يوسف", TITLE)
    await hands.press("يوسف", "حفظ في قائمتي", under=TITLE)
    await hands.press("يوسف", "شكرًا", under=TITLE)
    while (
        circle.world.clock.now().hour < 17
    ):  # eight in the evening in Riyadh; Amina hears of the thanks before
        await hands.clock("Next nudge")
    await hands.sees("يوسف", f"اقتراح لهذه الجلسة: {TITLE}")

    async with tab.page.context.expect_page() as opening:
        await hands.press("يوسف", "فتح", under="اقتراح لهذه الجلسة")
    page = await opening.value
    await expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    assert tab.complaints == []
    assert circle.refused() == []
