"""What Telegram sends: raw updates, committed before they are acknowledged.

Rules: an update is kept once, whatever is sent twice · each chat is a lane, handled in order · what
cannot be handled is set aside (a dead letter) and never holds up the rest · handling an update and
marking it done is one transaction · the text is dropped when the update is done.
"""
