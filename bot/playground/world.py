"""A whole Telegram for one bot: its state, and the people to play."""

from typing import Literal

from bot.playground.chats import Numbers, PrivateChat
from bot.playground.ground import ID_STEP
from bot.playground.groups.group import Group, Membership, Status
from bot.playground.people import Person
from bot.playground.phone.player import Player
from bot.playground.refusals import NotPossibleError
from bot.playground.sentences import groups
from bot.playground.state import WorldState

# Every second person has an id above 32 bits, as new accounts have: code that keeps ids in an
# int32 fails at once.
_FIRST_SMALL_ID = 181_000_017
_FIRST_LARGE_ID = 7_200_000_019


class World(WorldState):
    """The playground's world, in which people are born."""

    def add_person(
        self,
        first_name: str,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "en",
    ) -> Player:
        """Let somebody be born who has never met the bot."""
        number = len(self.people)
        first = _FIRST_LARGE_ID if number % 2 == 0 else _FIRST_SMALL_ID
        person = Person(
            id=first + number * ID_STEP,
            first_name=first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
        )
        self.people[person.id] = person
        self.chats[person.id] = PrivateChat(person.id)
        self.events.emit("person", person=person.id, chat=person.id)
        return Player(self, person)

    def add_group(
        self,
        title: str,
        creator: Player,
        *,
        kind: Literal["supergroup", "group"] = "supergroup",
        forum: bool = False,
    ) -> Group:
        """Let `creator` make a group that has nobody else in it yet.

        Raises:
            NotPossibleError: only supergroups are forums.
        """
        is_super = kind == "supergroup"
        if forum and not is_super:
            raise NotPossibleError(groups.ONLY_SUPERGROUPS_HAVE_TOPICS)
        group = Group(
            self.next_group_id(is_super=is_super),
            title,
            is_super=is_super,
            is_forum=forum,
            numbers=Numbers() if is_super else self.numbers,
            now=self.clock.now,
        )
        self.chats[group.id] = group
        group.set_membership(Membership(user_id=creator.id, status=Status.CREATOR))
        group.side_for(creator.id)
        made = "supergroup_chat_created" if is_super else "group_chat_created"
        self.say_service(group, creator.id, {made: True})
        return group

    def player(self, person_id: int) -> Player:
        """The person with this id, to be played.

        Raises:
            KeyError: nobody has this id.
        """
        return Player(self, self.people[person_id])

    @property
    def players(self) -> list[Player]:
        """Everybody, in order of birth."""
        return [Player(self, person) for person in self.people.values()]
