"""What Telegram does with texts: characters, links, markup and the entities that come of it."""
