"""Feeds that members learn from: fetched politely, offered a little at a time.

Rules: one feed is fetched once for all who read it, spread over time, with what it said of itself the
last time · a feed that fails is asked ever less, stopped with an explanation after two weeks, and revived
by a button · items that are the same by guid, link or content are one · each reader sets how many offers a
week, and which words must or must not be in them · after a gap: what was missed, or from now on.
"""
