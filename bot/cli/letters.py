"""`halqa letters`: updates that could not be handled, looked at, tried again, dropped."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeVar

import typer

from bot.cli.ending import explained, stop

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection

letters_app = typer.Typer(
    help="Dead letters: updates that could not be handled.", no_args_is_help=True
)
MOST_SHOWN: Final = 50
NOT_FOUND: Final = 1

ConfigPath = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="The TOML file; without it only HALQA_… variables."),
]
Number = Annotated[int, typer.Argument(metavar="ID", help="The update's number, from the list.")]
Result = TypeVar("Result")


@letters_app.command("list")
def list_letters(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    config: ConfigPath = None,
) -> None:
    """List them, the newest first, without what somebody wrote."""
    from bot.inbox import store_letters  # noqa: PLC0415 - heavy

    found = _ask(config, lambda conn: store_letters.list_letters(conn, limit=MOST_SHOWN))
    if as_json:
        rows = [
            {
                "id": letter.update_id,
                "received_on": letter.received_on.isoformat(),
                "tries": letter.attempt,
                "error": letter.error,
                "has_text": letter.has_text,
            }
            for letter in found
        ]
        typer.echo(json.dumps(rows, indent=2))
        return
    if not found:
        typer.echo("No dead letters.")
        return
    typer.echo(f"{'id':>14}  {'came on':10}  {'tries':>5}  {'text':4}  error")
    for letter in found:
        text = "yes" if letter.has_text else "gone"
        typer.echo(
            f"{letter.update_id:>14}  {letter.received_on.isoformat():10}  "
            f"{letter.attempt:>5}  {text:4}  {letter.error}"
        )


@letters_app.command()
def show(
    number: Number,
    *,
    with_text: Annotated[
        bool, typer.Option("--with-text", help="Print the raw update: somebody's own words.")
    ] = False,
    config: ConfigPath = None,
) -> None:
    """Show the raw update; it holds what somebody wrote, so it must be asked for."""
    from bot.inbox import store_letters  # noqa: PLC0415 - heavy

    if not with_text:
        stop("It holds what somebody wrote and who they are. To see it: --with-text", NOT_FOUND)
    raw = _ask(config, lambda conn: store_letters.read_letter(conn, number))
    if raw is None:
        stop(f"There is no dead letter {number} with its text.", NOT_FOUND)
    typer.echo("Somebody wrote this. Show it to nobody, and keep no copy.", err=True)
    typer.echo(json.dumps(raw, indent=2, ensure_ascii=True))


@letters_app.command()
def retry(number: Number, config: ConfigPath = None) -> None:
    """Have it handled anew; a running bot does so within a second."""
    from bot.clock import SystemClock  # noqa: PLC0415
    from bot.inbox import store_letters  # noqa: PLC0415 - heavy

    now = SystemClock().now()
    if not _ask(config, lambda conn: store_letters.retry_letter(conn, number, now=now)):
        stop(f"There is no dead letter {number} with its text.", NOT_FOUND)
    typer.echo(f"Update {number} waits to be handled.")


@letters_app.command()
def drop(number: Number, config: ConfigPath = None) -> None:
    """Forget what was written; the number stays, so that it cannot come again."""
    from bot.inbox import store_letters  # noqa: PLC0415 - heavy

    if not _ask(config, lambda conn: store_letters.drop_letter(conn, number)):
        stop(f"There is no dead letter {number}.", NOT_FOUND)
    typer.echo(f"Update {number} is dropped.")


def _ask(
    config: Path | None, question: Callable[["AsyncConnection"], Awaitable[Result]]
) -> Result:
    """One transaction on the configured database, which must be there."""
    from bot.cli import looking  # noqa: PLC0415 - heavy
    from bot.config import load_settings  # noqa: PLC0415

    with explained():
        return asyncio.run(looking.in_database(load_settings(config), question))
