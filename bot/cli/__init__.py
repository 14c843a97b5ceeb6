"""The command line: one module for what each command does, `main` for what is typed.

Heavy things are imported inside the command that needs them, so that `halqa --help` is quick.
"""
