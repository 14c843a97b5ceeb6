"""A circle at work: five members after two weeks together, and somebody who knocks right now."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from babel.dates import format_date

from bot.cli.scenes import scripts
from bot.cli.scenes import scripts_links as links
from bot.cli.scenes.actors import Actor, Script
from bot.cli.scenes.cast import ABDULRAHMAN, AMINA, LAYLA, OMAR, SARAH, YUSUF
from bot.cli.scenes.diary import Diary, Sitting, Week
from bot.cli.scenes.stage import Stage

CIRCLE: Final = "Stories with data"
WEEKS: Final = 2
BEGINS: Final = time(9)  # UTC: nobody between Casablanca and Muscat is in quiet hours
# UTC: afternoon in the west, evening in the east; the day's learning times are still ahead.
KNOCKS: Final = time(15)
A_DAY_AND_MORE: Final = timedelta(hours=25)  # only then a new member's word counts
HORIZON: Final = timedelta(weeks=10)


async def play(stage: Stage, day: date) -> Sequence[Actor]:
    """Two weeks up to the afternoon of `day`; returns who is worth looking at first."""
    stage.clock.move_to(
        datetime.combine(day - timedelta(weeks=WEEKS), BEGINS, UTC), backwards=True
    )
    members = stage.enter(AMINA, YUSUF, LAYLA, OMAR, SARAH)
    await _comes_together(stage, members, until=day + HORIZON)
    await _links_go_round(stage, members)
    await _lives_two_weeks(stage, members, day=day)
    for member in members:
        member.player.read()
    amina, _, layla, omar, _ = members
    return amina, layla, await _knocks(stage, amina, knows=(layla, omar))


async def _comes_together(stage: Stage, members: Sequence[Actor], *, until: date) -> None:
    amina, yusuf, layla, omar, sarah = members
    await scripts.arrive(stage, *members, weekly=[amina])
    by, hatta = (format_date(until, "d MMMM", locale=language) for language in ("en", "ar"))
    await stage.together(
        scripts.opens_circle(
            amina, name=CIRCLE, field="Data visualisation", focus="Charts that people read"
        ),
        _says_what_and_when(
            yusuf,
            f"/goals إضافة عرض البيانات: رسوم يفهمها غير المختص حتى {hatta}",
            "/times إضافة كل ثلاثاء ٨ مساءً ٤٥ د استماع",
        ),
        _says_what_and_when(
            layla,
            f"/goals إضافة الخرائط: ألوان تناسب من لديه عمى ألوان حتى {hatta}",
            "/times إضافة كل خميس ٦ مساءً ٤٥ د قراءة",
        ),
        _says_what_and_when(
            omar,
            f"/goals add Statistics: what a confidence interval says by {by}",
            "/times add Tue 17:00 45m listen",
        ),
        _says_what_and_when(
            sarah,
            f"/goals إضافة بايثون: أول مخطط تفاعلي حتى {hatta}",
            "/times إضافة كل ثلاثاء ٨ مساءً ٤٥ د تطبيق",
        ),
    )
    await stage.together(scripts.invites(amina, yusuf, depth="I know them well"))
    to_yusuf = amina.invite_link
    await stage.together(scripts.invites(amina, omar, depth="I know them a little"))
    await stage.together(
        scripts.knocks(
            yusuf,
            to_yusuf,
            who="محلّل في مستشفى. أرسم كل أسبوع رسومًا لا يقرؤها أحد، وأودّ أن يتغيّر هذا.",
            helps="الجداول الكبيرة، وكتابة الأرقام بالعربية كما ينبغي.",
        ),
        scripts.knocks(
            omar,
            amina.invite_link,
            who="I write about energy for a newspaper, and my charts need three paragraphs of excuses.",
            helps="Editing: I can cut the title of any chart in half.",
        ),
        _says_what_and_when(
            amina,
            f"/goals add Data visualisation: bar charts without clutter by {by}",
            "/times add Thu 19:00 45m read",
        ),
    )
    await stage.until(stage.clock.now() + A_DAY_AND_MORE)
    await stage.together(
        scripts.invites(yusuf, layla, depth="I know them well"),
        scripts.invites(omar, sarah, depth="I know them well"),
    )
    await stage.together(
        scripts.knocks(
            layla,
            yusuf.invite_link,
            who="أصمّم الخرائط في عملي، وأودّ أن تصل أرقامي إلى من لا يحب الأرقام.",
            helps="الألوان والخرائط، ومراجعة الرسوم قبل نشرها.",
        ),
        scripts.knocks(
            sarah,
            omar.invite_link,
            who="أدرّس الإحصاء لطلاب السنة الأولى، وأبحث عن أمثلة من حياتنا لا من الكتب.",
            helps="شرح الإحصاء بلا معادلات.",
        ),
    )


async def _links_go_round(stage: Stage, members: Sequence[Actor]) -> None:
    """What they read and watch: some of it is shared, saved and thanked for, some is one's own."""
    amina, yusuf, layla, omar, sarah = members
    await stage.together(
        links.shares_link(
            layla,
            "http://mudawwana.example/posts/one-colour بعده مسحت من خرائطي خمسة ألوان",
            circle=CIRCLE,
        ),
        links.keeps_link(amina, "http://blog.example/posts/start-at-zero"),
        links.keeps_link(yusuf, "http://podcast.example/1"),
        links.keeps_link(omar, "http://videos.example/watch/one-interval"),
    )
    await stage.together(
        links.saves_and_thanks(yusuf), links.saves_and_thanks(amina), links.says_thanks(sarah)
    )
    await stage.together(
        links.shares_link(
            omar,
            "http://videos.example/watch/reading-maps Fourteen minutes, and the legend is all I look at now",
            circle=CIRCLE,
        )
    )
    await stage.together(links.saves_and_thanks(layla))


