"""Admissions: a newcomer's way into a circle, from the knock to the decision.

Rules: the members who may know the newcomer are asked first, the others when those have answered or
after a day · a vouch counts if its author is a member of 24 hours' standing at the decision · any
member's concern hands the decision to the host, who sees its text and not its author · of two
newcomers for the last seat one gets in, the other keeps a place in line · until the decision nothing
that the newcomer is sent tells whether somebody they named is a member · nobody is told who declined.
"""
