"""`/today` and `/upcoming`."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from bot.home.messages import screen
from bot.home.records import Ahead, Fate, Why
from bot.nudges.records import Silence
from bot.outbox.records import Button, Outgoing, Rows
from bot.people.records import Person
from bot.sittings.records import Kept, Sitting, State
from bot.slots.messages import times_label
from bot.slots.records import SlotId
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.say import mark

MOST_AHEAD: Final = 25  # lines; with three learning times a day that is a week
MOST_SKIPS: Final = 24  # buttons: Telegram takes 100, a thumb does not
SKIPS_A_ROW: Final = 2

STATES: Final[Mapping[State, str]] = {
    State.PLANNED: mark("• {time}: {title}, planned"),
    State.NUDGED: mark("• {time}: {title}, it is time"),
    State.STARTED: mark("• {time}: {title}, begun"),
    State.MISSED: mark("• {time}: {title}, without an answer"),
    State.SKIPPED: mark("• {time}: {title}, skipped"),
    State.EXPIRED: mark("• {time}: {title}, its nudge could not be sent; it does not count"),
}
UNNUDGED: Final = mark("• {time}: {title}, planned, without a nudge")
ANSWERS: Final[Mapping[Kept, str]] = {
    Kept.DONE: mark("• {time}: {title}, done"),
    Kept.PARTLY: mark("• {time}: {title}, partly done"),
    Kept.NOT_THIS_TIME: mark("• {time}: {title}, not this time"),
}
REASONS: Final[Mapping[Why, str]] = {
    Why.NUDGE: mark("• {time}: nudge for your learning time"),
    Why.QUESTION: mark("• {time}: question whether your learning time still suits you"),
    Why.HORIZON: mark("• {time}: the day you set for your goal has come"),
    Why.WEEKLY: mark("• {time}: weekly check-in"),
    Why.WAITS: mark("• {time}: a message that was held back until then"),
}
TITLED: Final[Mapping[Why, str]] = {
    Why.NUDGE: mark("• {time}: nudge for your learning time ({title})"),
    Why.QUESTION: mark("• {time}: question whether your learning time ({title}) still suits you"),
    Why.HORIZON: mark("• {time}: the day you set for your goal has come ({title})"),
}
FATES: Final[Mapping[Fate, str]] = {
    Fate.SKIPPED: mark("{line}: skipped"),
    Fate.DAY_OFF: mark("{line}: not sent, a day off"),
    Fate.PAUSED: mark("{line}: not sent, you paused"),
    Fate.SILENT: mark("{line}: not sent, silent until you answer"),
    Fate.RESTS: mark("{line}: not sent, it rests"),
}


# Today -------------------------------------------------------------------------------------------


def today(
    say: Say,
    person: Person,
    sittings: Sequence[Sitting],
    titles: Mapping[int, str],
    silent: Mapping[SlotId, Silence],
    *,
    on: date,
    next_at: datetime | None,
) -> Outgoing:
    """The sittings of the local day.

    Args:
        say: the person's voice.
        person: who.
        sittings: in order.
        titles: the goals', by id.
        silent: the slots that are not nudged for now.
        on: the day.
        next_at: when the next learning time begins, where today has none.
    """
    head = say("<b>Today, {day}</b>", day=say.day(on))
    if not sittings:
        nothing = lines(
            say("No learning time today."),
            say("Next: {moment}", moment=say.moment(next_at)) if next_at else None,
        )
        rows: Rows = () if next_at else ((Button(say.label("Set a learning time"), "home.when"),),)
        return screen(say, person, paragraphs(head, nothing), rows)
    held = {each: silence for each in sittings if (silence := _silence(each, silent)) is not None}
    shown = [_sitting(say, each, titles, is_silent=each in held) for each in sittings]
    buttons = [row for each in sittings if (row := _can(say, each))]
    buttons += [
        (_wake(say, silence, "t."),)
        for silence in {silence.slot.id: silence for silence in held.values()}.values()
    ]
    return screen(say, person, paragraphs(head, lines(*shown)), tuple(buttons))


def _silence(sitting: Sitting, silent: Mapping[SlotId, Silence]) -> Silence | None:
    """Why the planned sitting is not nudged; None: it is."""
    silence = silent.get(sitting.slot_id)
    if silence is None or sitting.state is not State.PLANNED or not silence.holds(sitting):
        return None
    return silence


def _sitting(say: Say, sitting: Sitting, titles: Mapping[int, str], *, is_silent: bool) -> Html:
    text = ANSWERS[sitting.kept] if sitting.kept is not None else STATES[sitting.state]
    if is_silent:
        text = UNNUDGED
    title = titles.get(sitting.goal_id or 0)
    return say.looked_up(
        text,
        time=say.time(sitting.starts_at.astimezone(say.reader.tz).time()),
        title=title if title is not None else say("learning time"),
    )


def _can(say: Say, sitting: Sitting) -> tuple[Button, ...]:
    time = say.plain(say.time(sitting.starts_at.astimezone(say.reader.tz).time(), short=True))
    start = Button(say.label("Start now: {time}", time=time), "sit.start", sitting.arg)
    match sitting.state:
        case State.PLANNED:
            return (
                start,
                Button(say.label("Skip"), "home.skip", f"t.{sitting.arg}"),
                Button(say.label("Move"), "sit.move", sitting.arg),
            )
        case State.NUDGED:
            return (start, Button(say.label("Not today"), "home.skip", f"t.{sitting.arg}"))
        case State.EXPIRED:
            return (start,)
        case State.SKIPPED:
            label = say.label("Take back: {time}", time=time)
            return (Button(label, "home.unskip", f"t.{sitting.arg}"),)
        case State.STARTED:
            label = say.label("Finished already: {time}", time=time)
            return (Button(label, "check.ask", str(sitting.row_id)),)
        case _:
            return ()


# The next seven days -----------------------------------------------------------------------------


def upcoming(
    say: Say,
    person: Person,
    days: Mapping[date, Sequence[Ahead]],
    *,
    total: int,
    silent: Sequence[Silence],
) -> Outgoing:
    """What the bot will send, and why; each with a way to skip it, or to end its silence."""
    head = say("<b>The next 7 days</b>")
    if not total:
        nothing = say("Nothing is planned. I write first only about your learning times, your goals "
                      "and your circles.")  # fmt: skip
        return screen(say, person, paragraphs(head, nothing))
    left = MOST_AHEAD
    shown: list[Html] = []
    buttons: list[Button] = []
    for on, ahead in days.items():
        part = ahead[:left]
        left -= len(part)
        if part:
            shown.append(lines(say.bold(say.day(on)), *(_ahead(say, each) for each in part)))
            buttons += [button for each in part if (button := _skip(say, each)) is not None]
    more = total - MOST_AHEAD
    html = paragraphs(
        head,
        *shown,
        say.n("And {n} more.", "And {n} more.", n=more) if more > 0 else None,
        say("After a sitting that you start I will ask how it went. Circles may have questions for you that "
            "I cannot foresee."),
    )  # fmt: skip
    wakes = tuple((_wake(say, each),) for each in silent)
    return screen(say, person, html, (*wakes, *_rows(buttons[:MOST_SKIPS])))


def _wake(say: Say, silence: Silence, before: str = "") -> Button:
    """Ends the silence of one slot; `before` tells the screen that the button is on."""
    slot = times_label(say, silence.slot.timing)
    return Button(
        say.label("Nudge me again: {slot}", slot=slot), "home.wake", f"{before}{silence.slot.id}"
    )


def _rows(buttons: Sequence[Button]) -> Rows:
    starts = range(0, len(buttons), SKIPS_A_ROW)
    return tuple(tuple(buttons[start : start + SKIPS_A_ROW]) for start in starts)


def _ahead(say: Say, ahead: Ahead) -> Html:
    time = say.time(ahead.at.astimezone(say.reader.tz).time())
    if ahead.about and ahead.why in TITLED:
        line = say.looked_up(TITLED[ahead.why], time=time, title=ahead.about)
    else:
        line = say.looked_up(REASONS[ahead.why], time=time)
    return line if ahead.fate is Fate.COMES else say.looked_up(FATES[ahead.fate], line=line)


def _skip(say: Say, ahead: Ahead) -> Button | None:
    if ahead.arg is None or ahead.fate not in {Fate.COMES, Fate.SKIPPED}:
        return None
    if ahead.fate is Fate.SKIPPED:
        return Button(_take_back_label(say, ahead), "home.unskip", ahead.arg)
    return Button(_skip_label(say, ahead), "home.skip", ahead.arg)


def _skip_label(say: Say, ahead: Ahead) -> str:
    match ahead.why:
        case Why.WEEKLY:
            return say.label("Skip: weekly check-in")
        case Why.HORIZON:
            return say.label("Skip: question about the goal")
        case _:
            day, time = _day_and_time(say, ahead)
            return say.label("Skip: {day} {time}", day=day, time=time)


def _take_back_label(say: Say, ahead: Ahead) -> str:
    if ahead.why is Why.WEEKLY:
        return say.label("Take back: weekly check-in")
    day, time = _day_and_time(say, ahead)
    return say.label("Take back: {day} {time}", day=day, time=time)


def _day_and_time(say: Say, ahead: Ahead) -> tuple[str, str]:
    local = ahead.at.astimezone(say.reader.tz)
    day = say.weekday(local.weekday(), short=True)
    return day, say.plain(say.time(local.time(), short=True))
