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
