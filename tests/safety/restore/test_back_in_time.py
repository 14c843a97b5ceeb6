"""A restored backup is a week old, and nobody notices more than that something is missing."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.db.engine import Database
from bot.outbox import store as outbox_store
from bot.outbox.records import KERNEL_KINDS, Class, Outgoing
from bot.outbox.tables import deliveries
from bot.people import store as people_store
from bot.people.tables import people
from tests.safety.restore.lived import Life, lives
from tests.support.bench import KINDS
from tests.support.circles import found_circle, put_in
from tests.support.story import Actor

pytestmark = [pytest.mark.asyncio, pytest.mark.story]
IT_IS_TIME = "It is your learning time."
AT_MOST_ONCE = {kind.name for kind in KINDS.values() if kind.cls is Class.A}


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March 2026 in UTC; the world begins on Monday the 2nd at 9:00; Cairo is 2 h ahead."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


async def town(life: Life) -> tuple[Actor, Actor, Actor]:
    """Three people of one circle who learn every day at 19:00 in Cairo, and are asked weekly on Thursday."""
    amina = await life.story.actor("Amina")
    layla = await life.story.actor("Layla", language="ar")
    omar = await life.story.actor("Omar")
    circle = await found_circle(life.story, amina, "Data")
    await put_in(life.story, circle, layla, omar)
    for actor in (amina, layla, omar):
        await life.has_slot(actor, "19:00")
    return amina, layla, omar


async def kept_keys(db: Database) -> Counter[str]:
    """The keys of what is sent at most once, with how often each went out."""
    async with db.begin() as conn:
        query = select(deliveries.c.key).where(
            deliveries.c.kind.in_(AT_MOST_ONCE), deliveries.c.message_id.is_not(None)
        )
        return Counter(key for (key,) in await conn.execute(query))


async def states(life: Life) -> Counter[tuple[str, str | None]]:
    async with life.story.app.db.begin() as conn:
        rows = await conn.execute(select(deliveries.c.state, deliveries.c.reason))
        return Counter((state, reason) for state, reason in rows)


async def test_a_week_old_backup_sends_nothing_old_and_nothing_twice(tmp_path: Path) -> None:
    async with lives(tmp_path) as life:
        story = life.story
        amina, layla, _omar = await town(life)
        await story.wait_until(at(2, 18))  # the first nudge has gone out
        taken = await life.backs_up()
        # Friday the 13th, five minutes after a nudge, a day after the weekly question.
        await story.wait_until(at(13, 17, 5))
        went_out = await kept_keys(story.app.db)
        assert sum(key.startswith("nudge:") for key in went_out) == 3 * 5, "silence after five"
        assert sum(key.startswith("weekly:") for key in went_out) >= 3
        calls = len(story.world.ledger)

        done = await life.goes_back(taken.path)
        await story.wait_until(at(14, 16, 55))

        assert life.sent(after=calls) == [], "a restore is silent"
        assert done.settled.expired >= 3, "today's nudge and this week's question are used up"
        assert not done.settled.erased
        # And life goes on, once each.
        await story.wait_until(at(14, 17, 1))
        assert len(life.sent(after=calls)) == 3
        assert IT_IS_TIME in amina.texts()[-1]
        again = await kept_keys(story.app.db)
        later = {key for key in again if key not in went_out}
        assert len(later) == 3, "only what is new has gone out since"
        # What went out in the days that are lost went out once, whatever the old rows say.
        assert max((went_out + Counter(dict.fromkeys(later, 1))).values()) == 1
        assert layla.player.received


async def test_nothing_that_waited_is_sent_without_its_text_and_every_row_has_its_end(
    tmp_path: Path,
) -> None:
    async with lives(tmp_path) as life:
        story = life.story
        amina, layla, _ = await town(life)
        # They blocked the bot: what is decided about them waits for their return.
        person = await layla.person()
        async with story.app.works.begin(origin="waiting") as work:
            for number, kind in enumerate(sorted(KINDS)):
                if KINDS[kind] not in KERNEL_KINDS:
                    await outbox_store.add(
                        work.conn, Outgoing(to=person.chat_id, html="words"), key=f"{kind}:{number}",
                        kind=KINDS[kind], about="1", due_at=work.now, now=work.now,
                    )  # fmt: skip
        story.world.faults.add("drop_before", method="sendMessage")
        taken = await life.backs_up()
        calls = len(story.world.ledger)
        await life.goes_back(taken.path)
        await story.wait(minutes=5)

        assert life.sent(after=calls) == []
        found = await states(life)
        assert not [state for state, _ in found if state in {"planned", "sending"}]
        # All that slices send by themselves, but for the farewell, whose rows are removed once they end.
        ended = found["cancelled", "restored"] + found["expired", "restored"]
        assert ended == len(KINDS) - len(KERNEL_KINDS) - 1
        assert amina.player.received


async def test_who_erased_themselves_since_stays_erased(tmp_path: Path) -> None:
    async with lives(tmp_path) as life:
        story = life.story
        amina, layla, _ = await town(life)
        await story.wait_until(at(3, 18))
        taken = await life.backs_up()
        gone = await layla.person()
        await layla.says("/privacy")
        await layla.presses("Erase my data")
        await layla.presses("Erase everything now")
        yusuf = await story.actor("Yusuf")  # met after the backup
        await story.wait_until(at(5, 12))

        done = await life.goes_back(taken.path)

        assert (done.settled.erased, done.settled.knows_erased) == (1, True)
        async with story.app.db.begin() as conn:
            assert await people_store.find_by_telegram_id(conn, layla.player.id) is None
            assert await people_store.find_by_telegram_id(conn, amina.player.id) is not None
            assert await people_store.find_by_telegram_id(conn, yusuf.player.id) is None
        assert str(gone.telegram_id).encode() not in life.bytes_at_rest()


async def test_without_the_old_database_nobody_is_erased_and_that_is_said(tmp_path: Path) -> None:
    async with lives(tmp_path) as life:
        story = life.story
        amina, _, _ = await town(life)
        taken = await life.backs_up()
        story.clock.advance(hours=1)
        await life.loses_everything()
        await amina.says("/start")  # the disk was lost; somebody wrote before the restore

        done = await life.goes_back(taken.path)

        assert (done.settled.erased, done.settled.knows_erased) == (0, False)
        async with story.app.db.begin() as conn:
            assert len((await conn.execute(select(people))).all()) == 3


async def test_a_button_of_the_lost_days_means_nothing_that_has_its_number_now(
    tmp_path: Path,
) -> None:
    async with lives(tmp_path) as life:
        story = life.story
        amina, _, _ = await town(life)
        taken = await life.backs_up()
        await story.wait_until(at(2, 17, 1))
        nudge = amina.last
        assert nudge.labels
        await life.goes_back(taken.path)
        await story.wait_until(
            at(3, 17, 1)
        )  # another sitting, which has got the number of the first
        before = life.sittings()

        amina.player.press(nudge, nudge.labels[0])
        await story.settle()

        assert life.sittings() == before
        assert amina.toast
        # The new one's do.
        await amina.presses("Start")
        after = life.sittings()
        assert after != before
