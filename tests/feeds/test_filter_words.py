"""Which words must be in an item, and which must not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.records import LONGEST_WORDS
from bot.feeds.rules_words import fits, lets_through, read_words, written

WORD = st.text(
    st.characters(categories=("Lu", "Ll", "Lo", "Nd", "Po", "Sm", "Zs", "Mn")), max_size=20
)
LETTERS = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzابتثجحخدذرزسشصضطظعغفقكلمنهوي"), min_size=1)  # fmt: skip
TASHKEEL = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"


def has(words: str, text: str) -> bool:
    return lets_through(text, include=read_words(words), exclude=())


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("python rust", ("python", "rust")),
        ("python, machine learning", ("python", "machine learning")),
        ('python "machine learning"', ("python", "machine learning")),
        ("برمجة، تعلّم الآلة", ("برمجة", "تعلّم الآلة")),
        ("«علم البيانات» إحصاء", ("علم البيانات", "إحصاء")),
        ("python, PYTHON , Python", ("python",)),
        ("أحمد احمد", ("أحمد",)),
        ('"deep, very deep" c++', ("deep, very deep", "c++")),
        ('  ,, ؛ "" «»  ', ()),
        ("* **", ()),
        ("", ()),
    ],
)
def test_words_are_parted_by_commas_or_spaces_and_quotes_keep_them_together(
    typed: str, words: tuple[str, ...]
) -> None:
    assert read_words(typed) == words


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("برمجة", "البرمجة للمبتدئين"),
        ("برمجة", "وبالبرمجة نبدأ"),
        ("برمجة", "فالبرمجة"),
        ("برمجة", "للبرمجة"),
        ("برمجة", "برمجتي الأولى"),
        ("برمجه", "البرمجة"),
        ("البرمجة", "مبادئ برمجة"),
        ("أحمد", "احمد"),
        ("احصاء", "الإحصاء"),
        ("إحصاء", "الإحصائيات"),
        ("قراءة", "قراءات في الفلسفة"),
        ("مدرسة", "مدرستنا"),
        ("فن", "الفن الحديث"),
        ("فن", "للفن"),
        ("لغة", "للغة العربية"),
        ("موسيقى", "الموسيقي"),
        ("تعلم", "تَعَلُّم"),
        ('"تعلم الآلة"', "كتاب عن تعلّم الآلة"),
        ("٢٠٢٦", "the year 2026"),
        ("Art", "art and more"),
        ("ART", "State of the Art."),
        ("program*", "Programming in anger"),
        ("machine_learning", "Machine learning"),
        ("machine learning,", "Machine-learning for all"),
        ("c++", "About C++."),
        (".net", "What .NET brings"),
        ("go", "Go-lang"),
    ],
)
def test_a_word_is_found(words: str, text: str) -> None:
    assert has(words, text)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("art", "an article"),
        ("java", "JavaScript"),
        ("go", "a good thing"),
        ("فن", "فنلندا"),
        ("علم", "تعلم"),
        ("ألم", "المطر"),
        ('"machine learning"', "learning by machine"),
        ("برمجة", "مجلة"),
    ],
)
def test_a_word_inside_another_is_none(words: str, text: str) -> None:
    assert not has(words, text)


def test_one_of_the_wanted_is_enough_and_one_of_the_unwanted_too_many() -> None:
    include, exclude = read_words("python rust"), read_words("beginners")
    assert lets_through("Rust for experts", include=include, exclude=exclude)
    assert not lets_through("Rust for beginners", include=include, exclude=exclude)
    assert not lets_through("Go for experts", include=include, exclude=exclude)
    assert lets_through("anything", include=(), exclude=exclude)


@given(st.text(max_size=200))
def test_whatever_is_typed_is_read_and_kept_as_it_was_read(typed: str) -> None:
    words = read_words(typed)
    assert read_words(written(words)) == words


@given(st.lists(WORD, max_size=8), st.text(max_size=300))
def test_no_words_and_no_text_break_it(words: list[str], text: str) -> None:
    read = read_words(", ".join(words))
    lets_through(text, include=read, exclude=())
    if lets_through(text, include=(), exclude=read):
        assert not any(lets_through(text, include=(one,), exclude=()) for one in read)


@given(LETTERS, st.text(st.sampled_from(TASHKEEL), max_size=3))
def test_every_word_is_found_in_itself_however_it_is_vowelled_or_cased(
    word: str, marks: str
) -> None:
    assert has(word, f"x {marks.join(word).upper()} y")


@given(st.text(st.sampled_from("بتجحخدرزسشصطعغفقكلمن"), min_size=3, max_size=8))
def test_the_article_and_what_is_written_with_a_word_change_nothing(word: str) -> None:
    for before in ("", "ال", "و", "وال", "بال", "لل", "ب", "ل", "كال", "ف"):
        assert has(word, f"في {before}{word} اليوم"), before


def test_what_is_too_long_to_be_kept_is_told_apart() -> None:
    assert fits(("x" * LONGEST_WORDS,))
    assert not fits(("x" * LONGEST_WORDS, "y"))
