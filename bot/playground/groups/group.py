"""Groups and supergroups: who is in them with which rights, how one gets in, and a forum's topics."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.playground.chats import Chat, Numbers, Side
from bot.playground.groups.right_names import DEFAULT_PERMISSIONS
from bot.playground.jsontypes import JsonObject


class Status(StrEnum):
    """What somebody is in a group, as ChatMember says it."""

    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"


IN_GROUP: Final = frozenset(
    {Status.CREATOR, Status.ADMINISTRATOR, Status.MEMBER, Status.RESTRICTED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """One user in one group; what has changed takes the place of what it was.

    `rights` are an administrator's, of `ADMIN_RIGHTS`; `permissions` are what a restricted member may still do;
    `until` ends a restriction or a ban, None is for ever. A restricted member may have left (`is_inside` False).
    `can_be_edited` says it of the bot: whether it may change this administrator.
    """

    user_id: int
    status: Status
    rights: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset()
    until: datetime | None = None
    is_inside: bool = True
    can_be_edited: bool = False
    promoted_by: int | None = None
    custom_title: str | None = None

    @property
    def is_in(self) -> bool:
        """Whether they are in the group now."""
        return self.status in IN_GROUP and self.is_inside

    @property
    def is_admin(self) -> bool:
        """Whether they are creator or administrator."""
        return self.status in {Status.CREATOR, Status.ADMINISTRATOR}

    def may(self, right: str) -> bool:
        """Whether an administrator has this right; a creator has all."""
        return self.status is Status.CREATOR or (self.is_admin and right in self.rights)


@dataclass(slots=True, kw_only=True)
class Topic:
    """One topic of a forum; its id is that of the message that made it."""

    id: int
    name: str
    icon_color: int
    creator_id: int
    icon_custom_emoji_id: str | None = None
    is_closed: bool = False


@dataclass(slots=True, kw_only=True)
class InviteLink:
    """A way in: at once, or by a request that an administrator answers."""

    url: str
    creator_id: int
    is_primary: bool = False
    creates_join_request: bool = False
    name: str | None = None
    expires_at: datetime | None = None
    member_limit: int | None = None
    is_revoked: bool = False
    joined: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinRequest:
    """Somebody waits at the door."""

    person_id: int
    at: datetime
    link: InviteLink | None


class Group(Chat):
    """A basic group or a supergroup. Its members include the bot once it was added."""

    def __init__(
        self,
        group_id: int,
        title: str,
        *,
        is_super: bool,
        is_forum: bool,
        numbers: Numbers,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(group_id)
        self._now = now
        self.title = title
        self.is_super = is_super
        self.is_forum = is_forum
        self.numbers = numbers
        self.members: dict[int, Membership] = {}
        self.topics: dict[int, Topic] = {}
        self.general_is_closed = False
        self.links: list[InviteLink] = []
        self.requests: dict[int, JoinRequest] = {}
        self.permissions: frozenset[str] = DEFAULT_PERMISSIONS
        self.description: str | None = None
        self.upgraded_to: int | None = None

    @property
    def type(self) -> str:
        """As Chat calls it."""
        return "supergroup" if self.is_super else "group"

    def membership(self, user_id: int) -> Membership:
        """What this user is here now; somebody who never was has left, and what had an end ends in silence."""
        member = self.members.get(user_id)
        if member is None:
            return Membership(user_id=user_id, status=Status.LEFT, is_inside=False)
        if member.until is not None and member.until <= self._now():
            is_in = member.is_in
            member = self.members[user_id] = Membership(
                user_id=user_id, status=Status.MEMBER if is_in else Status.LEFT, is_inside=is_in
            )
        return member

    def set_membership(self, membership: Membership) -> Membership:
        """Note what somebody is now; returns what they were."""
        before = self.membership(membership.user_id)
        self.members[membership.user_id] = membership
        return before

    def change(self, user_id: int, **changes: object) -> tuple[Membership, Membership]:
        """Change some of what somebody is; returns before and after."""
        before = self.membership(user_id)
        after = replace(before, **changes)  # type: ignore[arg-type]  # names are those of the record
        self.members[user_id] = after
        return before, after

    @property
    def inside(self) -> list[Membership]:
        """Everybody in it, the bot too, in the order they first came."""
        everybody = [self.membership(user_id) for user_id in self.members]
        return [each for each in everybody if each.is_in]

    def side_for(self, person_id: int) -> Side:
        """A person's side, made when they first see the group."""
        return self.sides.setdefault(person_id, Side())

    def to_chat(self) -> JsonObject:
        """As Chat."""
        fields: JsonObject = {"id": self.id, "type": self.type, "title": self.title}
        if self.is_forum:
            fields["is_forum"] = True
        return fields
