"""Groups: who is in them with which rights, how one gets in and out, topics; by people and the bot alike."""