def _says_what_and_when(actor: Actor, goal: str, slot: str) -> Script:
    yield from scripts.adds_goal(actor, goal)
    yield from scripts.adds_time(actor, slot)


async def _lives_two_weeks(stage: Stage, members: Sequence[Actor], *, day: date) -> None:
    amina, yusuf, layla, omar, sarah = members
    diaries = (
        Diary(
            amina,
            circle=CIRCLE,
            sittings=(
                Sitting(
                    learned="Bars that carry their own numbers need no grid.",
                    is_shared=True,
                    has_finished=True,
                ),
                Sitting(ends="Partly", learned="Sorting says more than colour."),
            ),
            week=Week(
                learned="Fewer colours. Far fewer.",
                stuck="Two scales in one chart",
                focus="Redraw last month's report",
            ),
            saves_offers=1,
        ),
        Diary(
            yusuf,
            circle=CIRCLE,
            sittings=(
                Sitting(
                    learned="العنوان يقول النتيجة، والمحور يقول الوحدة.",
                    is_shared=True,
                    has_finished=True,
                ),
                Sitting(),
            ),
            saves_offers=1,
        ),
        Diary(
            layla,
            circle=CIRCLE,
            sittings=(
                Sitting(learned="لونان يكفيان: واحد للخبر، وواحد لكل ما عداه.", is_shared=True),
                Sitting(ends="Partly"),
            ),
        ),
        Diary(
            omar,
            circle=CIRCLE,
            sittings=(
                Sitting(learned="The interval is about the method, not about my one number."),
                Sitting(begins="Not today"),
            ),
        ),
        Diary(sarah, circle=CIRCLE, sittings=(Sitting(), Sitting(begins=None))),
    )

    def news() -> list[Script]:
        return [script for diary in diaries if (script := diary.news()) is not None]

    yesterday = datetime.combine(day - timedelta(days=1), KNOCKS, UTC)
    await stage.until(yesterday, answers=news)
    await stage.together(
        _first_part_is_done(omar),
        _first_part_is_behind_her(layla),
        # What these sites have is offered in the morning.
        links.follows_site(amina, "/sources add http://blog.example/"),
        links.follows_site(yusuf, "/sources إضافة http://podcast.example/"),
    )
    await stage.until(datetime.combine(day, KNOCKS, UTC), answers=news)


def _first_part_is_done(omar: Actor) -> Script:
    """His goal is achieved; the next one begins, and the circle may see it."""
    omar.says("/goals")
    yield
    omar.presses_with("confidence")
    yield
    omar.presses("Achieved")
    yield
    yield from scripts.adds_goal(
        omar, "/goals add Statistics: how a poll asks its thousand people"
    )


def _first_part_is_behind_her(layla: Actor) -> Script:
    """Her goal stays, with the next part of it."""
    layla.says("/goals")
    yield
    layla.presses_with("عمى ألوان")
    yield
    layla.presses("Change the focus")
    yield
    layla.says("تسميات لا تتزاحم فوق المدن الصغيرة")
    yield
    yield from _shares_goal(layla)


def _shares_goal(actor: Actor) -> Script:
    """The goal that was just shown: the circle may see it."""
    actor.presses("Share with my circles")
    yield
    actor.presses_with(CIRCLE)
    yield


async def _knocks(stage: Stage, host: Actor, *, knows: Sequence[Actor]) -> Actor:
    (newcomer,) = stage.enter(ABDULRAHMAN)
    await scripts.arrive(stage, newcomer)
    await stage.together(scripts.makes_open_invite(host))
    host.player.read()
    await stage.together(
        scripts.knocks(
            newcomer,
            host.invite_link,
            who="عملت مع ليلى على خرائط الموانئ، وأكتب التقرير السنوي لبلدية مسقط. "
            "أتمنى رسومًا يفهمها الجيران قبل المدير.",
            helps="عندي بيانات مفتوحة كثيرة عن المدينة، وأشارككم ما ينفع منها.",
            knows=knows,
        )
    )
    newcomer.player.read()
    return newcomer
