import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.keys import Keys
from bot.telegram.buttons import LONGEST_DATA, Press, Signer

SIGNER = Signer(Keys("a secret for tests only, long enough to be one"), bot_id=1000)
AMINA, OMAR = 7_200_000_019, 181_007_936
actions = st.from_regex(re.compile(r"[a-z_.]{1,14}"), fullmatch=True)
arguments = st.from_regex(re.compile(r"[A-Za-z0-9._-]{0,34}"), fullmatch=True)


@settings(deadline=None)  # the machine may be busy
@given(actions, arguments)
def test_what_was_signed_is_read_and_fits(action: str, arg: str) -> None:
    data = SIGNER.sign(chat_id=AMINA, action=action, arg=arg)
    assert 1 <= len(data.encode()) <= LONGEST_DATA
    assert SIGNER.read(data, chat_id=AMINA) == (action, arg)


@settings(deadline=None)  # the machine may be busy
@given(actions, arguments, st.data())
def test_no_altered_bit_is_believed(action: str, arg: str, data: st.DataObject) -> None:
    signed = SIGNER.sign(chat_id=AMINA, action=action, arg=arg).encode()
    place = data.draw(st.integers(0, len(signed) - 1))
    bit = data.draw(st.integers(0, 7))
    altered = bytearray(signed)
    altered[place] ^= 1 << bit
    assert SIGNER.read(altered.decode("latin-1"), chat_id=AMINA) is None


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=80))
def test_what_anybody_makes_up_is_not_believed(data: str) -> None:
    assert SIGNER.read(data, chat_id=AMINA) is None


def test_a_button_is_worth_nothing_in_another_chat_with_another_bot_or_another_secret() -> None:
    data = SIGNER.sign(chat_id=AMINA, action="adm.know", arg="12")
    assert SIGNER.read(data, chat_id=OMAR) is None
    other_bot = Signer(Keys("a secret for tests only, long enough to be one"), bot_id=1001)
    assert other_bot.read(data, chat_id=AMINA) is None
    other_secret = Signer(Keys("another secret for tests, just as long"), bot_id=1000)
    assert other_secret.read(data, chat_id=AMINA) is None


@pytest.mark.parametrize(
    ("action", "arg"),
    [
        pytest.param("Know", "1", id="capital letter"),
        pytest.param("a" * 15, "1", id="action too long"),
        pytest.param("know", "1:2", id="a colon"),
        pytest.param("know", "١", id="another digit"),
        pytest.param("know", "1" * 35, id="argument too long"),
        pytest.param("", "1", id="no action"),
    ],
)
def test_a_button_that_could_not_be_read_is_not_made(action: str, arg: str) -> None:
    with pytest.raises(ValueError, match="not a button"):
        SIGNER.sign(chat_id=AMINA, action=action, arg=arg)


def test_a_press_gives_the_number_and_the_rest() -> None:
    assert Press("a", "812.2026-03-02", 1).number == 812
    assert Press("a", "812.2026-03-02", 1).rest == "2026-03-02"
    assert (Press("a", "7", 1).number, Press("a", "7", 1).rest) == (7, "")
