"""When somebody can learn: weekly slots by the wall clock of the person's own zone.

Rules: a slot has exactly one instant on each of its local dates · nothing is kept before it was echoed
in full · overlaps and quiet hours are pointed out, never forbidden · a removed slot is ended, not
deleted, so that its sittings keep their meaning · a changed slot changes the future only.
"""
