"""What happens after a sitting, one transaction each."""

from typing import Final

from bot.checkins import actions_finished, actions_sharing, messages, rules, store
from bot.checkins.records import LONGEST_TEXT, Learned, Proposal
from bot.circles.records import Circle
from bot.nudges import actions_silence
from bot.people import store as people_store
from bot.people.records import Person
from bot.sittings import actions as sitting_actions
from bot.sittings import rules as sitting_rules
from bot.sittings import store as sitting_store
from bot.sittings.records import Kept, Reason, Refusal, Sitting, State
from bot.slots import store as slot_store
from bot.slots.records import Slot, Timing
from bot.work import Work

BATCH: Final = 10  # check-ins of one transaction: who presses meanwhile waits for it
LOOKS_BACK: Final = 12  # a slot's last answers: streaks of the same reason up to four rounds long


# Asking ------------------------------------------------------------------------------------------


async def ask_due(work: Work) -> int:
    """Send the check-in of every started sitting whose minutes have passed; how many."""
    due = await sitting_store.due_checks(work.conn, at=work.now, limit=BATCH)
    for sitting in due:
        is_open = sitting.closes_at is not None and work.now < sitting.closes_at
        if sitting.state is not State.STARTED or not is_open:
            await sitting_store.change(
                work.conn, sitting.row_id, among={sitting.state}, check_at=None
            )
            continue
        person = await people_store.get_person(work.conn, sitting.person_id)
        await sitting_actions.let_go_of_screen(work, person, sitting, over=None)
        key = f"checkin:{sitting.slot_id}:{sitting.on.isoformat()}"
        await sitting_store.change(
            work.conn, sitting.row_id, among={State.STARTED}, check_at=None, screen_key=key
        )
        say = work.say_to(person.reader)
        await work.outbox.add(
            messages.ask_how(say, person, sitting, now=work.now),
            kind="checkin",
            key=key,
            about=str(sitting.row_id),
            expires_at=sitting.closes_at,
        )
    return len(due)


# Answering ---------------------------------------------------------------------------------------


async def answer(
    work: Work, person: Person, sitting: Sitting, kept: Kept, *, over: int | None
) -> Sitting | Refusal:
    """How it went. Other screens that still ask lose their buttons."""
    outcome = await sitting_actions.answer(work, sitting, kept)
    if isinstance(outcome, Sitting):
        await sitting_actions.let_go_of_screen(work, person, outcome, over=over)
        if kept in actions_finished.KEPT:
            await actions_finished.settle(work, outcome)
    return outcome


async def give_reason(
    work: Work, sitting: Sitting, reason: Reason
) -> tuple[Slot, Proposal | None]:
    """Keep why it was not this time; a proposal when the same reason came three times in a row."""
    await sitting_actions.give_reason(work, sitting, reason)
    slot = await slot_store.get_slot(work.conn, sitting.slot_id)
    latest = await sitting_store.list_latest(
        work.conn, slot.id, among={State.ANSWERED}, limit=LOOKS_BACK
    )
    again = sitting_rules.same_reason_in_a_row(latest)
    if again is None or slot.ended_at is not None:
        return slot, None
    return slot, rules.propose(again, minutes=slot.minutes)


async def shorten(work: Work, person: Person, slot: Slot, *, minutes: int) -> Slot:
    """Let the slot be shorter from now on."""
    timing = Timing(days=slot.days, start=slot.start, minutes=minutes)
    return await actions_silence.retime(work, person, slot, timing)


# What was learned --------------------------------------------------------------------------------


async def keep_learned(
    work: Work, sitting: Sitting, *, text: str, message_id: int | None
) -> Learned | None:
    """Keep what the sitting taught; None: the text is too long, or empty."""
    if not text.strip() or len(text) > LONGEST_TEXT:
        return None
    return await store.put_learned(work.conn, sitting, text=text, message_id=message_id)


async def share(work: Work, person: Person, learned: Learned, circle: Circle) -> None:
    """Share it with a circle that the person is in: the fellow members see it at once."""
    if not await store.share(work.conn, learned.sitting_id, circle_id=circle.id, now=work.now):
        return
    about = learned.about
    await actions_sharing.tell(work, person, circle, about=about, text=learned.text)


async def correct(work: Work, person: Person, learned: Learned, *, text: str) -> bool:
    """Correct what was learned, in the fellow members' chats too; False: too long, or empty."""
    if not text.strip() or len(text) > LONGEST_TEXT:
        return False
    await store.change_text(work.conn, learned.sitting_id, text=text)
    if learned.circle_id is not None:
        circle_id = learned.circle_id
        await actions_sharing.correct(work, person, circle_id, about=learned.about, text=text)
    return True
