"""The methods of the Bot API: what a call may say, and what the world does about it."""
