"""Writes the next migration by comparing the tables with an empty database brought to the last one."""

import sys
import tempfile
from pathlib import Path

from alembic import command

from bot.db import migrate


def main(message: str) -> None:
    """Write `versions/<number>_….py`; read it before you commit it."""
    number = len(list((migrate.MIGRATIONS / "versions").glob("*.py"))) + 1
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'empty.db'}"
        migrate.upgrade(url)
        engine = migrate.sync_engine(url)
        with engine.connect() as connection:
            config = migrate.configuration()
            config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
            config.attributes["connection"] = connection
            command.revision(config, message, autogenerate=True, rev_id=f"{number:04d}")
        engine.dispose()


if __name__ == "__main__":
    main(sys.argv[1])
