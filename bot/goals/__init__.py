"""What somebody wants to learn: a field, the part to begin with, why, how they will know, by when.

Rules: few goals are active at a time, the rest is paused · a goal that is too broad gets one friendly
push to name its first part · shared with all, some or none of one's circles, by stay: who leaves takes
their goals along · at the horizon it is quoted back once, and a moved horizon asks again · what
happened to a goal is kept with it.
"""
