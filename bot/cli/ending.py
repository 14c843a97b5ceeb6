"""How a command ends: 0 done, 75 try again later, 78 mend something first."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Never

import typer

from bot.errors import AlreadyRunning, ConfigError, LeadershipLost, TokenRefused
from bot.keeping.records import NotKept, Unfit

EXIT_USAGE: Final = 2  # what click, too, says of a value that it does not know
EXIT_LATER: Final = 75  # sysexits.h EX_TEMPFAIL: something outside is not ready
EXIT_CONFIG: Final = 78  # sysexits.h EX_CONFIG: a restart will not help


@contextmanager
def explained() -> Iterator[None]:
    """Turn what has a meaning of its own into a line and an exit code."""
    try:
        yield
    except ConfigError as error:
        stop_for_config(error)
    except TokenRefused:
        stop(
            "Telegram does not know this token. Get a new one from @BotFather and put it into the "
            "configuration (telegram.token).",
            EXIT_CONFIG,
        )
    except Unfit as error:
        stop(str(error), EXIT_CONFIG)
    except (AlreadyRunning, NotKept) as error:
        stop(str(error), EXIT_LATER)
    except LeadershipLost:
        stop("Another instance has taken over; this one was silent too long.", EXIT_LATER)


def stop_for_config(error: ConfigError) -> Never:
    """Say every problem of the configuration, one a line."""
    for problem in error.problems:
        typer.echo(f"configuration: {problem}", err=True)
    raise typer.Exit(EXIT_CONFIG)


def stop(reason: str, code: int) -> Never:
    """Say why, and end with `code`."""
    typer.echo(reason, err=True)
    raise typer.Exit(code)
