"""Films and courses: pages that say how long they take."""

from dataclasses import dataclass
from html import escape
from typing import Any, Final

from bot.playground.web import pages
from bot.playground.web.records import Answer, Present, Site


@dataclass(frozen=True, slots=True)
class _Lesson:
    path: str
    title: str
    about: str
    minutes: int
    language: str = "en"


_FILMS: Final = (
    _Lesson("/watch/reading-maps", "Reading maps in fourteen minutes",
            "What the colours of a map say, and what they hide.", 14),
    _Lesson("/watch/one-interval", "One interval, a thousand coins",
            "A table full of coins shows what a confidence interval promises.", 9),
    _Lesson("/watch/qasaba", "كيف تُبرى القصبة",
            "من عود القصب إلى أول ألف مستقيمة، خطوة بعد خطوة.", 12, "ar"),
)  # fmt: skip
_COURSES: Final = (
    _Lesson("/statistics", "Statistics without formulas",
            "Six lessons: counting, the middle, spread, chance, samples, doubt.", 120),
    _Lesson("/arabic-type", "مدخل إلى الخط العربي",
            "أربعة دروس: القصبة، والنقطة، والألف، والباء.", 80, "ar"),
)  # fmt: skip


def _films(path: str, present: Present) -> Answer | None:
    del present
    if path == "/":
        return _front("Short films", _FILMS, "http://videos.example")
    lesson = next((each for each in _FILMS if each.path == path), None)
    if lesson is None:
        return None
    return _page(
        lesson,
        f"http://videos.example{path}",
        site="Short films",
        kind="video.other",
        data={
            "@type": "VideoObject",
            "name": lesson.title,
            "description": lesson.about,
            "duration": f"PT{lesson.minutes}M",
        },
    )


def _courses(path: str, present: Present) -> Answer | None:
    del present
    if path == "/":
        return _front("Open courses", _COURSES, "http://courses.example")
    lesson = next((each for each in _COURSES if each.path == path), None)
    if lesson is None:
        return None
    return _page(
        lesson,
        f"http://courses.example{path}",
        site="Open courses",
        kind="website",
        data={
            "@type": "Course",
            "name": lesson.title,
            "description": lesson.about,
            "provider": {"@type": "Organization", "name": "Open courses"},
            "timeRequired": f"PT{lesson.minutes // 60}H{lesson.minutes % 60}M",
        },
    )


def _front(title: str, lessons: tuple[_Lesson, ...], base: str) -> Answer:
    links = [
        f"<bdi>{pages.link(f'{base}{each.path}', each.title)}</bdi> · {each.minutes} min"
        for each in lessons
    ]
    body = f"<h1>{title}</h1>\n{pages.listing(links)}"
    return Answer(content=pages.page(title=title, body=body, site=title, url=f"{base}/"))


def _page(lesson: _Lesson, url: str, *, site: str, kind: str, data: dict[str, Any]) -> Answer:
    nothing = {
        "en": "There is nothing to see in this world but this page.",
        "ar": "لا شيء يُشاهَد في هذا العالم غير هذه الصفحة.",
    }[lesson.language]
    content = pages.page(
        title=lesson.title,
        body=pages.article(lesson.title, f"<p>{escape(lesson.about)}</p>\n<p>{nothing}</p>"),
        language=lesson.language,
        site=site,
        url=url,
        kind=kind,
        data=data,
    )
    return Answer(content=content)


SITES: Final = (
    Site(
        host="videos.example",
        title="Short films",
        shows="Films that say how long they are: /watch/reading-maps, /watch/qasaba.",
        pages=_films,
    ),
    Site(
        host="courses.example",
        title="Open courses",
        shows="Courses: /statistics, /arabic-type.",
        pages=_courses,
    ),
)
