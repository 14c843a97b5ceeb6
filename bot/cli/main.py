"""The commands and their exit codes: 0 done, 75 try again later, 78 mend the configuration."""

from pathlib import Path
from typing import Annotated, Final, Never

import typer

from bot.errors import ConfigError

EXIT_LATER: Final = 75  # sysexits.h EX_TEMPFAIL: something outside is not ready
EXIT_CONFIG: Final = 78  # sysexits.h EX_CONFIG: a restart will not help

app = typer.Typer(
    name="halqa",
    help="Halqa (حلقة): small, invite-only learning circles on Telegram.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
config_app = typer.Typer(help="Look at the configuration.", no_args_is_help=True)
app.add_typer(config_app, name="config")

ConfigPath = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="The TOML file; without it only HALQA_… variables."),
]


@app.command()
def run(config: ConfigPath = None) -> None:
    """Run the bot until it is stopped (SIGTERM or Ctrl-C)."""
    from bot.cli import running  # noqa: PLC0415 - heavy
    from bot.config import load_settings  # noqa: PLC0415
    from bot.errors import AlreadyRunning, LeadershipLost, TokenRefused  # noqa: PLC0415

    try:
        running.run(load_settings(config))
    except ConfigError as error:
        stop_for_config(error)
    except TokenRefused:
        stop(
            "Telegram does not know this token. Get a new one from @BotFather and put it into the "
            "configuration (telegram.token).",
            EXIT_CONFIG,
        )
    except AlreadyRunning as error:
        stop(str(error), EXIT_LATER)
    except LeadershipLost:
        stop("Another instance has taken over; this one was silent too long.", EXIT_LATER)


@app.command()
def playground(
    port: Annotated[int, typer.Option(help="The page's port; 0 takes a free one.")] = 8765,
    keep: Annotated[
        Path | None,
        typer.Option(help="Keep the database in this file; without it, it is thrown away."),
    ] = None,
    scene: Annotated[str | None, typer.Option(help="Begin with a scene: cast.")] = None,
) -> None:
    """Try all of Halqa in a browser: no token, no network, a clock that you move."""
    from bot.cli import playing  # noqa: PLC0415 - heavy

    try:
        playing.play(port=port, keep=keep, scene=scene)
    except ConfigError as error:
        stop_for_config(error)
    except OSError as error:
        stop(
            f"The page cannot be served on port {port} ({error.strerror}). Choose another: --port 0",
            EXIT_LATER,
        )


@app.command()
def init(
    path: Annotated[Path, typer.Argument(help="Where to write the configuration.")] = Path(
        "config.toml"
    ),
) -> None:
    """Ask for the bot's token and write a configuration that only you can read."""
    from bot.cli import setting_up  # noqa: PLC0415

    if path.exists():
        stop(f"{path} is there already. Edit it, or name another file.", EXIT_CONFIG)
    token = typer.prompt("The bot's token, from @BotFather", hide_input=True).strip()
    try:
        setting_up.write_config(path, token=token)
    except ConfigError as error:
        stop_for_config(error)
    typer.echo(f"Written: {path}. Start the bot with: halqa run --config {path}")


@app.command()
def migrate(config: ConfigPath = None) -> None:
    """Bring the database to the present shape (`run` does it by itself)."""
    from bot.config import load_settings  # noqa: PLC0415
    from bot.db import migrate as migrations  # noqa: PLC0415 - heavy

    try:
        migrations.upgrade(load_settings(config).database.url)
    except ConfigError as error:
        stop_for_config(error)
    typer.echo(f"The database is at revision {migrations.head()}.")


@app.command()
def health(
    host: Annotated[str, typer.Option(envvar="HALQA_WEB__HOST")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="HALQA_WEB__PORT")] = 8080,
) -> None:
    """Ask a running bot on this machine whether it is alive (for containers)."""
    import http.client  # noqa: PLC0415

    place = "127.0.0.1" if host == "0.0.0.0" else host  # noqa: S104 - read, not bound
    connection = http.client.HTTPConnection(place, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        status = connection.getresponse().status
    except OSError as error:
        stop(f"No answer from http://{place}:{port}/healthz ({error}).", 1)
    finally:
        connection.close()
    if status != http.client.OK:
        stop(f"http://{place}:{port}/healthz answers {status}.", 1)
    typer.echo("alive")


@config_app.command("show")
def show_config(config: ConfigPath = None) -> None:
    """Print what is set, secrets masked."""
    from bot.cli import setting_up  # noqa: PLC0415
    from bot.config import load_settings  # noqa: PLC0415

    try:
        typer.echo(setting_up.shown(load_settings(config)))
    except ConfigError as error:
        stop_for_config(error)


@config_app.command("check")
def check_config(config: ConfigPath = None) -> None:
    """Say whether the configuration can be used; every problem at once."""
    from bot.config import load_settings  # noqa: PLC0415

    try:
        load_settings(config)
    except ConfigError as error:
        stop_for_config(error)
    typer.echo("The configuration is good.")


def stop_for_config(error: ConfigError) -> Never:
    """Say every problem of the configuration, one a line."""
    for problem in error.problems:
        typer.echo(f"configuration: {problem}", err=True)
    raise typer.Exit(EXIT_CONFIG)


def stop(reason: str, code: int) -> Never:
    """Say why, and end with `code`."""
    typer.echo(reason, err=True)
    raise typer.Exit(code)
