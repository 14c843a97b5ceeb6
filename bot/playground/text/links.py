"""Addresses in texts: what Telegram takes for a link, a mention, a custom emoji or a moment."""

import re
from urllib.parse import parse_qsl

from bot.playground.jsontypes import JsonObject

_USER = re.compile(r"(?:user|openmessage)", re.IGNORECASE)
_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")
_NUMBER = re.compile(r"[1-9][0-9]{0,18}")  # TDLib reads no leading zeros
_UNIX_TIME = re.compile(r"[0-9]{1,10}")


class BadLinkError(Exception):
    """An address that must lead to something and does not; the text is Telegram's."""


def checked_link(url: str) -> str | None:
    """`url` in the form that Telegram keeps, or None if it takes it for no address."""
    url = url.strip()
    if re.match(r"(?:tg|ton|tonsite)://\S+$", url, re.IGNORECASE):
        return url
    match = re.fullmatch(
        r"(?P<scheme>https?://|ftp://)?(?P<host>[^\s/?#:@<>\"']+)(?P<port>:\d{1,5})?(?P<rest>[/?#]\S*)?",
        url,
        re.IGNORECASE,
    )
    if not match or "." not in match["host"].strip("."):
        return None
    scheme = (match["scheme"] or "http://").lower()
    rest = match["rest"] or ""
    slash = "" if rest.startswith("/") else "/"
    return f"{scheme}{match['host'].lower()}{match['port'] or ''}{slash}{rest}"


def link_meaning(url: str) -> tuple[str | None, JsonObject]:
    """The entity that a link to `url` makes, and its fields; (None, {}) if it leads nowhere."""
    host, query = _tg_parts(url.strip())
    number = query.get("id") or query.get("user_id") or ""
    if _USER.fullmatch(host) and _NUMBER.fullmatch(number):
        return "text_mention", {"user_id": int(number)}
    checked = checked_link(url)
    return ("text_link", {"url": checked}) if checked else (None, {})


def image_meaning(url: str) -> tuple[str, JsonObject]:
    """The entity that `![…](url)` of MarkdownV2 makes: a custom emoji, or a moment for tg://time.

    Raises:
        BadLinkError: it is neither.
    """
    if not url.lower().startswith("tg:"):
        raise BadLinkError("Custom emoji URL must have scheme tg")
    host, query = _tg_parts(url)
    if host.lower() == "time":
        return "date_time", moment(query.get("unix", ""), query.get("format", ""))
    if host.lower() != "emoji":
        raise BadLinkError('Custom emoji URL must have host "emoji"')
    if "id" not in query:
        raise BadLinkError("Custom emoji URL must have an emoji identifier")
    if not _NUMBER.fullmatch(query["id"]):
        raise BadLinkError("Invalid custom emoji identifier specified")
    return "custom_emoji", {"custom_emoji_id": query["id"]}


def moment(unix: str, style: str) -> JsonObject:
    """The fields of a date_time entity.

    Raises:
        BadLinkError: no moment, or a format that Telegram does not know.
    """
    if not _UNIX_TIME.fullmatch(unix) or not int(unix):
        raise BadLinkError("Invalid Unix time specified")
    if not _TIME_FORMAT.fullmatch(style):
        raise BadLinkError("Invalid date-time format specified")
    fields: JsonObject = {"unix_time": int(unix)}
    if style:
        fields["date_time_format"] = style
    return fields


def _tg_parts(url: str) -> tuple[str, dict[str, str]]:
    """Host and query of a tg: address, with or without its slashes; empty ones for any other."""
    match = re.match(r"tg:(?://)?([^/?#]*)/?(?:\?([^#]*))?", url, re.IGNORECASE)
    if not match:
        return "", {}
    return match[1], dict(parse_qsl(match[2] or "", keep_blank_values=True))
