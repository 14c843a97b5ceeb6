"""A whole Telegram for one bot: its state, and the people to play."""

from bot.playground.chats import PrivateChat
from bot.playground.people import Person
from bot.playground.player import Player
from bot.playground.state import WorldState

# Every second person has an id above 32 bits, as new accounts have: code that keeps ids in an
# int32 fails at once.
_FIRST_SMALL_ID = 181_000_017
_FIRST_LARGE_ID = 7_200_000_019
_ID_STEP = 7_919  # a prime, so that ids do not look like a sequence


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
            id=first + number * _ID_STEP,
            first_name=first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
        )
        self.people[person.id] = person
        self.chats[person.id] = PrivateChat(person.id)
        self.events.emit("person", person=person.id)
        return Player(self, person)

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
