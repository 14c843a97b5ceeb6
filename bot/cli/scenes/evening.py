"""An evening of nudges: six people between Casablanca and Muscat, and what Halqa has to say to them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from bot.cli.scenes import scripts
from bot.cli.scenes import scripts_links as links
from bot.cli.scenes.actors import Actor, Script
from bot.cli.scenes.cast import ABDULRAHMAN, AMINA, LAYLA, OMAR, SARAH, YUSUF
from bot.cli.scenes.stage import Stage

CIRCLE: Final = "Evening readers"
MORNING: Final = time(9)  # UTC
# UTC. In Muscat it is ten at night and quiet; further west the evening's learning times begin.
EVENING: Final = time(18, 5)
_WESTERN_TO_ARABIC: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


async def play(stage: Stage, day: date) -> Sequence[Actor]:
    """One day up to its evening; returns who is worth looking at first."""

    def at(hour: int, minute: int = 0) -> datetime:
        return datetime.combine(day, time(hour, minute), UTC)

    stage.clock.move_to(datetime.combine(day, MORNING, UTC), backwards=True)
    amina, yusuf, layla, omar, sarah, abdulrahman = everybody = stage.enter(
        AMINA, YUSUF, LAYLA, OMAR, SARAH, ABDULRAHMAN
    )
    await scripts.arrive(stage, *everybody)
    await _circle_of_two(stage, amina, abdulrahman)
    await stage.together(
        _learns(
            amina,
            "/goals add English: the essays of one writer, one a week",
            _daily(amina, at(16, 30), "30m listen"),
            _daily(amina, at(18, 40), "15m read"),
        ),
        _learns(
            yusuf,
            "/goals إضافة القهوة: تحميص البن في البيت",
            _daily(yusuf, at(18, 15), "نصف ساعة مشاهدة"),
        ),
        _learns(
            layla,
            "/goals إضافة الخط العربي: كتابة الألف والباء بالقصبة",
            _daily(layla, at(18, 30), "ساعة تطبيق"),
        ),
        _learns(
            omar,
            "/goals add Cooking: three soups without a recipe",
            _daily(omar, at(17), "45m practise"),
            _daily(omar, at(19, 15), "30m listen"),
        ),
        _learns(
            sarah,
            "/goals إضافة الفلك: أسماء عشر نجوم أراها من السطح",
            _daily(sarah, at(17, 40), "نصف ساعة قراءة"),
        ),
        _learns(
            abdulrahman,
            "/goals إضافة الشعر: حفظ قصيدة قصيرة كل شهر",
            _daily(abdulrahman, at(3, 30), "ربع ساعة استماع"),
        ),
    )
    await stage.together(
        _pauses(layla),
        links.shares_link(
            amina,
            "http://blog.example/posts/a-thousand-people One page of it is enough for an evening",
            circle=CIRCLE,
        ),
        links.keeps_link(sarah, "http://mudawwana.example/posts/names-of-stars"),
        links.keeps_link(yusuf, "http://videos.example/watch/qasaba"),
        links.follows_site(omar, "/sources add http://words.example/"),
    )
    await stage.together(links.keeps_shared(amina), links.saves_and_thanks(abdulrahman))
    for each in everybody:
        each.player.read()

    await stage.until(at(16, 35))
    await stage.together(_starts(amina))
    await stage.until(at(17, 2))
    await stage.together(_starts(omar))  # and is asked at a quarter to six how it went
    await stage.until(at(17, 55))
    await stage.together(_starts(sarah))  # and has half an hour from now
    await stage.until(at(18, 1))
    # Abdulrahman sleeps: he reads it in the morning.
    await stage.together(_tells(amina, "Read the first page twice, the rest once."))
    amina.player.read()
    await stage.until(datetime.combine(day, EVENING, UTC))
    return omar, yusuf, sarah


async def _circle_of_two(stage: Stage, host: Actor, guest: Actor) -> None:
    await stage.together(
        scripts.opens_circle(
            host, name=CIRCLE, field="Reading", focus="A page a day that one remembers"
        )
    )
    await stage.together(scripts.invites(host, guest, depth="I know them well"))
    await stage.together(
        scripts.knocks(
            guest,
            host.invite_link,
            who="أقرأ كثيرًا وأنسى أكثر، وأودّ أن يبقى في ذهني شيء مما أقرأ.",
            helps="عندي قائمة طويلة من دواوين الشعر، وأقرأ بصوت مسموع.",
        )
    )


def _daily(actor: Actor, at: datetime, rest: str) -> str:
    """A learning time every day at that moment, typed as people type it where they live."""
    there = at.astimezone(ZoneInfo(actor.role.zone))
    if actor.role.language == "en":
        return f"/times add daily {there:%H:%M} {rest}"
    clock = f"{there.hour % 12 or 12}:{there:%M}".translate(_WESTERN_TO_ARABIC)
    half = "مساءً" if there.hour >= 12 else "صباحًا"  # noqa: PLR2004 - noon
    return f"/times إضافة كل يوم {clock} {half} {rest}"


def _learns(actor: Actor, goal: str, *slots: str) -> Script:
    yield from scripts.adds_goal(actor, goal)
    for slot in slots:
        yield from scripts.adds_time(actor, slot)


def _pauses(actor: Actor) -> Script:
    actor.says("/pause")
    yield
    actor.presses("A week")
    yield


def _starts(actor: Actor) -> Script:
    actor.presses("Start")
    yield


def _tells(actor: Actor, learned: str) -> Script:
    """The check-in is answered, and the circle may read it."""
    actor.presses("Done", context="sitting")
    yield
    actor.says(learned)
    yield
    actor.presses("Share with {circle}", circle=CIRCLE)
    yield
