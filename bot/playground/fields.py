"""Reading JSON objects field by field, refusing what has the wrong type and what nobody asked for.

Telegram ignores fields it does not know; the playground refuses them, so that a misspelt one is found.
"""

from bot.playground.jsontypes import JsonList, JsonObject
from bot.playground.refusals import bad_request


class ObjectReader:
    """One object of a call; `where` names it in refusals."""

    def __init__(self, raw: object, where: str) -> None:
        if not isinstance(raw, dict):
            raise bad_request(f"can't parse {where}: object expected")
        self.raw: JsonObject = raw
        self.where = where
        self._left = set(raw)

    def has(self, name: str) -> bool:
        """Whether the field is there and not null."""
        return self.raw.get(name) is not None

    def take(self, name: str) -> object:
        """The field's bare value, or None."""
        self._left.discard(name)
        return self.raw.get(name)

    def text(self, name: str) -> str | None:
        """An optional String."""
        value = self.take(name)
        if value is not None and not isinstance(value, str):
            raise self._mistyped(name, "String")
        return value

    def need_text(self, name: str) -> str:
        """A String that must be there."""
        value = self.text(name)
        if value is None:
            raise bad_request(f"can't parse {self.where}: can't find field \"{name}\"")
        return value

    def number(self, name: str) -> int | None:
        """An optional Integer."""
        value = self.take(name)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
            raise self._mistyped(name, "Number")
        return value

    def need_number(self, name: str) -> int:
        """An Integer that must be there."""
        value = self.number(name)
        if value is None:
            raise bad_request(f"can't parse {self.where}: can't find field \"{name}\"")
        return value

    def flag(self, name: str) -> bool:
        """An optional Boolean, False if absent."""
        value = self.take(name)
        if value is not None and not isinstance(value, bool):
            raise self._mistyped(name, "Boolean")
        return bool(value)

    def list(self, name: str) -> JsonList:
        """An Array that must be there."""
        value = self.take(name)
        if not isinstance(value, list):
            raise self._mistyped(name, "Array")
        return value

    def finish(self) -> None:
        """Refuse what was not read."""
        if self._left:
            names = ", ".join(sorted(self._left))
            raise bad_request(f"can't parse {self.where}: unknown field {names}")

    def _mistyped(self, name: str, kind: str) -> Exception:
        return bad_request(f'can\'t parse {self.where}: field "{name}" must be of type {kind}')
