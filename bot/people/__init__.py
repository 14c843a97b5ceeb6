"""Who has met the bot: language, zone, quiet hours, budget, pause, and whether they can be reached.

Rules: only Telegram's numeric id says who somebody is · names are cleaned before they are kept · who
blocks the bot is unreachable until they write again; nothing of theirs is deleted · a pause stops all
but decisions about oneself · a change of zone moves what is planned, by what is computed from it.
"""
