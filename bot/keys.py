"""The one secret, and the keys that are derived from it."""

import hashlib
import hmac
import os
import secrets
from pathlib import Path

from bot.config import SHORTEST_SECRET


class Keys:
    """HMAC keys by purpose, all from one secret that is never in the database or a backup."""

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def digest(self, purpose: str, value: str) -> bytes:
        """The keyed hash (SHA-256, 32 bytes) of `value` for one purpose."""
        key = hmac.digest(self._secret, f"halqa:{purpose}".encode(), hashlib.sha256)
        return hmac.digest(key, value.encode(), hashlib.sha256)


def load_or_make_secret(configured: str | None, *, database_file: str | None) -> str:
    """The configured secret, or the one beside the SQLite file, made on first start (mode 600).

    Raises:
        ValueError: there is no SQLite file to keep it beside (PostgreSQL): it must be configured; or
            the file is damaged.
    """
    if configured:
        return configured
    if database_file is None:
        msg = "secret.key: is missing; PostgreSQL needs it in the configuration"
        raise ValueError(msg)
    path = Path(f"{database_file}.secret")
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        kept = path.read_text(encoding="ascii", errors="replace").strip()
        if len(kept) < SHORTEST_SECRET:
            msg = f"secret.key: {path} is damaged; bring it back from your backup of it, or remove it: "
            msg += "all codes and buttons given out before are void then"
            raise ValueError(msg) from None
        return kept
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        made = secrets.token_urlsafe(48)
        file.write(made + "\n")
    return made
