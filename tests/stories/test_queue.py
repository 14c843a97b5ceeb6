"""One thing a sitting: from a saved link to a finished one, through the whole bot."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.queue import store
from bot.queue.records import Entry, EntryState
from bot.reading.links import read_link
from bot.reading.records import Mode
from bot.resources import actions as resource_actions
from bot.resources import actions_screens as resource_screens
from bot.resources import actions_sharing
from tests.support.circles import found_circle, put_in
from tests.support.learning import add_link, add_slot
from tests.support.story import Actor, Story

pytestmark = [pytest.mark.asyncio, pytest.mark.story]
LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])
NOTHING_ELSE = "Nothing else on your queue fits this sitting. It is yours for whatever you like."


def at(hour: int, minute: int = 0, *, day: int = 2) -> datetime:
    """A moment of March 2026 by Cairo's clock (UTC+2)."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC) - timedelta(hours=2)


async def has_slot(story: Story, actor: Actor, *, minutes: int = 30) -> None:
    """Listening, every evening at seven."""
    person = await actor.person()
    async with story.app.works.begin(origin=f"slot{actor.player.id}") as work:
        await add_slot(work, person, "19:00", minutes=minutes)


async def has_links(
    story: Story, actor: Actor, *titles: str, mode: Mode | None = Mode.LISTEN
) -> None:
    person = await actor.person()
    for title in titles:
        async with story.app.works.begin(origin=f"link{actor.player.id}{title}") as work:
            await add_link(work, person, title, mode=mode)


async def entries_of(story: Story, actor: Actor) -> dict[str, Entry]:
    """By title, whatever their state."""
    person = await actor.person()
    async with story.app.db.begin() as conn:
        found = [
            *await store.list_open(conn, person.id), *await store.list_ended(conn, person.id),
        ]  # fmt: skip
    return {entry.resource.title: entry for entry in found}


def proposes(actor: Actor, title: str, *, minutes: int = 12) -> None:
    """The newest message from the bot proposes that, and its link can be opened."""
    say = actor.say
    length = say.n("{n} minute", "{n} minutes", n=minutes)
    shown = actor.sees("For today: {title}, {length}", title=title, length=length)
    assert shown is actor.last
    urls = [button.url for button in shown.inline_keyboard or () if button.url]
    assert urls == [f"https://example.org/{title.casefold().replace(' ', '-')}"]
    assert actor.label("Open") in shown.labels


