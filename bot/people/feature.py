"""The people slice's table of contents."""

from bot.people import chat, privacy
from bot.registry import Command, Feature
from bot.texts.say import mark

FEATURE = Feature(
    name="people",
    commands=(
        Command(name="timezone", handler=chat.on_timezone,
                description=mark("My time zone"), order=180),
        Command(name="language", handler=chat.on_language,
                description=mark("Change the language (العربية)"), order=190),
        Command(name="pause", handler=chat.on_pause,
                description=mark("Stop the messages for a while"), order=160),
        Command(name="resume", handler=chat.on_resume,
                description=mark("Let the messages come again"), order=170),
    ),
    buttons={"lang": chat.on_language_button, "pause": chat.on_pause_button},
    dialogues=(chat.ZONE,),
    on_blocked=chat.on_blocked,
    export=privacy.export,
    erase=privacy.erase,
)  # fmt: skip
