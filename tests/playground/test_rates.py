import pytest

from bot.playground.line.rates import Rates
from bot.playground.refusals import ApiError

PRIVATE, GROUP = 5, -100


def taken(rates: Rates, chats: list[int], at: float) -> int:
    """How many messages pass before one is refused."""
    for number, chat in enumerate(chats):
        try:
            rates.take(chat_id=chat, at=at)
        except ApiError:
            return number
    return len(chats)


def test_a_private_chat_takes_a_burst_of_five_then_one_a_second():
    rates = Rates()

    assert taken(rates, [PRIVATE] * 9, at=0) == 5
    assert taken(rates, [PRIVATE] * 9, at=1) == 1
    assert taken(rates, [PRIVATE] * 9, at=3) == 2


def test_a_group_takes_twenty_a_minute():
    rates = Rates()

    assert taken(rates, [GROUP] * 30, at=0) == 20
    assert taken(rates, [GROUP] * 30, at=3) == 1


def test_all_chats_together_take_thirty_a_second():
    rates = Rates()

    assert taken(rates, list(range(1, 41)), at=0) == 30
    assert taken(rates, list(range(41, 80)), at=0.5) == 15


def test_waiting_as_long_as_was_asked_is_enough():
    rates = Rates()
    taken(rates, [PRIVATE] * 5, at=0.25)
    with pytest.raises(ApiError) as caught:
        rates.take(chat_id=PRIVATE, at=0.25)

    assert caught.value.status == 429
    assert caught.value.parameters == {"retry_after": 1}
    assert caught.value.description == "Too Many Requests: retry after 1"
    rates.take(chat_id=PRIVATE, at=1.25)


def test_a_refused_message_costs_nothing():
    rates = Rates()
    taken(rates, [PRIVATE] * 50, at=0)

    assert taken(rates, list(range(100, 150)), at=0) == 25


def test_paid_messages_pass_faster():
    rates = Rates()
    for number in range(1000):
        rates.take(chat_id=number + 1, at=0, paid=True)
    with pytest.raises(ApiError):
        rates.take(chat_id=5000, at=0, paid=True)
