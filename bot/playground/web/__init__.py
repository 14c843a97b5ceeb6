"""The world's own web: a few made-up sites under names that nobody can own (`.example`).

What is published is a function of the world's clock alone: the same today whoever looks, and new things
appear as time moves. Knows nothing of the rest; who serves it hands in the clock.
"""
