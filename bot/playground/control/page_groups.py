"""What the page is shown of groups, as JSON."""

from bot.playground.groups.group import Group, Membership, Status
from bot.playground.jsontypes import JsonList, JsonObject
from bot.playground.state import WorldState

_GONE = "👻"  # a deleted account, as Telegram's clients show it in every language


def group_to_page(world: WorldState, group: Group) -> JsonObject:
    """One group: who is and was in it, who waits, how one gets in, and its topics."""
    return {
        "id": group.id,
        "title": group.title,
        "type": group.type,
        "is_forum": group.is_forum,
        "members": [
            {
                "id": user_id,
                "name": name_of(world, user_id),
                "is_bot": user_id == world.bot.id,
                **_standing(group.membership(user_id)),
            }
            for user_id in group.members
        ],
        "topics": topics_to_page(group),
        "requests": [{"person_id": person_id} for person_id in group.requests],
        "links": [
            {
                "url": link.url,
                "request": link.creates_join_request,
                "by_bot": link.creator_id == world.bot.id,
                "revoked": link.is_revoked,
            }
            for link in group.links
        ],
        "upgraded_to": group.upgraded_to,
    }


def _standing(member: Membership) -> JsonObject:
    fields: JsonObject = {"status": status_to_page(member)}
    if member.status is Status.ADMINISTRATOR:
        fields["rights"] = sorted(member.rights)
    return fields


def topics_to_page(group: Group) -> JsonList:
    """A forum's topics, the general one left out."""
    return [
        {"id": topic.id, "name": topic.name, "closed": topic.is_closed}
        for topic in group.topics.values()
    ]


def status_to_page(member: Membership) -> str:
    """What somebody is; who stays creator or restricted while away has left, for the page."""
    if not member.is_in and member.status is not Status.KICKED:
        return str(Status.LEFT)
    return str(member.status)


def name_of(world: WorldState, user_id: int) -> str:
    """Somebody's name as chats show it."""
    person = world.people.get(user_id)
    if person is None:
        return world.bot.first_name
    if person.deleted:
        return _GONE
    return " ".join(filter(None, (person.first_name, person.last_name)))
