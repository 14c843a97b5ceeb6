"""The feeds slice's table of contents."""

from bot.feeds import chat_searching, feature_machine, feature_member, privacy
from bot.feeds.dialogue_import import IMPORT
from bot.registry import Feature

FEATURE = Feature(
    name="feeds",
    buttons={**feature_machine.BUTTONS, **feature_member.BUTTONS},
    dialogues=(IMPORT, *feature_member.DIALOGUES),
    errands=feature_machine.ERRANDS,
    due=(*feature_machine.DUE, *feature_member.DUE),
    kinds=(*feature_machine.KINDS, *feature_member.KINDS),
    recipes=feature_member.RECIPES,
    on_text=chat_searching.on_document,
    export=privacy.export,
    erase=privacy.erase,
)
