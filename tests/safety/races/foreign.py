"""Another process that holds a SQLite file: run as a program, it holds it until it is told to let go."""

import sqlite3
import sys


def main() -> None:
    """Take the file named on the command line; say so; let go when a line comes."""
    connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
    connection.execute("BEGIN EXCLUSIVE")
    print("held", flush=True)  # noqa: T201
    sys.stdin.readline()
    connection.execute("COMMIT")
    connection.close()


if __name__ == "__main__":
    main()
