"""What the front door says: the three questions, where somebody stands, the plan, hints."""

from collections.abc import Sequence

from bot.home.records import Answers, Asked, Company, Greeting, WaitsFor
from bot.outbox.records import Button, Outgoing, Rows
from bot.people.records import Person
from bot.queue.records import View
from bot.slots.messages import timing_line
from bot.sources.messages import ALL
from bot.texts import Html, Say, lines, paragraphs
from bot.texts.say import mark

QUESTIONS = {
    Asked.WHAT: mark("What do I want to learn?"),
    Asked.WHEN: mark("When can I learn?"),
    Asked.WHOM: mark("With whom do I learn?"),
}


def screen(say: Say, person: Person, html: Html, buttons: Rows = ()) -> Outgoing:
    """A screen in the person's direction."""
    return Outgoing(to=person.chat_id, html=html, buttons=buttons, rtl=say.reader.is_rtl)


def back(say: Say, where: str) -> tuple[Button, ...]:
    """A row that leads back to another screen of the front door."""
    return (Button(say.label("Back"), "home.go", where),)


# /start ------------------------------------------------------------------------------------------


def start_screen(say: Say, person: Person, answers: Answers, greeting: Greeting) -> Outgoing:
    """The three questions while one of them is open; else where they stand."""
    rows: list[tuple[Button, ...]] = [
        (Button(say.label_looked_up(QUESTIONS[asked]), f"home.{asked.value}"),)
        for asked in answers.open
    ]
    if len(answers.open) < len(Asked):
        rows.append(
            (
                Button(say.label("Today"), "home.go", "today"),
                Button(say.label("My plan"), "home.go", "plan"),
            )
        )
        rows.append(
            (
                Button(say.label("My queue"), "queue.list", View().arg),
                Button(say.label("My sources"), "src.list", f"{ALL}.0"),
            )
        )
    if answers.open:
        rows.append((Button(say.label("Later"), "home.later"),))
    else:
        rows.append(
            (
                Button(say.label("Settings"), "home.go", "settings"),
                Button(say.label("Help"), "home.go", "help"),
            )
        )
    html = paragraphs(_greeting(say, person, greeting), _why(say, answers), _stand(say, answers))
    return screen(say, person, html, tuple(rows))


def _greeting(say: Say, person: Person, greeting: Greeting) -> Html:
    match greeting:
        case Greeting.NEW:
            return say("Welcome, {name}.", name=person.name)
        case Greeting.FOUND_AGAIN:
            return lines(
                say("Welcome back, {name}.", name=person.name),
                say("I could not reach you for a while. Nothing of yours is lost."),
            )
        case Greeting.AGAIN:
            return say("Good to see you, {name}.", name=person.name)


def _why(say: Say, answers: Answers) -> Html | None:
    if len(answers.open) == len(Asked):
        return say(
            "Halqa is for small learning circles of people who know each other. Three short questions "
            "make the time you already spend on your phone count. It takes two minutes, and each can "
            "wait."
        )
    if answers.open:
        return say("What is still open can wait, or be answered now:")
    return say("This is where you are:")


def _stand(say: Say, answers: Answers) -> Html:
    following = (
        say("Next: {moment}", moment=say.moment(answers.next_at)) if answers.next_at else None
    )
    return lines(
        say("✓ What: {goals}", goals=say.listed([goal.title for goal in answers.goals]))
        if answers.goals
        else say("○ What do I want to learn?"),
        say.n("✓ When: {n} learning time a week", "✓ When: {n} learning times a week",
              n=sum(len(slot.days) for slot in answers.slots))
        if answers.slots
        else say("○ When can I learn?"),
        _with_whom(say, answers),
        following,
    )  # fmt: skip


def _with_whom(say: Say, answers: Answers) -> Html:
    circles = say.listed([each.circle.name for each in answers.company])
    if answers.company:
        return lines(say("✓ With whom: {circles}", circles=circles), *_waiting(say, answers))
    if answers.waiting:
        return lines(say("… With whom:"), *_waiting(say, answers))
    return say("○ With whom do I learn?")


WAITING = {
    WaitsFor.ANSWER: mark("Waiting for the members' answer: {circles}"),
    WaitsFor.SEAT: mark("In line for a free seat: {circles}"),
    WaitsFor.ONESELF: mark("A seat is kept for you: {circles}"),
}


