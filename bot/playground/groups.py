"""Groups and supergroups: who is in them with which rights, how one gets in, and a forum's topics."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from bot.playground.chats import Chat, Numbers, Side
from bot.playground.jsontypes import JsonObject

# ChatAdministratorRights, without those that only channels have.
ADMIN_RIGHTS: Final = (
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_manage_topics",
)
# ChatPermissions, in the order of the Bot API.
PERMISSIONS: Final = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
# What members of a new group may do; changing its info and pinning are the administrators' at first.
DEFAULT_PERMISSIONS: Final = frozenset(PERMISSIONS) - {
    "can_change_info",
    "can_pin_messages",
    "can_manage_topics",
}


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
    """

    user_id: int
    status: Status
    rights: frozenset[str] = frozenset()
    permissions: frozenset[str] = frozenset()
    until: datetime | None = None
    is_inside: bool = True
    can_be_edited: bool = False
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
        self, group_id: int, title: str, *, is_super: bool, is_forum: bool, numbers: Numbers
    ) -> None:
        super().__init__(group_id)
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
        self.pinned: list[int] = []
        self.description: str | None = None
        self.upgraded_to: int | None = None

    @property
    def type(self) -> str:
        """As Chat calls it."""
        return "supergroup" if self.is_super else "group"

    def membership(self, user_id: int) -> Membership:
        """What this user is here; somebody who never was has left."""
        return self.members.get(user_id) or Membership(
            user_id=user_id, status=Status.LEFT, is_inside=False
        )

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
        return [each for each in self.members.values() if each.is_in]

    def side_for(self, person_id: int) -> Side:
        """A person's side, made when they first see the group."""
        return self.sides.setdefault(person_id, Side())

    def to_chat(self) -> JsonObject:
        """As Chat."""
        fields: JsonObject = {"id": self.id, "type": self.type, "title": self.title}
        if self.is_forum:
            fields["is_forum"] = True
        return fields
