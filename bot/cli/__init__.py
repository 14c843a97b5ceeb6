"""The command line: `halqa run`, `playground`, `init`, `migrate`, `health`, `config`.

Heavy things are imported inside the command that needs them, so that `halqa --help` is quick.
"""
