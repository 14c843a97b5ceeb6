"""A call as a command line, to be pasted into a terminal."""

import json
import shlex
from typing import Final
from urllib.parse import quote

from bot.playground.jsontypes import JsonObject

LONGEST: Final = 100_000  # bytes; Linux takes 128 KiB in one argument


def curl_of(method: str, parameters: JsonObject, *, address: str) -> str | None:
    """The curl command that makes the same call.

    Args:
        method: its name.
        parameters: as the ledger has them: JSON values, and files by name and size.
        address: what comes before the method's name: the server's address with `/bot<token>`.

    Returns:
        A command for a POSIX shell. A file is taken from the current folder: its content is not kept.
        None if the call is too long for a command line.
    """
    words = ["curl", "-sS", f"{address}/{quote(method)}"]
    if any(_is_file(value) for value in parameters.values()):
        for name, value in parameters.items():
            if _is_file(value):
                words += ["-F", f"{name}=@{_named(value)}"]
            else:
                # --form-string: a text may begin with @ or <, which -F would read as a file's name.
                words += ["--form-string", f"{name}={_as_text(value)}"]
    elif parameters:
        body = json.dumps(parameters, ensure_ascii=False, indent=2)
        words += ["-H", "Content-Type: application/json", "--data-raw", body]
    command = shlex.join(words)
    return command if len(command.encode("utf-8", "surrogatepass")) <= LONGEST else None


def curl_of_file(path: str, *, address: str) -> str:
    """The command that fetches a file; `address` is the server's, with `/file/bot<token>`."""
    return shlex.join(["curl", "-sS", "-O", f"{address}/{quote(path)}"])


def _is_file(value: object) -> bool:
    return isinstance(value, dict) and value.keys() == {"file_name", "size"}


def _named(value: object) -> str:
    name = str(value.get("file_name") or "file") if isinstance(value, dict) else ""
    # Within -F, a quoted name may hold what else would end it.
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
