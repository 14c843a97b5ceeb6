"""Nudges: the message at a sitting's start, its snoozes, and what follows when nobody answers.

Rules: one nudge for a slot and date, whatever fails or restarts, and one of a slot in any 8 hours · one
that cannot go out in time is dropped and neutral, never sent late · a snooze counts from now and ends
with its day · five unanswered in a row ask one gentle question, then that slot is silent until it is
answered · after an outage a person gets at most one line.

The clock's work is small: `nudge_turns` holds for every slot when its next nudge is due, so a tick reads
an index. What changes a turn (a new slot, another time, another zone) happens in lower slices that know
nothing of nudges; so once a minute the turns are compared with the slots and zones in one statement,
and only what differs is reckoned anew. Sittings start at whole minutes, and the comparison comes before
the nudges of its minute: nothing is missed by it.
"""
