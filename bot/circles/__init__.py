"""Circles: small closed groups of members around one field.

Rules: 1 to `seats` members, never more than 20 · an open circle always has a host who is a member ·
a seat is taken by a conditional update on the circle's row, which is locked first · a stay of a
person is a row of its own, from `joined_at` to `left_at` · every change stands in the circle's log.
"""
