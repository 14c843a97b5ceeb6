"""Lengths and numbers, typed by themselves."""

import pytest

from bot.reading.slot_text import read_minutes, read_number


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45", 45),
        ("45m", 45),
        ("45 min", 45),
        ("45-minute", 45),
        ("٤٥ د", 45),
        ("٤٥د", 45),
        ("45 دقيقة", 45),
        ("خمسة وأربعين دقيقة", 45),
        ("خمس دقايق", 5),
        ("عشر دقائق", 10),
        ("twenty five minutes", 25),
        ("ساعة", 60),
        ("hour", 60),
        ("an hour", 60),
        ("1h", 60),
        ("2 hours", 120),
        ("ساعتين", 120),
        ("٣ ساعات", 180),
        ("نص ساعة", 30),
        ("نصف ساعة", 30),
        ("half an hour", 30),
        ("half", 30),
        ("ربع ساعة", 15),
        ("a quarter of an hour", 15),
        ("ثلث ساعة", 20),
        ("ساعة إلا ربع", 45),
        ("three quarters of an hour", 45),
        ("ساعة وربع", 75),
        ("ساعة ونص", 90),
        ("ساعة ونصف", 90),
        ("an hour and a half", 90),
        ("one and a half hours", 90),
        ("1.5 hours", 90),
        ("1h30", 90),
        ("1h 30m", 90),
        ("1 hour 30 minutes", 90),
        ("1:30", 90),
        ("ساعة و٢٠ دقيقة", 80),
        ("لمدة نص ساعة تقريبا", 30),
        ("about 20 minutes", 20),
        ("5", 5),
        ("600", 600),
        ("", None),
        ("long", None),
        ("20 or 30", None),
        ("20 min or 30 min", None),
    ],
)
def test_a_length_is_read_in_minutes(text, minutes):
    assert read_minutes(text) == minutes


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("٧", 7),
        ("۷", 7),
        ("seven", 7),
        ("سبعة", 7),
        ("تلاتة", 3),
        ("8 seats", 8),
        ("٨ مقاعد", 8),
        ("none", None),
        ("7 8", None),
        ("99999", None),
    ],
)
def test_one_number_is_read(text, number):
    assert read_number(text) == number
