"""Every question brings full answers, and an answer leaves nothing half said."""

from datetime import time

import pytest

from bot.reading.answers import answered, open_questions, with_clock, with_days
from bot.reading.records import EVERY_DAY, Ask, Choice, Mode, Place, TypedSlot
from bot.reading.slot_text import read_clock, read_days, read_slot
from tests.reading.slots import days

THU, FRI, SAT, SUN = (frozenset({day}) for day in (3, 4, 5, 6))


def choices(slot, ask):
    return next(question.choices for question in slot.asks if question.ask is ask)


def pick(slot, ask, at):
    question = next(question for question in slot.asks if question.ask is ask)
    return answered(slot, question, question.choices[at])


def test_seven_thirty_is_asked_back_with_two_times():
    slot = read_slot("Monday 7:30 45m")

    assert [c.start for c in choices(slot, Ask.AM_PM)] == [time(7, 30), time(19, 30)]
    assert not slot.is_complete

    evening = pick(slot, Ask.AM_PM, 1)
    assert evening.is_complete
    assert (evening.days, evening.start, evening.minutes) == (days("Mon"), time(19, 30), 45)


def test_one_at_night_is_the_day_after_or_the_day_itself():
    slot = read_slot("الخميس 1 بالليل")

    offered = choices(slot, Ask.WHICH_NIGHT)
    assert [(c.days, c.start) for c in offered] == [(FRI, time(1)), (THU, time(1))]
    assert pick(slot, Ask.WHICH_NIGHT, 0).days == FRI


def test_twelve_is_noon_or_one_of_two_midnights():
    offered = choices(read_slot("الخميس ١٢ م"), Ask.NOON_OR_MIDNIGHT)

    assert [(c.days, c.start) for c in offered] == [
        (THU, time(12)),
        (FRI, time(0)),
        (THU, time(0)),
    ]


def test_on_every_day_midnight_is_one_answer():
    offered = choices(read_slot("daily 12"), Ask.NOON_OR_MIDNIGHT)

    assert [(c.days, c.start) for c in offered] == [(EVERY_DAY, time(12)), (EVERY_DAY, time(0))]


def test_the_eve_of_friday_is_thursday_or_friday():
    offered = choices(read_slot("ليلة الجمعة ٩"), Ask.WHICH_EVENING)
    late = choices(read_slot("ليلة الجمعة ١"), Ask.WHICH_EVENING)

    assert [c.days for c in offered] == [THU, FRI]
    assert [(c.days, c.start) for c in late] == [(FRI, time(1)), (SAT, time(1))]


def test_half_an_hour_is_a_length_or_a_part_of_the_time():
    offered = choices(read_slot("الأحد ٨ ونص ساعة م"), Ask.CLOCK_OR_LENGTH)

    assert [(c.start, c.minutes) for c in offered] == [(time(20), 30), (time(20, 30), 60)]


def test_one_h_thirty_may_be_only_a_length_and_then_the_time_is_still_wanted():
    slot = pick(read_slot("mon 1h30"), Ask.CLOCK_OR_LENGTH, 2)

    assert slot.minutes == 90
    assert [question.ask for question in open_questions(slot)] == [Ask.CLOCK]


def test_a_range_keeps_its_length_in_every_answer():
    offered = choices(read_slot("tuesday from 7 to 8"), Ask.AM_PM)

    assert [(c.start, c.minutes) for c in offered] == [(time(7), 60), (time(19), 60)]


def test_two_slots_in_a_line_are_offered_each_with_its_own_day():
    offered = choices(read_slot("الأحد ٨ م والثلاثاء ٩ م"), Ask.WHICH_TIME)
    hours_first = choices(read_slot("7pm Mon, 8pm Wed"), Ask.WHICH_TIME)

    assert [(c.days, c.start) for c in offered] == [
        (SUN, time(20)),
        (days("Tue"), time(21)),
    ]
    assert [(c.days, c.start) for c in hours_first] == [
        (days("Mon"), time(19)),
        (days("Wed"), time(20)),
    ]


def test_two_times_on_the_same_days_share_them():
    offered = choices(read_slot("Mon Wed 7pm 9pm"), Ask.WHICH_TIME)

    assert [(c.days, c.start) for c in offered] == [
        (days("Mon Wed"), time(19)),
        (days("Mon Wed"), time(21)),
    ]


