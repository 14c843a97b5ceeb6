"""Acquaintances: confirmed "knows" ties between members of a circle.

Rules: a vouch becomes a tie when its newcomer is admitted · other ties are confirmed from both sides ·
a tie belongs to two stays and ends with either · every member of a circle of two or more was known by
a member when admitted; who is left without a tie is asked, with the others, who has come to know whom ·
nobody is expelled by itself.
"""
