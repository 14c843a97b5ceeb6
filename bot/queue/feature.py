"""The queue slice's table of contents."""

from bot.queue import chat, chat_entry, dialogue_done, dialogue_note, privacy
from bot.registry import Command, Feature
from bot.texts.say import mark

FEATURE = Feature(
    name="queue",
    commands=(
        Command(name="queue", handler=chat.on_queue,
                description=mark("My queue: saved links"), order=85, in_menu=True),
    ),
    buttons={
        "queue.list": chat.on_list,
        "queue.save": chat.on_save,
        "queue.add": chat.on_add,
        "queue.open": chat_entry.on_open,
        "queue.start": chat_entry.on_start,
        "queue.drop": chat_entry.on_drop,
        "queue.undrop": chat_entry.on_undrop,
        "queue.back": chat_entry.on_back,
        "queue.later": chat_entry.on_later,
        "queue.until": chat_entry.on_until,
        "queue.now": chat_entry.on_now,
        "queue.top": chat_entry.on_top,
        "queue.up": chat_entry.on_up,
        "queue.down": chat_entry.on_down,
        "queue.again": chat_entry.on_again,
        "queue.note": chat_entry.on_note,
    },
    dialogues=(dialogue_done.TALK, dialogue_note.TALK),
    export=privacy.export,
    erase=privacy.erase,
)  # fmt: skip
