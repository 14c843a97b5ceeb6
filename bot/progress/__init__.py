"""What somebody has done: this week, the last weeks, minutes by mode, a strength that fades slowly.

Rules: seen by its owner alone, no comparison with anybody · skips, days off, pauses and nudges that were
not sent are neutral · the strength grows and fades a little with every sitting, there is no chain to
snap · local dates are as they were fixed · this slice stores nothing; it reads sittings, goals and
check-ins.
"""
