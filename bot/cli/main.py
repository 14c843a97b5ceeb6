"""The commands and their exit codes: 0 done, 75 try again later, 78 mend the configuration."""

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.ending import EXIT_CONFIG, EXIT_LATER, EXIT_USAGE, explained, stop
from bot.cli.letters import letters_app
from bot.cli.scenes import EMPTY, SCENES

app = typer.Typer(
    name="halqa",
    help="Halqa (حلقة): small, invite-only learning circles on Telegram.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
config_app = typer.Typer(help="Look at the configuration.", no_args_is_help=True)
app.add_typer(config_app, name="config")
app.add_typer(letters_app, name="letters")

ConfigPath = Annotated[
    Path | None,
    typer.Option("--config", "-c", help="The TOML file; without it only HALQA_… variables."),
]


@app.command()
def run(config: ConfigPath = None) -> None:
    """Run the bot until it is stopped (SIGTERM or Ctrl-C)."""
    from bot.cli import running  # noqa: PLC0415 - heavy
    from bot.config import load_settings  # noqa: PLC0415

    with explained():
        running.run(load_settings(config))


@app.command()
def playground(
    *,
    port: Annotated[int, typer.Option(help="The page's port; 0 takes a free one.")] = 8765,
    keep: Annotated[
        Path | None,
        typer.Option(help="Keep the database in this file; without it, it is thrown away."),
    ] = None,
    scene: Annotated[
        str | None, typer.Option(help=f"What it begins with: {', '.join(SCENES)}.")
    ] = None,
    server_only: Annotated[
        bool,
        typer.Option("--server-only", help="Without Halqa: a Telegram for any other bot."),
    ] = False,
    token: Annotated[
        str | None, typer.Option(help="The other bot's token: a number, a colon, letters.")
    ] = None,
    username: Annotated[str | None, typer.Option(help="The other bot's name: …bot.")] = None,
) -> None:
    """Try all of Halqa in a browser: no token, no network, a clock that you move."""
    if scene is not None and scene not in SCENES:
        stop(f"There is no scene “{scene}”. Choose one of these: {', '.join(SCENES)}", EXIT_USAGE)
    from bot.cli import playing, serving  # noqa: PLC0415 - heavy

    if server_only and (keep is not None or scene is not None):
        raise typer.BadParameter("--keep and --scene are Halqa's; leave --server-only out")
    if not server_only and (token is not None or username is not None):
        raise typer.BadParameter("--token and --username are another bot's: add --server-only")
    try:
        with explained():
            if server_only:
                serving.serve_only(port=port, token=token, username=username)
            else:
                playing.play(port=port, keep=keep, scene=scene or EMPTY)
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
    with explained():
        setting_up.write_config(path, token=token)
    typer.echo(f"Written: {path}. Start the bot with: halqa run --config {path}")


@app.command()
def migrate(config: ConfigPath = None) -> None:
    """Bring the database to the present shape (`run` does it by itself); SQLite is backed up first."""
    from bot.cli import keeping  # noqa: PLC0415 - heavy
    from bot.clock import SystemClock  # noqa: PLC0415
    from bot.config import load_settings  # noqa: PLC0415

    with explained():
        keeping.bring_up(load_settings(config), clock=SystemClock())


@app.command()
def backup(
    to: Annotated[
        Path | None,
        typer.Option(help="The folder; without it, `backups` beside the database."),
    ] = None,
    keep: Annotated[int, typer.Option(min=1, help="How many backups stay.")] = 7,
    config: ConfigPath = None,
) -> None:
    """Back the SQLite database up, also while the bot runs, and look whether the copy is whole."""
    from bot.cli import keeping  # noqa: PLC0415 - heavy
    from bot.clock import SystemClock  # noqa: PLC0415
    from bot.config import load_settings  # noqa: PLC0415

    with explained():
        keeping.back_up(load_settings(config), to, keep=keep, clock=SystemClock())


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    config: ConfigPath = None,
) -> None:
    """Put a backup in the place of the database; the bot must be stopped, the old one is kept."""
    from bot.cli import keeping  # noqa: PLC0415 - heavy
    from bot.clock import SystemClock  # noqa: PLC0415
    from bot.config import load_settings  # noqa: PLC0415

    with explained():
        settings = load_settings(config)
        if not yes:
            typer.confirm(f"Replace {settings.database.url} with {file}?", abort=True)
        keeping.bring_back(settings, file, clock=SystemClock())


@app.command()
def stats(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    config: ConfigPath = None,
) -> None:
    """Say what came, what went out, what did not and why; also beside a running bot."""
    from bot.cli import looking  # noqa: PLC0415 - heavy
    from bot.clock import SystemClock  # noqa: PLC0415
    from bot.config import load_settings  # noqa: PLC0415

    with explained():
        looking.show(load_settings(config), as_json=as_json, clock=SystemClock())


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

    with explained():
        typer.echo(setting_up.shown(load_settings(config)))


@config_app.command("check")
def check_config(config: ConfigPath = None) -> None:
    """Say whether the configuration can be used; every problem at once."""
    from bot.config import load_settings  # noqa: PLC0415

    with explained():
        load_settings(config)
    typer.echo("The configuration is good.")
