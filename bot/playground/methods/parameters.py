"""The parameters of a call, from whatever way they came to typed values.

Stricter than Telegram on purpose: a name that the method does not have is refused, where Telegram would ignore it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from bot.playground.files import Upload
from bot.playground.jsontypes import JsonList, JsonObject
from bot.playground.methods import values
from bot.playground.refusals import ApiError, bad_request

_WHEN_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "latitude": "latitude is empty",
    "longitude": "longitude is empty",
    "phone_number": "phone number is empty",
    "first_name": "first name is empty",
}


class Kind(Enum):
    """Types of the Bot API; REFUSED is for parameters that Telegram has and the playground does not play."""

    INTEGER = auto()
    FLOAT = auto()
    TEXT = auto()
    FLAG = auto()
    CHAT = auto()
    OBJECT = auto()
    LIST = auto()
    FILE = auto()
    REFUSED = auto()


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a method."""

    kind: Kind
    required: bool = False


Parameters = Mapping[str, Parameter]
INTEGER, TEXT, FLAG = Parameter(Kind.INTEGER), Parameter(Kind.TEXT), Parameter(Kind.FLAG)
OBJECT, LIST, REFUSED = Parameter(Kind.OBJECT), Parameter(Kind.LIST), Parameter(Kind.REFUSED)
FLOAT, FILE = Parameter(Kind.FLOAT), Parameter(Kind.FILE)
NEEDED_FLOAT = Parameter(Kind.FLOAT, required=True)
NEEDED_INTEGER = Parameter(Kind.INTEGER, required=True)
NEEDED_TEXT = Parameter(Kind.TEXT, required=True)
NEEDED_CHAT = Parameter(Kind.CHAT, required=True)
NEEDED_LIST = Parameter(Kind.LIST, required=True)
NEEDED_OBJECT = Parameter(Kind.OBJECT, required=True)
NEEDED_FILE = Parameter(Kind.FILE, required=True)


@dataclass(frozen=True, slots=True)
class RawCall:
    """What a request carried: strings from a form or query, JSON values from a JSON body, files."""

    values: Mapping[str, object]
    files: Mapping[str, Upload]

    def to_ledger(self, parameters: Parameters | None = None) -> JsonObject:
        """For the ledger: JSON decoded where it is JSON, files by name and size.

        A form has strings only; what `parameters` call a text stays one, though it may look like a number.
        """
        known = parameters or {}
        shown: JsonObject = {
            name: value
            if name in known and known[name].kind is Kind.TEXT
            else values.decoded(value)
            for name, value in self.values.items()
        }
        for name, upload in self.files.items():
            shown[name] = {"file_name": upload.name, "size": len(upload)}
        return shown


class Arguments:
    """The checked values of one call; absent ones are None."""

    def __init__(self, values: JsonObject, files: Mapping[str, Upload]) -> None:
        self._values = values
        self.files = files

    def has(self, name: str) -> bool:
        """Whether the call named it."""
        return self._values.get(name) is not None

    def integer(self, name: str) -> int | None:
        """An Integer."""
        value = self._values.get(name)
        return value if isinstance(value, int) else None

    def need_integer(self, name: str) -> int:
        """An Integer that the parameters require."""
        value = self.integer(name)
        if value is None:
            raise _missing(name)
        return value

    def number(self, name: str) -> float | None:
        """A Float."""
        value = self._values.get(name)
        return float(value) if isinstance(value, int | float) else None

    def text(self, name: str) -> str | None:
        """A String."""
        value = self._values.get(name)
        return value if isinstance(value, str) else None

    def flag(self, name: str) -> bool:
        """A Boolean, False if absent."""
        return self._values.get(name) is True

    def object(self, name: str) -> JsonObject | None:
        """A JSON object."""
        value = self._values.get(name)
        return value if isinstance(value, dict) else None

    def list(self, name: str) -> JsonList | None:
        """A JSON array."""
        value = self._values.get(name)
        return value if isinstance(value, list) else None

    def chat(self, name: str = "chat_id") -> int:
        """A chat's id. Names of groups and channels lead nowhere: the playground has none."""
        value = self._values.get(name)
        if not isinstance(value, int):
            raise bad_request("chat not found")
        return value

    def upload(self, name: str) -> Upload | str | None:
        """An uploaded file, or the String that stands for a file (`file_id`, address)."""
        value = self._values.get(name)
        return value if isinstance(value, str | Upload) else None


def read_arguments(raw: RawCall, parameters: Parameters) -> Arguments:
    """Check a call against a method's parameters.

    Raises:
        ApiError: unknown names, missing or mistyped values, files that nothing refers to.
    """
    unknown = sorted(set(raw.values) - set(parameters))
    if unknown:
        raise bad_request(f"unknown parameters: {', '.join(unknown)}")
    read: JsonObject = {}
    attached: set[str] = set()
    for name, parameter in parameters.items():
        given = raw.values.get(name)
        value: object
        if parameter.kind is Kind.FILE:
            value, used = _file(name, given, raw.files)
            attached |= used
        else:
            value = _read(name, parameter.kind, given)
            attached |= values.files_in(value)
        if value is None and parameter.required:
            raise _missing(name)
        read[name] = value
    stray = sorted(set(raw.files) - attached)
    if stray:
        raise bad_request(f"files that no parameter refers to: {', '.join(stray)}")
    return Arguments(read, raw.files)


def _read(name: str, kind: Kind, given: object) -> object:
    # Only a text can be empty; an empty number or object in a form is one that was left out.
    if given is None or (given == "" and kind is not Kind.TEXT):
        return None
    return _READ[kind](name, given)


def _missing(name: str) -> ApiError:
    return bad_request(_WHEN_MISSING.get(name, f'parameter "{name}" is required'))


def _file(
    name: str, given: object, files: Mapping[str, Upload]
) -> tuple[Upload | str | None, set[str]]:
    if given is None or given == "":
        return files.get(name), {name} & set(files)
    if not isinstance(given, str):
        raise values.mistyped(name, "a file or a String")
    if given.startswith("attach://"):
        attached = given.removeprefix("attach://")
        if attached not in files:
            raise bad_request(f"file {attached} was not attached")
        return files[attached], {attached}
    return given, set()


_READ = {
    Kind.INTEGER: values.read_integer,
    Kind.FLOAT: values.read_float,
    Kind.TEXT: values.read_text,
    Kind.FLAG: values.read_flag,
    Kind.CHAT: values.read_chat,
    Kind.OBJECT: values.read_object,
    Kind.LIST: values.read_list,
    Kind.REFUSED: values.read_refused,
}
