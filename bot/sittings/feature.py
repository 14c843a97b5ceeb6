"""The sittings slice's table of contents."""

from bot.registry import DueJob, Feature
from bot.sittings import chat, due, privacy

FEATURE = Feature(
    name="sittings",
    buttons={
        "sit.skip": chat.on_skip,
        "sit.next": chat.on_skip_next,
        "sit.unskip": chat.on_unskip,
        "sit.move": chat.on_move,
    },
    dialogues=(chat.MOVING,),
    due=(DueJob(name="sittings.missed", run=due.close_missed, next_at=due.next_closing_at),),
    export=privacy.export,
    erase=privacy.erase,
)
