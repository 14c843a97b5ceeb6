"""Documents and pictures: recipes in a row, rendered when they are sent, never kept."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.work import Work


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file."""

    name: str
    content: bytes


Renderer: TypeAlias = Callable[[Work, Mapping[str, Any]], Awaitable[Rendered]]
Render: TypeAlias = Callable[[str, Mapping[str, Any]], Awaitable[Rendered]]
