"""A world that begins anew: the same Telegram, with nobody in it yet.

Who serves it, who listens to it and its clock stay the same objects. Messages and updates are numbered on:
nothing that is still remembered somewhere can be taken for something of today.
"""

from datetime import datetime

from bot.playground.callbacks import Presses
from bot.playground.files import FileStore
from bot.playground.line.ledger import Ledger
from bot.playground.line.rates import Rates
from bot.playground.profile import Profile
from bot.playground.world import World


def begin_anew(world: World, *, at: datetime) -> None:
    """Forget everybody and everything, and set the clock to `at`, back as well. No bot may be at work."""
    world.beginnings += 1
    world.people.clear()
    world.chats.clear()
    world.requesters.clear()
    world.updates.drop_all()
    world.updates.interrupt()  # whoever waited there has gone
    world.presses = Presses()
    world.profile = Profile()
    world.files = FileStore()
    world.ledger = Ledger()
    world.traffic.forget()
    world.faults.clear()
    world.weather.clear()
    world.rates = Rates()
    world.logged_out_until = None
    world.clock.limit = None
    world.clock.move_to(at, backwards=True)
    world.web.begin_anew()
