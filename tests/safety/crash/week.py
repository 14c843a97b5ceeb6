"""A busy week of twenty-four people in four circles, in two languages, as a list of moments.

At one moment several people act, each once; then the bot does what it can. Between two moments time may
pass, from one due moment to the next.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import zip_longest
from typing import Final, TypeAlias

from tests.safety.crash.bot_process import BROKEN
from tests.safety.crash.cast import Cast
from tests.safety.crash.lives import Act

SUNDAY: Final = datetime(2026, 3, 1, 7, 0, tzinfo=UTC)  # when the circles are founded
MONDAY: Final = 2


@dataclass(frozen=True, slots=True)
class Together:
    """Several people act at one moment."""

    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Until:
    """Time passes, from one due moment to the next."""

    moment: datetime


Scene: TypeAlias = Together | Until
Thread: TypeAlias = Sequence[Act | None]


def at(hour: int, minute: int = 0, *, day: int = MONDAY) -> Until:
    """A moment of March 2026 by Cairo's clock, which is two hours ahead."""
    return Until(datetime(2026, 3, day, hour, minute, tzinfo=UTC) - timedelta(hours=2))


def together(*threads: Thread) -> Iterator[Together]:
    """What several people do one after the other, side by side; None: they wait meanwhile."""
    for acts in zip_longest(*threads):
        yield Together(tuple(act for act in acts if act is not None))


def the_week(cast: Cast) -> Iterator[Scene]:
    """All of it."""
    yield from busy_evening(cast)
    yield from tuesday(cast)
    yield from wednesday(cast)
    yield from thursday(cast)
    yield from the_weekend(cast)


def busy_evening(cast: Cast) -> Iterator[Scene]:
    """Monday: knocks, vouches and a concern in the morning, nudges and check-ins in the evening."""
    yield at(11)
    yield from three_knock(cast)
    yield from they_are_answered(cast)
    yield at(19)
    yield from nudged(cast)


def three_knock(cast: Cast) -> Iterator[Scene]:
    """Open invites in Data and in Law, a personal one in Maps."""
    amina, layla, karim, nadia, farah, tarek = cast(
        "Amina", "ليلى", "Karim", "Nadia", "فرح", "Tarek"
    )
    omar, sara, nur, yasser = cast("Omar", "Sara", "نور", "ياسر")
    yield from together(
        [omar.says("/invite"), omar.presses("Open invite"), omar.presses("1")],
        [layla.says("/invite"), layla.presses("For one person"), layla.picks(farah),
         layla.presses("I know them well")],
        [karim.says("/invite"), karim.presses("Open invite"), karim.presses("1")],
        [nur.says("/goals إضافة الإحصاء: تحليل الانحدار حتى ١ يونيو"), nur.presses("Save")],
        [sara.says("/times add Mon Wed 19:00 45m listen"), sara.presses("Yes")],
        # Nothing is asked there: the errand is claimed, run and settled all the same.
        [amina.says("/today"), amina.says("/share http://127.0.0.1/x #data"), amina.says("/help")],
        [yasser.starts(), yasser.says(f"/{BROKEN}")],
    )  # fmt: skip
    yield from together(
        [nadia.opens_invite_of(omar), nadia.presses("Ask to join"),
         nadia.says("I draw maps and want to read numbers."), nadia.presses("Skip"),
         nadia.says("Omar, Sara")],
        [farah.opens_invite_of(layla), farah.presses("Ask to join"),
         farah.says("أرسم الخرائط في عملي."), farah.presses("Skip"),
         farah.taps("Only the person who invited me")],
        [tarek.opens_invite_of(karim), tarek.presses("Ask to join"),
         tarek.says("I write contracts and would like to read law."),
         tarek.says("Reading contracts"), tarek.says("Karim, Dina")],
    )  # fmt: skip


