"""One spelling for one word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.normalise import folded_ar, latin_digits, normalise, strip_invisible


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحد", "احد"),
        ("الأربعاء", "الاربعا"),
        ("جمعة", "جمعه"),
        ("مَساءً", "مساء"),
        ("ثلاثاء", "تلاتا"),
        ("الظهر", "الضهر"),
        ("دقیقه", "دقيقة"),
        ("کتاب", "كتاب"),
        ("الـ٧", "ال7"),
        ("ﺍﻷﺣﺪ", "الاحد"),
        ("Mon", "MON"),
        ("على", "علي"),
        ("۴۵۶", "٤٥٦"),
        ("  a \n b ", "a b"),
    ],
)
def test_spellings_that_are_one_word_become_one(one, other):
    assert normalise(one) == normalise(other)


def test_digits_of_every_kind_become_western():
    assert latin_digits("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ 05") == "0123456789 0123456789 05"


def test_invisible_marks_go_and_letters_stay():
    assert strip_invisible("\u2068K7\u2069\u200f\u202e\ufeff حـلقة\u061c") == "K7 حلقة"


def test_folding_for_search_keeps_sounds_apart():
    assert folded_ar("القاهرة") == "القاهره"
    assert folded_ar("إسطنبول") == "اسطنبول"
    assert folded_ar("ثمرة") != folded_ar("تمرة")


@given(st.text(alphabet=st.characters(categories=("L", "M", "N", "P", "Z", "C")), max_size=60))
def test_normalising_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)