def _waiting(say: Say, answers: Answers) -> list[Html]:
    """A line for each thing that requests wait for."""
    named = {
        waits_for: [each.circle for each in answers.waiting if each.waits_for is waits_for]
        for waits_for in WAITING
    }
    return [
        say.looked_up(WAITING[waits_for], circles=say.listed(circles))
        for waits_for, circles in named.items()
        if circles
    ]


def whom_screen(say: Say, person: Person) -> Outgoing:
    """With whom: three ways."""
    return screen(
        say,
        person,
        paragraphs(
            say("<b>With whom do I learn?</b>"),
            say("One learns best with a few people one trusts. A circle is small and closed: one enters "
                "it by invitation, and each knows at least one of the others."),
        ),
        (
            (Button(say.label("Open a circle"), "home.new"),),
            (Button(say.label("I have an invite code"), "home.join"),),
            (Button(say.label("On my own for now"), "home.alone"),),
            back(say, "start"),
        ),
    )  # fmt: skip


def later(say: Say, person: Person) -> Outgoing:
    """The questions wait."""
    html = say("They wait for you. To go on: {command}", command=say.literal("/start"))
    return screen(say, person, html)


def alone(say: Say) -> str:
    """Learning on one's own is fine."""
    return say.label("Fine. A circle can come later; goals and times work without one.")


# /plan -------------------------------------------------------------------------------------------


def plan(say: Say, person: Person, answers: Answers) -> Outgoing:
    """The three answers on one card."""
    buttons = tuple(
        (Button(say.label_looked_up(QUESTIONS[asked]), f"home.{asked.value}"),)
        for asked in answers.open
    )
    html = paragraphs(
        say("<b>My plan</b>"),
        _plan_what(say, answers),
        lines(
            say("<b>When</b>"),
            *(
                [
                    say("• {time}", time=timing_line(say, slot.timing, slot.mode))
                    for slot in answers.slots
                ]
                or [say("• Not settled yet.")]
            ),
        ),
        lines(
            say("<b>With whom</b>"),
            *([_plan_circle(say, each) for each in answers.company]
              or [_plan_alone(say, answers)]),
        ),
    )  # fmt: skip
    return screen(say, person, html, buttons)


def _plan_what(say: Say, answers: Answers) -> Html:
    goals = [
        lines(
            say("• {field}: {focus}", field=say.bold(goal.field), focus=goal.focus)
            if goal.focus
            else say("• {field}", field=say.bold(goal.field)),
            say("  I will know it by this: {measure}", measure=goal.measure)
            if goal.measure
            else None,
            say("  Until: {day}", day=say.day(goal.horizon_on)) if goal.horizon_on else None,
        )
        for goal in answers.goals
    ]
    return lines(say("<b>What</b>"), *(goals or [say("• Not settled yet.")]))


def _plan_alone(say: Say, answers: Answers) -> Html:
    if answers.waiting:
        return lines(*_waiting(say, answers))
    return say("• On my own for now.")


def _plan_circle(say: Say, company: Company) -> Html:
    # NOTE for translators: {hosts} are first names.
    return say.n(
        "• {circle}: {n} member; hosted by {hosts}",
        "• {circle}: {n} members; hosted by {hosts}",
        n=company.circle.members,
        circle=say.bold(company.circle.name),
        hosts=say.listed(company.hosts),
    )


# Hints -------------------------------------------------------------------------------------------


def nothing_to_cancel(say: Say, person: Person) -> Outgoing:
    """`/cancel` with nothing begun."""
    return screen(say, person, say("There is nothing to cancel."))


def unknown_command(say: Say, person: Person, commands: Sequence[str]) -> Outgoing:
    """A command that does not exist."""
    first, second = (say.literal(f"/{name}") for name in commands)
    return screen(
        say,
        person,
        say("I do not know that command. Perhaps {first} or {second}?",
            first=first, second=second),
    )  # fmt: skip


def unexpected_text(say: Say, person: Person, commands: Sequence[str]) -> Outgoing:
    """A text that nobody waits for."""
    first, second = (say.literal(f"/{name}") for name in commands)
    return screen(
        say,
        person,
        say("I was not waiting for a message just now. Perhaps {first} or {second}?",
            first=first, second=second),
    )  # fmt: skip


def unexpected_thing(say: Say, person: Person, commands: Sequence[str]) -> Outgoing:
    """A sticker, a photo, a voice message."""
    first, second = (say.literal(f"/{name}") for name in commands)
    return screen(
        say,
        person,
        say("I can read only texts. Perhaps {first} or {second}?", first=first, second=second),
    )