def they_are_answered(cast: Cast) -> Iterator[Scene]:
    """A vouch and a concern, a question to the newcomer, a hold."""
    omar, sara, amina, karim, dina, tarek = cast("Omar", "Sara", "Amina", "Karim", "Dina", "Tarek")
    yield from together(
        [sara.presses("I have a concern"), sara.says("They tried to sell us something."),
         omar.presses("I know them well"), amina.presses("Admit")],
        [dina.presses("Ask them something"), dina.says("Where did we meet?"), None,
         tarek.presses("Answer"), tarek.says("At the library."), dina.presses("I know them well")],
        [None, None, karim.presses("I know them a little")],
    )  # fmt: skip


def nudged(cast: Cast) -> Iterator[Scene]:
    """Seven in the evening: started, put off, skipped, forgotten."""
    omar, sara, huda, sami, khaled, maryam = cast("Omar", "Sara", "Huda", "سامي", "خالد", "مريم")
    yield from together(
        [omar.presses("Start")],
        [sara.presses("In 15 min")],
        [huda.presses("Not today")],
        [sami.presses("Start")],
        [khaled.presses("In 1 hour")],
        [maryam.presses_twice("Start")],
    )
    yield at(19, 15)
    yield from together([sara.presses("Start")])
    yield at(19, 45)
    yield from together(
        [omar.presses("Done", context="sitting"), omar.says("A slope is a rate."),
         omar.presses("Share with {circle}", circle="Data")],
        [sami.presses("Done", context="sitting"), sami.says("الميل معدّل تغيّر."),
         sami.presses("Keep private")],
        [maryam.presses("Not this time")],
    )  # fmt: skip
    yield at(20, 30)


def tuesday(cast: Cast) -> Iterator[Scene]:
    """Settings, a pause, a new circle, a knock that is declined, somebody who blocks the bot."""
    yusuf, huda, khaled, hassan, zaynab = cast("Yusuf", "Huda", "خالد", "حسن", "زينب")
    karim, rami, lina, badr, maryam = cast("Karim", "رامي", "Lina", "بدر", "مريم")
    yield at(10, day=3)
    yield from together(
        [yusuf.says("/new Chess"), yusuf.says("Openings"), yusuf.presses("Skip"),
         yusuf.presses_starting("English"), yusuf.presses_starting("8"),
         yusuf.presses_starting("Cairo"), yusuf.presses("Open it")],
        [huda.says("/pause"), huda.presses("Until tomorrow")],
        [hassan.says("/settings"), hassan.presses("Messages a day"),
         hassan.presses("Light: {n} a day", n=2)],
        [zaynab.says("/timezone"), zaynab.says("الرياض"), zaynab.presses("Yes")],
        [maryam.says("/invite"), maryam.presses("Open invite")],
        [rami.says("/language"), rami.presses_starting("العربية")],
        [khaled.blocks()],
    )  # fmt: skip
    yield from together(
        [badr.opens_invite_of(maryam), badr.presses("Ask to join"), badr.says("أكتب برامج صغيرة وأودّ أن أتعلّم أكثر."),
         badr.presses("Skip"), badr.says("مريم، حسن")],
        [lina.starts(), lina.presses("With whom do I learn?"), lina.presses("I have an invite code"),
         lina.says("ABCD-EFGH-JKMN")],
        [rami.says("/circles"), rami.presses_starting("Law"), rami.presses("Mute")],
        [karim.says("/upcoming"), karim.says("/plan")],
    )  # fmt: skip
    yield from together(
        [hassan.presses("I have a concern"), hassan.says("لست على يقين من أنّه هو.")],
        [None, None, maryam.presses("Decline"), maryam.presses("Not now, perhaps later")],
    )
    yield at(19, day=3)
    omar, sami = cast("Omar", "سامي")
    yield from together([omar.presses("Start")], [sami.presses("In 15 min")])
    yield at(21, day=3)


