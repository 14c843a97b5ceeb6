"""Sittings: one slot on one local date, from planned to answered.

Rules: a row is made at the first touch (skip, move, nudge, start) and is unique for (slot, date) · what
is planned is computed, so that a change of zone or slot moves it by itself · a skip, an expired nudge,
a pause and a day off are neutral · started and unanswered by noon of the next day is missed · what was
answered keeps its date for ever.
"""
