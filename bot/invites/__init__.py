"""Invites: what lets a newcomer knock; a code, bound to the member who made it.

Rules: 60 random bits, kept only as a keyed hash, shown once · *personal*: only that Telegram account,
the inviter's vouch is in it · *open*: whoever holds it may knock, the inviter is asked · uses are
reserved at the knock and given back · what is wrong is told only to the holder of a real code ·
guessing is slowed down per person, and never locks honest people out · the invites of whoever left die.

The code is in no row but the outbox's, and there only until the message is sent. The QR picture comes
by a button that carries the code, under the message that shows it anyway; nothing else can draw it.
"""