@LANGUAGES
async def test_from_a_fellow_members_link_to_a_finished_one(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    yusuf = await story.actor("Yusuf", language="ar" if language == "en" else "en")
    circle = await found_circle(story, yusuf, "Data")
    await put_in(story, circle, amina)
    await has_slot(story, amina)
    author = await yusuf.person()
    async with story.app.works.begin(origin="share") as work:
        entry = await add_link(work, author, "Bayes in an hour", minutes=12)
        await actions_sharing.share_with(work, author, entry.resource.id, circle.id)
    await story.wait_until(at(12))
    amina.sees_text("Bayes in an hour")

    await amina.presses("Save to my queue")
    assert amina.toast == amina.label("Saved to your queue.")
    assert amina.label("Thanks") in amina.last.labels, "the post keeps its buttons"
    await amina.presses("Save to my queue")
    assert amina.toast == amina.label("It is on your queue already.")
    await has_links(story, amina, "Priors")
    await story.restart()

    await story.wait_until(at(19))
    proposes(amina, "Bayes in an hour")
    await amina.presses("Something else")
    proposes(amina, "Priors")
    await story.restart()
    await amina.presses("Start")
    amina.sees("Begun at {time}. Enjoy it.", time=amina.say.time(at(21).time()))
    proposes(amina, "Priors")
    assert (await entries_of(story, amina))["Priors"].state is EntryState.STARTED

    await story.wait_until(at(19, 30))
    await amina.presses("Done", context="sitting")
    shown = amina.sees("And {title}?", title="Priors")
    assert shown is amina.sees("Well done. What is one thing you learned?"), (
        "one message asks both"
    )
    await story.restart()
    await amina.presses("Finished")
    amina.sees("Finished: {title}", title="Priors")
    amina.sees("Well done. What is one thing you learned?")
    await amina.says("A prior is a bet.")
    finished = (await entries_of(story, amina))["Priors"]
    assert (finished.state, finished.minutes_spent) == (EntryState.DONE, 30)

    await story.wait_until(at(19, day=3))
    assert amina.label("Something else") not in amina.last.labels, (
        "what was refused never comes again"
    )
    await amina.says("/progress")
    amina.sees("• Listening: {length}", length=amina.say.n("{n} minute", "{n} minutes", n=30))


@LANGUAGES
async def test_something_else_until_nothing_is_left_and_taps_that_come_twice(
    story: Story, language: str
) -> None:
    amina = await story.actor("Amina", language=language)
    await has_slot(story, amina)
    await has_links(story, amina, "One", "Two")
    await has_links(story, amina, "To read", mode=Mode.READ)
    await story.wait_until(at(19))
    proposes(amina, "One")
    nudge = amina.last
    first = next(b for b in nudge.inline_keyboard or () if b.text == amina.label("Something else"))

    await amina.presses("Something else")
    proposes(amina, "Two")
    assert amina.last.message_id == nudge.message_id, "the nudge is edited in place"
    assert first.callback_data is not None
    await amina.presses_data(amina.last, first.callback_data)
    proposes(amina, "Two")
    assert (await entries_of(story, amina))["Two"].refused_at is None, "a second tap costs nothing"

    await amina.presses("Something else")
    amina.sees(NOTHING_ELSE)
    amina.does_not_see("To read")
    assert amina.label("Start") in amina.last.labels
    await amina.presses_data(amina.last, first.callback_data)
    amina.sees(NOTHING_ELSE)
    await amina.presses("Start")
    assert amina.label("Open") not in amina.last.labels

    for day in (3, 4):
        await story.wait_until(at(19, day=day))
        assert amina.label("Something else") not in amina.last.labels
    entries = await entries_of(story, amina)
    assert all(entries[title].refused_at is not None for title in ("One", "Two"))


@LANGUAGES
async def test_something_else_after_the_start_begins_that_instead(
    story: Story, language: str
) -> None:
    amina = await story.actor("Amina", language=language)
    await has_slot(story, amina)
    await has_links(story, amina, "One", "Two")
    await story.wait_until(at(19))
    await amina.presses("Start")
    await story.restart()
    await story.wait_until(at(19, 5))
    await amina.presses("Something else")
    proposes(amina, "Two")
    assert amina.label("Finished already") in amina.last.labels
    entries = await entries_of(story, amina)
    assert entries["One"].state is EntryState.WAITING, "it was not begun at all"
    assert entries["Two"].state is EntryState.STARTED

    await amina.presses("Finished already")
    await amina.presses("Partly")
    await amina.presses("Skip")
    amina.sees("Noted. It counts in your progress.")
    amina.sees("And {title}?", title="Two")
    await story.restart()
    asked = amina.last
    pressed = next(b for b in asked.inline_keyboard or () if b.text == amina.label("Not yet"))
    await amina.presses("Not yet")
    amina.sees("Not finished yet: {title}", title="Two")
    assert pressed.callback_data is not None
    await amina.presses_data(amina.last, pressed.callback_data)
    two = (await entries_of(story, amina))["Two"]
    assert (two.state, two.minutes_spent) == (EntryState.STARTED, 15), "half, and only once"
    await story.wait_until(at(19, day=3))
    proposes(amina, "Two")


@LANGUAGES
async def test_a_nudge_that_was_put_off_proposes_the_same_while_it_is_open(
    story: Story, language: str
) -> None:
    amina = await story.actor("Amina", language=language)
    await has_slot(story, amina)
    await has_links(story, amina, "One", "Two")
    await story.wait_until(at(19))
    await amina.presses("In 15 min")
    person = await amina.person()
    async with story.app.works.begin(origin="top") as work:
        two = (await store.list_open(work.conn, person.id))[1]
        await store.change(work.conn, two.id, position=-9)
    await story.restart()
    await story.wait_until(at(19, 15))
    proposes(amina, "One")

    await amina.presses("In 15 min")
    await amina.says("/queue")
    await amina.presses("2")
    await amina.presses("Drop")
    await story.wait_until(at(19, 30))
    proposes(amina, "Two")


async def test_what_is_done_in_the_queue_while_a_sitting_goes_on_is_counted_once(
    story: Story,
) -> None:
    amina = await story.actor("Amina")
    await has_slot(story, amina)
    await has_links(story, amina, "One")
    await story.wait_until(at(19))
    await amina.presses("Start")
    await amina.says("/queue")
    await amina.presses("1")
    await amina.presses("Done", context="queue")
    amina.sees("Its time counts with the sitting that goes on now.")
    await story.wait_until(at(19, 30))
    await amina.presses("Done", context="sitting")
    amina.does_not_see("And One?")
    await amina.presses("Skip")
    assert (await entries_of(story, amina))["One"].minutes_spent == 30
    await amina.says("/progress")
    amina.sees_text("Listening: 30 minutes")


async def test_a_second_tap_keeps_the_question_and_the_way_back(story: Story) -> None:
    amina = await story.actor("Amina")
    await has_links(story, amina, "One", "Two")
    for label, kept in (("Done", "Skip"), ("Drop", "Take it back")):
        await amina.says("/queue")
        await amina.presses("1")
        pressed = amina.last
        context = "queue" if label == "Done" else None
        shown = amina.label(label, context=context)
        data = next(b.callback_data for b in pressed.inline_keyboard or () if b.text == shown)
        assert data is not None
        await amina.presses(label, context=context)
        assert amina.label(kept) in amina.last.labels
        await amina.presses_data(amina.last, data)
        assert amina.toast == "That one is finished or dropped already."
        assert amina.label(kept) in amina.last.labels, "it was meant for the screen before"
        await story.wait(seconds=10)
        await amina.presses_data(amina.last, data)
        assert amina.label("Bring back") in amina.last.labels, "later it opens what it names"


async def test_no_proposal_leaves_the_nudge_as_it_is(story: Story) -> None:
    amina = await story.actor("Amina")
    await has_slot(story, amina)
    await has_links(story, amina, "To read", mode=Mode.READ)
    await story.wait_until(at(19))
    assert amina.last.labels == ["Start", "In 15 min", "In 1 hour", "Not today"]
    amina.does_not_see("For today")


async def test_an_old_something_else_says_kindly_that_it_is_over(story: Story) -> None:
    amina = await story.actor("Amina")
    await has_slot(story, amina)
    await has_links(story, amina, "One")
    await story.wait_until(at(19))
    old = next(b for b in amina.last.inline_keyboard or () if b.text == "Something else")
    await story.wait_until(at(12, day=4))
    assert old.callback_data is not None
    await amina.presses_data(amina.last, old.callback_data)
    amina.sees("The day of this sitting is over; nothing was changed. The next one counts.")
    assert (await entries_of(story, amina))["One"].refused_at is None


async def test_another_persons_list_cannot_be_touched(story: Story) -> None:
    amina, omar = await story.actor("Amina"), await story.actor("Omar")
    await has_links(story, amina, "One")
    await amina.says("/queue")
    button = next(b for b in amina.last.inline_keyboard or () if b.text == "1")
    assert button.callback_data is not None
    await omar.presses_data(omar.last, button.callback_data)
    omar.does_not_see("One")


async def test_a_sitting_started_by_hand_proposes_too(story: Story) -> None:
    amina = await story.actor("Amina")
    await has_slot(story, amina)
    await has_links(story, amina, "One")
    await story.wait_until(at(18))
    await amina.says("/today")
    await amina.presses_starting("Start now")
    proposes(amina, "One")


@LANGUAGES
async def test_a_link_of_ones_own_is_saved_from_its_page(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    person = await amina.person()
    link = read_link("https://example.org/own")
    assert link is not None
    async with story.app.works.begin(origin="own") as work:
        own = await resource_actions.keep(work, person, link, title="My own", minutes=5)
        await work.outbox.reply(await resource_screens.page(work, person, own))
    await story.settle()
    await amina.presses("Save to my queue")
    assert amina.toast == amina.label("Saved to your queue.")
    await story.restart()
    await amina.presses("Save to my queue")
    assert amina.toast == amina.label("It is on your queue already.")
    await amina.says("/queue")
    await amina.presses("1")
    await amina.presses("Done", context="queue")
    await amina.presses("Skip")
    await amina.says("/queue")
    await amina.presses("Save to my queue")
    assert amina.toast == amina.label("It is on your queue again.")
    assert list(await entries_of(story, amina)) == ["My own"]


# The list ------------------------------------------------------------------------------------------


@LANGUAGES
async def test_the_list_by_mode_length_and_words(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await has_links(story, amina, "الإحصاء للجميع", "Two", "Three")
    await has_links(story, amina, "To read", mode=Mode.READ)
    await amina.says("/queue 20 listen" if language == "en" else "/queue ٢٠ استماع")
    amina.sees_text("الإحصاء للجميع")
    assert "To read" not in amina.last.text
    await amina.presses("{mode}: {count}", mode=amina.label("Read"), count=1)
    assert "To read" in amina.last.text
    assert "Two" not in amina.last.text
    await amina.presses("{mode} ✓", mode=amina.label("Read"))
    assert "Two" in amina.last.text
    assert "To read" in amina.last.text

    await amina.says("/queue احصاء")
    assert "الإحصاء للجميع" in amina.last.text
    assert "Two" not in amina.last.text
    await amina.says("/queue nothing like it")
    amina.sees("Nothing on your queue holds these words. Try fewer of them.")


@LANGUAGES
async def test_pages_and_what_is_done_to_one_entry(story: Story, language: str) -> None:
    amina = await story.actor("Amina", language=language)
    await amina.says("/queue")
    amina.sees("Nothing is on your queue yet.")
    await has_links(story, amina, *[f"Number {n}." for n in range(1, 11)])
    await amina.says("/queue")
    assert "Number 9." not in amina.last.text
    await amina.presses("Next page")
    assert "Number 9." in amina.last.text
    await amina.presses("1")
    assert "Number 9." in amina.last.text
    await amina.presses("To the top")
    await amina.presses("Later")
    await amina.presses("Tomorrow")
    await amina.presses("My queue")
    await amina.presses("Put off: {count}", count=1)
    assert "Number 9." in amina.last.text
    await amina.presses("1")
    await amina.presses("Show it now")
    await amina.presses("Drop")
    amina.sees("Dropped from your queue: {title}", title="Number 9.")
    await story.restart()
    await amina.presses("Take it back", context="queue")
    await amina.presses("Note")
    await amina.says("chapter 3")
    amina.sees("The note is kept.")
    amina.sees_text("chapter 3")
    await amina.presses("Change the note")
    await amina.presses("Remove the note")
    amina.sees("The note is removed.")
    await amina.presses("Done", context="queue")
    await amina.says("maybe")
    amina.sees("I could not read that length. For example: {example}.",
               example=amina.label("25 minutes"))  # fmt: skip
    await amina.says("25" if language == "en" else "٢٥ دقيقة")
    amina.sees(
        "In your progress: {length}.", length=amina.say.n("{n} minute", "{n} minutes", n=25)
    )
    await amina.presses("My queue")
    await amina.presses("Finished list")
    assert "Number 9." in amina.last.text
    await amina.presses("1")
    await amina.presses("Bring back")
    entry = (await entries_of(story, amina))["Number 9."]
    assert (entry.state, entry.minutes_spent) == (EntryState.WAITING, 25)
    await amina.says("/progress")
    amina.sees("• Listening: {length}", length=amina.say.n("{n} minute", "{n} minutes", n=25))
