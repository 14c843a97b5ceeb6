"""Invite links of groups: how they look, which group they lead to, whether they still do."""

import hashlib
import re
from base64 import urlsafe_b64encode
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from bot.playground.groups.group import Group, InviteLink
from bot.playground.refusals import NotPossibleError
from bot.playground.sentences import groups
from bot.playground.state import WorldState

_HOSTS = frozenset({"t.me", "telegram.me", "telegram.dog"})
_HASH_LENGTH = 16  # characters after the +, as Telegram's links have today
_PATH = re.compile(r"/(?:\+|joinchat/)([A-Za-z0-9_-]+)/?")


def make_link(
    group: Group,
    creator_id: int,
    *,
    request: bool = False,
    name: str | None = None,
    expires_at: datetime | None = None,
    member_limit: int | None = None,
    is_primary: bool = False,
) -> InviteLink:
    """A new way into `group`; with `request` only to its door."""
    seed = f"{group.id} {creator_id} {len(group.links)}".encode()
    secret = urlsafe_b64encode(hashlib.sha256(seed).digest()).decode()[:_HASH_LENGTH]
    link = InviteLink(
        url=f"https://t.me/+{secret}",
        creator_id=creator_id,
        is_primary=is_primary,
        creates_join_request=request,
        name=name,
        expires_at=expires_at,
        member_limit=member_limit,
    )
    group.links.append(link)
    return link


def invite_hash(url: str) -> str | None:
    """What an invite link hides, or None if it is no invite link."""
    parts = urlsplit(url if "://" in url else f"https://{url}")
    if parts.scheme == "tg" and parts.netloc == "join":
        return parse_qs(parts.query).get("invite", [None])[0]
    if parts.scheme in {"http", "https"} and parts.netloc.lower() in _HOSTS:
        found = _PATH.fullmatch(parts.path)
        return found.group(1) if found else None
    return None


def find_link(world: WorldState, url: str) -> tuple[Group, InviteLink]:
    """The group a link leads to, and the link.

    Raises:
        NotPossibleError: no group has such a link.
    """
    wanted = invite_hash(url)
    for group in world.groups.values():
        for link in group.links:
            if wanted is not None and invite_hash(link.url) == wanted:
                return group, link
    raise NotPossibleError(groups.NO_SUCH_LINK, code="INVITE_HASH_INVALID")


def check_link(world: WorldState, group: Group, link: InviteLink) -> None:
    """Whether somebody may still come in by `link`.

    Raises:
        NotPossibleError: it was revoked, has expired or is used up.
    """
    is_late = link.expires_at is not None and world.clock.now() >= link.expires_at
    if link.is_revoked or is_late or group.upgraded_to is not None:
        raise NotPossibleError(groups.LINK_HAS_EXPIRED, code="INVITE_HASH_EXPIRED")
    # Bot API, ChatInviteLink.member_limit: of those who are members at the same time.
    inside = sum(group.membership(each).is_in for each in link.joined)
    if link.member_limit is not None and inside >= link.member_limit:
        raise NotPossibleError(groups.LINK_IS_USED_UP, code="USERS_TOO_MUCH")
