"""The front door: `/start`, `/help`, `/today`, `/upcoming`, `/plan`, `/settings`, and what nobody waits for.

Rules: the highest slice: it may read all others, and none knows it · it stores nothing: which of the
three questions are answered is seen from what is there · one screen is one message that is edited ·
what is changed here is changed by the slice that owns it.
"""
