"""`halqa stats`, and one look into the configured database beside a running bot."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import TypeVar

import typer
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.config import Settings
from bot.db.engine import Database
from bot.keeping import contents, starting
from bot.keeping.records import NotKept
from bot.watching import picture, words

Result = TypeVar("Result")


def show(settings: Settings, *, as_json: bool, clock: Clock) -> None:
    """Print the picture."""
    file = starting.file_of(settings.database.url)
    taken = asyncio.run(
        in_database(settings, lambda conn: picture.take(conn, now=clock.now(), database=file))
    )
    if as_json:
        typer.echo(json.dumps(words.values(taken), indent=2, ensure_ascii=False))
    else:
        typer.echo("\n".join(words.told(taken)))


async def in_database(
    settings: Settings, question: Callable[[AsyncConnection], Awaitable[Result]]
) -> Result:
    """One transaction on the database, which must be there: a look makes none.

    Raises:
        Unfit: there is no such database.
        NotKept: it does not answer, or has not the tables of this version yet.
    """
    file = starting.file_of(settings.database.url)
    if file is not None:
        contents.refuse_other_formats(file)
    db = Database(settings.database.url, synchronous=settings.database.synchronous)
    try:
        async with db.begin() as conn:
            return await question(conn)
    except SQLAlchemyError as error:
        msg = (
            f"The database cannot be asked now ({type(error).__name__}). Has `halqa migrate` run?"
        )
        raise NotKept(msg) from error
    finally:
        await db.close()
