"""What may happen between the bot and Telegram, against the strict server over real sockets."""
