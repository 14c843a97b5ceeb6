"""Methods that end a bot's session with the server."""

import math
from datetime import timedelta

from bot.playground.methods.method import Method
from bot.playground.methods.parameters import Arguments
from bot.playground.refusals import too_many_requests
from bot.playground.state import WorldState

LOGGED_OUT_FOR = timedelta(minutes=10)  # Bot API, logOut
NO_CLOSE_FOR_S = 600  # seconds after the start in which close answers 429; Bot API, close


async def log_out(world: WorldState, arguments: Arguments) -> bool:
    """Leave this server; it knows the bot again after ten minutes."""
    del arguments
    world.logged_out_until = world.clock.now() + LOGGED_OUT_FOR
    return True


async def close(world: WorldState, arguments: Arguments) -> bool:
    """End the session before the bot moves to another server; the next call begins a new one."""
    del arguments
    left = NO_CLOSE_FOR_S - world.clock.monotonic()
    if left > 0:
        raise too_many_requests(math.ceil(left))
    return True


METHODS = (Method("logOut", {}, log_out), Method("close", {}, close))
