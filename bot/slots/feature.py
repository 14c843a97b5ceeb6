"""The slots slice's table of contents."""

from bot.registry import Command, Feature
from bot.slots import chat, privacy
from bot.slots.dialogue_slot import AFTER_ZONE, SLOT, SLOT_EDIT, go_on
from bot.texts.say import mark

FEATURE = Feature(
    name="slots",
    commands=(
        Command(name="times", handler=chat.on_times, description=mark("My times: when I learn"),
                in_menu=True, order=70),
    ),
    buttons={
        "slot.list": chat.on_list,
        "slot.add": chat.on_add,
        "slot.days": chat.on_change,
        "slot.hour": chat.on_change,
        "slot.length": chat.on_change,
        "slot.place": chat.on_change,
        "slot.mode": chat.on_change,
        "slot.goal": chat.on_change,
        "slot.leads": chat.on_leads,
        "slot.remove": chat.on_remove,
        "slot.removed": chat.on_removed,
    },
    dialogues=(SLOT, SLOT_EDIT),
    afterwards={AFTER_ZONE: go_on},
    export=privacy.export,
    erase=privacy.erase,
)  # fmt: skip
