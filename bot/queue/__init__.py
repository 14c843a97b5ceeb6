"""What somebody means to get through: their own list of resources, by mode, minutes and goal.

Rules: done, later, drop; ordered by hand · a sitting is proposed one thing that fits its mode, minutes and
goal: what was started comes first, then what fellow members with the same focus thanked for, then the
list's own order · what was refused is not proposed again · minutes spent outside a sitting are counted
where they fell.
"""
