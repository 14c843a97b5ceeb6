"""`python -m bot` and the console script `halqa`."""

from bot.cli.main import app


def main() -> None:
    """Run the command line."""
    app(prog_name="halqa")


if __name__ == "__main__":
    main()
