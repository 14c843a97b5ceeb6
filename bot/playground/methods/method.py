"""What a method of the Bot API is, and which ones the playground plays."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.playground.methods.parameters import Arguments, Parameters
from bot.playground.state import WorldState

# Gets the world and checked arguments; what it returns is the call's `result`.
Handler = Callable[[WorldState, Arguments], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Told:
    """A result to which Telegram adds a sentence."""

    result: object
    description: str


@dataclass(frozen=True, slots=True)
class Method:
    """One method: its name as the Bot API writes it, its parameters, what it does."""

    name: str
    parameters: Parameters
    handle: Handler
