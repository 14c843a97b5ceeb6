"""What the page can do with groups: make one, and let a person act in it."""

from collections.abc import Callable
from typing import Final, Literal

from starlette.requests import Request
from starlette.routing import Route

from bot.playground.control.answers import read_body, told
from bot.playground.control.errands import Deed, Errand
from bot.playground.jsontypes import JsonObject
from bot.playground.phone.player import Player
from bot.playground.refusals import NotPossibleError, NotThereError
from bot.playground.sentences import page
from bot.playground.text.plaintext import is_blank
from bot.playground.world import World

MAX_TITLE = 128  # characters; Bot API, setChatTitle
_KINDS: Final[dict[str, Literal["group", "supergroup"]]] = {
    "group": "group",
    "supergroup": "supergroup",
}


def group_routes(world: World) -> list[Route]:
    """The routes for groups below `/api`."""

    async def add_group(request: Request) -> JsonObject:
        body = await read_body(request)
        title, creator_id = body.need_text("title").strip(), body.need_number("creator_id")
        kind = _KINDS.get(body.text("type") or "supergroup")
        is_forum = body.flag("is_forum")
        body.finish()
        if is_blank(title) or len(title) > MAX_TITLE:
            raise NotPossibleError(page.GROUP_TITLE, most=MAX_TITLE)
        if kind is None:
            raise NotPossibleError(page.GROUP_KIND)
        if creator_id not in world.people:
            raise NotThereError(page.NOBODY_HERE)
        group = world.add_group(title, world.player(creator_id), kind=kind, forum=is_forum)
        return {"id": group.id}

    return [Route("/groups", told(add_group), methods=["POST"])]


def _join(errand: Errand) -> JsonObject:
    url = errand.body.need_text("url")
    errand.body.finish()
    message = errand.player.join(url)
    return {"waiting": message is None}


def _invite(errand: Errand) -> JsonObject:
    here, by_request = errand.group(), errand.body.flag("request")
    errand.body.finish()
    return {"url": here.create_invite(request=by_request)}


def _topic(errand: Errand) -> JsonObject:
    here, name = errand.group(), errand.body.need_text("name")
    errand.body.finish()
    return {"thread_id": here.create_topic(name)}


def _upgrade(errand: Errand) -> JsonObject:
    here = errand.group()
    errand.body.finish()
    return {"id": here.upgrade().id}


def _promote(errand: Errand) -> JsonObject:
    here, user_id = errand.group(), errand.person_id()
    rights = errand.body.take("rights")
    errand.body.finish()
    if not isinstance(rights, dict) or not all(isinstance(each, bool) for each in rights.values()):
        raise NotPossibleError(page.ODD_REQUEST, reason="rights")
    here.promote(user_id, **rights)
    return {}


def _alone(deed: Callable[[Player], object]) -> Deed:
    def do(errand: Errand) -> JsonObject:
        here = errand.group()
        errand.body.finish()
        deed(here)
        return {}

    return do


def _with_person(deed: Callable[[Player, int], object]) -> Deed:
    def do(errand: Errand) -> JsonObject:
        here, person_id = errand.group(), errand.person_id()
        errand.body.finish()
        deed(here, person_id)
        return {}

    return do


def _in_topic(deed: Callable[[Player, int], None]) -> Deed:
    def do(errand: Errand) -> JsonObject:
        here, thread_id = errand.group(), errand.body.need_number("thread_id")
        errand.body.finish()
        deed(here, thread_id)
        return {}

    return do


GROUP_DEEDS: Final[dict[str, Deed]] = {
    "join": _join,
    "invite": _invite,
    "add": _with_person(Player.add),
    "remove": _with_person(Player.remove),
    "approve": _with_person(Player.approve),
    "decline": _with_person(Player.decline),
    "promote": _promote,
    "demote": _with_person(Player.demote),
    "add-bot": _alone(Player.add_bot),
    "remove-bot": _alone(Player.remove_bot),
    "leave": _alone(Player.leave),
    "upgrade": _upgrade,
    "topic": _topic,
    "close-topic": _in_topic(Player.close_topic),
    "reopen-topic": _in_topic(Player.reopen_topic),
}
