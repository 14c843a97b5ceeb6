"""The method by which the bot reacts to a message."""

from dataclasses import replace

from bot.playground.fields import ObjectReader
from bot.playground.methods.method import Method
from bot.playground.methods.parameters import FLAG, LIST, NEEDED_CHAT, NEEDED_INTEGER, Arguments
from bot.playground.refusals import bad_request, not_offered
from bot.playground.state import WorldState

# Bot API, ReactionTypeEmoji.
_LISTED = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 "
    "🥱 🥴 😍 🐳 ❤\u200d🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 "
    "😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 "
    "🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷\u200d♂ 🤷 🤷\u200d♀ 😡"
)
EMOJI = frozenset(_LISTED.split())
MAX_REACTIONS = 1  # what bots, which have no Premium, may set; Bot API, setMessageReaction


async def set_message_reaction(world: WorldState, arguments: Arguments) -> bool:
    """Put an emoji under a message, or take it away."""
    chat = world.reach(arguments.chat())
    wanted = [_emoji(each) for each in arguments.list("reaction") or []]
    message = chat.messages.get(arguments.need_integer("message_id"))
    if message is None:
        raise bad_request("message to react not found")
    if len(wanted) > MAX_REACTIONS:
        raise bad_request("REACTIONS_TOO_MANY")
    if not message.is_content:
        raise bad_request("REACTION_INVALID")
    world.replace_message(replace(message, reaction="".join(wanted)))
    return True


def _emoji(raw: object) -> str:
    reaction = ObjectReader(raw, "ReactionType")
    kind = reaction.need_text("type")
    if kind == "custom_emoji":
        raise not_offered("a custom emoji as reaction")
    if kind != "emoji":
        raise bad_request("REACTION_INVALID")
    emoji = reaction.need_text("emoji")
    reaction.finish()
    # With or without the sign that makes a character an emoji.
    emoji = emoji.replace("\ufe0f", "")
    if emoji not in EMOJI:
        raise bad_request("REACTION_INVALID")
    return emoji


METHODS = (
    Method(
        "setMessageReaction",
        {
            "chat_id": NEEDED_CHAT,
            "message_id": NEEDED_INTEGER,
            "reaction": LIST,
            "is_big": FLAG,
        },
        set_message_reaction,
    ),
)
