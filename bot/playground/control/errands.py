"""One request of the page to play a person: who, in which chat, with which fields."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.playground.control.answers import is_number
from bot.playground.fields import ObjectReader
from bot.playground.groups.group import Group
from bot.playground.jsontypes import JsonObject
from bot.playground.phone.player import Player
from bot.playground.refusals import NotPossibleError, NotThereError
from bot.playground.sentences import page
from bot.playground.world import World


@dataclass(frozen=True, slots=True)
class Errand:
    """What the page asks a person to do."""

    world: World
    player: Player
    body: ObjectReader

    def here(self) -> Player:
        """The person in the chat that the optional field `chat_id` names; their private chat by default."""
        return seat(self.world, self.player, self.body.number("chat_id"))

    def group(self, name: str = "chat_id") -> Player:
        """The person in the group that a field must name."""
        return self.player.at(find_group(self.world, self.body.need_number(name)))

    def person_id(self) -> int:
        """The field `person_id`, somebody's or the bot's."""
        person_id = self.body.need_number("person_id")
        if person_id not in self.world.people and person_id != self.world.bot.id:
            raise NotThereError(page.NOBODY_HERE)
        return person_id

    def place(self) -> tuple[float, float]:
        """The fields `latitude` and `longitude`."""
        latitude, longitude = self.body.take("latitude"), self.body.take("longitude")
        if not is_number(latitude) or not is_number(longitude):
            raise NotPossibleError(page.ODD_REQUEST, reason="latitude, longitude")
        return latitude, longitude


# What a deed returns is merged into the answer.
Deed: TypeAlias = Callable[[Errand], JsonObject]


def find_group(world: World, chat_id: int) -> Group:
    """The group with this id.

    Raises:
        NotThereError: there is none.
    """
    group = world.chats.get(chat_id)
    if not isinstance(group, Group):
        raise NotThereError(page.NO_SUCH_GROUP)
    return group


def seat(world: World, player: Player, chat_id: int | None) -> Player:
    """The person in a chat: their private one (None, or their own id) or a group.

    Raises:
        NotThereError: there is no such chat.
    """
    if chat_id is None or chat_id == player.id:
        return player
    return player.at(find_group(world, chat_id))
