"""What a bot says about itself: command menus, name, descriptions, menu buttons."""

from dataclasses import dataclass, field

from bot.playground.groups.group import Group
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
    default_rights: frozenset[str] = frozenset()

    def commands_for(self, person: Person, group: Group | None = None) -> tuple[Command, ...]:
        """The menu this person sees in the private chat or in a group (Bot API, "Determining list of commands")."""
        language = (person.language_code or "").partition("-")[0].lower()
        scopes = _in_private(person) if group is None else _in_group(person, group)
        for scope in scopes:
            for code in (language, ""):
                menu = self.commands.get((scope, code))
                if menu:
                    return menu
        return ()


def _in_private(person: Person) -> list[Scope]:
    return [Scope("chat", person.id), Scope("all_private_chats"), Scope()]


def _in_group(person: Person, group: Group) -> list[Scope]:
    is_admin = group.membership(person.id).is_admin
    scopes = [Scope("chat_member", group.id, person.id)]
    if is_admin:
        scopes.append(Scope("chat_administrators", group.id))
    scopes.append(Scope("chat", group.id))
    if is_admin:
        scopes.append(Scope("all_chat_administrators"))
    return [*scopes, Scope("all_group_chats"), Scope()]
