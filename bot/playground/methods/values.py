"""The values of a call, from strings of a form or from JSON to what the Bot API says they are."""

import contextlib
import json
import math
import re

from bot.playground.jsontypes import JsonList, JsonObject
from bot.playground.refusals import ApiError, bad_request, not_offered

_INTEGER = re.compile(r"-?[0-9]{1,19}")
_FLAGS = {"true": True, "True": True, "1": True, "false": False, "False": False, "0": False}
_ATTACHED = "attach://"


def mistyped(name: str, kind: str) -> ApiError:
    """A value of the wrong type."""
    return bad_request(f'parameter "{name}" must be {kind}')


def read_float(name: str, value: object) -> float:
    """As Float; neither endless nor no number at all."""
    number = math.nan
    if isinstance(value, int | float | str) and not isinstance(value, bool):
        with contextlib.suppress(ValueError, OverflowError):
            number = float(value)
    if not math.isfinite(number):
        raise mistyped(name, "a Float")
    return number


def read_integer(name: str, value: object) -> int:
    """As Integer."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and _INTEGER.fullmatch(value):
        return int(value)
    raise mistyped(name, "an Integer")


def read_text(name: str, value: object) -> str:
    """As String."""
    if isinstance(value, str):
        return value
    raise mistyped(name, "a String")


def read_flag(name: str, value: object) -> bool:
    """As Boolean."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in _FLAGS:
        return _FLAGS[value]
    raise mistyped(name, "a Boolean")


def read_chat(name: str, value: object) -> int | str:
    """As a chat's number, or its @name."""
    if isinstance(value, str) and not _INTEGER.fullmatch(value):
        return value
    return read_integer(name, value)


def read_object(name: str, value: object) -> JsonObject:
    """As a JSON object."""
    decoded = _json(name, value)
    if isinstance(decoded, dict):
        return decoded
    raise mistyped(name, "a JSON object")


def read_list(name: str, value: object) -> JsonList:
    """As a JSON array."""
    decoded = _json(name, value)
    if isinstance(decoded, list):
        return decoded
    raise mistyped(name, "a JSON array")


def _json(name: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise bad_request(f'can\'t parse parameter "{name}": it is no JSON') from None


def read_refused(name: str, value: object) -> object:
    """Refuse what the playground does not play."""
    del value
    raise not_offered(f"the parameter {name}")


def files_in(value: object) -> set[str]:
    """The uploaded files that an object names, such as the media of editMessageMedia."""
    found = set[str]()
    left: JsonList = [value] if isinstance(value, dict | list) else []
    while left:
        each = left.pop()
        if isinstance(each, dict):
            left.extend(each.values())
        elif isinstance(each, list):
            left.extend(each)
        elif isinstance(each, str) and each.startswith(_ATTACHED):
            found.add(each.removeprefix(_ATTACHED))
    return found


def decoded(value: object) -> object:
    """A string that holds a number, object or array as that; for people who read the ledger."""
    if not isinstance(value, str) or not value or value[0] not in "-0123456789[{tf":
        return value
    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return value
    return found if isinstance(found, int | dict | list) else value
