"""Killed at every crossing of every fault point, then at random, then asked to stop: what is left over.

`week.py` is what people do in a week (`cast.py`) that begins as `founding.py` leaves it, `bot_process.py` a
bot in a process of its own that can be killed, `lives.py` leads it from one life to the next, `accounts.py`
compares what was planned with what Telegram accepted, `branches.py` compares a killed week with one that
was left alone, `aims.py` chooses the kills, `campaign.py` does all of it for many of them
(`python -m tests.safety.crash.campaign --help`). `random_kills.py` lets a bot run by itself among a random
crowd (`crowd.py`).
"""
