"""What an operator sees: one picture of the database, in words (`halqa stats`) or figures (`/metrics`).

Rules: no person, circle, chat or text in any figure · the picture comes from rows that say it already ·
looking never holds up the bot.
"""
