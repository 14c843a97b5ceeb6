import pytest

from bot.inbox.rules import (
    BURST,
    LONGEST_PENANCE_SECONDS,
    MOST_REMEMBERED,
    MOST_WAITING,
    Admission,
    Allowance,
)

HEARD, TOO_MANY, STILL = Admission.HEARD, Admission.TOO_MANY, Admission.STILL_TOO_MANY


def many(allowance: Allowance, count: int, *, at: float = 0.0, lane: int = 1) -> list[Admission]:
    return [allowance.admit(lane, behind=0, at=at) for _ in range(count)]


def test_a_burst_is_heard_and_the_first_beyond_it_is_told() -> None:
    allowance = Allowance()
    assert many(allowance, BURST) == [HEARD] * BURST
    assert many(allowance, 3) == [TOO_MANY, STILL, STILL]
    assert many(allowance, 1, lane=2) == [HEARD], "nobody else's burst is touched"


def test_one_a_second_is_heard_for_ever() -> None:
    allowance = Allowance()
    assert {many(allowance, 1, at=float(second))[0] for second in range(500)} == {HEARD}


def test_who_went_a_little_too_far_is_heard_again_after_seconds() -> None:
    allowance = Allowance()
    many(allowance, BURST + 1)
    allowance.charge(1, 1, at=0.0)
    assert many(allowance, 1, at=1.0) == [STILL]
    assert many(allowance, 1, at=2.0) == [HEARD]


def test_a_flood_that_goes_on_is_never_heard_and_ends_a_minute_after_its_last() -> None:
    allowance = Allowance()
    many(allowance, BURST + 1)
    heard = []
    for second in range(600):
        heard += many(allowance, 1, at=float(second))
        allowance.charge(1, 100, at=float(second))
    assert HEARD not in heard
    assert many(allowance, 1, at=600.0 + LONGEST_PENANCE_SECONDS - 2) == [STILL]
    assert many(allowance, 1, at=600.0 + LONGEST_PENANCE_SECONDS) == [HEARD]


def test_a_flood_is_told_once_and_another_one_after_a_long_quiet_again() -> None:
    allowance = Allowance()
    assert allowance.admit(1, behind=MOST_WAITING + 1, at=0.0) is TOO_MANY
    allowance.charge(1, 100, at=0.0)
    assert many(allowance, 2, at=1.0) == [STILL, STILL]
    assert many(allowance, BURST + 2, at=500.0) == [*[HEARD] * BURST, TOO_MANY, STILL]


@pytest.mark.parametrize(
    ("behind", "admission"), [(MOST_WAITING, HEARD), (MOST_WAITING + 1, TOO_MANY)]
)
def test_more_than_anybody_honest_leaves_unheard_is_a_flood_at_once(
    behind: int, admission: Admission
) -> None:
    assert Allowance().admit(1, behind=behind, at=0.0) is admission


def test_only_those_who_wrote_just_now_are_remembered() -> None:
    allowance = Allowance()
    for lane in range(1, 3 * MOST_REMEMBERED):
        allowance.admit(lane, behind=0, at=float(lane))
    assert len(allowance._buckets) <= MOST_REMEMBERED + 1
