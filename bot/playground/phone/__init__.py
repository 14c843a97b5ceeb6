"""One person at their phone: what they see, write, press, and do with groups."""
