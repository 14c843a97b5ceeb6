"""JSON as Python types."""

from typing import TypeAlias

# Any nesting of dict, list, str, int, float, bool and None. Spelled `object` below the first level: what comes from a
# request is checked by `isinstance` before it is used.
Json: TypeAlias = object
JsonObject: TypeAlias = dict[str, object]
JsonList: TypeAlias = list[object]
