"""What setWebhook may ask for; the playground delivers to this machine only."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from bot.playground.methods.parameters import Arguments
from bot.playground.refusals import ApiError, bad_request, not_offered

DEFAULT_CONNECTIONS, MAX_CONNECTIONS = 40, 100  # Bot API, setWebhook
MAX_SECRET = 256  # characters; Bot API, setWebhook
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
_HERE = "http://127.0.0.1, http://localhost or http://[::1]"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookSettings:
    """Where updates go, and how; `ip_address` is empty where the address names a host."""

    url: str
    secret_token: str = ""
    max_connections: int = DEFAULT_CONNECTIONS
    ip_address: str = ""


def read_settings(arguments: Arguments) -> WebhookSettings:
    """The parameters of setWebhook, but for the kinds of updates.

    Raises:
        ApiError: what Telegram would refuse, and what leads away from this machine.
    """
    if arguments.upload("certificate") is not None:
        raise not_offered("a certificate: its webhooks are plain HTTP on this machine, and it")
    url = arguments.text("url") or ""
    host = _host(url)
    return WebhookSettings(
        url=url,
        secret_token=_secret(arguments.text("secret_token") or ""),
        max_connections=_connections(arguments.integer("max_connections")),
        ip_address=_address(arguments.text("ip_address") or "", host),
    )


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", 0, urlsplit("")
    if parts.scheme not in {"http", "https"} or not host or port == 0 or not url.isprintable():
        raise bad_request("invalid webhook URL specified")
    if host in _HOSTS and parts.scheme == "http":
        return host
    # Telegram itself wants HTTPS, from a local Bot API server HTTP to this machine.
    why = f"the playground delivers to this machine only, to {_HERE} and any port; {parts.scheme}"
    raise _bad_webhook(f"{why} to {host} is not offered (Telegram itself needs an HTTPS URL)")


def _secret(secret: str) -> str:
    if len(secret) > MAX_SECRET:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    return secret


def _connections(wanted: int | None) -> int:
    if wanted is None:
        return DEFAULT_CONNECTIONS
    # Telegram's server takes the nearest number that is allowed, and says nothing.
    if not 1 <= wanted <= MAX_CONNECTIONS:
        raise bad_request("max_connections must be between 1 and 100")
    return wanted


def _address(wanted: str, host: str) -> str:
    if not wanted:
        return "" if host == "localhost" else host
    try:
        address = ip_address(wanted)
    except ValueError:
        raise _bad_webhook("Invalid IP address specified") from None
    if not address.is_loopback or (host != "localhost" and ip_address(host) != address):
        raise not_offered("a webhook's own ip_address")
    return str(address)


def _bad_webhook(reason: str) -> ApiError:
    return bad_request(f"bad webhook: {reason}")