def test_two_lengths_modes_or_places_are_offered():
    slot = read_slot("sunday 9-10am 30 min reading or listening in the car or the gym")

    assert [c.minutes for c in choices(slot, Ask.LENGTH)] == [60, 30]
    assert [c.mode for c in choices(slot, Ask.MODE)] == [Mode.READ, Mode.LISTEN]
    assert [c.place for c in choices(slot, Ask.PLACE)] == [Place.DRIVING, Place.WORKOUT]
    done = pick(pick(pick(slot, Ask.LENGTH, 1), Ask.MODE, 0), Ask.PLACE, 0)
    assert done.is_complete
    assert (done.minutes, done.mode, done.place) == (30, Mode.READ, Place.DRIVING)


def test_a_list_or_a_range_of_days():
    offered = choices(read_slot("السبت لحد الأربع ٨ م"), Ask.DAYS)

    assert [c.days for c in offered] == [days("Sat Sun Mon Tue Wed"), days("Sat Sun Wed")]


def test_tomorrow_knows_its_day_if_today_is_told():
    untold = choices(read_slot("بكرة ٨ الصبح"), Ask.ONCE_OR_WEEKLY)
    told = read_slot("بكرة ٨ الصبح", today=2)

    assert [(c.days_ahead, c.once) for c in untold] == [(1, True), (1, False)]
    assert [(c.days, c.once) for c in choices(told, Ask.ONCE_OR_WEEKLY)] == [
        (THU, True),
        (THU, False),
    ]
    once = pick(told, Ask.ONCE_OR_WEEKLY, 0)
    assert (once.is_complete, once.once, once.days) == (True, True, THU)


def test_days_of_the_week_are_all_or_the_working_ones():
    offered = choices(read_slot("أيام الأسبوع ٧ م"), Ask.EVERY_DAY_OR_WORKDAYS)

    assert [c.days for c in offered] == [EVERY_DAY, days("work")]


def test_the_night_follows_the_days_that_are_picked_later():
    slot = read_slot("twice a week at midnight")

    picked = with_days(slot, days("Sat Mon"))

    assert [c.days for c in choices(picked, Ask.WHICH_NIGHT)] == [days("Sun Tue"), days("Sat Mon")]
    assert [question.ask for question in picked.asks] == [Ask.WHICH_NIGHT]


def test_on_every_day_no_night_is_asked():
    assert with_days(read_slot("midnight"), EVERY_DAY).is_complete


def test_a_clock_typed_by_itself_completes_the_slot():
    slot = with_clock(read_slot("الخميس بعد الدوام"), read_clock("٦ ونص م"))

    assert slot.is_complete
    assert slot.start == time(18, 30)


def test_a_clock_typed_by_itself_brings_its_question():
    slot = with_clock(read_slot("الخميس"), read_clock("1 بالليل"))

    assert [c.days for c in choices(slot, Ask.WHICH_NIGHT)] == [FRI, THU]


def test_what_was_not_said_is_asked_days_first():
    assert [q.ask for q in open_questions(read_slot("45m"))] == [Ask.DAYS, Ask.CLOCK]
    assert [q.ask for q in open_questions(read_slot("Monday"))] == [Ask.CLOCK]
    assert [q.ask for q in open_questions(read_slot("7:30"))] == [Ask.DAYS, Ask.AM_PM]
    assert [q.ask for q in open_questions(read_slot("twice a week 7:30"))] == [Ask.DAYS, Ask.AM_PM]
    assert open_questions(read_slot("Monday 19:30")) == ()


def test_days_are_read_by_themselves():
    assert read_days("كل يوم ما عدا الجمعة").days == days("Sat Sun Mon Tue Wed Thu")
    assert read_days("mon wed").days == days("Mon Wed")
    assert [question.ask for question in read_days("twice a week").asks] == [Ask.DAYS]


@pytest.mark.parametrize("text", ["8", "٨", "8 o'clock", "at 8", "الساعة الثامنة"])
def test_a_bare_hour_is_asked_back(text):
    clock = read_clock(text)

    assert clock.start is None
    assert [c.start for c in clock.asks[0].choices] == [time(8), time(20)]


@pytest.mark.parametrize("text", ["20", "20:00", "8pm", "٨ م", "20h", "2000", "الثامنة مساء"])
def test_a_clear_hour_is_not_asked_back(text):
    assert (read_clock(text).start, read_clock(text).asks) == (time(20), ())


def test_a_number_that_is_no_hour_is_no_clock():
    assert read_clock("45").start is None
    assert read_clock("").asks == ()


def test_choices_are_values_of_their_own():
    slot = TypedSlot(days=THU, start=time(8))

    same = answered(slot, open_questions(read_slot(""))[0], Choice())

    assert same == slot
