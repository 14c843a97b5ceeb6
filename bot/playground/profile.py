"""What a bot says about itself: command menus, name, descriptions, menu buttons."""

from dataclasses import dataclass, field

from bot.playground.jsontypes import JsonObject
from bot.playground.people import Person


@dataclass(frozen=True, slots=True)
class Command:
    """One line of a command menu."""

    command: str
    description: str

    def to_api(self) -> JsonObject:
        """As BotCommand."""
        return {"command": self.command, "description": self.description}


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom a menu counts; `chat_id` and `user_id` only where the type has them."""

    type: str = "default"
    chat_id: int | None = None
    user_id: int | None = None


@dataclass(slots=True)
class Profile:
    """Everything by language; the empty language is what all others fall back on."""

    commands: dict[tuple[Scope, str], tuple[Command, ...]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int | None, JsonObject] = field(default_factory=dict)

    def commands_for(self, person: Person) -> tuple[Command, ...]:
        """The menu this person sees in the private chat (Bot API, "Determining list of commands")."""
        language = (person.language_code or "").partition("-")[0].lower()
        for scope in (Scope("chat", person.id), Scope("all_private_chats"), Scope()):
            for code in (language, ""):
                menu = self.commands.get((scope, code))
                if menu:
                    return menu
        return ()
