"""Bad updates: everything that Telegram, an altered client or an odd keyboard could send.

`python -m tests.safety.updates 1000000 --seed 7` runs as many as one likes and prints the figures.
"""
