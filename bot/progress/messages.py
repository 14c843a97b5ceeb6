"""What `/progress` says."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from bot.checkins.messages import too_long
from bot.checkins.records import Learned
from bot.dialogue import Question
from bot.outbox.records import Button, Outgoing
from bot.people.records import Person
from bot.progress.records import Progress, Strength
from bot.reading.records import Mode
from bot.sittings.records import Week
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.say import mark

STRENGTHS: Final[Mapping[Strength, str]] = {
    Strength.NONE_YET: mark("The strength of the habit: it shows after the first sitting."),
    Strength.BEGINNING: mark("The strength of the habit: just beginning."),
    Strength.GROWING: mark("The strength of the habit: growing."),
    Strength.STEADY: mark("The strength of the habit: steady."),
    Strength.STRONG: mark("The strength of the habit: strong."),
    Strength.FIRM: mark("The strength of the habit: firm."),
}
MODES: Final[Mapping[Mode | None, str]] = {
    Mode.LISTEN: mark("• Listening: {length}"),
    Mode.READ: mark("• Reading: {length}"),
    Mode.WATCH: mark("• Watching: {length}"),
    Mode.PRACTISE: mark("• Practising: {length}"),
    Mode.DISCUSS: mark("• Discussing: {length}"),
    None: mark("• Other: {length}"),
}


def progress(say: Say, person: Person, told: Progress) -> Outgoing:
    """The whole, in words; seen by its owner alone."""
    html = paragraphs(
        say("<b>My progress</b>"),
        _this_week(say, told.weeks[0]),
        _before(say, told),
        say.looked_up(STRENGTHS[told.strength]),
        _achieved(say, told),
        _learned(say, told),
        say("Only you see this. Skips, days off and pauses count neither for nor against you."),
    )
    buttons = [
        (
            Button(
                say.label("Correct: {day}", day=day_of(say, learned)),
                "prog.fix",
                str(learned.sitting_id),
            ),
        )
        for learned in told.learned
    ]
    buttons.append((Button(say.label("Today"), "home.go", "today"),))
    return Outgoing(to=person.chat_id, html=html, buttons=tuple(buttons), rtl=say.reader.is_rtl)


def _this_week(say: Say, week: Week) -> Html:
    modes = [
        say.looked_up(MODES[mode], length=say.length(timedelta(minutes=minutes)))
        for mode, minutes in sorted(week.minutes.items(), key=lambda item: -item[1])
        if minutes
    ]
    if not week.planned:
        return lines(say("This week: no sittings yet."), *modes)
    return lines(
        say.n(
            "This week: {kept} of {n} sitting.",
            "This week: {kept} of {n} sittings.",
            n=week.planned,
            kept=week.kept,
        ),
        *modes,
    )


def _before(say: Say, told: Progress) -> Html | None:
    weeks = [week for week in told.weeks[1:] if week.planned or week.all_minutes]
    if not weeks:
        return None
    return lines(say("<b>The weeks before</b>"), *(_week_before(say, week) for week in weeks))


def _week_before(say: Say, week: Week) -> Html:
    day = say.day(week.starts_on)
    length = say.length(timedelta(minutes=week.all_minutes))
    if not week.planned:
        return say("• From {day}: {length}, outside of sittings", day=day, length=length)
    return say(
        "• From {day}: {kept} of {planned}, {length}",
        day=day,
        kept=week.kept,
        planned=week.planned,
        length=length,
    )


def _achieved(say: Say, told: Progress) -> Html | None:
    if not told.achieved:
        return None
    return lines(
        say("<b>Achieved</b>"),
        *(say("• Goal: {goal}", goal=say.bold(goal.title)) for goal in told.achieved),
    )


def _learned(say: Say, told: Progress) -> Html | None:
    if not told.learned:
        return None
    return lines(
        say("<b>Learned last</b>"),
        *(
            lines(
                say("• {day}:", day=say.day(learned.on)),
                say.quote(learned.text),
            )
            for learned in told.learned
        ),
        say("To correct one, edit the message in which you wrote it, or press its button."),
    )


def day_of(say: Say, learned: Learned) -> str:
    """The date of what was learned, for a button."""
    return say.plain(say.day(learned.on))


# Correcting --------------------------------------------------------------------------------------


def ask_correction(say: Say, learned: Learned) -> Question:
    """How should it read?"""
    return Question(
        say=say,
        html=lines(
            say("This is what you learned on {day}:", day=say.day(learned.on)),
            say.quote(learned.text),
            say("How should it read? Write it anew."),
        ),
    )


def not_kept(say: Say, *, length: int) -> Html:
    """A correction that is empty, or does not fit."""
    if not length:
        return say("That has no words. Write it anew, or leave it as it is.")
    return too_long(say, length=length)
