"""The progress slice's table of contents."""

from bot.progress import chat
from bot.registry import Command, Feature
from bot.texts.say import mark

FEATURE = Feature(
    name="progress",
    commands=(
        Command(name="progress", handler=chat.on_progress, order=150, in_menu=True,
                description=mark("My progress in learning")),
    ),
    buttons={"prog.show": chat.on_progress, "prog.fix": chat.on_correct},
    dialogues=(chat.CORRECTION,),
)  # fmt: skip
