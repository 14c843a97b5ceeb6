"""What lies between the bot and its Telegram: calls, updates, and all that goes wrong with them."""
