"""Methods about getting updates and answering presses."""

from bot.playground.jsontypes import JsonObject
from bot.playground.line.updates import MAX_LIMIT
from bot.playground.line.webhook import Webhook
from bot.playground.line.webhook_settings import read_settings
from bot.playground.methods.method import Method, Told
from bot.playground.methods.parameters import (
    FLAG,
    INTEGER,
    LIST,
    NEEDED_TEXT,
    TEXT,
    Arguments,
    Kind,
    Parameter,
)
from bot.playground.refusals import ApiError, bad_request
from bot.playground.state import WorldState
from bot.playground.text.plaintext import utf16_length

MAX_ANSWER = 200  # characters; Bot API, answerCallbackQuery


async def get_updates(world: WorldState, arguments: Arguments) -> list[JsonObject]:
    """Fetch updates, waiting for them if asked."""
    if world.webhook_url:
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    limit = arguments.integer("limit")
    limit = MAX_LIMIT if limit is None else limit
    if not 1 <= limit <= MAX_LIMIT:
        raise bad_request("limit must be between 1 and 100")
    timeout_s = arguments.integer("timeout") or 0
    if timeout_s < 0:
        raise bad_request("timeout must be positive")
    world.updates.allow(_kinds(arguments))
    updates = await world.updates.fetch(
        offset=arguments.integer("offset") or 0, limit=limit, timeout_s=timeout_s
    )
    return [update.to_api() for update in updates]


async def set_webhook(world: WorldState, arguments: Arguments) -> Told:
    """Have updates delivered from now on; an empty address ends it."""
    if not arguments.text("url"):
        return await delete_webhook(world, arguments)
    wanted = read_settings(arguments)
    kinds = _kinds(arguments)
    drop = arguments.flag("drop_pending_updates")
    world.updates.allow(kinds)
    if world.webhook is not None and world.webhook.settings == wanted and not drop:
        return Told(result=True, description="Webhook is already set")
    await _stop_webhook(world)
    if drop:
        world.updates.drop_all()
    world.updates.hand_over()
    world.webhook_url = wanted.url
    world.webhook = Webhook(
        wanted,
        updates=world.updates,
        clock=world.clock,
        traffic=world.traffic,
        weather=world.weather,
        play=world.play_call,
    )
    world.webhook.start()
    return Told(result=True, description="Webhook was set")


async def delete_webhook(world: WorldState, arguments: Arguments) -> Told:
    """Go back to getUpdates."""
    was_set = bool(world.webhook_url)
    await _stop_webhook(world)
    if arguments.flag("drop_pending_updates"):
        world.updates.drop_all()
    return Told(
        result=True,
        description="Webhook was deleted" if was_set else "Webhook is already deleted",
    )


async def get_webhook_info(world: WorldState, arguments: Arguments) -> JsonObject:
    """Say where updates go, how many wait, and what went wrong last."""
    del arguments
    info: JsonObject = {
        "url": world.webhook_url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
    if world.webhook is not None:
        info.update(world.webhook.to_info())
    if not world.updates.is_default:
        info["allowed_updates"] = list(world.updates.allowed)
    return info


async def _stop_webhook(world: WorldState) -> None:
    webhook, world.webhook, world.webhook_url = world.webhook, None, ""
    if webhook is not None:
        await webhook.stop()


async def answer_callback_query(world: WorldState, arguments: Arguments) -> bool:
    """Answer a press."""
    text = arguments.text("text") or ""
    if utf16_length(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    cache_time_s = arguments.integer("cache_time")
    if cache_time_s is not None and cache_time_s < 0:
        raise bad_request("cache_time must not be negative")
    world.answer_press(
        arguments.text("callback_query_id") or "",
        text=text,
        show_alert=arguments.flag("show_alert"),
        url=arguments.text("url"),
    )
    return True


def _kinds(arguments: Arguments) -> list[str] | None:
    raw = arguments.list("allowed_updates")
    if raw is None:
        return None
    kinds = [each for each in raw if isinstance(each, str)]
    if len(kinds) != len(raw):
        raise bad_request("allowed_updates must be an Array of String")
    return kinds


METHODS = (
    Method(
        "getUpdates",
        {"offset": INTEGER, "limit": INTEGER, "timeout": INTEGER, "allowed_updates": LIST},
        get_updates,
    ),
    Method(
        "setWebhook",
        {
            "url": NEEDED_TEXT,
            "certificate": Parameter(Kind.FILE),
            "ip_address": TEXT,
            "max_connections": INTEGER,
            "allowed_updates": LIST,
            "drop_pending_updates": FLAG,
            "secret_token": TEXT,
        },
        set_webhook,
    ),
    Method("deleteWebhook", {"drop_pending_updates": FLAG}, delete_webhook),
    Method("getWebhookInfo", {}, get_webhook_info),
    Method(
        "answerCallbackQuery",
        {
            "callback_query_id": NEEDED_TEXT,
            "text": TEXT,
            "show_alert": FLAG,
            "url": TEXT,
            "cache_time": INTEGER,
        },
        answer_callback_query,
    ),
)