def wednesday(cast: Cast) -> Iterator[Scene]:
    """Somebody leaves, somebody hands over, a hold ends, somebody is back."""
    sara, dina, khaled, jana, amina, omar = cast("Sara", "Dina", "خالد", "Jana", "Amina", "Omar")
    nur, layla, sami = cast("نور", "ليلى", "سامي")
    yield at(11, day=4)
    yield from together(
        [dina.says("/circles"), dina.presses_starting("Law"), dina.presses("Leave"),
         dina.presses("Leave the circle")],
        [khaled.comes_back()],
        [amina.says("/invite"), amina.presses("For one person"), amina.picks(jana),
         amina.presses("I know them a little")],
        [nur.says("/goals"), nur.presses_starting("تحليل"), nur.presses("Pause it")],
        [omar.says("/privacy"), omar.presses("Export")],
        [sara.says("/progress")],
        [layla.says("/circles"), layla.presses_starting("خرائط"),
         layla.presses("Host's tools"), layla.presses("Second host"), layla.presses_starting("سامي")],
    )  # fmt: skip
    yield from together(
        [jana.opens_invite_of(amina), jana.presses("Ask to join"), jana.says("I teach reading to grown-ups."),
         jana.presses("Skip"), jana.taps("Only the person who invited me")],
        [sami.says("/today"), sami.presses("Move"), sami.presses("Two hours later")],
    )  # fmt: skip
    yield at(19, day=4)
    yield from together([omar.presses("Start")], [sara.presses("Start")])
    yield at(20, 15, day=4)
    yield from together(
        [omar.presses("Done", context="sitting"), omar.says("Means move."), omar.presses("Keep private")],
        [sara.presses("Not this time")],
    )  # fmt: skip
    yield at(22, day=4)


def thursday(cast: Cast) -> Iterator[Scene]:
    """The weekly check-in."""
    omar, huda, sami, khaled, maryam = cast("Omar", "Huda", "سامي", "خالد", "مريم")
    yield at(18, day=5)
    yield from together(
        [omar.presses("Answer the questions"), omar.says("Slopes"), omar.presses("Skip"),
         omar.says("Chapter two"), omar.presses("Share with {circle}", circle="Data")],
        [sami.presses("Answer the questions"), sami.says("الميل"), sami.says("فترات الثقة"),
         sami.says("الفصل الثاني"), sami.presses("Keep private")],
        [khaled.presses("Answer the questions"), khaled.says("الميل")],
        [huda.says("/checkin"), huda.says("/cancel")],
        [maryam.presses("Not this week")],
    )  # fmt: skip
    yield at(21, day=5)


def the_weekend(cast: Cast) -> Iterator[Scene]:
    """The reminder, a removal, an erasure, a circle that closes, an invite that ends."""
    amina, yusuf, huda, salma, rami, karim = cast(
        "Amina", "Yusuf", "Huda", "Salma", "رامي", "Karim"
    )
    yield at(19, day=6)
    yield from together(
        [amina.says("/circles"), amina.presses_starting("Data"), amina.presses("Host's tools"),
         amina.presses("Remove a member"),
         amina.presses_starting("Huda"), amina.presses("Silent for a long time"),
         amina.presses("Remove them")],
        [salma.says("/privacy"), salma.presses("Erase my data"),
         salma.presses("Erase everything now")],
        [yusuf.says("/circles"), yusuf.presses_starting("Chess"), yusuf.presses("Host's tools"),
         yusuf.presses("Close the circle"), yusuf.presses("Close it for good")],
        [karim.says("/circles"), karim.presses_starting("Law"), karim.presses("Leave"),
         karim.presses("Choose a new host"), karim.presses_starting("رامي"), karim.presses("Yes")],
    )  # fmt: skip
    yield at(10, day=7)
    yield from together(
        [huda.starts()], [yusuf.says("/times add Sat 19:00 45m listen"), yusuf.presses("Yes")]
    )
    yield at(13, day=7)
    yield from together([rami.says("/circles")])
    yield at(9, day=9)
