"""Asks the slices, every second, what is due. The database is the only timetable.

`Scheduler.tick` is one step; APScheduler only calls it. A job that fails is logged and never stops
the others.
"""
