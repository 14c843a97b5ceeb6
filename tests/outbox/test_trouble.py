from datetime import timedelta

from bot.outbox.trouble import Trouble

NINE = timedelta(seconds=9)


def test_a_limited_chat_waits_alone() -> None:
    trouble = Trouble()
    trouble.limited(1, wait=NINE, at=0.0)
    trouble.limited(2, wait=NINE, at=0.5)
    trouble.limited(2, wait=NINE, at=0.6)

    assert trouble.limited_chats(8.0) == {1, 2}
    assert trouble.limited_chats(9.0) == {2}
    assert not trouble.holds_everything(0.7)


def test_refusals_in_three_chats_within_a_second_are_the_bots_own_limit() -> None:
    trouble = Trouble()
    for chat, at in ((1, 0.0), (2, 0.4), (3, 1.0)):
        trouble.limited(chat, wait=NINE, at=at)

    assert trouble.holds_everything(1.0)
    assert not trouble.holds_everything(10.0)


def test_refusals_further_apart_are_the_chats_own() -> None:
    trouble = Trouble()
    for chat, at in ((1, 0.0), (2, 1.1), (3, 2.0), (4, 2.2)):
        trouble.limited(chat, wait=NINE, at=at)

    assert not trouble.holds_everything(2.2)


def test_calls_that_find_no_connection_together_count_once() -> None:
    trouble = Trouble()
    assert [trouble.no_connection(0.0).total_seconds() for _ in range(5)] == [1.0] * 5
    assert trouble.no_connection(1.0).total_seconds() == 2.0
    assert trouble.no_connection(3.0).total_seconds() == 4.0
    trouble.connected(3.0)
    assert trouble.no_connection(7.0).total_seconds() == 1.0


def test_a_lost_line_is_asked_before_a_message_is_risked_and_tried_with_one() -> None:
    trouble = Trouble()
    trouble.no_connection(0.0)
    assert (trouble.is_lost, trouble.wants_question) == (True, True)
    assert trouble.question_answered(90.0) == 90.0
    assert (trouble.is_lost, trouble.wants_question) == (True, False)
    assert trouble.connected(91.0) == 0.0, "it was told already"
    assert (trouble.is_lost, trouble.lost_for(91.0)) == (False, 0.0)


def test_three_calls_in_a_row_whose_end_nobody_knows_mean_the_line() -> None:
    trouble = Trouble()
    trouble.unclear(0.0)
    trouble.unclear(1.0)
    trouble.connected(2.0)
    trouble.unclear(3.0)
    trouble.unclear(4.0)
    before = trouble.is_lost
    trouble.unclear(5.0)
    assert (before, trouble.is_lost) == (False, True)
    assert trouble.holds_everything(5.5)


def test_a_message_that_fails_on_trial_makes_the_pause_longer() -> None:
    trouble = Trouble()
    pauses, at = [], 0.0
    trouble.no_connection(at)
    for _ in range(4):
        at += 100.0
        trouble.question_answered(at)
        trouble.unclear(at)
        pauses.append(next(s for s in range(1, 100) if not trouble.holds_everything(at + s)))
        assert trouble.wants_question
    assert pauses == [2, 4, 8, 16]


def test_a_limit_of_edits_is_that_chats_edits_only() -> None:
    trouble = Trouble()
    for chat in (1, 2, 3):
        trouble.edits_limited(chat, wait=NINE, at=0.0)
    assert trouble.chats_with_limited_edits(8.0) == {1, 2, 3}
    assert not trouble.limited_chats(8.0)
    assert not trouble.holds_everything(8.0)
    assert not trouble.chats_with_limited_edits(9.0)
