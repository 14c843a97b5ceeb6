"""The privacy slice's table of contents."""

from collections.abc import Sequence

from bot.outbox.records import Class, Kind, Priority
from bot.privacy import due
from bot.privacy.chat import RECIPE, OwnData
from bot.registry import Command, DueJob, Feature
from bot.texts.say import mark


def privacy_over(slices: Sequence[Feature]) -> Feature:
    """The slice, speaking for all `slices`, which stand in order from the lowest to the highest."""
    own = OwnData(slices)
    return Feature(
        name="privacy",
        commands=(
            Command(name="privacy", handler=own.on_privacy, order=210,
                    description=mark("My data: see, export, erase")),
        ),
        buttons={
            "priv.export": own.on_export,
            "priv.erase": own.on_erase,
            "priv.sure": own.on_sure,
            "priv.keep": own.on_privacy,
        },
        recipes={RECIPE: own.render},
        kinds=(Kind(name=due.FAREWELL, cls=Class.C, priority=Priority.REPLY, pausable=False),),
        due=(
            DueJob(name="forget farewells", run=due.forget_farewells, next_at=due.never),
            DueJob(name="forget strays", run=due.forget_strays, next_at=due.never, is_hourly=True),
        ),
    )  # fmt: skip
