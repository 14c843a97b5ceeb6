"""Look-alike names, and whom a newcomer means."""

from dataclasses import replace

import pytest

from bot.admissions.records import Fellow, Named, NameSign
from bot.admissions.rules_names import (
    hides_marks,
    meant,
    mixes_scripts,
    name_warnings,
    skeleton,
    typed_names,
)
from bot.circles.records import MemberId
from bot.gate import QuietHours
from bot.people.records import Budget, Person, PersonId
from bot.people.rules import QUIET_BY_DEFAULT
from bot.texts import Digits
from tests.admissions.making import AMINA, NOON, OMAR


def make_person(number: int, full_name: str, username: str | None = None) -> Person:
    quiet: QuietHours = QUIET_BY_DEFAULT
    return Person(
        id=PersonId(number), telegram_id=7_000 + number, name=full_name.split(maxsplit=1)[0],
        full_name=full_name, username=username, language="en", digits=Digits.WESTERN, zone=None,
        country=None, quiet=quiet, budget=Budget.STANDARD, days_off=frozenset(), paused_until=None,
        unreachable_since=None, gone_at=None, met_at=NOON,
    )  # fmt: skip


FELLOWS = (
    Fellow(AMINA, make_person(1, "Amina Hassan", "amina_h")),
    Fellow(OMAR, make_person(2, "عمر الخطيب")),
    Fellow(replace(OMAR, id=MemberId(3)), make_person(3, "Amina Saleh")),
)


@pytest.mark.parametrize(
    "other",
    [
        "Amina Hassan",
        "amina hassan",
        "Аmina Hassan",
        "Amіna Hassan",
        "Αmina Ηassan",
        "Am1na Hassan",
        "Amlna Hassan",
        "Amina\u200b Hassan",
        "𝐀𝐦𝐢𝐧𝐚 Hassan",
        "Ámina Hassan",
        "AminaHassan",
        "ᴀᴍɪɴᴀ ʜᴀssᴀɴ",
        "Arnina Hassan",
    ],
)
def test_look_alikes_share_a_skeleton(other: str) -> None:
    assert skeleton(other) == skeleton("Amina Hassan")


def test_two_v_look_like_a_w() -> None:
    assert skeleton("Marvva") == skeleton("Marwa")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Amina", "Anima"), ("Omar", "Amr"), ("عمر", "عمرو"), ("Yusuf", "Yosef"), ("محمد", "محمود")],
)
def test_different_names_have_different_skeletons(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("أحمد علي", "احمد على"), ("فاطمة", "فاطمه"), ("محـــمد", "محمد"), ("ali", "ALI")],
)
def test_arabic_spellings_of_one_name_are_alike(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize("name", ["Amіna", "Аlex", "Оmar", "Pаul", "عmر"])
def test_one_word_in_two_scripts_is_odd(name: str) -> None:
    assert mixes_scripts(name)


@pytest.mark.parametrize(
    "name",
    [
        "Amina Hassan", "Amina أمينة", "José", "Łukasz", "Ольга", "Şükrü Çelik", "Ιωάννης",
        "أبو بكر", "میرزا", "李小龙", "さくら子", "김철수", "Ali 2", "R2D2", "·a1f3", "Nguyễn Văn", "Zoë-Ann",
    ],
)  # fmt: skip
def test_honest_names_are_not_odd(name: str) -> None:
    assert not mixes_scripts(name)
    assert not hides_marks(name)


@pytest.mark.parametrize("name", ["Ami\u200bna", "\u202eanimA", "ㅤ", "Amina\u2066", "\u00adAmina"])
def test_hidden_marks_are_seen(name: str) -> None:
    assert hides_marks("Amina", name)


def test_joiners_of_emoji_and_persian_hide_nothing() -> None:
    assert not hides_marks("👩\u200d💻 Layla", "می\u200cخواهم")


def test_warnings_say_whose_name_it_looks_like() -> None:
    found = name_warnings(
        "Аmina Hassan",
        None,
        has_hidden_marks=True,
        members=[("Amina Hassan", None), ("Omar", None)],
        removed=["amina hassan"],
    )

    assert [(one.sign, one.of) for one in found] == [
        (NameSign.LIKE_MEMBER, "Amina Hassan"),
        (NameSign.LIKE_REMOVED, None),
        (NameSign.HIDDEN_MARKS, None),
        (NameSign.MIXED_SCRIPTS, None),
    ]


def test_a_username_that_looks_like_a_members_is_a_warning_too() -> None:
    found = name_warnings(
        "Somebody", "amlna_h", has_hidden_marks=False, members=[("Amina", "amina_h")], removed=[]
    )

    assert [one.sign for one in found] == [NameSign.LIKE_MEMBER]


def test_an_ordinary_name_has_no_warning() -> None:
    assert not name_warnings(
        "Layla", "layla", has_hidden_marks=False, members=[("Amina", None)], removed=["Omar"]
    )


# Whom they mean ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Amina", ("Amina",)),
        ("Amina, Omar", ("Amina", "Omar")),
        ("Amina and Omar", ("Amina", "Omar")),
        ("أمينة وعمر", ("أمينة وعمر",)),
        ("أمينة و عمر", ("أمينة", "عمر")),
        ("أمينة، عمر", ("أمينة", "عمر")),
        ("Amina\nOmar\nAmina", ("Amina", "Omar")),
        (" , - ", ()),
    ],
)
def test_typed_names(typed: str, expected: tuple[str, ...]) -> None:
    assert tuple(one.name for one in typed_names(typed)) == expected


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        pytest.param(Named("Amina"), {1, 3}, id="a first name may mean two"),
        pytest.param(Named("amina hassan"), {1}, id="a full name, in any case"),
        pytest.param(Named("@amina_h"), {1}, id="a username"),
        pytest.param(Named("amina_h"), {1}, id="a username without the sign"),
        pytest.param(Named("عمر الخطيب"), {2}, id="an Arabic name"),
        pytest.param(Named("Omar"), set(), id="nobody"),
        pytest.param(Named("x", telegram_id=7_002), {2}, id="picked, whatever the name"),
        pytest.param(Named("Amina Hassan", telegram_id=5), set(), id="picked: a namesake"),
    ],
)
def test_meant(named: Named, expected: set[int]) -> None:
    assert meant([named], FELLOWS) == expected
