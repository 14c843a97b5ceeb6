"""Ways to spoil a JSON object."""

import json
from collections.abc import Iterator, Sequence
from copy import deepcopy
from random import Random
from typing import Any, Final

HUGE: Final = "x" * 20_000  # characters; five times a message's limit
LARGEST: Final = 300_000  # characters of JSON
DEEPEST: Final = 30  # levels at which something more may be spoiled
NUMBERS: Final[tuple[Any, ...]] = (0, -1, 1, 2**31, 2**32, 2**52 - 1, 2**52, 2**53 + 1, 2**63, 2**64, -(2**63) - 1,
                  10**30, 1.5, -0.0, 1e308, True, "1", "٧", "", None, [], {})  # fmt: skip
OTHERS: Final[tuple[Any, ...]] = (
    None,
    True,
    False,
    0,
    -1,
    3.7,
    "",
    "x",
    [],
    {},
    [[]],
    {"id": 1},
    ["x", 1, None],
)


class Twice(dict[str, Any]):
    """An object in which one field is written twice, as JSON allows."""

    def __init__(self, fields: dict[str, Any], name: str, value: Any, *, is_last: bool) -> None:
        super().__init__(fields)
        self._again = (name, value)
        self._is_last = is_last

    def items(self) -> Any:
        fields = list(super().items())
        return [*fields, self._again] if self._is_last else [self._again, *fields]


def spoil(rng: Random, update: dict[str, Any], ids: Sequence[int]) -> dict[str, Any]:
    """A copy of `update` with one to three things wrong; `ids`: people there are."""
    spoiled: dict[str, Any] = json.loads(json.dumps(update))
    for _ in range(rng.choice((1, 1, 2, 3))):
        places = list(_places(spoiled))
        if not places:
            return spoiled
        holder, name = rng.choice(places)
        _change(rng, holder, name, ids)
    # Telegram's own limits keep an update far below that; larger ones only take time here.
    return spoiled if len(json.dumps(spoiled)) <= LARGEST else {"message": {"text": HUGE}}


def _places(value: Any, depth: int = 0) -> Iterator[tuple[Any, Any]]:
    """Every (holder, name or index) below `value`, but for the depths of what is spoiled already."""
    if depth > DEEPEST:
        return
    if isinstance(value, dict):
        for name in list(value):
            if name != "update_id":
                yield value, name
                yield from _places(value[name], depth + 1)
    elif isinstance(value, list):
        for index, inner in enumerate(value[:20]):
            yield value, index
            yield from _places(inner, depth + 1)


def _change(rng: Random, holder: Any, name: Any, ids: Sequence[int]) -> None:
    value = holder[name]
    way = rng.randrange(8)
    if way == 0:
        del holder[name]
    elif way == 1 and isinstance(holder, dict):
        del holder[name]
        holder[rng.choice((f"{name}s", name.upper(), f"{name}\u200b", "from", "chat", ""))] = value
    elif way == 2:
        holder[name] = _deep(value, rng.choice((1, 3, 200)))
    elif way == 3:
        holder[name] = rng.choice((HUGE, [value] * 100, {str(n): n for n in range(500)}))
    elif way == 4 and isinstance(value, dict) and value:
        again = rng.choice(list(value)), _other(rng)
        holder[name] = Twice(value, *again, is_last=rng.random() < 0.5)
    elif isinstance(value, int) and not isinstance(value, bool):
        # Somebody else's number only for the sender: Telegram itself says whose chat it is.
        others = () if isinstance(holder, dict) and "type" in holder else tuple(ids[:4])
        numbers = (*NUMBERS, *others, -value, value + 1, str(value), float(value))
        holder[name] = deepcopy(rng.choice(numbers))
    else:
        holder[name] = _other(rng)


def _other(rng: Random) -> Any:
    return deepcopy(rng.choice(OTHERS))  # a later change must not change it for all


def _deep(value: Any, levels: int) -> Any:
    for level in range(levels):
        value = [value] if level % 2 else {"x": value}
    return value
